// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support_tools/picture_tools.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>

namespace lockleaf::test {

inline bool wantsAny(const QStringList& names, const QStringList& of)
{
    return std::ranges::any_of(of, [&](const QString& name) { return names.contains(name); });
}

/// A sheet's widgets by their words.
struct SheetHands
{
    QWidget& sheet;

    [[nodiscard]] QAbstractButton* button(const QString& words) const
    {
        for (auto* found : sheet.findChildren<QAbstractButton*>())
            if (found->text() == words && found->isVisible())
                return found;
        return nullptr;
    }
    void press(const QString& words) const
    {
        waitUntil([&] { return button(words) && button(words)->isEnabled(); }, qPrintable(words));
        button(words)->click();
    }
    void type(const QString& field, const QString& text) const
    {
        for (auto* found : sheet.findChildren<QLineEdit*>())
            if (found->accessibleName() == field)
                found->setText(text);
    }
    [[nodiscard]] bool says(const QString& words) const
    {
        for (auto* label : sheet.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    void hear(const QString& words) const
    {
        waitUntil([&] { return says(words); }, qPrintable(words));
    }
};

} // namespace lockleaf::test
