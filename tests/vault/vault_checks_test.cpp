// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/plain_vault.h"

#include "core/vaultfile/file_io.h"
#include "tests/support/child_process.h"

#include <cerrno>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

std::string bytesOfId(RecordId id)
{
    return {reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()};
}

/// While it lives, the files of vaults break when they are told to.
class BreakingDisk
{
public:
    BreakingDisk()
    {
        wrapFilesForTests([this](std::unique_ptr<FileIo> inner, FileRole role) {
            return std::make_unique<File>(std::move(inner), role, *this);
        });
    }
    ~BreakingDisk() { wrapFilesForTests({}); }
    BreakingDisk(const BreakingDisk&) = delete;
    BreakingDisk& operator=(const BreakingDisk&) = delete;

    static constexpr std::uint64_t firstPage = 65'536;
    /// The page of the file, of those written from now on, that is written by half; all later writes fail.
    int tearPage = 0;
    bool refusePages = false; ///< No page of the file can be written.

private:
    class File final : public FileIo
    {
    public:
        File(std::unique_ptr<FileIo> inner, FileRole role, BreakingDisk& disk)
            : m_inner(std::move(inner)), m_role(role), m_disk(disk)
        {
        }
        std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
        {
            return m_inner->readSome(offset, into);
        }
        std::int64_t writeSome(std::uint64_t offset, ByteView from) override
        {
            const bool page = m_role == FileRole::Vault && offset >= firstPage;
            if (page && m_disk.tearPage > 0 && --m_disk.tearPage == 0) {
                m_inner->writeSome(offset, from.first(from.size() / 2));
                m_disk.refusePages = true;
            }
            return page && m_disk.refusePages ? -EIO : m_inner->writeSome(offset, from);
        }
        int sync() override { return m_inner->sync(); }
        int truncate(std::uint64_t size) override { return m_inner->truncate(size); }
        std::int64_t size() override { return m_inner->size(); }
        int holdExclusively() override { return m_inner->holdExclusively(); }

    private:
        std::unique_ptr<FileIo> m_inner;
        FileRole m_role;
        BreakingDisk& m_disk;
    };
};

/// A vault whose log could be moved into the file only up to the middle of a page, opened again.
struct TornVault
{
    BreakingDisk disk;
    VaultFixture f;
    RecordId id;

    TornVault()
    {
        for (int i = 0; i < 40; ++i)
            id = f.add("note " + std::to_string(i) + std::string(3000, 'x'));
        f.close();
        f.reopen();
        const std::vector<RecordId> ids = *f.vault->allNoteIds(false);
        for (const RecordId& each : ids)
            if (!f.vault->saveBody(each, bytesOf("changed")))
                qFatal("save");
        disk.tearPage = 4;
        if (f.vault->checkpoint())
            qFatal("the page was not torn");
        f.vault.reset();
        disk.refusePages = false;
        f.reopen();
    }
};

} // namespace

class VaultChecksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPageThatAKilledCheckpointToreIsNoDamage()
    {
        TornVault t;
        QCOMPARE(t.f.problems(), "");
        QCOMPARE(t.f.bodyOf(t.id), "changed");
    }

    void aTornPageIsNamedWhereTheLogCannotBeMoved()
    {
        TornVault t;
        t.disk.refusePages = true;
        const VerifyReport report = t.f.verify();
        QCOMPARE(report.problems.size(), 1U); // of the page alone: all notes are read through the log
        QVERIFY(report.problems.front().text.starts_with("page "));
        QCOMPARE(report.notes, 40U);
    }

    void aTornPageWithoutANewerOneIsDamage()
    {
        VaultFixture f;
        for (int i = 0; i < 40; ++i)
            f.add("note " + std::to_string(i) + std::string(3000, 'x'));
        f.close();
        std::fstream bytes(f.file, std::ios::binary | std::ios::in | std::ios::out);
        bytes.seekp(BreakingDisk::firstPage + 8 * 8192 + 100);
        bytes.put('x').put('y');
        bytes.close();
        f.reopen();
        QVERIFY(f.problems().starts_with("page 9"));
    }

    void aLostLogIsNoticed()
    {
        VaultFixture f;
        f.add("a");
        f.close();
        const int ended = inChild([&] { // and not by closing, which would move the log into the file
            f.reopen();
            f.add("b");
            f.add("c");
            return 7;
        });
        QCOMPARE(ended, 7);
        QVERIFY(std::filesystem::remove(f.file.string() + "-wal"));
        f.reopen();
        QCOMPARE(f.titles(), Titles{"a"});
        QCOMPARE(f.vault->notices(), (std::vector{OpenNotice::LogMissing, OpenNotice::OlderThanWitness}));
    }

    void findsNothingInAWholeList()
    {
        PlainVault v;
        QCOMPARE(v.firstListProblem(), "");
        const RecordId a = v.add("a");
        const RecordId book = *v.vault->ensureNotebook("Book");
        v.addMany(200);
        QVERIFY(v.vault->moveToNotebook(a, book));
        QVERIFY(v.vault->setPinned(a, true));
        QVERIFY(v.vault->moveToTrash(v.add("b")));
        QVERIFY(v.vault->deleteForever(v.add("c")));
        QCOMPARE(v.firstListProblem(), "");
        QCOMPARE(v.firstProblem(), "");
        VerifyReport report;
        NoProgress progress;
        QVERIFY(runToEnd(*v.vault->makeListCheckJob(report), {}, progress));
        QCOMPARE(report.notes, 202U);
    }

    void findsAWrongList_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("row taken out") << QByteArray("DELETE FROM note_list WHERE row = 1;");
        QTest::newRow("row put back") << QByteArray("REPLACE INTO note_list SELECT * FROM old.note_list;");
        QTest::newRow("title") << QByteArray("UPDATE note_list SET title = 'x' WHERE row = 1;");
        QTest::newRow("title hash") << QByteArray("UPDATE note_list SET title_hash = 1 WHERE row = 1;");
        QTest::newRow("count") << QByteArray("UPDATE list_count SET notes = notes + 1;");
    }
    void findsAWrongList()
    {
        QFETCH(QByteArray, sql);
        PlainVault v;
        const RecordId id = v.add("a note");
        v.add("another");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("changed")));
        QCOMPARE(v.firstListProblem(), "");
        v.close();
        v.tamper(sql.toStdString());
        v.open();
        QVERIFY(v.firstListProblem() != "");
    }

    void findsAnOlderIndex_data()
    {
        QTest::addColumn<std::string>("index");
        for (const char* index : {"note_list_recent", "note_list_notebook", "note_list_pinned"})
            QTest::newRow(index) << std::string(index);
    }
    void findsAnOlderIndex()
    {
        QFETCH(std::string, index);
        PlainVault v;
        v.add("a note");
        v.copyAside();
        QVERIFY(v.vault->setPinned(v.add("another"), true));
        v.close();
        v.putPageBack(index);
        v.open();
        QVERIFY(v.firstListProblem() != "");
    }

    void findsRowsThatAWalkMeetsAndALookUpDoesNot()
    {
        PlainVault v;
        v.addMany(100);
        v.close();
        v.lowerFirstKey("note_list");
        v.open();
        QVERIFY(v.firstListProblem() != "");
    }

    void changesMeanwhileAreNoDamage_data()
    {
        QTest::addColumn<bool>("all");
        QTest::newRow("list alone") << false;
        QTest::newRow("all") << true;
    }
    void changesMeanwhileAreNoDamage()
    {
        QFETCH(bool, all);
        PlainVault v;
        const std::vector<RecordId> ids = v.addMany(300);
        VerifyReport report;
        NoProgress progress;
        const auto job = all ? v.vault->makeVerifyJob(report) : v.vault->makeListCheckJob(report);
        std::size_t slices = 0;
        for (bool finished = false; !finished; ++slices) {
            for (int step = 0; step < (all ? 100 : 1) && !finished; ++step) {
                const auto slice = job->runSlice(std::chrono::milliseconds{0}, progress);
                QVERIFY(slice);
                finished = *slice;
            }
            const RecordId& met = ids[slices % 150];
            const RecordId& later = ids[ids.size() - 1 - slices % 40];
            QVERIFY(v.vault->saveBody(met, bytesOf("changed " + std::to_string(slices))));
            QVERIFY(v.vault->setPinned(later, slices % 2 == 0));
            if (slices % 3 == 0)
                QVERIFY(v.vault->moveToTrash(v.add("new")));
            if (slices == 4)
                QVERIFY(v.vault->deleteForever(ids[150]));
        }
        QVERIFY(slices > 8);
        QCOMPARE(report.problems.size(), 0U);
    }

    void aChangeTakenBackMeanwhileIsNoDamage()
    {
        PlainVault v;
        v.addMany(100);
        VerifyReport report;
        NoProgress progress;
        const auto job = v.vault->makeListCheckJob(report);
        for (int slice = 0;; ++slice) {
            const auto finished = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(finished);
            if (*finished)
                break;
            if (slice == 1 || slice == 4)
                QVERIFY(!v.vault->inOneTransaction([&]() -> Result<void> {
                    v.add("one");
                    return fail(ErrorCode::Cancelled);
                }));
        }
        QCOMPARE(report.problems.size(), 0U);
        QCOMPARE(report.notes, 100U);
    }

    void aCheckMayOutliveItsVault()
    {
        PlainVault v;
        v.add("text");
        VerifyReport report;
        NoProgress progress;
        const auto job = v.vault->makeListCheckJob(report);
        QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress));
        v.close();
    }

    void doesNotLeaveOutNotesByAnOlderIndex()
    {
        PlainVault v;
        v.add("a");
        v.copyAside();
        v.add("b");
        v.close();
        v.putPageBack("note_list_recent");
        v.open();
        QCOMPARE(v.vault->allNoteIds(false).error().code, ErrorCode::Damaged);
        QCOMPARE(v.vault->allNoteIds(true).error().code, ErrorCode::Damaged);
    }

    void doesNotNameANoteTwiceInThePlaceOfAnother()
    {
        PlainVault v;
        v.add("a");
        const std::string b = bytesOfId(v.add("b"));
        const std::string c = bytesOfId(v.add("c"));
        QCOMPARE(v.vault->allNoteIds(false)->size(), 3U);
        v.close();
        // An entry: six bytes of the time, the id, eight of the title's hash, four of the search row, the
        // notebook, six of the creation, one of the row.
        const std::string entry = v.bytesAround("note_list_recent", c, 6, 57);
        v.overwrite("note_list_recent", v.bytesAround("note_list_recent", b, 6, 57), entry);
        v.open();
        QCOMPARE(v.vault->allNoteIds(false).error().code, ErrorCode::Damaged);
    }

    void doesNotTakeANotebookTwiceForTwo()
    {
        PlainVault v;
        const std::string a = bytesOfId(*v.vault->ensureNotebook("A"));
        const std::string b = bytesOfId(*v.vault->ensureNotebook("B"));
        v.close();
        v.overwrite("record_tag_notebook", a, b);
        v.open();
        QCOMPARE(v.vault->notebooks().error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(VaultChecksTest)
#include "vault_checks_test.moc"
