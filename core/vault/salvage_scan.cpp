// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/salvage_scan.h"

#include <algorithm>
#include <utility>

namespace lockleaf {

namespace {

// The tables of core/store/schema.cpp, by the shapes of their rows.
constexpr std::size_t recordColumns = 5;    // row, id, kind, sequence, sealed
constexpr std::size_t directoryColumns = 5; // id, row, kind, sequence, tag
constexpr std::size_t listColumns = 17;     // row, id, title, …
constexpr std::size_t largestRow = largestBody + (std::size_t{1} << 20);
constexpr std::size_t longestLostTitle = 1024;

bool isId(const RawColumn& column)
{
    return column.type == RawColumn::Type::Blob && column.size == sizeof(RecordId::bytes);
}

bool isInteger(const RawColumn& column)
{
    return column.type == RawColumn::Type::Integer;
}

/// Nothing where the column does not stand in `start` as a whole.
std::optional<RecordId> idIn(ByteView start, const RawColumn& column)
{
    if (!isId(column) || column.position + column.size > start.size())
        return std::nullopt;
    RecordId id;
    std::ranges::copy(start.subspan(static_cast<std::size_t>(column.position), id.bytes.size()),
                      id.bytes.begin());
    return id;
}

bool isKind(std::int64_t kind)
{
    return kind > 0 && kind <= 255;
}

bool isRecordRow(const std::vector<RawColumn>& columns)
{
    return columns.size() == recordColumns && columns[0].type == RawColumn::Type::Null && isId(columns[1]) &&
           isInteger(columns[2]) && isKind(columns[2].integer) && isInteger(columns[3]) &&
           columns[4].type == RawColumn::Type::Blob;
}

bool isListRow(const std::vector<RawColumn>& columns)
{
    return columns.size() == listColumns && columns[0].type == RawColumn::Type::Null && isId(columns[1]) &&
           columns[2].type == RawColumn::Type::Text && isInteger(columns[3]) &&
           columns[4].type == RawColumn::Type::Text;
}

bool isDirectoryRow(const std::vector<RawColumn>& columns)
{
    return columns.size() == directoryColumns && isId(columns[0]) && isInteger(columns[1]) &&
           isInteger(columns[2]) && isKind(columns[2].integer) && isInteger(columns[3]) &&
           columns[4].type == RawColumn::Type::Blob;
}

} // namespace

SalvageScan::SalvageScan(std::unique_ptr<SalvagePages> pages, const UnlockedKey& key)
    : m_pages(std::move(pages)), m_sealer(key.vaultId, deriveSubkey<RecordsPurpose>(key.dataKey)),
      m_chunkIds(key.vaultId, deriveSubkey<RecordsPurpose>(key.dataKey))
{
}

bool SalvageScan::look(std::chrono::steady_clock::time_point end)
{
    SecureBytes scratch(layout::pageSize);
    const MutablePage page(scratch.data(), layout::pageSize);
    for (; m_next <= m_pages->count(); ++m_next) {
        if (m_pages->read(m_next, page))
            lookAt(m_next, page, false);
        else
            ++m_badPages;
        // Where the log has lost something, a row that has moved may be in neither of the pages' later
        // states.
        if (m_pages->lostFrames() > 0 && m_pages->readBelowLog(m_next, page))
            lookAt(m_next, page, true);
        if (std::chrono::steady_clock::now() >= end) {
            ++m_next;
            break;
        }
    }
    return m_next > m_pages->count();
}

void SalvageScan::lookAt(std::uint32_t number, PageView page, bool belowLog)
{
    const RawPage parsed = parseRawPage(number, page);
    for (std::size_t i = 0; i < parsed.cells.size(); ++i) {
        const RawCell& cell = parsed.cells[i];
        if (parsed.kind == RawPage::Kind::TableLeaf)
            takeTableRow(cell, {number, static_cast<std::uint16_t>(i), belowLog});
        else if (!belowLog)
            takeDirectoryRow(cell);
    }
}

void SalvageScan::takeTableRow(const RawCell& cell, Place place)
{
    const std::vector<RawColumn> columns = rawColumns(cell.local, cell.payloadSize);
    if (isRecordRow(columns)) {
        const auto id = idIn(cell.local, columns[1]);
        if (id && columns[3].position + columns[3].size <= cell.local.size())
            takeRecord(*id, static_cast<std::uint8_t>(columns[2].integer),
                       static_cast<std::uint64_t>(columns[3].integer), place);
    } else if (isListRow(columns) && !place.belowLog) {
        if (const auto id = idIn(cell.local, columns[1]))
            m_entries[*id].listRow = place;
    }
}

/// A row that names a later state without being authentic must not hide the one before it.
void SalvageScan::takeRecord(const RecordId& id, std::uint8_t kind, std::uint64_t sequence, Place place)
{
    Entry& entry = m_entries[id];
    Entry other = entry;
    other.record = place;
    other.kind = kind;
    other.sequence = sequence;
    if (entry.record.page == 0) {
        entry = other;
        return;
    }
    const bool otherIsLater = sequence > entry.sequence;
    const bool wins = otherIsLater ? openAt(id, other).has_value() : !openAt(id, entry).has_value();
    if (wins)
        entry = other;
}

void SalvageScan::takeDirectoryRow(const RawCell& cell)
{
    const std::vector<RawColumn> columns = rawColumns(cell.local, cell.payloadSize);
    if (cell.overflow != 0 || !isDirectoryRow(columns))
        return;
    const auto id = idIn(cell.local, columns[0]);
    if (!id)
        return;
    Entry& entry = m_entries[*id];
    entry.inDirectory = true;
    entry.directoryKind = static_cast<std::uint8_t>(columns[2].integer);
    entry.directorySequence = static_cast<std::uint64_t>(columns[3].integer);
}

std::vector<RecordId> SalvageScan::found(RecordKind kind) const
{
    std::vector<RecordId> ids;
    for (const auto& [id, entry] : m_entries)
        if (entry.record.page != 0 && entry.kind == std::to_underlying(kind))
            ids.push_back(id);
    std::ranges::sort(ids);
    return ids;
}

bool SalvageScan::has(const RecordId& id) const
{
    const auto entry = m_entries.find(id);
    return entry != m_entries.end() && entry->second.record.page != 0;
}

std::vector<RecordId> SalvageScan::missingNotes() const
{
    std::vector<RecordId> ids;
    for (const auto& [id, entry] : m_entries) {
        const bool named = entry.inDirectory ? entry.directoryKind == std::to_underlying(RecordKind::Note)
                                             : entry.listRow.page != 0;
        if (entry.record.page == 0 && named)
            ids.push_back(id);
    }
    std::ranges::sort(ids);
    return ids;
}

bool SalvageScan::isEarlierState(const RecordId& id) const
{
    const auto entry = m_entries.find(id);
    return entry != m_entries.end() && entry->second.inDirectory &&
           entry->second.directorySequence > entry->second.sequence;
}

bool SalvageScan::readPage(std::uint32_t number, bool belowLog, MutablePage plain)
{
    return (belowLog && m_pages->readBelowLog(number, plain)) || m_pages->read(number, plain);
}

std::optional<SecureBytes> SalvageScan::payloadAt(const Place& place, std::vector<std::uint32_t>* through)
{
    SecureBytes scratch(layout::pageSize);
    const MutablePage page(scratch.data(), layout::pageSize);
    if (place.page == 0 || !readPage(place.page, place.belowLog, page))
        return std::nullopt;
    const RawPage parsed = parseRawPage(place.page, page);
    if (place.cell >= parsed.cells.size())
        return std::nullopt;
    return wholePayload(
        parsed.cells[place.cell], largestRow,
        [&](std::uint32_t number, MutablePage into) { return readPage(number, place.belowLog, into); },
        through);
}

Result<SecureBytes> SalvageScan::openAt(const RecordId& id, const Entry& entry)
{
    const auto payload = payloadAt(entry.record, nullptr);
    if (!payload)
        return fail(ErrorCode::Damaged, "a page of the record");
    const std::vector<RawColumn> columns = rawColumns(payload->view(), payload->size());
    if (!isRecordRow(columns))
        return fail(ErrorCode::Damaged, "row of the record");
    const RawColumn& sealed = columns.back();
    return m_sealer.open({id, entry.kind, entry.sequence},
                         payload->view().subspan(static_cast<std::size_t>(sealed.position),
                                                 static_cast<std::size_t>(sealed.size)));
}

Result<SecureBytes> SalvageScan::open(const RecordId& id)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end() || entry->second.record.page == 0)
        return fail(ErrorCode::NotFound);
    return openAt(id, entry->second);
}

std::string SalvageScan::titleOf(const RecordId& id)
{
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end())
        return {};
    const auto payload = payloadAt(entry->second.listRow, nullptr);
    if (!payload)
        return {};
    const std::vector<RawColumn> columns = rawColumns(payload->view(), payload->size());
    if (!isListRow(columns) || columns[2].size > longestLostTitle)
        return {};
    return std::string(textOf(payload->view().subspan(static_cast<std::size_t>(columns[2].position),
                                                      static_cast<std::size_t>(columns[2].size))));
}

std::vector<std::uint32_t> SalvageScan::pagesOf(const RecordId& id)
{
    std::vector<std::uint32_t> through;
    const auto entry = m_entries.find(id);
    if (entry == m_entries.end() || entry->second.record.page == 0)
        return through;
    through.push_back(entry->second.record.page);
    if (!payloadAt(entry->second.record, &through))
        through.clear();
    return through;
}

} // namespace lockleaf
