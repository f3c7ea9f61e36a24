// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/left_copies.h"

#include <sodium.h>

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

} // namespace lockleaf
