// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <sys/types.h>

namespace lockleaf::app {

/// A process of the check's own that holds one copy of a text: what a scan of memory must find. It ends with
/// this object.
class Holder
{
public:
    /// Nothing where it could not be started.
    [[nodiscard]] static std::unique_ptr<Holder> start(const std::string& text);
    ~Holder();
    Holder(const Holder&) = delete;
    Holder& operator=(const Holder&) = delete;

    [[nodiscard]] pid_t process() const { return m_process; }

private:
    Holder(pid_t process, int input) : m_process(process), m_input(input) {}

    pid_t m_process;
    int m_input; ///< It ends with this pipe.
};

/// The life of that process; returns its exit code.
[[nodiscard]] int runHolder();

} // namespace lockleaf::app
