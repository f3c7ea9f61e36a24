// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/plain_consent.h"

#include "ui/main/error_words.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/vault_session.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int WarningPadding = 12;

/// Whether the password opens the vault that is open, and not another one in its place.
Result<void> tryOnVault(const VaultOrigin& origin, const Passphrase& passphrase)
{
    LOCKLEAF_TRY(const UnlockedKey key, Vault::unlock(origin.file, passphrase));
    if (key.vaultId != origin.id)
        return fail(ErrorCode::WrongPassword);
    return {};
}

QString consentProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::WrongPassword:
    case ErrorCode::PasswordChanged:
        return PlainConsent::tr(
            "That password doesn't open this vault. Check the keyboard layout and try again.");
    case ErrorCode::FileNotFound:
        return PlainConsent::tr("The vault file is not where it was, so the password cannot be checked.");
    default:
        return exportSentence(error);
    }
}

} // namespace

PlainConsent::PlainConsent(VaultSession& session, QWidget* parent)
    : QWidget(parent), m_session(session),
      m_warning(
          new Label(tr("Not encrypted: whoever gets these files can read every word, and so can backups "
                       "and programs that synchronise the folder."),
                    TextRole::Help, Token::Text)),
      m_password(new PasswordField(tr("Your vault's password")))
{
    m_warning->setWordWrap(true);
    m_warning->setContentsMargins(WarningPadding + metrics::IconMedium + metrics::Space2, WarningPadding,
                                  WarningPadding, WarningPadding);
    auto* label = new Label(tr("Your vault's password, once more"), TextRole::FieldLabel, Token::Text);
    label->setBuddy(m_password);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_warning);
    column->addSpacing(metrics::Space2);
    column->addWidget(label);
    column->addWidget(m_password);
    m_clock.setInterval(1000);
    connect(&m_clock, &QTimer::timeout, this, &PlainConsent::refreshPause);
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        m_password->setError(false);
        Q_EMIT edited();
    });
    connect(m_password, &QLineEdit::returnPressed, this, &PlainConsent::returnPressed);
    refreshPause();
}

PlainConsent::~PlainConsent() = default;

bool PlainConsent::ask()
{
    refreshPause();
    if (m_pause > 0)
        return false;
    if (m_password->isEmpty())
        return refuse(tr("Type the password of this vault."));
    auto passphrase = m_password->passphrase();
    if (!passphrase)
        return refuse(exportSentence(passphrase.error()));
    m_session.attempts().begin();
    m_password->setRevealed(false);
    auto secret = std::make_shared<Passphrase>(std::move(*passphrase));
    auto tryIt = [origin = m_session.origin(), secret]() mutable {
        const std::shared_ptr<Passphrase> held = std::move(secret); // goes on this thread
        return tryOnVault(origin, *held);
    };
    m_work.run(std::move(tryIt), [this](const Result<void>& tried) {
        if (tried) {
            m_session.attempts().succeeded();
            m_password->wipe();
            Q_EMIT given();
            return;
        }
        m_session.attempts().failed();
        refuse(consentProblem(tried.error()));
        refreshPause();
    });
    return true;
}

bool PlainConsent::refuse(const QString& sentence)
{
    Q_EMIT refused(sentence); // first: whoever hears it switches the field on again
    m_password->setError(true, sentence);
    m_password->setFocus();
    m_password->selectAll();
    return false;
}

void PlainConsent::refreshPause()
{
    const int left = m_session.attempts().secondsLeft();
    if (left > 0)
        m_clock.start();
    else
        m_clock.stop();
    if (std::exchange(m_pause, left) != left)
        Q_EMIT pauseChanged();
}

void PlainConsent::giveUp()
{
    m_work.giveUp();
}

bool PlainConsent::isTyped() const
{
    return !m_password->isEmpty();
}

QWidget* PlainConsent::firstField() const
{
    return m_password;
}

void PlainConsent::wipe()
{
    m_password->wipe();
}

void PlainConsent::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QRect box = m_warning->geometry();
    control_painter::fill(painter, box, theme.color(Token::WarnTint), metrics::RadiusControl);
    const QRect icon(box.left() + WarningPadding, box.top(), metrics::IconMedium, box.height());
    icons::paint(painter, QStyle::visualRect(layoutDirection(), box, icon), Icon::Warning,
                 theme.color(Token::Warn), metrics::IconMedium);
}

} // namespace lockleaf::ui
