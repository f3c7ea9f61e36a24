// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/restore_archive.h"

#include <QString>
#include <QStringList>

namespace lockleaf::ui {

/// Where something comes from: the words differ.
enum class TakeOverKind { Archive, Copy };

/// What a dry run has found, one sentence a line.
[[nodiscard]] QStringList takeOverPreview(TakeOverKind kind, const RestoreReport& report);
/// Whether anything would be changed.
[[nodiscard]] bool bringsAnything(const RestoreReport& report);
/// What was done, one sentence: "12 notes came back, 3 were brought up to date."
[[nodiscard]] QString takenOverWords(TakeOverKind kind, const TakenOver& taken);
/// What was left out, or would be, with the reasons, one thing a line; none where nothing was.
[[nodiscard]] QStringList refusalLines(const TakenOver& taken);
/// Every count, what was left out, and the notes that stand twice now by their titles, one sentence a line.
[[nodiscard]] QString takeOverReport(TakeOverKind kind, const RestoreReport& report,
                                     const QStringList& titles);
/// Why an archive could not be opened; `byKey`: it was tried with an age key.
[[nodiscard]] QString archiveSentence(const Error& error, bool byKey);
/// Why a file with age keys could not be used.
[[nodiscard]] QString identitySentence(const Error& error);
/// Why a copy of the vault could not be opened.
[[nodiscard]] QString copySentence(const Error& error);
/// Why the work ended early.
[[nodiscard]] QString takeOverProblem(TakeOverKind kind, const Error& error);

} // namespace lockleaf::ui
