// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/key_change_sheet.h"

#include "ui/sheets/form_area.h"
#include "ui/sheets/key_change_words.h"
#include "ui/sheets/new_password_fields.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/proof_field.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/progress_bar.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

constexpr int KeyChangeCardWidth = 560;
constexpr int KeyChangeBarRange = 1000;

void addKeyChangeText(QVBoxLayout& column, const QString& sentence)
{
    auto* text = new Label(sentence, TextRole::Help, Token::TextSecondary);
    text->setWordWrap(true);
    column.addWidget(text);
}

} // namespace

KeyChangeSheet::KeyChangeSheet(VaultSession& session, std::optional<BackupPlace> backup,
                               KeyChangeRun::Settle settle, QWidget* anyWidget)
    : Sheet(tr("Change the keys"), anyWidget), m_session(session), m_backupPlace(std::move(backup)),
      m_run(std::make_unique<KeyChangeRun>(session, std::move(settle)))
{
    setCardWidth(KeyChangeCardWidth);
    contentLayout()->setSpacing(metrics::Space3);
    m_form = makeForm();
    m_formArea = new FormArea(m_form);
    contentLayout()->addWidget(m_formArea);
    m_doing = new Label({}, TextRole::Body, Token::Text);
    m_doing->setWordWrap(true);
    contentLayout()->addWidget(m_doing);
    m_bar = new ProgressBar(tr("Change the keys"));
    contentLayout()->addWidget(m_bar);
    contentLayout()->addWidget(makeFoot());
    setInitialFocus(m_proof->firstField());
    connectRun();
    setStage(Stage::Looking);
    m_notice->showPromise(tr("Nothing is changed before the new file was read and compared as a whole."));
    m_run->look();
}

KeyChangeSheet::~KeyChangeSheet() = default;

QWidget* KeyChangeSheet::makeForm()
{
    auto* form = new QWidget;
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    addKeyChangeText(
        *column, tr("For when an old copy of the file, and a password of it, may be in other hands. "
                    "Everything is sealed anew under new keys, in a new file that takes the place of this "
                    "one: the old pair opens nothing that is written from now on, and text that was "
                    "deleted is not in the new file any more."));
    addKeyChangeText(*column,
                     tr("A new password alone does not do that: whoever has an old copy has the keys of this "
                        "vault with it. Backups and copies made before keep the old keys, and open with the "
                        "password that they were made with."));
    addKeyChangeText(*column,
                     tr("Every other way in belongs to the old keys: only what you open it with here, or the "
                        "new password, opens the vault afterwards, until you add others in Settings, "
                        "Security."));
    column->addSpacing(metrics::Space2);
    m_proof = new ProofField(m_session, tr("Your vault's password"));
    column->addWidget(m_proof);
    column->addSpacing(metrics::Space2);
    m_another = new CheckBox(tr("Choose a new password as well, since somebody may know this one"));
    column->addWidget(m_another);
    m_new = new NewPasswordFields;
    m_new->hide();
    column->addWidget(m_new);
    m_backup = new CheckBox(tr("Make a backup first; it opens with the old keys"));
    m_backup->setChecked(m_backupPlace.has_value());
    column->addWidget(m_backup);
    if (!m_backupPlace)
        m_backup->hide();
    connect(m_another, &QCheckBox::toggled, this, &KeyChangeSheet::chooseAnother);
    connect(m_proof, &ProofField::edited, this, [this] {
        // A code is no way in for every day: it goes, and a password takes its place.
        if (m_proof->usesRecoveryCode())
            m_another->setChecked(true);
        m_another->setEnabled(!m_proof->usesRecoveryCode());
        guardVeil();
    });
    connect(m_proof, &ProofField::returnPressed, this, &KeyChangeSheet::go);
    connect(m_proof, &ProofField::given, this, &KeyChangeSheet::handleProved);
    connect(m_proof, &ProofField::refused, this, &KeyChangeSheet::refuse);
    connect(m_proof, &ProofField::pauseChanged, this, &KeyChangeSheet::refreshButton);
    connect(m_new, &NewPasswordFields::returnPressed, this, &KeyChangeSheet::go);
    connect(m_new, &NewPasswordFields::edited, this, &KeyChangeSheet::guardVeil);
    connect(m_new, &NewPasswordFields::refused, this,
            [this](const QString& sentence) { m_notice->showProblem(sentence); });
    return form;
}

QWidget* KeyChangeSheet::makeFoot()
{
    auto* foot = new QWidget;
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    m_notice = new Notice;
    m_cancel = new Button(tr("Cancel"));
    m_go = new Button(tr("Change the keys"), Button::Kind::Primary);
    row->addWidget(m_notice, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_go);
    connect(m_cancel, &QPushButton::clicked, this, &KeyChangeSheet::reject);
    connect(m_go, &QPushButton::clicked, this, &KeyChangeSheet::go);
    return foot;
}

void KeyChangeSheet::connectRun()
{
    connect(m_run.get(), &KeyChangeRun::looked, this, &KeyChangeSheet::handleLooked);
    connect(m_run.get(), &KeyChangeRun::prepared, this, [this] {
        setStage(Stage::Working);
        Q_EMIT changeBegun();
    });
    connect(m_run.get(), &KeyChangeRun::progressed, this, &KeyChangeSheet::handleProgress);
    connect(m_run.get(), &KeyChangeRun::ended, this, &KeyChangeSheet::handleEnded);
    connect(this, &Sheet::closed, this, [this] {
        m_proof->giveUp();
        wipe();
        m_run.reset();
    });
}

bool KeyChangeSheet::isWorking() const
{
    return m_stage == Stage::Trying || m_stage == Stage::Preparing || m_stage == Stage::Working;
}

void KeyChangeSheet::setStage(Stage stage)
{
    m_stage = stage;
    const bool asks =
        stage == Stage::Looking || stage == Stage::Ask || stage == Stage::Hindered || stage == Stage::Trying;
    m_formArea->setVisible(asks);
    m_form->setEnabled(stage == Stage::Looking || stage == Stage::Ask);
    m_doing->setVisible(stage == Stage::Preparing || stage == Stage::Working || stage == Stage::Unfinished);
    m_bar->setVisible(isWorking());
    m_bar->setRange(0, 0);
    if (stage == Stage::Preparing || stage == Stage::Working)
        m_doing->setText(tr("Everything is being sealed anew. The window locks itself at the end; unlock it "
                            "with your password then."));
    m_cancel->setText(stage == Stage::Unfinished ? tr("Lock") : tr("Cancel"));
    m_go->setVisible(stage != Stage::Unfinished && stage != Stage::Hindered);
    refreshButton();
    guardVeil();
    if (isWorking())
        setFocus(); // Return that is pressed once more must not cancel
    else if (stage == Stage::Unfinished || stage == Stage::Hindered)
        m_cancel->setFocus();
}

void KeyChangeSheet::guardVeil()
{
    const bool typed = m_proof->isTyped() || m_new->isTyped();
    setVeilCloses(!isWorking() && m_stage != Stage::Unfinished && !typed);
}

void KeyChangeSheet::refreshButton()
{
    const int pause = m_proof->pause();
    m_go->setEnabled(m_stage == Stage::Ask && pause == 0);
    m_go->setText(isWorking() ? tr("Changing…")
                  : pause > 0 ? tr("Try again in %1 s").arg(pause)
                              : tr("Change the keys"));
}

void KeyChangeSheet::handleLooked(KeyChangeHindrance hindrance)
{
    if (hindrance == KeyChangeHindrance::None) {
        setStage(Stage::Ask);
        return;
    }
    setStage(Stage::Hindered);
    m_notice->showProblem(hindranceSentence(hindrance));
}

void KeyChangeSheet::go()
{
    if (m_stage != Stage::Ask || !m_go->isEnabled())
        return;
    m_chosen.reset();
    if (m_another->isChecked() && !(m_chosen = m_new->take()))
        return;
    if (!m_proof->ask()) {
        m_chosen.reset();
        return;
    }
    setStage(Stage::Trying);
    m_notice->showPromise(m_proof->usesRecoveryCode() ? tr("Trying the code…") : tr("Trying the password…"));
}

void KeyChangeSheet::handleProved(const std::shared_ptr<const ProvedWay>& way)
{
    KeyChangeWish wish{way, std::exchange(m_chosen, nullptr), std::nullopt};
    if (m_backup->isChecked())
        wish.backup = m_backupPlace;
    wipe();
    setStage(Stage::Preparing);
    m_notice->showPromise(tr("Making new keys…"));
    m_run->start(std::move(wish), m_cost);
}

void KeyChangeSheet::chooseAnother(bool on)
{
    m_new->setVisible(on);
    if (!on)
        m_new->wipe();
    else if (!m_proof->usesRecoveryCode()) // else the code comes first
        m_new->setFocusOnFirst();
}

void KeyChangeSheet::handleProgress(qulonglong done, qulonglong total)
{
    if (m_stage != Stage::Working || total == 0)
        return;
    if (done == 0) {
        m_notice->showPromise(m_backup->isChecked() && m_backupPlace ? tr("Making a backup first…")
                                                                     : tr("Sealing everything anew…"));
        return;
    }
    m_bar->setRange(0, KeyChangeBarRange);
    m_bar->setValue(static_cast<int>(std::min(done, total) * KeyChangeBarRange / total));
    m_notice->showPromise(done < total ? tr("Sealing everything anew, and reading it once more…")
                                       : tr("Putting the new file in its place…"));
}

void KeyChangeSheet::handleEnded(const std::optional<Error>& error)
{
    const KeyChangeReport& report = m_run->report();
    if (!error) {
        Q_EMIT lockNeeded(true);
        return;
    }
    if (report.mustReopen) {
        m_doing->setText(unfinishedChange(*error, report));
        setStage(Stage::Unfinished);
        m_notice->showProblem(report.exchanged ? tr("Lock now, and unlock with your password.")
                                               : tr("Lock now, and unlock again."));
        return;
    }
    const bool begun = m_stage == Stage::Working;
    if (begun)
        Q_EMIT changeGivenUp();
    wipe();
    const QString sentence = m_run->isTextUnsaved()
                                 ? tr("What you wrote could not be saved, so the keys were not changed.")
                                 : keyChangeProblem(*error, begun && m_run->lacksBackup());
    if (error->code != ErrorCode::Cancelled) {
        refuse(sentence);
        m_proof->showWrong(sentence);
        return;
    }
    setStage(Stage::Ask);
    m_proof->firstField()->setFocus();
    m_notice->showPromise(sentence);
}

void KeyChangeSheet::refuse(const QString& sentence)
{
    m_chosen.reset();
    setStage(Stage::Ask);
    m_notice->showProblem(sentence);
}

void KeyChangeSheet::wipe()
{
    m_proof->wipe();
    m_new->wipe();
}

void KeyChangeSheet::reject()
{
    if (m_stage == Stage::Unfinished) {
        m_cancel->setEnabled(false);
        Q_EMIT lockNeeded(m_run->report().exchanged);
    } else if (m_stage == Stage::Trying) {
        m_proof->giveUp();
        m_chosen.reset();
        handleEnded(Error{ErrorCode::Cancelled, {}});
    } else if (isWorking()) {
        m_notice->showPromise(tr("Cancelling…"));
        m_run->cancel();
    } else {
        Sheet::reject();
    }
}

} // namespace lockleaf::ui
