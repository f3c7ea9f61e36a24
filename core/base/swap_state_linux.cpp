// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/swap_state.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

namespace lockleaf {

namespace {

namespace fs = std::filesystem;

/// Device mappers may stand on one another; deeper than this is no sane computer.
constexpr int deepestStack = 8;

std::string firstWord(const fs::path& file)
{
    std::ifstream in(file);
    std::string word;
    in >> word;
    return word;
}

/// The kernel writes spaces in names as \040 and the like.
std::string unescaped(std::string_view written)
{
    std::string name;
    for (std::size_t i = 0; i < written.size(); ++i) {
        const bool octal =
            written[i] == '\\' && i + 3 < written.size() &&
            std::ranges::all_of(written.substr(i + 1, 3), [](char c) { return c >= '0' && c <= '7'; });
        if (!octal) {
            name += written[i];
            continue;
        }
        name += static_cast<char>((written[i + 1] - '0') * 64 + (written[i + 2] - '0') * 8 + written[i + 3] -
                                  '0');
        i += 3;
    }
    return name;
}

/// Whether everything that is written to the device of this folder of /sys passes through dm-crypt.
bool isSealed(const fs::path& device, int depth = 0)
{
    if (firstWord(device / "dm/uuid").starts_with("CRYPT-"))
        return true;
    std::error_code ignored;
    bool any = false;
    for (const auto& below : fs::directory_iterator(device / "slaves", ignored)) {
        if (depth >= deepestStack || !isSealed(below.path(), depth + 1))
            return false;
        any = true;
    }
    return any;
}

/// zram lies in memory unless it was given a device to write to.
bool isMemory(const fs::path& device, const std::string& name)
{
    const std::string behind = firstWord(device / "backing_dev");
    return name.starts_with("zram") && (behind.empty() || behind == "none");
}

/// The number of the device that a file lies on, MAJOR:MINOR; empty where that is not known.
std::string deviceOf(const fs::path& root, const std::string& file)
{
    std::ifstream mounts(root / "proc/self/mountinfo");
    std::string number;
    std::size_t longest = 0;
    for (std::string line; std::getline(mounts, line);) {
        std::istringstream words(line);
        std::string id, parent, device, inside, place;
        words >> id >> parent >> device >> inside >> place;
        place = unescaped(place);
        const bool holds = place == "/" || file == place || file.starts_with(place + "/");
        if (holds && place.size() >= longest) { // a later mount at the same place covers the earlier one
            longest = place.size();
            number = device;
        }
    }
    return number;
}

SwapState stateOf(const fs::path& root, const std::string& name, bool isFile)
{
    if (isFile) {
        const std::string number = deviceOf(root, name);
        return !number.empty() && isSealed(root / "sys/dev/block" / number) ? SwapState::Encrypted
                                                                            : SwapState::Plain;
    }
    const std::string device = fs::path(name).filename().string();
    const fs::path folder = root / "sys/class/block" / device;
    if (isMemory(folder, device))
        return SwapState::Memory;
    return isSealed(folder) ? SwapState::Encrypted : SwapState::Plain;
}

} // namespace

SwapState swapState(const fs::path& root)
{
    std::ifstream swaps(root / "proc/swaps");
    std::string line;
    if (!std::getline(swaps, line)) // its head
        return SwapState::Unknown;
    SwapState state = SwapState::Off;
    while (std::getline(swaps, line)) {
        std::istringstream words(line);
        std::string name, kind;
        if (words >> name >> kind)
            state = std::max(state, stateOf(root, unescaped(name), kind == "file")); // the worst of them
    }
    return state;
}

} // namespace lockleaf
