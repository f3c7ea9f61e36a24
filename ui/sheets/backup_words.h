// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/backup.h"
#include "core/backup/note_return.h"

#include <QDateTime>
#include <QString>

namespace lockleaf::ui {

/// "today, 10:42", "3 May, 10:42", within a sentence.
[[nodiscard]] QString backupTime(Timestamp made);
/// "Today, 10:42": what a backup is called in the list of them.
[[nodiscard]] QString backupMoment(const Generation& generation, const QDateTime& now);
/// "Asked for · 128 notes · 2.4 MB · proven today, 10:42": the second line of a backup.
[[nodiscard]] QString backupDetails(const Generation& generation);
/// Why this backup cannot be looked into, or what else is to be known of it; empty: nothing.
[[nodiscard]] QString backupRemark(const Generation& generation);
/// Whether it can be opened at all with the keys of the present vault.
[[nodiscard]] bool canBeOpened(const Generation& generation);

/// How a note of a backup compares with the present one, one sentence.
[[nodiscard]] QString comparedWords(const ReturnedNote& note);
/// What bringing several notes back would do: "3 notes chosen: 2 would come back, 1 is the same as now."
[[nodiscard]] QString wouldReturnWords(const ReturnReport& report);
/// What it did, with the reasons of what was refused.
[[nodiscard]] QString returnedWords(const ReturnReport& report);
/// What proving the backup of that moment came to.
[[nodiscard]] QString proofWords(const ProofReport& report, const QString& moment);
/// Why something could not be done with a backup.
[[nodiscard]] QString backupProblem(const Error& error);

} // namespace lockleaf::ui
