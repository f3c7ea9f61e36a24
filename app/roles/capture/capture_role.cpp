// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/capture/capture_role.h"

#include "app/roles/capture/capture_words.h"
#include "app/roles/process/memory_file.h"
#include "app/roles/window/colors.h"
#include "app/roles/window/placement.h"
#include "core/capture/captured_note.h"
#include "ui/capture/capture_window.h"
#include "ui/main/copied_text.h"

#include <QGuiApplication>

namespace lockleaf::app {

namespace {

/// After so long what was copied from here is taken back. The setting of the vault is not known.
constexpr int copiedSeconds = 60;

} // namespace

CaptureRole::CaptureRole(int channel) : m_channel(channel)
{
    connect(&m_channel, &MessageChannel::frameReceived, this, &CaptureRole::handleFrame);
    connect(&m_channel, &MessageChannel::closed, this, &CaptureRole::handleClosed);
    connect(&m_termination, &TerminationSignals::requested, this, [this] { handle(FinishCapture{true}); });
}

CaptureRole::~CaptureRole() = default;

void CaptureRole::handleFrame(quint16 type, const Bytes& payload)
{
    if (const auto message = decodeMessage<ToCapture>(type, payload))
        std::visit([this](const auto& known) { handle(known); }, *message);
    else
        handleClosed(); // whoever says that is not our keeper
}

void CaptureRole::handle(const StartCapture& message)
{
    if (m_window)
        return;
    applyColors(message.colors);
    m_copied = std::make_unique<ui::CopiedText>(*QGuiApplication::clipboard());
    m_copied->setSeconds(copiedSeconds);
    m_window = std::make_unique<ui::CaptureWindow>(QString::fromStdString(message.vaultName),
                                                   static_cast<qsizetype>(largestCapture));
    connect(m_window.get(), &ui::CaptureWindow::keepRequested, this, &CaptureRole::seal);
    connect(m_window.get(), &ui::CaptureWindow::finished, this, &CaptureRole::finished);
    if (!message.activationToken.empty())
        qputenv("XDG_ACTIVATION_TOKEN", QByteArray::fromStdString(message.activationToken));
    showAt(*m_window, {}, FocusWish::Take);
}

void CaptureRole::handle(const CaptureTarget& message)
{
    if (!m_window)
        return;
    m_address.reset();
    if (!message.found) {
        m_window->refuse(captureRefusal(message.error));
        return;
    }
    m_address = message.address;
    m_window->setReady();
}

void CaptureRole::seal()
{
    if (!m_address) {
        m_window->showProblem(captureProblem(ErrorCode::InboxKeyDiffers));
        return;
    }
    const auto sealed =
        sealCaptured({systemClock().now(), m_window->text()}, m_address->vault, m_address->key);
    if (!sealed) {
        m_window->showProblem(captureProblem(sealed.error().code));
        return;
    }
    auto file = makeMemoryFile(*sealed);
    if (!file) {
        m_window->showProblem(captureProblem(file.error().code));
        return;
    }
    m_channel.send(CaptureSealed{}, std::move(*file));
}

void CaptureRole::handle(const CaptureOutcome& message)
{
    if (!m_window || !m_window->isKeeping())
        return;
    if (!message.kept && message.error == ErrorCode::InboxKeyDiffers)
        m_address.reset(); // nothing is sealed for it again; the one of now follows
    if (m_ending)
        Q_EMIT finished();
    else if (message.kept)
        m_window->showKept();
    else
        m_window->showProblem(captureProblem(message.error));
}

void CaptureRole::handle(const FinishCapture& message)
{
    if (!m_window || (m_window->isBlank() && !m_window->isKeeping())) {
        Q_EMIT finished();
        return;
    }
    if (message.keep) {
        m_ending = true;
        m_window->keep(); // nothing, where it is being kept already
    } else {
        bringToFront(*m_window, {});
    }
}

void CaptureRole::handle(const ShowWindow& message)
{
    if (m_window)
        bringToFront(*m_window, QString::fromStdString(message.activationToken));
}

void CaptureRole::handle(const ColorsChanged& message)
{
    applyColors(message.colors);
}

/// Without its keeper nothing can be kept. A text that stands here is left to the person who wrote it.
void CaptureRole::handleClosed()
{
    m_address.reset();
    if (!m_window || m_window->isBlank() || m_ending)
        Q_EMIT finished();
    else
        m_window->showAbandoned();
}

} // namespace lockleaf::app
