// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/import_words.h"

#include "ui/main/error_words.h"
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

/// Names in a tree are what somebody made of them: no control characters get into a list of lines.
QString lineOf(const std::string& path)
{
    QString text = QString::fromStdString(path);
    for (QChar& letter : text)
        if (letter.category() == QChar::Other_Control || letter.category() == QChar::Other_Format ||
            letter.category() == QChar::Separator_Line || letter.category() == QChar::Separator_Paragraph)
            letter = QChar::ReplacementCharacter;
    return text;
}

void addSkipped(QStringList& lines, const std::vector<SkippedFile>& files)
{
    for (const SkippedFile& file : files)
        lines << importWords("Not imported: %1 (%2)").arg(lineOf(file.path), importSentence(file.reason));
}

} // namespace

QString importSentence(const Error& error)
{
    switch (error.code) {
    case ErrorCode::FileNotFound:
        return importWords("There is no such folder.");
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

QString previewWords(const ImportReport& report)
{
    QStringList parts{countedWords(report.imported, "1 note", "%1 notes")};
    if (report.filesTaken > 0)
        parts << countedWords(report.filesTaken, "1 file", "%1 files");
    if (report.duplicates > 0)
        parts << countedWords(report.duplicates, "1 there already", "%1 there already");
    if (const std::uint64_t refused = report.skipped.size() + report.filesSkipped.size(); refused > 0)
        parts << countedWords(refused, "1 cannot be read", "%1 cannot be read");
    return parts.join(u", "_s);
}

QString importedWords(const ImportReport& report)
{
    const QString notes = countedWords(report.imported, "1 note came in", "%1 notes came in");
    if (report.filesTaken == 0)
        return notes + u'.';
    return countedWords(report.filesTaken, "%2, with 1 file.", "%2, with %1 files.").arg(notes);
}

QString reportText(const ImportReport& report)
{
    QStringList lines{countedWords(report.found, "1 note found", "%1 notes found") + u": "_s +
                      importWords("%1 imported, %2 there already, %3 not imported.")
                          .arg(QLocale().toString(static_cast<qint64>(report.imported)),
                               QLocale().toString(static_cast<qint64>(report.duplicates)),
                               QLocale().toString(static_cast<qint64>(report.skipped.size())))};
    if (report.files > 0)
        lines << countedWords(report.files, "1 other file found", "%1 other files found") + u": "_s +
                     importWords("%1 attached, %2 there already, %3 not imported, %4 that no note names.")
                         .arg(QLocale().toString(static_cast<qint64>(report.filesTaken)),
                              QLocale().toString(static_cast<qint64>(report.filesThere)),
                              QLocale().toString(static_cast<qint64>(report.filesSkipped.size())),
                              QLocale().toString(static_cast<qint64>(report.filesUnused.size())));
    if (report.links > 0)
        lines << importWords("%1 of %2 links to files lead to something.")
                     .arg(QLocale().toString(static_cast<qint64>(report.linksResolved)),
                          QLocale().toString(static_cast<qint64>(report.links)));
    addSkipped(lines, report.skipped);
    addSkipped(lines, report.filesSkipped);
    for (const std::string& file : report.filesUnused)
        lines << importWords("No note names it: %1").arg(lineOf(file));
    for (const LooseLink& link : report.looseLinks)
        lines << importWords("No such file: %1 (in %2)").arg(lineOf(link.written), lineOf(link.path));
    return lines.join(u'\n');
}

} // namespace lockleaf::ui
