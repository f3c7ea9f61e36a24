// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_beside.h"
#include "core/backup/generation_name.h"
#include "tests/backup/backup_fixture.h"

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::chrono::minutes noOffset{0};

/// Writes over what stands at the beginning of a file.
void spoil(const std::filesystem::path& path, std::size_t octets)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file << std::string(octets, 'x');
}

} // namespace

/// What a lock screen finds beside a vault that it cannot open.
class BackupBesideTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theNewestWholeOne()
    {
        BackupFixture fixture;
        QCOMPARE(newestBackupBeside(fixture.file, noOffset).error().code, ErrorCode::NotFound);
        const Generation first = fixture.backup(BackupReason::BeforeMigration).made;
        fixture.hourPasses(30);
        const Generation second = fixture.backup().made;
        const auto found = newestBackupBeside(fixture.file, noOffset);
        QCOMPARE(found->file, fixture.place().folder / second.name);
        QCOMPARE(found->made, second.made / 1000 * 1000);
        spoil(found->file, 65'536);
        QCOMPARE(newestBackupBeside(fixture.file, noOffset)->file, fixture.place().folder / first.name);
    }

    void onlyOfThisVault()
    {
        BackupFixture fixture;
        BackupFixture other;
        fixture.backup();
        const auto ours = newestBackupBeside(fixture.file, noOffset);
        const std::filesystem::path later =
            fixture.place().folder / (nameInBackups(fixture.file) + " 2999-01-01 00-00-00.lockleaf");
        std::filesystem::copy_file(other.file, later);
        QCOMPARE(newestBackupBeside(fixture.file, noOffset)->file, ours->file);
        // With the header of the vault its id is lost: now the name alone decides.
        if (!fixture.vault->close())
            qFatal("close");
        fixture.vault.reset();
        spoil(fixture.file, 65'536);
        QCOMPARE(newestBackupBeside(fixture.file, noOffset)->file, later);
    }

    void whatIsABackupByItsName()
    {
        const std::filesystem::path folder = "/home/ann/Notes.backups";
        QCOMPARE(*madeAsBackup(folder / "Notes 1970-01-02 00-00-01.lockleaf", noOffset),
                 Timestamp{86'401'000});
        QVERIFY(madeAsBackup(folder / "Notes 2026-05-08 10-42-07 before deletion.lockleaf", noOffset));
        QVERIFY(!madeAsBackup(folder / "Other 2026-05-08 10-42-07.lockleaf", noOffset));
        QVERIFY(!madeAsBackup("/home/ann/Notes 2026-05-08 10-42-07.lockleaf", noOffset));
        QVERIFY(!madeAsBackup(folder / "Notes.lockleaf", noOffset));
    }
};

QTEST_GUILESS_MAIN(BackupBesideTest)
#include "backup_beside_test.moc"
