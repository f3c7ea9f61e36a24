// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_writer.h"

#include "core/archive/archive_note.h"

#include <array>

namespace lockleaf {

void EntryChain::add(const std::string& path, const Hash256& hash)
{
    std::array<std::uint8_t, 8> length{}; // in front of the path, so that no two lists of entries look alike
    storeLe64(length.data(), path.size());
    m_hash.update(length);
    m_hash.update(bytesOf(path));
    m_hash.update(hash);
}

ArchiveWriter::ArchiveWriter(const age::FileKey& fileKey, const age::PayloadNonce& nonce, ByteSink& sink)
    : m_sealer(fileKey, nonce, sink), m_tar(m_sealer)
{
}

Result<void> ArchiveWriter::begin(Timestamp now)
{
    m_now = now;
    ManifestEntry entry;
    entry.path = "README.txt";
    return addEntry(entry, {bytesOf(archiveReadme())}, now);
}

Result<void> ArchiveWriter::addNotebooks(const std::vector<NotebookRecord>& notebooks)
{
    const SecureBytes lines = notebookLines(notebooks);
    ManifestEntry entry;
    entry.path = notebooksEntry;
    return addEntry(entry, {lines.view()}, m_now);
}

Result<void> ArchiveWriter::addNote(const NoteRecord& record, const std::string& path,
                                    const std::string& title, const std::string& notebookPath)
{
    const Note& note = record.note;
    const SecureBytes frontMatter = archiveFrontMatter(note, title, notebookPath);
    ManifestEntry entry;
    entry.path = path;
    ManifestEntry::NoteNames& names = entry.note.emplace();
    Note& named = names.record.note;
    named.id = note.id;
    named.notebook = note.notebook;
    named.tags = note.tags;
    named.created = note.created;
    named.modified = note.modified;
    named.pinned = note.pinned;
    named.trashed = note.trashed;
    named.targets = note.targets;
    names.record.versions = record.versions;
    names.title = title;
    names.notebook = notebookPath;
    names.titleIsOwn = !note.explicitTitle.empty();
    names.front = frontMatter.size();
    LOCKLEAF_CHECK(addEntry(entry, {frontMatter.view(), note.body.view()}, note.modified));
    return endPart();
}

Result<void> ArchiveWriter::addRevision(const Revision& revision, const std::string& path)
{
    ManifestEntry entry;
    entry.path = path;
    Revision& named = entry.revision.emplace();
    named.id = revision.id;
    named.note = revision.note;
    named.made = revision.made;
    named.kept = revision.kept;
    named.reason = revision.reason;
    named.explicitTitle = revision.explicitTitle;
    LOCKLEAF_CHECK(addEntry(entry, {revision.body.view()}, revision.made));
    return endPart();
}

Result<void> ArchiveWriter::endPart()
{
    return m_manifest.isFull() ? writeManifestPart(false) : Result<void>{};
}

Result<void> ArchiveWriter::beginAttachment(const Attachment& attachment, const std::string& path)
{
    m_attachment = {};
    m_attachment.path = path;
    m_attachment.size = attachment.size;
    m_attachment.hash = attachment.hash;
    m_attachment.attachment = ManifestEntry::FileName{attachment.id, attachment.name, attachment.added};
    m_content = StreamHash256();
    return m_tar.beginFile(path, attachment.size, attachment.added);
}

Result<void> ArchiveWriter::addContent(ByteView piece)
{
    m_content.update(piece);
    return m_tar.write(piece);
}

Result<void> ArchiveWriter::endAttachment()
{
    if (m_content.finish() != m_attachment.hash)
        return fail(ErrorCode::Damaged, "content of an attachment");
    m_chain.add(m_attachment.path, m_attachment.hash);
    m_manifest.add(m_attachment);
    return endPart();
}

Result<void> ArchiveWriter::addEntry(ManifestEntry& entry, std::initializer_list<ByteView> content,
                                     Timestamp modified)
{
    for (const ByteView part : content)
        entry.size += part.size();
    LOCKLEAF_CHECK(writeFile(entry.path, content, modified, entry.hash));
    m_manifest.add(entry);
    return {};
}

Result<void> ArchiveWriter::writeFile(const std::string& path, std::initializer_list<ByteView> content,
                                      Timestamp modified, Hash256& hash)
{
    std::uint64_t size = 0;
    for (const ByteView part : content)
        size += part.size();
    LOCKLEAF_CHECK(m_tar.beginFile(path, size, modified));
    StreamHash256 running;
    for (const ByteView part : content) {
        LOCKLEAF_CHECK(m_tar.write(part));
        running.update(part);
    }
    hash = running.finish();
    m_chain.add(path, hash);
    return {};
}

Result<void> ArchiveWriter::writeManifestPart(bool last)
{
    const ArchiveManifest::Part part = m_manifest.takePart(last);
    Hash256 hash;
    return writeFile(part.name, {part.content.view()}, m_now, hash);
}

Result<void> ArchiveWriter::finish()
{
    LOCKLEAF_CHECK(writeManifestPart(true));
    LOCKLEAF_CHECK(m_tar.finish());
    return m_sealer.finish();
}

} // namespace lockleaf
