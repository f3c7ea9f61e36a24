// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/export_markdown.h"

#include "core/archive/archive_names.h"
#include "core/archive/archive_note.h"
#include "core/archive/json_object.h"
#include "core/interchange/chosen_notes.h"
#include "core/interchange/markdown_tree.h"
#include "core/interchange/plain_attachment.h"
#include "core/interchange/plain_folder.h"
#include "core/interchange/tree_paths.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace lockleaf {

namespace {

/// Where the attachments go: where a text looks for them if that can be, each once.
class PlainFilePlaces
{
public:
    /// What stands at this path already.
    void take(const std::string& path) { m_taken.insert(collisionKey(path)); }

    /// The place of an attachment: where the first note that means it looks for it, if that is by its name.
    const std::string& placeOf(const Attachment& attachment, const std::string& notePath,
                               const std::vector<LinkTarget>& targets)
    {
        const auto known = m_places.find(attachment.id);
        if (known != m_places.end())
            return known->second;
        std::string place;
        for (const LinkTarget& target : targets) {
            std::string written = target.id == attachment.id ? pathWritten(target.written, notePath) : "";
            const bool named = ('/' + written).ends_with('/' + attachment.name);
            if (place.empty() && named && isFree(written))
                place = std::move(written);
        }
        if (place.empty())
            place = m_paths.pathOf(attachment.id, attachment.name).value_or(std::string{});
        if (isMarkdownName(place)) // or it would be a note when it comes back
            place += ".txt";
        take(place);
        return m_places.emplace(attachment.id, std::move(place)).first->second;
    }

private:
    /// Also where a folder of that name would have to stand in the place of a file, or the other way about.
    [[nodiscard]] bool isFree(const std::string& path)
    {
        const std::string key = collisionKey(path);
        const auto after = m_taken.lower_bound(key + '/');
        if (m_taken.contains(key) || (after != m_taken.end() && after->starts_with(key + '/')))
            return false;
        for (std::size_t slash = key.find('/'); slash != std::string::npos; slash = key.find('/', slash + 1))
            if (m_taken.contains(key.substr(0, slash)))
                return false;
        return true;
    }
    /// Where a target leads, if each part of that is a safe name; else empty.
    static std::string pathWritten(std::string_view written, const std::string& notePath)
    {
        const auto path = pathOfTarget(written, notePath);
        if (!path || path->empty() || path->starts_with("attachments/") || isMarkdownName(*path))
            return {};
        for (std::size_t begin = 0; begin <= path->size();) {
            const std::size_t end = std::min(path->find('/', begin), path->size());
            const std::string part = path->substr(begin, end - begin);
            if (part.empty() || safeName(part, longestArchiveName, {}) != part)
                return {};
            begin = end + 1;
        }
        return *path;
    }

    AttachmentPaths m_paths;
    std::map<RecordId, std::string> m_places;
    std::set<std::string> m_taken;
};

class MarkdownExportJob final : public SlicedJob
{
public:
    MarkdownExportJob(Vault& vault, std::filesystem::path target, PlainExportReport& report,
                      ExportChoice choice)
        : m_vault(vault), m_target(std::move(target)), m_report(report), m_choice(std::move(choice))
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = std::chrono::steady_clock::now() + budget;
        if (!m_folder)
            LOCKLEAF_CHECK(begin());
        do {
            if (m_next == m_ids.size() && m_files.empty()) {
                LOCKLEAF_CHECK(m_folder->publish());
                return true;
            }
            LOCKLEAF_CHECK(m_files.empty() ? writeNote(m_ids[m_next++]) : writePart());
        } while (std::chrono::steady_clock::now() < end);
        progress.progressed(m_next, m_ids.size());
        return false;
    }

private:
    /// A file that is still to be written.
    Result<void> begin()
    {
        LOCKLEAF_TRY(m_folder, PlainFolder::create(m_target));
        LOCKLEAF_TRY(m_ids, chosenNotes(m_vault, m_choice));
        LOCKLEAF_TRY(const std::vector<Notebook> notebooks, m_vault.notebooks());
        m_notebooks.emplace(notebooks);
        m_names.emplace(m_ids);
        for (const RecordId& id : m_ids) {
            LOCKLEAF_TRY(const NoteSummary summary, m_vault.summary(id));
            std::string path =
                summary.trashed ? std::string{plainTrashFolder} : m_notebooks->pathOf(summary.notebook);
            path += (path.empty() ? "" : "/") + m_names->nameOf(id, summary.title);
            m_places.take(path);
            m_paths.emplace(id, std::move(path));
        }
        return {};
    }

    Result<void> writeNote(const RecordId& id)
    {
        LOCKLEAF_TRY(const Note note, m_vault.note(id));
        std::string notebook{plainTrashFolder};
        if (!note.trashed) {
            LOCKLEAF_TRY(notebook, m_vault.notebookPath(note.notebook));
        }
        const std::string& path = m_paths.at(id);
        LOCKLEAF_TRY(const std::vector<std::string> targets, targetsOf(note, path));
        const SecureBytes block =
            withTargets(archiveFrontMatter(note, archiveTitle(note), notebook), targets);
        LOCKLEAF_CHECK(m_folder->beginFile(path));
        LOCKLEAF_CHECK(m_folder->write(block.view()));
        LOCKLEAF_CHECK(m_folder->write(note.body.view()));
        LOCKLEAF_CHECK(m_folder->endFile(note.modified));
        ++m_report.notes;
        m_report.bytes += block.size() + note.body.size();
        return {};
    }

    /// What is written in the note, and the path that it means, one after the other. Notes files that are to
    /// be written.
    Result<std::vector<std::string>> targetsOf(const Note& note, const std::string& path)
    {
        std::vector<std::string> targets;
        for (const LinkTarget& target : note.targets) {
            std::string place;
            if (const auto other = m_paths.find(target.id); other != m_paths.end()) {
                place = other->second;
            } else {
                const auto attachment = m_vault.attachment(target.id);
                if (!attachment && attachment.error().code == ErrorCode::NotFound)
                    continue; // a note that is gone
                if (!attachment)
                    return std::unexpected(attachment.error());
                place = m_places.placeOf(*attachment, path, note.targets);
                if (m_written.insert(target.id).second)
                    m_files.push_back({*attachment, place});
            }
            targets.push_back(target.written);
            targets.push_back(place);
        }
        return targets;
    }

    /// The block with one line more before its end.
    static SecureBytes withTargets(SecureBytes block, const std::vector<std::string>& targets)
    {
        if (targets.empty())
            return block;
        constexpr std::string_view fence = "---\n";
        SecureBytes out = SecureBytes::copyOf(block.view().first(block.size() - fence.size()));
        appendText(out, "targets: [");
        for (std::size_t i = 0; i < targets.size(); ++i) {
            if (i != 0)
                appendText(out, ", ");
            appendQuoted(out, targets[i]);
        }
        appendText(out, "]\n");
        appendText(out, fence);
        return out;
    }

    Result<void> writePart()
    {
        LOCKLEAF_TRY(const bool isWhole, writeNextPart(m_vault, *m_folder, m_files.back(), m_report));
        if (isWhole)
            m_files.pop_back();
        return {};
    }

    Vault& m_vault;
    std::filesystem::path m_target;
    PlainExportReport& m_report;
    ExportChoice m_choice;
    std::unique_ptr<PlainFolder> m_folder;
    std::vector<RecordId> m_ids;
    std::optional<NotebookFolders> m_notebooks;
    std::optional<NoteFileNames> m_names;
    std::map<RecordId, std::string> m_paths; ///< Of the notes.
    PlainFilePlaces m_places;
    std::set<RecordId> m_written; ///< Attachments that have been written, or are about to be.
    std::vector<PlainAttachment> m_files;
    std::size_t m_next = 0;
};

} // namespace

std::unique_ptr<SlicedJob> makeMarkdownExportJob(Vault& vault, std::filesystem::path folder,
                                                 PlainExportReport& report, ExportChoice choice)
{
    return std::make_unique<MarkdownExportJob>(vault, std::move(folder), report, std::move(choice));
}

} // namespace lockleaf
