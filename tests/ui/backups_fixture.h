// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/backup/backup.h"
#include "core/base/result.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/backups_sheet.h"
#include "ui/sheets/row_list.h"
#include "ui/sheets/version_text.h"

namespace lockleaf::test {

using namespace Qt::StringLiterals;

/// A vault with backups.
struct BackedUp : VaultFixture
{
    [[nodiscard]] BackupPlace place() const
    {
        return BackupPlace::of(file, VaultSettings{}, std::chrono::minutes(0));
    }
    Generation backUp(BackupReason reason = BackupReason::Asked) const
    {
        const auto vault = open();
        BackupReport report;
        NoProgress silent;
        if (!runToEnd(*makeBackupJob(*vault, place(), reason, report), {}, silent) || !vault->close())
            qFatal("backup");
        return report.made;
    }
    template <class Change>
    void change(Change what) const
    {
        const auto vault = open();
        if (!what(*vault) || !vault->close())
            qFatal("change");
    }
    /// Logs that lie beside the backups.
    [[nodiscard]] std::vector<std::string> leftovers() const
    {
        std::vector<std::string> left;
        for (const auto& entry : std::filesystem::directory_iterator(place().folder)) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with("-wal"))
                left.push_back(name);
        }
        return left;
    }
};

struct OpenBackups : ShownWindow
{
    std::optional<SheetHands<ui::BackupsSheet>> hands;

    explicit OpenBackups(const BackedUp& fixture, QSize size = {1440, 900})
        : ShownWindow(fixture.open(), size, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        triggerNamed(u"Backups…"_s);
        hands.emplace(window);
    }
    [[nodiscard]] ui::RowList* rowsNamed(const QString& name) const
    {
        for (auto* found : hands->sheet->findChildren<ui::RowList*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    [[nodiscard]] ui::RowList* backups() const { return rowsNamed(u"Backups"_s); }
    [[nodiscard]] ui::RowList* notes() const { return rowsNamed(u"Notes in this backup"_s); }
    [[nodiscard]] bool hasBackups(int count) const
    {
        return QTest::qWaitFor([&] { return backups()->model()->rowCount() == count; }, 60'000);
    }
    [[nodiscard]] bool lookInside(int row = 0) const
    {
        backups()->choose(row);
        return hands->press(u"Look inside"_s) &&
               QTest::qWaitFor([&] { return notes()->model()->rowCount() > 0; }, 60'000);
    }
    void chooseNote(const QString& title) const
    {
        for (int row = 0; row < notes()->model()->rowCount(); ++row)
            if (notes()->model()->index(row, 0).data().toString() == title)
                notes()->choose(row);
    }
    [[nodiscard]] QString preview() const
    {
        return hands->sheet->findChild<ui::VersionText*>()->toPlainText();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(window.focusWidget(), key, modifiers);
    }
};

inline QString detailOf(const ui::RowList& list, int row)
{
    return list.model()->index(row, 0).data(ui::RowModel::DetailRole).toString();
}

} // namespace lockleaf::test
