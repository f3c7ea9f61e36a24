// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/check_box.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyle>

namespace lockleaf::ui {

namespace {

constexpr int CheckBoxTextLeft = metrics::CheckSize + 12;
constexpr int Edge = 1;
constexpr int WrapFlags = Qt::TextWordWrap | Qt::TextShowMnemonic;
constexpr int ComfortableWidth = 320;

} // namespace

CheckBox::CheckBox(const QString& text, QWidget* parent) : QCheckBox(text, parent)
{
    // Growing in height must be allowed: the hint holds for one line, narrow places need more.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void CheckBox::setRole(TextRole role)
{
    m_role = role;
    updateGeometry();
    update();
}

QSize CheckBox::sizeHint() const
{
    const int oneLine = QFontMetrics(typography::font(m_role)).size(Qt::TextShowMnemonic, text()).width();
    const int width = CheckBoxTextLeft + oneLine + 2;
    return {width, heightForWidth(width)};
}

QSize CheckBox::minimumSizeHint() const
{
    const int width = qMin(sizeHint().width(), ComfortableWidth);
    return {qMin(width, CheckBoxTextLeft * 4), metrics::IconButtonSize};
}

int CheckBox::heightForWidth(int width) const
{
    const QFontMetrics fontMetrics(typography::font(m_role));
    const QRect text = fontMetrics.boundingRect(QRect(0, 0, qMax(1, width - CheckBoxTextLeft), 10000),
                                                WrapFlags, this->text());
    return qMax(metrics::IconButtonSize, text.height() + 2 * Edge + 4);
}

bool CheckBox::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

void CheckBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setFont(typography::font(m_role));
    const auto visual = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    const QRect textRoom(CheckBoxTextLeft, 0, width() - CheckBoxTextLeft, height());
    const QRect text =
        painter.fontMetrics().boundingRect(textRoom, WrapFlags | Qt::AlignVCenter, this->text());
    // The box stands on the first line.
    const int line = painter.fontMetrics().height();
    const QRect box(Edge, text.y() + (line - metrics::CheckSize) / 2, metrics::CheckSize, metrics::CheckSize);
    control_painter::checkBox(painter, visual(box), isChecked(), isEnabled());
    painter.setPen(currentTheme().color(isEnabled() ? Token::Text : Token::TextTertiary));
    const Qt::Alignment alignment =
        QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter);
    painter.drawText(visual(textRoom), WrapFlags | static_cast<int>(alignment.toInt()), this->text());
    if (control_painter::showsFocusRing(*this))
        control_painter::focusRing(painter, QRectF(visual(box)).adjusted(-1, -1, 1, 1), 6);
}

} // namespace lockleaf::ui
