// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace lockleaf {

/// Told how far long work has come. Called on the thread that does the work, at most some ten times a second
/// worth of useful updates; implementations must return quickly and not throw.
class ProgressSink
{
public:
    virtual ~ProgressSink() = default;
    /// `total` is 0 while it is not known yet. `done` never decreases within one job.
    virtual void progressed(std::uint64_t done, std::uint64_t total) = 0;
};

/// For callers that do not care.
class NoProgress final : public ProgressSink
{
public:
    void progressed(std::uint64_t, std::uint64_t) override {}
};

} // namespace lockleaf
