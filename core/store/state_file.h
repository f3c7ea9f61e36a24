// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

#include <filesystem>

namespace lockleaf {

/// Reads a small regular file of at most `limit` bytes, not through a symbolic link. Errors: FileNotFound,
/// NotARegularFile, InvalidArgument for a longer one, and those of the system.
[[nodiscard]] Result<Bytes> readSmallFile(const std::filesystem::path& file, std::size_t limit);

/// Puts `content` in the place of `file` so that after a crash either the old or the new content is there:
/// temporary name, fsync, rename, fsync of the folder. Mode 0600; missing folders are made (0700).
[[nodiscard]] Result<void> replaceSmallFile(const std::filesystem::path& file, ByteView content);

/// Writes `content` over a regular file of exactly its size, in place and without waiting for the disk: for
/// what fits into one sector and may be lost in a power cut. Errors: InvalidArgument for a file of another
/// size, else those of readSmallFile().
[[nodiscard]] Result<void> overwriteSmallFile(const std::filesystem::path& file, ByteView content);

} // namespace lockleaf
