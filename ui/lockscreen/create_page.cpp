// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/create_page.h"

#include "core/crypto/password_strength.h"
#include "ui/lockscreen/consent_box.h"
#include "ui/lockscreen/create_head.h"
#include "ui/lockscreen/notice_row.h"
#include "ui/lockscreen/passphrase_suggestion.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/progress_bar.h"
#include "ui/widgets/strength_meter.h"

#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int CreateButtonWidth = 170;
constexpr int LabelGap = 5;
constexpr int GroupGap = 14;
/// A file name holds 255 bytes; room for ".lockleaf" and the names of temporary files beside it.
constexpr int MaximumNameBytes = 200;

/// The folder as people name it: without the home folder in front.
QString shownFolder(const QString& folder)
{
    const QString home = QDir::homePath();
    if (folder.startsWith(home + u'/'))
        return folder.mid(home.size() + 1);
    return folder;
}

QHBoxLayout* labelRow(Label* label, QWidget* action)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::Space2);
    row->addWidget(label, 1);
    if (action != nullptr)
        row->addWidget(action);
    return row;
}

} // namespace

CreatePage::CreatePage(QWidget* parent)
    : BrandedPage(parent), m_head(new CreateHead(this)), m_name(new TextField(tr("Vault name"), this)),
      m_nameNotice(new NoticeRow(this)),
      m_savedIn(new ElidedLabel({}, TextRole::Help, Token::TextSecondary, this)),
      m_changeFolder(new LinkButton(tr("Change folder…"), this)),
      m_suggest(new LinkButton(tr("Suggest a passphrase"), this)),
      m_password(new PasswordField(tr("Master password"), this)), m_meter(new StrengthMeter(this)),
      m_passwordNotice(new NoticeRow(this)), m_suggestion(new PassphraseSuggestion(this)),
      m_repeat(new PasswordField(tr("Type it again"), this)), m_repeatNotice(new NoticeRow(this)),
      m_consent(new CheckBox(tr("I understand that a forgotten password cannot be reset. Next, I will save a "
                                "recovery kit."),
                             this)),
      m_error(new NoticeRow(this)), m_create(new Button(tr("Create vault"), Button::Kind::Primary, this)),
      m_bar(new ProgressBar(tr("Creating the vault"), this))
{
    auto* form = new QWidget;
    buildForm(form);
    buildPage(form);
    connectFields();
    handlePasswordEdited();
}

void CreatePage::buildForm(QWidget* form)
{
    auto* title = new Label(tr("Create your vault"), TextRole::PageTitle, Token::Text, form);
    auto* nameLabel = new Label(tr("Vault name"), TextRole::FieldLabel, Token::Text, form);
    auto* passwordLabel = new Label(tr("Master password"), TextRole::FieldLabel, Token::Text, form);
    auto* repeatLabel = new Label(tr("Type it again"), TextRole::FieldLabel, Token::Text, form);
    nameLabel->setBuddy(m_name);
    passwordLabel->setBuddy(m_password);
    repeatLabel->setBuddy(m_repeat);
    m_create->setBaseHeight(metrics::FieldHeight);
    m_create->setMinimumWidth(CreateButtonWidth);
    m_bar->setRange(0, 0);
    QSizePolicy kept = m_bar->sizePolicy();
    kept.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(kept);
    m_bar->hide();

    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Label(tr("Step 1 of 2"), TextRole::FieldLabel, Token::AccentText, form));
    column->addSpacing(metrics::Space1);
    column->addWidget(title);
    column->addSpacing(metrics::Space6);
    column->addWidget(nameLabel);
    column->addSpacing(LabelGap);
    column->addWidget(m_name);
    m_nameNotice->setTopGap(metrics::Space1);
    column->addWidget(m_nameNotice);
    column->addSpacing(2);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(m_savedIn, 1);
    folderRow->addWidget(m_changeFolder);
    column->addLayout(folderRow);
    column->addSpacing(metrics::Space2 + 2);
    column->addLayout(labelRow(passwordLabel, m_suggest));
    column->addSpacing(3);
    column->addWidget(m_password);
    column->addSpacing(metrics::Space2 + 1);
    column->addWidget(m_meter);
    m_passwordNotice->setTopGap(metrics::Space1);
    column->addWidget(m_passwordNotice);
    column->addWidget(m_suggestion);
    column->addSpacing(GroupGap);
    column->addWidget(repeatLabel);
    column->addSpacing(LabelGap);
    column->addWidget(m_repeat);
    m_repeatNotice->setTopGap(7);
    m_repeatNotice->keepRoom();
    column->addWidget(m_repeatNotice);
    column->addSpacing(metrics::Space4 + 2);
    column->addWidget(new ConsentBox(m_consent, form));
    m_error->setTopGap(metrics::Space2);
    column->addWidget(m_error);
    column->addSpacing(metrics::Space4 + 4);
    auto* actions = new QHBoxLayout;
    actions->setSpacing(metrics::Space6);
    actions->addWidget(m_bar, 1);
    actions->addWidget(m_create);
    column->addLayout(actions);
}

void CreatePage::buildPage(QWidget* form)
{
    setForm(form, m_head);
    const QList<QWidget*> order{m_name,
                                m_password,
                                m_repeat,
                                m_consent,
                                m_create,
                                m_changeFolder,
                                m_suggest,
                                m_password->revealButton(),
                                m_repeat->revealButton(),
                                m_head->openVault(),
                                m_head->back()};
    for (int i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void CreatePage::connectFields()
{
    connect(m_name, &QLineEdit::textEdited, this, [this] {
        m_name->setError(false);
        m_nameNotice->clearNotice();
    });
    connect(m_password, &QLineEdit::textChanged, this, &CreatePage::handlePasswordEdited);
    connect(m_repeat, &QLineEdit::textChanged, this, &CreatePage::handleRepeatEdited);
    connect(m_repeat, &TextField::left, this, &CreatePage::handleRepeatLeft);
    connect(m_consent, &QCheckBox::toggled, this, [this] { m_error->clearNotice(); });
    connect(m_create, &QPushButton::clicked, this, &CreatePage::submit);
    connect(m_suggest, &QPushButton::clicked, this, &CreatePage::suggest);
    connect(m_suggestion, &PassphraseSuggestion::anotherRequested, this, &CreatePage::suggest);
    connect(m_suggestion, &PassphraseSuggestion::accepted, this, [this] {
        m_password->setText(m_suggestion->words());
        m_suggestion->dismiss();
        m_password->setRevealed(true);
        m_repeat->setFocus(Qt::OtherFocusReason);
    });
    connect(m_changeFolder, &QPushButton::clicked, this, &CreatePage::folderChangeRequested);
    connect(m_head, &CreateHead::openVaultRequested, this, &CreatePage::openVaultRequested);
    connect(m_head, &CreateHead::backRequested, this, &CreatePage::backRequested);
}

void CreatePage::reset(const QString& name, const QString& folder)
{
    wipe();
    m_name->setText(name);
    m_name->setError(false);
    m_nameNotice->clearNotice();
    m_consent->setChecked(false);
    m_error->clearNotice();
    m_suggestion->dismiss();
    setFolder(folder);
    setWorking(false);
}

void CreatePage::setFolder(const QString& folder)
{
    m_folder = folder;
    m_savedIn->setText(tr("Saved in %1").arg(shownFolder(folder)));
    m_savedIn->setAccessibleName(m_savedIn->text());
    m_error->clearNotice();
}

void CreatePage::setBackOffered(bool offered)
{
    m_head->setBackOffered(offered);
}

void CreatePage::setWorking(bool working)
{
    m_working = working;
    for (QWidget* control : QList<QWidget*>{m_name, m_password, m_repeat, m_consent, m_create, m_changeFolder,
                                            m_suggest, m_head})
        control->setEnabled(!working);
    m_create->setText(working ? tr("Creating…") : tr("Create vault"));
    m_bar->setVisible(working);
    if (working) {
        m_password->setRevealed(false);
        m_repeat->setRevealed(false);
        m_suggestion->dismiss();
    }
}

void CreatePage::showError(const QString& sentence)
{
    setWorking(false);
    m_error->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
}

void CreatePage::focusField()
{
    m_password->setFocus(Qt::OtherFocusReason);
}

QString CreatePage::vaultName() const
{
    return m_name->text().trimmed();
}

Result<Passphrase> CreatePage::passphrase() const
{
    return m_password->passphrase();
}

void CreatePage::wipe()
{
    m_repeatLeftOnce = false;
    m_password->wipe();
    m_repeat->wipe();
    m_suggestion->dismiss();
}

void CreatePage::handlePasswordEdited()
{
    const PasswordStrength strength = estimateStrength(m_password->typedBytes().view());
    m_strongEnough = strength.step >= PasswordStrength::Step::Fair;
    m_meter->setStrength(strength);
    m_password->setError(false);
    m_passwordNotice->clearNotice();
    handleRepeatEdited();
}

void CreatePage::handleRepeatEdited()
{
    m_repeat->setError(false);
    const bool typed = !m_repeat->isEmpty();
    if (typed && m_password->sameAs(*m_repeat))
        m_repeatNotice->setNotice(Icon::Check, tr("Both match"), Token::Accent, Token::TextSecondary, false);
    else if (typed && m_repeatLeftOnce && !m_repeat->hasFocus())
        static_cast<void>(checkRepeat());
    else
        m_repeatNotice->clearNotice();
}

void CreatePage::handleRepeatLeft()
{
    if (m_repeat->isEmpty())
        return;
    m_repeatLeftOnce = true;
    static_cast<void>(checkRepeat());
}

void CreatePage::suggest()
{
    const SecureBytes words = suggestPassphrase();
    const std::string_view text = words.text();
    m_suggestion->showWords(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

bool CreatePage::checkName()
{
    const QString name = vaultName();
    QString sentence;
    if (name.isEmpty())
        sentence = tr("Give the vault a name.");
    else if (name.contains(u'/') || name.contains(QChar::Null))
        sentence = tr("The name becomes a file name, so it cannot contain “/”.");
    else if (name.startsWith(u'.'))
        sentence = tr("The name cannot begin with a dot: the file would be hidden.");
    else if (name.toUtf8().size() > MaximumNameBytes)
        sentence = tr("The name is too long for a file name.");
    m_name->setError(!sentence.isEmpty(), sentence);
    m_nameNotice->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    return sentence.isEmpty();
}

bool CreatePage::checkPassword()
{
    QString sentence;
    const Result<Passphrase> passphrase = m_password->passphrase();
    if (m_password->isEmpty())
        sentence = tr("Choose a password.");
    else if (!passphrase && passphrase.error().code == ErrorCode::PasswordTooLong)
        sentence = tr("A password may have at most 4,096 bytes.");
    else if (!passphrase)
        sentence = tr("This password cannot be used. Choose another one.");
    else if (!m_strongEnough)
        sentence = tr("This password is too easy to guess. Add another word or two.");
    m_password->setError(!sentence.isEmpty(), sentence);
    m_passwordNotice->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    return sentence.isEmpty();
}

bool CreatePage::checkRepeat()
{
    if (m_password->sameAs(*m_repeat))
        return true;
    const QString sentence = tr("The two passwords differ.");
    m_repeat->setError(true, sentence);
    m_repeatNotice->setNotice(Icon::Warning, sentence, Token::Danger, Token::Danger, true);
    return false;
}

bool CreatePage::checkConsent()
{
    if (m_consent->isChecked())
        return true;
    m_error->setNotice(Icon::Info, tr("Please tick the box above first."), Token::TextSecondary,
                       Token::TextSecondary, true);
    return false;
}

void CreatePage::submit()
{
    if (m_working)
        return;
    m_error->clearNotice();
    if (!checkName())
        m_name->setFocus(Qt::OtherFocusReason);
    else if (!checkPassword())
        m_password->setFocus(Qt::OtherFocusReason);
    else if (!checkRepeat())
        m_repeat->setFocus(Qt::OtherFocusReason);
    else if (!checkConsent())
        m_consent->setFocus(Qt::OtherFocusReason);
    else
        Q_EMIT submitted();
}

// Fields and the tick box leave Enter to the page; buttons take it for themselves.
void CreatePage::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        submit();
    else
        QWidget::keyPressEvent(event);
}

} // namespace lockleaf::ui
