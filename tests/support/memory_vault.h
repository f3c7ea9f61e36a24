// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note_title.h"
#include "core/vault/vault.h"
#include "tests/support/organizing.h"

#include <algorithm>
#include <limits>
#include <map>

namespace lockleaf::test {

/// Fails at once.
class FailingJob final : public SlicedJob
{
public:
    Result<bool> runSlice(std::chrono::milliseconds, ProgressSink&) override
    {
        return fail(ErrorCode::Internal);
    }
};

/// A Vault without a file, for tests of what stands on the interface: jobs over notes and notebooks. Keeps
/// the rules of the interface that those tests lean on and refuses the rest.
class MemoryVault final : public NoOrganizing
{
public:
    std::map<RecordId, Note> notes;
    std::uint64_t epoch = 0; ///< Changes so far.
    std::vector<Notebook> books;
    /// Called before a note is handed out, so that a test can change something in the middle of a job.
    std::function<void(RecordId)> beforeNote;
    /// addNote fails once so many notes are there.
    std::size_t failAfterNotes = std::numeric_limits<std::size_t>::max();
    ErrorCode failure = ErrorCode::DiskFull; ///< What addNote fails with then.

    RecordId put(std::string_view body, RecordId notebook = {}, std::string title = {})
    {
        Note note;
        note.id = nextId();
        note.explicitTitle = std::move(title);
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.notebook = notebook;
        note.created = 1'700'000'000'000;
        note.modified = 1'700'000'001'500;
        const RecordId id = note.id;
        notes.emplace(id, std::move(note));
        return id;
    }

    std::vector<OpenNotice> notices() const override { return {}; }
    Result<void> acceptOlderFile() override { return {}; }
    Result<VaultCounts> counts() override { return VaultCounts{notes.size(), 0, books.size(), 0, epoch}; }

    Result<RecordId> addNote(NewNote made) override
    {
        if (notes.size() >= failAfterNotes)
            return fail(failure);
        const RecordId id = put({}, made.notebook, made.explicitTitle);
        Note& note = notes[id];
        note.body = std::move(made.body);
        note.tags = made.tags;
        note.created = made.created.value_or(0);
        note.modified = made.modified.value_or(0);
        note.pinned = made.pinned;
        ++epoch;
        return id;
    }
    Result<Note> note(RecordId id) override
    {
        if (beforeNote)
            beforeNote(id);
        const auto found = notes.find(id);
        if (found == notes.end())
            return fail(ErrorCode::NotFound);
        return copyOf(found->second);
    }
    Result<void> saveBody(RecordId id, ByteView body) override
    {
        notes.at(id).body = SecureBytes::copyOf(body);
        ++epoch;
        return {};
    }
    Result<void> setPinned(RecordId, bool) override { return fail(ErrorCode::Internal); }
    Result<void> moveToNotebook(RecordId, RecordId) override { return fail(ErrorCode::Internal); }
    Result<void> moveToTrash(RecordId id) override
    {
        notes.at(id).trashed = 1;
        ++epoch;
        return {};
    }
    Result<void> restoreFromTrash(RecordId) override { return fail(ErrorCode::Internal); }
    Result<void> deleteForever(RecordId id) override
    {
        notes.erase(id);
        ++epoch;
        return {};
    }

    Result<std::vector<RevisionSummary>> revisions(RecordId) override
    {
        return std::vector<RevisionSummary>{};
    }
    Result<Revision> revision(RecordId, RecordId) override { return fail(ErrorCode::NotFound); }
    Result<std::optional<RecordId>> keepRevision(RecordId, RevisionReason) override
    {
        return std::optional<RecordId>{};
    }
    Result<void> keepEditedNotes() override { return {}; }
    Result<RecordId> restoreRevision(RecordId, RecordId) override { return fail(ErrorCode::NotFound); }
    std::unique_ptr<SlicedJob> makeThinJob(std::chrono::minutes) override { return nullptr; }

    Result<std::uint64_t> countNotes(const ListFilter&) override { return notes.size(); }
    Result<std::vector<NoteSummary>> listNotes(const ListFilter&, std::uint64_t, std::uint64_t) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<std::optional<std::uint64_t>> rowOf(const ListFilter&, RecordId) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<NoteSummary> summary(RecordId) override { return fail(ErrorCode::Internal); }
    Result<RecordId> findNote(std::string_view) override { return fail(ErrorCode::NotFound); }
    Result<std::vector<TitleMatch>> matchTitles(std::string_view, std::uint64_t) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<std::optional<RecordId>> noteTitled(std::string_view, RecordId) override
    {
        return fail(ErrorCode::Internal);
    }
    std::unique_ptr<SlicedJob> makeTitleLoadJob() override { return nullptr; }

    Result<SearchHits> search(std::string_view, const ListFilter&, std::size_t) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<SearchHits> rankedSearch(std::string_view, const ListFilter&, std::size_t) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<std::vector<RecordId>> notesTitled(std::string_view, std::uint64_t) override
    {
        return fail(ErrorCode::Internal, "not in this double");
    }
    Result<SearchHits> notesLinkingTo(std::string_view, std::size_t) override
    {
        return fail(ErrorCode::Internal);
    }
    std::unique_ptr<SlicedJob> makeSearchJob(std::string, const ListFilter&, std::size_t,
                                             SearchHits&) override
    {
        return std::make_unique<FailingJob>();
    }
    Result<bool> prepareSearch() override { return true; }
    Result<std::vector<NoteSummary>> summaries(const std::vector<RecordId>&) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<SearchExcerpt> excerpt(RecordId, std::string_view) override { return fail(ErrorCode::Internal); }
    std::unique_ptr<SlicedJob> makeReindexJob(bool) override { return nullptr; }
    bool indexIsWhole() const override { return true; }
    Result<bool> tidyIndex() override { return false; }

    Result<std::vector<Notebook>> notebooks() override { return books; }
    Result<RecordId> ensureNotebook(std::string_view path) override
    {
        RecordId parent;
        while (!path.empty()) {
            const auto slash = path.find('/');
            const std::string name(path.substr(0, slash));
            path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
            if (name.empty() || name == "refused")
                return fail(ErrorCode::NameNotValid);
            const auto found = std::ranges::find_if(
                books, [&](const Notebook& book) { return book.parent == parent && book.name == name; });
            parent = found != books.end() ? found->id : addBook(parent, name);
        }
        return parent;
    }
    Result<RecordId> findNotebook(std::string_view path) override
    {
        for (const Notebook& book : books)
            if (*notebookPath(book.id) == path)
                return book.id;
        return fail(ErrorCode::NotFound);
    }
    Result<std::string> notebookPath(RecordId id) override
    {
        std::string path;
        while (!id.isNull()) {
            const auto found = std::ranges::find(books, id, &Notebook::id);
            path = path.empty() ? found->name : found->name + "/" + path;
            id = found->parent;
        }
        return path;
    }
    RecordId addBook(RecordId parent, const std::string& name)
    {
        books.push_back({nextId(), parent, name, 0, 0});
        return books.back().id;
    }

    Result<VaultSettings> settings() override { return VaultSettings{}; }
    Result<void> saveSettings(const VaultSettings&) override { return {}; }
    Result<void> inOneTransaction(const std::function<Result<void>()>& changes) override
    {
        std::map<RecordId, Note> before;
        for (const auto& [id, value] : notes)
            before.emplace(id, copyOf(value));
        const auto booksBefore = books;
        auto result = changes();
        if (!result) {
            notes = std::move(before);
            books = booksBefore;
        }
        return result;
    }
    Result<std::vector<RecordId>> allNoteIds(bool withTrash) override
    {
        std::vector<RecordId> ids;
        for (const auto& [id, value] : notes) {
            if (withTrash || !value.trashed)
                ids.push_back(id);
        }
        return ids;
    }
    std::unique_ptr<SlicedJob> makeVerifyJob(VerifyReport&) override { return nullptr; }
    std::unique_ptr<SlicedJob> makeCheckRoundJob(CheckRound&, VerifyReport&) override { return nullptr; }
    std::unique_ptr<SlicedJob> makeListCheckJob(VerifyReport&) override { return nullptr; }
    Result<void> changePassword(const Passphrase&, std::optional<KeyDerivationCost>) override { return {}; }
    Result<void> checkpoint() override { return {}; }
    Result<void> close() override { return {}; }

    static Note copyOf(const Note& note)
    {
        Note copy;
        copy.id = note.id;
        copy.explicitTitle = note.explicitTitle;
        copy.body = SecureBytes::copyOf(note.body.view());
        copy.notebook = note.notebook;
        copy.tags = note.tags;
        copy.created = note.created;
        copy.modified = note.modified;
        copy.pinned = note.pinned;
        copy.trashed = note.trashed;
        return copy;
    }

private:
    RecordId nextId()
    {
        RecordId id;
        ++m_count;
        for (std::size_t i = 0; i < 4; ++i) // the counter in front and behind: short ids differ too
            id.bytes[3 - i] = id.bytes[15 - i] = static_cast<std::uint8_t>(m_count >> (8 * i));
        return id;
    }
    std::uint32_t m_count = 0;
};

} // namespace lockleaf::test
