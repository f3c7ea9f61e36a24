// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vaultfile/file_io.h"
#include "core/vaultfile/sealers.h"

#include <vector>

namespace lockleaf {

/// The tags of one frame as they were last seen.
struct FrameTags
{
    PageTag head{};
    PageTag page{};
};

/// What a log holds that counts: the frames up to the last commit.
struct LogScan
{
    std::vector<FrameTags> committed;
};

/// Where frame `index` (from 0) begins in the log file.
[[nodiscard]] constexpr std::uint64_t framePosition(std::uint64_t index)
{
    return layout::logFramesOffset + index * LogSealer::frameSize;
}

/// Walks the log as SQLite's recovery will, and looks on behind the place where that ends: a frame whose
/// transaction began after that place proves that what lies before it is damaged and not merely a torn end.
/// Damaged in that case, else the committed frames.
[[nodiscard]] Result<LogScan> scanLog(SyncedFile& file, const LogSealer& sealer, const LogHeader& header);

} // namespace lockleaf
