// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/unfinished_creation.h"

#include "core/base/bytes.h"
#include "core/vaultfile/file_io.h"
#include "core/vaultfile/layout.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace lockleaf {

namespace {

constexpr std::string_view unfinishedEnding = ".new";
constexpr std::string_view unfinishedLogEnding = "-wal";
constexpr std::string_view lowerHexDigits = "0123456789abcdef";
constexpr std::string_view vaultBegin = "LOCKLEAF";
constexpr std::size_t unfinishedDigits = 12;
/// Several times what a vault has before its first note; it gets none under that name.
constexpr std::uint64_t largestUnfinished = std::uint64_t{2} << 20;

std::string beginningFor(const std::filesystem::path& target)
{
    return "." + target.filename().string() + ".";
}

bool isUnfinished(std::string_view name, std::string_view beginning)
{
    return name.size() == beginning.size() + unfinishedDigits + unfinishedEnding.size() &&
           name.starts_with(beginning) && name.ends_with(unfinishedEnding) &&
           name.substr(beginning.size(), unfinishedDigits).find_first_not_of(lowerHexDigits) ==
               std::string_view::npos;
}

/// Whether each copy of the header is one of ours or was not written yet.
bool beginsAsVault(SyncedFile& file)
{
    for (const std::uint64_t offset : layout::headerOffsets) {
        std::array<std::uint8_t, vaultBegin.size()> begin{};
        if (!file.readAt(offset, begin))
            return false;
        const bool written = std::ranges::equal(begin, vaultBegin);
        const bool empty = std::ranges::all_of(begin, [](std::uint8_t octet) { return octet == 0; });
        if (!written && !empty)
            return false;
    }
    return true;
}

void removeUnfinished(const std::filesystem::path& path)
{
    auto file = openFile(path, FileAccess::ReadWrite, FileRole::Vault);
    // Held until it is gone: nobody begins to use it in between.
    if (!file || !file->holdExclusively() || !file->isAt(path))
        return;
    if (file->size().value_or(UINT64_MAX) > largestUnfinished || !beginsAsVault(*file))
        return;
    removeFile(path.string() + std::string(unfinishedLogEnding));
    removeFile(path);
}

} // namespace

std::filesystem::path unfinishedName(const std::filesystem::path& target)
{
    Id<struct UnfinishedNameTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return target.parent_path() / (beginningFor(target) + random.toHex().substr(0, unfinishedDigits) +
                                   std::string(unfinishedEnding));
}

void sweepUnfinished(std::initializer_list<std::filesystem::path> targets)
{
    const std::filesystem::path folder = targets.begin()->parent_path();
    std::vector<std::string> names;
    if (fileSystem().list(folder.empty() ? "." : folder.string(), names) != 0)
        return;
    for (const std::string& name : names)
        if (std::ranges::any_of(targets, [&name](const std::filesystem::path& target) {
                return isUnfinished(name, beginningFor(target));
            }))
            removeUnfinished(folder / name);
}

} // namespace lockleaf
