// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets about the vault's file: its keys, copies beside it, and a file that has gone.
#include "tests/support/hindered_disk.h"
#include "tests/support_tools/picture_hands.h"
#include "tests/support_tools/picture_tools.h"
#include "ui/sheets/key_change_sheet.h"
#include "ui/sheets/vault_copy_sheet.h"
#include "ui/sheets/vault_notice_sheet.h"

#include <QCheckBox>
#include <QDir>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

/// Opens the sheet of the keys anew.
SheetHands openKeys(ui::MainWindow& window)
{
    if (auto* open = window.findChild<ui::KeyChangeSheet*>())
        delete open;
    actionNamed(window, u"Change the keys…"_s)->trigger();
    return SheetHands{*window.findChild<ui::KeyChangeSheet*>()};
}

void takeUsualKeys(const PictureRequest& request, const QStringList& names)
{
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    const SheetHands hands = openKeys(window);
    waitUntil([&] { return hands.button(u"Change the keys"_s)->isEnabled(); }, "the look at the disk");
    if (names.contains(u"keys"_s))
        savePicture(window, request, u"keys"_s);
    hands.type(u"Your vault's password"_s, u"not this one"_s);
    hands.press(u"Change the keys"_s);
    hands.hear(u"That password doesn't open"_s);
    if (names.contains(u"keys-wrong"_s))
        savePicture(window, request, u"keys-wrong"_s);
    hands.press(u"Choose a new password as well, since somebody may know this one"_s);
    hands.type(u"New password"_s, u"lantern orbit velvet"_s);
    if (names.contains(u"keys-another"_s))
        savePicture(window, request, u"keys-another"_s);
}

void takeHinderedKeys(const PictureRequest& request)
{
    HinderedDisk disk;
    FilledWindow filled(request);
    disk.hasNoLinks = true;
    openKeys(filled.window).hear(u"cannot exchange two files safely"_s);
    savePicture(filled.window, request, u"keys-hindered"_s);
}

void takeUnfinishedKeys(const PictureRequest& request)
{
    HinderedDisk disk;
    FilledWindow filled(request);
    const SheetHands hands = openKeys(filled.window);
    auto& sheet = dynamic_cast<ui::KeyChangeSheet&>(hands.sheet);
    sheet.setCost(KeyDerivationCost::cheapForTests());
    QObject::connect(&sheet, &ui::KeyChangeSheet::changeBegun, &sheet,
                     [&disk] { disk.keptEnding = ".old-keys"; });
    hands.type(u"Your vault's password"_s, u"pictures"_s);
    hands.press(u"Change the keys"_s);
    waitUntil([&] { return hands.button(u"Lock"_s) != nullptr; }, "the end");
    savePicture(filled.window, request, u"keys-unfinished"_s);
}

/// A copy of the vault, in a folder that is synchronised.
void takeCopies(const PictureRequest& request)
{
    TemporaryFolder folder;
    const auto file = folder / "Personal.lockleaf";
    if (!makePictureVault(file, true)->close())
        qFatal("close");
    std::filesystem::copy_file(file, folder / "Personal (Anna's conflicted copy 2026-05-09).lockleaf");
    std::ofstream(folder / ".stfolder") << "";
    auto key = Vault::unlock(file, *Passphrase::fromTyped(bytesOf("pictures")));
    ui::VaultSession session(std::move(*Vault::open(file, std::move(*key), {})),
                             {file, Vault::info(file)->vaultId});
    ui::MainWindow window(session, ui::ThemeManager::instance(), u"Personal"_s);
    showWindow(window, request);
    waitUntil([&] { return window.findChild<ui::VaultNoticeSheet*>() != nullptr; }, "what lies beside it");
    savePicture(window, request, u"copies"_s);
}

/// The file of the open vault has gone.
void takeGone(const PictureRequest& request, const QStringList& names)
{
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    std::filesystem::rename(filled.file, filled.folder / "elsewhere");
    QTest::keyClicks(filled.editor, u" Not saved."_s);
    waitUntil([&] { return window.findChild<ui::VaultNoticeSheet*>() != nullptr; }, "that it has gone");
    if (names.contains(u"gone"_s))
        savePicture(window, request, u"gone"_s);
    SheetHands{*window.findChild<ui::VaultNoticeSheet*>()}.press(u"Save a copy…"_s);
    waitUntil([&] { return window.findChild<ui::VaultCopySheet*>() != nullptr; }, "the sheet");
    const SheetHands hands{*window.findChild<ui::VaultCopySheet*>()};
    if (names.contains(u"gone-copy"_s))
        savePicture(window, request, u"gone-copy"_s);
    hands.type(u"The copy"_s, QString::fromStdString((filled.folder / "Personal 2.lockleaf").string()));
    hands.press(u"Save"_s);
    hands.hear(u"Everything is in the copy"_s);
    if (names.contains(u"gone-copied"_s))
        savePicture(window, request, u"gone-copied"_s);
}

} // namespace

void takeVaultSheets(const PictureRequest& request, const QStringList& names)
{
    if (wantsAny(names, {u"keys"_s, u"keys-wrong"_s, u"keys-another"_s}))
        takeUsualKeys(request, names);
    if (names.contains(u"keys-hindered"_s))
        takeHinderedKeys(request);
    if (names.contains(u"keys-unfinished"_s))
        takeUnfinishedKeys(request);
    if (names.contains(u"copies"_s))
        takeCopies(request);
    if (wantsAny(names, {u"gone"_s, u"gone-copy"_s, u"gone-copied"_s}))
        takeGone(request, names);
}

} // namespace lockleaf::test
