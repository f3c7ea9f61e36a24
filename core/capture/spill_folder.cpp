// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/capture/spill_folder.h"

#include "core/base/clock.h"
#include "core/base/file_system.h"
#include "core/capture/spilled_text.h"
#include "core/store/state_file.h"

#include <algorithm>
#include <sodium.h>

namespace lockleaf {

namespace {

/// Ascending with the time, and nobody else's.
std::string newName()
{
    std::string time = std::to_string(systemClock().now());
    time.insert(0, std::max<std::size_t>(time.size(), 14) - time.size(), '0');
    Id<struct SpillNameTag> random;
    randombytes_buf(random.bytes.data(), random.bytes.size());
    return time + "-" + random.toHex().substr(0, 16);
}

std::vector<std::string> namesIn(const std::filesystem::path& folder)
{
    std::vector<std::string> names;
    if (fileSystem().list(folder, names) != 0)
        return {};
    // What is being written has a longer name (state_file).
    std::erase_if(names, [](const std::string& name) { return name.find(".new-") != std::string::npos; });
    std::ranges::sort(names);
    return names;
}

/// The head of a file says whose it is.
bool isOf(const std::filesystem::path& file, const VaultId& vault)
{
    auto in = fileSystem().open(FileSystem::anywhere, file, FileAccess::Read);
    Bytes head(32);
    if (!in || readFully(**in, 0, head) != static_cast<std::int64_t>(head.size()))
        return false;
    return vaultOfSpill(head) == vault;
}

} // namespace

Result<void> keepSpill(const std::filesystem::path& folder, ByteView sealed)
{
    if (sealed.empty() || sealed.size() > largestSpill)
        return fail(ErrorCode::InvalidArgument, "size of a spill");
    const std::filesystem::path place = folder / "spill";
    if (namesIn(place).size() >= mostSpills)
        return fail(ErrorCode::InboxFull, "texts that no vault took");
    return replaceSmallFile(place / newName(), sealed);
}

std::vector<std::filesystem::path> spillsOf(const std::filesystem::path& folder, const VaultId& vault)
{
    const std::filesystem::path place = folder / "spill";
    std::vector<std::filesystem::path> found;
    for (const std::string& name : namesIn(place))
        if (found.size() < mostSpills && isOf(place / name, vault))
            found.push_back(place / name);
    return found;
}

} // namespace lockleaf
