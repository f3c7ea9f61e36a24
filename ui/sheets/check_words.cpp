// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/check_words.h"

#include "ui/theme/counted.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(CheckWords)
};

QString readWords(const VerifyReport& report)
{
    return CheckWords::tr("Read: %1, %2, %3.")
        .arg(counted(static_cast<qint64>(report.notes), CheckWords::tr("1 note"), CheckWords::tr("%1 notes")),
             counted(static_cast<qint64>(report.records), CheckWords::tr("1 record"),
                     CheckWords::tr("%1 records")),
             counted(static_cast<qint64>(report.pages), CheckWords::tr("1 page of the file"),
                     CheckWords::tr("%1 pages of the file")));
}

} // namespace

QString checkSummary(const VerifyReport& report)
{
    if (report.problems.empty())
        return CheckWords::tr("Everything is whole.");
    return counted(static_cast<qint64>(report.problems.size()), CheckWords::tr("1 thing is damaged."),
                   CheckWords::tr("%1 things are damaged."));
}

QString checkReport(const VerifyReport& report, const QStringList& names)
{
    QStringList lines{checkSummary(report), readWords(report)};
    if (report.problems.empty())
        return lines.join(QLatin1Char('\n'));
    lines << QString()
          << CheckWords::tr("What to do: keep the vault file as it is, and copy it to another disk first. "
                            "“Salvage a damaged vault…” in the menu takes everything that can be read into "
                            "another vault. What is missing then can come from a backup or an older copy: "
                            "“Merge a copy…”.");
    if (!names.isEmpty()) {
        lines << QString() << CheckWords::tr("Damaged notes and files:");
        for (const QString& name : names)
            lines << QStringLiteral("  ") + name;
    }
    lines << QString() << CheckWords::tr("Where it was met:");
    for (const VerifyProblem& problem : report.problems)
        lines << QStringLiteral("  ") + QString::fromStdString(problem.text);
    return lines.join(QLatin1Char('\n'));
}

} // namespace lockleaf::ui
