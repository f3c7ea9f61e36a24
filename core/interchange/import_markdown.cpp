// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/import_markdown.h"

#include "core/base/text.h"
#include "core/interchange/file_import.h"
#include "core/interchange/front_matter.h"
#include "core/interchange/made_notebooks.h"
#include "core/interchange/markdown_note.h"
#include "core/interchange/markdown_tree.h"
#include "core/interchange/tree_paths.h"

#include <algorithm>
#include <chrono>
#include <set>
#include <sodium.h>
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

std::string joinPaths(const std::string& a, const std::string& b)
{
    return a.empty() || b.empty() ? a + b : a + "/" + b;
}

RecordId newNoteId()
{
    RecordId id;
    randombytes_buf(id.bytes.data(), id.bytes.size());
    return id;
}

class MarkdownImportJob final : public SlicedJob
{
public:
    MarkdownImportJob(Vault& vault, std::filesystem::path folder, MarkdownImportOptions options,
                      ImportReport& report)
        : m_vault(vault), m_folder(std::move(folder)), m_options(std::move(options)), m_report(report),
          m_files(vault, m_tree, report, m_options.dryRun)
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
            if (m_walked)
                nameEverything();
            if (!m_walked && Steady::now() >= end)
                return false;
        }
        const std::uint64_t total = m_tree.entries().size();
        LOCKLEAF_CHECK(m_waiting && !m_waiting->files.empty() ? takeFile(budget) : importBatch(end));
        progress.progressed(m_next, total);
        if (m_next < total || m_waiting)
            return false;
        m_files.reportOthers();
        return true;
    }

private:
    /// A note whose file has been read.
    struct Ready
    {
        MarkdownNote made;
        std::vector<std::pair<std::string, std::size_t>> named; ///< Files, by what is written for them.
        std::vector<LinkTarget> links;                          ///< To notes.
        std::vector<LooseLink> loose;
        std::vector<std::size_t> files; ///< Those of `named` that are still to be taken in.
    };
    /// What a batch adds to the report once it is durable.
    struct Batch
    {
        std::size_t next;
        ImportReport gained;
    };

    /// Files of the tree get numbers: first the notes, then the others.
    void nameEverything()
    {
        std::size_t number = 0;
        for (const TreeEntry& entry : m_tree.entries())
            m_paths.add(entry.path, number++);
        for (const std::string& file : m_tree.files())
            m_paths.add(file, number++);
        m_report.files = m_tree.files().size();
        m_ids.resize(m_tree.entries().size());
        std::ranges::generate(m_ids, newNoteId);
    }

    Result<void> takeFile(std::chrono::milliseconds budget)
    {
        NoProgress silent; // its octets are another measure than the files that are counted
        LOCKLEAF_TRY(const bool settled, m_files.step(m_waiting->files.back(), budget, silent));
        if (settled)
            m_waiting->files.pop_back();
        return {};
    }

    Result<void> importBatch(Steady::time_point end)
    {
        Batch batch{m_next, {}};
        const auto changes = [&]() -> Result<void> {
            do {
                if (batch.next == m_tree.entries().size())
                    return {};
                LOCKLEAF_TRY(const bool done, importEntry(batch.next, batch.gained));
                if (!done)
                    return {}; // its files come first, outside of this transaction
                ++batch.next;
            } while (Steady::now() < end);
            return {};
        };
        const Result<void> committed = m_options.dryRun ? changes() : m_vault.inOneTransaction(changes);
        LOCKLEAF_CHECK(committed);
        m_next = batch.next;
        takeOver(batch.gained);
        return {};
    }

    void takeOver(ImportReport& gained)
    {
        m_report.found += gained.found;
        m_report.imported += gained.imported;
        m_report.duplicates += gained.duplicates;
        m_report.notebooksMade += gained.notebooksMade;
        m_report.links += gained.links;
        m_report.linksResolved += gained.linksResolved;
        std::ranges::move(gained.skipped, std::back_inserter(m_report.skipped));
        std::ranges::move(gained.notes, std::back_inserter(m_report.notes));
        std::ranges::move(gained.notebooks, std::back_inserter(m_report.notebooks));
        for (LooseLink& link : gained.looseLinks)
            if (m_report.looseLinks.size() < ImportReport::mostLooseLinks)
                m_report.looseLinks.push_back(std::move(link));
    }

    /// False: the note waits for its files.
    Result<bool> importEntry(std::size_t number, ImportReport& gained)
    {
        const TreeEntry& entry = m_tree.entries()[number];
        const auto skip = [&](const Error& reason) {
            ++gained.found;
            gained.skipped.push_back({entry.path, reason});
            return Result<bool>(true);
        };
        if (entry.refusal)
            return skip(*entry.refusal);
        if (!m_waiting) {
            auto read = readNote(entry.path);
            if (!read && concernsTheFile(read.error().code))
                return skip(read.error());
            if (!read)
                return std::unexpected(read.error());
            LOCKLEAF_TRY(const bool known, isDuplicate(*read));
            if (known) {
                ++gained.found;
                ++gained.duplicates;
                for (const auto& [written, file] : read->named)
                    m_files.nameByDuplicate(file);
                return true;
            }
            m_waiting = std::move(*read);
        }
        if (!m_waiting->files.empty())
            return false;
        Ready ready = std::move(*m_waiting);
        m_waiting.reset();
        const Result<void> added = addNote(std::move(ready), number, gained);
        if (!added && concernsTheNote(added.error().code))
            return skip(added.error());
        LOCKLEAF_CHECK(added);
        ++gained.found;
        ++gained.imported;
        return true;
    }

    Result<Ready> readNote(const std::string& path)
    {
        LOCKLEAF_TRY(FileContent content, m_tree.readFile(path, largestFile));
        Ready ready;
        LOCKLEAF_TRY(ready.made, markdownNoteOf(std::move(content), path, m_tree.namesAreTitles()));
        std::set<std::string> said; // by our own block, which is the whole of it
        for (auto& [written, meant] : ready.made.targets)
            if (said.insert(written).second)
                name(ready, path, written, m_paths.find('/' + meant, path));
        if (!ready.made.targets.empty())
            return withFiles(std::move(ready));
        for (NamedFile& named : filesNamedIn(ready.made.note.body.text())) {
            const auto number =
                named.wiki ? m_paths.findByName(named.written, path) : m_paths.find(named.written, path);
            name(ready, path, std::move(named.written), number);
        }
        return withFiles(std::move(ready));
    }

    /// That a target of the note leads to a file of this number, or to none.
    void name(Ready& ready, const std::string& path, std::string written,
              std::optional<std::size_t> number) const
    {
        const std::size_t notes = m_ids.size();
        if (!number)
            ready.loose.push_back({path, std::move(written)});
        else if (*number < notes)
            ready.links.push_back({std::move(written), m_ids[*number]});
        else
            ready.named.emplace_back(std::move(written), *number - notes);
    }

    Ready withFiles(Ready ready) const
    {
        for (const auto& [written, file] : ready.named)
            if (!m_files.isSettled(file) && std::ranges::find(ready.files, file) == ready.files.end())
                ready.files.push_back(file);
        return ready;
    }

    /// Of a note that is to be skipped no file is taken in.
    Result<bool> isDuplicate(const Ready& ready)
    {
        if (m_options.duplicates == Duplicates::KeepBoth)
            return false;
        LOCKLEAF_TRY(const std::vector<RecordId> titled, m_vault.notesTitled(ready.made.title, mostCompared));
        for (const RecordId& id : titled) {
            LOCKLEAF_TRY(const Note note, m_vault.note(id));
            if (!note.trashed && std::ranges::equal(note.body.view(), ready.made.note.body.view()))
                return true;
        }
        return false;
    }

    Result<void> addNote(Ready ready, std::size_t number, ImportReport& gained)
    {
        NewNote note = std::move(ready.made.note);
        gained.links += ready.links.size() + ready.named.size() + ready.loose.size();
        gained.linksResolved += ready.links.size() + ready.named.size();
        std::ranges::move(ready.loose, std::back_inserter(gained.looseLinks));
        const std::string path = joinPaths(m_options.notebook, ready.made.notebook);
        if (m_options.dryRun)
            return countNotebooks(path, gained);
        note.targets = std::move(ready.links);
        for (auto& [written, file] : ready.named)
            if (const auto attachment = m_files.attachmentOf(file))
                note.targets.push_back({std::move(written), *attachment});
        note.id = m_ids[number];
        LOCKLEAF_TRY(note.notebook, notebookAt(path, gained));
        LOCKLEAF_TRY(const RecordId id, m_vault.addNote(std::move(note)));
        gained.notes.push_back(id);
        return {};
    }

    /// How many of the notebooks on `path` would be made, each once.
    Result<void> countNotebooks(const std::string& path, ImportReport& gained)
    {
        for (std::size_t end = 0; end < path.size();) {
            end = std::min(path.find('/', end + 1), path.size());
            const std::string part = path.substr(0, end);
            if (!m_notebooks.emplace(part, RecordId{}).second)
                continue;
            const auto there = m_vault.findNotebook(part);
            if (!there && there.error().code != ErrorCode::NotFound)
                return std::unexpected(there.error());
            gained.notebooksMade += there ? 0U : 1U;
        }
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
        const std::size_t before = gained.notebooks.size();
        LOCKLEAF_TRY(const RecordId id, ensureNotebookAt(m_vault, path, gained.notebooks));
        gained.notebooksMade += gained.notebooks.size() - before;
        m_notebooks.emplace(path, id);
        return id;
    }

    static constexpr std::uint64_t mostCompared = 64; ///< Notes of one title.

    Vault& m_vault;
    std::filesystem::path m_folder;
    MarkdownImportOptions m_options;
    ImportReport& m_report;
    MarkdownTree m_tree;
    TreePaths m_paths;
    std::vector<RecordId> m_ids; ///< Of the notes that the entries become.
    FileImport m_files;
    std::optional<Ready> m_waiting; ///< The next note, read already.
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
