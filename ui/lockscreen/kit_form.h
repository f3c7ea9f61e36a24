// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/recovery_code.h"
#include "ui/widgets/text_field.h"

#include <QWidget>

#include <memory>
#include <optional>

namespace lockleaf::ui {

class Button;
class Label;
class NoticeRow;
class PasswordField;
class RecoveryCodeView;

/// A new recovery code with what a person does to it: read it, save it as a PDF, and type its last group
/// back. On the page that follows the making of a vault, and in the settings.
class KitForm : public QWidget
{
    Q_OBJECT

public:
    explicit KitForm(QWidget* parent = nullptr);

    /// Begins with a new code for the vault of this name.
    void begin(RecoveryCode code, const QString& vaultName);
    /// The code that is shown; begin() came before.
    [[nodiscard]] const RecoveryCode& code() const { return *m_code; }
    /// Whether the last group was typed back; says so where not, and gives the field the focus.
    [[nodiscard]] bool confirm();
    /// While it is being added nothing can be done.
    void setWorking(bool working);
    void showError(const QString& sentence);
    void focusField();
    /// Drops the code and what was typed.
    void wipe();

Q_SIGNALS:
    /// Enter in the field.
    void submitted();

private:
    void build();
    void choosePlace();
    void save(const QString& path);
    void takeSaved(const QString& path, const Result<void>& saved);

    RecoveryCodeView* m_view;
    Button* m_save;
    NoticeRow* m_saved;
    Label* m_groupLabel;
    PasswordField* m_group;
    NoticeRow* m_error;
    std::optional<RecoveryCode> m_code;
    QString m_vaultName;
};

} // namespace lockleaf::ui
