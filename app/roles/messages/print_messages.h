// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// The messages by which a note, or a recovery kit, gets printed; messages.h has all others.
namespace lockleaf::app {

/// What came of PrintRequested.
enum class PrintResult : std::uint8_t {
    Taken = 0,         ///< The print system has the whole document.
    Failed = 1,        ///< It ended early, or could not be started.
    NoPrintSystem = 2, ///< There is no `lp`.
    Busy = 3,          ///< Another document is still on its way.
};

// Keeper → session, or lock screen.

/// The print system waits for a PDF. The one message that carries a descriptor: the end of a pipe that is to
/// be written into.
struct PrintReady
{
    static constexpr std::uint16_t type = 134;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// Comes once for each PrintRequested, with or without a PrintReady before.
struct PrintEnded
{
    static constexpr std::uint16_t type = 135;
    PrintResult result = PrintResult::Failed;
    template <class Visitor>
    void fields(Visitor& visit)
    {
        visit(result);
    }
};

// Session, or lock screen → keeper.

/// The person wants the open note, or a recovery kit, printed; PrintEnded answers.
struct PrintRequested
{
    static constexpr std::uint16_t type = 201;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// The whole document is in the pipe. Sent before the pipe is closed.
struct PrintComplete
{
    static constexpr std::uint16_t type = 202;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

/// Nothing is to be printed after all. Sent while the pipe is still open, so that no half document is taken
/// for a whole one.
struct PrintCancelled
{
    static constexpr std::uint16_t type = 203;
    template <class Visitor>
    void fields(Visitor&)
    {
    }
};

} // namespace lockleaf::app
