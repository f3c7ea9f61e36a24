// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/sidebar_place.h"
#include "ui/vault/vault_session.h"

#include <QAbstractListModel>
#include <QSet>

#include <set>

namespace lockleaf::ui {

/// The rows of the sidebar, from top to bottom: all notes, pinned ones, open tasks, the notebooks and the
/// tags as trees that fold, the trash.
class SidebarModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class RowKind { Place, Notebooks, Tags };

    struct Row
    {
        RowKind kind = RowKind::Place; ///< The others are labels over what follows; they fold it.
        SidebarPlace place;
        QString name;
        int color = 0; ///< Of a notebook.
        int depth = 0;
        bool expandable = false;
        bool expanded = false;
        std::uint64_t count = 0;

        /// Whether it is the same row, whatever it shows.
        [[nodiscard]] bool isSame(const Row& other) const
        {
            return kind == other.kind && place == other.place;
        }
    };

    explicit SidebarModel(QObject* parent = nullptr);

    /// Takes over what the vault says. Rows that stay are kept, so that the selection stands.
    void setContent(const SidebarContent& content);
    [[nodiscard]] const SidebarContent& content() const { return m_content; }
    void clear();
    /// Folds or unfolds what has other rows in it.
    void setExpanded(int row, bool expanded);
    /// Unfolds whatever hides a place.
    void reveal(const SidebarPlace& place);

    [[nodiscard]] const Row& row(int index) const { return m_rows[static_cast<std::size_t>(index)]; }
    /// -1 where the place is not shown.
    [[nodiscard]] int rowOf(const SidebarPlace& place) const;
    [[nodiscard]] int rowOf(const Row& row) const;
    /// Nothing where there is no such notebook.
    [[nodiscard]] const Notebook* notebook(RecordId id) const;
    /// The colour in which the notebook is shown: that of the topmost one it is in.
    [[nodiscard]] int colorOf(RecordId notebook) const;
    /// "A/B", for the breadcrumb; empty where there is none.
    [[nodiscard]] QString pathOf(RecordId notebook) const;
    /// Whether `notebook` is `other` or is in it, however deep.
    [[nodiscard]] bool isWithin(RecordId notebook, RecordId other) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    [[nodiscard]] static Row placeRow(SidebarPlace::Kind kind, const QString& name, std::uint64_t count);
    [[nodiscard]] std::vector<Row> makeRows() const;
    void rebuild();
    void removeAllBut(const std::vector<Row>& rows);
    void appendNotebooks(std::vector<Row>& rows, RecordId parent, int depth, int color) const;
    void appendTags(std::vector<Row>& rows) const;

    SidebarContent m_content;
    std::set<RecordId> m_folded;
    QSet<QString> m_unfoldedTags; ///< In small letters.
    bool m_notebooksFolded = false;
    bool m_tagsFolded = false;
    std::vector<Row> m_rows;
};

} // namespace lockleaf::ui
