// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/bytes.h"
#include "core/base/result.h"

#include <stop_token>

namespace lockleaf::ui {

/// What came of a document that was to be printed.
enum class PrintOutcome {
    Taken,         ///< The print system has all of it.
    Failed,        ///< The print system ended early.
    NoPrintSystem, ///< There is none.
    Busy,          ///< It has not taken the last document yet.
};

/// The end of a pipe into the print system. The process must ignore SIGPIPE.
class PrintPipe
{
public:
    /// Owns `descriptor`.
    explicit PrintPipe(int descriptor);
    ~PrintPipe();
    PrintPipe(const PrintPipe&) = delete;
    PrintPipe& operator=(const PrintPipe&) = delete;

    /// Writes all of it, as fast as the print system reads. Any thread, one at a time. Errors: Cancelled soon
    /// after `stop`; InputOutput with EPIPE where nobody reads any more.
    [[nodiscard]] Result<void> write(ByteView bytes, const std::stop_token& stop) const;
    /// The document ends here. Not while something is being written.
    void close();

private:
    int m_descriptor;
};

} // namespace lockleaf::ui
