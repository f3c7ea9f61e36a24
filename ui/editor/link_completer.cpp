// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/link_completer.h"

#include "core/vault/wiki_links.h"
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_editor.h"

#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr std::size_t CompletedNotes = 6;
constexpr std::size_t CompletedTags = 8;
/// Some titles cannot be linked to; so many more are asked for.
constexpr std::size_t NotesInReserve = 6;

} // namespace

LinkCompleter::LinkCompleter(NoteEditor& editor, VaultSession& session, NotebookNames notebookName,
                             RecentNotes recentNotes)
    : m_editor(editor), m_notebookName(std::move(notebookName)), m_recentNotes(std::move(recentNotes)),
      m_titles(session), m_popup(new CompletionPopup(m_rows, &editor))
{
    editor.installEventFilter(this);
    connect(&editor, &NoteEditor::edited, this, &LinkCompleter::handleEdited);
    connect(&editor, &QTextEdit::cursorPositionChanged, this, &LinkCompleter::handleCaretMoved);
    connect(editor.verticalScrollBar(), &QAbstractSlider::valueChanged, this, &LinkCompleter::place);
    connect(&m_popup->list(), &PickList::picked, this, &LinkCompleter::take);
    connect(&m_popup->list(), &PickList::currentRowChanged, &editor, &QWidget::setAccessibleDescription);
    connect(&m_titles, &TitleSource::answered, this, &LinkCompleter::handleAnswer);
    connect(&m_titles, &TitleSource::failed, this, &LinkCompleter::close);
}

LinkCompleter::~LinkCompleter()
{
    delete m_popup; // it shows what is a part of this
}

std::optional<LinkSpot> LinkCompleter::currentSpot() const
{
    const QTextCursor cursor = m_editor.textCursor();
    const QTextBlock block = cursor.block();
    const LineData* data = MarkdownStyler::dataOf(block);
    if (cursor.hasSelection() || m_editor.isComposing() || !data)
        return std::nullopt;
    return spotBeingWritten(block.text(), data->line, cursor.positionInBlock());
}

void LinkCompleter::handleEdited()
{
    const bool typed = std::exchange(m_typed, false);
    const auto spot = currentSpot();
    const int block = m_editor.textCursor().blockNumber();
    if (!spot) {
        m_dismissedAt = -1;
        close();
        return;
    }
    const bool same =
        m_spot && m_spot->kind == spot->kind && m_spot->begin == spot->begin && m_block == block;
    if ((!same && !typed) || m_dismissedAt == spot->begin) {
        close();
        return;
    }
    m_block = block;
    follow(*spot);
}

/// Away from what is being written there is nothing to complete.
void LinkCompleter::handleCaretMoved()
{
    if (!m_spot)
        return;
    const auto spot = currentSpot();
    if (!spot || spot->begin != m_spot->begin || m_editor.textCursor().blockNumber() != m_block)
        close();
}

void LinkCompleter::follow(const LinkSpot& spot)
{
    m_takeWhenAnswered = false;
    m_spot = spot;
    if (spot.kind == LinkSpot::Kind::Tag) {
        m_titles.cancel();
        showRows(tagRows(spot.text), tr("Tags"));
        return;
    }
    auto [recent, open] = m_recentNotes();
    m_open = open;
    m_titles.setRecent(std::move(recent), open);
    m_titles.ask(spot.text, CompletedNotes + NotesInReserve);
}

void LinkCompleter::handleAnswer(const std::vector<TitleMatch>& matches)
{
    if (!m_spot)
        return;
    std::vector<PickRow> rows;
    for (const TitleMatch& match : matches) {
        PickRow row;
        row.kind = PickRow::Kind::Note;
        row.text = QString::fromStdString(match.title);
        if (rows.size() == CompletedNotes || linkTextFor(match.title).empty() || match.id == m_open)
            continue;
        row.id = match.id;
        row.detail = m_notebookName(match.notebook);
        row.marks = spansOf(row.text, match.ranges);
        rows.push_back(std::move(row));
    }
    if (isLinkable(m_spot->text)) {
        PickRow row;
        row.kind = PickRow::Kind::Create;
        row.text = tr("New note “%1”").arg(m_spot->text.trimmed());
        row.detail = QKeySequence(Qt::SHIFT | Qt::Key_Enter).toString(QKeySequence::NativeText);
        row.icon = Icon::Plus;
        rows.push_back(std::move(row));
    }
    showRows(std::move(rows), tr("Link to a note"));
    if (std::exchange(m_takeWhenAnswered, false))
        take();
}

std::vector<PickRow> LinkCompleter::tagRows(const QString& typed) const
{
    const TitleQuery query(typed.toStdString());
    std::vector<std::pair<std::uint32_t, PickRow>> scored;
    for (const QString& tag : m_tags ? m_tags() : QStringList()) {
        const std::string text = tag.toStdString();
        const std::uint32_t score = query.score(text);
        if (TitleQuery::isWhole(score))
            return {}; // it is written already: Enter is for a new line again
        if (!TitleQuery::isClose(score))
            continue;
        PickRow row;
        row.kind = PickRow::Kind::Tag;
        row.text = tag;
        row.icon = Icon::Hash;
        row.marks = spansOf(tag, query.ranges(text));
        scored.emplace_back(score, std::move(row));
    }
    std::ranges::stable_sort(scored, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<PickRow> rows;
    for (auto& [score, row] : scored)
        if (rows.size() < CompletedTags)
            rows.push_back(std::move(row));
    return rows;
}

void LinkCompleter::showRows(std::vector<PickRow> rows, const QString& title)
{
    const bool any = !rows.empty();
    m_rows.setRows(std::move(rows));
    m_popup->setTitle(title);
    m_popup->list().goToFirst();
    if (any && m_editor.hasFocus()) {
        m_popup->show();
        place();
    } else {
        m_popup->hide();
    }
}

void LinkCompleter::place()
{
    if (!m_popup->isVisible() || !m_spot)
        return;
    QTextCursor mark = m_editor.textCursor();
    const int behind = m_spot->kind == LinkSpot::Kind::Note ? 2 : 1;
    mark.setPosition(mark.block().position() + static_cast<int>(m_spot->begin) - behind);
    QRect caret = m_editor.cursorRect();
    caret.setLeft(m_editor.cursorRect(mark).left());
    caret.moveTopLeft(m_editor.viewport()->mapTo(m_editor.window(), caret.topLeft()));
    m_popup->showAt(caret);
}

void LinkCompleter::close()
{
    m_titles.cancel();
    m_takeWhenAnswered = false;
    m_spot.reset();
    m_block = -1;
    m_popup->hide();
    if (m_rows.rowCount() == 0)
        return;
    m_rows.clear();
    m_editor.setAccessibleDescription({});
}

bool LinkCompleter::eventFilter(QObject* watched, QEvent* event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (m_popup->isVisible() && handleKey(*static_cast<QKeyEvent*>(event)))
            return true;
        m_typed = !static_cast<QKeyEvent*>(event)->text().isEmpty();
        break;
    case QEvent::InputMethod: {
        const auto* input = static_cast<QInputMethodEvent*>(event);
        if (!input->preeditString().isEmpty())
            close();
        m_typed = !input->commitString().isEmpty();
        break;
    }
    case QEvent::FocusOut:
        if (static_cast<QFocusEvent*>(event)->reason() != Qt::PopupFocusReason)
            close();
        break;
    case QEvent::Hide:
        close();
        break;
    case QEvent::Resize:
        QMetaObject::invokeMethod(this, &LinkCompleter::place, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool LinkCompleter::handleKey(const QKeyEvent& event)
{
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
    const bool isNote = m_spot && m_spot->kind == LinkSpot::Kind::Note;
    if (event.key() == Qt::Key_Escape && modifiers == Qt::NoModifier) {
        m_dismissedAt = m_spot ? m_spot->begin : -1;
        close();
        return true;
    }
    if (enter && modifiers == Qt::ShiftModifier && isNote) {
        create();
        return true;
    }
    if ((enter || event.key() == Qt::Key_Tab) && modifiers == Qt::NoModifier) {
        if (m_titles.isWaiting())
            m_takeWhenAnswered = true;
        else
            take();
        return true;
    }
    return m_popup->list().handleKey(event, false);
}

void LinkCompleter::take()
{
    const PickRow* current = m_popup->list().current();
    if (!current || !m_spot)
        return;
    const PickRow row = *current;
    if (row.kind == PickRow::Kind::Create)
        create();
    else
        write(row.kind == PickRow::Kind::Note
                  ? QString::fromStdString(linkTextFor(row.text.toStdString())) + u"]]"_s
                  : row.text);
}

void LinkCompleter::create()
{
    const QString title = m_spot ? m_spot->text.trimmed() : QString();
    if (!isLinkable(title))
        return;
    write(title + u"]]"_s);
    Q_EMIT createRequested(title);
}

/// Puts `text` in the place of what was typed behind the mark, and of what closes the link already.
void LinkCompleter::write(const QString& text)
{
    const qsizetype begin = m_spot->begin;
    close();
    m_editor.apply([&](QTextCursor& cursor) {
        const QTextBlock block = cursor.block();
        const int caret = cursor.positionInBlock();
        const bool closed = text.endsWith(u"]]") && QStringView(block.text()).mid(caret).startsWith(u"]]");
        cursor.setPosition(block.position() + static_cast<int>(begin));
        cursor.setPosition(block.position() + caret + (closed ? 2 : 0), QTextCursor::KeepAnchor);
        cursor.insertText(text);
    });
}

} // namespace lockleaf::ui
