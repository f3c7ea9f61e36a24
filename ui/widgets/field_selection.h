// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/password_field.h"

namespace lockleaf::ui {

/// Selects what stands in a field of either kind: a line edit knows nothing of the text in a PasswordField.
inline void selectAllIn(TextField& field)
{
    if (auto* const password = qobject_cast<PasswordField*>(&field))
        password->selectAll();
    else
        field.selectAll();
}

} // namespace lockleaf::ui
