// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QObject>

class QApplication;

namespace lockleaf::ui {

/// What the person chose in Settings, Appearance.
enum class Appearance { System, Light, Dark };

/// Holds the current Theme and tells when it changes. GUI thread only. It reads nothing from the desktop:
/// whoever knows the system's wish passes it in through setSystemDark().
class ThemeManager : public QObject
{
    Q_OBJECT

public:
    /// The one of this process.
    [[nodiscard]] static ThemeManager& instance();

    /// Sets style, base font, palette and the input watch on `application`. Call once, after constructing it
    /// and before the first widget.
    void install(QApplication& application);

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] Appearance appearance() const { return m_appearance; }
    [[nodiscard]] bool motionAllowed() const { return !m_reducedMotion; }

    /// All setters take effect at once and are cheap when nothing changes.
    void setAppearance(Appearance appearance);
    void setSystemDark(bool dark);
    void setHighContrast(bool on);
    /// Stops moving decoration, for people whom it disturbs.
    void setReducedMotion(bool on);

Q_SIGNALS:
    /// The colours are other ones now. The application's palette has been set already.
    void themeChanged();

private:
    ThemeManager() = default;
    void refresh();

    Theme m_theme = Theme::make(Scheme::Light);
    Appearance m_appearance = Appearance::System;
    bool m_systemDark = false;
    bool m_highContrast = false;
    bool m_reducedMotion = false;
    bool m_installed = false;
};

/// Short for ThemeManager::instance().theme().
[[nodiscard]] inline const Theme& currentTheme()
{
    return ThemeManager::instance().theme();
}

} // namespace lockleaf::ui
