// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/sealed_vault.h"

#include <functional>

namespace lockleaf {

/// Works on a list of notes one by one, as many in a transaction as fit into a slice.
class NotesJob : public SlicedJob
{
public:
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) final;

protected:
    explicit NotesJob(SealedVault& vault) : m_vault(vault) {}
    /// Before the first note; within no transaction.
    [[nodiscard]] virtual Result<void> begin() { return {}; }
    /// How many notes there are, after begin().
    [[nodiscard]] virtual std::size_t size() const = 0;
    /// Works on note `index`; within the slice's transaction, which an error takes back and ends.
    [[nodiscard]] virtual Result<void> work(std::size_t index) = 0;
    /// Within the transaction of the last note.
    [[nodiscard]] virtual Result<void> finish() { return {}; }
    /// The transaction is durable (or was taken back): what work() noted for it counts (or does not).
    virtual void settle(bool durable) = 0;

    SealedVault& m_vault;

private:
    [[nodiscard]] Result<void> slice(std::chrono::steady_clock::time_point end);

    bool m_begun = false;
    std::size_t m_next = 0;
};

/// Whether an error met with one note is the note's own, so that a job over many leaves it out and goes on.
[[nodiscard]] bool concernsOneNote(ErrorCode code);

/// What NoteRewrites::Rewritten::left holds of a note.
[[nodiscard]] Hash256 rewriteHash(const Note& note);

/// Rewrites notes and keeps what leads back.
class RewriteJob final : public NotesJob
{
public:
    /// How a note is to be changed.
    struct Plan
    {
        std::function<Result<TextEdits>(std::string_view body)> edits;
        /// Nothing: the tags of the record stay.
        std::function<std::vector<std::string>(const std::vector<std::string>&)> tags;
        /// Rows of the list, where the notes are to be found as the job begins; else those given to the job.
        std::function<Result<std::vector<std::int64_t>>()> rows;
        /// Runs within the last transaction.
        std::function<Result<void>()> finish;
    };
    RewriteJob(SealedVault& vault, Plan plan, std::vector<RecordId> ids, NoteRewrites& rewrites)
        : NotesJob(vault), m_plan(std::move(plan)), m_ids(std::move(ids)), m_rewrites(rewrites)
    {
    }

private:
    Result<void> begin() override;
    std::size_t size() const override { return m_plan.rows ? m_rows.size() : m_ids.size(); }
    Result<void> work(std::size_t index) override;
    [[nodiscard]] Result<void> workOn(std::size_t index, NoteRewrites::Rewritten& rewritten, bool& changed);
    Result<void> finish() override { return m_plan.finish ? m_plan.finish() : Result<void>{}; }
    void settle(bool durable) override;
    [[nodiscard]] Result<bool> rewrite(Note& note, NoteRewrites::Rewritten& rewritten) const;

    Plan m_plan;
    std::vector<RecordId> m_ids;
    std::vector<std::int64_t> m_rows;
    NoteRewrites& m_rewrites;
    NoteRewrites m_pending; ///< Of the transaction that is under way.
};

/// Takes a NoteRewrites back.
class TakeBackJob final : public NotesJob
{
public:
    TakeBackJob(SealedVault& vault, NoteRewrites rewrites, TakenBack& report)
        : NotesJob(vault), m_rewrites(std::move(rewrites)), m_report(report)
    {
    }

private:
    std::size_t size() const override { return m_rewrites.notes.size(); }
    Result<void> work(std::size_t index) override;
    Result<void> finish() override;
    void settle(bool durable) override;

    NoteRewrites m_rewrites;
    TakenBack& m_report;
    TakenBack m_pending;
};

} // namespace lockleaf
