// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class Label;

/// Shows where a link leads before anything is opened: the whole address, and whose it is. It stays open
/// until somebody says what came of it.
class AddressSheet : public Sheet
{
    Q_OBJECT

public:
    AddressSheet(const QString& address, QWidget* anyWidget);

    /// The desktop would not open it: it can be copied still.
    void showNotOpened();
    /// What is shown of an address: `shown` in the letters that are sent, and what a person should know of
    /// it.
    struct Facts
    {
        QString shown;
        QString sentence;
    };
    [[nodiscard]] static Facts factsOf(const QString& address);

Q_SIGNALS:
    /// The address as it is to be opened.
    void openRequested(const QString& address);

private:
    Label* m_state;
    Button* m_open;
};

} // namespace lockleaf::ui
