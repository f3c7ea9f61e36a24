// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class Button;
class Label;

/// What stands in the place of a note while several are selected: how many, and what can be done to all of
/// them.
class SelectionPage : public QWidget
{
    Q_OBJECT

public:
    explicit SelectionPage(QWidget* parent = nullptr);

    void setCount(int count);
    /// Whether there is somebody who gives tags.
    void setTaggable(bool taggable);
    /// Whether the notes are in the trash: the first button then restores, the last one deletes for good.
    void setInTrash(bool inTrash);

Q_SIGNALS:
    void moveRequested();
    void tagRequested();
    void trashRequested();

private:
    Label* m_title;
    Button* m_move;
    Button* m_tag;
    Button* m_trash;
    bool m_taggable = false;
    bool m_inTrash = false;
};

} // namespace lockleaf::ui
