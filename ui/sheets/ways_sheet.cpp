// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/ways_sheet.h"

#include "ui/lockscreen/kit_form.h"
#include "ui/sheets/new_password_fields.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/proof_field.h"
#include "ui/sheets/setting_group.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lockleaf::ui {

namespace {

using WayKindShown = KeySlotInfo::Kind;

QString wayName(WayKindShown kind)
{
    switch (kind) {
    case WayKindShown::Password:
        return WaysSheet::tr("Password");
    case WayKindShown::PasswordAndKeyFile:
        return WaysSheet::tr("Password and key file together");
    case WayKindShown::RecoveryCode:
        return WaysSheet::tr("Recovery kit");
    case WayKindShown::Other:
        break;
    }
    return WaysSheet::tr("Of a kind that this version does not know");
}

QString wayDate(const KeySlotInfo& slot)
{
    if (slot.kind == WayKindShown::Other)
        return {};
    const QDate day = QDateTime::fromMSecsSinceEpoch(slot.created).date();
    return WaysSheet::tr("Since %1.").arg(QLocale().toString(day, QLocale::LongFormat));
}

bool hasWay(const std::vector<KeySlotInfo>& ways, WayKindShown kind)
{
    return std::ranges::any_of(ways, [kind](const KeySlotInfo& slot) { return slot.kind == kind; });
}

} // namespace

WaysSheet::WaysSheet(VaultSession& session, QString vaultName, QWidget* anyWidget)
    : Sheet(tr("Ways in"), anyWidget), m_session(session), m_vaultName(std::move(vaultName))
{
    build();
    connectAll();
    setStage(Stage::Proof);
    load();
}

WaysSheet::~WaysSheet() = default;

void WaysSheet::build()
{
    m_rows = new QWidget;
    m_rowsPlace = new QVBoxLayout(m_rows);
    m_rowsPlace->setContentsMargins(0, 0, 0, 0);
    m_proof = new ProofField(m_session, tr("To change them: your vault's password"));
    m_kit = new KitForm;
    m_new = new NewPasswordFields;
    m_notice = new Notice;
    m_back = new Button(tr("Close"));
    m_go = new Button(tr("Continue"), Button::Kind::Primary);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addStretch(); // where nothing is said, the buttons keep their size
    foot->addWidget(m_back);
    foot->addWidget(m_go);
    auto* column = contentLayout();
    column->setSpacing(metrics::Space3);
    column->addWidget(m_rows);
    column->addWidget(m_proof);
    column->addWidget(makeActions());
    column->addWidget(m_kit);
    column->addWidget(m_new);
    column->addLayout(foot);
    setInitialFocus(m_proof->firstField());
}

QWidget* WaysSheet::makeActions()
{
    m_actions = new QWidget;
    m_addKit = new Button(tr("Add a recovery kit…"));
    m_addKeyFile = new Button(tr("Add a key file…"));
    m_changePassword = new Button(tr("Change the password…"));
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::Space3);
    row->addWidget(m_addKit);
    row->addWidget(m_addKeyFile);
    row->addWidget(m_changePassword);
    row->addStretch(1);
    return m_actions;
}

void WaysSheet::connectAll()
{
    connect(m_proof, &ProofField::returnPressed, this, &WaysSheet::go);
    connect(m_proof, &ProofField::given, this, &WaysSheet::handleProved);
    connect(m_proof, &ProofField::pauseChanged, this, &WaysSheet::refreshGo);
    connect(m_proof, &ProofField::refused, this, [this](const QString& sentence) {
        setWorking(false);
        m_notice->show();
        m_notice->showProblem(sentence);
    });
    connect(m_addKit, &QPushButton::clicked, this, &WaysSheet::beginKit);
    connect(m_addKeyFile, &QPushButton::clicked, this, &WaysSheet::chooseKeyFileToAdd);
    connect(m_changePassword, &QPushButton::clicked, this, [this] { setStage(Stage::Password); });
    connect(m_kit, &KitForm::submitted, this, &WaysSheet::go);
    connect(m_kit, &KitForm::printRequested, this, &WaysSheet::printRequested);
    connect(m_kit, &KitForm::printWritten, this, &WaysSheet::printWritten);
    connect(m_kit, &KitForm::printCancelled, this, &WaysSheet::printCancelled);
    connect(this, &Sheet::closed, this, [this] {
        m_proof->giveUp();
        m_proof->wipe();
        m_kit->wipe(); // half a page is not printed
    });
    connect(m_new, &NewPasswordFields::returnPressed, this, &WaysSheet::go);
    connect(m_new, &NewPasswordFields::refused, this,
            [this](const QString& sentence) { m_notice->showProblem(sentence); });
    connect(m_go, &QPushButton::clicked, this, &WaysSheet::go);
    connect(m_back, &QPushButton::clicked, this, &WaysSheet::reject);
}

void WaysSheet::setStage(Stage stage)
{
    m_stage = stage;
    if (stage != Stage::Kit)
        m_kit->wipe();
    if (stage != Stage::Password)
        m_new->wipe();
    m_rows->setVisible(stage == Stage::Proof || stage == Stage::List);
    m_proof->setVisible(stage == Stage::Proof);
    m_actions->setVisible(stage == Stage::List);
    m_kit->setVisible(stage == Stage::Kit);
    m_new->setVisible(stage == Stage::Password);
    m_go->setVisible(stage != Stage::List);
    m_back->setText(stage == Stage::Kit || stage == Stage::Password ? tr("Back") : tr("Close"));
    setVeilCloses(stage == Stage::Proof || stage == Stage::List);
    setWorking(false); // first: what is off takes no focus
    if (stage == Stage::List)
        m_addKit->setFocus();
    else if (stage == Stage::Password)
        m_new->setFocusOnFirst();
    else if (stage == Stage::Kit)
        m_kit->focusField();
}

void WaysSheet::refreshGo()
{
    const int pause = m_stage == Stage::Proof ? m_proof->pause() : 0;
    m_go->setEnabled(!m_working && pause == 0);
    m_go->setText(m_stage == Stage::Kit        ? tr("Add this code")
                  : m_stage == Stage::Password ? tr("Change the password")
                  : pause > 0                  ? tr("Try again in %1 s").arg(pause)
                                               : tr("Continue"));
}

void WaysSheet::setWorking(bool working, const QString& sentence)
{
    m_working = working;
    for (QWidget* part : {m_rows, static_cast<QWidget*>(m_proof), m_actions, static_cast<QWidget*>(m_new)})
        part->setEnabled(!working);
    m_kit->setWorking(working);
    refreshGo();
    m_notice->setVisible(!sentence.isEmpty());
    if (!sentence.isEmpty())
        m_notice->showPromise(sentence);
    if (working)
        setFocus(); // Esc must reach the sheet
}

void WaysSheet::reject()
{
    if (m_working) {
        m_work.giveUp();
        m_proof->giveUp();
        setWorking(false);
        if (m_stage == Stage::Proof)
            m_proof->firstField()->setFocus();
    } else if (m_stage == Stage::Kit || m_stage == Stage::Password) {
        setStage(Stage::List);
    } else {
        Sheet::reject();
    }
}

void WaysSheet::load()
{
    m_session.ask(
        this, [](Vault& vault) -> Result<std::vector<KeySlotInfo>> { return vault.waysIn(); },
        [this](const Result<std::vector<KeySlotInfo>>& found) {
            if (found)
                showSlots(*found);
        });
}

void WaysSheet::showSlots(const std::vector<KeySlotInfo>& found)
{
    m_slots = found;
    while (QLayoutItem* old = m_rowsPlace->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    auto* group = new SettingGroup(m_rows);
    const auto known = std::ranges::count_if(
        found, [](const KeySlotInfo& slot) { return slot.kind != WayKindShown::Other; });
    for (std::size_t i = 0; i < found.size(); ++i) {
        auto* remove = new Button(tr("Remove"));
        const bool last = found[i].kind != WayKindShown::Other && known < 2;
        remove->setEnabled(m_proved != nullptr && !last);
        connect(remove, &QPushButton::clicked, this, [this, i] { removeWay(i); });
        group->addRow(wayName(found[i].kind), wayDate(found[i]), remove);
    }
    m_rowsPlace->addWidget(group);
    m_addKit->setText(hasWay(found, WayKindShown::RecoveryCode) ? tr("Renew the recovery kit…")
                                                                : tr("Add a recovery kit…"));
}

void WaysSheet::go()
{
    if (m_working)
        return;
    switch (m_stage) {
    case Stage::Proof:
        if (m_proof->ask())
            setWorking(true, tr("Trying it…"));
        break;
    case Stage::Kit:
        if (m_kit->confirm()) {
            const auto code = std::make_shared<RecoveryCode>(m_kit->code().clone());
            apply([code]() -> Result<WayIn> { return WayIn::recoveryCode(code->clone()); },
                  WayChange::What::Replace, false, tr("The recovery kit opens this vault from now on."));
        }
        break;
    case Stage::Password:
        changePassword();
        break;
    case Stage::List:
        break;
    }
}

void WaysSheet::rehearse()
{
    m_rehearses = true;
    m_proof->useRecoveryCode();
    m_notice->show();
    m_notice->showPromise(tr("Type the code from your recovery kit. Nothing is changed."));
}

void WaysSheet::handleProved(const std::shared_ptr<const ProvedWay>& proved)
{
    m_proved = proved;
    setStage(Stage::List);
    showSlots(m_slots);
    if (std::exchange(m_rehearses, false) && proved->way.kind() == WayKind::RecoveryCode) {
        m_notice->show();
        m_notice->showPromise(tr("The code opens this vault. Put it back where it was."));
    }
}

} // namespace lockleaf::ui
