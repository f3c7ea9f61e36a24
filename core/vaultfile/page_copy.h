// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/vault_file.h"

#include <chrono>
#include <filesystem>
#include <memory>

struct sqlite3;
struct sqlite3_backup;

namespace lockleaf {

/// Copies the database of an open connection into a new vault file, page by page, in steps. What the same
/// connection writes between two steps goes into pages that were copied already as it is committed, so a copy
/// ends whatever is saved meanwhile. Only a transaction that is rolled back begins it anew.
///
/// The target is removed by the destructor unless it was released. It must end before the source is closed.
class PageCopy
{
public:
    /// `target` must not exist. `origin` is the file of `source` and must outlive this.
    [[nodiscard]] static Result<std::unique_ptr<PageCopy>>
    begin(VaultFile& origin, const UnlockedKey& key, sqlite3* source, const std::filesystem::path& target);
    ~PageCopy();
    PageCopy(const PageCopy&) = delete;
    PageCopy& operator=(const PageCopy&) = delete;

    /// Copies pages until `end`; true: all are copied, and the target is what the source is now. Errors:
    /// Damaged, whose detail says that it is the vault; those of the target's disk; InUse after having begun
    /// anew too often.
    [[nodiscard]] Result<bool> copyUntil(std::chrono::steady_clock::time_point end);
    [[nodiscard]] std::uint64_t copied() const { return m_copied; }
    [[nodiscard]] std::uint64_t total() const { return m_total; }
    /// After copyUntil() returned true: closes the connection to the target.
    [[nodiscard]] Result<void> closeDatabase();
    /// Makes the target durable and closes it.
    [[nodiscard]] Result<void> closeFile();
    /// The target stays where it is.
    void release() { m_released = true; }

private:
    PageCopy(VaultFile& origin, std::filesystem::path target) : m_origin(origin), m_target(std::move(target))
    {
    }
    [[nodiscard]] Error errorFor(int code);
    void endDatabase();

    static constexpr int mostBeginnings = 5;

    VaultFile& m_origin;
    std::filesystem::path m_target;
    std::unique_ptr<VaultFile> m_file;
    sqlite3* m_connection = nullptr;
    sqlite3_backup* m_backup = nullptr;
    std::uint64_t m_copied = 0;
    std::uint64_t m_total = 0;
    int m_begun = 1;
    bool m_released = false;
};

} // namespace lockleaf
