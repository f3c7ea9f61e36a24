// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <memory>

namespace lockleaf::ui {

/// What the platform tells of the keyboard: Caps Lock and the name of the layout in use.
class KeyboardState : public QObject
{
    Q_OBJECT

public:
    /// The watcher for this platform, or nullptr where it tells nothing (Wayland). Needs a QGuiApplication.
    [[nodiscard]] static std::unique_ptr<KeyboardState> create();

    [[nodiscard]] bool isCapsLockOn() const { return m_capsLock; }
    /// As the keyboard configuration names it ("English (UK)"); empty when it does not say.
    [[nodiscard]] const QString& layoutName() const { return m_layoutName; }

Q_SIGNALS:
    void changed();

protected:
    KeyboardState() = default;
    /// Emits changed() if something is different.
    void set(bool capsLock, const QString& layoutName);

private:
    bool m_capsLock = false;
    QString m_layoutName;
};

} // namespace lockleaf::ui
