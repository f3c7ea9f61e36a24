// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/window_fixture.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/sheet.h"

#include <QAbstractButton>
#include <QLabel>
#include <QPlainTextEdit>

namespace lockleaf::test {

/// Works a sheet of the window by the words on it, as a person does.
template <class Kind>
struct SheetHands
{
    QPointer<Kind> sheet;

    explicit SheetHands(const QWidget& window) : sheet(window.findChild<Kind*>()) {}

    [[nodiscard]] bool isOpen() const { return sheet && sheet->isOpen(); }
    [[nodiscard]] QAbstractButton* button(const QString& words) const
    {
        if (!sheet)
            return nullptr;
        for (auto* found : sheet->template findChildren<QAbstractButton*>())
            if (found->text() == words && found->isVisible())
                return found;
        return nullptr;
    }
    [[nodiscard]] bool offers(const QString& words) const
    {
        return button(words) && button(words)->isEnabled();
    }
    /// Waits for the button, then presses it.
    [[nodiscard]] bool press(const QString& words) const
    {
        if (!QTest::qWaitFor([&] { return offers(words); }, 60'000))
            return false;
        button(words)->click();
        return true;
    }
    [[nodiscard]] ui::TextField* field(const QString& name) const
    {
        for (auto* found : sheet->template findChildren<ui::TextField*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    void type(const QString& name, const QString& text) const { field(name)->setText(text); }
    [[nodiscard]] bool says(const QString& words) const
    {
        if (!sheet)
            return false;
        for (auto* label : sheet->template findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    [[nodiscard]] bool hears(const QString& words) const
    {
        return QTest::qWaitFor([&] { return says(words); }, 60'000);
    }
    [[nodiscard]] QString report() const
    {
        for (auto* text : sheet->template findChildren<QPlainTextEdit*>())
            if (text->isVisible() && text->accessibleName() == QStringLiteral("Report"))
                return text->toPlainText();
        return {};
    }
    /// Whether nothing is left of what was typed into any password field.
    [[nodiscard]] bool forgotPasswords() const
    {
        for (auto* field : sheet->template findChildren<ui::PasswordField*>())
            if (!field->isEmpty())
                return false;
        return true;
    }
};

inline QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace lockleaf::test
