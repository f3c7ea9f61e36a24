// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRadioButton>

namespace lockleaf::ui {

/// One of several choices, each with a title, a sentence and perhaps a badge ("Encrypted"). Cards with the
/// same parent exclude each other; the arrow keys move between them.
class RadioCard : public QRadioButton
{
    Q_OBJECT

public:
    enum class Badge { Good, Warning };

    RadioCard(const QString& title, const QString& sentence, QWidget* parent = nullptr);

    void setBadge(const QString& text, Badge badge);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    [[nodiscard]] bool hitButton(const QPoint& position) const override;

private:
    void refreshAccessibleText();
    void drawBadge(QPainter& painter, const QRect& titleRow, int titleWidth) const;

    QString m_sentence;
    QString m_badgeText;
    Badge m_badge = Badge::Good;
};

} // namespace lockleaf::ui
