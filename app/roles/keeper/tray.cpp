// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/tray.h"

#include "app/roles/window/colors.h"
#include "app/roles/window/x11_window.h"
#include "ui/theme/theme_manager.h"

#include <QApplication>
#include <QPointer>

#include <utility>

namespace lockleaf::app {

using namespace Qt::StringLiterals;

namespace {

const QString watcherName = u"org.kde.StatusNotifierWatcher"_s; ///< And its interface.
const QString watcherPath = u"/StatusNotifierWatcher"_s;
const BusMember hostCame{{}, watcherPath, watcherName, u"StatusNotifierHostRegistered"_s};
/// How often a tray of X11 is looked for that is wanted and not there: a panel may start after us.
constexpr int lookMilliseconds = 5000;

/// The menu is a window of this process on trays of X11: it looks as the others do.
void dress(const Colors& colors)
{
    static const bool installed = [] {
        ui::ThemeManager::instance().install(*qobject_cast<QApplication*>(QCoreApplication::instance()));
        return true;
    }();
    static_cast<void>(installed);
    applyColors(colors);
}

} // namespace

Tray::Tray(Keeper& keeper, BusLink& sessionBus, Look hasX11Tray)
    : m_keeper(keeper), m_bus(sessionBus), m_lookForX11Tray(std::move(hasX11Tray))
{
    m_lookAgain.setInterval(lookMilliseconds);
    connect(&m_lookAgain, &QTimer::timeout, this, &Tray::refresh);
    connect(&keeper, &Keeper::unlockedChanged, this, [this](bool unlocked) {
        m_unlocked = unlocked;
        refresh();
    });
    connect(&keeper, &Keeper::trayWantedChanged, this, &Tray::refresh);
    connect(&keeper, &Keeper::colorsChanged, this, [this](const Colors& colors) {
        if (m_icon)
            dress(colors);
    });
    connect(&m_bus, &BusLink::serviceChanged, this, &Tray::handleService);
    connect(&m_bus, &BusLink::signalled, this, [this](const BusMember& signal) {
        if (signal == hostCame)
            askForHost();
    });
    m_bus.follow(hostCame, {});
    m_bus.watchService(watcherName);
    refresh();
}

Tray::Look Tray::x11Tray()
{
    return &x11::hasSystemTray;
}

void Tray::handleService(const QString& name, bool present)
{
    if (name != watcherName)
        return;
    m_hasHost = false;
    refresh();
    if (present)
        askForHost();
}

// A watcher alone shows nothing: what counts is that a panel has come to it.
void Tray::askForHost()
{
    const BusMember get{watcherName, watcherPath, u"org.freedesktop.DBus.Properties"_s, u"Get"_s};
    m_bus.call(get, {watcherName, u"IsStatusNotifierHostRegistered"_s}, u"v"_s,
               [self = QPointer<Tray>(this)](const QVariantList* values) {
                   if (!self)
                       return;
                   self->m_hasHost = values != nullptr && values->constFirst().toBool();
                   self->refresh();
               });
}

void Tray::refresh()
{
    m_hasX11Tray = m_lookForX11Tray();
    m_keeper.tellTray(isAvailable());
    const bool wanted = m_keeper.isTrayWanted();
    if (!wanted)
        m_icon.reset();
    else if (!m_icon && isAvailable())
        showIcon();
    if (m_icon)
        m_icon->setUnlocked(m_unlocked);
    if (wanted && !m_icon)
        m_lookAgain.start();
    else
        m_lookAgain.stop();
}

// Qt asks the watcher the same when the first icon is made, waits for the answer, and keeps it: so none is
// made before the watcher has answered us, or without need of it.
void Tray::showIcon()
{
    dress(m_keeper.colors());
    m_icon = std::make_unique<TrayIcon>();
    connect(m_icon.get(), &TrayIcon::showChosen, &m_keeper, [this] { m_keeper.show({}, {}); });
    connect(m_icon.get(), &TrayIcon::noteChosen, &m_keeper, [this] { m_keeper.writeNote({}, {}); });
    connect(m_icon.get(), &TrayIcon::lockChosen, &m_keeper, [this] { m_keeper.lockNow(); });
    connect(m_icon.get(), &TrayIcon::quitChosen, &m_keeper,
            [this] { m_keeper.quit(Keeper::QuitCause::Person); });
    m_icon->setUnlocked(m_unlocked);
    m_icon->show();
}

} // namespace lockleaf::app
