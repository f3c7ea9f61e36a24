// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/editor_pane.h"

#include "ui/editor/large_note_view.h"
#include "ui/editor/markdown_styler.h"
#include "ui/editor/note_editor.h"
#include "ui/editor/text_commands.h"
#include "ui/editor/text_counts.h"
#include "ui/main/backlinks_view.h"
#include "ui/main/find_bar.h"
#include "ui/main/note_desk.h"
#include "ui/main/note_search.h"
#include "ui/main/note_tag_row.h"
#include "ui/main/notebook_mark.h"
#include "ui/main/save_status.h"
#include "ui/main/selection_page.h"
#include "ui/main/window_actions.h"
#include "ui/models/note_dates.h"
#include "ui/reader/note_reader.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/segmented_control.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int CountDelay = 250;
constexpr int MinuteMilliseconds = 60'000;
constexpr int WordMilliseconds = 4'000;
constexpr int SideInset = 20;

} // namespace

EditorPane::EditorPane(WindowActions& actions, QWidget* parent)
    : Surface(Token::Paper, parent), m_tags(new NoteTagRow(this)), m_editor(new NoteEditor(this)),
      m_largeHead(new QWidget(this)), m_large(new LargeNoteView(this)), m_reader(new NoteReader(this)),
      m_selection(new SelectionPage(this)), m_backlinks(new BacklinksView(this)),
      m_findBar(new FindBar(this)), m_search(new NoteSearch(*m_findBar, *m_editor, this)),
      m_status(new SaveStatus(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader(actions));
    column->addWidget(m_findBar);
    column->addWidget(makeEmpty(), 1);
    column->addWidget(m_editor, 1);
    column->addWidget(m_largeHead);
    column->addWidget(m_large, 1);
    column->addWidget(m_reader, 1);
    column->addWidget(m_selection, 1);
    column->addWidget(m_backlinks);
    column->addWidget(m_status);
    m_editor->hide();
    m_large->hide();
    m_reader->hide();
    m_selection->hide();

    m_wordEnds.setSingleShot(true);
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(CountDelay);
    connect(&m_countSoon, &QTimer::timeout, this, &EditorPane::count);
    connect(&m_minute, &QTimer::timeout, this, &EditorPane::refreshDetails);
    m_minute.start(MinuteMilliseconds);
    connect(m_editor, &NoteEditor::edited, &m_countSoon, qOverload<>(&QTimer::start));
    connect(m_editor, &NoteEditor::leaveRequested, this, &EditorPane::leaveText);
    connect(m_large, &LargeNoteView::leaveRequested, this, &EditorPane::leaveText);
    connect(m_backlinks, &BacklinksView::leaveRequested, this, [this](bool forward) {
        if (forward)
            Q_EMIT leaveRequested(true);
        else
            focusText();
    });
    connect(m_status, &SaveStatus::retryRequested, this, &EditorPane::retryRequested);
    connectTags();
    connectReader();
    connectFormats(actions);
    connectSearch(actions);
}

QWidget* EditorPane::makeHeader(WindowActions& actions)
{
    m_header = new QWidget(this);
    m_header->setFixedHeight(metrics::HeaderHeight);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(SideInset, 0, 16, 0);
    row->setSpacing(metrics::Space1);
    m_back = new IconButton(Icon::ArrowLeft, tr("Back to the list"), m_header);
    m_mark = new NotebookMark(m_header);
    m_path = new ElidedLabel({}, TextRole::Help, Token::TextSecondary, m_header);
    m_mode = new SegmentedControl(tr("Write or read"), {tr("Write"), tr("Read")}, m_header);
    m_pin = new IconButton(Icon::Pin, tr("Pin note"), m_header);
    m_more = new IconButton(Icon::More, tr("More"), m_header);
    m_pin->setCheckable(true);
    m_pin->setDrawingSize(metrics::IconMedium);
    m_more->setDrawingSize(metrics::IconMedium);
    row->addWidget(m_back);
    row->addWidget(m_mark);
    row->addWidget(m_path, 1);
    row->addStretch(1);
    row->addWidget(m_mode);
    row->addSpacing(metrics::Space2);
    row->addWidget(m_pin);
    row->addWidget(m_more);
    m_back->hide();
    m_mark->hide();

    // The formats stand in the middle of the pane, whatever is on its sides.
    m_formats = new QWidget(m_header);
    auto* formats = new QHBoxLayout(m_formats);
    formats->setContentsMargins(0, 0, 0, 0);
    formats->setSpacing(metrics::Space1);
    auto* heading = new IconButton(Icon::Heading, tr("Heading"), m_formats);
    heading->setDrawingSize(metrics::IconMedium);
    auto* levels = new QMenu(heading);
    levels->addActions({actions.heading1, actions.heading2, actions.heading3});
    connect(heading, &QPushButton::clicked, levels,
            [heading, levels] { levels->popup(heading->mapToGlobal(QPoint(0, heading->height() + 2))); });
    formats->addWidget(heading);
    const std::pair<Icon, QAction*> buttons[] = {
        {Icon::Bold, actions.bold},  {Icon::Italic, actions.italic}, {Icon::BulletList, actions.bullets},
        {Icon::Task, actions.tasks}, {Icon::Quote, actions.quote},   {Icon::Code, actions.code},
        {Icon::Link, actions.link},  {Icon::Image, actions.attach},
    };
    for (const auto& [icon, action] : buttons) {
        auto* button = new IconButton(icon, action->text(), m_formats);
        button->setName(action->text(), action->shortcut().toString(QKeySequence::NativeText));
        button->setDrawingSize(metrics::IconMedium);
        formats->addWidget(button);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
    }

    connect(m_back, &QPushButton::clicked, this, &EditorPane::backRequested);
    connect(m_more, &QPushButton::clicked, this, &EditorPane::moreRequested);
    connect(m_pin, &QPushButton::clicked, this, [this] {
        if (m_desk)
            m_desk->togglePinned();
    });
    return m_header;
}

QWidget* EditorPane::makeEmpty()
{
    m_empty = new QWidget(this);
    auto* column = new QVBoxLayout(m_empty);
    column->setSpacing(metrics::Space3);
    auto* title = new Label(tr("No note is open"), TextRole::SheetSubtitle, Token::Text, m_empty);
    auto* words = new Label(tr("Choose one from the list, or begin a new one."), TextRole::Body,
                            Token::TextSecondary, m_empty);
    auto* write = new Button(tr("New note"), Button::Kind::Secondary, m_empty);
    write->setLeadingIcon(Icon::Compose);
    title->setAlignment(Qt::AlignHCenter);
    words->setAlignment(Qt::AlignHCenter);
    words->setWordWrap(true);
    auto* buttonRow = new QHBoxLayout;
    buttonRow->addStretch(1);
    buttonRow->addWidget(write);
    buttonRow->addStretch(1);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(words);
    column->addLayout(buttonRow);
    column->addStretch(3);
    connect(write, &QPushButton::clicked, this, &EditorPane::newNoteRequested);
    return m_empty;
}

void EditorPane::connectFormats(WindowActions& actions)
{
    namespace commands = text_commands;
    const auto inLine = [this](QAction* action, const QString& mark) {
        connect(action, &QAction::triggered, this, [this, mark] {
            m_editor->apply([&](QTextCursor& cursor) { commands::toggleInline(cursor, mark); });
            m_editor->setFocus();
        });
    };
    const auto onLines = [this](QAction* action, commands::LineMark mark) {
        connect(action, &QAction::triggered, this, [this, mark] {
            m_editor->apply([&](QTextCursor& cursor) { commands::toggleLineMark(cursor, mark); });
            m_editor->setFocus();
        });
    };
    const auto heading = [this](QAction* action, int level) {
        connect(action, &QAction::triggered, this, [this, level] {
            m_editor->apply([&](QTextCursor& cursor) { commands::toggleHeading(cursor, level); });
            m_editor->setFocus();
        });
    };
    inLine(actions.bold, u"**"_s);
    inLine(actions.italic, u"*"_s);
    inLine(actions.strike, u"~~"_s);
    heading(actions.heading1, 1);
    heading(actions.heading2, 2);
    heading(actions.heading3, 3);
    onLines(actions.numbers, commands::LineMark::Number);
    onLines(actions.bullets, commands::LineMark::Bullet);
    onLines(actions.tasks, commands::LineMark::Task);
    onLines(actions.quote, commands::LineMark::Quote);
    connect(actions.code, &QAction::triggered, this, [this] {
        m_editor->apply([](QTextCursor& cursor) { commands::toggleCode(cursor); });
        m_editor->setFocus();
    });
    connect(actions.link, &QAction::triggered, this, [this] {
        m_editor->apply([](QTextCursor& cursor) { commands::insertLink(cursor); });
        m_editor->setFocus();
    });
}

void EditorPane::connectSearch(WindowActions& actions)
{
    connect(actions.find, &QAction::triggered, m_search, [this] { m_search->open(false); });
    connect(actions.replace, &QAction::triggered, m_search, [this] { m_search->open(true); });
    connect(actions.findNext, &QAction::triggered, m_search, &NoteSearch::findNext);
    connect(actions.findPrevious, &QAction::triggered, m_search, &NoteSearch::findPrevious);
    connect(m_large, &LargeNoteView::completed, m_search, &NoteSearch::noteTextChanged);
    connect(m_search, &NoteSearch::opened, this, &EditorPane::searchOpened);
    connect(m_search, &NoteSearch::textWanted, this, &EditorPane::focusText);
}

void EditorPane::setDesk(NoteDesk& desk)
{
    m_desk = &desk;
    connect(&desk, &NoteDesk::noteChanged, this, &EditorPane::refreshNote);
    connect(&desk, &NoteDesk::detailsChanged, this, &EditorPane::refreshDetails);
    connect(&desk, &NoteDesk::saveStateChanged, this, &EditorPane::refreshStatus);
    connect(&desk, &NoteDesk::versionKept, this, &EditorPane::showVersionKept);
    connect(&m_wordEnds, &QTimer::timeout, this, &EditorPane::refreshStatus);
    refreshNote();
}

void EditorPane::refreshNote()
{
    const bool open = m_desk->hasNote() && !m_severalSelected;
    const auto& large = m_desk->largeBody();
    if (m_desk->isBlankDraft() && std::exchange(m_reading, false))
        Q_EMIT readingChanged(false);
    m_large->setBody(large);
    m_large->setVisible(open && large && !m_reading);
    m_editor->setVisible(open && !large && !m_reading);
    refreshReader(open && m_reading);
    m_selection->setVisible(m_severalSelected);
    m_backlinks->setWanted(open);
    m_empty->setVisible(!open && !m_severalSelected);
    m_path->setVisible(!m_severalSelected);
    m_mark->setVisible(!m_severalSelected && !m_path->text().isEmpty());
    m_search->setTarget(open ? findTarget() : nullptr);
    m_mode->setVisible(open);
    m_pin->setVisible(open);
    m_more->setVisible(open);
    arrangeHeader();
    refreshDetails();
    refreshStatus();
    count();
}

void EditorPane::refreshDetails()
{
    m_pin->setChecked(m_desk && m_desk->isPinned());
    m_pin->setName(m_pin->isChecked() ? tr("Unpin note") : tr("Pin note"));
    refreshTags();
    if (!m_desk || !m_desk->hasNote())
        return;
    const QDateTime now = QDateTime::currentDateTime();
    const QString dateLine =
        note_dates::editedSentence(m_desk->modified().value_or(now.toMSecsSinceEpoch()), now);
    m_editor->setDateLine(dateLine);
    m_reader->setDateLine(dateLine);
}

void EditorPane::showVersionKept(bool isNew)
{
    if (m_desk->saveState() != NoteDesk::SaveState::Saved)
        return;
    m_status->showWord(isNew ? tr("Version kept") : tr("This version is kept already"));
    m_wordEnds.start(WordMilliseconds);
}

void EditorPane::refreshStatus()
{
    m_wordEnds.stop();
    const bool failed = m_desk->saveState() == NoteDesk::SaveState::Failed;
    switch (m_severalSelected && !failed ? NoteDesk::SaveState::NoNote : m_desk->saveState()) {
    case NoteDesk::SaveState::NoNote:
        m_status->showNothing();
        break;
    case NoteDesk::SaveState::Untouched:
        m_status->showPromise();
        break;
    case NoteDesk::SaveState::Saving:
        m_status->showSaving();
        break;
    case NoteDesk::SaveState::Saved:
        m_status->showSaved();
        break;
    case NoteDesk::SaveState::TooLarge:
        m_status->showTooLarge();
        break;
    case NoteDesk::SaveState::Failed:
        m_status->showFailed(m_desk->saveError());
        break;
    }
}

void EditorPane::count()
{
    m_countSoon.stop();
    // Counting goes through the whole text.
    const bool large = m_editor->document()->characterCount() > MarkdownStyler::largestStyled;
    if (!m_desk || !m_desk->hasNote() || m_desk->largeBody() || large || m_severalSelected) {
        m_status->clearCounts();
        return;
    }
    const TextCounts counts = countText(*m_editor->document());
    m_status->setCounts(counts.words, counts.tasksDone, counts.tasksAll);
}

void EditorPane::setSelectedCount(int count)
{
    if (count > 1)
        m_selection->setCount(count);
    if (std::exchange(m_severalSelected, count > 1) != m_severalSelected && m_desk)
        refreshNote();
}

void EditorPane::keyPressEvent(QKeyEvent* event)
{
    // Of Escape in the text nothing else is to be had.
    if (event->key() != Qt::Key_Escape || !m_search->close())
        Surface::keyPressEvent(event);
}

void EditorPane::setNotebook(const QString& path, int color)
{
    m_path->setFullText(path);
    m_mark->setVisible(!path.isEmpty() && !m_severalSelected);
    m_mark->setColorIndex(color);
}

void EditorPane::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
}

void EditorPane::setFormatsVisible(bool visible)
{
    m_formatsWanted = visible;
    arrangeHeader();
}

QWidget* EditorPane::moreButton() const
{
    return m_more;
}

void EditorPane::resizeEvent(QResizeEvent* event)
{
    Surface::resizeEvent(event);
    m_backlinks->setRoom(height() / 4);
    placeTags();
    arrangeHeader();
}

void EditorPane::arrangeHeader()
{
    const int wide = m_formats->sizeHint().width();
    const int left = (width() - wide) / 2;
    // Without room they are in the menu behind "…" alone, where they are anyway.
    const int needed = std::max(m_back->isVisible() ? 150 : 120,
                                m_mode->sizeHint().width() + 2 * metrics::IconButtonSize + 40);
    const bool fits = left >= needed;
    m_formats->setVisible(m_formatsWanted && fits && m_desk && m_desk->isWritable() && !m_severalSelected &&
                          !m_reading);
    m_formats->setGeometry(left, 0, wide, metrics::HeaderHeight);
    const int room = width() - m_mode->sizeHint().width() - 190;
    m_path->setMaximumWidth(std::max(60, fits && m_formatsWanted ? left - SideInset - 60 : room));
}

} // namespace lockleaf::ui
