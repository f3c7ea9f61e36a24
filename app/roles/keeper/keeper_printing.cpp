// SPDX-License-Identifier: GPL-3.0-or-later
// How the keeper has something printed: a note for a session, a recovery kit for either role.
#include "app/roles/keeper/keeper.h"

#include <utility>

namespace lockleaf::app {

void Keeper::handle(const PrintRequested&)
{
    if (m_phase == SessionPhase::Open)
        startPrint(Asker::Session);
    else
        m_session->send(PrintEnded{});
}

RoleProcess* Keeper::printAsker() const
{
    return m_printsFor == Asker::Session      ? m_session.get()
           : m_printsFor == Asker::LockScreen ? m_lockScreen.get()
                                              : nullptr;
}

void Keeper::startPrint(Asker asker)
{
    RoleProcess* const role = asker == Asker::Session ? m_session.get() : m_lockScreen.get();
    auto pipe = m_printer.start();
    if (pipe) {
        m_printsFor = asker;
        role->send(PrintReady{}, std::move(*pipe));
        return;
    }
    const ErrorCode why = pipe.error().code;
    role->send(PrintEnded{why == ErrorCode::InUse      ? PrintResult::Busy
                          : why == ErrorCode::NotFound ? PrintResult::NoPrintSystem
                                                       : PrintResult::Failed});
}

void Keeper::handle(const PrintComplete&)
{
    if (m_printsFor != Asker::Nobody)
        m_printer.complete();
}

void Keeper::handle(const PrintCancelled&)
{
    if (m_printsFor != Asker::Nobody)
        m_printer.abandon();
}

void Keeper::handlePrintEnded(bool succeeded)
{
    RoleProcess* const asker = printAsker();
    m_printsFor = Asker::Nobody;
    if (asker != nullptr)
        asker->send(PrintEnded{succeeded ? PrintResult::Taken : PrintResult::Failed});
}

/// Whoever asked for it goes, or is gone.
void Keeper::abandonPrint()
{
    m_printsFor = Asker::Nobody;
    m_printer.abandon();
}

void Keeper::abandonPrintOf(Asker asker)
{
    if (m_printsFor == asker)
        abandonPrint();
}

} // namespace lockleaf::app
