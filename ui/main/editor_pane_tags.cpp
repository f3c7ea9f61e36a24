// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EditorPane that has to do with the tags over the text, and with the ways of the keyboard
// between them, the text and what stands below it.
#include "ui/editor/large_note_view.h"
#include "ui/editor/note_editor.h"
#include "ui/main/backlinks_view.h"
#include "ui/main/editor_pane.h"
#include "ui/main/note_desk.h"
#include "ui/main/note_tag_row.h"
#include "ui/reader/note_reader.h"
#include "ui/theme/metrics.h"

#include <QScrollBar>

namespace lockleaf::ui {

namespace {

constexpr int LargeTagsTop = 15;  ///< Where they stand over a text that can be written in.
constexpr int LargeTagsSide = 28; ///< The margin of such a text.

} // namespace

void EditorPane::connectTags()
{
    m_tags->raise(); // it stands on the text
    m_largeHead->setFixedHeight(LargeTagsTop + metrics::IconButtonSize);
    m_largeHead->hide();
    m_tags->hide();
    connect(m_editor, &NoteEditor::headMoved, this, &EditorPane::placeTags);
    connect(m_tags, &NoteTagRow::leaveRequested, this, [this](bool forward) {
        if (forward)
            focusText();
        else
            Q_EMIT leaveRequested(false);
    });
    connect(m_tags, &NoteTagRow::seenRequested, this, [this] {
        if (m_tags->height() < metrics::IconButtonSize)
            (m_reading ? static_cast<QAbstractScrollArea*>(m_reader) : m_editor)
                ->verticalScrollBar()
                ->setValue(0);
    });
}

void EditorPane::refreshTags()
{
    QStringList tags;
    if (m_desk)
        for (const std::string& tag : m_desk->tags())
            tags << QString::fromStdString(tag);
    const bool large = m_desk && m_desk->largeBody();
    const bool open = m_desk && m_desk->hasNote() && !m_severalSelected;
    m_tags->showTags(tags, open && m_desk->isTaggable());
    if (m_reading)
        m_tags->setScrolled(m_reader);
    else
        m_tags->setScrolled(large ? m_large->viewport() : static_cast<QWidget*>(m_editor));
    m_editor->setHeadNeed(m_tags->leastWidth());
    m_reader->setHeadNeed(m_tags->leastWidth());
    m_largeHead->setVisible(open && large && !m_reading && !tags.isEmpty());
    m_tags->setVisible(open);
    placeTags();
}

void EditorPane::placeTags()
{
    if (m_reading) {
        m_tags->place(m_reader->headRect().translated(m_reader->pos()), m_reader->geometry());
    } else if (m_desk && m_desk->largeBody()) {
        const QRect head = m_largeHead->geometry();
        m_tags->place(head.adjusted(LargeTagsSide, LargeTagsTop, -LargeTagsSide, 0), head);
    } else {
        m_tags->place(m_editor->headRect().translated(m_editor->pos()), m_editor->geometry());
    }
}

/// What links to the note comes next after its text, its tags come before.
void EditorPane::leaveText(bool forward)
{
    const bool taken = forward ? m_backlinks->takeFocus() : m_tags->takeFocus();
    if (!taken)
        Q_EMIT leaveRequested(forward);
}

bool EditorPane::event(QEvent* event)
{
    const bool done = Surface::event(event);
    if (event->type() == QEvent::LayoutRequest)
        placeTags();
    return done;
}

} // namespace lockleaf::ui
