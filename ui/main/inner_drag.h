// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemView>
#include <QPointer>

#include <functional>

namespace lockleaf::ui {

class DragLabel;

/// Dragging rows of a view to another place of the same window. Nothing of it leaves the process: no other
/// program is told that something is dragged, nor what. It runs no event loop of its own. Esc ends it. GUI
/// thread only; the view owns it.
class InnerDrag : public QObject
{
    Q_OBJECT

public:
    /// What follows the pointer while the row of an index is dragged; empty: that one cannot be.
    using Words = std::function<QString(const QModelIndex&)>;

    InnerDrag(QAbstractItemView& source, Words words);
    ~InnerDrag() override;

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Ends it without a drop.
    void cancel();

Q_SIGNALS:
    /// The pointer is here, a global position, with the row of `index`.
    void moved(const QPoint& global, const QModelIndex& index);
    /// It was let go here, over something or nothing. ended() follows.
    void dropped(const QPoint& global, const QModelIndex& index);
    void ended();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] bool handlePress(const QMouseEvent& event);
    [[nodiscard]] bool handleMove(const QMouseEvent& event);
    [[nodiscard]] bool handleRelease(const QMouseEvent& event);
    void begin(const QString& words);
    void end();

    QAbstractItemView& m_source;
    Words m_words;
    QPersistentModelIndex m_index; ///< That the button went down on.
    QPoint m_pressed;
    QPointer<DragLabel> m_label;
    bool m_running = false;
    bool m_withheld = false; ///< The view has not heard of the press: it would drop the selection.
    bool m_repeating = false;
};

} // namespace lockleaf::ui
