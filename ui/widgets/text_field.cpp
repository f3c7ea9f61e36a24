// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_field.h"

#include "ui/theme/metrics.h"

#include <QFocusEvent>

namespace lockleaf::ui {

TextField::TextField(const QString& accessibleName, QWidget* parent)
    : QLineEdit(parent), m_baseHeight(metrics::FieldHeight)
{
    setAccessibleName(accessibleName);
    setTextMargins(TextInset, 0, TextInset, 0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TextField::setError(bool error, const QString& description)
{
    setAccessibleDescription(error ? description : QString());
    if (error == m_error)
        return;
    m_error = error;
    setProperty("lockleafError", error); // LockleafStyle reads it
    update();
}

void TextField::setBaseHeight(int height)
{
    m_baseHeight = height;
    updateGeometry();
}

QSize TextField::sizeHint() const
{
    return {QLineEdit::sizeHint().width(), qMax(m_baseHeight, fontMetrics().height() + metrics::Space4)};
}

QSize TextField::minimumSizeHint() const
{
    return {QLineEdit::minimumSizeHint().width(), sizeHint().height()};
}

void TextField::focusOutEvent(QFocusEvent* event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        Q_EMIT left();
}

} // namespace lockleaf::ui
