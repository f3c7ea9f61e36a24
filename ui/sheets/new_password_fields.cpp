// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/new_password_fields.h"

#include "core/crypto/password_strength.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/strength_meter.h"

#include <QVBoxLayout>

namespace lockleaf::ui {

NewPasswordFields::NewPasswordFields(QWidget* parent)
    : QWidget(parent), m_password(new PasswordField(tr("New password"), this)),
      m_repeat(new PasswordField(tr("Type it again"), this)), m_meter(new StrengthMeter(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    const auto add = [&](const QString& name, PasswordField* field) {
        auto* label = new Label(name, TextRole::FieldLabel, Token::Text, this);
        label->setBuddy(field);
        column->addWidget(label);
        column->addWidget(field);
    };
    add(tr("New password"), m_password);
    column->addWidget(m_meter);
    column->addSpacing(metrics::Space1);
    add(tr("Type it again"), m_repeat);
    for (PasswordField* field : {m_password, m_repeat}) {
        connect(field, &QLineEdit::textChanged, this, &NewPasswordFields::handleEdited);
        connect(field, &QLineEdit::returnPressed, this, &NewPasswordFields::returnPressed);
    }
    handleEdited();
}

void NewPasswordFields::handleEdited()
{
    const PasswordStrength strength = estimateStrength(m_password->typedBytes().view());
    m_strongEnough = strength.step >= PasswordStrength::Step::Fair;
    m_meter->setStrength(strength);
    m_password->setError(false);
    m_repeat->setError(false);
    Q_EMIT edited();
}

std::shared_ptr<Passphrase> NewPasswordFields::take()
{
    auto chosen = m_password->passphrase();
    if (m_password->isEmpty())
        refuse(m_password, tr("Choose a password."));
    else if (!chosen && chosen.error().code == ErrorCode::PasswordTooLong)
        refuse(m_password, tr("A password may have at most 4,096 bytes."));
    else if (!chosen)
        refuse(m_password, tr("This password cannot be used. Choose another one."));
    else if (!m_strongEnough)
        refuse(m_password, tr("This password is too easy to guess. Add another word or two."));
    else if (!m_password->sameAs(*m_repeat))
        refuse(m_repeat, tr("The two passwords differ."));
    else
        return std::make_shared<Passphrase>(std::move(*chosen));
    return nullptr;
}

void NewPasswordFields::refuse(PasswordField* field, const QString& sentence)
{
    field->setError(true, sentence);
    field->setFocus(Qt::OtherFocusReason);
    field->selectAll();
    Q_EMIT refused(sentence);
}

bool NewPasswordFields::isTyped() const
{
    return !m_password->isEmpty() || !m_repeat->isEmpty();
}

void NewPasswordFields::setFocusOnFirst()
{
    m_password->setFocus(Qt::OtherFocusReason);
}

void NewPasswordFields::wipe()
{
    m_password->wipe();
    m_repeat->wipe();
}

} // namespace lockleaf::ui
