// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/vault_copy_job.h"

#include <utility>

namespace lockleaf::ui {

namespace {

class VaultCopyJob final : public SlicedJob
{
public:
    VaultCopyJob(Vault& vault, std::filesystem::path target, std::vector<UnsavedText> texts,
                 std::shared_ptr<VaultCopyOutcome> outcome)
        : m_outcome(std::move(outcome)), m_vault(vault), m_target(std::move(target)),
          m_texts(std::move(texts)), m_snapshot(vault.makeSnapshotJob(m_target, m_outcome->snapshot))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        if (m_snapshot) {
            LOCKLEAF_TRY(const bool finished, m_snapshot->runSlice(budget, progress));
            if (!finished)
                return false;
            m_snapshot.reset();
            m_outcome->copied = true;
            return m_texts.empty();
        }
        // Few: those that a person wrote since the file went.
        LOCKLEAF_TRY(const std::unique_ptr<Vault> copy, m_vault.openCopy(m_target));
        for (const UnsavedText& text : m_texts) {
            LOCKLEAF_CHECK(put(*copy, text));
            ++m_outcome->texts;
        }
        LOCKLEAF_CHECK(copy->close());
        return true;
    }

private:
    static Result<void> put(Vault& copy, const UnsavedText& text)
    {
        if (!text.note.isNull()) {
            auto saved = copy.saveBody(text.note, text.body->view());
            if (saved || saved.error().code != ErrorCode::NotFound)
                return saved;
        }
        NewNote note;
        note.body = SecureBytes::copyOf(text.body->view());
        note.notebook = text.notebook;
        note.tags = text.tags;
        LOCKLEAF_TRY([[maybe_unused]] const RecordId added, copy.addNote(std::move(note)));
        return {};
    }

    std::shared_ptr<VaultCopyOutcome> m_outcome;
    Vault& m_vault;
    std::filesystem::path m_target;
    std::vector<UnsavedText> m_texts;
    std::unique_ptr<SlicedJob> m_snapshot;
};

} // namespace

JobRun::Make makeVaultCopy(const std::filesystem::path& target, const std::vector<UnsavedText>& texts,
                           const std::shared_ptr<VaultCopyOutcome>& outcome)
{
    return [=](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return std::make_unique<VaultCopyJob>(vault, target, texts, outcome);
    };
}

} // namespace lockleaf::ui
