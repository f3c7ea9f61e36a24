// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/keeper/bus_link.h"

#include <QSet>

namespace lockleaf::app {

/// Follows the desktop's screen savers on the session bus, by the signal ActiveChanged that they all have.
/// GUI thread.
class ScreenSaverWatch : public QObject
{
    Q_OBJECT

public:
    /// `bus` outlives it.
    explicit ScreenSaverWatch(BusLink& bus, QObject* parent = nullptr);

    /// Whether there is any.
    [[nodiscard]] bool isPresent() const { return !m_present.isEmpty(); }

Q_SIGNALS:
    void screenLocked();
    /// isPresent() may have changed.
    void availabilityChanged();

private:
    void handleService(const QString& name, bool present);
    void handleSignal(const BusMember& signal, const QVariantList& values);

    BusLink& m_bus;
    QSet<QString> m_present;
};

} // namespace lockleaf::app
