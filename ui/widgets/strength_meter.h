// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf {
struct PasswordStrength;
}

namespace lockleaf::ui {

class Label;

/// Four bars, a word and a tip under a new password. It judges nothing itself.
class StrengthMeter : public QWidget
{
    Q_OBJECT

public:
    static constexpr int StepCount = 4;

    explicit StrengthMeter(QWidget* parent = nullptr);

    /// `steps` filled bars, 0 to 4; `word` ("Good") in the accent colour from the third step on, before that
    /// in the warning colour; `tip` is one sentence.
    void setScore(int steps, const QString& word, const QString& tip);
    /// The same from an estimate, in our words.
    void setStrength(const PasswordStrength& strength);
    [[nodiscard]] int steps() const { return m_steps; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int m_steps = 0;
    Label* m_word;
    Label* m_tip;
};

} // namespace lockleaf::ui
