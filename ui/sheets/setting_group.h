// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace lockleaf::ui {

/// A framed group of settings. Each row has a name, one helpful sentence and its control at the end;
/// hairlines stand between the rows.
class SettingGroup : public QWidget
{
    Q_OBJECT

public:
    explicit SettingGroup(QWidget* parent = nullptr);

    /// Takes `control` over; its name becomes `name` and its description `help`. `help` may be empty.
    void addRow(const QString& name, const QString& help, QWidget* control);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_rows;
};

} // namespace lockleaf::ui
