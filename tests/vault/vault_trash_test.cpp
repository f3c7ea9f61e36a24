// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/organizing_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr Timestamp day = 24LL * 60 * 60 * 1000;

} // namespace

class VaultTrashTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheDaysOfTheTrash()
    {
        OrganizedVault f;
        QCOMPARE(f.vault->settings()->trashDays, 30U);
        VaultSettings settings;
        settings.trashDays = 0;
        QVERIFY(f.vault->saveSettings(settings));
        f.reopen();
        QCOMPARE(f.vault->settings()->trashDays, 0U);
        settings.trashDays = 30;
        QVERIFY(f.vault->saveSettings(settings));
        QCOMPARE(f.vault->settings()->trashDays, 30U);
    }

    void purgesWhatIsOld()
    {
        OrganizedVault f;
        const RecordId old = f.add("old #tag");
        const RecordId young = f.add("young");
        const RecordId living = f.add("living");
        QVERIFY(f.vault->moveToTrash(old));
        f.clock.advance(1);
        QVERIFY(f.vault->moveToTrash(young));
        TrashReport report;
        f.finish(f.vault->makePurgeTrashJob(f.clock.now() + 30 * day - 2, report));
        QCOMPARE(report.deleted, 0U);
        f.finish(f.vault->makePurgeTrashJob(f.clock.now() + 30 * day - 1, report));
        QCOMPARE(report.deleted, 1U);
        QCOMPARE(f.vault->note(old).error().code, ErrorCode::NotFound);
        QVERIFY(f.vault->note(young) && f.vault->note(living));
        QCOMPARE(f.problems(), "");
    }

    void clockFarAheadPurgesNothing()
    {
        OrganizedVault f;
        const RecordId old = f.add("old");
        f.add("living");
        QVERIFY(f.vault->moveToTrash(old));
        const Timestamp trashed = f.clock.now();
        TrashReport report;
        f.finish(f.vault->makePurgeTrashJob(trashed + 431 * day, report));
        f.finish(f.vault->makePurgeTrashJob(trashed + 20'000 * day, report));
        QCOMPARE(report.deleted, 0U);
        f.clock.advance(600 * day);
        f.add("somebody is back");
        f.finish(f.vault->makePurgeTrashJob(f.clock.now(), report));
        QCOMPARE(report.deleted, 1U);
        QVERIFY(!f.vault->note(old));
    }

    void neverPurgesWhereAskedNotTo()
    {
        OrganizedVault f;
        QVERIFY(f.vault->moveToTrash(f.add("old")));
        VaultSettings settings;
        settings.trashDays = 0;
        QVERIFY(f.vault->saveSettings(settings));
        TrashReport report;
        f.finish(f.vault->makePurgeTrashJob(f.clock.now() + 300 * day, report));
        QCOMPARE(report.deleted, 0U);
        settings.trashDays = 1;
        QVERIFY(f.vault->saveSettings(settings));
        f.finish(f.vault->makePurgeTrashJob(f.clock.now() + day, report));
        QCOMPARE(report.deleted, 1U);
    }

    void emptiesInSlices()
    {
        OrganizedVault f;
        std::vector<RecordId> ids;
        for (int i = 0; i < 6; ++i) {
            ids.push_back(f.add("note " + std::to_string(i)));
            QVERIFY(f.vault->moveToTrash(ids.back()));
        }
        f.add("living");
        TrashReport report;
        f.begin(f.vault->makeEmptyTrashJob(report), 2);
        QCOMPARE(report.deleted, 2U);
        f.reopen();
        QCOMPARE(*f.vault->countNotes({.trash = true}), 4U);
        QCOMPARE(f.problems(), "");
        const auto job = f.vault->makeEmptyTrashJob(report);
        NoProgress progress;
        QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress));
        std::erase_if(ids, [&](const RecordId& id) { return !f.vault->note(id); });
        QCOMPARE(ids.size(), 3U);
        QVERIFY(f.vault->restoreFromTrash(ids[1])); // while the job runs
        QVERIFY(f.vault->moveToTrash(f.add("new")));
        while (!*job->runSlice(std::chrono::milliseconds{0}, progress))
            ;
        QVERIFY(f.vault->note(ids[1]));
        QCOMPARE(*f.vault->countNotes({.trash = true}), 1U); // came after the job began
        QCOMPARE(f.problems(), "");
    }

    void emptiesAnEmptyTrash()
    {
        OrganizedVault f;
        const auto epoch = f.vault->counts()->epoch;
        TrashReport report;
        f.finish(f.vault->makeEmptyTrashJob(report));
        f.finish(f.vault->makePurgeTrashJob(f.clock.now(), report));
        QVERIFY(report.deleted == 0 && report.refused == 0);
        QCOMPARE(f.vault->counts()->epoch, epoch);
    }
};

QTEST_GUILESS_MAIN(VaultTrashTest)
#include "vault_trash_test.moc"
