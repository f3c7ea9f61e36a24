// SPDX-License-Identifier: GPL-3.0-or-later
// What an open vault has to do with its witness: what it says at the opening, and what it is told.
#include "core/store/inbox_pin.h"
#include "core/vault/guarded.h"
#include "core/vault/sealed_vault.h"
#include "core/vaultfile/key_exchange.h"

#include <algorithm>

namespace lockleaf {

void SealedVault::hearWitness(DeviceId device)
{
    const auto verdict = m_witness->judge(m_store->head(), m_store->headHash(), device);
    if (verdict == Witness::Verdict::NoWitness)
        m_notices.push_back(OpenNotice::NoWitness);
    else if (verdict == Witness::Verdict::FileIsOlder)
        m_notices.push_back(OpenNotice::OlderThanWitness);
    else if (verdict == Witness::Verdict::FileIsFork)
        m_notices.push_back(OpenNotice::ForkOfWitness);
    else if (verdict == Witness::Verdict::KeysChanged || keysMayHaveChanged())
        m_notices.push_back(OpenNotice::OldKeys);
}

/// A change of the keys was cut short around the exchange. Where the file that was to take the place of this
/// one still waits beside it, as it was, it did not.
bool SealedVault::keysMayHaveChanged()
{
    const auto intended = m_witness->intendedKeysChange();
    if (!intended)
        return false;
    const auto waiting = markOfNewKeysFile(m_path);
    if (waiting && *waiting == *intended) {
        m_keysChangeIsOpen = true;
        return false;
    }
    m_witness->suspectKeysChanged();
    return true;
}

/// A file of before a change of the keys is not written to, neither while it is locked.
void SealedVault::pinInbox()
{
    if (!m_witness || std::ranges::find(m_notices, OpenNotice::OldKeys) != m_notices.end())
        return;
    quietly([&] { // without it nothing can be written to the inbox, which whoever tries is told
        (void)pinInboxKey(m_stateFolder, m_key.vaultId, m_file->inboxPublicKey());
    });
}

void SealedVault::sweepKeyChange()
{
    // The file that waits beside this one is what shows that the keys are the old ones still.
    if (m_keysChangeIsOpen && !m_witness->takeBackKeysChange())
        return;
    m_keysChangeIsOpen = false;
    if (sweepKeyExchange(m_path))
        m_notices.push_back(OpenNotice::OldKeysFileLeft);
}

void SealedVault::rememberQuietly(Witness::Safety safety)
{
    quietly([&] {
        if (m_witness)
            (void)m_witness->remember(m_store->head(), m_store->headHash(), safety);
    });
}

Result<void> SealedVault::acceptOlderFile()
{
    return guarded([&]() -> Result<void> {
        if (!m_witness)
            return {};
        if (m_store->inTransaction()) // its head may still be taken back
            return fail(ErrorCode::InvalidArgument, "accepted within a transaction");
        LOCKLEAF_CHECK(m_witness->accept(m_store->head(), m_store->headHash()));
        std::erase(m_notices, OpenNotice::OlderThanWitness);
        std::erase(m_notices, OpenNotice::ForkOfWitness);
        std::erase(m_notices, OpenNotice::OldKeys);
        return {};
    });
}

void SealedVault::intendKeysChange()
{
    quietly([&] { // as noteKeysChanged()
        if (!m_witness)
            return;
        if (const auto mark = markOfNewKeysFile(m_path))
            m_keysChangeIsOpen = m_witness->intendKeysChange(*mark).has_value();
    });
}

bool SealedVault::takeBackKeysChange()
{
    bool taken = !m_keysChangeIsOpen;
    quietly([&] { taken = taken || m_witness->takeBackKeysChange().has_value(); });
    m_keysChangeIsOpen = !taken;
    return taken;
}

void SealedVault::noteKeysChanged()
{
    quietly([&] { // the keys are changed without it; an old copy is not noticed then
        if (m_witness)
            (void)m_witness->noteKeysChanged();
    });
}

} // namespace lockleaf
