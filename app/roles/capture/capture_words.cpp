// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/capture/capture_words.h"

#include "app/roles/vaults/error_sentence.h"

#include <QCoreApplication>

namespace lockleaf::app {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("CaptureWords", text);
}

} // namespace

QString captureRefusal(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InboxNotPinned:
        return words(
            "Unlock this vault once on this computer; then notes can be written while it is locked.");
    case ErrorCode::InboxKeyDiffers:
        return words("The key that would seal the note is not the one that was seen when this vault was "
                     "unlocked here last, so nothing is written. Unlock the vault: then it is clear whether "
                     "its keys were changed or somebody exchanged this one.");
    case ErrorCode::Damaged:
        return words("This vault file is damaged, so nothing is written for it.");
    case ErrorCode::NotFound:
        return words(
            "There is no vault yet. Start Lockleaf and make one; then notes can be written while it is "
            "locked.");
    default:
        return errorSentence(code);
    }
}

QString captureProblem(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
        return words(
            "The disk is full, so the note was not kept. Your text is still here: make room, and keep "
            "it again.");
    case ErrorCode::InboxFull:
        return words(
            "No more notes fit until the vault is unlocked, which takes in those that wait. Your text "
            "is still here.");
    case ErrorCode::InUse:
        return words("Another program is just writing to the inbox, so the note was not kept. Your text is "
                     "still here: keep it again.");
    case ErrorCode::InboxKeyDiffers:
        return words("The keys of this vault were changed meanwhile, so the note was not kept. Your text is "
                     "still here.");
    default:
        return words("The note was not kept. Your text is still here. %1").arg(errorSentence(code));
    }
}

} // namespace lockleaf::app
