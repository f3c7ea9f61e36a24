// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/selfcheck/drive_protocol.h"
#include "app/selfcheck/person.h"
#include "core/base/result.h"

#include <array>
#include <memory>
#include <optional>

namespace lockleaf::app {

/// Lockleaf as the check starts it: the same executable, its real keeper with its real confined roles, in
/// folders of its own, moved by orders through two sockets that nobody else has.
class CheckedProgram
{
public:
    enum class Part { LockScreen, Session };

    struct Start
    {
        std::filesystem::path folder; ///< Its settings, its state and what it prints go there.
        std::filesystem::path vault;
        bool withoutDisplay = false; ///< Its windows are drawn into memory.
    };

    /// Errors: of the system.
    [[nodiscard]] static Result<std::unique_ptr<CheckedProgram>> start(const Person& person,
                                                                       const Start& start);
    /// Ends it, if need be by force.
    ~CheckedProgram();
    CheckedProgram(const CheckedProgram&) = delete;
    CheckedProgram& operator=(const CheckedProgram&) = delete;

    [[nodiscard]] pid_t keeper() const { return m_keeper; }
    [[nodiscard]] bool isRunning();
    /// Waits until a new process of that part says that it is there; its number. Nothing: it did not in
    /// time, the keeper ended, or the person ended the check.
    [[nodiscard]] std::optional<pid_t> awaitPart(Part part, double seconds);
    /// Gives an order and waits until it is carried out; the fields of the answer. The error names the step
    /// that did not come about.
    [[nodiscard]] Result<std::vector<std::string>> order(Part part, DriveOrder order,
                                                         const std::vector<std::string>& fields);
    /// Gives an order that the process answers by ending.
    [[nodiscard]] bool tell(Part part, DriveOrder order, const std::vector<std::string>& fields = {});
    /// Asks it to end, and waits for it.
    void end();

private:
    CheckedProgram() = default;
    [[nodiscard]] std::optional<std::string> receive(Part part, double seconds);
    [[nodiscard]] int socketOf(Part part) const { return m_sockets[static_cast<std::size_t>(part)]; }

    pid_t m_keeper = -1;
    std::array<int, 2> m_sockets{-1, -1};
};

/// Waits until a process is gone. False: it is still there after that time.
[[nodiscard]] bool awaitEndOf(pid_t process, double seconds);

} // namespace lockleaf::app
