// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"

#include <QAbstractNativeEventFilter>
#include <QObject>
#include <QTimer>

class QWidget;

namespace lockleaf::app {

/// Where a top-level window stands now.
[[nodiscard]] WindowPlacement placementOf(const QWidget& window);

/// What a new window does about the keyboard focus.
enum class FocusWish {
    Take,         ///< A person has just asked for this window.
    TakeFromOurs, ///< It replaces a window of Lockleaf: only if that one still has the focus at this moment.
    Leave,        ///< Map without activating or raising; a minimised window stays minimised.
};

/// Shows `window` for the first time where `placement` says.
void showAt(QWidget& window, const WindowPlacement& placement, FocusWish focus);

/// Brings a window to the front because the person asked for it. `activationToken` comes from the desktop and
/// may be empty.
void bringToFront(QWidget& window, const QString& activationToken);

/// Tells where a window stands: at once when it gains or loses the focus or changes its state, else shortly
/// after it came to rest.
class PlacementWatch : public QObject, private QAbstractNativeEventFilter
{
    Q_OBJECT

public:
    explicit PlacementWatch(QWidget& window);
    ~PlacementWatch() override;

Q_SIGNALS:
    void placementChanged(const lockleaf::app::WindowPlacement& placement);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool nativeEventFilter(const QByteArray& eventType, void* message, qintptr* result) override;
    void tell();

    QWidget& m_window;
    QTimer m_rest;
    WindowPlacement m_told;
};

/// Tells once when a window has been painted and the picture has reached the screen.
class FirstPaintWatch : public QObject
{
    Q_OBJECT

public:
    explicit FirstPaintWatch(QWidget& window);

Q_SIGNALS:
    void painted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace lockleaf::app
