// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/search_page.h"

#include "ui/main/error_words.h"
#include "ui/main/search_chips.h"
#include "ui/models/search_results.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QScrollBar>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int SearchInset = 22;    ///< The text of a row begins here.
constexpr int AnnounceDelay = 700; ///< Milliseconds.
constexpr int SearchHeadHeight = 32;
constexpr int MostTitleShown = 40; ///< Characters of what was typed in the words for an empty list.

QString shortened(const QString& text)
{
    return text.size() <= MostTitleShown ? text : text.left(MostTitleShown - 1) + u'…';
}

bool isEverything(const ListFilter& list)
{
    return !list.notebook && !list.trash && !list.pinned && !list.openTasks && list.tag.empty();
}

} // namespace

SearchPage::SearchPage(SearchResults& results, QWidget* parent)
    : QWidget(parent), m_results(results),
      m_count(new ElidedLabel({}, TextRole::PaneTitle, Token::Text, this)),
      m_where(new Label({}, TextRole::Caption, Token::TextSecondary, this)), m_chips(new SearchChips(this)),
      m_view(new NoteListView(results, this)),
      m_indexing(
          new Label(tr("Some notes are still being indexed"), TextRole::Caption, Token::TextSecondary, this)),
      m_empty(new QWidget(this)), m_emptyWords(new Label({}, TextRole::BodyStrong, Token::Text, m_empty)),
      m_emptyHelp(new Label({}, TextRole::Help, Token::TextSecondary, m_empty)),
      m_create(new Button({}, Button::Kind::Secondary, m_empty))
{
    m_view->setAccessibleName(tr("Search results"));
    makeLayout();
    m_announceSoon.setSingleShot(true);
    m_announceSoon.setInterval(AnnounceDelay);
    m_view->installEventFilter(this);
    connect(&m_announceSoon, &QTimer::timeout, this, &SearchPage::announce);
    connect(m_chips, &SearchChips::widenRequested, this, &SearchPage::widen);
    connect(m_create, &QPushButton::clicked, this,
            [this] { Q_EMIT newNoteWanted(m_results.asked().simplified()); });
    connect(&results, &SearchResults::answered, this, &SearchPage::handleAnswered);
    connect(&results, &SearchResults::refused, this, &SearchPage::handleRefused);
    connect(&results, &SearchResults::countChanged, this, &SearchPage::refresh);
    setScope(tr("All notes"), {});
}

void SearchPage::makeLayout()
{
    auto* head = new QHBoxLayout;
    head->setContentsMargins(SearchInset, 0, SearchInset - metrics::Space2, 0);
    head->setSpacing(metrics::Space2);
    head->addWidget(m_count, 1);
    head->addWidget(m_where);
    auto* headBox = new QWidget(this);
    headBox->setLayout(head);
    headBox->setMinimumHeight(SearchHeadHeight);

    m_indexing->setContentsMargins(SearchInset, 2, SearchInset, 2);
    m_indexing->setWordWrap(true);
    m_indexing->hide();

    auto* empty = new QVBoxLayout(m_empty);
    empty->setContentsMargins(SearchInset, metrics::Space8, SearchInset, 0);
    empty->setSpacing(metrics::Space3);
    m_emptyWords->setWordWrap(true);
    m_emptyHelp->setWordWrap(true);
    auto* action = new QHBoxLayout;
    action->addWidget(m_create);
    action->addStretch(1);
    empty->addWidget(m_emptyWords);
    empty->addWidget(m_emptyHelp);
    empty->addLayout(action);
    empty->addStretch(1);
    m_empty->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(headBox);
    column->addWidget(m_chips);
    column->addWidget(m_indexing);
    column->addWidget(m_empty, 1);
    column->addWidget(m_view, 1);
}

void SearchPage::setScope(const QString& name, const ListFilter& list)
{
    m_listName = name;
    m_scope = list;
    m_everything = isEverything(list);
    refreshScope();
}

void SearchPage::resetScope()
{
    m_widened = false;
    m_enterWhenAnswered = false;
    m_problem.clear();
    m_announceSoon.stop();
    refreshScope();
    refresh();
}

void SearchPage::widen(bool widened)
{
    if (std::exchange(m_widened, widened) != widened)
        Q_EMIT scopeChanged();
    refreshScope();
}

void SearchPage::refreshScope()
{
    m_chips->setScope(m_listName, m_everything, m_widened);
}

void SearchPage::enterList()
{
    if (!m_results.isAnswered()) {
        m_enterWhenAnswered = true;
        return;
    }
    m_enterWhenAnswered = false;
    if (m_results.rowCount() == 0)
        return;
    m_view->setFocus(Qt::ShortcutFocusReason);
    Q_EMIT listEntered();
}

void SearchPage::handleAnswered()
{
    m_problem.clear();
    if (!m_results.isRepeat()) {
        m_view->verticalScrollBar()->setValue(0);
        m_announceSoon.start();
    }
    refresh();
    Q_EMIT answered();
    if (m_enterWhenAnswered)
        enterList();
}

void SearchPage::handleRefused(const Error& error)
{
    m_enterWhenAnswered = false;
    m_problem = error.code == ErrorCode::QueryTooLong
                    ? tr("Too many words to search for. Take away some of them.")
                    : tr("The search did not work: %1.").arg(shortReason(error));
    refresh();
    m_announceSoon.start();
}

QString SearchPage::countWords() const
{
    const int count = m_results.rowCount();
    if (!m_problem.isEmpty() || (count == 0 && !m_results.isAnswered()))
        return {};
    if (m_results.hasMore() && m_results.isRanked())
        return tr("The first %1 results").arg(QLocale().toString(count));
    if (m_results.hasMore())
        return tr("More than %1 results").arg(QLocale().toString(count));
    return counted(count, tr("1 result"), tr("%1 results"));
}

QString SearchPage::scopeWords() const
{
    QString words = m_results.isOfTrash()       ? tr("in the Trash")
                    : m_everything || m_widened ? tr("in all notebooks")
                    : m_scope.notebook          ? tr("in this notebook")
                                                : tr("in this list");
    // Only the first answer can tell how long it took; what was found later took longer.
    if (m_results.isAnswered() && m_results.milliseconds() > 0 && m_results.isFromOneAnswer())
        words = tr("%1, %2 ms").arg(words, QLocale().toString(m_results.milliseconds()));
    return words;
}

void SearchPage::refresh()
{
    const QString count = countWords();
    m_count->setFullText(count);
    m_where->setText(count.isEmpty() ? QString() : scopeWords());
    m_indexing->setVisible(m_problem.isEmpty() && !m_results.isWhole());
    const bool failed = !m_problem.isEmpty();
    const bool empty = failed || (m_results.isAnswered() && m_results.rowCount() == 0);
    if (empty) {
        const QString typed = m_results.asked().simplified();
        m_emptyWords->setText(failed ? m_problem : tr("No note has “%1”").arg(shortened(typed)));
        const bool elsewhere = !failed && !m_everything && !m_widened;
        m_emptyHelp->setText(elsewhere ? tr("Only %1 was searched.").arg(m_listName) : QString());
        m_emptyHelp->setVisible(elsewhere);
        m_create->setText(tr("New note “%1”")
                              .arg(QFontMetrics(m_create->font())
                                       .elidedText(typed, Qt::ElideRight, metrics::ListMinimum / 2)));
        m_create->setVisible(!failed && (m_widened || !m_scope.trash)); // it would not stand in the trash
    }
    m_empty->setVisible(empty);
    m_view->setVisible(!empty);
}

void SearchPage::announce()
{
    if (!isVisible())
        return;
    QWidget* told = m_empty->isVisible() ? static_cast<QWidget*>(m_emptyWords) : m_count;
    QAccessibleEvent event(told, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

/// Up from the first row leads back to the field.
bool SearchPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Up && (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier &&
            m_view->currentIndex().row() <= 0) {
            Q_EMIT fieldWanted();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lockleaf::ui
