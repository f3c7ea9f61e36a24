// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "core/vaultfile/sealers.h"
#include "tests/fuzz/support/memory_disk.h"

#include <vector>

namespace lockleaf::test {

/// A small vault in memory, the same in every run: random numbers and the time are made up. What somebody who
/// has its key may write is put in its place.
class FuzzedVault
{
public:
    static constexpr const char* path = "/v/fuzzed.lockleaf";
    static constexpr const char* logPath = "/v/fuzzed.lockleaf-wal";

    /// The one of this process; made at the first call.
    static FuzzedVault& only();

    [[nodiscard]] const UnlockedKey& key() const { return m_key; }
    [[nodiscard]] const layout::FileSalt& salt() const { return m_salt; }
    [[nodiscard]] const std::vector<Bytes>& pages() const { return m_pages; } ///< Their contents, opened.
    /// The file as it was made; what is written to it stays until the next call. Takes all other files away.
    Bytes& freshFile();
    /// Seals what page `number` (from 1) is to hold into the file.
    void putPage(std::uint32_t number, const Bytes& plain);
    void putLog(Bytes content);
    /// Opens it and does what somebody does with a vault. Aborts where a failure is one of ours.
    void use();
    /// Reads it as a salvage does, without SQLite.
    void salvage();

private:
    FuzzedVault();
    void fill();
    [[nodiscard]] UnlockedKey copyOfKey() const;
    [[nodiscard]] Result<std::unique_ptr<Vault>> open();

    MemoryDisk m_disk;
    UnlockedKey m_key;
    layout::FileSalt m_salt{};
    Bytes m_file;
    std::vector<Bytes> m_pages;
    std::vector<RecordId> m_notes;
};

} // namespace lockleaf::test
