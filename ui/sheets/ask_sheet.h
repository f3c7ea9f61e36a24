// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

namespace lockleaf::ui {

class Button;
class Label;
class ProgressBar;

/// Asks before something that cannot come back, then shows how far it has come. It stays open until whoever
/// uses it closes it.
class AskSheet : public Sheet
{
    Q_OBJECT

public:
    AskSheet(const QString& title, const QString& sentence, const QString& action, QWidget* anyWidget);

    /// The work runs: only Cancel is left, which is cancelRequested().
    void setWorking(const QString& sentence);
    void showProgress(qulonglong done, qulonglong total);

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    void accepted();
    void cancelRequested();

private:
    Label* m_sentence;
    ProgressBar* m_bar;
    Button* m_cancel;
    Button* m_act;
    bool m_working = false;
};

} // namespace lockleaf::ui
