// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/radio_card.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int RadioCardPadding = 12;
constexpr int RadioCardTextLeft = 46;
constexpr int CircleLeft = 15;
constexpr int LineGap = 2;
constexpr int BadgeGap = 10;
constexpr int BadgePadding = 8;
constexpr int MinimumWidth = 240;

int sentenceHeight(const QString& sentence, int width)
{
    const QFontMetrics fontMetrics(typography::font(TextRole::Help));
    return fontMetrics.boundingRect(QRect(0, 0, qMax(1, width), 10000), Qt::TextWordWrap, sentence).height();
}

} // namespace

RadioCard::RadioCard(const QString& title, const QString& sentence, QWidget* parent)
    : QRadioButton(title, parent), m_sentence(sentence)
{
    // Growing in height must be allowed: the hint holds for one width, narrow places need more.
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    refreshAccessibleText();
}

void RadioCard::setBadge(const QString& text, Badge badge)
{
    m_badgeText = text;
    m_badge = badge;
    refreshAccessibleText();
    update();
}

void RadioCard::refreshAccessibleText()
{
    setAccessibleName(m_badgeText.isEmpty() ? text() : u"%1, %2"_s.arg(text(), m_badgeText));
    setAccessibleDescription(m_sentence);
}

QSize RadioCard::sizeHint() const
{
    const int width = 540;
    return {width, heightForWidth(width)};
}

QSize RadioCard::minimumSizeHint() const
{
    return {MinimumWidth, heightForWidth(MinimumWidth)};
}

int RadioCard::heightForWidth(int width) const
{
    const int title = QFontMetrics(typography::font(TextRole::BodyStrong)).height();
    return 2 * RadioCardPadding + title + LineGap +
           sentenceHeight(m_sentence, width - RadioCardTextLeft - RadioCardPadding);
}

bool RadioCard::hitButton(const QPoint& position) const
{
    return rect().contains(position);
}

void RadioCard::drawBadge(QPainter& painter, const QRect& titleRow, int titleWidth) const
{
    const Theme& theme = currentTheme();
    QFont font = typography::font(TextRole::SectionLabel);
    painter.setFont(font);
    const int width = painter.fontMetrics().horizontalAdvance(m_badgeText) + 2 * BadgePadding;
    const QRect badge(titleRow.x() + titleWidth + BadgeGap, titleRow.y(), width, titleRow.height());
    const QRect shown = QStyle::visualRect(layoutDirection(), rect(), badge).adjusted(0, -1, 0, 1);
    const bool good = m_badge == Badge::Good;
    const Token ground = !good ? Token::WarnTint : isChecked() ? Token::Raised : Token::Tint;
    control_painter::fill(painter, shown, theme.color(ground), 5);
    painter.setPen(theme.color(good ? Token::AccentText : Token::Warn));
    painter.drawText(shown, Qt::AlignCenter, m_badgeText);
}

void RadioCard::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const bool chosen = isChecked();
    const bool ring = control_painter::showsFocusRing(*this);
    const bool strong = chosen || ring;
    control_painter::frame(painter, rect(), theme.color(strong ? Token::Accent : Token::Line),
                           strong ? 2 : 1.5, metrics::RadiusPicture,
                           chosen         ? theme.color(Token::Tint)
                           : underMouse() ? theme.color(Token::Hover)
                                          : QColor(Qt::transparent));
    if (chosen && ring)
        control_painter::focusRing(painter, QRectF(rect()).adjusted(4, 4, -4, -4),
                                   metrics::RadiusPicture - 4);

    const auto visual = [this](const QRect& r) { return QStyle::visualRect(layoutDirection(), rect(), r); };
    painter.setFont(typography::font(TextRole::BodyStrong));
    const int titleHeight = painter.fontMetrics().height();
    const QRect title(RadioCardTextLeft, RadioCardPadding, width() - RadioCardTextLeft - RadioCardPadding,
                      titleHeight);
    const int titleWidth = painter.fontMetrics().horizontalAdvance(text());
    const QRect circle(CircleLeft, title.y() + (titleHeight - metrics::CheckSize) / 2, metrics::CheckSize,
                       metrics::CheckSize);
    control_painter::radioCircle(painter, visual(circle), chosen, isEnabled());
    painter.setPen(theme.color(isEnabled() ? Token::Text : Token::TextTertiary));
    painter.drawText(visual(title), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, text());
    if (!m_badgeText.isEmpty())
        drawBadge(painter, title, titleWidth);

    painter.setFont(typography::font(TextRole::Help));
    painter.setPen(theme.color(chosen ? Token::Text : Token::TextSecondary));
    const QRect sentence(RadioCardTextLeft, title.bottom() + 1 + LineGap, title.width(), height());
    const Qt::Alignment alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter.drawText(visual(sentence), static_cast<int>(alignment.toInt()) | Qt::AlignTop | Qt::TextWordWrap,
                     m_sentence);
}

} // namespace lockleaf::ui
