// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/archive_input.h"

#include <algorithm>
#include <array>
#include <span>

namespace lockleaf {

namespace {

/// What a part may have: our own end at 4 MiB, and at the end of the line that goes beyond.
constexpr std::size_t mostPartBytes = std::size_t{32} << 20;

std::unexpected<Error> damagedAt(const char* what)
{
    return fail(ErrorCode::ArchiveDamaged, what);
}

/// In this file "damaged" is the archive, never the vault.
template <class T>
Result<T> ofArchive(Result<T> result)
{
    if (!result && result.error().code == ErrorCode::Damaged)
        return fail(ErrorCode::ArchiveDamaged, result.error().detail);
    return result;
}

} // namespace

Result<std::unique_ptr<ArchiveInput>> ArchiveInput::open(const std::filesystem::path& file,
                                                         const age::OpeningKeys& keys)
{
    LOCKLEAF_TRY(auto input, withSources(file));
    LOCKLEAF_TRY(input->m_aheadFile, age::open(*input->m_aheadSource, keys));
    LOCKLEAF_TRY(input->m_behindFile, age::openAgain(*input->m_behindSource, *input->m_aheadFile));
    input->begin();
    return input;
}

Result<std::unique_ptr<ArchiveInput>> ArchiveInput::again(const std::filesystem::path& file) const
{
    LOCKLEAF_TRY(auto input, withSources(file));
    LOCKLEAF_TRY(input->m_aheadFile, age::openAgain(*input->m_aheadSource, *m_aheadFile));
    LOCKLEAF_TRY(input->m_behindFile, age::openAgain(*input->m_behindSource, *input->m_aheadFile));
    input->begin();
    return input;
}

Result<std::unique_ptr<ArchiveInput>> ArchiveInput::withSources(const std::filesystem::path& file)
{
    std::unique_ptr<ArchiveInput> input(new ArchiveInput);
    LOCKLEAF_TRY(input->m_aheadSource, FileSource::open(file));
    LOCKLEAF_TRY(input->m_behindSource, FileSource::open(file));
    return input;
}

std::unique_ptr<ArchiveInput> ArchiveInput::ofTar(std::unique_ptr<ByteSource> ahead,
                                                  std::unique_ptr<ByteSource> behind)
{
    std::unique_ptr<ArchiveInput> input(new ArchiveInput);
    input->m_aheadSource = std::move(ahead);
    input->m_behindSource = std::move(behind);
    input->begin();
    return input;
}

void ArchiveInput::begin()
{
    m_ahead.emplace(aheadBytes());
    m_behind.emplace(m_behindFile ? static_cast<ByteSource&>(*m_behindFile) : *m_behindSource);
}

Result<bool> ArchiveInput::stepAhead()
{
    if (m_skipping) {
        LOCKLEAF_TRY(const ByteView block, ofArchive(m_ahead->nextBlock()));
        m_skipping = !block.empty();
        return false;
    }
    if (m_head.last) {
        LOCKLEAF_CHECK(checkEnd());
        m_ended = true;
        return true;
    }
    LOCKLEAF_TRY(const std::optional<std::string> path, ofArchive(m_ahead->nextEntry()));
    if (!path)
        return damagedAt("it ends before its last part");
    if (*path == manifestPartName(m_parts + 1)) {
        LOCKLEAF_CHECK(readPart());
        return true;
    }
    m_skipping = true;
    if (++m_entriesAhead > ArchiveManifest::mostEntries)
        return damagedAt("more entries than a part describes");
    return false;
}

Result<void> ArchiveInput::readPart()
{
    m_part.clear();
    m_at = 0;
    while (true) {
        LOCKLEAF_TRY(const ByteView block, ofArchive(m_ahead->nextBlock()));
        if (block.empty())
            break;
        if (m_part.size() + block.size() > mostPartBytes)
            return damagedAt("a part that is too long");
        m_part.append(block);
    }
    LOCKLEAF_TRY(m_head, readManifestHead(nextLine()));
    ++m_parts;
    if (m_head.part != m_parts || m_head.entries != m_entriesAhead)
        return damagedAt("a part that does not fit");
    m_entriesLeft = m_head.entries;
    m_entriesAhead = 0;
    return {};
}

/// The end of the tar is not that of the file: that nothing was cut off or added is known at the very end.
Result<void> ArchiveInput::checkEnd()
{
    LOCKLEAF_TRY(const std::optional<std::string> path, ofArchive(m_ahead->nextEntry()));
    if (path)
        return damagedAt("an entry after the last part");
    std::array<std::uint8_t, 4096> rest{};
    for (std::size_t got = 1; got != 0;) {
        LOCKLEAF_TRY(got, aheadBytes().read(rest));
        if (std::ranges::any_of(std::span(rest).first(got), [](std::uint8_t octet) { return octet != 0; }))
            return damagedAt("something after its end");
    }
    return {};
}

std::string_view ArchiveInput::nextLine()
{
    const std::string_view rest = m_part.text().substr(m_at);
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    m_at += std::min(end + 1, rest.size());
    return rest.substr(0, end);
}

Result<std::optional<ManifestEntry>> ArchiveInput::nextEntry()
{
    LOCKLEAF_TRY(const std::optional<std::string> path, ofArchive(m_behind->nextEntry()));
    if (m_entriesLeft == 0) {
        if (m_at != m_part.size() || path != manifestPartName(m_parts))
            return damagedAt("a part that does not fit");
        return std::optional<ManifestEntry>{};
    }
    --m_entriesLeft;
    LOCKLEAF_TRY(ManifestEntry entry, readManifestEntry(nextLine()));
    if (path != entry.path)
        return damagedAt("an entry that is not the one described");
    return std::optional(std::move(entry));
}

Result<std::optional<SecureBytes>> ArchiveInput::content(const ManifestEntry& entry, std::uint64_t limit)
{
    if (entry.size > limit)
        return damagedAt("an entry that is too long");
    SecureBytes content;
    content.reserve(static_cast<std::size_t>(entry.size));
    while (true) {
        LOCKLEAF_TRY(const ByteView block, ofArchive(nextBlock()));
        if (block.empty())
            break;
        if (block.size() > entry.size - content.size())
            return std::optional<SecureBytes>{}; // the next entry is found all the same
        content.append(block);
    }
    if (content.size() != entry.size || hash256({content.view()}) != entry.hash)
        return std::optional<SecureBytes>{};
    return std::optional(std::move(content));
}

} // namespace lockleaf
