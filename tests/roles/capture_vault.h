// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/capture/capture.h"
#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"
#include "core/capture/take_inbox.h"
#include "core/store/inbox_pin.h"
#include "tests/support/test_environment.h"

#include <QtGlobal>

#include <memory>
#include <string>
#include <vector>

namespace lockleaf::test {

/// A locked vault that was unlocked once with its state folder.
struct CaptureVault
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Personal.lockleaf";
    std::filesystem::path state = folder / "state/lockleaf";
    UnlockedKey key;

    explicit CaptureVault(bool unlockedOnce = true)
    {
        if (!startCrypto())
            qFatal("the cryptography of this computer does not hold");
        const auto passphrase = Passphrase::fromTyped(bytesOf("test"));
        key = std::move(Vault::create(file, *passphrase, {KeyDerivationCost::cheapForTests()}).value());
        if (unlockedOnce && !open()->close())
            qFatal("close");
    }
    [[nodiscard]] std::unique_ptr<Vault> open() const
    {
        auto vault = Vault::open(file, UnlockedKey{key.vaultId, key.dataKey.clone()}, {.stateFolder = state});
        if (!vault)
            qFatal("open: %s", describe(vault.error()).c_str());
        return std::move(*vault);
    }
    /// Another key is pinned than the vault's.
    void spoilPin() const
    {
        InboxPublicKey other{};
        other.fill(9);
        if (!pinInboxKey(state, key.vaultId, other))
            qFatal("pin");
    }
    [[nodiscard]] bool hasInbox() const { return std::filesystem::exists(inboxPath(file)); }
    /// The texts of the notes that come at an unlock.
    [[nodiscard]] std::vector<std::string> arrivals() const
    {
        const auto vault = open();
        InboxReport report;
        NoProgress unseen;
        if (!runToEnd(*makeTakeInboxJob(*vault, file, report), {}, unseen) || report.setAside)
            qFatal("take in");
        std::vector<std::string> texts;
        for (const RecordId& id : report.added)
            texts.emplace_back(vault->note(id)->body.text());
        if (!vault->close())
            qFatal("close");
        return texts;
    }
};

} // namespace lockleaf::test
