// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segmented_control.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPainter>
#include <QRadioButton>

namespace lockleaf::ui {

namespace {

constexpr int TrackPadding = 2;
constexpr int SegmentPadding = 12;
constexpr int SegmentHeight = 26;

/// One choice. A radio button underneath, so that groups, arrow keys and screen readers know it.
class Segment : public QRadioButton
{
public:
    explicit Segment(const QString& text, QWidget* parent) : QRadioButton(text, parent)
    {
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        setFocusPolicy(Qt::TabFocus);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        // The wider of the two weights: the row must not jump when the choice changes.
        const QFontMetrics strong(typography::font(TextRole::SectionLabel));
        const QFontMetrics help(typography::font(TextRole::Help));
        const int text = qMax(strong.horizontalAdvance(this->text()), help.horizontalAdvance(this->text()));
        return {text + 2 * SegmentPadding + 2, qMax(SegmentHeight, help.height() + metrics::Space2)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    [[nodiscard]] bool hitButton(const QPoint& position) const override { return rect().contains(position); }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = currentTheme();
        if (isChecked())
            control_painter::frame(painter, rect(), theme.color(theme.isDark() ? Token::Hover : Token::Line),
                                   1, metrics::RadiusRow,
                                   theme.color(theme.isDark() ? Token::Line : Token::Raised));
        QFont font = typography::font(TextRole::Help);
        font.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        const Token token = !isEnabled()                  ? Token::TextTertiary
                            : isChecked() || underMouse() ? Token::Text
                                                          : Token::TextSecondary;
        painter.setPen(theme.color(token));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextShowMnemonic, text());
        if (control_painter::showsFocusRing(*this))
            control_painter::focusRing(painter, rect(), metrics::RadiusRow);
    }
};

} // namespace

SegmentedControl::SegmentedControl(const QString& accessibleName, const QStringList& choices, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    Q_ASSERT(choices.size() >= 2);
    setAccessibleName(accessibleName);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(TrackPadding, TrackPadding, TrackPadding, TrackPadding);
    row->setSpacing(0);
    for (int i = 0; i < choices.size(); ++i) {
        auto* segment = new Segment(choices.at(i), this);
        segment->setChecked(i == 0);
        m_group->addButton(segment, i);
        row->addWidget(segment);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

int SegmentedControl::currentIndex() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrentIndex(int index)
{
    if (QAbstractButton* segment = m_group->button(index))
        segment->setChecked(true);
}

void SegmentedControl::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const QColor ground = theme.color(theme.isDark() ? Token::Hover : Token::Side);
    if (theme.isDark())
        control_painter::frame(painter, rect(), theme.color(Token::Line), 1, metrics::RadiusControl + 1,
                               ground);
    else
        control_painter::fill(painter, rect(), ground, metrics::RadiusControl + 1);
}

} // namespace lockleaf::ui
