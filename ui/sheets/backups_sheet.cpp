// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/backups_sheet.h"

#include "ui/sheets/backup_list_page.h"
#include "ui/sheets/backup_notes_page.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/notice.h"
#include "ui/theme/metrics.h"
#include "ui/vault/held_job.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int BackupsCardWidth = 980;
constexpr int BackupsCardHeight = 680;
constexpr int BackupsBesideFrom = 760;
constexpr int BackupsBarRange = 1000;

} // namespace

BackupsSheet::BackupsSheet(VaultSession& session, BackupSchedule& schedule, QWidget* anyWidget)
    : Sheet(tr("Backups"), anyWidget), m_session(session), m_schedule(schedule)
{
    setCardWidth(BackupsCardWidth);
    setCardHeight(BackupsCardHeight);
    contentLayout()->setSpacing(metrics::Space3);
    auto* pages = new QWidget;
    m_pages = new QStackedLayout(pages);
    m_list = new BackupListPage;
    m_notes = new BackupNotesPage(session);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_notes);
    contentLayout()->addWidget(pages, 1);
    m_bar = new ProgressBar(tr("Backups"));
    contentLayout()->addWidget(m_bar);
    m_notice = new Notice;
    m_notice->hide();
    contentLayout()->addWidget(m_notice);
    contentLayout()->addLayout(makeButtons());
    connect(m_list, &BackupListPage::choiceChanged, this, &BackupsSheet::refreshButtons);
    connect(m_list, &BackupListPage::taken, this, &BackupsSheet::look);
    connect(m_list, &BackupListPage::backUpRequested, this, &BackupsSheet::backUp);
    connect(m_notes, &BackupNotesPage::choiceChanged, this, &BackupsSheet::refreshButtons);
    connect(m_notes, &BackupNotesPage::failed, this, [this](const Error& error) {
        m_notice->showProblem(backupProblem(error));
        m_notice->show();
    });
    connect(&m_schedule, &BackupSchedule::changed, this, &BackupsSheet::takeListing);
    connect(&m_schedule, &BackupSchedule::progressed, this, [this](qulonglong done, qulonglong total) {
        if (m_stage == Stage::Working && !m_run)
            handleProgress(done, total);
    });
    connect(this, &Sheet::closed, this, &BackupsSheet::giveUp);
    setStage(Stage::List);
    m_schedule.refresh();
}

BackupsSheet::~BackupsSheet() = default;

QBoxLayout* BackupsSheet::makeButtons()
{
    m_back = new Button(tr("Back"));
    m_remove = new Button(tr("Remove…"));
    m_prove = new Button(tr("Prove now"));
    m_look = new Button(tr("Look inside"), Button::Kind::Primary);
    m_all = new Button(tr("Restore everything into a new vault…"));
    m_restore = new Button(tr("Restore this note"), Button::Kind::Primary);
    m_cancel = new Button(tr("Cancel"));
    m_sure = new Button(tr("Remove"), Button::Kind::Danger);
    m_buttons = new QBoxLayout(QBoxLayout::LeftToRight);
    m_buttons->setSpacing(metrics::Space3);
    m_buttons->addWidget(m_back);
    m_buttons->addStretch(1);
    for (Button* button : {m_remove, m_prove, m_look, m_all, m_restore, m_cancel, m_sure})
        m_buttons->addWidget(button);
    connect(m_back, &QPushButton::clicked, this, &BackupsSheet::leave);
    connect(m_remove, &QPushButton::clicked, this, &BackupsSheet::askRemove);
    connect(m_prove, &QPushButton::clicked, this, &BackupsSheet::prove);
    connect(m_look, &QPushButton::clicked, this, &BackupsSheet::look);
    connect(m_all, &QPushButton::clicked, this, &BackupsSheet::chooseTarget);
    connect(m_restore, &QPushButton::clicked, this, &BackupsSheet::returnChosen);
    connect(m_cancel, &QPushButton::clicked, this, &BackupsSheet::reject);
    connect(m_sure, &QPushButton::clicked, this, &BackupsSheet::remove);
    return m_buttons;
}

void BackupsSheet::setStage(Stage stage)
{
    m_stage = stage;
    const bool busy = stage == Stage::Opening || stage == Stage::Working;
    m_inside = stage == Stage::Notes || (stage == Stage::Working && m_inside);
    m_pages->setCurrentIndex(m_inside ? 1 : 0);
    m_list->setEnabled(stage == Stage::List);
    m_notes->setEnabled(stage == Stage::Notes);
    m_bar->setRange(0, 0);
    m_bar->setVisible(busy);
    setVeilCloses(!busy);
    setTitle(m_inside ? tr("Backup: %1").arg(m_moment) : tr("Backups"));
    refreshButtons();
    if (busy)
        setFocus(Qt::OtherFocusReason); // Return that is pressed once more must not cancel
    else if (stage == Stage::List)
        m_list->focusList();
}

void BackupsSheet::refreshButtons()
{
    const bool lists = m_stage == Stage::List && !m_list->isEmpty();
    const bool reads = m_stage == Stage::Notes;
    const Generation* const generation = m_list->chosen();
    const bool opens = generation && canBeOpened(*generation);
    for (Button* button : {m_remove, m_prove, m_look})
        button->setVisible(lists);
    m_remove->setEnabled(generation && !m_list->isNewestProven(*generation));
    m_prove->setEnabled(opens);
    m_look->setEnabled(opens);
    for (Button* button : {m_back, m_all, m_restore})
        button->setVisible(reads);
    const auto count = static_cast<qint64>(m_notes->chosen().size());
    m_restore->setText(count > 1 ? tr("Restore %1 notes").arg(QLocale().toString(count))
                                 : tr("Restore this note"));
    m_restore->setEnabled(reads && count > 0 && m_notes->bringsAnything());
    m_cancel->setVisible(m_stage == Stage::AskRemove || m_stage == Stage::Opening ||
                         m_stage == Stage::Working);
    m_sure->setVisible(m_stage == Stage::AskRemove);
}

void BackupsSheet::takeListing()
{
    const bool backedUp = m_stage == Stage::Working && !m_inside && !m_run && !m_schedule.isRunning();
    if (m_schedule.listing())
        m_list->setListing(*m_schedule.listing());
    if (const auto& failure = m_schedule.failure(); failure && (backedUp || !m_schedule.listing())) {
        m_notice->showProblem(backupProblem(*failure));
        m_notice->show();
    }
    if (backedUp)
        setStage(Stage::List);
    else if (m_stage == Stage::List && !std::exchange(m_listed, true))
        m_list->focusList();
    refreshButtons();
}

/// A job with its progress and Cancel; afterwards it is again as before, and `ended` says what came of it.
void BackupsSheet::run(const QString& doing, JobRun::Make make, Ended ended)
{
    m_notice->showPromise(doing);
    m_notice->show();
    setStage(Stage::Working);
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &BackupsSheet::handleProgress);
    connect(m_run.get(), &JobRun::finished, this,
            [this, ended = std::move(ended)](const std::optional<Error>& error) {
                m_run.release()->deleteLater(); // it tells this: it must not go before it returns
                setStage(m_inside ? Stage::Notes : Stage::List);
                if (m_inside)
                    m_notes->focusNotes();
                ended(error);
            });
    m_run->start(std::move(make));
}

/// What is said after an error, or a cancel.
void BackupsSheet::endWork(const std::optional<Error>& error)
{
    if (error && error->code == ErrorCode::Cancelled)
        m_notice->showPromise(tr("Cancelled."));
    else if (error)
        m_notice->showProblem(backupProblem(*error));
}

void BackupsSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, BackupsBarRange);
    m_bar->setValue(static_cast<int>(std::min(done, total) * BackupsBarRange / total));
}

void BackupsSheet::prove()
{
    const Generation* const generation = m_list->chosen();
    if (!generation || m_stage != Stage::List)
        return;
    const QString moment = backupMoment(*generation, QDateTime::currentDateTime());
    auto report = std::make_shared<ProofReport>();
    auto make = [report, place = m_schedule.place(),
                 name = generation->name](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return std::make_unique<HeldJob>(report, makeProveJob(vault, place, name, *report));
    };
    run(tr("Reading all of this backup…"), std::move(make),
        [this, report, moment](const std::optional<Error>& error) {
            if (error)
                endWork(error);
            else if (report->proven)
                m_notice->showPromise(proofWords(*report, moment));
            else
                m_notice->showProblem(proofWords(*report, moment));
            m_schedule.refresh();
        });
}

void BackupsSheet::askRemove()
{
    const Generation* const generation = m_list->chosen();
    if (!generation)
        return;
    m_notice->showPromise(tr("Remove the backup “%1”? It cannot be brought back.")
                              .arg(backupMoment(*generation, QDateTime::currentDateTime())));
    m_notice->show();
    setStage(Stage::AskRemove);
    m_cancel->setFocus(Qt::OtherFocusReason); // Enter must not remove what nobody has read about
}

void BackupsSheet::remove()
{
    const Generation* const generation = m_list->chosen();
    if (!generation || m_stage != Stage::AskRemove)
        return;
    m_sure->setEnabled(false);
    m_session.ask(
        this,
        [place = m_schedule.place(), name = generation->name](Vault& vault) -> Result<void> {
            return removeGeneration(vault, place, name);
        },
        [this](const Result<void>& removed) {
            m_sure->setEnabled(true);
            setStage(Stage::List);
            if (removed)
                m_notice->showPromise(tr("The backup was removed."));
            else
                m_notice->showProblem(backupProblem(removed.error()));
            m_schedule.refresh();
        });
}

void BackupsSheet::look()
{
    const Generation* const generation = m_list->chosen();
    if (!generation || m_stage != Stage::List || !canBeOpened(*generation))
        return;
    m_moment = backupMoment(*generation, QDateTime::currentDateTime());
    m_notice->showPromise(tr("Opening the backup…"));
    m_notice->show();
    setStage(Stage::Opening);
    m_visit = std::make_unique<BackupVisit>(m_session, m_schedule.place(), generation->name);
    m_visit->open(this, [this, visit = m_visit.get()](const Result<void>& opened) {
        if (visit != m_visit.get() || m_stage != Stage::Opening)
            return; // given up meanwhile
        if (!opened) {
            m_visit.reset();
            setStage(Stage::List);
            m_notice->showProblem(backupProblem(opened.error()));
            return;
        }
        m_notice->hide();
        setStage(Stage::Notes);
        m_notes->visit(m_visit.get());
        m_notes->focusFilter();
    });
}

/// Back to the list.
void BackupsSheet::leave()
{
    m_notes->visit(nullptr);
    m_visit.reset();
    m_moment.clear();
    m_notice->hide();
    setStage(Stage::List);
    m_schedule.refresh();
}

void BackupsSheet::backUp()
{
    m_notice->showPromise(tr("Backing up…"));
    m_notice->show();
    setStage(Stage::Working);
    m_schedule.backUpNow();
}

/// The sheet has closed: nothing goes on, and nothing stays of what was shown.
void BackupsSheet::giveUp()
{
    m_run.reset();
    m_notes->visit(nullptr);
    m_visit.reset();
    m_moment.clear();
}

void BackupsSheet::reject()
{
    switch (m_stage) {
    case Stage::Working:
        m_notice->showPromise(tr("Cancelling…"));
        if (m_run)
            m_run->cancel();
        else
            m_schedule.cancel();
        break;
    case Stage::Opening:
    case Stage::AskRemove:
        leave();
        break;
    case Stage::Notes:
        if (!m_notes->leaveFilter())
            Sheet::reject();
        break;
    case Stage::List:
        Sheet::reject();
        break;
    }
}

void BackupsSheet::keyPressEvent(QKeyEvent* event)
{
    const bool back = event->key() == Qt::Key_Left && event->modifiers() == Qt::AltModifier;
    if (back && m_stage == Stage::Notes)
        leave();
    else
        Sheet::keyPressEvent(event);
}

void BackupsSheet::resizeEvent(QResizeEvent* event)
{
    Sheet::resizeEvent(event);
    const bool beside = width() >= BackupsBesideFrom;
    m_notes->setBeside(beside);
    m_buttons->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

} // namespace lockleaf::ui
