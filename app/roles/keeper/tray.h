// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"
#include "app/roles/keeper/keeper.h"
#include "app/roles/keeper/tray_icon.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace lockleaf::app {

/// Shows the icon in the system tray while the person wants it and the desktop has a place for it, and tells
/// the keeper what was chosen there. A tray is one that takes StatusNotifierItems, as their watcher on the
/// session bus says, or one of X11. GUI thread.
class Tray : public QObject
{
    Q_OBJECT

public:
    using Look = std::function<bool()>;

    /// Both outlive it. `hasX11Tray` looks for a tray of X11.
    Tray(Keeper& keeper, BusLink& sessionBus, Look hasX11Tray = x11Tray());
    /// The real one.
    [[nodiscard]] static Look x11Tray();

    [[nodiscard]] bool isAvailable() const { return m_hasHost || m_hasX11Tray; }
    /// Null while none is shown.
    [[nodiscard]] TrayIcon* icon() const { return m_icon.get(); }

private:
    void handleService(const QString& name, bool present);
    void askForHost();
    void refresh();
    void showIcon();

    Keeper& m_keeper;
    BusLink& m_bus;
    Look m_lookForX11Tray;
    QTimer m_lookAgain;
    std::unique_ptr<TrayIcon> m_icon;
    bool m_hasHost = false; ///< A panel shows StatusNotifierItems.
    bool m_hasX11Tray = false;
    bool m_unlocked = false;
};

} // namespace lockleaf::app
