// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace lockleaf::ui {

class Button;
class Label;

/// The amber notice "Locking in 24 s. Press any key to stay", with "Lock now". It counts nothing itself and
/// takes no focus.
class CountdownPill : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownPill(QWidget* parent = nullptr);

    /// Shows `seconds`; the first call after hiding raises an accessibility alert.
    void setSeconds(int seconds);

Q_SIGNALS:
    void lockNowRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_count;
    Label* m_hint;
    Button* m_lockNow;
};

} // namespace lockleaf::ui
