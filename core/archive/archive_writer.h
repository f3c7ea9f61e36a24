// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_payload.h"
#include "core/archive/archive_manifest.h"
#include "core/archive/tar_stream.h"
#include "core/vault/note.h"

#include <initializer_list>

namespace lockleaf {

/// One hash over the names and hashes of all entries in their order: how what was read back is compared with
/// what was written, in constant memory.
class EntryChain
{
public:
    void add(const std::string& path, const Hash256& hash);
    /// Call once.
    [[nodiscard]] Hash256 finish() { return m_hash.finish(); }

private:
    StreamHash256 m_hash;
};

/// Puts notes into a sealed archive, one after the other (docs/archive-format.md).
class ArchiveWriter
{
public:
    /// `sink` gets the payload of the age file, after its header; it must outlive this object.
    ArchiveWriter(const age::FileKey& fileKey, const age::PayloadNonce& nonce, ByteSink& sink);

    /// Writes README.txt. Call first.
    Result<void> begin(Timestamp now);
    /// Lists the notebooks.
    Result<void> addNotebooks(const std::vector<NotebookRecord>& notebooks);
    /// `path` is the whole path in the archive, `notebookPath` the notebook's true one.
    Result<void> addNote(const NoteRecord& record, const std::string& path, const std::string& title,
                         const std::string& notebookPath);
    /// An earlier version of a note, whose path in the archive is `path`.
    Result<void> addRevision(const Revision& revision, const std::string& path);
    /// Begins an attachment, whose content follows in pieces.
    Result<void> beginAttachment(const Attachment& attachment, const std::string& path);
    Result<void> addContent(ByteView piece);
    /// Ends it. Errors: Damaged, where the content was not what its description says.
    Result<void> endAttachment();
    /// Writes the last manifest part and the ends of tar and payload. Nothing can be added afterwards.
    Result<void> finish();

    [[nodiscard]] EntryChain& chain() { return m_chain; }

private:
    Result<void> endPart();
    Result<void> addEntry(ManifestEntry& entry, std::initializer_list<ByteView> content, Timestamp modified);
    Result<void> writeFile(const std::string& path, std::initializer_list<ByteView> content,
                           Timestamp modified, Hash256& hash);
    Result<void> writeManifestPart(bool last);

    age::PayloadSealer m_sealer;
    TarWriter m_tar;
    ArchiveManifest m_manifest;
    EntryChain m_chain;
    ManifestEntry m_attachment; ///< The one that has been begun.
    StreamHash256 m_content;
    Timestamp m_now = 0;
};

} // namespace lockleaf
