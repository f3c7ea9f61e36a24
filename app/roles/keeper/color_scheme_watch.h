// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QDBusVariant;

namespace lockleaf::app {

/// Follows the desktop's wish for dark or light colours through its portal (org.freedesktop.portal.Settings,
/// namespace org.freedesktop.appearance, key color-scheme: 1 dark, 0 and 2 light). Stays silent where there
/// is no portal.
class ColorSchemeWatch : public QObject
{
    Q_OBJECT

public:
    explicit ColorSchemeWatch(QObject* parent = nullptr);
    /// Asks for the present value and for every change. Needs a session bus.
    void start();

Q_SIGNALS:
    void systemDarkChanged(bool dark);

private Q_SLOTS:
    void handleSettingChanged(const QString& group, const QString& key, const QDBusVariant& value);

private:
    void tell(const QVariant& value);
};

} // namespace lockleaf::app
