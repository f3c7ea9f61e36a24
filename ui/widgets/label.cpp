// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/label.h"

#include "ui/theme/theme_manager.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace lockleaf::ui {

Label::Label(const QString& text, TextRole role, Token token, QWidget* parent)
    : QLabel(text, parent), m_role(role), m_token(token)
{
    setTextFormat(Qt::PlainText);
    refreshFont();
    refreshPalette();
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, &Label::refreshPalette);
}

void Label::setToken(Token token)
{
    m_token = token;
    refreshPalette();
}

void Label::setRole(TextRole role)
{
    m_role = role;
    refreshFont();
}

void Label::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::ApplicationFontChange && !m_applying)
        refreshFont();
}

void Label::refreshPalette()
{
    QPalette own = palette();
    own.setColor(QPalette::WindowText, currentTheme().color(m_token));
    setPalette(own);
}

void Label::refreshFont()
{
    m_applying = true;
    setFont(typography::font(m_role));
    m_applying = false;
}

ElidedLabel::ElidedLabel(const QString& text, TextRole role, Token token, QWidget* parent)
    : Label(text, role, token, parent)
{
    setFullText(text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString& text)
{
    setText(text);
    setAccessibleName(text);
}

void ElidedLabel::setElideMode(Qt::TextElideMode mode)
{
    m_mode = mode;
    update();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().averageCharWidth() * 4, Label::minimumSizeHint().height()};
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    const QRect room = contentsRect();
    const Qt::Alignment shown = QStyle::visualAlignment(layoutDirection(), alignment());
    painter.drawText(room, static_cast<int>(shown.toInt()) | Qt::TextSingleLine,
                     fontMetrics().elidedText(text(), m_mode, room.width()));
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return Label::event(event);
    const bool cut = fontMetrics().horizontalAdvance(text()) > contentsRect().width();
    if (cut)
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text().toHtmlEscaped(), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace lockleaf::ui
