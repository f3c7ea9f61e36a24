// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/recovery_code.h"
#include "ui/lockscreen/branded_page.h"
#include "ui/reader/print_pipe.h"

namespace lockleaf::ui {

class Button;
class KitForm;
class LinkButton;
class ProgressBar;

/// The second page of making a vault: its recovery kit is saved, or not yet.
class KitPage : public BrandedPage
{
    Q_OBJECT

public:
    explicit KitPage(QWidget* parent = nullptr);

    /// Begins with a new code for the vault of this name.
    void begin(RecoveryCode code, const QString& vaultName);
    [[nodiscard]] const RecoveryCode& code() const;
    void setWorking(bool working);
    void showError(const QString& sentence);
    void focusField();
    void wipe();

    /// As of KitForm.
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);

Q_SIGNALS:
    void printRequested();
    void printWritten();
    void printCancelled();
    /// The last group was typed back: the code is to become a way in.
    void confirmed();
    /// Without a kit, for now.
    void postponed();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildForm(QWidget* form);
    void submit();

    KitForm* m_form;
    LinkButton* m_later;
    Button* m_open;
    ProgressBar* m_bar;
};

} // namespace lockleaf::ui
