// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"
#include "ui/theme/theme_manager.h"

namespace lockleaf::app {

/// The same choice in the words of the ui and of the messages.
[[nodiscard]] ui::Appearance toUi(AppearanceChoice appearance);
[[nodiscard]] AppearanceChoice fromUi(ui::Appearance appearance);

/// Gives this process's windows the colours that the keeper told.
void applyColors(const Colors& colors);

} // namespace lockleaf::app
