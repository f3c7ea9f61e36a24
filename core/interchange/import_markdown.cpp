// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/import_markdown.h"

#include "core/base/text.h"
#include "core/interchange/front_matter.h"
#include "core/interchange/markdown_tree.h"
#include "core/vault/note_title.h"
#include "core/vault/tag_text.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>

namespace lockleaf {

namespace {

using Steady = std::chrono::steady_clock;

// Room for the block that our export puts before a body of the largest size.
constexpr std::size_t largestFile = largestBody + longestOwnBlock;

/// Whether an error met while a file was read concerns that file alone, whatever the file system says of it.
bool concernsTheFile(ErrorCode code)
{
    return code != ErrorCode::OutOfMemory && code != ErrorCode::Cancelled;
}

/// Whether the vault refused this one note; its other errors are its own and end the import.
bool concernsTheNote(ErrorCode code)
{
    return code == ErrorCode::BodyTooLarge || code == ErrorCode::BodyNotText ||
           code == ErrorCode::NameNotValid;
}

std::string folderOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

std::string joinPaths(const std::string& a, const std::string& b)
{
    return a.empty() || b.empty() ? a + b : a + "/" + b;
}

/// A note made of a file's content, all but its notebook, whose path below the import's own goes to `folder`.
Result<NewNote> noteOf(FileContent content, std::string& folder)
{
    if (!isStorableText(content.bytes.text()))
        return fail(ErrorCode::BodyNotText);
    const FrontMatter block = parseFrontMatter(content.bytes.text()).value_or(FrontMatter{});
    NewNote note;
    note.body = std::move(content.bytes);
    note.explicitTitle = block.title;
    note.modified =
        block.modified.value_or(std::max(content.modified, block.created.value_or(content.modified)));
    note.created = block.created.value_or(std::min(content.created, *note.modified));
    if (block.ours) {
        note.body = SecureBytes::copyOf(note.body.view().subspan(block.size));
        note.tags = block.tags;
        note.pinned = block.pinned;
        folder = block.notebook;
        // Our export names every title; only one that the text does not give by itself is explicit.
        if (outlineOf(note.body.text(), {}).title == block.title)
            note.explicitTitle.clear();
    }
    if (note.body.size() > largestBody)
        return fail(ErrorCode::BodyTooLarge);
    LOCKLEAF_CHECK(checkTagNames(note.tags)); // or the notebook would be made for a note that is refused
    return note;
}

class MarkdownImportJob final : public SlicedJob
{
public:
    MarkdownImportJob(Vault& vault, std::filesystem::path folder, MarkdownImportOptions options,
                      ImportReport& report)
        : m_vault(vault), m_folder(std::move(folder)), m_options(std::move(options)), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const Steady::time_point end = Steady::now() + budget;
        if (!m_opened) {
            LOCKLEAF_CHECK(m_tree.open(m_folder));
            m_opened = true;
        }
        while (!m_walked) {
            m_walked = m_tree.readNextFolder();
            if (!m_walked && Steady::now() >= end)
                return false;
        }
        const std::uint64_t total = m_tree.entries().size();
        if (m_next < total)
            LOCKLEAF_CHECK(importBatch(end));
        progress.progressed(m_next, total);
        return m_next == total;
    }

private:
    /// What a batch adds to the report once it is durable.
    struct Batch
    {
        std::size_t next;
        ImportReport gained;
    };

    Result<void> importBatch(Steady::time_point end)
    {
        Batch batch{m_next, {}};
        const auto& entries = m_tree.entries();
        const Result<void> committed = m_vault.inOneTransaction([&]() -> Result<void> {
            do {
                if (batch.next == entries.size())
                    return {};
                LOCKLEAF_CHECK(importEntry(entries[batch.next], batch.gained));
                ++batch.next;
            } while (Steady::now() < end);
            return {};
        });
        LOCKLEAF_CHECK(committed);
        m_next = batch.next;
        m_report.found += batch.gained.found;
        m_report.imported += batch.gained.imported;
        m_report.notebooksMade += batch.gained.notebooksMade;
        std::ranges::move(batch.gained.skipped, std::back_inserter(m_report.skipped));
        return {};
    }

    Result<void> importEntry(const TreeEntry& entry, ImportReport& gained)
    {
        ++gained.found;
        const auto skip = [&](const Error& reason) {
            gained.skipped.push_back({entry.path, reason});
            return Result<void>();
        };
        if (entry.refusal)
            return skip(*entry.refusal);
        std::string folder = folderOf(entry.path);
        auto note = readNote(entry.path, folder);
        if (!note)
            return concernsTheFile(note.error().code) ? skip(note.error()) : std::unexpected(note.error());
        const Result<void> added = addNote(std::move(*note), folder, gained);
        if (!added)
            return concernsTheNote(added.error().code) ? skip(added.error()) : added;
        ++gained.imported;
        return {};
    }

    Result<NewNote> readNote(const std::string& path, std::string& folder) const
    {
        LOCKLEAF_TRY(FileContent content, m_tree.readFile(path, largestFile));
        return noteOf(std::move(content), folder);
    }

    Result<void> addNote(NewNote note, const std::string& folder, ImportReport& gained)
    {
        LOCKLEAF_TRY(note.notebook, notebookAt(joinPaths(m_options.notebook, folder), gained));
        LOCKLEAF_CHECK(m_vault.addNote(std::move(note)));
        return {};
    }

    Result<RecordId> notebookAt(const std::string& path, ImportReport& gained)
    {
        if (path.empty())
            return RecordId{};
        if (const auto known = m_notebooks.find(path); known != m_notebooks.end())
            return known->second;
        if (!isStorableText(path))
            return fail(ErrorCode::NameNotValid);
        LOCKLEAF_TRY(const std::vector<Notebook> before, m_vault.notebooks());
        LOCKLEAF_TRY(const RecordId id, m_vault.ensureNotebook(path));
        LOCKLEAF_TRY(const std::vector<Notebook> after, m_vault.notebooks());
        gained.notebooksMade += after.size() - before.size();
        m_notebooks.emplace(path, id);
        return id;
    }

    Vault& m_vault;
    std::filesystem::path m_folder;
    MarkdownImportOptions m_options;
    ImportReport& m_report;
    MarkdownTree m_tree;
    std::unordered_map<std::string, RecordId> m_notebooks;
    std::size_t m_next = 0;
    bool m_opened = false;
    bool m_walked = false;
};

} // namespace

std::unique_ptr<SlicedJob> makeMarkdownImportJob(Vault& vault, std::filesystem::path folder,
                                                 MarkdownImportOptions options, ImportReport& report)
{
    return std::make_unique<MarkdownImportJob>(vault, std::move(folder), std::move(options), report);
}

} // namespace lockleaf
