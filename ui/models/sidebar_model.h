// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/vault/vault_session.h"

#include <QAbstractListModel>

#include <set>

namespace lockleaf::ui {

/// The rows of the sidebar, from top to bottom: all notes, then the notebooks as an unfolded tree.
class SidebarModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class RowKind { AllNotes, Label, Notebook };

    struct Row
    {
        RowKind kind = RowKind::AllNotes;
        RecordId notebook;
        QString name;
        int color = 0;
        int depth = 0;
        bool expandable = false;
        bool expanded = false;
        std::uint64_t count = 0;
    };

    using QAbstractListModel::QAbstractListModel;

    /// Takes over what the vault says. Rows that stay are kept, so that the selection stands.
    void setContent(const SidebarContent& content);
    void clear();
    /// Folds or unfolds a notebook that has others in it.
    void setExpanded(int row, bool expanded);

    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// The row of a notebook; that of all notes for nothing, or for a notebook that is not shown.
    [[nodiscard]] int rowOf(std::optional<RecordId> notebook) const;
    /// "A/B", for the breadcrumb; empty where there is none.
    [[nodiscard]] QString pathOf(RecordId notebook) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void rebuild();
    void appendChildren(std::vector<Row>& rows, RecordId parent, int depth, int color) const;

    SidebarContent m_content;
    std::set<RecordId> m_folded;
    std::vector<Row> m_rows{Row{}};
};

} // namespace lockleaf::ui
