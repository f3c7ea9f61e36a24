// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/vaults/error_sentence.h"

#include <QCoreApplication>

namespace lockleaf::app {

QString errorSentence(ErrorCode code)
{
    // Whoever has just typed a password would look for the fault in it.
    if (code == ErrorCode::Damaged)
        return QCoreApplication::translate("lockleaf::Error",
                                           "This vault file is damaged. Your password may be right.");
    const QByteArray english = QByteArray::fromStdString(std::string{plainEnglish(code)});
    return QCoreApplication::translate("lockleaf::Error", english.constData());
}

QString salvageAdvice()
{
    return QCoreApplication::translate(
        "lockleaf::Error",
        "“Open another vault…” opens a backup or an older copy. From there, or from a new vault, “Salvage a "
        "damaged vault…” in the menu takes what can still be read here.");
}

QString backupQuestion(const QString& time)
{
    return QCoreApplication::translate(
               "lockleaf::Error", "Open the backup from %1? From there, “Salvage a damaged vault…” in the "
                                  "menu takes what can still be read here.")
        .arg(time);
}

QString backupRemark(const QString& time)
{
    return QCoreApplication::translate("lockleaf::Error",
                                       "This is the backup from %1, not the vault itself. What was written "
                                       "later is not in it.")
        .arg(time);
}

} // namespace lockleaf::app
