// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace lockleaf::app {

/// Keeps what a person does with keyboard, pointer and input methods from every widget of a process that the
/// self-check drives. Nobody can be led to type a password into such a window, and nothing that somebody
/// types meanwhile disturbs the check. GUI thread; lives as long as the application.
class InputShield : public QObject
{
public:
    explicit InputShield(QObject* parent = nullptr);

    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace lockleaf::app
