// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/process/role_process.h"

#include <QObject>

#include <filesystem>
#include <memory>

namespace lockleaf::app {

/// One window in which a note is written for a locked vault, as the keeper sees it. It tells the window the
/// public key that seals the note, and puts what comes sealed into the inbox; it can open none of it. What
/// needs the disk is done on threads of their own, since that may hang. GUI thread.
class CapturePlace : public QObject
{
    Q_OBJECT

public:
    /// `vault` may be empty: there is none, which the window says. `stateFolder` has the pinned keys.
    CapturePlace(LaunchedRole launched, std::filesystem::path vault, std::filesystem::path stateFolder,
                 const StartCapture& start);

    [[nodiscard]] const std::filesystem::path& vault() const { return m_vault; }
    void show(const std::string& activationToken) { m_process.send(ShowWindow{activationToken, {}}); }
    void setColors(const Colors& colors) { m_process.send(ColorsChanged{colors}); }
    void finish(bool keep) { m_process.send(FinishCapture{keep}); }

Q_SIGNALS:
    /// A note is in the inbox, durably.
    void noteKept();
    /// The window's process has ended.
    void ended();

private:
    void handleFrame(quint16 type, const Bytes& payload);
    void look();
    void takeAddress(const Result<InboxAddress>& address);
    void keep();
    void takeOutcome(const Result<void>& kept);

    RoleProcess m_process;
    std::filesystem::path m_vault;
    std::filesystem::path m_stateFolder;
    InboxAddress m_address; ///< That the window seals for.
    bool m_writing = false;
};

} // namespace lockleaf::app
