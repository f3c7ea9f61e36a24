// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"

#include <QWidget>

namespace lockleaf::ui {

class Label;

/// A drawing and a sentence at the foot of a sheet: a promise, how far it has come, or what is wrong.
class Notice : public QWidget
{
    Q_OBJECT

public:
    explicit Notice(QWidget* parent = nullptr);

    void showPromise(const QString& sentence);
    /// In the colour of danger; a screen reader hears it at once.
    void showProblem(const QString& sentence);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Label* m_text;
    bool m_problem = false;
};

} // namespace lockleaf::ui
