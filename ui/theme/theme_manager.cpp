// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme_manager.h"

#include "ui/theme/input_modality.h"
#include "ui/theme/lockleaf_style.h"
#include "ui/theme/typography.h"

#include <QApplication>
#include <QPalette>

#include <memory>

namespace lockleaf::ui {

ThemeManager& ThemeManager::instance()
{
    static ThemeManager manager;
    return manager;
}

void ThemeManager::install(QApplication& application)
{
    auto style = std::make_unique<LockleafStyle>();
    QApplication::setStyle(style.release()); // the application owns it
    QApplication::setFont(typography::baseFont(QApplication::font()));
    QApplication::setPalette(m_theme.palette());
    if (!m_installed)
        application.installEventFilter(&InputModality::instance());
    m_installed = true;
}

void ThemeManager::setAppearance(Appearance appearance)
{
    m_appearance = appearance;
    refresh();
}

void ThemeManager::setSystemDark(bool dark)
{
    m_systemDark = dark;
    refresh();
}

void ThemeManager::setHighContrast(bool on)
{
    m_highContrast = on;
    refresh();
}

void ThemeManager::setReducedMotion(bool on)
{
    m_reducedMotion = on;
}

void ThemeManager::refresh()
{
    const bool dark =
        m_appearance == Appearance::Dark || (m_appearance == Appearance::System && m_systemDark);
    const Scheme scheme = dark ? Scheme::Dark : Scheme::Light;
    if (scheme == m_theme.scheme() && m_highContrast == m_theme.isHighContrast())
        return;
    m_theme = Theme::make(scheme, m_highContrast);
    if (m_installed)
        QApplication::setPalette(m_theme.palette());
    Q_EMIT themeChanged();
}

} // namespace lockleaf::ui
