// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/window/colors.h"

namespace lockleaf::app {

ui::Appearance toUi(AppearanceChoice appearance)
{
    switch (appearance) {
    case AppearanceChoice::Light:
        return ui::Appearance::Light;
    case AppearanceChoice::Dark:
        return ui::Appearance::Dark;
    case AppearanceChoice::System:
        break;
    }
    return ui::Appearance::System;
}

AppearanceChoice fromUi(ui::Appearance appearance)
{
    switch (appearance) {
    case ui::Appearance::Light:
        return AppearanceChoice::Light;
    case ui::Appearance::Dark:
        return AppearanceChoice::Dark;
    case ui::Appearance::System:
        break;
    }
    return AppearanceChoice::System;
}

void applyColors(const Colors& colors)
{
    ui::ThemeManager& theme = ui::ThemeManager::instance();
    theme.setSystemDark(colors.systemDark);
    theme.setAppearance(toUi(colors.appearance));
}

} // namespace lockleaf::app
