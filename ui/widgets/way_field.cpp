// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/way_field.h"

#include "core/base/error.h"
#include "ui/widgets/label.h"
#include "ui/widgets/password_field.h"

#include <QCoreApplication>
#include <QVBoxLayout>

namespace lockleaf::ui {

WayField::WayField(const QString& label, const QString& name, QWidget* parent)
    : QWidget(parent), m_field(new PasswordField(name, this))
{
    auto* words = new Label(label, TextRole::FieldLabel, Token::Text, this);
    words->setBuddy(m_field);
    m_links = new WayLinks(*m_field, *words, name, Qt::AlignLeft, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(words);
    column->addWidget(m_field);
    column->addWidget(m_links, 0, Qt::AlignLeft);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, [this] {
        m_field->setError(false);
        Q_EMIT edited();
    });
    connect(m_field, &QLineEdit::returnPressed, this, &WayField::returnPressed);
    connect(m_links, &WayLinks::changed, this, [this] {
        m_field->setError(false);
        Q_EMIT edited();
    });
}

bool WayField::isTyped() const
{
    return !m_field->isEmpty();
}

void WayField::wipe()
{
    m_field->wipe();
    m_field->setRevealed(m_links->usesRecoveryCode());
}

void WayField::showWrong(const QString& sentence)
{
    m_field->setError(true, sentence);
    m_field->setFocus();
    m_field->selectAll();
}

QString WayField::problem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::WrongPassword:
    case ErrorCode::PasswordChanged:
        return tr("That password doesn't open this vault. Check the keyboard layout and try again.");
    case ErrorCode::NoSuchWay:
        return tr("This vault does not open by that alone. Choose its key file, or use its recovery kit.");
    case ErrorCode::FileNotFound:
        return tr("The vault file is not where it was, so this cannot be checked.");
    default:
        break;
    }
    const QByteArray english = QByteArray::fromStdString(std::string{plainEnglish(error.code)});
    return QCoreApplication::translate("lockleaf::Error", english.constData());
}

} // namespace lockleaf::ui
