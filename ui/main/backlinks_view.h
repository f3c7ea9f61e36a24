// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/main/backlink_feed.h"
#include "ui/models/pick_model.h"

#include <QWidget>

namespace lockleaf::ui {

class LinkButton;
class PickList;

/// Under the text of a note: which notes link to it, as rows that open them. Hidden where there are none; a
/// click on its heading folds it.
class BacklinksView : public QWidget
{
    Q_OBJECT

public:
    explicit BacklinksView(QWidget* parent = nullptr);

    void showNotes(const Backlinks& backlinks);
    /// Whether it may be seen at all, as there is a text above it.
    void setWanted(bool wanted);
    /// How high its list may become, in pixels.
    void setRoom(int height);
    /// Whether it is there for the keyboard to come to, which it then does.
    bool takeFocus();

Q_SIGNALS:
    void chosen(lockleaf::RecordId note);
    /// The keyboard should go on from here, or back to the text.
    void leaveRequested(bool forward);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void setFolded(bool folded);
    void refresh();

    LinkButton* m_heading;
    PickModel m_rows;
    PickList* m_list;
    bool m_folded = false;
    bool m_wanted = false;
};

} // namespace lockleaf::ui
