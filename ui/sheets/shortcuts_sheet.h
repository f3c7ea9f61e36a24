// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class WindowActions;

/// Every action with its keys, on one page.
class ShortcutsSheet : public Sheet
{
    Q_OBJECT

public:
    ShortcutsSheet(const WindowActions& actions, QWidget* anyWidget);
};

} // namespace lockleaf::ui
