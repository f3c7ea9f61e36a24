// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"
#include "core/interchange/enex_scanner.h"
#include "core/interchange/import_file.h"
#include "core/vault/note.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace lockleaf {

/// Where a note of an ENEX stands.
struct EnexRow
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0; ///< 0: it breaks off.
    std::uint64_t titleBegin = 0;
    std::uint32_t titleSize = 0;
    RecordId id; ///< What it will be in the vault.
};

/// The first reading of an ENEX: places, digests and titles; no text.
class EnexIndex
{
public:
    explicit EnexIndex(std::shared_ptr<const ImportFile> file);

    /// Reads a piece. True: the end was reached. Errors: of reading; InvalidArgument, where there are more
    /// notes than any person has.
    [[nodiscard]] Result<bool> step();

    [[nodiscard]] const std::vector<EnexRow>& rows() const { return m_rows; }
    /// Whether the export's own end was met.
    [[nodiscard]] bool isComplete() const { return m_complete; }
    [[nodiscard]] bool looksLikeOne() const { return m_complete || !m_rows.empty(); }
    [[nodiscard]] std::uint64_t position() const { return m_at; }
    /// The title of a note, on one line.
    [[nodiscard]] Result<std::string> titleOf(const EnexRow& row) const;
    /// The one note of this title; null where there is none, or several.
    [[nodiscard]] RecordId noteTitled(const std::string& title) const;

private:
    struct Title
    {
        std::uint64_t hash = 0;
        std::uint32_t row = 0;
    };
    void take(EnexScanner::Event event, std::uint64_t place);
    void hashUpTo(std::uint64_t place);
    void endNote(std::uint64_t end);
    [[nodiscard]] Result<void> finish();
    void giveIds();
    [[nodiscard]] static std::uint64_t hashOf(const std::string& title);

    std::shared_ptr<const ImportFile> m_file;
    EnexScanner m_scanner;
    Bytes m_buffer;
    std::uint64_t m_at = 0;              ///< Of the buffer's beginning.
    std::optional<StreamHash256> m_hash; ///< Of the note that is being read.
    std::uint64_t m_hashedTo = 0;
    std::vector<EnexRow> m_rows;
    std::vector<Title> m_titles; ///< By hash.
    std::size_t m_nextTitle = 0;
    bool m_read = false;
    bool m_complete = false;
    bool m_tooMany = false;
};

/// Where the content of a file stands, as base64.
struct EnexRange
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

/// Reads one note without the contents of its files, a piece at a time.
class EnexNoteReader
{
public:
    EnexNoteReader(std::shared_ptr<const ImportFile> file, const EnexRow& row);
    /// True: all was read. Errors: BodyTooLarge, also where it has more files than any person's.
    [[nodiscard]] Result<bool> step();
    [[nodiscard]] std::string_view text() const { return m_text.text(); }
    [[nodiscard]] const std::vector<EnexRange>& ranges() const { return m_ranges; }

private:
    void take(EnexScanner::Event event, std::uint64_t place);
    void copyUpTo(std::uint64_t place);

    RangeSource m_source;
    EnexScanner m_scanner;
    Bytes m_buffer;
    std::uint64_t m_at;
    std::size_t m_filled = 0;
    std::uint64_t m_copiedTo;
    bool m_inData = false;
    bool m_tooLarge = false;
    SecureBytes m_text;
    std::vector<EnexRange> m_ranges;
};

} // namespace lockleaf
