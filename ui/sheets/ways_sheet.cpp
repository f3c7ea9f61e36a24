// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/ways_sheet.h"

#include "ui/lockscreen/kit_form.h"
#include "ui/sheets/new_password_fields.h"
#include "ui/sheets/notice.h"
#include "ui/sheets/setting_group.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/file_chooser.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

using WayKindShown = KeySlotInfo::Kind;

std::filesystem::path chosenPath(const QString& path)
{
    return std::filesystem::path(QFile::encodeName(path).toStdString());
}

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
    m_kit = new KitForm;
    m_new = new NewPasswordFields;
    m_notice = new Notice;
    m_back = new Button(tr("Close"));
    m_go = new Button(tr("Continue"), Button::Kind::Primary);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::Space3);
    foot->addWidget(m_notice, 1);
    foot->addWidget(m_back);
    foot->addWidget(m_go);
    auto* column = contentLayout();
    column->setSpacing(metrics::Space3);
    column->addWidget(m_rows);
    column->addWidget(makeProof());
    column->addWidget(makeActions());
    column->addWidget(m_kit);
    column->addWidget(m_new);
    column->addLayout(foot);
    setInitialFocus(m_proof);
}

QWidget* WaysSheet::makeProof()
{
    m_proofPart = new QWidget;
    m_proof = new PasswordField(tr("Your password, or the recovery code"));
    m_proofKeyFile = new LinkButton(tr("Key file…"), m_proofPart);
    auto* label = new Label(tr("To change them: your password, or the recovery code"), TextRole::FieldLabel,
                            Token::Text);
    label->setBuddy(m_proof);
    auto* column = new QVBoxLayout(m_proofPart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(label);
    column->addWidget(m_proof);
    column->addWidget(m_proofKeyFile, 0, Qt::AlignLeft);
    return m_proofPart;
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
    connect(m_proof, &QLineEdit::returnPressed, this, &WaysSheet::go);
    connect(m_proof, &QLineEdit::textEdited, this, [this] { m_proof->setError(false); });
    connect(m_proofKeyFile, &QPushButton::clicked, this, [this] {
        auto* chooser = new FileChooser(this, tr("Choose the key file"), QDir::homePath());
        chooser->setFileMode(QFileDialog::ExistingFile);
        connect(chooser, &QFileDialog::fileSelected, this, [this](const QString& path) {
            m_keyFile = path;
            m_proofKeyFile->setText(tr("With key file “%1”").arg(QFileInfo(path).fileName()));
        });
        chooser->open();
    });
    connect(m_addKit, &QPushButton::clicked, this, &WaysSheet::beginKit);
    connect(m_addKeyFile, &QPushButton::clicked, this, &WaysSheet::chooseKeyFileToAdd);
    connect(m_changePassword, &QPushButton::clicked, this, [this] { setStage(Stage::Password); });
    connect(m_kit, &KitForm::submitted, this, &WaysSheet::go);
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
    m_proofPart->setVisible(stage == Stage::Proof);
    m_actions->setVisible(stage == Stage::List);
    m_kit->setVisible(stage == Stage::Kit);
    m_new->setVisible(stage == Stage::Password);
    m_go->setVisible(stage != Stage::List);
    m_go->setText(stage == Stage::Kit        ? tr("Add this code")
                  : stage == Stage::Password ? tr("Change the password")
                                             : tr("Continue"));
    m_back->setText(stage == Stage::Kit || stage == Stage::Password ? tr("Back") : tr("Close"));
    setVeilCloses(stage == Stage::Proof || stage == Stage::List);
    if (stage == Stage::Password)
        m_new->setFocusOnFirst();
    else if (stage == Stage::Kit)
        m_kit->focusField();
    setWorking(false);
}

void WaysSheet::setWorking(bool working, const QString& sentence)
{
    m_working = working;
    for (QWidget* part : {m_rows, m_proofPart, m_actions, static_cast<QWidget*>(m_new)})
        part->setEnabled(!working);
    m_kit->setWorking(working);
    m_go->setEnabled(!working);
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
        setWorking(false);
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
    m_proofKeyFile->setVisible(hasWay(found, WayKindShown::PasswordAndKeyFile));
    m_addKit->setText(hasWay(found, WayKindShown::RecoveryCode) ? tr("Renew the recovery kit…")
                                                                : tr("Add a recovery kit…"));
}

void WaysSheet::go()
{
    if (m_working)
        return;
    switch (m_stage) {
    case Stage::Proof:
        prove();
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

void WaysSheet::prove()
{
    if (const int left = m_session.attempts().secondsLeft(); left > 0) {
        m_notice->show();
        m_notice->showProblem(tr("Try again in %1 s").arg(left));
        return;
    }
    const auto typed = std::make_shared<SecureBytes>(m_proof->typedBytes());
    if (typed->empty())
        return;
    m_session.attempts().begin();
    setWorking(true, tr("Trying it…"));
    m_work.run([origin = m_session.origin(), typed,
                file = chosenPath(m_keyFile)] { return proveWay(origin, typed->view(), file); },
               [this](const Result<std::shared_ptr<const ProvedWay>>& proved) { handleProved(proved); });
}

void WaysSheet::handleProved(const Result<std::shared_ptr<const ProvedWay>>& proved)
{
    setWorking(false);
    if (!proved) {
        m_session.attempts().failed();
        refuse(proved.error());
        m_proof->setFocus();
        m_proof->selectAll();
        return;
    }
    m_session.attempts().succeeded();
    m_proved = *proved;
    m_proof->wipe();
    setStage(Stage::List);
    showSlots(m_slots);
}

void WaysSheet::beginKit()
{
    m_kit->begin(RecoveryCode::random(), m_vaultName);
    setStage(Stage::Kit);
}

void WaysSheet::chooseKeyFileToAdd()
{
    auto* chooser =
        new FileChooser(this, tr("Choose any file, or name a new one, which is then made"), QDir::homePath());
    chooser->setFileMode(QFileDialog::AnyFile);
    connect(chooser, &QFileDialog::fileSelected, this, &WaysSheet::addKeyFile);
    chooser->open();
}

void WaysSheet::addKeyFile(const QString& path)
{
    const std::filesystem::path file = chosenPath(path);
    apply(
        [file, proved = m_proved]() -> Result<WayIn> {
            auto read = KeyFile::read(file);
            if (!read && read.error().code == ErrorCode::FileNotFound)
                read = KeyFile::make(file);
            if (!read)
                return fail(ErrorCode::KeyFileNotUsable, describe(read.error()));
            auto way = proved->way.withKeyFile(std::move(*read));
            if (!way)
                return fail(ErrorCode::InvalidArgument, "a recovery code");
            return std::move(*way);
        },
        WayChange::What::Add, false,
        tr("The key file opens this vault together with the password. Remove “Password” to need both."));
}

void WaysSheet::changePassword()
{
    const std::shared_ptr<Passphrase> chosen = m_new->take();
    if (!chosen)
        return;
    apply(
        [chosen, proved = m_proved]() -> Result<WayIn> { return proved->way.withPassword(chosen->clone()); },
        WayChange::What::Replace, true,
        tr("The password was changed. Copies made earlier still open with the old one."));
}

void WaysSheet::removeWay(std::size_t index)
{
    setWorking(true, tr("Removing it…"));
    change(nullptr, {WayChange::What::Remove, nullptr, {}, index},
           tr("It opens this vault no more. Copies and backups made earlier still open by it."));
}

void WaysSheet::apply(std::function<Result<WayIn>()> make, WayChange::What what, bool replacesOpener,
                      const QString& done)
{
    setWorking(true, tr("Deriving the key…"));
    WayChange how{what, nullptr};
    if (replacesOpener)
        how.of = m_proved->openedBy;
    using Ready = Result<std::shared_ptr<const PreparedWay>>;
    m_work.run(
        [make = std::move(make), cost = m_cost]() -> Ready {
            LOCKLEAF_TRY(const WayIn way, make());
            LOCKLEAF_TRY(PreparedWay ready, PreparedWay::of(way, cost));
            return std::make_shared<const PreparedWay>(std::move(ready));
        },
        [this, how, done](const Ready& ready) {
            if (!ready) {
                refuse(ready.error());
                return;
            }
            change(*ready, how, done);
        });
}

void WaysSheet::change(std::shared_ptr<const PreparedWay> ready, WayChange how, const QString& done)
{
    setClosable(false); // what has begun ends within moments, and then says so
    m_session.ask(
        this,
        [ready = std::move(ready), how](Vault& vault) mutable -> Result<std::vector<KeySlotInfo>> {
            how.way = ready.get();
            LOCKLEAF_CHECK(vault.changeWays(how));
            return vault.waysIn();
        },
        [this, done](const Result<std::vector<KeySlotInfo>>& found) {
            setClosable(true);
            if (!found) {
                refuse(found.error());
                return;
            }
            setStage(Stage::List);
            showSlots(*found);
            m_notice->show();
            m_notice->showPromise(done);
        });
}

void WaysSheet::refuse(const Error& error)
{
    setWorking(false);
    QString sentence = QString::fromUtf8(plainEnglish(error.code).data());
    if (error.code == ErrorCode::InvalidArgument)
        sentence = tr("A key file goes with a password. Come back with the password instead of the code.");
    else if (error.code == ErrorCode::NoSuchWay)
        sentence = tr("This vault opens with a password and a key file together. Choose the key file too.");
    m_notice->show();
    m_notice->showProblem(sentence);
}

} // namespace lockleaf::ui
