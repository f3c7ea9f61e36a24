// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/salvage_words.h"

#include "ui/main/error_words.h"
#include "ui/sheets/report_line.h"
#include "ui/theme/counted.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

struct SalvageWords
{
    Q_DECLARE_TR_FUNCTIONS(SalvageWords)
};

using What = SalvageLoss::What;

qint64 notesOf(const SalvageReport& report)
{
    const TakenOver& taken = report.taken;
    const std::uint64_t notes =
        taken.added + taken.same + taken.broughtUp + taken.older + taken.conflicts + taken.stayDeleted;
    return static_cast<qint64>(notes);
}

QString countsOf(qint64 notes, qint64 files)
{
    return SalvageWords::tr("%1 and %2")
        .arg(counted(notes, SalvageWords::tr("1 note"), SalvageWords::tr("%1 notes")),
             counted(files, SalvageWords::tr("1 file"), SalvageWords::tr("%1 files")));
}

QString lossLine(const SalvageLoss& loss)
{
    const QString name = loss.title.empty() ? QString::fromStdString(loss.id.toHex().substr(0, 8))
                                            : SalvageWords::tr("“%1”").arg(lineOf(loss.title));
    switch (loss.what) {
    case What::Note:
        return SalvageWords::tr("Lost: the note %1").arg(name);
    case What::EarlierState:
        return SalvageWords::tr("As it was before its last changes: the note %1").arg(name);
    case What::Version:
        return SalvageWords::tr("Lost: the version %1 of a note").arg(name);
    case What::File:
        return SalvageWords::tr("Lost: the file %1").arg(name);
    case What::Notebook:
        return SalvageWords::tr("Lost: the notebook %1; its notes are in none").arg(name);
    case What::Other:
        break;
    }
    return SalvageWords::tr("Lost: the record %1, which is neither a note nor a file").arg(name);
}

qint64 lossCount(const SalvageReport& report)
{
    qint64 all = 0;
    for (const std::uint64_t count : report.lost)
        all += static_cast<qint64>(count);
    return all;
}

} // namespace

QStringList salvageLosses(const SalvageReport& report)
{
    QStringList lines;
    for (const SalvageLoss& loss : report.losses)
        lines << lossLine(loss);
    if (const qint64 more = lossCount(report) - static_cast<qint64>(report.losses.size()); more > 0)
        lines << counted(more, SalvageWords::tr("And 1 more"), SalvageWords::tr("And %1 more"));
    return lines;
}

bool salvagesAnything(const SalvageReport& report)
{
    return notesOf(report) > 0 || report.taken.attachments > 0 || report.taken.notebooks > 0;
}

QStringList salvagePreview(const SalvageReport& report)
{
    QStringList sentences;
    if (salvagesAnything(report))
        sentences << SalvageWords::tr("%1 can be read and would come back.")
                         .arg(countsOf(notesOf(report), static_cast<qint64>(report.taken.attachments)));
    else
        sentences << SalvageWords::tr("No note can be read in this file with this password.");
    const auto notes = static_cast<qint64>(report.lostOf(What::Note));
    const auto files = static_cast<qint64>(report.lostOf(What::File));
    if (notes + files > 0)
        sentences << SalvageWords::tr("Lost: %1.").arg(countsOf(notes, files));
    else if (lossCount(report) == 0)
        sentences << SalvageWords::tr("Nothing is lost, as far as the file says.");
    if (report.badPages > 0)
        sentences << SalvageWords::tr("%1 of %2 pages of the file can't be read.")
                         .arg(report.badPages)
                         .arg(report.pages);
    if (report.leftLogOut)
        sentences << SalvageWords::tr("The log beside the file is of another state and is left out.");
    return sentences;
}

QString salvageReport(const SalvageReport& report)
{
    QStringList lines;
    lines << SalvageWords::tr("%1 came back.")
                 .arg(countsOf(notesOf(report), static_cast<qint64>(report.taken.attachments)));
    const QStringList losses = salvageLosses(report);
    if (losses.isEmpty())
        lines << SalvageWords::tr("Nothing is lost, as far as the file says.");
    else
        lines << losses
              << SalvageWords::tr(
                     "What is missing may be in a backup or in an older copy: open the new vault, "
                     "and choose “Merge a copy…” or “Restore from archive…” there.");
    lines << SalvageWords::tr("The damaged file is as it was. Keep it until you have looked through the new "
                              "vault.");
    return lines.join(QLatin1Char('\n'));
}

QString salvageProblem(const Error& error)
{
    switch (error.code) {
    case ErrorCode::WrongPassword:
        return SalvageWords::tr("That password doesn't open this vault.");
    case ErrorCode::Damaged:
    case ErrorCode::NotAVault:
        return SalvageWords::tr("The beginning of this file is lost, and with it what the password opens. "
                                "Only a backup or another copy can help.");
    case ErrorCode::InUse:
        return SalvageWords::tr("This vault is open. Only one that is closed can be salvaged.");
    case ErrorCode::FileNotFound:
        return SalvageWords::tr("There is no such file.");
    case ErrorCode::AlreadyExists:
        return SalvageWords::tr("There is a file of that name already. Choose another.");
    default:
        return SalvageWords::tr("It did not go well: %1.").arg(shortReason(error));
    }
}

} // namespace lockleaf::ui
