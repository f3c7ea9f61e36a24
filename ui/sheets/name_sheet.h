// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/sheet.h"

class QTimer;

namespace lockleaf::ui {

class Button;
class Notice;
class ProgressBar;
class TextField;

/// Asks for one name. It stays open until whoever uses it closes it, so that a name that is refused can be
/// changed, and shows how far the work has come that the name is for.
class NameSheet : public Sheet
{
    Q_OBJECT

public:
    /// `field` names what is asked for, `action` is on the button, `text` stands in the field at first.
    NameSheet(const QString& title, const QString& field, const QString& action, const QString& text,
              QWidget* anyWidget);

    /// A quiet sentence below the field: what will happen.
    void setHint(const QString& sentence);
    /// Why the name was refused; it can be changed now.
    void showProblem(const QString& sentence);
    /// While work runs nothing can be typed; what Esc and Cancel do is cancelRequested().
    void setWorking(bool working);
    void showProgress(qulonglong done, qulonglong total);

public Q_SLOTS:
    void reject() override;

Q_SIGNALS:
    /// Without blanks at its ends, and never empty.
    void named(const QString& name);
    void cancelRequested();

private:
    void take();

    TextField* m_field;
    ProgressBar* m_bar;
    Notice* m_notice;
    Button* m_cancel;
    Button* m_take;
    QString m_hint;
    QTimer* m_barSoon;
    bool m_working = false;
};

} // namespace lockleaf::ui
