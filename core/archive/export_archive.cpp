// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/export_archive.h"

#include "core/archive/age_scrypt.h"
#include "core/archive/archive_check.h"
#include "core/archive/archive_names.h"
#include "core/archive/archive_note.h"
#include "core/archive/archive_writer.h"
#include "core/archive/new_file.h"

#include <sodium.h>

#include <chrono>
#include <deque>
#include <set>
#include <utility>

namespace lockleaf {

struct ArchiveSeal::Private
{
    age::FileKey fileKey;
    Bytes header;
};

ArchiveSeal::ArchiveSeal(std::unique_ptr<Private> d) : m_d(std::move(d)) {}
ArchiveSeal::ArchiveSeal(ArchiveSeal&&) noexcept = default;
ArchiveSeal& ArchiveSeal::operator=(ArchiveSeal&&) noexcept = default;
ArchiveSeal::~ArchiveSeal() = default;

std::unique_ptr<ArchiveSeal::Private> ArchiveSeal::withNewFileKey()
{
    auto d = std::make_unique<Private>();
    randombytes_buf(d->fileKey.data(), age::FileKey::size());
    return d;
}

Result<ArchiveSeal> ArchiveSeal::forRecipients(std::span<const age::Recipient> recipients)
{
    auto d = withNewFileKey();
    LOCKLEAF_TRY(d->header, age::x25519Header(d->fileKey, recipients));
    return ArchiveSeal(std::move(d));
}

Result<ArchiveSeal> ArchiveSeal::forPassphrase(const Passphrase& passphrase, int workFactor)
{
    auto d = withNewFileKey();
    age::ScryptSalt salt;
    randombytes_buf(salt.data(), salt.size());
    LOCKLEAF_TRY(d->header, age::scryptHeader(d->fileKey, passphrase, salt, workFactor));
    return ArchiveSeal(std::move(d));
}

namespace {

using Steady = std::chrono::steady_clock;

/// An error of the read-back in words that are not about a vault.
Error readBackError(Error error)
{
    if (error.code == ErrorCode::Damaged || error.code == ErrorCode::ArchiveDamaged ||
        error.code == ErrorCode::ArchiveHeaderDamaged)
        return Error{ErrorCode::InputOutput, "the archive read back differs: " + error.detail, 0};
    return error;
}

class ExportJob final : public SlicedJob
{
public:
    ExportJob(Vault& vault, std::filesystem::path target, ArchiveSeal seal, ExportReport& report,
              ExportChoice choice)
        : m_vault(vault), m_target(std::move(target)), m_seal(std::move(seal)), m_report(report),
          m_choice(std::move(choice))
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const Steady::time_point end = Steady::now() + budget;
        do {
            LOCKLEAF_CHECK(step());
        } while (m_phase != Phase::Done && Steady::now() < end);
        progress.progressed(m_next + m_notesReadBack, 2 * m_ids.size());
        return m_phase == Phase::Done;
    }

private:
    enum class Phase { Begin, Notes, Finish, ReadBack, Publish, Done };

    /// One small piece of work; moves on to the next phase where one is over.
    Result<void> step()
    {
        switch (m_phase) {
        case Phase::Begin:
            LOCKLEAF_CHECK(begin());
            break;
        case Phase::Notes:
            if (m_attached)
                return exportPiece();
            if (!m_attachments.empty())
                return beginAttachment();
            if (m_note)
                return writeNote();
            if (!m_versions.empty())
                return exportVersion();
            if (m_next < m_ids.size())
                return takeNote(m_ids[m_next++]);
            break;
        case Phase::Finish:
            LOCKLEAF_CHECK(finish());
            break;
        case Phase::ReadBack: {
            const auto ended = m_check->step();
            if (!ended)
                return std::unexpected(readBackError(ended.error()));
            // README.txt and the manifest parts are few among the notes: progress may count them as notes.
            m_notesReadBack = std::min<std::uint64_t>(m_check->entriesRead(), m_ids.size());
            if (!*ended)
                return {};
            LOCKLEAF_CHECK(compare());
            break;
        }
        case Phase::Publish:
            LOCKLEAF_CHECK(m_file->publish());
            break;
        case Phase::Done:
            return {};
        }
        m_phase = static_cast<Phase>(static_cast<int>(m_phase) + 1);
        return {};
    }

    Result<void> begin()
    {
        LOCKLEAF_TRY(m_file, NewFile::create(m_target));
        if (m_choice.notes) {
            m_ids = *m_choice.notes;
        } else {
            LOCKLEAF_TRY(m_ids, m_vault.allNoteIds(m_choice.trash));
        }
        LOCKLEAF_TRY(const VaultCounts counts, m_vault.counts());
        m_epochAtBegin = counts.epoch;
        m_names.emplace(m_ids);
        LOCKLEAF_CHECK(readNotebooks());
        LOCKLEAF_CHECK(m_file->write(m_seal.d().header));
        age::PayloadNonce nonce;
        randombytes_buf(nonce.data(), nonce.size());
        m_writer.emplace(m_seal.d().fileKey, nonce, *m_file);
        LOCKLEAF_CHECK(m_writer->begin(systemClock().now()));
        LOCKLEAF_TRY(const std::vector<NotebookRecord> notebooks, chosenNotebooks());
        return notebooks.empty() ? Result<void>{} : m_writer->addNotebooks(notebooks);
    }

    /// All of them, or those that the chosen notes are in, with what these stand in.
    Result<std::vector<NotebookRecord>> chosenNotebooks()
    {
        LOCKLEAF_TRY(std::vector<NotebookRecord> all, m_vault.notebookRecords());
        if (!m_choice.notes)
            return all;
        std::set<RecordId> wanted;
        for (const RecordId& id : m_ids) {
            const auto summary = m_vault.summary(id);
            if (summary)
                wanted.insert(summary->notebook);
        }
        for (std::size_t before = 0; before != wanted.size();) {
            before = wanted.size();
            for (const NotebookRecord& record : all)
                if (wanted.contains(record.notebook.id))
                    wanted.insert(record.notebook.parent);
        }
        std::erase_if(all,
                      [&](const NotebookRecord& record) { return !wanted.contains(record.notebook.id); });
        return all;
    }

    Result<void> readNotebooks()
    {
        LOCKLEAF_TRY(const std::vector<Notebook> notebooks, m_vault.notebooks());
        // Kept from the first time on, so that a renamed notebook does not move in the middle of an archive.
        if (!m_folders)
            m_folders.emplace(notebooks);
        else
            m_newFolders.emplace(notebooks);
        return {};
    }

    Result<std::string> folderOf(RecordId notebook)
    {
        if (notebook.isNull() || m_folders->knows(notebook))
            return m_folders->pathOf(notebook);
        if (!m_newFolders || !m_newFolders->knows(notebook))
            LOCKLEAF_CHECK(readNotebooks());
        return m_newFolders->pathOf(notebook);
    }

    /// Each note goes out in the version that stands when its turn comes, after what it has attached.
    Result<void> takeNote(RecordId id)
    {
        auto record = m_vault.noteRecord(id);
        if (!record && record.error().code != ErrorCode::NotFound)
            return std::unexpected(record.error());
        if (!record || (record->note.trashed && !m_choice.trash)) {
            // Deleted since the export began. Where nothing was changed since, the list named the wrong notes
            // and so leaves out others.
            LOCKLEAF_TRY(const VaultCounts counts, m_vault.counts());
            return counts.epoch != m_epochAtBegin ? Result<void>{}
                                                  : fail(ErrorCode::Damaged, "list of notes");
        }
        LOCKLEAF_CHECK(queueAttachments(record->note.targets));
        m_note = std::move(*record);
        return {};
    }

    Result<void> writeNote()
    {
        const NoteRecord record = std::move(*m_note);
        m_note.reset();
        const Note& note = record.note;
        // A note in the trash may remember a notebook that is gone.
        auto notebookPath = m_vault.notebookPath(note.notebook);
        if (!notebookPath && !(note.trashed && notebookPath.error().code == ErrorCode::NotFound))
            return std::unexpected(notebookPath.error());
        const std::string title = archiveTitle(note);
        std::string folder = "trash/";
        if (!note.trashed) {
            LOCKLEAF_TRY(const std::string path, folderOf(note.notebook));
            folder = "notes/" + path + (path.empty() ? "" : "/");
        }
        const std::string name = m_names->nameOf(note.id, title);
        LOCKLEAF_CHECK(m_writer->addNote(record, folder + name, title, notebookPath.value_or("")));
        if (m_choice.versions)
            LOCKLEAF_CHECK(queueVersions(note.id, name));
        ++m_report.notes;
        m_report.bodyBytes += note.body.size();
        return {};
    }

    Result<void> queueVersions(RecordId note, const std::string& name)
    {
        auto versions = m_vault.revisions(note);
        if (!versions)
            return versions.error().code == ErrorCode::NotFound ? Result<void>{}
                                                                : std::unexpected(versions.error());
        for (const RevisionSummary& version : *versions)
            m_versions.push_back(version.id);
        m_versionsOf = note;
        m_versionsIn = "history/" + name.substr(0, name.size() - std::string_view(".md").size()) + "/";
        return {};
    }

    Result<void> exportVersion()
    {
        const RecordId id = m_versions.front();
        m_versions.pop_front();
        const auto revision = m_vault.revision(m_versionsOf, id);
        if (!revision) // thinned, or gone with its note, since
            return revision.error().code == ErrorCode::NotFound ? Result<void>{}
                                                                : std::unexpected(revision.error());
        ++m_report.versions;
        return m_writer->addRevision(*revision, m_versionsIn + id.toHex() + ".md");
    }

    /// Those that go into the archive before this note, since no note before it had them.
    Result<void> queueAttachments(const std::vector<LinkTarget>& targets)
    {
        for (const LinkTarget& target : targets) {
            auto attachment = m_vault.attachment(target.id);
            if (!attachment && attachment.error().code != ErrorCode::NotFound)
                return std::unexpected(attachment.error());
            if (!attachment) // a link to a note
                continue;
            if (auto path = m_attachmentPaths.pathOf(target.id, attachment->name))
                m_attachments.emplace_back(std::move(*attachment), std::move(*path));
        }
        return {};
    }

    Result<void> beginAttachment()
    {
        auto [attachment, path] = std::move(m_attachments.front());
        m_attachments.pop_front();
        LOCKLEAF_CHECK(m_writer->beginAttachment(attachment, path));
        m_attached.emplace(std::move(attachment), 0U);
        return {};
    }

    /// One that is deleted in the middle ends the export: its size stands in the archive already.
    Result<void> exportPiece()
    {
        auto& [attachment, next] = *m_attached;
        if (next < chunksOf(attachment.size)) {
            LOCKLEAF_TRY(const SecureBytes chunk, m_vault.attachmentChunk(attachment.id, next));
            ++next;
            return m_writer->addContent(chunk.view());
        }
        ++m_report.attachments;
        m_report.attachmentBytes += attachment.size;
        m_attached.reset();
        return m_writer->endAttachment();
    }

    Result<void> finish()
    {
        LOCKLEAF_CHECK(m_writer->finish());
        m_written = m_writer->chain().finish();
        m_writer.reset();
        LOCKLEAF_CHECK(m_file->sync());
        m_report.archiveBytes = m_file->size();
        m_check.emplace(*m_file, m_seal.d().header.size(), m_seal.d().fileKey);
        return {};
    }

    Result<void> compare()
    {
        if (m_check->chain().finish() != m_written)
            return fail(ErrorCode::InputOutput, "the archive read back differs from what was written");
        m_check.reset();
        m_report.readBack = true;
        return {};
    }

    Vault& m_vault;
    std::filesystem::path m_target;
    ArchiveSeal m_seal;
    ExportReport& m_report;
    Phase m_phase = Phase::Begin;
    std::vector<RecordId> m_ids;
    ExportChoice m_choice;
    std::uint64_t m_epochAtBegin = 0;
    std::size_t m_next = 0;
    std::optional<NoteRecord> m_note; ///< Taken; goes out once what it has attached has.
    std::deque<RecordId> m_versions;  ///< Still to come, of the note before.
    RecordId m_versionsOf;
    std::string m_versionsIn; ///< Their folder.
    std::uint64_t m_notesReadBack = 0;
    Hash256 m_written{};
    AttachmentPaths m_attachmentPaths;
    std::deque<std::pair<Attachment, std::string>> m_attachments;   ///< Still to come, with their paths.
    std::optional<std::pair<Attachment, std::uint64_t>> m_attached; ///< Under way, with its next chunk.
    std::optional<NoteFileNames> m_names;
    std::optional<NotebookFolders> m_folders;
    std::optional<NotebookFolders> m_newFolders; ///< With the notebooks made since the export began.
    std::unique_ptr<NewFile> m_file;             // before what writes to it or reads it
    std::optional<ArchiveWriter> m_writer;
    std::optional<ArchiveCheck> m_check;
};

} // namespace

std::unique_ptr<SlicedJob> makeExportJob(Vault& vault, std::filesystem::path target, ArchiveSeal seal,
                                         ExportReport& report, ExportChoice choice)
{
    return std::make_unique<ExportJob>(vault, std::move(target), std::move(seal), report, std::move(choice));
}

} // namespace lockleaf
