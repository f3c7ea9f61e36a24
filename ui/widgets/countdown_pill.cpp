// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/countdown_pill.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int CountdownPillIconLeft = 17;
constexpr int CountdownPillTextLeft = 43;
constexpr int Padding = 8;

} // namespace

CountdownPill::CountdownPill(QWidget* parent)
    : QWidget(parent), m_count(new Label({}, TextRole::BodyStrong, Token::Warn, this)),
      m_hint(new Label(tr("Press any key to stay"), TextRole::Body, Token::Text, this)),
      m_lockNow(new Button(tr("Lock now"), Button::Kind::Secondary, this))
{
    m_lockNow->setFocusPolicy(Qt::TabFocus);
    m_lockNow->setBaseHeight(34);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(CountdownPillTextLeft, Padding, Padding, Padding);
    row->setSpacing(metrics::Space3 - 2);
    row->addWidget(m_count);
    row->addWidget(m_hint);
    row->addSpacing(metrics::Space1);
    row->addWidget(m_lockNow);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setVisible(false);
    connect(m_lockNow, &QPushButton::clicked, this, &CountdownPill::lockNowRequested);
}

void CountdownPill::setSeconds(int seconds)
{
    m_count->setText(tr("Locking in %1 s").arg(seconds));
    setAccessibleName(u"%1. %2"_s.arg(m_count->text(), m_hint->text()));
    const bool appears = isHidden();
    adjustSize();
    show();
    raise();
    if (!appears)
        return;
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void CountdownPill::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    control_painter::fill(painter, rect(), theme.color(Token::WarnTint), metrics::RadiusPicture);
    if (theme.isHighContrast())
        control_painter::frame(painter, rect(), theme.color(Token::Text), 2, metrics::RadiusPicture);
    const QRect slot = QStyle::visualRect(layoutDirection(), rect(),
                                          QRect(CountdownPillIconLeft, 0, metrics::IconMedium, height()));
    icons::paint(painter, slot, Icon::Lock, theme.color(Token::Warn), metrics::IconMedium);
}

} // namespace lockleaf::ui
