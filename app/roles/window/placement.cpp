// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/window/placement.h"

#include "app/roles/window/x11_window.h"

#include <QEvent>
#include <QGuiApplication>
#include <QScreen>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace lockleaf::app {

namespace {

constexpr int restMilliseconds = 150;

// A window that nobody could see or reach is not put there again (a monitor may be gone).
bool isReachable(const QRect& geometry)
{
    const QList<QScreen*> screens = QGuiApplication::screens();
    return std::any_of(screens.begin(), screens.end(), [&](const QScreen* screen) {
        const QRect visible = screen->availableGeometry() & geometry;
        return visible.width() >= 100 && visible.height() >= 40;
    });
}

} // namespace

WindowPlacement placementOf(const QWidget& window)
{
    WindowPlacement placement;
    const bool isNormal = !window.isMaximized() && !window.isFullScreen();
    const QRect normal =
        isNormal || !window.normalGeometry().isValid() ? window.geometry() : window.normalGeometry();
    placement.x = normal.x();
    placement.y = normal.y();
    placement.width = static_cast<std::uint32_t>(std::max(0, normal.width()));
    placement.height = static_cast<std::uint32_t>(std::max(0, normal.height()));
    placement.maximized = window.isMaximized();
    placement.minimized = window.isMinimized();
    placement.fullScreen = window.isFullScreen();
    placement.active = QGuiApplication::focusWindow() != nullptr;
    if (const auto id = static_cast<std::uint32_t>(window.internalWinId()); id != 0)
        placement.desktop = x11::desktopOf(id).value_or(WindowPlacement::noDesktop);
    return placement;
}

void showAt(QWidget& window, const WindowPlacement& placement, FocusWish focus)
{
    // Starting a process takes a while; somebody may have gone to another window and be typing there.
    const bool takeFocus =
        focus == FocusWish::Take || (focus == FocusWish::TakeFromOurs && x11::lockleafIsActive());
    const QRect geometry{placement.x, placement.y, static_cast<int>(placement.width),
                         static_cast<int>(placement.height)};
    if (placement.width > 0 && isReachable(geometry))
        window.setGeometry(geometry);
    Qt::WindowStates states = Qt::WindowNoState;
    states.setFlag(Qt::WindowMaximized, placement.maximized);
    states.setFlag(Qt::WindowFullScreen, placement.fullScreen);
    states.setFlag(Qt::WindowMinimized, placement.minimized && !takeFocus);
    window.setWindowState(states);
    window.setAttribute(Qt::WA_ShowWithoutActivating, !takeFocus);
    if (placement.desktop != WindowPlacement::noDesktop)
        x11::setDesktopBeforeMapping(static_cast<std::uint32_t>(window.winId()), placement.desktop);
    // Where it goes in the stack is left to the window manager, which puts a window that asks for no focus
    // under the one that has it. (_NET_RESTACK_WINDOW beside the window that goes makes Openbox 3.6.1 crash.)
    window.show();
}

void bringToFront(QWidget& window, const QString& activationToken)
{
    // Qt's Wayland platform takes the token from here when it asks for the activation.
    if (!activationToken.isEmpty())
        qputenv("XDG_ACTIVATION_TOKEN", activationToken.toUtf8());
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

PlacementWatch::PlacementWatch(QWidget& window) : QObject(&window), m_window(window)
{
    m_rest.setSingleShot(true);
    m_rest.setInterval(restMilliseconds);
    connect(&m_rest, &QTimer::timeout, this, &PlacementWatch::tell);
    window.installEventFilter(this);
    connect(qGuiApp, &QGuiApplication::focusWindowChanged, this, &PlacementWatch::tell);
    qGuiApp->installNativeEventFilter(this);
}

PlacementWatch::~PlacementWatch()
{
    if (qGuiApp != nullptr)
        qGuiApp->removeNativeEventFilter(this);
}

bool PlacementWatch::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
        m_rest.start();
        break;
    case QEvent::WindowStateChange:
    case QEvent::Show:
        tell();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool PlacementWatch::nativeEventFilter(const QByteArray& eventType, void* message, qintptr*)
{
    if (eventType == "xcb_generic_event_t" && x11::isAvailable()) {
        const auto changed = x11::desktopChangeIn(message);
        if (changed && *changed == m_window.internalWinId())
            m_rest.start();
    }
    return false;
}

void PlacementWatch::tell()
{
    const WindowPlacement now = placementOf(m_window);
    if (now == m_told)
        return;
    m_told = now;
    Q_EMIT placementChanged(now);
}

FirstPaintWatch::FirstPaintWatch(QWidget& window) : QObject(&window)
{
    window.installEventFilter(this);
}

bool FirstPaintWatch::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Paint) {
        watched->removeEventFilter(this);
        // The event is delivered while the picture is being made; it is handed over right afterwards.
        QTimer::singleShot(0, this, [this] {
            x11::waitForServer();
            Q_EMIT painted();
        });
    }
    return QObject::eventFilter(watched, event);
}

} // namespace lockleaf::app
