// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/archive/foreign_tars.h"
#include "tests/archive/restore_fixture.h"

#include <csignal>
#include <sys/resource.h>

using namespace lockleaf;
using namespace lockleaf::test;

class RestoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everythingComesBack();
    void againChangesNothing();
    void aSelectionBringsItsNotebooks();
    void whatGrewApartMeets();
    void whatWasDeletedComesBack();
    void aDryRunChangesNothing();
    void anArchiveIsCutAnywhere();
    void flippedOctetsAreSeen();
    void killedAnywhereItCanBeRepeated();
    void aFullDiskLeavesAWholeVault();
    void whoeverMadeItIsSaid();
    void openedOnceMoreWithoutItsPassword();
    void foreignTarsAreRefused_data();
    void foreignTarsAreRefused();
};

void RestoreTest::everythingComesBack()
{
    RestoreFixture a;
    a.fill();
    const ExportReport written = a.exported();
    QCOMPARE(written.notes, std::uint64_t{4});
    QCOMPARE(written.versions, std::uint64_t{1});
    const auto b = emptyVault();
    const RestoreReport report = a.restored(b->vault.get());
    QVERIFY(!report.cut);
    QCOMPARE(report.taken.added, std::uint64_t{4});
    QCOMPARE(report.taken.versions, std::uint64_t{1});
    QCOMPARE(report.taken.attachments, std::uint64_t{2});
    QCOMPARE(report.taken.notebooks, std::uint64_t{3});
    QVERIFY(everythingIn(*a.vault) == everythingIn(*b->vault));
    QVERIFY(notebooksIn(*a.vault) == notebooksIn(*b->vault));
    QVERIFY(*a.vault->attachments() == *b->vault->attachments());
    const std::vector<RecordId> ids = *a.vault->allNoteIds(true);
    for (const RecordId& id : ids) {
        const std::vector<RevisionSummary> versions = *a.vault->revisions(id);
        QVERIFY(versions == *b->vault->revisions(id));
        for (const RevisionSummary& version : versions)
            QCOMPARE(a.vault->revision(id, version.id)->body.text(),
                     b->vault->revision(id, version.id)->body.text());
    }
    QCOMPARE(b->problems(), std::string{});
}

void RestoreTest::againChangesNothing()
{
    RestoreFixture a;
    a.fill();
    a.exported();
    const auto b = emptyVault();
    a.restored(b->vault.get());
    const std::uint64_t epoch = b->vault->counts()->epoch;
    const RestoreReport again = a.restored(b->vault.get());
    QCOMPARE(again.taken.same, std::uint64_t{4});
    QCOMPARE(again.taken.added + again.taken.versions + again.taken.attachments + again.taken.notebooks,
             std::uint64_t{0});
    QCOMPARE(b->vault->counts()->epoch, epoch);
}

void RestoreTest::aSelectionBringsItsNotebooks()
{
    RestoreFixture a;
    a.fill();
    const RecordId inner = *a.vault->findNotebook("Work/Ideas: 2024");
    const auto rows = a.vault->listNotes({inner}, 0, 10);
    QCOMPARE(a.exported({false, false, std::vector{rows->front().id}}).notes, std::uint64_t{1});
    const auto b = emptyVault();
    const RestoreReport report = a.restored(b->vault.get());
    QCOMPARE(report.taken.added, std::uint64_t{1});
    QCOMPARE(report.taken.versions, std::uint64_t{0});
    QCOMPARE(notebooksIn(*b->vault).size(), std::size_t{2});
    QVERIFY(b->vault->findNotebook("Work/Ideas: 2024").has_value());
}

void RestoreTest::whatGrewApartMeets()
{
    RestoreFixture a;
    const RecordId here = a.add("here edited");
    const RecordId there = a.add("there edited");
    const RecordId both = a.add("both edited");
    const auto b = a.copied("b");
    a.clock.advance(1000);
    a.save(*a.vault, there, "there, newer");
    a.save(*a.vault, both, "from the archive");
    a.exported();
    a.clock.advance(1000);
    a.save(*b, here, "here, newer");
    a.save(*b, both, "from here");
    const RestoreReport report = a.restored(b.get());
    QCOMPARE(report.taken.older, std::uint64_t{1});
    QCOMPARE(report.taken.broughtUp, std::uint64_t{1});
    QCOMPARE(report.taken.conflicts, std::uint64_t{1});
    QCOMPARE(a.textOfNote(*b, here), std::string("here, newer"));
    QCOMPARE(a.textOfNote(*b, there), std::string("there, newer"));
    QCOMPARE(a.textOfNote(*b, both), std::string("from here"));
    QCOMPARE(a.textOfNote(*b, report.taken.pairs.front().second), std::string("from the archive"));
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void RestoreTest::whatWasDeletedComesBack()
{
    RestoreFixture a;
    a.fill();
    const auto before = everythingIn(*a.vault);
    a.exported();
    DeletedNotebooks deleted;
    NoProgress progress;
    const RecordId work = *a.vault->findNotebook("Work");
    QVERIFY(runWhole(*a.vault->makeDeleteNotebookJob(work, deleted)).has_value());
    TrashReport emptied;
    QVERIFY(runWhole(*a.vault->makeEmptyTrashJob(emptied)).has_value());
    const std::vector<RecordId> left = *a.vault->allNoteIds(true);
    for (const RecordId& id : left)
        QVERIFY(a.vault->deleteForever(id).has_value());
    AttachmentTidyReport tidied;
    QVERIFY(runWhole(*a.vault->makeAttachmentTidyJob({}, tidied)).has_value());
    const RestoreReport report = a.restored(a.vault.get());
    QCOMPARE(report.taken.added, std::uint64_t{4});
    QCOMPARE(report.taken.attachments, std::uint64_t{2});
    QCOMPARE(everythingIn(*a.vault).size(), before.size());
    QVERIFY(a.vault->findNotebook("Work/Ideas: 2024").has_value());
    QCOMPARE(a.problems(), std::string{});
    QCOMPARE(a.restored(a.vault.get()).taken.same, std::uint64_t{4});
}

void RestoreTest::aDryRunChangesNothing()
{
    RestoreFixture a;
    a.fill();
    a.exported();
    const auto b = emptyVault();
    const std::uint64_t epoch = b->vault->counts()->epoch;
    for (Vault* const into : {b->vault.get(), static_cast<Vault*>(nullptr)}) {
        const RestoreReport report = a.restored(into, true);
        QCOMPARE(report.taken.added, std::uint64_t{4});
        QCOMPARE(report.taken.versions, std::uint64_t{1});
        QCOMPARE(report.taken.attachments, std::uint64_t{2});
        QCOMPARE(report.taken.notebooks, std::uint64_t{3});
    }
    QCOMPARE(b->vault->counts()->epoch, epoch);
}

void RestoreTest::anArchiveIsCutAnywhere()
{
    RestoreFixture a;
    for (int i = 0; i < 40; ++i) // some parts of 4 MiB
        a.add("# Note " + std::to_string(i) + "\n" + std::string(300'000, static_cast<char>('a' + i % 26)));
    a.exported();
    const auto all = everythingIn(*a.vault);
    const Bytes whole = octetsOf(a.archive);
    const auto b = emptyVault();
    std::uint64_t before = 0;
    std::size_t cuts = 0;
    for (std::size_t length = 300; length < whole.size(); length += 65'536 * 8 + 16) {
        write(a.archive, ByteView(whole).first(length));
        const RestoreReport report = a.restored(b->vault.get());
        QVERIFY(report.cut.has_value());
        QVERIFY(report.notes() >= before); // the more there is, the more comes back
        before = report.notes();
        QCOMPARE(everythingIn(*b->vault).size(), static_cast<std::size_t>(report.notes()));
        ++cuts;
    }
    QVERIFY(cuts > 20);
    QVERIFY(before > 20 && before < 40);
    QCOMPARE(b->problems(), std::string{});
    write(a.archive, whole);
    const RestoreReport report = a.restored(b->vault.get());
    QVERIFY(!report.cut);
    QVERIFY(everythingIn(*b->vault) == all);
    Bytes longer = whole;
    longer.push_back(0);
    write(a.archive, longer);
    QVERIFY(a.restored(b->vault.get()).cut.has_value());
}

void RestoreTest::flippedOctetsAreSeen()
{
    RestoreFixture a;
    for (int i = 0; i < 10; ++i)
        a.add(std::string(50'000, static_cast<char>('a' + i)));
    a.exported();
    const auto all = everythingIn(*a.vault);
    const Bytes whole = octetsOf(a.archive);
    const auto b = emptyVault();
    for (std::size_t at = 5; at < whole.size(); at += 20'011) {
        Bytes flipped = whole;
        flipped[at] ^= 1;
        write(a.archive, flipped);
        QVERIFY(a.restored(b->vault.get()).cut.has_value());
        for (const auto& [id, said] : everythingIn(*b->vault))
            QVERIFY(all.contains(id) && all.at(id) == said);
    }
    QCOMPARE(b->problems(), std::string{});
}

void RestoreTest::killedAnywhereItCanBeRepeated()
{
    RestoreFixture a;
    a.fill();
    a.exported();
    NoProgress progress;
    for (int slices = 1; slices < 60; slices += 3) {
        const auto b = emptyVault();
        RestoreReport report;
        auto job = makeRestoreJob(b->vault.get(), *ArchiveInput::open(a.archive, keysOf("open sesame")),
                                  report, false);
        for (int i = 0; i < slices; ++i) {
            const auto done = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(done.has_value());
            if (*done)
                break;
        }
        // What stands on the disk now, as after a kill: the job's own ending comes too late for it.
        for (const char* tail : {"", "-wal"})
            std::filesystem::copy_file(b->file.string() + tail, b->folder / ("killed" + std::string(tail)));
        job.reset();
        b->vault.reset();
        for (const char* tail : {"", "-wal"})
            std::filesystem::rename(b->folder / ("killed" + std::string(tail)), b->file.string() + tail);
        std::filesystem::remove_all(b->state);
        b->reopen();
        QCOMPARE(b->problems(), std::string{});
        QVERIFY(!a.restored(b->vault.get()).cut);
        QVERIFY(everythingIn(*a.vault) == everythingIn(*b->vault));
        QVERIFY(*a.vault->attachments() == *b->vault->attachments());
        QCOMPARE(b->problems(), std::string{});
    }
}

void RestoreTest::aFullDiskLeavesAWholeVault()
{
    // A limit on the size of files makes the same write fail as a full disk, without needing one.
    RestoreFixture a;
    a.fill();
    for (int i = 0; i < 20; ++i)
        a.add(contentOf(10, static_cast<unsigned>(i)).empty() ? "" : std::string(100'000, 'x'));
    a.exported();
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    for (const rlim_t size : {200'000U, 700'000U, 1'500'000U}) {
        const auto b = emptyVault();
        RestoreReport report;
        auto job = makeRestoreJob(b->vault.get(), *ArchiveInput::open(a.archive, keysOf("open sesame")),
                                  report, false);
        const rlimit small{size, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &small);
        const auto done = runWhole(*job);
        job.reset();
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::DiskFull);
        b->reopen();
        QCOMPARE(b->problems(), std::string{});
        QCOMPARE(everythingIn(*b->vault).size(), static_cast<std::size_t>(report.notes()));
        QVERIFY(!a.restored(b->vault.get()).cut);
        QVERIFY(everythingIn(*a.vault) == everythingIn(*b->vault));
    }
}

void RestoreTest::whoeverMadeItIsSaid()
{
    RestoreFixture a;
    a.add("text");
    a.exported();
    QVERIFY((*ArchiveInput::open(a.archive, keysOf("open sesame")))->isByPassphrase());
    QCOMPARE(ArchiveInput::open(a.archive, keysOf("open Sesame")).error().code, ErrorCode::WrongArchiveKey);
    std::filesystem::remove(a.archive);
    age::OpeningKeys keys;
    keys.identities.push_back(age::Identity::generate());
    const age::Recipient recipient = keys.identities.front().recipient();
    ExportReport report;
    auto job =
        makeExportJob(*a.vault, a.archive, *ArchiveSeal::forRecipients(std::span(&recipient, 1)), report);
    QVERIFY(runWhole(*job).has_value());
    QVERIFY(!(*ArchiveInput::open(a.archive, keys))->isByPassphrase());
    age::OpeningKeys others;
    others.identities.push_back(age::Identity::generate());
    QCOMPARE(ArchiveInput::open(a.archive, others).error().code, ErrorCode::WrongArchiveKey);
}

void RestoreTest::openedOnceMoreWithoutItsPassword()
{
    RestoreFixture v;
    v.add("one");
    v.exported();
    auto first = ArchiveInput::open(v.archive, keysOf("open sesame"));
    QVERIFY(first.has_value());
    auto second = (*first)->again(v.archive);
    QVERIFY(second.has_value());
    QCOMPARE((*second)->isByPassphrase(), (*first)->isByPassphrase());
    for (auto* input : {&*first, &*second}) { // each from its beginning
        RestoreReport report;
        const auto job = makeRestoreJob(nullptr, std::move(*input), report, true);
        QVERIFY(runWhole(*job));
        QCOMPARE(report.notes(), std::uint64_t{1});
        QVERIFY(!report.cut);
    }
    const auto opened = ArchiveInput::open(v.archive, keysOf("open sesame"));
    v.exported(); // another one in its place
    const auto other = (*opened)->again(v.archive);
    QVERIFY(!other);
    QCOMPARE(other.error().code, ErrorCode::ArchiveHeaderChanged);
}

void RestoreTest::foreignTarsAreRefused_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < foreignTarKinds; ++kind)
        QTest::newRow(foreignTarNames[static_cast<std::size_t>(kind)]) << kind;
}

void RestoreTest::foreignTarsAreRefused()
{
    QFETCH(int, kind);
    RestoreFixture a;
    a.add("mine");
    const auto before = everythingIn(*a.vault);
    const std::uint64_t epoch = a.vault->counts()->epoch;
    write(a.archive, foreignArchive(kind));
    const RestoreReport report = a.restored(a.vault.get());
    QVERIFY2(report.cut || report.taken.refused > 0, "nothing was said");
    QCOMPARE(a.problems(), std::string{});
    if (QByteArray(QTest::currentDataTag()).contains("last")) { // what comes before it is in order
        QVERIFY(report.cut && report.taken.added == 1);
        return;
    }
    QCOMPARE(report.taken.added, std::uint64_t{0});
    QVERIFY(everythingIn(*a.vault) == before);
    QCOMPARE(a.vault->counts()->epoch, epoch);
}

QTEST_GUILESS_MAIN(RestoreTest)
#include "restore_test.moc"
