// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/completion_popup.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int PopupWidth = 312;
constexpr int PopupShadow = 12;
constexpr int PopupPadding = 15;
constexpr int PopupGap = 4; ///< Between the line and the popup.
constexpr int PopupTextInset = 12;
constexpr int PopupMostHeight = 260;

} // namespace

CompletionPopup::CompletionPopup(PickModel& model, QWidget* anyWidget)
    : QWidget(anyWidget->window()),
      m_title(new Label({}, TextRole::SectionLabel, Token::TextSecondary, this)),
      m_list(new PickList(model, {}, this))
{
    setVisible(false);
    setFocusPolicy(Qt::NoFocus);
    m_list->setMostHeight(PopupMostHeight);
    m_title->setContentsMargins(PopupTextInset, 0, PopupTextInset, 0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(PopupShadow + PopupPadding, PopupShadow + PopupPadding,
                               PopupShadow + PopupPadding, PopupShadow + PopupPadding - metrics::Space1);
    column->setSpacing(metrics::Space2);
    column->addWidget(m_title);
    column->addWidget(m_list);
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
}

void CompletionPopup::setTitle(const QString& title)
{
    m_title->setText(title);
    m_list->setAccessibleName(title);
    setAccessibleName(title);
}

void CompletionPopup::showAt(const QRect& caret)
{
    const QWidget* host = parentWidget();
    layout()->activate();
    const int width = std::min(PopupWidth + 2 * PopupShadow, host->width());
    const int height = m_list->sizeHint().height() + m_title->sizeHint().height() + metrics::Space2 +
                       2 * (PopupShadow + PopupPadding) - metrics::Space1;
    const int below = caret.bottom() + 1 + PopupGap - PopupShadow;
    const int above = caret.top() - PopupGap + PopupShadow - height;
    const bool fits = below + height <= host->height() + PopupShadow;
    const int left = std::clamp(caret.left() - PopupShadow - PopupTextInset + 2, -PopupShadow,
                                std::max(-PopupShadow, host->width() - width + PopupShadow));
    setGeometry(left, fits || above < -PopupShadow ? below : above, width, height);
    show();
    raise();
}

void CompletionPopup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QRect card = rect().adjusted(PopupShadow, PopupShadow, -PopupShadow, -PopupShadow);
    control_painter::shadow(painter, card, metrics::RadiusSheet, PopupShadow - 2);
    control_painter::frame(painter, card, theme.color(Token::Line), 1, metrics::RadiusSheet,
                           theme.color(Token::Raised));
}

void CompletionPopup::mousePressEvent(QMouseEvent* event)
{
    event->accept(); // what lies below is not meant
}

} // namespace lockleaf::ui
