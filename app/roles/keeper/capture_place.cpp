// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/capture_place.h"

#include "app/roles/process/memory_file.h"

#include <QCoreApplication>
#include <QPointer>

#include <thread>
#include <utility>

namespace lockleaf::app {

namespace {

/// Calls `work` on another thread and `take` with its result on this one, unless `place` is gone by then.
/// Detached: nobody can wait for a disk that hangs.
template <class Work, class Take>
void besides(CapturePlace* place, Work work, Take take)
{
    std::thread([self = QPointer<CapturePlace>(place), work = std::move(work), take = std::move(take)] {
        const auto result = work();
        QMetaObject::invokeMethod(
            qApp,
            [self, result, take] {
                if (self)
                    take(result);
            },
            Qt::QueuedConnection);
    }).detach();
}

} // namespace

CapturePlace::CapturePlace(LaunchedRole launched, std::filesystem::path vault,
                           std::filesystem::path stateFolder, const StartCapture& start)
    : m_process(std::move(launched)), m_vault(std::move(vault)), m_stateFolder(std::move(stateFolder))
{
    m_process.expectDescriptorsWith(CaptureSealed::type);
    connect(&m_process, &RoleProcess::frameReceived, this, &CapturePlace::handleFrame);
    connect(&m_process, &RoleProcess::ended, this, &CapturePlace::ended);
    m_process.send(start);
    look();
}

void CapturePlace::handleFrame(quint16 type, const Bytes& payload)
{
    if (!decodeMessage<FromCapture>(type, payload)) {
        m_process.kill(); // what speaks another language is not ours
        return;
    }
    if (!m_writing)
        keep();
}

void CapturePlace::look()
{
    if (m_vault.empty()) {
        takeAddress(fail(ErrorCode::NotFound));
        return;
    }
    besides(
        this, [vault = m_vault, state = m_stateFolder] { return inboxAddress(vault, state); },
        [this](const Result<InboxAddress>& address) { takeAddress(address); });
}

void CapturePlace::takeAddress(const Result<InboxAddress>& address)
{
    CaptureTarget target;
    target.found = address.has_value();
    if (address)
        target.address = m_address = *address;
    else
        target.error = address.error().code;
    m_process.send(target);
}

void CapturePlace::keep()
{
    m_writing = true;
    besides(
        this,
        [vault = m_vault, state = m_stateFolder, address = m_address,
         passed = std::make_shared<OwnedDescriptor>(m_process.takeDescriptor())]() -> Result<void> {
            LOCKLEAF_TRY(const Bytes sealed, readMemoryFile(*passed, largestSealedCapture));
            return keepSealedNote(vault, state, address, sealed);
        },
        [this](const Result<void>& kept) { takeOutcome(kept); });
}

void CapturePlace::takeOutcome(const Result<void>& kept)
{
    m_writing = false;
    CaptureOutcome outcome;
    outcome.kept = kept.has_value();
    if (!kept)
        outcome.error = kept.error().code;
    m_process.send(outcome);
    if (kept)
        Q_EMIT noteKept();
    else if (outcome.error == ErrorCode::InboxKeyDiffers)
        look(); // with new keys, what is there now seals the next attempt
}

} // namespace lockleaf::app
