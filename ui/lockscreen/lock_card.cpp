// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/lock_card.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QLayout>
#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int LockCardDesignWidth = 440;
constexpr int LockCardLogoSize = 64;
constexpr int LogoTop = 36;
constexpr int LogoGap = 16;
constexpr int LockCardSideMargin = 24;
constexpr int FormInset = 16;
constexpr int BottomMargin = 28;
constexpr int ShadowSpread = 18;

} // namespace

LockCard::LockCard(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QMargins LockCard::contentMargins()
{
    return {LockCardSideMargin, LogoTop, LockCardSideMargin, BottomMargin};
}

int LockCard::formInset()
{
    return FormInset;
}

int LockCard::logoRoom()
{
    return LockCardLogoSize + LogoGap;
}

void LockCard::paintShadow(QPainter& painter, const QRect& card)
{
    control_painter::shadow(painter, card, metrics::RadiusCard, ShadowSpread);
}

QSize LockCard::sizeHint() const
{
    // The card grows with the text, so that larger letters do not mean shorter lines.
    const int room =
        parentWidget() != nullptr ? parentWidget()->width() - 2 * metrics::Space4 : LockCardDesignWidth;
    const int width = qMin(typography::scaled(LockCardDesignWidth), qMax(room, 280));
    const int height = layout() == nullptr             ? LockCardDesignWidth
                       : layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(width)
                                                       : layout()->totalSizeHint().height();
    return {width, height};
}

void LockCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const bool outlined = theme.isDark() || theme.isHighContrast();
    control_painter::frame(painter, rect(), theme.color(outlined ? Token::Line : Token::Raised), 1,
                           metrics::RadiusCard, theme.color(Token::Raised));
    painter.drawPixmap((width() - LockCardLogoSize) / 2, LogoTop,
                       icons::logo(LockCardLogoSize, devicePixelRatioF(), theme.color(Token::LogoTile)));
}

} // namespace lockleaf::ui
