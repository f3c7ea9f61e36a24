// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/recovery_code_view.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr std::size_t GroupsInRow = 4;
constexpr int RowsOfGroups = 2;
constexpr int BoxMargin = 20;

/// It is copied by hand, so it is larger than other text.
QFont codeFont()
{
    constexpr double larger = 1.4;
    QFont font = typography::font(TextRole::Code);
    if (font.pixelSize() > 0)
        font.setPixelSize(qRound(font.pixelSize() * larger));
    else
        font.setPointSizeF(font.pointSizeF() * larger);
    return font;
}

QString shownGroup(const RecoveryCode& code, std::size_t index)
{
    const std::string_view text = textOf(code.group(index));
    return QString::fromLatin1(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

RecoveryCodeView::RecoveryCodeView(QWidget* parent)
    : QWidget(parent), m_title(new Label(tr("Recovery code"), TextRole::FieldLabel, Token::Text, this)),
      m_toggle(new LinkButton(tr("Hide"), this)), m_room(new QWidget(this))
{
    m_room->setFixedHeight(RowsOfGroups * (QFontMetrics(codeFont()).height() + 6));
    m_room->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_toggle);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(BoxMargin, metrics::Space3, BoxMargin, metrics::Space4);
    column->setSpacing(metrics::Space1);
    column->addLayout(head);
    column->addWidget(m_room);
    setAccessibleName(tr("Recovery code"));
    connect(m_toggle, &QPushButton::clicked, this, [this] { setShown(!m_shown); });
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
}

void RecoveryCodeView::setCode(RecoveryCode code)
{
    m_code = std::move(code);
    setShown(true);
}

void RecoveryCodeView::wipe()
{
    m_code.reset();
    setAccessibleDescription({});
    update();
}

void RecoveryCodeView::setShown(bool shown)
{
    m_shown = shown;
    m_toggle->setText(shown ? tr("Hide") : tr("Show"));
    QString spoken;
    if (shown && m_code) {
        for (std::size_t i = 0; i < RecoveryCode::groups; ++i)
            spoken += shownGroup(*m_code, i) + u' ';
    }
    setAccessibleDescription(spoken.trimmed());
    update();
}

QWidget* RecoveryCodeView::toggle() const
{
    return m_toggle;
}

QRect RecoveryCodeView::groupsRect() const
{
    return m_room->geometry();
}

void RecoveryCodeView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = currentTheme();
    control_painter::frame(painter, rect(), theme.color(theme.isHighContrast() ? Token::Text : Token::Line),
                           1, metrics::RadiusPicture, theme.color(Token::Field));
    if (!m_code)
        return;
    painter.setFont(codeFont());
    painter.setPen(theme.color(Token::Text));
    const QFontMetrics metrics(painter.font());
    const int across =
        metrics.horizontalAdvance(QLatin1Char('0')) * 4 + metrics.horizontalAdvance(QStringLiteral("00"));
    const QRect room = groupsRect();
    const int down = room.height() / RowsOfGroups;
    for (std::size_t i = 0; i < RecoveryCode::groups; ++i) {
        const QRect place(room.left() + static_cast<int>(i % GroupsInRow) * across,
                          room.top() + static_cast<int>(i / GroupsInRow) * down, across, down);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                         m_shown ? shownGroup(*m_code, i) : QStringLiteral("••••"));
    }
}

} // namespace lockleaf::ui
