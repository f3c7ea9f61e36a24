// SPDX-License-Identifier: GPL-3.0-or-later
// The part of VaultSession that is about earlier versions of notes.
#include "ui/vault/vault_session.h"

#include <algorithm>

namespace lockleaf::ui {

namespace {

// About 50 ms for the most tangled texts: a save may be waiting behind the comparison.
constexpr std::size_t ComparisonSteps = std::size_t{1} << 22;

Result<std::shared_ptr<const VersionComparison>> readComparison(Vault& vault, RecordId note, RecordId version)
{
    auto comparison = std::make_shared<VersionComparison>();
    LOCKLEAF_TRY(comparison->version, vault.revision(note, version));
    LOCKLEAF_TRY(comparison->now, vault.note(note));
    DiffLimits limits;
    limits.mostSteps = ComparisonSteps;
    comparison->pieces = diffTexts(comparison->version.body.text(), comparison->now.body.text(), limits);
    return std::shared_ptr<const VersionComparison>(std::move(comparison));
}

} // namespace

void VaultSession::versions(RecordId note, QObject* guard, Answer<std::vector<RevisionSummary>> answer)
{
    const auto read = [note](Vault& vault) -> Result<std::vector<RevisionSummary>> {
        LOCKLEAF_TRY(std::vector<RevisionSummary> versions, vault.revisions(note));
        std::ranges::stable_sort(versions, std::ranges::greater{}, &RevisionSummary::made);
        return versions;
    };
    ask(guard, read, std::move(answer));
}

void VaultSession::compareVersion(RecordId note, RecordId version, QObject* guard,
                                  Answer<std::shared_ptr<const VersionComparison>> answer)
{
    ask(
        guard, [note, version](Vault& vault) { return readComparison(vault, note, version); },
        std::move(answer));
}

void VaultSession::keepVersion(RecordId note, QObject* guard, Answer<bool> answer)
{
    const auto keep = [note](Vault& vault) -> Result<bool> {
        LOCKLEAF_TRY(const std::optional<RecordId> kept, vault.keepRevision(note, RevisionReason::Asked));
        return kept.has_value();
    };
    ask(guard, keep, std::move(answer));
}

void VaultSession::keepEditedNotes(QObject* guard, Answer<void> answer)
{
    ask(guard, [](Vault& vault) { return vault.keepEditedNotes(); }, std::move(answer));
}

void VaultSession::restoreVersion(RecordId note, RecordId version, QObject* guard,
                                  Answer<RestoredVersion> answer)
{
    // Filled on the vault's thread before the answer is queued, read on this one after.
    auto restored = std::make_shared<RestoredVersion>();
    auto restore = [note, version, restored](Vault& vault) -> Result<RecordId> {
        LOCKLEAF_TRY(restored->former, vault.restoreRevision(note, version));
        LOCKLEAF_TRY(restored->note, vault.note(note));
        return note;
    };
    applyChange(NoteChange::Kind::Edited, std::move(restore), guard,
                [restored, answer = std::move(answer)](const Result<NoteChange>& change) {
                    if (change)
                        answer(std::move(*restored));
                    else
                        answer(std::unexpected(change.error()));
                });
}

} // namespace lockleaf::ui
