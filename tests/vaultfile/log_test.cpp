// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t framesAt = 8192;
constexpr std::size_t frameSize = 72 + 8192;
constexpr std::size_t markAt = 2048;
constexpr std::size_t markSize = 72;

template <class T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

/// A vault file and its log at one moment.
struct State
{
    Bytes file;
    Bytes log;
};

} // namespace

/// How a log is judged and what recovery notices.
class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_file = *m_folder / "v.lockleaf";
        m_log = m_file.string() + "-wal";
        m_key = std::make_unique<UnlockedKey>(std::move(*createVault(m_file)));
    }
    void refusesALogNewerThanTheFile();
    void setsAnOldLogAside();
    void setsAShorterLogOfTheSameSequenceAside();
    void refusesTheLogOfAnotherCopy();
    void missesALogThatItNeeds();
    void needsOneOfTwoHeaders();
    void seesEachFlippedFrame();
    void seesALaterTransactionWithoutTheMark();
    void takesATornEndForAnEnd();
    void noticesAReplayedSpilledFrame();
    void startsAgainOverStaleFrames();
    void readsOnAfterATornFirstPage();
    void rewritesFramesAfterASpill();
    void refusesAnUnfinishedPlantedLog();

private:
    State state() const { return {contentsOf(m_file), contentsOf(m_log)}; }
    void restore(const State& state) const
    {
        writeContents(m_file, state.file);
        writeContents(m_log, state.log);
    }
    /// `count` rows, each its own commit; the state before the close.
    State write(int count)
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        for (int i = 0; i < count; ++i)
            db.run("INSERT INTO t(text) VALUES('a row of text')");
        return state();
    }
    std::string rows(VaultFile::LogState* found = nullptr)
    {
        auto vault = VaultFile::open(m_file, *m_key);
        if (!vault)
            return why(vault);
        if (found != nullptr)
            *found = (*vault)->logState();
        Connection db(**vault);
        if (const auto check = db.value("PRAGMA integrity_check"); check != "ok")
            return check;
        return db.value("SELECT count(*) FROM t");
    }

    std::unique_ptr<TemporaryFolder> m_folder;
    std::filesystem::path m_file;
    std::filesystem::path m_log;
    std::unique_ptr<UnlockedKey> m_key;
};

void LogTest::refusesALogNewerThanTheFile()
{
    const State before = write(2);
    const State after = write(3);
    restore({before.file, after.log});
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::OlderThanLog);
    QVERIFY(contentsOf(m_file) == before.file && contentsOf(m_log) == after.log);
}

void LogTest::setsAnOldLogAside()
{
    const State before = write(2);
    write(3); // closed: everything is in the file
    const Bytes closed = contentsOf(m_file);
    restore({closed, before.log});
    auto found = VaultFile::LogState::None;
    QCOMPARE(rows(&found), std::string{"5"});
    QVERIFY(found == VaultFile::LogState::SetAside);
    bool kept = false;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder->path()))
        kept = kept || (entry.path().string().find("-wal.old-") != std::string::npos &&
                        contentsOf(entry.path()) == before.log);
    QVERIFY(kept);
    // A second one of that name is kept beside the first.
    restore({closed, before.log});
    QCOMPARE(rows(&found), std::string{"5"});
    QVERIFY(found == VaultFile::LogState::SetAside);
}

void LogTest::setsAShorterLogOfTheSameSequenceAside()
{
    // The same log, once with two rows and once with all: only the sequence that emptying it makes durable
    // tells the first from one that is still to be replayed.
    State early;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        for (int i = 0; i < 5; ++i) {
            db.run("INSERT INTO t(text) VALUES('a row of text')");
            if (i == 1)
                early = state();
        }
    }
    restore({contentsOf(m_file), early.log});
    auto found = VaultFile::LogState::None;
    QCOMPARE(rows(&found), std::string{"5"});
    QVERIFY(found == VaultFile::LogState::SetAside);
    // The same where the log was moved into the file, but not emptied yet.
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("INSERT INTO t(text) VALUES('a row of text')");
        early = state();
        db.run("INSERT INTO t(text) VALUES('a row of text')");
        QCOMPARE(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE), SQLITE_OK);
        early.file = state().file;
    }
    restore(early);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
}

void LogTest::refusesTheLogOfAnotherCopy()
{
    write(2);
    const Bytes common = contentsOf(m_file);
    const State mine = write(1);
    writeContents(m_file, common);
    writeContents(m_log, {});
    const State theirs = write(4);
    restore({mine.file, theirs.log});
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    restore(theirs);
    QCOMPARE(rows(), std::string{"6"});
}

void LogTest::missesALogThatItNeeds()
{
    State partly;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("INSERT INTO t(text) VALUES('a row of text')");
        db.checkpoint(SQLITE_CHECKPOINT_PASSIVE);
        partly = state();
    }
    writeContents(m_file, partly.file);
    std::filesystem::remove(m_log);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    restore(partly);
    QCOMPARE(rows(), std::string{"1"});
}

void LogTest::needsOneOfTwoHeaders()
{
    const State whole = write(3);
    for (const std::size_t lost : {0UL, 4096UL}) {
        State damaged = whole;
        damaged.log[lost + 30] ^= 1;
        restore(damaged);
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY2(vault, why(vault).c_str());
        QCOMPARE(codeOf((*vault)->verifyLog()), ErrorCode::Damaged);
        Connection db(**vault);
        QCOMPARE(db.value("SELECT count(*) FROM t"), std::string{"3"});
    }
    State damaged = whole;
    damaged.log[30] ^= 1;
    damaged.log[4096 + 30] ^= 1;
    restore(damaged);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    QVERIFY(contentsOf(m_log) == damaged.log);
    // Nothing behind them: their writing was cut short, before the first frame.
    damaged.log.resize(framesAt);
    restore(damaged);
    QCOMPARE(rows(), std::string{"0"});
}

void LogTest::seesEachFlippedFrame()
{
    const State whole = write(4);
    const std::size_t frames = (whole.log.size() - framesAt) / frameSize;
    QVERIFY(frames >= 4);
    for (std::size_t frame = 0; frame < frames; ++frame) {
        for (const std::size_t within : {3UL, 40UL, 60UL, 72UL, 5000UL, 8260UL}) {
            State damaged = whole;
            damaged.log[framesAt + frame * frameSize + within] ^= 0x10;
            restore(damaged);
            QVERIFY2(codeOf(VaultFile::open(m_file, *m_key)) == ErrorCode::Damaged,
                     std::to_string(frame).c_str());
        }
    }
    // A log that was cut, as long as the mark still stands.
    State cut = whole;
    cut.log.resize(cut.log.size() - frameSize);
    restore(cut);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    restore(whole);
    QCOMPARE(rows(), std::string{"4"});
}

void LogTest::seesALaterTransactionWithoutTheMark()
{
    State whole = write(4);
    std::fill_n(whole.log.begin() + markAt, markSize, std::uint8_t{0});
    const std::size_t frames = (whole.log.size() - framesAt) / frameSize;
    for (std::size_t frame = 0; frame + 1 < frames; ++frame) {
        State damaged = whole;
        damaged.log[framesAt + frame * frameSize + 100] ^= 1;
        restore(damaged);
        QVERIFY2(codeOf(VaultFile::open(m_file, *m_key)) == ErrorCode::Damaged,
                 std::to_string(frame).c_str());
    }
}

void LogTest::takesATornEndForAnEnd()
{
    State whole = write(4);
    std::fill_n(whole.log.begin() + markAt, markSize, std::uint8_t{0});
    State torn = whole;
    torn.log[torn.log.size() - 1] ^= 1;
    restore(torn);
    QCOMPARE(rows(), std::string{"3"});
    torn = whole;
    torn.log.resize(torn.log.size() - 100);
    restore(torn);
    QCOMPARE(rows(), std::string{"3"});
}

void LogTest::noticesAReplayedSpilledFrame()
{
    // A frame that is written twice within a transaction: what was written first is authentic, too.
    Bytes spilled;
    State whole;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("PRAGMA cache_size=2");
        db.run("BEGIN");
        for (int i = 0; i < 40; ++i)
            db.run("INSERT INTO t(text) VALUES(zeroblob(3000))");
        db.run("SELECT sum(length(text)) FROM t"); // what is read has to be in the file
        spilled = contentsOf(m_log);
        for (int i = 0; i < 40; ++i)
            db.run("UPDATE t SET text='changed' WHERE id=" + std::to_string(i + 1));
        db.run("COMMIT");
        db.run("INSERT INTO t(text) VALUES('later')");
        whole = state();
    }
    std::fill_n(whole.log.begin() + markAt, markSize, std::uint8_t{0});
    int replayed = 0;
    for (std::size_t at = framesAt; at + frameSize <= spilled.size(); at += frameSize) {
        const auto from = spilled.begin() + static_cast<std::ptrdiff_t>(at);
        const auto to = whole.log.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::equal(from, from + frameSize, to))
            continue;
        State damaged = whole;
        std::copy(from, from + frameSize, damaged.log.begin() + static_cast<std::ptrdiff_t>(at));
        restore(damaged);
        QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
        ++replayed;
    }
    QVERIFY(replayed > 3);
    restore(whole);
    QCOMPARE(rows(), std::string{"41"});
}

void LogTest::startsAgainOverStaleFrames()
{
    State live;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        for (int i = 0; i < 20; ++i)
            db.run("INSERT INTO t(text) VALUES('long log')");
        db.run("PRAGMA journal_size_limit=-1"); // else the first commit cuts what is old away
        // Moved into the file but not cut: the next save begins at its start, over the old frames.
        QCOMPARE(db.checkpoint(SQLITE_CHECKPOINT_PASSIVE), SQLITE_OK);
        for (int i = 0; i < 3; ++i)
            db.run("INSERT INTO t(text) VALUES('short log')");
        live = state();
        QVERIFY(live.log.size() > framesAt + 15 * frameSize);
    }
    restore(live);
    QCOMPARE(rows(), std::string{"23"});
    QVERIFY(std::filesystem::file_size(m_log) == 0);
}

void LogTest::readsOnAfterATornFirstPage()
{
    State torn;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("CREATE TABLE other(a)"); // changes page 1
        db.run("INSERT INTO t(text) VALUES('row')");
        torn = state();
    }
    for (std::size_t i = 65536; i < 65536 + 4096; ++i)
        torn.file[i] ^= 0xFF;
    restore(torn);
    QCOMPARE(rows(), std::string{"1"});
    // Without a log that brings it back it is damage.
    Bytes closed = contentsOf(m_file);
    closed[65536 + 10] ^= 1;
    restore({closed, {}});
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    Connection db(**vault);
    QVERIFY(!db.ready());
    QCOMPARE(codeOf((*vault)->takeError()), ErrorCode::Damaged);
}

void LogTest::rewritesFramesAfterASpill()
{
    State live;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("PRAGMA cache_size=3");
        for (int round = 0; round < 3; ++round) {
            db.run("BEGIN");
            for (int i = 0; i < 60; ++i)
                db.run("INSERT INTO t(text) VALUES(hex(zeroblob(2500)))");
            db.run("SAVEPOINT s");
            db.run("UPDATE t SET text='undone'");
            db.run("ROLLBACK TO s");
            db.run("UPDATE t SET text=text||'x' WHERE id%2=0");
            db.run("COMMIT");
        }
        QVERIFY((*vault)->verifyLog());
        live = state();
    }
    restore(live);
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY2(vault, why(vault).c_str());
    Connection db(**vault);
    QCOMPARE(db.value("SELECT count(*) FROM t"), std::string{"180"});
    QCOMPARE(db.value("SELECT count(*) FROM t WHERE length(text)>5000"), std::string{"90"});
    QCOMPARE(db.value("PRAGMA integrity_check"), std::string{"ok"});
}

void LogTest::refusesAnUnfinishedPlantedLog()
{
    // Some other program's log.
    writeContents(m_log, Bytes(200000, 0x37));
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    QVERIFY(contentsOf(m_log) == Bytes(200000, 0x37));
    std::filesystem::remove(m_log);
    std::filesystem::create_symlink(*m_folder / "elsewhere", m_log);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::NotARegularFile);
}

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
