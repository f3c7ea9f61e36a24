// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/tamper_stage.h"

#include <functional>
#include <memory>
#include <random>

namespace lockleaf::test {

/// One way to tamper with a vault, at each of some places.
struct Way
{
    std::string name;
    std::size_t places = 0;
    /// Does it at one of them, and returns the place in words. Nothing changed: it does not apply there.
    std::function<std::string(Pieces&, std::size_t place, std::mt19937_64& random)> apply;
    /// Why it may go unnoticed at a place, empty where it may not; null: wherever nothing is lost.
    std::function<std::string(std::size_t place)> harmless = {};
    bool fromElsewhere = false;         ///< Brings in something of another time, copy or key.
    const TamperStage* stage = nullptr; ///< Whose vault it is done to.
};

using Ways = std::vector<Way>;

// All that can be done without a key, and by whoever can write rows but none of the sums over them. The stage
// must outlive them. Each in the file that its name says.
void addFlips(Ways& ways, const TamperStage& stage);
void addPages(Ways& ways, const TamperStage& stage);
void addPieces(Ways& ways, const TamperStage& stage);
void addLogs(Ways& ways, const TamperStage& stage);
void addRows(Ways& ways, const TamperStage& stage);
/// What is only done where the keys were changed.
void addOldKeys(Ways& ways, const TamperStage& stage);

/// After a change of the keys: those that bring in something from elsewhere.
[[nodiscard]] Ways waysOf(const TamperStage& stage);

/// Adds one that brings in something of another time, copy or key.
void addElsewhere(Ways& ways, Way way);

// Places of the files.
[[nodiscard]] std::size_t pagesIn(const Bytes& file);
[[nodiscard]] std::size_t framesIn(const Bytes& log);
/// A part of a file, as far as it has that much.
[[nodiscard]] MutableByteView partOf(Bytes& file, std::size_t offset, std::size_t size);
[[nodiscard]] MutableByteView pageOf(Bytes& file, std::size_t page);
[[nodiscard]] MutableByteView frameOf(Bytes& log, std::size_t frame);
/// Puts what stands in a part of another file into the same place of this one, if both reach so far.
void putBack(Bytes& file, Bytes other, std::size_t offset, std::size_t size);

} // namespace lockleaf::test
