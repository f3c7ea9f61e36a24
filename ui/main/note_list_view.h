// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/list_rows.h"

#include <QAbstractItemView>
#include <QStyleOptionViewItem>

namespace lockleaf::ui {

class NoteRowPainter;

/// The list of notes. All rows are equally high and some have a group's label above them, so that positions
/// are computed and nothing is laid out or kept per row, however many there are.
class NoteListView : public QAbstractItemView
{
    Q_OBJECT

public:
    explicit NoteListView(ListRows& model, QWidget* parent = nullptr);

    [[nodiscard]] QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint& point) const override;

    /// Makes a row the current and only selected one, whatever keys are held down.
    void goTo(const QModelIndex& index);
    [[nodiscard]] bool hasSeveralSelected() const;
    /// Whether keys or the pointer are extending the selection just now: the current row is no choice then.
    [[nodiscard]] bool isExtending() const { return m_extending; }

Q_SIGNALS:
    /// Enter, or a click on a row: the person wants to be in the note.
    void chosen(const QModelIndex& index);
    /// The Delete key, for this note; the null id is the draft.
    void deleteRequested(lockleaf::RecordId id);
    /// The Delete key while several notes are selected.
    void deleteSelectionRequested();
    /// As menuRequested(), for all selected notes.
    void selectionMenuRequested(const QPoint& position);
    /// The menu key or the secondary button on this note; global position.
    void menuRequested(const QPoint& position, lockleaf::RecordId id);

protected:
    [[nodiscard]] QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override { return 0; }
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection& selection) const override;

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void changeEvent(QEvent* event) override;
    void updateGeometries() override;

private:
    /// Upper edge of a row's card within the whole list.
    [[nodiscard]] int topOf(int row) const;
    /// The row at `y` within the whole list, its label included; -1 above the first and below the last.
    [[nodiscard]] int rowAt(int y) const;
    [[nodiscard]] int contentHeight() const;
    void leaveAnchor(int first, int last);
    void keepAnchor();
    void fetchVisible();
    /// `option` is one for all rows.
    void paintRow(QPainter& painter, QStyleOptionViewItem option, const QModelIndex& index);
    /// Nothing while the current row has not been read.
    [[nodiscard]] const NoteSummary* currentSummary() const;
    void tellAccessibleFocus();

    ListRows& m_model;
    NoteRowPainter* m_rows;
    QPersistentModelIndex m_hovered;
    QPersistentModelIndex m_anchor; ///< First visible row, and where its card began.
    int m_anchorTop = 0;
    bool m_extending = false;
};

} // namespace lockleaf::ui
