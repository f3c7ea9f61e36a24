// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/note.h"
#include "ui/models/pick_model.h"
#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class PickList;
class TextField;

/// Lets the person choose a notebook by a few letters of its path, or none.
class NotebookSheet : public Sheet
{
    Q_OBJECT

public:
    /// `none`: what the last row says, which stands for no notebook.
    NotebookSheet(const QString& title, const std::vector<Notebook>& notebooks, QWidget* anyWidget,
                  const QString& none = {});

Q_SIGNALS:
    /// The null id: in none. The sheet has closed before.
    void chosen(lockleaf::RecordId notebook);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRows();
    void take();

    std::vector<PickRow> m_all; ///< With their paths, in the order of the tree.
    PickModel m_rows;
    TextField* m_field;
    PickList* m_list;
};

} // namespace lockleaf::ui
