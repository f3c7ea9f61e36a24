// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/salvage_sheet.h"

#include "core/vault/vault.h"
#include "ui/sheets/form_area.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/paths.h"
#include "ui/sheets/report_view.h"
#include "ui/sheets/salvage_words.h"
#include "ui/theme/metrics.h"
#include "ui/vault/salvage_run.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/field_selection.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/way_field.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int SalvageCardWidth = 620;
constexpr int SalvageBarRange = 1000;

void addField(QVBoxLayout& column, const QString& name, QWidget* field, QWidget* beside = nullptr)
{
    auto* label = new Label(name, TextRole::FieldLabel, Token::Text);
    label->setBuddy(field);
    column.addWidget(label);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(field, 1);
    if (beside)
        row->addWidget(beside);
    column.addLayout(row);
    column.addSpacing(metrics::Space2);
}

Button* chooser(const QString& accessible)
{
    auto* button = new Button(SalvageSheet::tr("Choose…"));
    button->setAccessibleName(accessible);
    button->setBaseHeight(metrics::FieldHeight);
    return button;
}

} // namespace

SalvageSheet::SalvageSheet(VaultSession& session, QWidget* anyWidget)
    : Sheet(tr("Salvage a damaged vault"), anyWidget), m_session(session)
{
    setCardWidth(SalvageCardWidth);
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
    m_bar = new ProgressBar(tr("Salvage a damaged vault"));
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_file);
    for (auto* field : m_form->findChildren<QLineEdit*>())
        connect(field, &QLineEdit::returnPressed, this, &SalvageSheet::go);
    connect(m_report, &ReportView::said, this, [this](const QString& said) { m_notice->showPromise(said); });
    connect(m_report, &ReportView::failed, this,
            [this](const QString& said) { m_notice->showProblem(said); });
    connect(this, &Sheet::closed, this, [this] {
        m_work.giveUp();
        m_run.reset();
        forget();
    });
    m_notice->showPromise(tr("The damaged file is only read. You see what would come back first."));
    setStage(Stage::Ask);
}

SalvageSheet::~SalvageSheet() = default;

QWidget* SalvageSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto* intro =
        new Label(tr("Takes every note and file that can still be read in a damaged vault into a new one, "
                     "that opens by the same. The vault that is open here is not touched."),
                  TextRole::Help, Token::TextSecondary);
    intro->setWordWrap(true);
    column->addWidget(intro);
    column->addSpacing(metrics::Space2);
    m_file = new TextField(tr("The damaged vault"));
    Button* const chooseFile = chooser(tr("Choose the damaged vault"));
    addField(*column, tr("The damaged vault"), m_file, chooseFile);
    m_way = new WayField(tr("Its password"), tr("Its password"));
    m_way->links().offer(true, true); // which of them it has, it says when it is opened
    column->addWidget(m_way);
    column->addSpacing(metrics::Space2);
    m_target = new TextField(tr("The new vault"));
    Button* const chooseTarget = chooser(tr("Choose where the new vault goes"));
    addField(*column, tr("The new vault"), m_target, chooseTarget);
    m_target->setText(shownPath(proposedPath(tr("Salvaged"), u".lockleaf"_s)));
    connect(chooseFile, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::OpenFile, tr("Choose the damaged vault"),
                    tr("Vaults (*.lockleaf);;All files (*)")},
                   *m_file, this);
    });
    connect(chooseTarget, &QPushButton::clicked, this, [this] {
        choosePath({PathChoice::Kind::SaveNew, tr("Where the new vault goes"), tr("Vaults (*.lockleaf)")},
                   *m_target, this);
    });
    for (TextField* field : {m_file, m_target})
        connect(field, &QLineEdit::textChanged, this, [field] { field->setError(false); });
    return form;
}

QWidget* SalvageSheet::makeFoot()
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
        m_file->setFocus();
    });
    connect(m_cancel, &QPushButton::clicked, this, &SalvageSheet::reject);
    connect(m_go, &QPushButton::clicked, this, &SalvageSheet::go);
    return foot;
}

bool SalvageSheet::isWorking() const
{
    return m_stage == Stage::Opening || m_stage == Stage::Looking || m_stage == Stage::Making ||
           m_stage == Stage::Salvaging;
}

void SalvageSheet::setStage(Stage stage)
{
    m_stage = stage;
    const bool asks = stage == Stage::Ask || stage == Stage::Opening || stage == Stage::Looking;
    const bool previews = stage == Stage::Preview || stage == Stage::Making || stage == Stage::Salvaging;
    m_formArea->setVisible(asks);
    m_form->setEnabled(stage == Stage::Ask);
    m_preview->setVisible(previews);
    m_report->setVisible(stage == Stage::Report || (previews && !m_report->report().isEmpty()));
    m_report->setLow(previews);
    m_bar->setVisible(isWorking());
    m_bar->setRange(0, 0);
    m_back->setVisible(stage == Stage::Preview);
    m_go->setEnabled(!isWorking());
    m_go->setVisible(stage != Stage::Report &&
                     !(stage == Stage::Preview && m_outcome && !salvagesAnything(*m_outcome)));
    m_go->setText(asks ? (isWorking() ? tr("Looking…") : tr("Look inside"))
                       : (isWorking() ? tr("Salvaging…") : tr("Salvage")));
    m_cancel->setText(stage == Stage::Report ? tr("Close") : tr("Cancel"));
    setVeilCloses(stage == Stage::Report);
    if (isWorking())
        setFocus(); // Return that is pressed once more must not cancel
}

void SalvageSheet::go()
{
    if (m_stage == Stage::Preview)
        make();
    else if (m_stage == Stage::Ask)
        look();
}

void SalvageSheet::look()
{
    if (m_file->text().trimmed().isEmpty()) {
        refuse(m_file, tr("Say which vault is damaged."));
        return;
    }
    m_damaged = typedPath(m_file->text().trimmed()).toStdString();
    m_new = typedPath(m_target->text().trimmed()).toStdString();
    std::error_code ignored;
    if (m_target->text().trimmed().isEmpty() || std::filesystem::exists(m_new, ignored)) {
        refuse(m_target, tr("Say where the new vault goes, by a name that is not taken."));
        return;
    }
    if (std::filesystem::equivalent(m_damaged, m_session.origin().file, ignored)) {
        refuse(m_file, tr("This vault is open. Lock, open another vault, and salvage it from there."));
        return;
    }
    PasswordField* const field = &m_way->field();
    if (!m_way->isTyped()) {
        refuse(field, tr("Type the password of the damaged vault."));
        return;
    }
    PasswordAttempts& attempts = m_session.attempts(); // it may be a copy of the open vault
    if (const int left = attempts.secondsLeft(); left > 0) {
        refuse(field, tr("Try again in %1 s").arg(left));
        return;
    }
    auto make = m_way->links().takeWay();
    if (!make) {
        refuse(field, WayField::problem(make.error()));
        return;
    }
    attempts.begin();
    m_notice->showPromise(tr("Opening…"));
    setStage(Stage::Opening);
    const auto way = std::make_shared<std::shared_ptr<const WayIn>>();
    auto open = [file = m_damaged, make = std::move(*make), way]() mutable -> Result<UnlockedKey> {
        const MakeWay held = std::exchange(make, nullptr); // goes on this thread
        LOCKLEAF_TRY(WayIn made, held());
        *way = std::make_shared<const WayIn>(std::move(made));
        return Vault::unlock(file, **way);
    };
    m_work.run(std::move(open), [this, way](Result<UnlockedKey> key) { handleKey(std::move(key), *way); });
}

void SalvageSheet::handleKey(Result<UnlockedKey> key, const std::shared_ptr<const WayIn>& way)
{
    const bool wrong = !key && saysWrongWay(key.error().code);
    if (wrong)
        m_session.attempts().failed();
    else
        m_session.attempts().uncount(); // a right one for another file says nothing of this vault
    if (!key) {
        const ErrorCode code = key.error().code;
        const bool ofWay = wrong || code == ErrorCode::NoSuchWay || code == ErrorCode::KeyFileNotUsable;
        refuse(ofWay ? &m_way->field() : m_file,
               ofWay ? WayField::problem(key.error()) : salvageProblem(key.error()));
        return;
    }
    m_way->wipe();
    m_opened = way;
    m_key = std::make_shared<UnlockedKey>(std::move(*key));
    m_outcome = std::make_shared<SalvageReport>();
    m_notice->showPromise(tr("Looking at every page…"));
    setStage(Stage::Looking);
    run(lookThrough(m_damaged, m_key, m_outcome));
}

void SalvageSheet::make()
{
    m_notice->showPromise(tr("Making the new vault…"));
    setStage(Stage::Making);
    m_work.run(
        [file = m_new, way = m_opened, id = m_key->vaultId] { return Vault::create(file, *way, {{}, id}); },
        [this](Result<UnlockedKey> key) {
            m_opened.reset();
            if (!key) {
                forget();
                refuse(m_target, salvageProblem(key.error()));
                return;
            }
            m_outcome = std::make_shared<SalvageReport>();
            setStage(Stage::Salvaging);
            run(salvageInto(m_damaged, m_key, m_new, std::make_shared<UnlockedKey>(std::move(*key)),
                            m_outcome));
        });
}

void SalvageSheet::run(const JobRun::Make& job)
{
    m_run = std::make_unique<JobRun>(m_session, nullptr);
    connect(m_run.get(), &JobRun::progressed, this, &SalvageSheet::handleProgress);
    connect(m_run.get(), &JobRun::finished, this, [this](const std::optional<Error>& error) {
        m_run.release()->deleteLater(); // it tells this: it must not go before it returns
        if (m_stage == Stage::Looking)
            handleLooked(error);
        else
            handleSalvaged(error);
    });
    m_run->start(job);
}

void SalvageSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (total == 0)
        return;
    m_bar->setRange(0, SalvageBarRange);
    m_bar->setValue(static_cast<int>(std::min(done, total) * SalvageBarRange / total));
}

void SalvageSheet::handleLooked(const std::optional<Error>& error)
{
    if (error) {
        forget();
        refuse(m_file, error->code == ErrorCode::Cancelled ? tr("Cancelled. Nothing was changed.")
                                                           : salvageProblem(*error));
        return;
    }
    qDeleteAll(m_preview->findChildren<Label*>(QString(), Qt::FindDirectChildrenOnly));
    for (const QString& sentence : salvagePreview(*m_outcome)) {
        auto* label = new Label(sentence, TextRole::Body, Token::Text);
        label->setWordWrap(true);
        m_preview->layout()->addWidget(label);
    }
    m_report->setReport(salvageLosses(*m_outcome).join(u'\n'));
    setStage(Stage::Preview);
    m_notice->showPromise(tr("Nothing has been made yet."));
    (m_go->isVisible() ? m_go : m_cancel)->setFocus();
}

void SalvageSheet::handleSalvaged(const std::optional<Error>& error)
{
    forget();
    m_report->setReport(salvageReport(*m_outcome));
    setStage(Stage::Report);
    if (error && error->code == ErrorCode::Cancelled)
        m_notice->showProblem(tr("Cancelled. The new vault has what was read until then."));
    else if (error)
        m_notice->showProblem(salvageProblem(*error));
    else
        m_notice->showPromise(tr("The new vault is %1. Lock, and choose “Open another vault…”.")
                                  .arg(shownPath(QString::fromStdString(m_new.string()))));
    m_cancel->setFocus();
}

void SalvageSheet::refuse(TextField* field, const QString& sentence)
{
    setStage(Stage::Ask);
    field->setError(true, sentence);
    field->setFocus();
    selectAllIn(*field);
    m_notice->showProblem(sentence);
}

void SalvageSheet::forget()
{
    m_opened.reset();
    m_key.reset();
    m_way->wipe();
}

void SalvageSheet::reject()
{
    if (m_stage == Stage::Opening || m_stage == Stage::Making) {
        m_work.giveUp();
        forget();
        refuse(m_file, tr("Cancelled."));
    } else if (m_run) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else {
        Sheet::reject();
    }
}

} // namespace lockleaf::ui
