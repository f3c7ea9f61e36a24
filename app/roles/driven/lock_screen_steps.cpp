// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/driven/driver.h"
#include "app/roles/driven/hands.h"
#include "ui/widgets/password_field.h"

namespace lockleaf::app {

namespace {

QWidget* passwordLine()
{
    return visibleWidget<ui::PasswordField>();
}

} // namespace

DriveSteps lockScreenSteps(DriveOrder order, const std::vector<std::string>& fields)
{
    if (order != DriveOrder::Unlock || fields.size() != 1)
        return {};
    const QString password = QString::fromStdString(fields[0]);
    return {{"the lock screen's field", [] { return passwordLine() != nullptr; }},
            {"typing the password", typing(passwordLine, password)},
            {"pressing Enter", [] {
                 QWidget* const field = passwordLine();
                 if (field != nullptr)
                     pressKey(*field, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
                 return field != nullptr;
             }}};
}

} // namespace lockleaf::app
