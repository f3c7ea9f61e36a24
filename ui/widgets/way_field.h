// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/way_links.h"

namespace lockleaf::ui {

/// A labelled field that takes any way into a vault: a password, the same with a key file, or a recovery
/// code. It tries nothing.
class WayField : public QWidget
{
    Q_OBJECT

public:
    /// `label` is shown; `name` is the accessible name.
    WayField(const QString& label, const QString& name, QWidget* parent = nullptr);

    [[nodiscard]] PasswordField& field() const { return *m_field; }
    [[nodiscard]] WayLinks& links() const { return *m_links; }
    [[nodiscard]] bool isTyped() const;
    void wipe();
    /// Outlines the field, gives it the focus and selects what was typed.
    void showWrong(const QString& sentence);

    /// One translated sentence for a way that did not open the vault, or could not be tried.
    [[nodiscard]] static QString problem(const Error& error);

Q_SIGNALS:
    /// Something was typed, or another way chosen.
    void edited();
    void returnPressed();

private:
    PasswordField* m_field;
    WayLinks* m_links;
};

} // namespace lockleaf::ui
