// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace lockleaf {

/// A file as SQLite sees it: plain octets at logical offsets, while what lies on the disk is sealed.
class SealedFile
{
public:
    virtual ~SealedFile() = default;
    /// True: `into` is filled. False: the file ends before; what is missing is zeroed.
    [[nodiscard]] virtual Result<bool> read(std::uint64_t offset, MutableByteView into) = 0;
    [[nodiscard]] virtual Result<void> write(std::uint64_t offset, ByteView from) = 0;
    [[nodiscard]] virtual Result<void> truncate(std::uint64_t size) = 0;
    [[nodiscard]] virtual Result<void> sync() = 0;
    [[nodiscard]] virtual Result<std::uint64_t> size() = 0;
};

} // namespace lockleaf
