// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/age_reader.h"
#include "core/archive/archive_manifest.h"
#include "core/archive/tar_stream.h"
#include "core/base/file_source.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace lockleaf {

/// An archive opened for reading, twice: since each manifest part stands after what it describes, one reader
/// goes ahead to the next part, and the other one follows with what the part says. So every entry's size and
/// hash are known before it is used, and memory does not grow with the archive.
class ArchiveInput
{
public:
    /// Finds the key that fits; with a password by scrypt (seconds and hundreds of MiB). Errors: those of
    /// age::open() and of the file.
    [[nodiscard]] static Result<std::unique_ptr<ArchiveInput>> open(const std::filesystem::path& file,
                                                                    const age::OpeningKeys& keys);

    /// The tar within, twice, without the encryption around it: what it may hold is tried out with it. Both
    /// give the same octets.
    [[nodiscard]] static std::unique_ptr<ArchiveInput> ofTar(std::unique_ptr<ByteSource> ahead,
                                                             std::unique_ptr<ByteSource> behind);
    /// The same file once more, from its beginning, without deriving anything: to look first, then to take.
    /// Errors: as open(); ArchiveHeaderChanged where another file has taken its place.
    [[nodiscard]] Result<std::unique_ptr<ArchiveInput>> again(const std::filesystem::path& file) const;

    /// Whether a password opened it. Else anybody can have written it.
    [[nodiscard]] bool isByPassphrase() const { return m_aheadFile && m_aheadFile->isByPassphrase(); }

    // Ahead.
    /// Goes a little further; true: a whole part is there, or, after the last one, the end of the archive was
    /// reached and nothing follows it. Errors: ArchiveDamaged, Damaged, NewerFormat; those of the file.
    [[nodiscard]] Result<bool> stepAhead();
    [[nodiscard]] bool ended() const { return m_ended; }

    // Behind.
    /// The next entry that the part describes, found in the archive as well; nothing: the part is over, and
    /// stepAhead() looks for the next one. Errors: ArchiveDamaged, also where archive and part disagree.
    [[nodiscard]] Result<std::optional<ManifestEntry>> nextEntry();
    /// The next octets of that entry's content; empty at its end.
    [[nodiscard]] Result<ByteView> nextBlock() { return m_behind->nextBlock(); }
    /// All of it, compared with what the part says; nothing where it differs. Errors: ArchiveDamaged, where
    /// it should have more than `limit` octets.
    [[nodiscard]] Result<std::optional<SecureBytes>> content(const ManifestEntry& entry, std::uint64_t limit);

private:
    ArchiveInput() = default;
    [[nodiscard]] static Result<std::unique_ptr<ArchiveInput>> withSources(const std::filesystem::path& file);
    void begin();
    [[nodiscard]] Result<void> readPart();
    [[nodiscard]] Result<void> checkEnd();
    [[nodiscard]] std::string_view nextLine();
    /// The tar: what was decrypted, or, of ofTar(), the source itself.
    [[nodiscard]] ByteSource& aheadBytes()
    {
        return m_aheadFile ? static_cast<ByteSource&>(*m_aheadFile) : *m_aheadSource;
    }

    std::unique_ptr<ByteSource> m_aheadSource; // before what reads from it, as the next ones
    std::unique_ptr<ByteSource> m_behindSource;
    std::unique_ptr<age::OpenedFile> m_aheadFile;
    std::unique_ptr<age::OpenedFile> m_behindFile;
    std::optional<TarReader> m_ahead;
    std::optional<TarReader> m_behind;
    bool m_skipping = false; ///< An entry ahead.
    std::uint64_t m_entriesAhead = 0;
    bool m_ended = false;
    SecureBytes m_part;
    std::size_t m_at = 0; ///< In the part.
    ManifestHead m_head;
    std::uint64_t m_entriesLeft = 0;
    std::uint64_t m_parts = 0;
};

} // namespace lockleaf
