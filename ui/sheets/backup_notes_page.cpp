// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/backup_notes_page.h"

#include "ui/models/note_dates.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/report_line.h"
#include "ui/sheets/row_list.h"
#include "ui/sheets/version_text.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/label.h"
#include "ui/widgets/text_field.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::uint64_t BackupRowsAtOnce = 200;
constexpr std::size_t MostFoundInBackup = 500;
constexpr int BackupNotesWidth = 320;
constexpr int BackupNotesHeight = 190; ///< Where they stand over the text.
constexpr int FilterPause = 120;       ///< Milliseconds after the last key.

RowModel::Row rowOf(const NoteSummary& note, const QDateTime& now)
{
    QString detail = note_dates::editedSentence(note.modified, now);
    if (note.trashed)
        detail = BackupNotesPage::tr("In its Trash · %1").arg(detail);
    return {note.title.empty() ? BackupNotesPage::tr("Untitled") : lineOf(note.title), detail, false};
}

} // namespace

BackupNotesPage::BackupNotesPage(VaultSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    m_both = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->setSpacing(metrics::Space4);
    m_left = makeNotes();
    m_both->addWidget(m_left);
    m_both->addWidget(makePreview(), 1);
    setBeside(true);
    m_typed.setSingleShot(true);
    m_typed.setInterval(FilterPause);
    connect(&m_typed, &QTimer::timeout, this, &BackupNotesPage::reload);
    connect(m_filter, &QLineEdit::textChanged, &m_typed, qOverload<>(&QTimer::start));
    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_list->setFocus(Qt::OtherFocusReason); });
    connect(m_list, &RowList::choiceChanged, this, &BackupNotesPage::handleChoice);
    connect(&m_rows, &RowModel::moreWanted, this, &BackupNotesPage::readMore);
    m_filter->installEventFilter(this);
}

BackupNotesPage::~BackupNotesPage() = default;

QWidget* BackupNotesPage::makeNotes()
{
    auto* notes = new QWidget;
    auto* column = new QVBoxLayout(notes);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    m_filter = new TextField(tr("Search in this backup"));
    m_filter->setPlaceholderText(tr("Search in this backup"));
    m_filter->setClearButtonEnabled(false);
    m_list = new RowList(m_rows, tr("Notes in this backup"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_count = new Label({}, TextRole::Caption, Token::TextSecondary);
    m_count->setWordWrap(true);
    column->addWidget(m_filter);
    column->addWidget(m_list, 1);
    column->addWidget(m_count);
    return notes;
}

QWidget* BackupNotesPage::makePreview()
{
    auto* preview = new QWidget;
    auto* column = new QVBoxLayout(preview);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    m_words = new Label({}, TextRole::BodyStrong, Token::Text);
    m_words->setWordWrap(true);
    m_text = new VersionText;
    m_text->setAccessibleName(tr("Text in the backup"));
    m_legend = new Label(tr("Struck through: gone since then. Underlined: added since then."),
                         TextRole::Caption, Token::TextSecondary);
    m_legend->setWordWrap(true);
    column->addWidget(m_words);
    column->addWidget(m_text, 1);
    column->addWidget(m_legend);
    return preview;
}

void BackupNotesPage::setBeside(bool beside)
{
    m_both->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_left->setMinimumSize(beside ? BackupNotesWidth : 0, beside ? 0 : BackupNotesHeight);
    m_left->setMaximumSize(beside ? BackupNotesWidth : QWIDGETSIZE_MAX,
                           beside ? QWIDGETSIZE_MAX : BackupNotesHeight);
}

void BackupNotesPage::visit(BackupVisit* visit)
{
    m_visit = visit;
    m_counting.reset();
    ++m_asked;
    m_ids.clear();
    m_compared.clear();
    m_rows.clear();
    m_filter->clear();
    m_typed.stop();
    m_count->setText({});
    showWords({});
    if (m_visit)
        reload();
}

void BackupNotesPage::reload()
{
    if (!m_visit)
        return;
    const std::string query = m_filter->text().trimmed().toStdString();
    const auto taken = [this, number = ++m_asked](const Result<BackupNotes>& notes) {
        if (number != m_asked)
            return;
        if (notes)
            take(*notes, true);
        else
            Q_EMIT failed(notes.error());
    };
    if (query.empty())
        m_visit->readNotes(0, BackupRowsAtOnce, this, taken);
    else
        m_visit->search(query, MostFoundInBackup, this, taken);
}

void BackupNotesPage::readMore()
{
    if (!m_visit)
        return;
    m_visit->readNotes(m_ids.size(), BackupRowsAtOnce, this,
                       [this, number = m_asked](const Result<BackupNotes>& notes) {
                           if (number != m_asked)
                               return;
                           if (notes)
                               take(*notes, false);
                           else
                               Q_EMIT failed(notes.error());
                       });
}

void BackupNotesPage::take(const BackupNotes& notes, bool anew)
{
    const QDateTime now = QDateTime::currentDateTime();
    std::vector<RowModel::Row> rows;
    if (anew)
        m_ids.clear();
    for (const NoteSummary& note : notes.rows) {
        rows.push_back(rowOf(note, now));
        m_ids.push_back(note.id);
    }
    if (!anew) {
        m_rows.append(std::move(rows));
        return;
    }
    const bool filtered = !m_filter->text().trimmed().isEmpty();
    const auto total = static_cast<qint64>(notes.total);
    QString words = filtered ? counted(total, tr("1 note found"), tr("%1 notes found"))
                             : counted(total, tr("1 note"), tr("%1 notes"));
    if (notes.hasMore)
        words = tr("More than %1 notes found; type more of what you look for").arg(QLocale().toString(total));
    else if (filtered && total == 0)
        words = tr("No note has “%1”").arg(m_filter->text().trimmed());
    if (!notes.indexIsWhole)
        words += QLatin1Char(' ') + tr("The index of this backup is not whole; some may be missing.");
    m_count->setText(words);
    m_compared.clear();
    m_rows.setRows(std::move(rows), static_cast<std::size_t>(notes.total));
    if (m_ids.empty())
        handleChoice();
    else
        m_list->choose(0);
}

std::vector<RecordId> BackupNotesPage::chosen() const
{
    std::vector<RecordId> notes;
    for (const int row : m_list->selectedRows())
        if (row < static_cast<int>(m_ids.size()))
            notes.push_back(m_ids[static_cast<std::size_t>(row)]);
    return notes;
}

void BackupNotesPage::compareAgain()
{
    m_compared.clear();
    handleChoice();
}

void BackupNotesPage::handleChoice()
{
    std::vector<RecordId> notes = chosen();
    if (notes == m_compared && !notes.empty())
        return;
    m_counting.reset();
    m_compared = notes;
    m_bringsAnything = false;
    showWords({});
    if (m_visit && notes.size() > 1)
        compareSeveral(std::move(notes));
    else if (m_visit && notes.size() == 1)
        m_visit->compare(notes.front(), this, [this, notes](const Result<BackupComparison>& compared) {
            if (notes != m_compared)
                return; // the person has gone on
            if (compared)
                showComparison(*compared);
            else
                Q_EMIT failed(compared.error());
        });
    Q_EMIT choiceChanged();
}

/// What bringing all of them back would do, by a dry run.
void BackupNotesPage::compareSeveral(std::vector<RecordId> notes)
{
    showWords(tr("%1 notes chosen").arg(QLocale().toString(static_cast<qint64>(notes.size()))));
    auto report = std::make_shared<ReturnReport>();
    m_counting = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_counting.get(), &JobRun::finished, this, [this, report](const std::optional<Error>& error) {
        m_counting.release()->deleteLater(); // it tells this: it must not go before it returns
        if (error) {
            if (error->code != ErrorCode::Cancelled)
                Q_EMIT failed(*error);
            return;
        }
        showWords(wouldReturnWords(*report));
        const std::uint64_t stays = report->countOf(Return::Same) + report->countOf(Return::Refused);
        m_bringsAnything = report->notes.size() > stays;
        Q_EMIT choiceChanged();
    });
    m_counting->start(m_visit->returnJob(std::move(notes), true, report));
}

void BackupNotesPage::showComparison(const BackupComparison& compared)
{
    m_text->showComparison(compared.texts);
    m_legend->setVisible(compared.would.outcome == Return::Replaced);
    m_words->setText(comparedWords(compared.would));
    m_bringsAnything = compared.would.outcome != Return::Same && compared.would.outcome != Return::Refused;
    QAccessibleEvent alert(m_words, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT choiceChanged();
}

/// Words without a text.
void BackupNotesPage::showWords(const QString& words)
{
    m_text->showComparison(nullptr);
    m_legend->hide();
    m_words->setText(words);
}

bool BackupNotesPage::leaveFilter()
{
    if (!m_filter->hasFocus() || m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

void BackupNotesPage::focusFilter()
{
    m_filter->setFocus(Qt::OtherFocusReason);
}

void BackupNotesPage::focusNotes()
{
    m_list->setFocus(Qt::OtherFocusReason);
}

bool BackupNotesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_filter && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace lockleaf::ui
