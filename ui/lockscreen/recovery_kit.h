// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/recovery_code.h"
#include "ui/reader/print_pipe.h"

#include <QByteArray>
#include <QDate>
#include <QFont>
#include <QPageSize>
#include <QString>

#include <filesystem>
#include <stop_token>

namespace lockleaf::ui {

/// What stands on the page of a recovery kit. Make it on the GUI thread, which knows the fonts.
struct RecoveryKitPage
{
    QString vaultName;
    QDate made;
    QFont title;
    QFont body;
    QFont code;
    QPageSize::PageSizeId size = QPageSize::A4;

    [[nodiscard]] static RecoveryKitPage of(const QString& vaultName, const QDate& made);
};

/// The page as a PDF, to be wiped by whoever gets it: it says the code in plain. For any thread.
[[nodiscard]] Result<QByteArray> recoveryKitPdf(const RecoveryKitPage& page, const RecoveryCode& code);

/// Writes the page as a PDF into a print system, from which it does not come back. Waits for it; for any
/// thread. Errors: of PrintPipe::write().
[[nodiscard]] Result<void> printRecoveryKit(const RecoveryKitPage& page, const RecoveryCode& code,
                                            const PrintPipe& pipe, const std::stop_token& stop);

/// Writes the page as a PDF to `target`, where nothing may stand, for its owner alone. The file says the code
/// in plain. Slow (it waits for the disk); for any thread. Errors: AlreadyExists and those of files.
[[nodiscard]] Result<void> saveRecoveryKit(const RecoveryKitPage& page, const RecoveryCode& code,
                                           const std::filesystem::path& target);

} // namespace lockleaf::ui
