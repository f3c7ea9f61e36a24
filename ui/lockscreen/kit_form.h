// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/recovery_code.h"
#include "ui/reader/print_pipe.h"
#include "ui/widgets/text_field.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <stop_token>

namespace lockleaf::ui {

class Button;
class Label;
class NoticeRow;
class PasswordField;
class RecoveryCodeView;

/// A new recovery code with what a person does to it: read it, save it as a PDF or print it, and type its
/// last group back. On the page that follows the making of a vault, and in the settings.
class KitForm : public QWidget
{
    Q_OBJECT

public:
    explicit KitForm(QWidget* parent = nullptr);
    ~KitForm() override;

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
    /// Drops the code and what was typed; a page that is not whole in the print system yet is not printed.
    void wipe();
    /// The answers to printRequested(): a print system reads from `pipe`, and then how it ended; or at once
    /// how it ended.
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);

Q_SIGNALS:
    /// Enter in the field.
    void submitted();
    /// The page is to be printed, and waits for a print system.
    void printRequested();
    /// All of it is in the pipe, which is to be closed now; showPrintOutcome() is to follow.
    void printWritten();
    /// It is not to be printed after all; showPrintOutcome() is to follow.
    void printCancelled();

private:
    void build();
    void choosePlace();
    void save(const QString& path);
    void takeSaved(const QString& path, const Result<void>& saved);
    // The print system (kit_form_print.cpp).
    enum class Printing { Idle, Told, Asking, Writing, Written, Cancelling };
    void print();
    void setPrinting(Printing phase);
    void takePrinted(const Result<void>& written);
    void stopPrinting();
    void refreshButtons();

    RecoveryCodeView* m_view;
    Button* m_save;
    Button* m_print;
    NoticeRow* m_saved;
    Label* m_groupLabel;
    PasswordField* m_group;
    NoticeRow* m_error;
    std::optional<RecoveryCode> m_code;
    QString m_vaultName;
    bool m_working = false;
    bool m_saving = false;
    Printing m_printing = Printing::Idle;
    std::stop_source m_stopPrinting;
};

} // namespace lockleaf::ui
