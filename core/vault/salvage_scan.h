// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/attachment_record.h"
#include "core/store/raw_page.h"
#include "core/store/record.h"
#include "core/store/record_seal.h"
#include "core/vaultfile/salvage_pages.h"

#include <chrono>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// Finds every record in the pages of a damaged vault, whether or not anything leads there: a row of the
/// right shape is one. Of two states of a record the later one that is authentic counts. What it opens is as
/// it was sealed, or it is not opened. One thread.
class SalvageScan
{
public:
    SalvageScan(std::unique_ptr<SalvagePages> pages, const UnlockedKey& key);

    /// Looks through pages until `end`; true: all of them.
    [[nodiscard]] bool look(std::chrono::steady_clock::time_point end);
    [[nodiscard]] std::uint32_t pagesLookedAt() const { return m_next - 1; }
    [[nodiscard]] std::uint32_t pages() const { return m_pages->count(); }
    [[nodiscard]] std::uint32_t badPages() const { return m_badPages; }
    [[nodiscard]] const SalvagePages& file() const { return *m_pages; }

    // Once all pages were looked at:
    /// Records of one kind that were found, by id. They need not open.
    [[nodiscard]] std::vector<RecordId> found(RecordKind kind) const;
    [[nodiscard]] bool has(const RecordId& id) const;
    /// Ids that something names as a note's, and of which no record was found, by id.
    [[nodiscard]] std::vector<RecordId> missingNotes() const;
    /// Whether the directory knows a later state of a record than the one that was found.
    [[nodiscard]] bool isEarlierState(const RecordId& id) const;
    /// The plaintext of a record. Errors: NotFound, Damaged.
    [[nodiscard]] Result<SecureBytes> open(const RecordId& id);
    /// The title that the list of notes had for it; empty where that is lost too.
    [[nodiscard]] std::string titleOf(const RecordId& id);
    /// The pages that a record stands in; empty where there is none.
    [[nodiscard]] std::vector<std::uint32_t> pagesOf(const RecordId& id);
    /// The name of an attachment's chunk.
    [[nodiscard]] RecordId chunkId(const RecordId& attachment, std::uint64_t index) const
    {
        return m_chunkIds.idOf(attachment, index);
    }

private:
    /// A row in a page; page 0: none.
    struct Place
    {
        std::uint32_t page = 0;
        std::uint16_t cell = 0;
        bool belowLog = false;
    };
    struct Entry
    {
        Place record;
        std::uint8_t kind = 0;
        std::uint64_t sequence = 0;
        Place listRow;
        bool inDirectory = false;
        std::uint8_t directoryKind = 0;
        std::uint64_t directorySequence = 0;
    };
    using Entries = std::unordered_map<RecordId, Entry>;

    void lookAt(std::uint32_t number, PageView page, bool belowLog);
    void takeTableRow(const RawCell& cell, Place place);
    void takeRecord(const RecordId& id, std::uint8_t kind, std::uint64_t sequence, Place place);
    void takeDirectoryRow(const RawCell& cell);
    [[nodiscard]] bool readPage(std::uint32_t number, bool belowLog, MutablePage plain);
    [[nodiscard]] std::optional<SecureBytes> payloadAt(const Place& place,
                                                       std::vector<std::uint32_t>* through);
    [[nodiscard]] Result<SecureBytes> openAt(const RecordId& id, const Entry& entry);

    std::unique_ptr<SalvagePages> m_pages;
    RecordSealer m_sealer;
    ChunkIds m_chunkIds;
    Entries m_entries;
    std::uint32_t m_next = 1;
    std::uint32_t m_badPages = 0;
};

} // namespace lockleaf
