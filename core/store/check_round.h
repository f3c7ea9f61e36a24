// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/clock.h"

#include <cstdint>

namespace lockleaf {

/// How far a round of checks in the background has come; kept sealed with the settings, so that the next
/// session goes on from there.
struct CheckRound
{
    /// What is read next; the numbers stand in the file.
    enum class Stage : std::uint8_t {
        Pages = 0,       ///< Header and log, then pages of the file by their number.
        Records = 1,     ///< By bucket of the directory.
        Attachments = 2, ///< By id.
    };
    Stage stage = Stage::Pages;
    std::uint64_t at = 0;    ///< Pages read, or buckets; 0 in the stage of attachments.
    RecordId after;          ///< The last attachment that was read to its end; null in the other stages.
    Timestamp lastEnded = 0; ///< When a round came to its end last; 0: none has.

    bool operator==(const CheckRound&) const = default;
};

} // namespace lockleaf
