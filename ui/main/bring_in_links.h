// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include <QWidget>

namespace lockleaf::ui {

class LinkButton;

/// Two quiet links for a vault that holds nothing yet: notes that stand elsewhere can come in.
class BringInLinks : public QWidget
{
    Q_OBJECT

public:
    explicit BringInLinks(QWidget* parent = nullptr);

    /// For the tab order.
    [[nodiscard]] QWidget* first() const;
    [[nodiscard]] QWidget* last() const;

Q_SIGNALS:
    void importRequested();
    void restoreRequested();

private:
    LinkButton* m_import;
    LinkButton* m_restore;
};

} // namespace lockleaf::ui
