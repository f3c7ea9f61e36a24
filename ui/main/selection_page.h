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

Q_SIGNALS:
    void moveRequested();
    void tagRequested();
    void trashRequested();

private:
    Label* m_title;
    Button* m_tag;
};

} // namespace lockleaf::ui
