// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/base/bytes.h"
#include "core/vault/title_match.h"
#include "ui/theme/icons.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QString>

#include <vector>

class QAction;

namespace lockleaf::ui {

/// A part of a string, in UTF-16 units.
struct TextSpan
{
    qsizetype begin = 0;
    qsizetype length = 0;

    bool operator==(const TextSpan&) const = default;
};

/// The same parts of `text` as `ranges` are of its UTF-8.
[[nodiscard]] std::vector<TextSpan> spansOf(const QString& text, const std::vector<TextRange>& ranges);

/// One line of a list to choose from: something that can be taken, or a label over what follows.
struct PickRow
{
    enum class Kind { Label, Note, Command, Create, Notebook, Tag };

    Kind kind = Kind::Label;
    QString text;
    QString detail; ///< At the trailing edge: a notebook, keys.
    Icon icon = Icon::Note;
    int color = -1; ///< Of a notebook's icon; -1: that of other icons.
    int depth = 0;
    bool enabled = true;
    bool apart = false;          ///< With some room before it.
    std::vector<TextSpan> marks; ///< What was typed of the text.
    RecordId id;                 ///< Of the note or notebook.
    QPointer<QAction> action;    ///< Of a command.
};

/// The lines of a PickList.
class PickModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(std::vector<PickRow> rows);
    void clear() { setRows({}); }
    [[nodiscard]] const std::vector<PickRow>& rows() const { return m_rows; }
    /// Nothing outside the list.
    [[nodiscard]] const PickRow* rowAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// Qt::DisplayRole: the text; Qt::AccessibleTextRole: text and detail.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    /// Labels cannot be chosen.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    std::vector<PickRow> m_rows;
};

} // namespace lockleaf::ui
