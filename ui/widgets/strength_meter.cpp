// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/strength_meter.h"

#include "core/crypto/password_strength.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int StrengthMeterBarHeight = 6;
constexpr int BarGap = 4;
constexpr int FairSteps = 2;

} // namespace

StrengthMeter::StrengthMeter(QWidget* parent)
    : QWidget(parent), m_word(new Label({}, TextRole::FieldLabel, Token::AccentText, this)),
      m_tip(new Label({}, TextRole::Help, Token::TextSecondary, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, StrengthMeterBarHeight + metrics::Space2 - 2, 0, 0);
    row->setSpacing(metrics::Space2);
    row->addWidget(m_word);
    row->addWidget(m_tip, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void StrengthMeter::setScore(int steps, const QString& word, const QString& tip)
{
    m_steps = qBound(0, steps, StepCount);
    m_word->setText(word);
    m_word->setVisible(!word.isEmpty());
    m_word->setToken(m_steps > FairSteps ? Token::AccentText : Token::Warn);
    m_tip->setText(tip);
    setAccessibleName(tr("Password strength: %1. %2").arg(word, tip));
    update();
}

void StrengthMeter::setStrength(const PasswordStrength& strength)
{
    const auto word = [&strength] {
        switch (strength.step) {
        case PasswordStrength::Step::None:
            return QString();
        case PasswordStrength::Step::Weak:
            return tr("Weak");
        case PasswordStrength::Step::Fair:
            return tr("Fair");
        case PasswordStrength::Step::Good:
            return tr("Good");
        case PasswordStrength::Step::Strong:
            return tr("Strong");
        }
        return QString();
    };
    const auto tip = [&strength] {
        switch (strength.tip) {
        case PasswordStrength::Tip::Nothing:
            return strength.step == PasswordStrength::Step::None
                       ? tr("Four or more random words make a good password.")
                       : QString();
        case PasswordStrength::Tip::UseMoreWords:
            return tr("Four or more random words are easier to keep in mind.");
        case PasswordStrength::Tip::TwoMoreWords:
            return tr("Two more words would make it strong.");
        case PasswordStrength::Tip::OneMoreWord:
            return tr("One more word would make it strong.");
        }
        return QString();
    };
    setScore(static_cast<int>(strength.step), word(), tip());
}

QSize StrengthMeter::sizeHint() const
{
    return {160, StrengthMeterBarHeight + metrics::Space2 - 2 + m_tip->fontMetrics().height()};
}

void StrengthMeter::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    const Token filled = m_steps > FairSteps ? Token::Accent : Token::Warn;
    const qreal each = (width() - BarGap * (StepCount - 1)) / static_cast<qreal>(StepCount);
    for (int i = 0; i < StepCount; ++i) {
        const int slot = layoutDirection() == Qt::RightToLeft ? StepCount - 1 - i : i;
        const QRectF bar(slot * (each + BarGap), 0, each, StrengthMeterBarHeight);
        control_painter::fill(painter, bar, theme.color(i < m_steps ? filled : Token::Line),
                              StrengthMeterBarHeight / 2.0);
    }
}

} // namespace lockleaf::ui
