// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/store/body_codec.h"
#include "core/store/fields.h"
#include "core/store/version_vector.h"
#include "core/vault/note.h"

namespace lockleaf {

/// What a record is; the numbers stand in the file. Others are reserved (docs/vault-format.md, section 6).
enum class RecordKind : std::uint8_t {
    Note = 1,
    Revision = 2, ///< revision_record.h
    Notebook = 3,
    Attachment = 5, ///< attachment_record.h, as the next one.
    Chunk = 6,      ///< The plaintext is a part of a file's content as it is.
    Settings = 7,
    Tombstone = 8,
};

/// The one settings record has this id in every vault.
[[nodiscard]] RecordId settingsRecordId();

/// A note as it is sealed: what the vault shows, its versions, and what a later version of Lockleaf added.
struct NoteRecord
{
    Note note;
    VersionVector versions;
    std::vector<UnknownField> unknown;
};

struct NotebookRecord
{
    Notebook notebook; ///< Without its noteCount.
    VersionVector versions;
    std::vector<UnknownField> unknown;
};

struct SettingsRecord
{
    VaultSettings settings;
    std::vector<UnknownField> unknown;
};

/// What a final deletion leaves, so that a merge does not bring the note back.
struct TombstoneRecord
{
    RecordKind formerKind = RecordKind::Note;
    Timestamp deleted = 0;
    VersionVector versions;
    std::vector<UnknownField> unknown;
};

// Encoding and decoding of the plaintexts. Decoding checks every length and rejects what encoding would not
// have written (default values spelled out, unsorted parts); fields it does not know are kept. Errors:
// Damaged.
[[nodiscard]] SecureBytes encodeNote(const NoteRecord& record, BodyCodec& codec);
[[nodiscard]] Result<NoteRecord> decodeNote(RecordId id, ByteView plain, BodyCodec& codec);
[[nodiscard]] SecureBytes encodeNotebook(const NotebookRecord& record);
[[nodiscard]] Result<NotebookRecord> decodeNotebook(RecordId id, ByteView plain);
[[nodiscard]] SecureBytes encodeSettings(const SettingsRecord& record);
[[nodiscard]] Result<SettingsRecord> decodeSettings(ByteView plain);
[[nodiscard]] SecureBytes encodeTombstone(const TombstoneRecord& record);
[[nodiscard]] Result<TombstoneRecord> decodeTombstone(ByteView plain);

/// Tags one after the other: length u16, text; each 1 to 65,535 bytes.
[[nodiscard]] Bytes encodeTags(const std::vector<std::string>& tags);
[[nodiscard]] Result<std::vector<std::string>> decodeTags(ByteView bytes);

} // namespace lockleaf
