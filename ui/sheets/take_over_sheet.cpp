// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/take_over_sheet.h"

#include "ui/sheets/form_area.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/report_view.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/field_selection.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/text_field.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int TakeOverCardWidth = 620;
constexpr int TakeOverBarRange = 1000;
constexpr std::size_t MostTitles = 1000;

} // namespace

TakeOverSheet::TakeOverSheet(TakeOverKind kind, const QString& title, Words words, VaultSession& session,
                             QWidget* anyWidget)
    : Sheet(title, anyWidget), m_kind(kind), m_words(std::move(words)), m_session(session)
{
    setCardWidth(TakeOverCardWidth);
    contentLayout()->setSpacing(metrics::Space3);
    m_form = makeForm();
    m_formArea = new FormArea(m_form);
    contentLayout()->addWidget(m_formArea);
    m_preview = new QWidget;
    auto* sentences = new QVBoxLayout(m_preview);
    sentences->setContentsMargins(0, 0, 0, 0);
    sentences->setSpacing(metrics::Space2);
    contentLayout()->addWidget(m_preview);
    m_report = new ReportView;
    contentLayout()->addWidget(m_report);
    m_bar = new ProgressBar(title);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_file);
    connect(m_report, &ReportView::said, this, [this](const QString& said) { m_notice->showPromise(said); });
    connect(m_report, &ReportView::failed, this,
            [this](const QString& said) { m_notice->showProblem(said); });
}

TakeOverSheet::~TakeOverSheet() = default;

QWidget* TakeOverSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* intro = new Label(m_words.intro, TextRole::Help, Token::TextSecondary);
    intro->setWordWrap(true);
    column->addWidget(intro);
    column->addSpacing(metrics::Space2);
    m_file = new TextField(m_words.fileLabel);
    auto* label = new Label(m_words.fileLabel, TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_file);
    auto* choose = new Button(tr("Choose…"));
    choose->setBaseHeight(metrics::FieldHeight);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_file, 1);
    row->addWidget(choose);
    column->addWidget(label);
    column->addLayout(row);
    column->addSpacing(metrics::Space2);
    m_keyLayout = new QVBoxLayout;
    m_keyLayout->setSpacing(6);
    column->addLayout(m_keyLayout);
    connect(choose, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::OpenFile, m_words.chooserCaption, m_words.chooserFilter}, *m_file,
                   this);
    });
    connect(m_file, &QLineEdit::textChanged, this, [this] { m_file->setError(false); });
    return form;
}

QWidget* TakeOverSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_back = new Button(tr("Back"));
    m_cancel = new Button(tr("Cancel"));
    m_go = new Button({}, Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    for (Button* button : {m_back, m_cancel, m_go})
        row->addWidget(button);
    connect(m_back, &QPushButton::clicked, this, [this] {
        forget();
        setStage(Stage::Ask);
        m_notice->showPromise(m_words.promise);
        m_file->setFocus();
    });
    connect(m_cancel, &QPushButton::clicked, this, &TakeOverSheet::reject);
    connect(m_go, &QPushButton::clicked, this, &TakeOverSheet::go);
    return foot;
}

void TakeOverSheet::ready()
{
    for (auto* field : m_form->findChildren<QLineEdit*>())
        connect(field, &QLineEdit::returnPressed, this, &TakeOverSheet::go);
    // What opens the file was made last, and is reached before what is at the foot.
    QWidget* before = m_file;
    for (auto* control : m_form->findChildren<QWidget*>())
        if (control != m_file && (control->focusPolicy() & Qt::TabFocus) != 0)
            setTabOrder(std::exchange(before, control), control);
    for (Button* button : {m_back, m_cancel, m_go})
        setTabOrder(std::exchange(before, button), button);
    connect(this, &Sheet::closed, this, [this] {
        m_work.giveUp();
        m_run.reset();
        forget();
    });
    m_notice->showPromise(m_words.promise);
    setStage(Stage::Ask);
}

bool TakeOverSheet::isWorking() const
{
    return m_stage == Stage::Opening || m_stage == Stage::Counting || m_stage == Stage::Taking;
}

void TakeOverSheet::setStage(Stage stage)
{
    m_stage = stage;
    const bool asks = stage == Stage::Ask || stage == Stage::Opening || stage == Stage::Counting;
    const bool previews = stage == Stage::Preview || stage == Stage::Taking;
    m_formArea->setVisible(asks);
    m_form->setEnabled(stage == Stage::Ask);
    m_preview->setVisible(previews);
    m_report->setVisible(stage == Stage::Report || (previews && m_leavesOut));
    m_report->setLow(previews);
    m_bar->setVisible(isWorking());
    m_bar->setRange(0, 0);
    m_back->setVisible(stage == Stage::Preview);
    m_go->setEnabled(!isWorking());
    m_go->setVisible(stage != Stage::Report);
    m_go->setText(stage == Stage::Taking ? m_words.taking
                  : previews             ? m_words.take
                  : asks && isWorking()  ? tr("Looking…")
                                         : tr("Look inside"));
    m_cancel->setText(stage == Stage::Report ? tr("Close") : tr("Cancel"));
    guardVeil();
    if (isWorking())
        setFocus(); // Return that is pressed once more must not cancel
}

void TakeOverSheet::guardVeil()
{
    setVeilCloses(!isWorking() && (m_stage == Stage::Report || (m_stage == Stage::Ask && !isTyped())));
}

void TakeOverSheet::go()
{
    if (m_stage == Stage::Preview) {
        setStage(Stage::Taking);
        startJob(false);
        return;
    }
    if (m_stage != Stage::Ask)
        return;
    const QString typed = m_file->text().trimmed();
    if (typed.isEmpty()) {
        refuse(nullptr, m_words.noFile);
        return;
    }
    if (!open(std::filesystem::path(typedPath(typed).toStdString()), m_work))
        return;
    m_notice->showPromise(m_words.opening);
    setStage(Stage::Opening);
}

void TakeOverSheet::refuse(TextField* field, const QString& sentence)
{
    setStage(Stage::Ask);
    TextField* const wrong = field != nullptr ? field : m_file;
    wrong->setError(true, sentence);
    wrong->setFocus();
    selectAllIn(*wrong);
    m_notice->showProblem(sentence);
}

void TakeOverSheet::handleOpened()
{
    m_notice->showPromise(tr("Comparing with what is here…"));
    setStage(Stage::Counting);
    startJob(true);
}

void TakeOverSheet::startJob(bool dryRun)
{
    m_outcome = std::make_shared<RestoreReport>();
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &TakeOverSheet::handleProgress);
    connect(m_run.get(), &JobRun::finished, this, [this, dryRun](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        if (dryRun)
            handleCounted(error);
        else
            handleTaken(error);
    });
    m_run->start(makeJob(dryRun, m_outcome));
}

void TakeOverSheet::handleProgress(qulonglong done, qulonglong total)
{
    const qulonglong all = total > 0 ? total : m_expected;
    if (m_stage == Stage::Counting && total == 0) {
        m_notice->showPromise(
            counted(static_cast<qint64>(done), tr("1 note compared"), tr("%1 notes compared")));
        return;
    }
    if (all == 0)
        return;
    m_bar->setRange(0, TakeOverBarRange);
    m_bar->setValue(static_cast<int>(std::min(done, all) * TakeOverBarRange / all));
    const QLocale locale;
    m_notice->showPromise(tr("%1 of %2").arg(locale.toString(std::min(done, all)), locale.toString(all)));
}

void TakeOverSheet::handleCounted(const std::optional<Error>& error)
{
    if (error && error->code == ErrorCode::Cancelled) {
        forget();
        setStage(Stage::Ask);
        m_notice->showPromise(tr("Cancelled. Nothing was changed."));
        m_file->setFocus();
        return;
    }
    if (error) {
        forget();
        refuse(nullptr, takeOverProblem(m_kind, *error));
        return;
    }
    m_expected = m_outcome->notes();
    showPreview(takeOverPreview(m_kind, *m_outcome) + remarks());
    const QStringList refused = refusalLines(m_outcome->taken);
    m_leavesOut = !refused.isEmpty();
    m_report->setReport(refused.join(u'\n'));
    setStage(Stage::Preview);
    const bool some = bringsAnything(*m_outcome);
    m_go->setVisible(some);
    m_notice->showPromise(some ? tr("Nothing has been changed yet. No text is overwritten.")
                               : tr("There is nothing to be done."));
    (some ? m_go : m_cancel)->setFocus();
}

void TakeOverSheet::showPreview(const QStringList& sentences)
{
    qDeleteAll(m_preview->findChildren<Label*>(QString(), Qt::FindDirectChildrenOnly));
    for (const QString& sentence : sentences) {
        auto* label = new Label(sentence, TextRole::Body, Token::Text);
        label->setWordWrap(true);
        m_preview->layout()->addWidget(label);
    }
}

void TakeOverSheet::handleTaken(const std::optional<Error>& error)
{
    forget();
    Q_EMIT m_session.notesChanged({}); // lists, and the open note, are what the vault says now
    std::vector<RecordId> firsts;
    for (const auto& [first, second] : m_outcome->taken.pairs)
        if (firsts.size() < MostTitles)
            firsts.push_back(first);
    auto read = [firsts](Vault& vault) { return vault.summaries(firsts); };
    m_session.ask(this, std::move(read), [this, error](const Result<std::vector<NoteSummary>>& summaries) {
        QStringList titles;
        if (summaries)
            for (const NoteSummary& summary : *summaries)
                titles << (summary.title.empty() ? tr("Untitled") : QString::fromStdString(summary.title));
        showReport(error, titles);
    });
}

void TakeOverSheet::showReport(const std::optional<Error>& error, const QStringList& titles)
{
    m_bar->setSizePolicy(QSizePolicy()); // it is not needed any more, and neither is its place
    setStage(Stage::Report);
    QStringList lines = QStringList{takeOverReport(m_kind, *m_outcome, titles)} + remarks();
    if (!error && m_kind == TakeOverKind::Copy && m_outcome->taken.refused == 0)
        lines << tr("All of the copy is here now. It is not needed any more, and may be removed.");
    m_report->setReport(lines.join(u'\n'));
    const QString done = takenOverWords(m_kind, m_outcome->taken);
    if (error && error->code == ErrorCode::Cancelled)
        m_notice->showPromise(tr("Cancelled.") + u' ' + done);
    else if (error)
        m_notice->showProblem(takeOverProblem(m_kind, *error) + u' ' + done);
    else if (m_outcome->cut)
        m_notice->showProblem(tr("The archive is damaged; what came before the damage is restored."));
    else
        m_notice->showPromise(done);
    const bool twice = !m_outcome->taken.pairs.empty();
    m_go->setVisible(twice);
    m_go->setEnabled(twice);
    m_go->setText(tr("Compare…"));
    if (twice)
        connect(m_go, &QPushButton::clicked, this, [this] {
            const auto pairs = m_outcome->taken.pairs;
            closeSheet();
            Q_EMIT comparisonRequested(pairs);
        });
    (twice ? m_go : m_cancel)->setFocus();
}

void TakeOverSheet::reject()
{
    if (m_stage == Stage::Opening) {
        m_work.giveUp(); // it ends aside, and its key is dropped
        setStage(Stage::Ask);
        m_notice->showPromise(tr("Cancelled. Nothing was changed."));
        m_file->setFocus();
    } else if (m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else {
        Sheet::reject();
    }
}

} // namespace lockleaf::ui
