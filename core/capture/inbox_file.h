// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/file_system.h"
#include "core/base/result.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace lockleaf {

/// The most that an inbox may have; whoever would write more is told InboxFull.
constexpr std::size_t largestInbox = std::size_t{16} << 20;
constexpr std::size_t mostInboxEntries = 1000;

/// Where notes wait that were written while `vault` was locked: `NAME.lockleaf-inbox` beside it.
[[nodiscard]] std::filesystem::path inboxPath(const std::filesystem::path& vault);

/// What an inbox file holds, entry by entry, still sealed.
struct InboxEntries
{
    std::vector<Bytes> sealed;
    /// Octets that are no entry: damage, or the rest of one whose writing was cut short.
    std::uint64_t unreadable = 0;
};

/// The entries in the content of an inbox file, at most mostInboxEntries.
[[nodiscard]] InboxEntries entriesOfInbox(ByteView content);

/// The inbox beside a vault, held against other programs while this object lives (docs/vault-format.md,
/// section 10). Anybody who may write to the folder may write to it: what is in it is parsed with bounds, and
/// nothing of it is taken away by whoever adds an entry. One thread.
class InboxFile
{
public:
    enum class Missing { Leave, Make };

    /// Opens and holds the inbox of `vault`; nothing where there is none and none is to be made. Errors:
    /// InUse, where another program has it for longer than a moment; NotARegularFile and those of the system.
    [[nodiscard]] static Result<std::optional<InboxFile>> open(const std::filesystem::path& vault,
                                                               Missing missing);

    /// Reads at most largestInbox octets and mostInboxEntries entries; the rest counts as unreadable.
    [[nodiscard]] Result<InboxEntries> read();
    /// Puts one entry behind the others; durable when it returns. Errors: InboxFull; those of the disk, after
    /// which a part of the entry may stand there, which counts as unreadable.
    [[nodiscard]] Result<void> append(ByteView sealed);
    /// All of it has been taken in: removes the file, for good.
    [[nodiscard]] Result<void> remove();
    /// Something in it could not be read: calls it `NAME.lockleaf-inbox.aside-<n>`, so that nothing is lost
    /// and new entries begin a new file.
    [[nodiscard]] Result<void> setAside();

private:
    InboxFile(std::filesystem::path path, std::unique_ptr<FileIo> file)
        : m_path(std::move(path)), m_file(std::move(file))
    {
    }

    std::filesystem::path m_path;
    std::unique_ptr<FileIo> m_file;
};

} // namespace lockleaf
