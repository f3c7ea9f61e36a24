// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/capture_place.h"

#include <QTimer>

#include <chrono>
#include <vector>

namespace lockleaf::app {

/// The windows in which notes are written while their vaults are locked: one for each vault. GUI thread.
class CaptureKeeper : public QObject
{
    Q_OBJECT

public:
    /// `patience`: how long finish() waits for what is to be kept.
    CaptureKeeper(RoleLauncher launcher, std::filesystem::path stateFolder,
                  std::chrono::milliseconds patience = std::chrono::seconds{3}, QObject* parent = nullptr);

    /// Shows the window for `vault` (empty: there is none), or brings the one to the front that stands there.
    /// False: its process could not be started, or there are as many as there may be.
    bool open(const std::filesystem::path& vault, const Colors& colors, const std::string& activationToken);
    [[nodiscard]] bool isEmpty() const { return m_places.empty(); }
    void setColors(const Colors& colors);
    /// Lockleaf ends: windows without text close, the others come to the front and stay until their person
    /// is done. `keep`: what stands in them is kept at once instead, and they are ended after a while.
    void finish(bool keep);

Q_SIGNALS:
    /// A note is in the inbox of `vault`, durably.
    void noteKept(const std::filesystem::path& vault);
    /// The last window has gone.
    void ended();

private:
    using Place = std::unique_ptr<CapturePlace>;
    void handleEnded(CapturePlace* place);

    RoleLauncher m_launcher;
    std::filesystem::path m_stateFolder;
    std::vector<Place> m_places;
    QTimer m_patience;
};

} // namespace lockleaf::app
