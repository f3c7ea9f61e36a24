// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/archive_lock.h"

#include "core/crypto/password_strength.h"
#include "ui/lockscreen/passphrase_suggestion.h"
#include "ui/main/error_words.h"
#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/strength_meter.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int KeysHeight = 92;
constexpr int MostKeyText = 700'000; ///< Characters: more than all recipients that fit into a header.

/// What is wrong with a line that should be a recipient; it is named by its number, since it may be a secret
/// key that was mistaken for one.
QString keyProblem(const Error& error, int line)
{
    if (error.code == ErrorCode::KeyKindUnknown)
        return ArchiveLock::tr(
                   "Line %1 is a key of a kind that Lockleaf doesn't know. It takes plain age1… keys.")
            .arg(line);
    return ArchiveLock::tr("Line %1 is no age1… key.").arg(line);
}

struct ReadKeys
{
    std::vector<age::Recipient> recipients;
    QString problem; ///< Of the first line that has one.
};

ReadKeys readKeys(const QString& text)
{
    ReadKeys read;
    int number = 0;
    for (const QString& line : text.left(MostKeyText).split(u'\n')) {
        ++number;
        const QString trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#'))
            continue;
        const auto recipient = age::Recipient::parse(trimmed.toStdString());
        if (recipient)
            read.recipients.push_back(*recipient);
        else if (read.problem.isEmpty())
            read.problem = keyProblem(recipient.error(), number);
    }
    return read;
}

} // namespace

ArchiveLock::ArchiveLock(QWidget* parent)
    : QWidget(parent),
      m_kind(new SegmentedControl(tr("What opens the archive"), {tr("A password"), tr("People's age keys")}))
{
    m_passwords = makePasswords();
    m_people = makePeople();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::Space2);
    auto* head = new QHBoxLayout;
    head->addWidget(new Label(tr("Opened by"), TextRole::FieldLabel, Token::Text), 1);
    head->addWidget(m_kind);
    column->addLayout(head);
    column->addWidget(m_passwords);
    column->addWidget(m_people);
    connect(m_kind, &SegmentedControl::chosen, this, [this] {
        showKind();
        firstField()->setFocus();
        Q_EMIT edited();
    });
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &ArchiveLock::refreshLook);
    refreshLook();
    showKind();
    judgePassword();
}

ArchiveLock::~ArchiveLock() = default;

QWidget* ArchiveLock::makePasswords()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_password = new PasswordField(tr("Archive password"));
    m_repeat = new PasswordField(tr("Type it again"));
    m_meter = new StrengthMeter;
    m_suggest = new LinkButton(tr("Suggest a passphrase"));
    m_suggestion = new PassphraseSuggestion;
    auto* fields = new QGridLayout;
    fields->setHorizontalSpacing(metrics::Space3);
    fields->setVerticalSpacing(6);
    const auto label = [](const QString& text, QWidget* buddy) {
        auto* made = new Label(text, TextRole::FieldLabel, Token::Text);
        made->setBuddy(buddy);
        return made;
    };
    fields->addWidget(label(tr("Archive password"), m_password), 0, 0);
    auto* repeatHead = new QHBoxLayout;
    repeatHead->addWidget(label(tr("Type it again"), m_repeat), 1);
    repeatHead->addWidget(m_suggest);
    fields->addLayout(repeatHead, 0, 1);
    fields->addWidget(m_password, 1, 0);
    fields->addWidget(m_repeat, 1, 1);
    fields->setColumnStretch(0, 1);
    fields->setColumnStretch(1, 1);
    column->addLayout(fields);
    column->addWidget(m_meter);
    column->addWidget(m_suggestion);
    QWidget::setTabOrder(m_password, m_repeat);
    connect(m_password, &QLineEdit::textChanged, this, &ArchiveLock::judgePassword);
    connect(m_repeat, &QLineEdit::textChanged, this, [this] {
        m_repeat->setError(false);
        Q_EMIT edited();
    });
    connect(m_repeat, &TextField::left, this, &ArchiveLock::checkRepeat);
    connect(m_suggest, &QPushButton::clicked, this, &ArchiveLock::suggest);
    connect(m_suggestion, &PassphraseSuggestion::anotherRequested, this, &ArchiveLock::suggest);
    connect(m_suggestion, &PassphraseSuggestion::accepted, this, &ArchiveLock::useSuggestion);
    for (PasswordField* field : {m_password, m_repeat})
        connect(field, &QLineEdit::returnPressed, this, &ArchiveLock::returnPressed);
    return page;
}

QWidget* ArchiveLock::makePeople()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_keys = new QPlainTextEdit;
    m_keys->setAccessibleName(tr("Public age keys, one a line"));
    m_keys->setPlaceholderText(tr("age1…, one a line. Each of these people can open the archive; you cannot, "
                                  "unless one key is yours."));
    m_keys->setFixedHeight(KeysHeight);
    m_keys->setTabChangesFocus(true);
    m_keys->document()->setDocumentMargin(metrics::Space2);
    m_keys->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_keysNotice = new Label({}, TextRole::Help, Token::TextSecondary);
    m_keysNotice->setWordWrap(true);
    column->addWidget(m_keys);
    column->addWidget(m_keysNotice);
    connect(m_keys, &QPlainTextEdit::textChanged, this, &ArchiveLock::judgeRecipients);
    return page;
}

bool ArchiveLock::isForPeople() const
{
    return m_kind->currentIndex() == 1;
}

void ArchiveLock::showKind()
{
    m_passwords->setVisible(!isForPeople());
    m_people->setVisible(isForPeople());
}

QWidget* ArchiveLock::firstField() const
{
    return isForPeople() ? static_cast<QWidget*>(m_keys) : m_password;
}

bool ArchiveLock::isTyped() const
{
    return !m_password->isEmpty() || !m_repeat->isEmpty();
}

void ArchiveLock::refreshLook()
{
    m_keys->setFont(typography::font(TextRole::Help));
    QPalette colors = m_keys->palette();
    const Theme& theme = currentTheme();
    colors.setColor(QPalette::Base, theme.color(Token::Field));
    colors.setColor(QPalette::Text, theme.color(Token::Text));
    colors.setColor(QPalette::PlaceholderText, theme.color(Token::TextTertiary));
    m_keys->setPalette(colors);
}

void ArchiveLock::judgePassword()
{
    const PasswordStrength strength = estimateStrength(m_password->typedBytes().view());
    m_strongEnough = strength.step >= PasswordStrength::Step::Fair;
    if (m_password->isEmpty())
        m_meter->setScore(0, {}, tr("May differ from your master password."));
    else
        m_meter->setStrength(strength);
    m_password->setError(false);
    Q_EMIT edited();
}

void ArchiveLock::checkRepeat()
{
    if (m_repeat->isEmpty() || m_password->sameAs(*m_repeat))
        return;
    m_repeat->setError(true, tr("The two passwords differ."));
    Q_EMIT refused(tr("The two passwords differ."));
}

void ArchiveLock::suggest()
{
    const SecureBytes words = suggestPassphrase();
    const std::string_view text = words.text();
    m_suggestion->showWords(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    if (auto* use = m_suggestion->findChild<LinkButton*>())
        use->setFocus(Qt::OtherFocusReason);
}

void ArchiveLock::useSuggestion()
{
    m_password->setText(m_suggestion->words());
    m_suggestion->dismiss();
    m_repeat->wipe();
    m_password->setRevealed(true); // so that it can be written down, and typed once more
    m_repeat->setFocus(Qt::OtherFocusReason);
}

void ArchiveLock::judgeRecipients()
{
    const ReadKeys read = readKeys(m_keys->toPlainText());
    m_keysNotice->setToken(read.problem.isEmpty() ? Token::TextSecondary : Token::Danger);
    if (!read.problem.isEmpty())
        m_keysNotice->setText(read.problem);
    else if (read.recipients.empty())
        m_keysNotice->setText({});
    else
        m_keysNotice->setText(counted(static_cast<qint64>(read.recipients.size()),
                                      tr("1 person can open it."), tr("%1 people can open it.")));
    Q_EMIT edited();
}

std::nullopt_t ArchiveLock::refuse(TextField* field, const QString& sentence)
{
    if (field != nullptr) {
        field->setError(true, sentence);
        field->setFocus();
    } else {
        m_keys->setFocus();
    }
    Q_EMIT refused(sentence);
    return std::nullopt;
}

std::optional<ArchiveLock::Chosen> ArchiveLock::chosen()
{
    return isForPeople() ? chosenPeople() : chosenPassword();
}

std::optional<ArchiveLock::Chosen> ArchiveLock::chosenPassword()
{
    if (!m_strongEnough)
        return refuse(m_password, m_password->isEmpty()
                                      ? tr("Give the archive a password.")
                                      : tr("This password is easy to guess. Use a few more words."));
    if (!m_password->sameAs(*m_repeat))
        return refuse(m_repeat, tr("The two passwords differ."));
    auto passphrase = m_password->passphrase();
    if (!passphrase)
        return refuse(m_password, exportSentence(passphrase.error()));
    Chosen chosen;
    chosen.passphrase = std::move(*passphrase);
    return chosen;
}

std::optional<ArchiveLock::Chosen> ArchiveLock::chosenPeople()
{
    ReadKeys read = readKeys(m_keys->toPlainText());
    if (!read.problem.isEmpty())
        return refuse(nullptr, read.problem);
    if (read.recipients.empty())
        return refuse(nullptr, tr("Give at least one public key, age1…."));
    if (read.recipients.size() > age::mostRecipients)
        return refuse(nullptr, tr("These are too many keys for one archive."));
    Chosen chosen;
    chosen.recipients = std::move(read.recipients);
    return chosen;
}

void ArchiveLock::wipe()
{
    m_password->wipe();
    m_repeat->wipe();
    m_suggestion->dismiss();
}

} // namespace lockleaf::ui
