// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_job.h"

#include "app/cli/interrupt.h"
#include "app/cli/output.h"

#include <chrono>
#include <cstdio>
#include <string>
#include <unistd.h>

namespace lockleaf::app {

namespace {

using Steady = std::chrono::steady_clock;

class ProgressLine final : public ProgressSink
{
public:
    explicit ProgressLine(std::string_view what) : m_what(what), m_isTerminal(isatty(STDERR_FILENO) == 1) {}
    ~ProgressLine() override
    {
        if (m_shown)
            std::fputs("\r\033[K", stderr);
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void progressed(std::uint64_t done, std::uint64_t total) override
    {
        if (!m_isTerminal || Steady::now() < m_next)
            return;
        m_next = Steady::now() + std::chrono::milliseconds{100};
        m_shown = true;
        std::string line = "\r\033[K" + m_what + ": " + grouped(done);
        if (total != 0)
            line += " of " + grouped(total);
        std::fputs(line.c_str(), stderr);
    }

private:
    std::string m_what;
    bool m_isTerminal;
    bool m_shown = false;
    Steady::time_point m_next = Steady::now() + std::chrono::seconds{1};
};

} // namespace

Result<void> runJob(SlicedJob& job, std::string_view what)
{
    ProgressLine progress(what);
    while (true) {
        if (interrupted())
            return fail(ErrorCode::Cancelled);
        LOCKLEAF_TRY(const bool finished, job.runSlice(SlicedJob::sliceBudget, progress));
        if (finished)
            return {};
    }
}

} // namespace lockleaf::app
