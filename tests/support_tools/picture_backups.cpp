// SPDX-License-Identifier: GPL-3.0-or-later
// The sheet of backups: none yet, a list of them, one that is looked into; and the lock screen that offers
// one.
#include "core/backup/backup.h"
#include "tests/support_tools/picture_hands.h"
#include "tests/support_tools/picture_tools.h"
#include "ui/lockscreen/lock_window.h"
#include "ui/sheets/backups_sheet.h"
#include "ui/sheets/row_list.h"

#include <QListWidget>
#include <QTest>

#include <fstream>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

constexpr Timestamp PictureHour = 3'600'000;

/// The vault of the pictures with backups of some days, and changed since.
struct BackedUpVault
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "Personal.lockleaf";
    StoryClock clock;

    BackedUpVault()
    {
        auto vault = makePictureVault(file, true);
        if (!vault->close())
            qFatal("close");
        vault.reset();
        vault = open();
        const Timestamp now = systemClock().now();
        const std::pair<BackupReason, int> made[] = {{BackupReason::Scheduled, 9 * 24},
                                                     {BackupReason::BeforeMigration, 3 * 24},
                                                     {BackupReason::Scheduled, 26},
                                                     {BackupReason::BeforeLargeDeletion, 5},
                                                     {BackupReason::Asked, 2}};
        std::string damaged;
        for (const auto& [reason, hours] : made) {
            clock.at = now - hours * PictureHour;
            BackupReport report;
            NoProgress silent;
            const BackupPlace place = BackupPlace::of(file, VaultSettings{}, std::chrono::minutes(0));
            if (!runToEnd(*makeBackupJob(*vault, place, reason, report), {}, silent))
                qFatal("backup");
            if (reason == BackupReason::BeforeMigration)
                damaged = report.made.name;
        }
        std::ofstream(folder / "Personal.backups" / damaged, std::ios::app) << "more than was proven";
        clock.at = now;
        change(*vault);
        if (!vault->close())
            qFatal("close");
    }
    [[nodiscard]] std::unique_ptr<Vault> open() const
    {
        auto key = Vault::unlock(file, *Passphrase::fromTyped(bytesOf("pictures")));
        Vault::OpenOptions options;
        options.clock = &clock;
        auto vault = Vault::open(file, std::move(*key), options);
        if (!vault)
            qFatal("open: %s", describe(vault.error()).c_str());
        return std::move(*vault);
    }
    static void change(Vault& vault)
    {
        const auto edited = vault.findNote("Team retro");
        const auto gone = vault.findNote("House: who to call");
        if (!edited || !gone)
            qFatal("no such note");
        const std::string body(vault.note(*edited)->body.text());
        const std::string shorter = body.substr(0, body.size() / 2) + "\n\nOnly this was kept of it.\n";
        if (!vault.saveBody(*edited, bytesOf(shorter)) || !vault.deleteForever(*gone))
            qFatal("change");
    }
};

void lookIntoTheLast(ui::MainWindow& window, const PictureRequest& request, const QStringList& names)
{
    const SheetHands hands{*window.findChild<ui::BackupsSheet*>()};
    ui::RowList* backups = nullptr;
    ui::RowList* notes = nullptr;
    for (auto* list : hands.sheet.findChildren<ui::RowList*>())
        (list->accessibleName() == u"Backups"_s ? backups : notes) = list;
    waitUntil([&] { return backups->model()->rowCount() == 5; }, "the backups");
    if (names.contains(u"backups"_s))
        savePicture(window, request, u"backups"_s);
    backups->choose(3);
    hands.press(u"Remove…"_s);
    if (names.contains(u"backups-remove"_s))
        savePicture(window, request, u"backups-remove"_s);
    hands.press(u"Cancel"_s);
    backups->choose(0);
    hands.press(u"Look inside"_s);
    waitUntil([&] { return notes->model()->rowCount() > 3; }, "the notes");
    for (int row = 0; row < notes->model()->rowCount(); ++row)
        if (notes->model()->index(row, 0).data().toString() == u"Team retro"_s)
            notes->choose(row);
    hands.hear(u"Differs from now"_s);
    if (names.contains(u"backup-notes"_s))
        savePicture(window, request, u"backup-notes"_s);
    hands.press(u"Restore this note"_s);
    hands.hear(u"1 note came back."_s);
    QTest::qWait(300);
    if (names.contains(u"backup-returned"_s))
        savePicture(window, request, u"backup-returned"_s);
}

} // namespace

void takeBackups(const PictureRequest& request, const QStringList& names)
{
    if (names.contains(u"backups-none"_s)) {
        FilledWindow filled(request);
        actionNamed(filled.window, u"Backups…"_s)->trigger();
        const SheetHands hands{*filled.window.findChild<ui::BackupsSheet*>()};
        hands.hear(u"No backups yet"_s);
        savePicture(filled.window, request, u"backups-none"_s);
    }
    if (names.contains(u"damaged"_s)) {
        ui::LockWindow window;
        window.showUnlockPage(u"Personal"_s, {});
        showWindow(window, request);
        window.offerBackup(
            u"This vault file is damaged. Your password may be right. Open the backup from 8 May, "
            "10:42? From there, “Salvage a damaged vault…” in the menu takes what can still be read "
            "here."_s);
        savePicture(window, request, u"damaged"_s);
    }
    if (!wantsAny(names, {u"backups"_s, u"backups-remove"_s, u"backup-notes"_s, u"backup-returned"_s,
                          u"settings-backups"_s}))
        return;
    const BackedUpVault backed;
    ui::VaultSession session(backed.open(), {backed.file, Vault::info(backed.file)->vaultId});
    ui::MainWindow window(session, ui::ThemeManager::instance(), u"Personal"_s);
    showWindow(window, request);
    QTest::qWait(300);
    if (names.contains(u"settings-backups"_s)) {
        actionOf(window, u"Ctrl+,"_s)->trigger();
        window.findChild<QListWidget*>()->setCurrentRow(3);
        QTest::qWait(300);
        savePicture(window, request, u"settings-backups"_s);
    }
    actionNamed(window, u"Backups…"_s)->trigger();
    lookIntoTheLast(window, request, names);
}

} // namespace lockleaf::test
