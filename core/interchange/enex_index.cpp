// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/enex_index.h"

#include "core/base/text.h"
#include "core/interchange/foreign_notes.h"
#include "core/interchange/html_tokens.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view evernoteLabel = "lockleaf import evernote note v1";
constexpr std::size_t pieceSize = std::size_t{256} * 1024;
constexpr std::size_t mostEnexNotes = 2'000'000;
constexpr std::uint32_t longestEnexTitle = 16 * 1024;
constexpr std::size_t titlesAtOnce = 64;
constexpr std::size_t largestSkeleton = largestBody + (std::size_t{1} << 20);
constexpr std::size_t mostRanges = 4096;

} // namespace

EnexIndex::EnexIndex(std::shared_ptr<const ImportFile> file)
    : m_file(std::move(file)),
      m_scanner(0, [this](EnexScanner::Event event, std::uint64_t place) { take(event, place); }),
      m_buffer(pieceSize)
{
}

Result<bool> EnexIndex::step()
{
    if (m_read) {
        for (std::size_t i = 0; i < titlesAtOnce && m_nextTitle < m_rows.size(); ++i, ++m_nextTitle) {
            LOCKLEAF_TRY(const std::string title, titleOf(m_rows[m_nextTitle]));
            m_titles.push_back({hashOf(title), static_cast<std::uint32_t>(m_nextTitle)});
        }
        if (m_nextTitle < m_rows.size())
            return false;
        std::ranges::sort(m_titles, {}, &Title::hash);
        return true;
    }
    LOCKLEAF_TRY(const std::size_t size, m_file->readAt(m_at, m_buffer));
    m_hashedTo = std::max(m_hashedTo, m_at);
    m_scanner.feed(ByteView(m_buffer).first(size));
    hashUpTo(m_at + size);
    m_at += size;
    if (m_tooMany)
        return fail(ErrorCode::InvalidArgument, "This file has more notes than Lockleaf imports at once.");
    if (size == 0) {
        endNote(0);
        giveIds();
        m_read = true;
    }
    return false;
}

void EnexIndex::take(EnexScanner::Event event, std::uint64_t place)
{
    using Event = EnexScanner::Event;
    switch (event) {
    case Event::NoteBegin:
        endNote(0); // one that has no end
        if (m_rows.size() == mostEnexNotes) {
            m_tooMany = true;
            return;
        }
        m_rows.push_back({place, 0, 0, 0, {}});
        break;
    case Event::NoteInside: // so that a digest does not depend on how the file was cut into pieces
        m_hash.emplace();
        m_hashedTo = place;
        break;
    case Event::NoteEnd:
        if (m_hash)
            endNote(place);
        break;
    case Event::TitleBegin:
        if (m_hash && m_rows.back().titleBegin == 0)
            m_rows.back().titleBegin = place;
        break;
    case Event::TitleEnd:
        if (m_hash && m_rows.back().titleSize == 0 && m_rows.back().titleBegin != 0)
            m_rows.back().titleSize = static_cast<std::uint32_t>(
                std::min<std::uint64_t>(place - m_rows.back().titleBegin, longestEnexTitle));
        break;
    case Event::ExportEnd:
        m_complete = true;
        break;
    default:
        break;
    }
}

void EnexIndex::hashUpTo(std::uint64_t place)
{
    if (!m_hash || place <= m_hashedTo)
        return;
    m_hash->update(ByteView(m_buffer).subspan(static_cast<std::size_t>(m_hashedTo - m_at),
                                              static_cast<std::size_t>(place - m_hashedTo)));
    m_hashedTo = place;
}

void EnexIndex::endNote(std::uint64_t end)
{
    if (!m_hash)
        return;
    EnexRow& row = m_rows.back();
    if (end != 0) {
        hashUpTo(end);
        row.end = end;
        const Hash256 digest = m_hash->finish();
        std::copy_n(digest.begin(), row.id.bytes.size(), row.id.bytes.begin());
    }
    m_hash.reset();
}

/// Until here the ids are digests; of the same notes each gets one of its own.
void EnexIndex::giveIds()
{
    std::vector<std::uint32_t> order(m_rows.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = static_cast<std::uint32_t>(i);
    std::ranges::stable_sort(order, {}, [this](std::uint32_t row) { return m_rows[row].id; });
    RecordId before;
    std::uint32_t occurrence = 0;
    for (const std::uint32_t row : order) {
        const RecordId digest = m_rows[row].id;
        occurrence = digest == before ? occurrence + 1 : 0;
        before = digest;
        m_rows[row].id = idOfContent(evernoteLabel, digest.view(), occurrence);
    }
}

Result<std::string> EnexIndex::titleOf(const EnexRow& row) const
{
    std::string raw(row.titleSize, '\0');
    LOCKLEAF_TRY(const std::size_t size,
                 m_file->readAt(row.titleBegin, {reinterpret_cast<std::uint8_t*>(raw.data()), raw.size()}));
    raw.resize(size);
    if (!isStorableText(raw))
        return std::string{};
    return oneLine(decodedReferences(raw), longestEnexTitle);
}

std::uint64_t EnexIndex::hashOf(const std::string& title)
{
    return loadLe64(hash256({bytesOf(title)}).data());
}

RecordId EnexIndex::noteTitled(const std::string& title) const
{
    const auto found = std::ranges::equal_range(m_titles, hashOf(title), {}, &Title::hash);
    if (title.empty() || std::ranges::distance(found) != 1 || m_rows[found.begin()->row].end == 0)
        return {};
    return m_rows[found.begin()->row].id;
}

EnexNoteReader::EnexNoteReader(std::shared_ptr<const ImportFile> file, const EnexRow& row)
    : m_source(std::move(file), row.begin, row.end),
      m_scanner(row.begin, [this](EnexScanner::Event event, std::uint64_t place) { take(event, place); }),
      m_buffer(pieceSize), m_at(row.begin), m_copiedTo(row.begin)
{
}

Result<bool> EnexNoteReader::step()
{
    LOCKLEAF_TRY(m_filled, m_source.read(m_buffer));
    m_scanner.feed(ByteView(m_buffer).first(m_filled));
    if (!m_inData)
        copyUpTo(m_at + m_filled);
    m_at += m_filled;
    if (m_tooLarge)
        return fail(ErrorCode::BodyTooLarge);
    return m_filled == 0;
}

void EnexNoteReader::take(EnexScanner::Event event, std::uint64_t place)
{
    if (event == EnexScanner::Event::DataBegin) {
        copyUpTo(place);
        m_inData = true;
        m_tooLarge = m_tooLarge || m_ranges.size() == mostRanges;
        if (!m_tooLarge)
            m_ranges.push_back({place, place});
    } else if (event == EnexScanner::Event::DataEnd && m_inData && !m_tooLarge) {
        m_inData = false;
        m_ranges.back().end = place;
        m_copiedTo = place;
    }
}

void EnexNoteReader::copyUpTo(std::uint64_t place)
{
    if (place <= m_copiedTo || m_tooLarge)
        return;
    m_text.append(ByteView(m_buffer).subspan(static_cast<std::size_t>(m_copiedTo - m_at),
                                             static_cast<std::size_t>(place - m_copiedTo)));
    m_copiedTo = place;
    m_tooLarge = m_text.size() > largestSkeleton;
}

} // namespace lockleaf
