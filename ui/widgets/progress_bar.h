// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QProgressBar>

namespace lockleaf::ui {

/// A thin bar. With setRange(0, 0) a piece of it travels while it is visible; people who asked for less
/// motion see it resting.
class ProgressBar : public QProgressBar
{
    Q_OBJECT

public:
    explicit ProgressBar(const QString& accessibleName, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void timerEvent(QTimerEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    [[nodiscard]] bool isIndeterminate() const { return minimum() == 0 && maximum() == 0; }

    QBasicTimer m_timer;
    int m_phase = 0;
};

} // namespace lockleaf::ui
