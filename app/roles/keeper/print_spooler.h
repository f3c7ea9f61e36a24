// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "app/roles/process/owned_descriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>
#include <string>
#include <vector>

namespace lockleaf::app {

/// Starts `lp` for one document at a time. It never sees the document: that goes through a pipe whose end it
/// gives away. GUI thread.
///
/// Destroying it ends an `lp` whose document is not complete and leaves another one to its work.
class PrintSpooler : public QObject
{
    Q_OBJECT

public:
    /// Where `lp` is looked for. Not in PATH, which others may have set.
    [[nodiscard]] static std::vector<std::string> standardPrograms();

    explicit PrintSpooler(std::vector<std::string> programs = standardPrograms(), QObject* parent = nullptr);
    ~PrintSpooler() override;

    /// Starts the first of the programs that is there. What is returned is the only end of the pipe that can
    /// be written into; ended() follows once the program has gone. Errors: InUse while another document is on
    /// its way, NotFound without a program, those of pipe and posix_spawn.
    [[nodiscard]] Result<OwnedDescriptor> start();
    /// The whole document is in the pipe: from now on abandon() lets it be printed.
    void complete() { m_complete = true; }
    /// Ends the program unless its document is complete, so that no half of one is printed.
    void abandon();

Q_SIGNALS:
    /// It was complete, and the program took it.
    void ended(bool succeeded);

private:
    void handleExit();

    std::vector<std::string> m_programs;
    OwnedDescriptor m_process;
    std::unique_ptr<QSocketNotifier> m_exit;
    bool m_complete = false;
};

} // namespace lockleaf::app
