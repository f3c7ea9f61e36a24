// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/switcher_sheet.h"

#include "ui/main/window_actions.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"

#include <QAction>
#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int SwitcherPadding = 10;
constexpr int SwitcherListInset = 10;
constexpr int SwitcherListHeight = 560; ///< As many notes and commands as there can be, without scrolling.
constexpr std::size_t SwitcherNotes = 8;
constexpr std::size_t SwitcherCommands = 5; ///< Beside notes.

PickRow labelRow(const QString& text)
{
    PickRow row;
    row.text = text;
    return row;
}

} // namespace

SwitcherSheet::SwitcherSheet(VaultSession& session, const WindowActions& actions,
                             std::vector<RecordId> recent, RecordId open, NotebookNames notebookName,
                             QWidget* anyWidget)
    : Sheet({}, anyWidget), m_actions(actions), m_notebookName(std::move(notebookName)), m_titles(session),
      m_field(new TextField(tr("Find a note or a command"))),
      m_list(new PickList(m_rows, tr("Notes and commands"))),
      m_nothing(new Label(tr("Nothing is called that"), TextRole::Help, Token::TextSecondary)),
      m_foot(new Label({}, TextRole::Help, Token::TextSecondary))
{
    setAccessibleName(tr("Go to a note or a command"));
    setCardWidth(metrics::SwitcherWidth);
    setCardTop(metrics::SwitcherTop);
    setCardPadding(SwitcherPadding);
    m_field->addAction(icons::themed(Icon::Search), QLineEdit::LeadingPosition);
    m_field->installEventFilter(this);
    m_list->setMostHeight(SwitcherListHeight);
    m_nothing->setContentsMargins(SwitcherListInset + metrics::Space3, metrics::Space2, 0, 0);
    m_nothing->hide();
    m_foot->setContentsMargins(SwitcherListInset + 2, metrics::Space2, SwitcherListInset, metrics::Space1);
    auto* listBox = new QVBoxLayout;
    listBox->setContentsMargins(SwitcherListInset, 0, SwitcherListInset, 0);
    listBox->addWidget(m_list);
    contentLayout()->setSpacing(metrics::Space3);
    contentLayout()->addWidget(m_field);
    contentLayout()->addWidget(m_nothing);
    contentLayout()->addLayout(listBox, 1);
    contentLayout()->addWidget(m_foot);
    setInitialFocus(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &SwitcherSheet::handleTyped);
    connect(m_list, &PickList::picked, this, &SwitcherSheet::take);
    connect(m_list, &PickList::currentRowChanged, m_field, &QWidget::setAccessibleDescription);
    connect(&m_titles, &TitleSource::answered, this, &SwitcherSheet::handleAnswer);
    connect(&m_titles, &TitleSource::failed, this, [this] { handleAnswer({}); });
    m_titles.setRecent(std::move(recent), open);
    handleTyped();
}

void SwitcherSheet::showCommands()
{
    m_field->setText(u">"_s);
}

bool SwitcherSheet::isCommandsOnly() const
{
    return m_field->text().startsWith(u'>');
}

QString SwitcherSheet::typed() const
{
    return m_field->text().mid(isCommandsOnly() ? 1 : 0).trimmed();
}

void SwitcherSheet::handleTyped()
{
    m_takeWhenAnswered = false;
    m_foot->setText(isCommandsOnly() ? tr("Enter runs\u2003Esc closes")
                                     : tr("Enter opens\u2003> commands only\u2003Esc closes"));
    if (isCommandsOnly()) {
        m_titles.cancel();
        m_matches.clear();
        showRows();
    } else {
        // What is shown stays until the answer comes, which is before the eye would see a change.
        m_titles.ask(typed(), SwitcherNotes);
    }
}

void SwitcherSheet::handleAnswer(const std::vector<TitleMatch>& matches)
{
    m_matches = matches;
    showRows();
    if (std::exchange(m_takeWhenAnswered, false))
        take();
}

std::vector<PickRow> SwitcherSheet::noteRows() const
{
    std::vector<PickRow> rows;
    for (const TitleMatch& match : m_matches) {
        PickRow row;
        row.kind = PickRow::Kind::Note;
        row.id = match.id;
        row.text = match.title.empty() ? tr("New note") : QString::fromStdString(match.title);
        row.detail = m_notebookName(match.notebook);
        row.marks = spansOf(row.text, match.ranges);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// All that fit behind ">", and those that fit well beside notes. What cannot be done now stands last.
std::vector<PickRow> SwitcherSheet::commandRows() const
{
    struct Scored
    {
        std::uint32_t score = 0;
        PickRow row;
    };
    const TitleQuery query(typed().toStdString());
    std::vector<Scored> fitting;
    for (const WindowActions::Group& group : m_actions.groups())
        for (QAction* action : group.actions) {
            if (action == m_actions.goTo || action == m_actions.commands)
                continue;
            const std::string words = action->text().toStdString();
            const std::uint32_t score = query.score(words);
            const bool fits = isCommandsOnly() ? query.isEmpty() || score > 0
                                               : TitleQuery::isClose(score) && action->isEnabled();
            if (!fits)
                continue;
            PickRow row;
            row.kind = PickRow::Kind::Command;
            row.text = action->text();
            row.detail = action->shortcut().toString(QKeySequence::NativeText);
            row.icon = WindowActions::iconOf(*action);
            row.enabled = action->isEnabled();
            row.marks = spansOf(row.text, query.ranges(words));
            row.action = action;
            fitting.push_back({score, std::move(row)});
        }
    std::ranges::stable_sort(fitting, [](const Scored& a, const Scored& b) {
        return a.row.enabled != b.row.enabled ? a.row.enabled : a.score > b.score;
    });
    std::vector<PickRow> rows;
    for (Scored& scored : fitting)
        if (isCommandsOnly() || rows.size() < SwitcherCommands)
            rows.push_back(std::move(scored.row));
    return rows;
}

void SwitcherSheet::showRows()
{
    std::vector<PickRow> rows;
    const auto append = [&rows](const QString& label, std::vector<PickRow> more) {
        if (more.empty())
            return;
        rows.push_back(labelRow(label));
        std::ranges::move(more, std::back_inserter(rows));
    };
    append(typed().isEmpty() ? tr("Recent notes") : tr("Notes"), noteRows());
    if (isCommandsOnly() || !typed().isEmpty())
        append(tr("Commands"), commandRows());
    if (!isCommandsOnly() && !typed().isEmpty()) {
        PickRow row;
        row.kind = PickRow::Kind::Create;
        row.text = tr("New note “%1”").arg(typed());
        row.detail = QKeySequence(Qt::SHIFT | Qt::Key_Enter).toString(QKeySequence::NativeText);
        row.icon = Icon::Plus;
        row.apart = true;
        rows.push_back(std::move(row));
    }
    m_nothing->setVisible(rows.empty());
    m_nothing->setText(isCommandsOnly() ? tr("No command is called that")
                                        : tr("There are no other notes yet"));
    m_rows.setRows(std::move(rows));
    m_list->goToFirst();
}

bool SwitcherSheet::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_field && event->type() == QEvent::KeyPress && handleKey(*static_cast<QKeyEvent*>(event)))
        return true;
    return Sheet::eventFilter(watched, event);
}

bool SwitcherSheet::handleKey(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return m_list->handleKey(event);
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::ShiftModifier)
        create();
    else if (modifiers == Qt::NoModifier && m_titles.isWaiting())
        m_takeWhenAnswered = true; // what is shown belongs to something else that was typed
    else if (modifiers == Qt::NoModifier)
        take();
    return true;
}

void SwitcherSheet::take()
{
    if (const PickRow* row = m_list->current())
        takeRow(PickRow(*row)); // a copy: closing empties the list
}

void SwitcherSheet::takeRow(const PickRow& row)
{
    if (row.kind == PickRow::Kind::Create) {
        create();
        return;
    }
    closeSheet();
    if (row.kind == PickRow::Kind::Note)
        Q_EMIT noteChosen(row.id);
    else if (row.action)
        row.action->trigger();
}

void SwitcherSheet::create()
{
    const QString title = typed();
    if (isCommandsOnly() || title.isEmpty())
        return;
    closeSheet();
    Q_EMIT createRequested(title);
}

} // namespace lockleaf::ui
