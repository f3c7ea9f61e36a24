// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/password_field.h"

#include <QString>

namespace lockleaf::test {

/// What stands in a password field, which itself hands out no string.
inline QString typed(const ui::PasswordField& field)
{
    const SecureBytes bytes = field.typedBytes();
    return QString::fromUtf8(bytes.text().data(), static_cast<qsizetype>(bytes.size()));
}

} // namespace lockleaf::test
