// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/take_over_words.h"

#include "core/archive/cut_reason.h"
#include "ui/main/error_words.h"
#include "ui/sheets/report_line.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

QString takeOverText(const char* english)
{
    return QCoreApplication::translate("TakeOver", english);
}

QString takeOverCount(std::uint64_t number, const char* one, const char* many)
{
    return counted(static_cast<qint64>(number), takeOverText(one), takeOverText(many));
}

void addCount(QStringList& lines, std::uint64_t number, const char* one, const char* many)
{
    if (number > 0)
        lines << takeOverCount(number, one, many);
}

QString plainSentence(ErrorCode code)
{
    const std::string english{plainEnglish(code)};
    return QCoreApplication::translate("ErrorCode", english.c_str());
}

QString cutSentence(const RestoreReport& report)
{
    const std::string why{cutReason(*report.cut)};
    //: %2 is a reason: "its end is missing"
    return takeOverCount(report.notes(), "The archive is damaged, and was cut after 1 note: %2.",
                         "The archive is damaged, and was cut after %1 notes: %2.")
        .arg(takeOverText(why.c_str()));
}

/// One thing that is left out, without the reason; `name` is what it is called.
QString refusedThing(RefusedKind kind, const QString& name)
{
    switch (kind) {
    case RefusedKind::Note:
        return takeOverText("the note “%1”").arg(name);
    case RefusedKind::Version:
        return takeOverText("an earlier version, “%1”").arg(name);
    case RefusedKind::Notebook:
        return takeOverText("the notebook “%1”").arg(name);
    case RefusedKind::Attachment:
        return takeOverText("the file “%1”").arg(name);
    }
    return name;
}

/// What came beside notes.
void addOthers(QStringList& lines, const TakenOver& taken)
{
    addCount(lines, taken.versions, "1 earlier version", "%1 earlier versions");
    addCount(lines, taken.notebooks, "1 notebook", "%1 notebooks");
    if (taken.attachments > 0)
        lines << takeOverCount(taken.attachments, "1 file", "%1 files") +
                     u" (%1)"_s.arg(QLocale().formattedDataSize(static_cast<qint64>(taken.attachmentBytes)));
}

void addNotes(QStringList& lines, TakeOverKind kind, const TakenOver& taken)
{
    addCount(lines, taken.added, "1 note is new here.", "%1 notes are new here.");
    addCount(lines, taken.broughtUp, "1 note is newer there. The text of now stays as a version.",
             "%1 notes are newer there. The texts of now stay as versions.");
    addCount(lines, taken.conflicts, "1 note was changed in both places. Both texts stay, as two notes.",
             "%1 notes were changed in both places. Both texts stay, as two notes each.");
    addCount(lines, taken.older, "1 note is newer here and stays.", "%1 notes are newer here and stay.");
    addCount(lines, taken.same, "1 note is the same.", "%1 notes are the same.");
    addCount(lines, taken.stayDeleted, "1 note was deleted here and stays deleted.",
             "%1 notes were deleted here and stay deleted.");
    addCount(lines, taken.deleted, "1 note was deleted there, and goes here too.",
             "%1 notes were deleted there, and go here too.");
    if (kind == TakeOverKind::Archive)
        addCount(lines, taken.refused, "1 thing is damaged, or not fit for a vault, and stays out.",
                 "%1 things are damaged, or not fit for a vault, and stay out.");
    else
        addCount(lines, taken.refused, "1 thing is damaged there and stays out.",
                 "%1 things are damaged there and stay out.");
}

} // namespace

QStringList refusalLines(const TakenOver& taken)
{
    QStringList lines;
    for (const Refusal& refusal : taken.refusals)
        lines << takeOverText("Left out: ") + refusedThing(refusal.kind, lineOf(refusal.item)) + u" ("_s +
                     takeOverText(refusal.reason.detail.c_str()) + u')';
    if (taken.moreRefused() > 0)
        lines << takeOverText("And %1 more.").arg(QLocale().toString(taken.moreRefused()));
    return lines;
}

bool bringsAnything(const RestoreReport& report)
{
    const TakenOver& taken = report.taken;
    return taken.added + taken.broughtUp + taken.conflicts + taken.deleted + taken.versions +
               taken.notebooks + taken.attachments >
           0;
}

QStringList takeOverPreview(TakeOverKind kind, const RestoreReport& report)
{
    QStringList lines;
    addNotes(lines, kind, report.taken);
    QStringList others;
    addOthers(others, report.taken);
    if (!others.isEmpty())
        lines << takeOverText("Also to come: %1.").arg(others.join(u", "_s));
    if (report.cut)
        lines << cutSentence(report) + u' ' + takeOverText("What comes before can be restored.");
    if (!bringsAnything(report))
        lines << takeOverText("Nothing in it is new.");
    return lines;
}

QString takenOverWords(TakeOverKind kind, const TakenOver& taken)
{
    QStringList parts;
    if (kind == TakeOverKind::Archive)
        parts << takeOverCount(taken.added, "1 note came back", "%1 notes came back");
    else
        parts << takeOverCount(taken.added, "1 note came", "%1 notes came");
    if (taken.broughtUp > 0)
        parts << takeOverCount(taken.broughtUp, "1 brought up to date", "%1 brought up to date");
    if (taken.conflicts > 0)
        parts << takeOverCount(taken.conflicts, "1 stands twice", "%1 stand twice");
    if (taken.deleted > 0)
        parts << takeOverCount(taken.deleted, "1 deleted", "%1 deleted");
    return parts.join(u", "_s) + u'.';
}

QString takeOverReport(TakeOverKind kind, const RestoreReport& report, const QStringList& titles)
{
    const TakenOver& taken = report.taken;
    QStringList lines;
    if (report.cut)
        lines << cutSentence(report) + u' ' + takeOverText("What came before is restored.");
    lines << takeOverText("New: %1. Brought up to date: %2. Changed in both places: %3.")
                 .arg(taken.added)
                 .arg(taken.broughtUp)
                 .arg(taken.conflicts);
    lines << takeOverText("The same: %1. Newer here: %2. Damaged or not fit, and left out: %3.")
                 .arg(taken.same)
                 .arg(taken.older)
                 .arg(taken.refused);
    if (kind == TakeOverKind::Copy)
        lines << takeOverText("Deleted here before: %1. Deleted there, and now here: %2.")
                     .arg(taken.stayDeleted)
                     .arg(taken.deleted);
    QStringList others;
    addOthers(others, taken);
    if (!others.isEmpty())
        lines << takeOverText("With them came: %1.").arg(others.join(u", "_s));
    lines << refusalLines(taken);
    for (const QString& title : titles)
        lines << takeOverText("Two texts, now two notes: %1").arg(lineOf(title.toStdString()));
    if (taken.conflicts > static_cast<std::uint64_t>(titles.size()) && !titles.isEmpty())
        lines
            << takeOverText("And %1 more.").arg(taken.conflicts - static_cast<std::uint64_t>(titles.size()));
    return lines.join(u'\n');
}

QString archiveSentence(const Error& error, bool byKey)
{
    switch (error.code) {
    case ErrorCode::WrongArchiveKey:
        return byKey ? takeOverText("This key doesn't open this archive.")
                     : takeOverText("That password doesn't open this archive. Check the keyboard layout and "
                                    "try again.");
    case ErrorCode::NewerFormat:
        return takeOverText("This archive was written in a newer format.");
    case ErrorCode::FileNotFound:
        return takeOverText("There is no such file.");
    case ErrorCode::NotARegularFile:
        return takeOverText("This is no ordinary file.");
    case ErrorCode::PermissionDenied:
        return takeOverText("You may not read this file.");
    default:
        return plainSentence(error.code);
    }
}

QString identitySentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::KeyNotValid:
        return takeOverText("This file holds no age key.");
    case ErrorCode::KeyKindUnknown:
        return takeOverText("This file holds a key of a kind that Lockleaf doesn't know.");
    default:
        return archiveSentence(error, true);
    }
}

QString copySentence(const Error& error)
{
    if (error.detail.ends_with('.'))
        return takeOverText(error.detail.c_str());
    switch (error.code) {
    case ErrorCode::WrongPassword:
        return takeOverText(
            "That password doesn't open this vault. Check the keyboard layout and try again.");
    case ErrorCode::FileNotFound:
        return takeOverText("There is no such file.");
    case ErrorCode::NotARegularFile:
        return takeOverText("This is no ordinary file.");
    case ErrorCode::PermissionDenied:
        return takeOverText("You may not read this file.");
    case ErrorCode::InUse:
        return takeOverText("The copy is open elsewhere. Lock it there first.");
    case ErrorCode::Damaged:
        return takeOverText("The copy is damaged.");
    default:
        return plainSentence(error.code);
    }
}

QString takeOverProblem(TakeOverKind kind, const Error& error)
{
    if (kind == TakeOverKind::Copy && (error.code == ErrorCode::InUse || error.code == ErrorCode::Damaged))
        return copySentence(error);
    if (error.detail.ends_with('.'))
        return takeOverText(error.detail.c_str());
    if (error.code == ErrorCode::NewerFormat)
        return archiveSentence(error, false);
    //: a reason of two or three words: "disk full"
    return takeOverText("It ended early: %1.").arg(shortReason(error));
}

} // namespace lockleaf::ui
