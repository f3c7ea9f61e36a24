// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <array>

class QMenu;

namespace lockleaf::ui {

class Chip;

/// The tags of the open note over its text, as chips that lead to their lists, and "+ Tag". It scrolls with
/// the text and is no part of the text's widget, whose keys would be typed into it. What has no room is in a
/// menu behind a chip that tells how many there are.
class NoteTagRow : public QWidget
{
    Q_OBJECT

public:
    explicit NoteTagRow(QWidget* parent = nullptr);

    /// `changeable`: whether tags can be taken off and added.
    void showTags(const QStringList& tags, bool changeable);
    /// The pixels without which it would be of no use: one tag, the number of the others, "+ Tag".
    [[nodiscard]] int leastWidth() const;
    /// Stands in `line` of the parent, of which only what lies in `seen` is in sight.
    void place(const QRect& line, const QRect& seen);
    /// The widget that the wheel turns while the pointer is over a chip.
    void setScrolled(QWidget* scrolled) { m_scrolled = scrolled; }
    /// Whether it is there for the keyboard to come back to from the text, which it then does.
    bool takeFocus();

Q_SIGNALS:
    void chosen(const QString& tag);
    void removeRequested(const QString& tag);
    void addRequested();
    /// The keyboard should go on to the text, or back from here.
    void leaveRequested(bool forward);
    /// The keyboard has come here: it should be in sight.
    void seenRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    static constexpr std::size_t mostChips = 12;

    /// The tag of the chip `index`.
    [[nodiscard]] QString tagAt(std::size_t index) const;
    void setUpChip(std::size_t index);
    /// Shows as many chips as there is room for.
    void arrange();
    [[nodiscard]] int widthWith(std::size_t chips) const;
    [[nodiscard]] int moreWidth(qsizetype hidden) const;
    void showMore(qsizetype hidden);
    /// What is typed on must not go to a chip that is about to hide.
    void leaveHidden();
    [[nodiscard]] QMenu* makeMenu(const QString& name);
    void fillMenu(QMenu& menu, const QString& tag);
    void openTagMenu(std::size_t index, const QPoint& position);
    void openMoreMenu();

    QStringList m_tags;
    bool m_changeable = false;
    QWidget* m_line; ///< As long as it is, cut by this widget.
    std::array<Chip*, mostChips> m_chips{};
    Chip* m_more;
    Chip* m_add;
    int m_room = 0;          ///< In pixels.
    std::size_t m_shown = 0; ///< Chips that stand for a tag.
    QWidget* m_scrolled = nullptr;
};

} // namespace lockleaf::ui
