// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/left_copies.h"

#include "core/base/file_system.h"

#include <sodium.h>

#include <cerrno>

namespace lockleaf {

namespace {

constexpr std::string_view ending = ".new";
constexpr std::size_t randomDigits = 16;

std::string beginningFor(VaultId vault)
{
    return ".lockleaf-" + vault.toHex() + "-";
}

} // namespace

std::filesystem::path temporaryCopyName(const std::filesystem::path& target, VaultId vault)
{
    Id<struct CopyNameTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return target.parent_path() /
           (beginningFor(vault) + random.toHex().substr(0, randomDigits) + std::string(ending));
}

bool isTemporaryCopy(std::string_view name, VaultId vault)
{
    constexpr std::string_view log = "-wal";
    if (name.ends_with(log))
        name.remove_suffix(log.size());
    const std::string beginning = beginningFor(vault);
    return name.starts_with(beginning) && name.ends_with(ending) &&
           name.size() == beginning.size() + randomDigits + ending.size();
}

Result<void> removeEmptyLog(const std::filesystem::path& vaultFile)
{
    const std::string log = vaultFile.string() + "-wal";
    FileSystem::Found found;
    const int looked = fileSystem().look(FileSystem::anywhere, log, found);
    if (looked == ENOENT || found.kind != FileSystem::Kind::RegularFile || found.size != 0)
        return {};
    const int problem = looked != 0 ? looked : fileSystem().remove(FileSystem::anywhere, log);
    if (problem != 0)
        return failErrno(problem, "removing an empty log");
    return {};
}

} // namespace lockleaf
