// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/message_channel.h"
#include "app/roles/process/termination_signals.h"

#include <QObject>

#include <memory>
#include <optional>

namespace lockleaf::ui {
class CaptureWindow;
class CopiedText;
} // namespace lockleaf::ui

namespace lockleaf::app {

/// The process of a window in which a note is written while its vault is locked. It knows the public key that
/// seals the note and nothing else of the vault; the keeper writes what it has sealed. What was typed goes
/// with the process, which ends once the note was kept or thrown away.
class CaptureRole : public QObject
{
    Q_OBJECT

public:
    /// Owns the descriptor.
    explicit CaptureRole(int channel);
    ~CaptureRole() override;

Q_SIGNALS:
    /// The process is to end.
    void finished();

private:
    void handleFrame(quint16 type, const Bytes& payload);
    void handle(const StartCapture& message);
    void handle(const CaptureTarget& message);
    void handle(const CaptureOutcome& message);
    void handle(const FinishCapture& message);
    void handle(const ShowWindow& message);
    void handle(const ColorsChanged& message);
    void handleClosed();
    void seal();

    MessageChannel m_channel;
    TerminationSignals m_termination;
    std::unique_ptr<ui::CaptureWindow> m_window;
    std::unique_ptr<ui::CopiedText> m_copied;
    std::optional<InboxAddress> m_address;
    bool m_ending = false; ///< The desktop ends: nobody is left who could try again.
};

} // namespace lockleaf::app
