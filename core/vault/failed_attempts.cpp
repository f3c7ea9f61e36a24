// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/failed_attempts.h"

#include "core/base/file_system.h"
#include "core/store/state_file.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace lockleaf {

namespace {

using AttemptsFile = std::array<std::uint8_t, 16>; // count u64 ‖ time of the last one i64

constexpr std::uint64_t mostAttempts = 1'000'000;

std::filesystem::path attemptsFile(const std::filesystem::path& stateFolder, const VaultId& vault)
{
    return stateFolder / ("attempts-" + vault.toHex());
}

Result<void> writeAttempts(const std::filesystem::path& file, const FailedAttempts& attempts)
{
    AttemptsFile content{};
    storeLe64(content.data(), attempts.count);
    storeLe64(content.data() + 8, static_cast<std::uint64_t>(attempts.last));
    return replaceSmallFile(file, content);
}

} // namespace

std::chrono::seconds pauseAfter(std::uint64_t failures)
{
    constexpr std::uint64_t free = 2;
    constexpr std::uint64_t mostDoublings = 5;
    if (failures <= free)
        return std::chrono::seconds{0};
    const std::uint64_t doublings = std::min(failures - free - 1, mostDoublings);
    return std::min(std::chrono::seconds{std::int64_t{1} << doublings}, std::chrono::seconds{30});
}

std::chrono::milliseconds pauseLeft(const FailedAttempts& attempts, Timestamp now)
{
    const std::chrono::milliseconds whole = pauseAfter(attempts.count);
    const std::chrono::milliseconds since{now - attempts.last};
    return std::clamp(whole - since, std::chrono::milliseconds{0}, whole);
}

Result<void> noteFailedAttempt(const std::filesystem::path& stateFolder, const VaultId& vault, Timestamp now)
{
    if (stateFolder.empty())
        return fail(ErrorCode::InvalidArgument, "no state folder");
    const FailedAttempts before = failedAttempts(stateFolder, vault);
    return writeAttempts(attemptsFile(stateFolder, vault), {std::min(before.count + 1, mostAttempts), now});
}

FailedAttempts failedAttempts(const std::filesystem::path& stateFolder, const VaultId& vault)
{
    if (stateFolder.empty())
        return {};
    const auto content = readSmallFile(attemptsFile(stateFolder, vault), AttemptsFile{}.size());
    if (!content || content->size() != AttemptsFile{}.size())
        return {};
    const FailedAttempts read{loadLe64(content->data()),
                              static_cast<Timestamp>(loadLe64(content->data() + 8))};
    return read.count == 0 || read.count > mostAttempts || read.last < 0 ? FailedAttempts{} : read;
}

Result<void> forgetFailedAttempts(const std::filesystem::path& stateFolder, const VaultId& vault,
                                  const FailedAttempts& told)
{
    if (stateFolder.empty() || told.count == 0)
        return {};
    const FailedAttempts now = failedAttempts(stateFolder, vault);
    const std::filesystem::path file = attemptsFile(stateFolder, vault);
    if (now.count > told.count)
        return writeAttempts(file, {now.count - told.count, now.last});
    const int problem = fileSystem().remove(FileSystem::anywhere, file);
    if (problem != 0 && problem != ENOENT)
        return failErrno(problem, "remove state file");
    return {};
}

} // namespace lockleaf
