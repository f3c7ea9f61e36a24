// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/pick_model.h"
#include "ui/widgets/sheet.h"

#include <QStringList>

namespace lockleaf::ui {

class PickList;
class TextField;

/// Lets the person choose a tag by a few letters of it, or write a new one.
class TagSheet : public Sheet
{
    Q_OBJECT

public:
    /// `tags` are without "#".
    TagSheet(const QString& title, QStringList tags, QWidget* anyWidget);
    /// Whether a tag that is not among them can be written; it can at first.
    void setOffersNew(bool offers);

Q_SIGNALS:
    /// The sheet has closed before.
    void chosen(const QString& tag);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showRows();
    void take();

    QStringList m_tags;
    bool m_offersNew = true;
    PickModel m_rows;
    TextField* m_field;
    PickList* m_list;
};

/// What is left of a tag as it was typed: without "#" before it and blanks around it.
[[nodiscard]] QString tagAsTyped(const QString& text);

} // namespace lockleaf::ui
