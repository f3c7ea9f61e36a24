// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/print_spooler.h"

#include "app/roles/process/process_handle.h"
#include "app/roles/process/spawn_plan.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

// What the print system goes by: whose job it is, the language, the printer that was chosen, and where it
// listens. Nothing else of the environment is its business.
constexpr std::array<std::string_view, 8> namesForPrinting{"HOME",   "USER",   "LOGNAME", "LANG",
                                                           "LC_ALL", "LPDEST", "PRINTER", "CUPS_SERVER"};

std::vector<char*> environmentForPrinting()
{
    std::vector<char*> kept;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view whole{*entry};
        const std::string_view name = whole.substr(0, whole.find('='));
        if (std::ranges::find(namesForPrinting, name) != namesForPrinting.end())
            kept.push_back(*entry);
    }
    kept.push_back(nullptr);
    return kept;
}

bool isProgram(const std::string& path)
{
    struct stat info{};
    return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && access(path.c_str(), X_OK) == 0;
}

bool giveDocument(SpawnPlan& plan, int document)
{
    return posix_spawn_file_actions_adddup2(&plan.actions, document, STDIN_FILENO) == 0 &&
           posix_spawn_file_actions_addopen(&plan.actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
           posix_spawn_file_actions_addopen(&plan.actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) == 0 &&
           posix_spawn_file_actions_addclosefrom_np(&plan.actions, STDERR_FILENO + 1) == 0;
}

} // namespace

std::vector<std::string> PrintSpooler::standardPrograms()
{
    return {"/usr/bin/lp", "/bin/lp"};
}

PrintSpooler::PrintSpooler(std::vector<std::string> programs, QObject* parent)
    : QObject(parent), m_programs(std::move(programs))
{
}

PrintSpooler::~PrintSpooler()
{
    m_exit.reset();
    if (!m_process.isValid() || m_complete)
        return;
    killProcess(m_process.get());
    reapProcess(m_process.get());
}

Result<OwnedDescriptor> PrintSpooler::start()
{
    if (m_process.isValid())
        return fail(ErrorCode::InUse);
    const auto program = std::ranges::find_if(m_programs, isProgram);
    if (program == m_programs.end())
        return fail(ErrorCode::NotFound);
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return failErrno(errno, "pipe");
    const OwnedDescriptor document{ends[0]};
    OwnedDescriptor written{ends[1]};
    SpawnPlan plan;
    if (!giveDocument(plan, document.get()) || !plan.resetSignals())
        return fail(ErrorCode::OutOfMemory);
    // The name of the job is seen by others: that of the program, never that of the note.
    std::array<std::string, 4> words{"lp", "-t", "Lockleaf", "-"};
    std::array<char*, 5> arguments{words[0].data(), words[1].data(), words[2].data(), words[3].data(),
                                   nullptr};
    std::vector<char*> environment = environmentForPrinting();
    pid_t child = -1;
    const int status = posix_spawn(&child, program->c_str(), &plan.actions, &plan.attributes,
                                   arguments.data(), environment.data());
    if (status != 0)
        return failErrno(status, "posix_spawn");
    m_process = openProcess(child);
    if (!m_process.isValid())
        return failErrno(errno, "pidfd_open");
    m_complete = false;
    m_exit = std::make_unique<QSocketNotifier>(m_process.get(), QSocketNotifier::Read);
    connect(m_exit.get(), &QSocketNotifier::activated, this, &PrintSpooler::handleExit);
    return written;
}

void PrintSpooler::abandon()
{
    if (m_process.isValid() && !m_complete)
        killProcess(m_process.get());
}

void PrintSpooler::handleExit()
{
    m_exit->setEnabled(false);
    m_exit.release()->deleteLater(); // it tells this just now
    const bool wentWell = reapProcess(m_process.get());
    m_process.reset();
    Q_EMIT ended(wentWell && m_complete);
}

} // namespace lockleaf::app
