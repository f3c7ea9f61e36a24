// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"

namespace lockleaf {

/// Takes octets in order. After an error it is not written to again.
class ByteSink
{
public:
    virtual ~ByteSink() = default;
    virtual Result<void> write(ByteView bytes) = 0;
};

/// Gives octets in order.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    /// Fills some or all of `buffer` (not empty) and returns how many octets; 0 only at the end.
    [[nodiscard]] virtual Result<std::size_t> read(MutableByteView buffer) = 0;
};

} // namespace lockleaf
