// SPDX-License-Identifier: GPL-3.0-or-later
// The part of EditorPane that goes from writing to reading and back.
#include "core/interchange/markdown_html.h"
#include "core/vault/note_title.h"
#include "ui/editor/large_note_view.h"
#include "ui/editor/note_editor.h"
#include "ui/main/editor_pane.h"
#include "ui/main/note_desk.h"
#include "ui/main/note_search.h"
#include "ui/main/note_tag_row.h"
#include "ui/reader/note_reader.h"
#include "ui/widgets/segmented_control.h"

#include <QScrollBar>
#include <QTextBlock>

#include <utility>

namespace lockleaf::ui {

void EditorPane::connectReader()
{
    connect(m_mode, &SegmentedControl::chosen, this, [this](int index) { setReading(index == 1); });
    connect(m_reader, &NoteReader::headMoved, this, &EditorPane::placeTags);
    connect(m_reader, &NoteReader::leaveRequested, this, &EditorPane::leaveText);
    connect(m_reader, &NoteReader::completed, m_search, &NoteSearch::noteTextChanged);
}

QWidget* EditorPane::text() const
{
    if (m_reading)
        return m_reader;
    const bool large = m_desk && m_desk->largeBody();
    return large ? static_cast<QWidget*>(m_large) : m_editor;
}

FindTarget* EditorPane::findTarget() const
{
    if (m_reading)
        return m_reader;
    return m_desk->largeBody() ? static_cast<FindTarget*>(m_large) : m_editor;
}

void EditorPane::focusText()
{
    text()->setFocus();
}

void EditorPane::forget()
{
    m_search->forget();
    m_large->setBody(nullptr);
    m_reader->forget();
    m_readLarge = nullptr;
    m_readRevision = -1;
    m_tags->showTags({}, false);
}

void EditorPane::setReading(bool reading)
{
    if (m_reading == reading || !m_desk || !m_desk->hasNote()) {
        m_mode->setCurrentIndex(m_reading ? 1 : 0);
        return;
    }
    const bool hadFocus = text()->hasFocus();
    const double place = placeInText();
    if (reading)
        m_editor->commitComposing();
    m_reading = reading;
    refreshNote();
    goToPlaceInText(place);
    if (hadFocus)
        focusText();
    Q_EMIT readingChanged(reading);
}

/// Shows or hides it; with another text it is asked for.
void EditorPane::refreshReader(bool shown)
{
    m_mode->setCurrentIndex(m_reading ? 1 : 0);
    m_reader->setVisible(shown);
    if (!shown)
        return;
    const bool same = m_readLarge == m_desk->largeBody() && m_readLoads == m_editor->loads() &&
                      m_readRevision == m_editor->textRevision();
    m_readLarge = m_desk->largeBody();
    m_readLoads = m_editor->loads();
    m_readRevision = m_editor->textRevision();
    if (!same)
        Q_EMIT readWanted();
}

/// Which part of the text, 0 to 1, stands at the top.
double EditorPane::placeInText() const
{
    if (text() == m_reader)
        return m_reader->place();
    if (text() == m_large || m_editor->verticalScrollBar()->value() == 0)
        return 0;
    const int length = m_editor->rawLength();
    return length > 0 ? static_cast<double>(m_editor->cursorForPosition({0, 0}).position()) / length : 0;
}

void EditorPane::goToPlaceInText(double place)
{
    if (text() == m_reader) {
        m_reader->setPlace(place);
    } else if (text() == m_editor) {
        const QTextBlock block =
            m_editor->document()->findBlock(static_cast<int>(place * m_editor->rawLength()));
        m_editor->showRange({block.position(), 0});
    }
}

void EditorPane::scaleText(double factor)
{
    m_editor->setTextScale(factor > 0 ? m_editor->textScale() * factor : 1.0);
    m_reader->setTextScale(m_editor->textScale());
}

void EditorPane::showHeading(const QString& id)
{
    if (m_reading) {
        m_reader->showHeading(id);
        return;
    }
    if (text() != m_editor)
        return;
    for (QTextBlock block = m_editor->document()->begin(); block.isValid(); block = block.next()) {
        const QString line = block.text();
        qsizetype words = 0;
        while (words < line.size() && (line[words] == u'#' || line[words].isSpace()))
            ++words;
        const std::string title = plainLine(line.toStdString(), longestTitle);
        if (line.startsWith(u'#') && words > 0 && headingId(title) == id.toStdString()) {
            m_editor->showRange({block.position() + static_cast<int>(words), 0});
            return;
        }
    }
}

} // namespace lockleaf::ui
