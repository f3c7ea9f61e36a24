// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace lockleaf::ui {

/// A few exclusive choices side by side: "Write | Read". Arrow keys move between them.
class SegmentedControl : public QWidget
{
    Q_OBJECT

public:
    /// At least two `choices`; the first one is chosen.
    SegmentedControl(const QString& accessibleName, const QStringList& choices, QWidget* parent = nullptr);

    [[nodiscard]] int currentIndex() const;
    /// Does not emit chosen().
    void setCurrentIndex(int index);

Q_SIGNALS:
    /// The person chose another one.
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QButtonGroup* m_group;
};

} // namespace lockleaf::ui
