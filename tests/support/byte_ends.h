// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"

#include <algorithm>

namespace lockleaf::test {

/// Gives octets of memory, at most `step` at a time.
class StepSource final : public ByteSource
{
public:
    StepSource(ByteView content, std::size_t step) : m_rest(content), m_step(step) {}
    Result<std::size_t> read(MutableByteView buffer) override
    {
        const std::size_t given = std::min({buffer.size(), m_step, m_rest.size()});
        std::copy_n(m_rest.begin(), given, buffer.begin());
        m_rest = m_rest.subspan(given);
        return given;
    }

private:
    ByteView m_rest;
    std::size_t m_step;
};

/// Keeps what is written.
class KeepingSink final : public ByteSink
{
public:
    Bytes bytes;
    Result<void> write(ByteView more) override
    {
        bytes.insert(bytes.end(), more.begin(), more.end());
        return {};
    }
};

/// Everything that `source` gives, `step` octets asked for at a time; what came before an error stays in
/// `all`.
inline Result<void> readAll(ByteSource& source, std::size_t step, Bytes& all)
{
    Bytes buffer(step);
    while (true) {
        LOCKLEAF_TRY(const std::size_t got, source.read(buffer));
        if (got == 0)
            return {};
        all.insert(all.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got));
    }
}

} // namespace lockleaf::test
