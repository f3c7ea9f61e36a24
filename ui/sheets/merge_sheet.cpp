// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/merge_sheet.h"

#include "core/crypto/key_derivation.h"
#include "ui/vault/held_job.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/way_field.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

/// A job's report, and the copy that it reads: opened and closed on the vault's thread.
struct OpenCopy
{
    std::shared_ptr<RestoreReport> report;
    std::unique_ptr<Vault> vault;
};

/// The key of a copy of `mine`. Errors: InvalidArgument with a sentence, where it is none; OutOfMemory with
/// the MiB that it would take, where that is so much that a person should be asked; those of info() and
/// unlock().
Result<UnlockedKey> keyOfCopy(const VaultOrigin& mine, const std::filesystem::path& copy,
                              const MakeWay& makeWay, bool maybeDear)
{
    LOCKLEAF_TRY(const VaultInfo other, Vault::info(copy));
    std::error_code error;
    if (std::filesystem::equivalent(mine.file, copy, error))
        return fail(ErrorCode::InvalidArgument, "This is the vault that is open.");
    constexpr const char* noCopy =
        "This is no copy of this vault. Export it there and restore the archive here.";
    if (mine.id != other.vaultId)
        return fail(ErrorCode::InvalidArgument, noCopy);
    if (!maybeDear && needsConsent(other.dearest) && checkCost(other.dearest))
        return fail(ErrorCode::OutOfMemory, std::to_string(other.dearest.memoryBytes >> 20));
    LOCKLEAF_TRY(const WayIn way, makeWay());
    LOCKLEAF_TRY(UnlockedKey key, Vault::unlock(copy, way));
    if (key.vaultId != mine.id) // it is another file by now
        return fail(ErrorCode::InvalidArgument, noCopy);
    return key;
}

bool asksForConsent(const Error& error)
{
    return error.code == ErrorCode::OutOfMemory && !error.detail.empty() &&
           std::ranges::all_of(error.detail, [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

MergeSheet::MergeSheet(VaultSession& session, const QString& copy, QWidget* anyWidget)
    : TakeOverSheet(
          TakeOverKind::Copy, tr("Merge a copy"),
          {tr("For a copy of this vault that was used apart: on another computer, or in a folder that "
              "is synchronised. What it has and this one lacks comes here. The copy stays as it is."),
           tr("The copy"), tr("Choose a copy of this vault"), tr("Vaults (*.lockleaf);;All files (*)"),
           tr("You see what would come before anything is changed."), tr("Opening the copy…"), tr("Merge"),
           tr("Merging…"), tr("Say which copy to merge.")},
          session, anyWidget)
{
    m_way = new WayField(tr("Password of the copy"), tr("Password of the copy"));
    m_way->links().offer(true, true); // which of them it has, it says when it is opened
    keyLayout()->addWidget(m_way);
    connect(m_way, &WayField::edited, this, &MergeSheet::guardVeil);
    fileField()->setText(copy);
    if (!copy.isEmpty())
        setInitialFocus(&m_way->field());
    ready();
}

MergeSheet::~MergeSheet() = default;

bool MergeSheet::isTyped() const
{
    return m_way != nullptr && m_way->isTyped();
}

bool MergeSheet::open(const std::filesystem::path& file, SideWork& work)
{
    PasswordField* const field = &m_way->field();
    if (!m_way->isTyped()) {
        refuse(field, tr("Type the password of the copy."));
        return false;
    }
    PasswordAttempts& attempts = session().attempts(); // it may be the password of the open vault
    if (const int left = attempts.secondsLeft(); left > 0) {
        refuse(field, tr("Try again in %1 s").arg(left));
        return false;
    }
    auto make = m_way->links().takeWay();
    if (!make) {
        refuse(field, copySentence(make.error()));
        return false;
    }
    attempts.begin();
    auto derive = [mine = session().origin(), file, make = std::move(*make),
                   maybeDear = m_dear == file]() mutable {
        const MakeWay held = std::exchange(make, nullptr); // goes on this thread
        return keyOfCopy(mine, file, held, maybeDear);
    };
    work.run(std::move(derive), [this, file](Result<UnlockedKey> key) { handleKey(file, std::move(key)); });
    return true;
}

void MergeSheet::handleKey(const std::filesystem::path& file, Result<UnlockedKey> key)
{
    PasswordField* const field = &m_way->field();
    if (!key && saysWrongWay(key.error().code)) {
        session().attempts().failed();
        refuse(field, copySentence(key.error()));
        return;
    }
    session().attempts().uncount(); // a right one for another file says nothing of this vault
    if (!key && asksForConsent(key.error())) {
        m_dear = file;
        refuse(field, tr("Checking the password takes %1 MB of memory. Press the button again to go on.")
                          .arg(QString::fromStdString(key.error().detail)));
    } else if (!key) {
        const ErrorCode code = key.error().code;
        const bool ofWay = code == ErrorCode::NoSuchWay || code == ErrorCode::KeyFileNotUsable;
        refuse(ofWay ? field : nullptr, ofWay ? WayField::problem(key.error()) : copySentence(key.error()));
    } else {
        m_copy = file;
        m_key = std::make_shared<UnlockedKey>(std::move(*key));
        m_way->wipe();
        handleOpened();
    }
}

JobRun::Make MergeSheet::makeJob(bool dryRun, Outcome outcome)
{
    return [dryRun, outcome, copy = m_copy, key = m_key](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        auto held = std::make_shared<OpenCopy>();
        held->report = outcome;
        // This computer does not come to know the copy's state, which is not what it was left at here.
        LOCKLEAF_TRY(held->vault, Vault::open(copy, UnlockedKey{key->vaultId, key->dataKey.clone()}, {}));
        LOCKLEAF_TRY(auto job,
                     makeMergeJob(vault, key->vaultId, *held->vault, key->vaultId, outcome->taken, dryRun));
        return std::make_unique<HeldJob>(held, std::move(job));
    };
}

void MergeSheet::forget()
{
    m_key.reset();
    m_way->wipe();
}

} // namespace lockleaf::ui
