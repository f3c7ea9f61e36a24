// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/backup_words.h"

#include "ui/main/error_words.h"
#include "ui/models/note_dates.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

QString backupWords(const char* text)
{
    return QCoreApplication::translate("BackupWords", text);
}

QString reasonWords(BackupReason reason)
{
    switch (reason) {
    case BackupReason::Scheduled:
        return backupWords("On schedule");
    case BackupReason::Asked:
        return backupWords("Asked for");
    case BackupReason::BeforeKeyChange:
        return backupWords("Before a change of keys");
    case BackupReason::BeforeMigration:
        return backupWords("Before a migration");
    case BackupReason::BeforeLargeDeletion:
        return backupWords("Before a deletion");
    }
    return {};
}

QString stateWords(const Generation& generation)
{
    switch (generation.state) {
    case GenerationState::Proven:
        return generation.proven ? backupWords("proven %1").arg(backupTime(*generation.proven))
                                 : backupWords("proven");
    case GenerationState::NotProven:
        return backupWords("not proven");
    case GenerationState::Damaged:
        return backupWords("damaged");
    case GenerationState::EarlierKeys:
        return backupWords("sealed with earlier keys");
    case GenerationState::Missing:
        return backupWords("its file is missing");
    }
    return {};
}

QString sizeWords(std::uint64_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

/// "with 2 files" at the end of a sentence, where there are some.
QString withFiles(const ReturnedNote& note)
{
    if (note.files == 0)
        return {};
    return u' ' + counted(static_cast<qint64>(note.files), backupWords("It comes with 1 file."),
                          backupWords("It comes with %1 files."));
}

QString lines(std::uint64_t number)
{
    return counted(static_cast<qint64>(number), backupWords("1 line"), backupWords("%1 lines"));
}

qint64 comingBack(const ReturnReport& report)
{
    const std::uint64_t stays = report.countOf(Return::Same) + report.countOf(Return::Refused);
    return static_cast<qint64>(report.notes.size() - stays);
}

} // namespace

QString backupTime(Timestamp made)
{
    const QDateTime now = QDateTime::currentDateTime();
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(made);
    const QString clock = note_dates::timeOfDay(time.time());
    const qint64 days = time.date().daysTo(now.date());
    if (days == 0)
        return backupWords("today, %1").arg(clock);
    if (days == 1)
        return backupWords("yesterday, %1").arg(clock);
    return backupWords("%1, %2").arg(note_dates::dayName(made, now), clock);
}

QString backupMoment(const Generation& generation, const QDateTime& now)
{
    if (generation.made == 0)
        return QString::fromStdString(generation.name);
    const QTime time = QDateTime::fromMSecsSinceEpoch(generation.made).time();
    //: A day and a time, as in "Yesterday, 10:42".
    return backupWords("%1, %2").arg(note_dates::dayName(generation.made, now), note_dates::timeOfDay(time));
}

QString backupDetails(const Generation& generation)
{
    QStringList parts{reasonWords(generation.reason)};
    if (generation.proven)
        parts << counted(static_cast<qint64>(generation.counts.notes), backupWords("1 note"),
                         backupWords("%1 notes"));
    if (generation.fileSize > 0)
        parts << sizeWords(generation.fileSize);
    parts << stateWords(generation);
    if (generation.held)
        parts << backupWords("held");
    return parts.join(u" · "_s);
}

QString backupRemark(const Generation& generation)
{
    switch (generation.state) {
    case GenerationState::EarlierKeys:
        return backupWords("The keys were changed after this backup. It opens as a vault of its own, with "
                           "its password of then.");
    case GenerationState::Missing:
        return backupWords("The file of this backup is gone from its folder.");
    case GenerationState::Damaged:
        return backupWords("This backup is damaged. Notes in it may still be readable.");
    case GenerationState::NotProven:
        return backupWords("This backup was not read as a whole yet. “Prove now” does it.");
    case GenerationState::Proven:
        break;
    }
    if (generation.held)
        return backupWords("Kept until you say that the vault is as small as it is on purpose.");
    if (generation.earlierPassword)
        return backupWords("The password was changed since. As a vault of its own it opens with the one of "
                           "then.");
    return {};
}

bool canBeOpened(const Generation& generation)
{
    return generation.state != GenerationState::EarlierKeys && generation.state != GenerationState::Missing;
}

QString comparedWords(const ReturnedNote& note)
{
    switch (note.outcome) {
    case Return::Same:
        return backupWords("The same as now.");
    case Return::Replaced:
        return (note.fromTrash
                    ? backupWords("Differs, and is in the Trash now: %1 only in the backup, %2 only now.")
                    : backupWords("Differs from now: %1 only in the backup, %2 only now."))
                   .arg(lines(note.linesAdded), lines(note.linesRemoved)) +
               withFiles(note);
    case Return::Untrashed:
        return backupWords("The same text is in the Trash now.") + withFiles(note);
    case Return::Revived:
        return backupWords("Not there any more: it was deleted for good.") + withFiles(note);
    case Return::Added:
        return backupWords("Not there now.") + withFiles(note);
    case Return::Refused:
        return backupWords("This note is damaged in this backup.");
    }
    return {};
}

QString wouldReturnWords(const ReturnReport& report)
{
    QStringList parts{
        counted(comingBack(report), backupWords("1 would come back"), backupWords("%1 would come back"))};
    if (const auto same = static_cast<qint64>(report.countOf(Return::Same)); same > 0)
        parts << counted(same, backupWords("1 is the same as now"), backupWords("%1 are the same as now"));
    if (const auto refused = static_cast<qint64>(report.countOf(Return::Refused)); refused > 0)
        parts << counted(refused, backupWords("1 is damaged"), backupWords("%1 are damaged"));
    return backupWords("%1 notes chosen: %2.")
        .arg(QLocale().toString(static_cast<qint64>(report.notes.size())), parts.join(u", "_s));
}

QString returnedWords(const ReturnReport& report)
{
    const auto count = [&](Return outcome) { return static_cast<qint64>(report.countOf(outcome)); };
    QStringList said{
        counted(comingBack(report), backupWords("1 note came back."), backupWords("%1 notes came back."))};
    if (count(Return::Replaced) > 0)
        said << backupWords("Nothing was overwritten: the text of before is a version.");
    if (count(Return::Same) > 0)
        said << counted(count(Return::Same), backupWords("1 was the same already."),
                        backupWords("%1 were the same already."));
    if (count(Return::Refused) > 0)
        said << counted(count(Return::Refused), backupWords("1 is damaged in this backup and stays out."),
                        backupWords("%1 are damaged in this backup and stay out."));
    return said.join(u' ');
}

QString proofWords(const ProofReport& report, const QString& moment)
{
    const auto problems = static_cast<qint64>(report.findings.problems.size());
    if (!report.proven)
        return counted(problems,
                       backupWords("The backup “%2” is damaged: 1 finding. It does not count any more."),
                       backupWords("The backup “%2” is damaged: %1 findings. It does not count any more."))
            .replace(u"%2"_s, moment);
    if (problems > 0)
        return backupWords("The backup “%1” is whole, but was changed since it was made.").arg(moment);
    return backupWords("The backup “%1” is whole: everything in it was read and compared.").arg(moment);
}

QString backupProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
    case ErrorCode::FileNotFound:
        return backupWords("This backup is not there any more.");
    case ErrorCode::InUse:
        return backupWords("This backup is open in another program.");
    case ErrorCode::Damaged:
        return backupWords("This backup is damaged.");
    case ErrorCode::WrongPassword:
        return backupWords("The keys were changed after this backup; only its own password opens it.");
    case ErrorCode::ReadOnly:
    case ErrorCode::PermissionDenied:
        return backupWords("The folder of the backups cannot be written.");
    case ErrorCode::InvalidArgument:
        return backupWords("The newest proven backup stays. Make another one first.");
    case ErrorCode::Cancelled:
        return backupWords("Cancelled.");
    case ErrorCode::NotARegularFile:
        return backupWords("In the place of the folder for backups stands something else.");
    default:
        return backupWords("That could not be done: %1.").arg(shortReason(error));
    }
}

} // namespace lockleaf::ui
