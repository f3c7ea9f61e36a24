// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QString>

namespace lockleaf::ui {

/// Why something failed, in two or three words that follow a colon: "disk full".
[[nodiscard]] QString shortReason(const Error& error);

/// What the window was doing when something failed.
enum class Attempt {
    ReadList,
    ReadNotebooks,
    ReadSettings,
    SaveSettings,
    OpenNote,
    PinNote,
    TrashNote,
    RestoreNote,
    AddNote,
    MoveNotes,
    TrashNotes,
    RestoreNotes,
    ReadVersions,
    KeepVersion,
    RestoreVersion,
    TagNotes,
    RenameTag,
    UpdateLinks,
    DeleteNotes,
    ReadFiles,
    TakeFileOut,
};
/// One translated sentence: what could not be done, and why.
[[nodiscard]] QString sentence(Attempt attempt, const Error& error);
/// One translated sentence for a file that was not attached.
[[nodiscard]] QString attachSentence(const QString& name, const Error& error);
/// One translated sentence for an archive that was not written.
[[nodiscard]] QString exportSentence(const Error& error);

} // namespace lockleaf::ui
