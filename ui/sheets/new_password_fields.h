// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/passphrase.h"

#include <QWidget>

#include <memory>

namespace lockleaf::ui {

class PasswordField;
class StrengthMeter;

/// A new password, how strong it is, and the same once more. The rules are those of a new vault.
class NewPasswordFields : public QWidget
{
    Q_OBJECT

public:
    explicit NewPasswordFields(QWidget* parent = nullptr);

    /// What was chosen; null: refused() has said what is wrong with it, and the field has the focus.
    [[nodiscard]] std::shared_ptr<Passphrase> take();
    [[nodiscard]] bool isTyped() const;
    void setFocusOnFirst();
    void wipe();

Q_SIGNALS:
    void edited();
    void refused(const QString& sentence);
    void returnPressed();

private:
    void handleEdited();
    void refuse(PasswordField* field, const QString& sentence);

    PasswordField* m_password;
    PasswordField* m_repeat;
    StrengthMeter* m_meter;
    bool m_strongEnough = false;
};

} // namespace lockleaf::ui
