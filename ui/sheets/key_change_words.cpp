// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/key_change_words.h"

#include "ui/main/error_words.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

struct KeyChangeWords
{
    Q_DECLARE_TR_FUNCTIONS(KeyChangeWords)
};

QString whyNot(const Error& error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return KeyChangeWords::tr("Cancelled.");
    case ErrorCode::DiskFull:
        return KeyChangeWords::tr("The disk is full. The new file stands beside the old one until the end, "
                                  "and takes as much room.");
    case ErrorCode::Damaged:
        return KeyChangeWords::tr("Something in the vault cannot be read, so it cannot be sealed anew. "
                                  "“Check the vault…” in the menu says what is damaged.");
    case ErrorCode::FileNotFound:
        return KeyChangeWords::tr("The vault's file is not where it was.");
    case ErrorCode::AlreadyExists:
        return hindranceSentence(KeyChangeHindrance::OldKeysFile);
    case ErrorCode::InUse:
        return KeyChangeWords::tr("The vault is being changed all the time. Try again later.");
    default:
        return KeyChangeWords::tr("The keys could not be changed: %1.").arg(shortReason(error));
    }
}

} // namespace

QString hindranceSentence(KeyChangeHindrance hindrance)
{
    switch (hindrance) {
    case KeyChangeHindrance::None:
        return {};
    case KeyChangeHindrance::FileSystem:
        return KeyChangeWords::tr(
            "The file system of this disk cannot exchange two files safely, as on many memory sticks. Copy "
            "the vault to another disk, change the keys there, and bring it back.");
    case KeyChangeHindrance::OldKeysFile:
        return KeyChangeWords::tr("The file of an earlier change lies beside the vault; its name ends in "
                                  "“.old-keys”. Remove it or move it elsewhere first.");
    case KeyChangeHindrance::Inbox:
        return KeyChangeWords::tr("Something waits beside the vault to be taken in. Lock and unlock first.");
    }
    return {};
}

QString keyChangeProblem(const Error& error, bool lacksBackup)
{
    const QString unchanged = KeyChangeWords::tr("Nothing was changed.");
    if (lacksBackup && error.code != ErrorCode::Cancelled)
        return KeyChangeWords::tr("No backup could be made: %1. %2 It can be done without the backup.")
            .arg(shortReason(error), unchanged);
    return KeyChangeWords::tr("%1 %2", "what went wrong; what stands").arg(whyNot(error), unchanged);
}

QString unfinishedChange(const Error& error, const KeyChangeReport& report)
{
    if (report.exchanged)
        return KeyChangeWords::tr("The keys were changed, but not all was put in order after it: %1.")
            .arg(shortReason(error));
    return KeyChangeWords::tr("The keys were not changed: %1. Nothing is lost, but this window can save "
                              "nothing more into the file.")
        .arg(shortReason(error));
}

} // namespace lockleaf::ui
