// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/memory_notice.h"

#include <QCoreApplication>
#include <QStringList>

namespace lockleaf::ui {

namespace {

QString noticeText(const char* text)
{
    return QCoreApplication::translate("MemoryNotice", text);
}

} // namespace

QString memoryNotice(SwapState swap, const LockedMemoryState& keys)
{
    QStringList sentences;
    if (swap == SwapState::Plain) {
        sentences << noticeText(
            "This computer swaps memory to a disk that is not encrypted: parts of open notes "
            "may be written there and stay. Encrypting the swap, or the whole disk, mends it.");
        sentences << (keys.locked ? noticeText("Your keys are kept out of it.")
                                  : noticeText("It also refused to keep your keys out of it."));
    } else if (!keys.locked) {
        sentences << noticeText(
            "This computer refused to lock the memory that your keys are in. If it swaps, they "
            "may be written there.");
    }
    if (keys.hidden)
        sentences << noticeText(
            "Your keys are in hidden memory: this computer cannot hibernate while the vault is "
            "open.");
    return sentences.join(u' ');
}

} // namespace lockleaf::ui
