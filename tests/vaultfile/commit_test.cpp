// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealed_log.h"
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t headSize = 72;

/// A log without SQLite on it.
struct BareLog
{
    explicit BareLog(const std::filesystem::path& folder)
        : path(folder / "bare-wal"),
          file(std::move(*openFile(folder / "bare", FileAccess::CreateNew, FileRole::Vault))),
          state(file, key, layout::FileSalt{}), log(path, LogSealer(walKey, layout::FileSalt{}), state)
    {
        demand(state.initialise());
        demand(log.write(0, Bytes(layout::logHeaderSize, 1)));
    }
    /// One frame as SQLite writes it.
    void frame(std::uint64_t index, bool commit)
    {
        Bytes head(layout::frameHeaderSize, 0);
        head[3] = 1;
        head[7] = commit ? 1 : 0;
        const std::uint64_t at = layout::logHeaderSize + index * layout::logFrameSize;
        demand(log.write(at, head));
        demand(log.write(at + head.size(), Bytes(layout::pageSize, 0)));
    }
    static void demand(const Result<void>& result)
    {
        if (!result)
            qFatal("%s", describe(result.error()).c_str());
    }

    SecretKey<StatePurpose> key = SecretKey<StatePurpose>::random();
    SecretKey<WalPurpose> walKey = SecretKey<WalPurpose>::random();
    std::filesystem::path path;
    SyncedFile file;
    StateBlocks state;
    SealedLog log;
};

} // namespace

/// Commits that are written and never come to count.
class CommitTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void forgetsACommitWhoseRewriteFailed_data();
    void forgetsACommitWhoseRewriteFailed();
    void forgetsACommitThatIsWrittenOver();
    void countsACommitFromItsSync();
};

void CommitTest::forgetsACommitWhoseRewriteFailed_data()
{
    QTest::addColumn<int>("rewrite");
    QTest::addColumn<bool>("checkpoint");
    QTest::newRow("the first head, then a transaction") << 1 << false;
    QTest::newRow("the first head, then a checkpoint") << 1 << true;
    QTest::newRow("the last head, then a transaction") << 0 << false;
    QTest::newRow("the last head, then a checkpoint") << 0 << true;
}

void CommitTest::forgetsACommitWhoseRewriteFailed()
{
    QFETCH(const int, rewrite);
    QFETCH(const bool, checkpoint);
    const std::string rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<";
    const std::string transaction = "BEGIN;" + rows +
                                    "60) INSERT INTO t SELECT i, hex(randomblob(3000)) FROM n;"
                                    "UPDATE t SET text=text||'y' WHERE id%3=0;"
                                    "UPDATE t SET text=text||'z' WHERE id<20;COMMIT";
    TemporaryFolder folder;
    const auto file = folder / "v.lockleaf";
    const auto key = createVault(file);
    QVERIFY(key);
    FileLab lab;
    auto vault = VaultFile::open(file, *key);
    QVERIFY(vault);
    Connection db(**vault);
    db.run("PRAGMA cache_size=10");
    QCOMPARE(db.run("INSERT INTO t VALUES(0,'kept')"), SQLITE_OK);
    // SQLite writes the commit, then the checksums of frames that it had overwritten, then syncs.
    int heads = 0;
    const auto isRewrite = [](const FileEvent& event) {
        return event.kind == FileEvent::Kind::Write && event.role == FileRole::Log &&
               event.size == headSize && event.offset >= layout::logFramesOffset;
    };
    std::uint64_t highest = 0;
    lab.refuses = [&](const FileEvent& event) {
        if (!isRewrite(event)) {
            if (event.kind == FileEvent::Kind::Write && event.role == FileRole::Log)
                highest = std::max(highest, event.offset);
            return false;
        }
        ++heads;
        return rewrite == 0 ? event.offset == highest : heads == rewrite;
    };
    QVERIFY(db.run(transaction) != SQLITE_OK);
    QVERIFY(heads > 0);
    lab.refuses = {};
    db.run("ROLLBACK");
    (void)(*vault)->takeError();
    if (checkpoint)
        QCOMPARE(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE), SQLITE_OK);
    else
        QCOMPARE(db.run("BEGIN;" + rows + "400) INSERT INTO t SELECT i, hex(randomblob(3000)) FROM n"),
                 SQLITE_OK);
    // What a process that is killed here leaves.
    const auto copy = folder / "copy.lockleaf";
    copyFile(file, copy);
    copyFile(file.string() + "-wal", copy.string() + "-wal");
    auto after = VaultFile::open(copy, *key);
    QVERIFY2(after, why(after).c_str());
    Connection look(**after);
    QCOMPARE(look.value("SELECT count(*)||text FROM t"), std::string{"1kept"});
    QVERIFY((*after)->verifyLog());
    QVERIFY((*vault)->verifyLog());
}

void CommitTest::forgetsACommitThatIsWrittenOver()
{
    TemporaryFolder folder;
    BareLog bare(folder.path());
    bare.frame(0, true);
    QVERIFY(bare.log.sync());
    bare.frame(1, false);
    bare.frame(2, true);
    QVERIFY(bare.log.sync());
    QVERIFY(bare.log.recordDependence());
    QCOMPARE(bare.state.current().requiredFrames, std::uint64_t{3});
    // Memory ran out behind the sync, and SQLite begins the next transaction where that one began.
    bare.frame(1, false);
    QCOMPARE(bare.state.current().requiredFrames, std::uint64_t{1});
    QVERIFY(bare.log.sync());
    const Bytes raw = contentsOf(bare.path);
    const LogHeader header{{}, bare.state.current().sequence, bare.state.current().logId};
    const LogSealer sealer(bare.walKey, layout::FileSalt{});
    const auto mark =
        sealer.openMark(header, ByteView(raw).subspan(layout::logMarkOffset, LogSealer::markSize));
    QCOMPARE(mark.value_or(99), std::uint64_t{1});
    const auto head = sealer.openFrameHead(header, 1,
                                           std::span<const std::uint8_t, LogSealer::frameHeadSize>(
                                               raw.data() + framePosition(1), LogSealer::frameHeadSize));
    QVERIFY(head.has_value());
    QCOMPARE(head->transactionStart, std::uint64_t{1});
    // What was acknowledged before is never written over.
    QVERIFY(!bare.log.write(layout::logHeaderSize, Bytes(layout::frameHeaderSize, 1)) ||
            !bare.log.write(layout::logHeaderSize + layout::frameHeaderSize, Bytes(layout::pageSize, 0)));
}

void CommitTest::countsACommitFromItsSync()
{
    TemporaryFolder folder;
    BareLog bare(folder.path());
    bare.frame(0, false);
    bare.frame(1, true);
    QVERIFY(bare.log.recordDependence());
    QCOMPARE(bare.state.current().requiredFrames, std::uint64_t{0});
    QVERIFY(bare.log.sync());
    QVERIFY(bare.log.recordDependence());
    QCOMPARE(bare.state.current().requiredFrames, std::uint64_t{2});
    QVERIFY(bare.log.verify());
}

QTEST_GUILESS_MAIN(CommitTest)
#include "commit_test.moc"
