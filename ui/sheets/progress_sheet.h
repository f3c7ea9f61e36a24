// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class ProgressBar;

/// Shows how far work has come that takes longer than expected. Only Cancel, or the end of the work, closes
/// it. It comes by itself, so that what is typed on into it does not cancel: the focus is on no button.
class ProgressSheet : public Sheet
{
    Q_OBJECT

public:
    ProgressSheet(const QString& title, QWidget* anyWidget);

    void showProgress(qulonglong done, qulonglong total);

public Q_SLOTS:
    void reject() override { Q_EMIT cancelRequested(); }

Q_SIGNALS:
    void cancelRequested();

private:
    ProgressBar* m_bar;
};

} // namespace lockleaf::ui
