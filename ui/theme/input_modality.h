// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lockleaf::ui {

/// Knows whether the person is moving about by keyboard or by pointer, since focus rings show only for the
/// former. ThemeManager::install() puts it on the application. GUI thread only.
class InputModality : public QObject
{
    Q_OBJECT

public:
    [[nodiscard]] static InputModality& instance();

    /// True after Tab, an arrow or F6; false after a press of a pointer button.
    [[nodiscard]] bool isKeyboard() const { return m_keyboard; }

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    InputModality() = default;
    void setKeyboard(bool keyboard);

    bool m_keyboard = false;
};

} // namespace lockleaf::ui
