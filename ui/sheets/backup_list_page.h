// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/backup/generation.h"
#include "core/base/result.h"
#include "ui/models/row_model.h"

#include <QWidget>

class QStackedLayout;

namespace lockleaf::ui {

class Button;
class Label;
class RowList;

/// The backups of a vault, the last made first; what is to be known of the chosen one stands below them.
class BackupListPage : public QWidget
{
    Q_OBJECT

public:
    explicit BackupListPage(QWidget* parent = nullptr);

    /// The chosen one stays chosen where it is still there.
    void setListing(const BackupListing& listing);
    /// Null where there is none.
    [[nodiscard]] const Generation* chosen() const;
    /// The newest proven one stays: nobody may remove it.
    [[nodiscard]] bool isNewestProven(const Generation& generation) const;
    [[nodiscard]] bool isEmpty() const { return m_generations.empty(); }
    void focusList();

Q_SIGNALS:
    void choiceChanged();
    /// The person wants to look into the chosen one.
    void taken();
    /// There is none, and the person wants one.
    void backUpRequested();

private:
    QWidget* makeList();
    QWidget* makeEmpty();
    void handleChoice();

    std::vector<Generation> m_generations;
    RowModel m_rows;
    QStackedLayout* m_pages = nullptr;
    RowList* m_list = nullptr;
    Label* m_remark = nullptr;
    Label* m_sum = nullptr;
    Button* m_backUp = nullptr;
};

} // namespace lockleaf::ui
