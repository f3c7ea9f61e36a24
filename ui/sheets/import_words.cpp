// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/import_words.h"

#include "ui/main/error_words.h"
#include "ui/sheets/report_line.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

QString importWords(const char* english)
{
    return QCoreApplication::translate("Import", english);
}

QString countedWords(std::uint64_t number, const char* one, const char* many)
{
    return counted(static_cast<qint64>(number), importWords(one), importWords(many));
}

QString number(std::uint64_t count)
{
    return QLocale().toString(static_cast<qint64>(count));
}

/// Why one file of a folder did not come in.
QString fileReason(const Error& error)
{
    switch (error.code) {
    case ErrorCode::PermissionDenied:
        return importWords("You may not read it.");
    case ErrorCode::NotARegularFile:
        return importWords("It is a link, or no ordinary file.");
    case ErrorCode::BodyNotText:
        return importWords("It is not text in UTF-8.");
    default:
        return shortReason(error);
    }
}

/// Why one note of an export did not; its reader says it in a sentence where the code would not be enough.
QString noteReason(const Error& error)
{
    if (error.detail.ends_with('.'))
        return importWords(error.detail.c_str());
    switch (error.code) {
    case ErrorCode::AlreadyExists:
        return importWords("It is in the vault already.");
    case ErrorCode::Damaged:
        return importWords("It is damaged.");
    default:
        return shortReason(error);
    }
}

void addSkipped(QStringList& lines, const std::vector<SkippedFile>& files)
{
    for (const SkippedFile& file : files)
        lines << importWords("Not imported: %1 (%2)").arg(lineOf(file.path), fileReason(file.reason));
}

QString previewOfFolder(const ImportReport& report)
{
    if (report.found == 0)
        return importWords("There are no Markdown files in it.");
    QStringList parts{countedWords(report.imported, "1 note", "%1 notes")};
    if (report.filesTaken > 0)
        parts << countedWords(report.filesTaken, "1 file", "%1 files");
    if (report.notebooksMade > 0)
        parts << countedWords(report.notebooksMade, "1 new notebook", "%1 new notebooks");
    if (report.duplicates > 0)
        parts << countedWords(report.duplicates, "1 there already", "%1 there already");
    if (const std::uint64_t refused = report.skipped.size() + report.filesSkipped.size(); refused > 0)
        parts << countedWords(refused, "1 cannot be read", "%1 cannot be read");
    return parts.join(u", "_s);
}

QString previewOfExport(const ForeignReport& report)
{
    QStringList parts{countedWords(report.imported, "1 note", "%1 notes")};
    if (report.attachments > 0)
        parts << countedWords(report.attachments, "1 file", "%1 files");
    if (report.tags > 0)
        parts << countedWords(report.tags, "1 tag", "%1 tags");
    if (report.notebooksMade > 0)
        parts << countedWords(report.notebooksMade, "1 new notebook", "%1 new notebooks");
    if (report.duplicates > 0)
        parts << countedWords(report.duplicates, "1 there already", "%1 there already");
    if (const std::uint64_t refused = report.skippedCount - report.duplicates; refused > 0)
        parts << countedWords(refused, "1 cannot be read", "%1 cannot be read");
    QString words = parts.join(u", "_s);
    if (report.notCarriedCount > 0)
        words +=
            u". "_s + countedWords(report.notCarriedCount, "1 thing has no place here; the report names it.",
                                   "%1 things have no place here; the report names them.");
    if (report.damage)
        words += u' ' + importWords("The file is damaged and breaks off.");
    return words;
}

QString reportOfFolder(const ImportReport& report)
{
    QStringList lines{
        countedWords(report.found, "1 note found", "%1 notes found") + u": "_s +
        importWords("%1 imported, %2 there already, %3 not imported.")
            .arg(number(report.imported), number(report.duplicates), number(report.skipped.size()))};
    if (report.files > 0)
        lines << countedWords(report.files, "1 other file found", "%1 other files found") + u": "_s +
                     importWords("%1 attached, %2 there already, %3 not imported, %4 that no note names.")
                         .arg(number(report.filesTaken), number(report.filesThere),
                              number(report.filesSkipped.size()), number(report.filesUnused.size()));
    if (report.notebooksMade > 0)
        lines << importWords("Notebooks made: %1.").arg(number(report.notebooksMade));
    if (report.links > 0)
        lines << importWords("%1 of %2 links to files lead to something.")
                     .arg(number(report.linksResolved), number(report.links));
    addSkipped(lines, report.skipped);
    addSkipped(lines, report.filesSkipped);
    for (const std::string& file : report.filesUnused)
        lines << importWords("No note names it: %1").arg(lineOf(file));
    for (const LooseLink& link : report.looseLinks)
        lines << importWords("No such file: %1 (in %2)").arg(lineOf(link.written), lineOf(link.path));
    return lines.join(u'\n');
}

QString reportOfExport(const ForeignReport& report)
{
    QStringList lines{countedWords(report.found, "1 note found", "%1 notes found") + u": "_s +
                      importWords("%1 imported, %2 there already, %3 not imported.")
                          .arg(number(report.imported), number(report.duplicates),
                               number(report.skippedCount - report.duplicates))};
    lines << importWords("Files: %1. Tags: %2. Notebooks made: %3.")
                 .arg(number(report.attachments), number(report.tags), number(report.notebooksMade));
    if (report.damage)
        lines << importWords("The file is damaged and breaks off. What stood before was taken.");
    for (const SkippedNote& note : report.skipped)
        lines << importWords("Not imported: %1 (%2)").arg(lineOf(note.item), noteReason(note.reason));
    for (const NotCarried& thing : report.notCarried) {
        const QString what = importWords(thing.what.c_str());
        lines << (thing.item.empty() ? importWords("Not carried: %1").arg(lineOf(what.toStdString()))
                                     : importWords("Not carried: %1 (%2)")
                                           .arg(lineOf(what.toStdString()), lineOf(thing.item)));
    }
    if (report.skippedCount > report.skipped.size() || report.notCarriedCount > report.notCarried.size())
        lines << importWords("Only the first %1 are listed.").arg(number(mostListed));
    return lines.join(u'\n');
}

} // namespace

QString importSentence(ImportOutcome::Source source, const Error& error)
{
    using Source = ImportOutcome::Source;
    if (source == Source::Unknown)
        return importWords("It is no folder, no export of Joplin or Evernote, and no archive.");
    switch (error.code) {
    case ErrorCode::FileNotFound:
        return importWords("There is no such folder or file.");
    case ErrorCode::PermissionDenied:
        return importWords("You may not read it.");
    case ErrorCode::NotARegularFile:
        return importWords("It is no ordinary file.");
    case ErrorCode::NameNotValid:
        return importWords("The notebook cannot have this name.");
    case ErrorCode::Damaged:
        if (source == Source::Export)
            return importWords("Nothing in this file can be read.");
        break;
    default:
        break;
    }
    //: a reason of two or three words: "disk full"
    return importWords("The import ended early: %1.").arg(shortReason(error));
}

QString previewWords(const ImportOutcome& outcome)
{
    if (outcome.source == ImportOutcome::Source::Archive)
        return importWords(
            "This is an archive of Lockleaf. It comes back by “Restore…”, with its password or key.");
    return outcome.isExport() ? previewOfExport(outcome.file) : previewOfFolder(outcome.folder);
}

QString importedWords(const ImportOutcome& outcome)
{
    const std::uint64_t imported = outcome.isExport() ? outcome.file.imported : outcome.folder.imported;
    const std::uint64_t files = outcome.isExport() ? outcome.file.attachments : outcome.folder.filesTaken;
    const QString notes = countedWords(imported, "1 note came in", "%1 notes came in");
    if (files == 0)
        return notes + u'.';
    return countedWords(files, "%2, with 1 file.", "%2, with %1 files.").arg(notes);
}

QString reportText(const ImportOutcome& outcome)
{
    return outcome.isExport() ? reportOfExport(outcome.file) : reportOfFolder(outcome.folder);
}

} // namespace lockleaf::ui
