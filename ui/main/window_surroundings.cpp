// SPDX-License-Identifier: GPL-3.0-or-later
// The part of WindowParts that tells what lies around the vault's file.
#include "ui/main/window_parts.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"

namespace lockleaf::ui {

namespace {

QString namesOf(const std::vector<std::filesystem::path>& copies)
{
    constexpr std::size_t mostNamed = 4;
    QStringList names;
    for (std::size_t i = 0; i < std::min(copies.size(), mostNamed); ++i)
        names << WindowParts::tr("“%1”").arg(QString::fromStdString(copies[i].filename().string()));
    if (copies.size() > mostNamed)
        names << WindowParts::tr("%1 more").arg(copies.size() - mostNamed);
    return names.join(WindowParts::tr(", "));
}

QStringList sentencesOf(const Surroundings& found)
{
    QStringList sentences;
    if (!found.copies.empty()) {
        const QString named = namesOf(found.copies);
        sentences << (found.copies.size() == 1
                          ? WindowParts::tr("A copy of this vault lies beside it: %1.").arg(named)
                          : WindowParts::tr("Copies of this vault lie beside it: %1.").arg(named));
        sentences << WindowParts::tr(
            "A program that synchronises leaves one where a vault was changed in two places, so there may be "
            "notes in it that are not here. Merging shows what would come before anything is changed.");
    }
    if (!found.synchroniser.isEmpty())
        sentences << WindowParts::tr(
                         "%1 keeps the folder of this vault alike on several computers. That is safe: the "
                         "file is sealed. But lock the vault on one computer, and wait until the file has "
                         "arrived, before opening it on another. Else there are two states, of which one "
                         "becomes a copy beside the vault.")
                         .arg(found.synchroniser);
    return sentences;
}

} // namespace

void WindowParts::connectSurroundings()
{
    connect(&m_surroundings, &SurroundingsLook::found, this,
            [this](const Surroundings& found) { whenNoSheet([this, found] { tellSurroundings(found); }); });
    connect(&m_arrivals, &LateArrivals::finished, this, &WindowParts::tellArrivals);
}

void WindowParts::tellSurroundings(const Surroundings& found)
{
    auto* sheet = new VaultNoticeSheet(sentencesOf(found), false, &m_window);
    if (!found.copies.empty())
        sheet->offer(tr("Merge…"), tr("Not now"));
    sheet->setInitialFocus(sheet); // it comes while somebody may be typing
    connect(sheet, &VaultNoticeSheet::lockRequested, this, &WindowParts::lockRequested);
    connect(sheet, &VaultNoticeSheet::actionChosen, this, [this, found] {
        openMerge(found.copies.front());
        if (found.copies.size() == 1)
            return;
        Surroundings others = found;
        others.synchroniser.clear();
        others.copies.erase(others.copies.begin());
        whenNoSheet([this, others] { tellSurroundings(others); });
    });
    openSheet(sheet);
    if (!found.marks.empty())
        changeSettings(
            [&found](VaultSettings& settings) { addToldMarks(settings.told, found.marks, found.seen); });
}

} // namespace lockleaf::ui
