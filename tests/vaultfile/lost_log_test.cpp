// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

using LogState = VaultFile::LogState;

namespace {

/// What an opening says of the log, and how many rows there are then.
struct Found
{
    LogState log = LogState::None;
    bool missing = false;
    std::string rows;
};

} // namespace

/// A log that was taken away while it held what the file does not, and one that comes back too late.
class LostLogTest : public QObject
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
    void saysNothingAfterACleanClose();
    void saysThatALogIsMissing();
    void takesALogThatIsBackInTime();
    void keepsALateLogApart();
    void remembersSeveralLostLogs();
    void seesAnOlderLogInItsPlace();
    void forgivesAKillBeforeTheFirstHeader();
    void callsOffALogThatCouldNotBegin();

private:
    /// Saves rows and is killed; the log holds them, and the file none of them.
    Bytes saveAndDie(int count)
    {
        Bytes file;
        Bytes log;
        {
            auto vault = VaultFile::open(m_file, *m_key);
            Connection db(**vault);
            for (int i = 0; i < count; ++i)
                db.run("INSERT INTO t(text) VALUES('a row of text')");
            file = contentsOf(m_file);
            log = contentsOf(m_log);
        }
        writeContents(m_file, file);
        writeContents(m_log, log);
        return log;
    }
    /// Opens, looks, and saves nothing.
    Found open()
    {
        auto vault = VaultFile::open(m_file, *m_key);
        if (!vault)
            return {LogState::None, false, why(vault)};
        Connection db(**vault);
        return {(*vault)->logState(), (*vault)->logMissing(), db.value("SELECT count(*) FROM t")};
    }
    std::vector<Bytes> logsSetAside() const
    {
        std::vector<Bytes> logs;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder->path())) {
            if (entry.path().string().find("-wal.old-") != std::string::npos)
                logs.push_back(contentsOf(entry.path()));
        }
        return logs;
    }

    std::unique_ptr<TemporaryFolder> m_folder;
    std::filesystem::path m_file;
    std::filesystem::path m_log;
    std::unique_ptr<UnlockedKey> m_key;
};

void LostLogTest::saysNothingAfterACleanClose()
{
    QVERIFY(!open().missing);
    for (int round = 0; round < 2; ++round) {
        {
            auto vault = VaultFile::open(m_file, *m_key);
            Connection db(**vault);
            QCOMPARE(db.run("INSERT INTO t(text) VALUES('a row of text')"), SQLITE_OK);
        }
        if (round == 1)
            std::filesystem::remove(m_log);
        const Found found = open();
        QVERIFY(!found.missing);
        QCOMPARE(found.log, LogState::None);
        QCOMPARE(found.rows, std::to_string(round + 1));
    }
}

void LostLogTest::saysThatALogIsMissing()
{
    const Bytes log = saveAndDie(3);
    for (const std::size_t left : {std::size_t{0}, std::size_t{60}}) {
        writeContents(m_log, ByteView(log).first(left));
        const Found found = open();
        QVERIFY2(found.missing, found.rows.c_str());
        QCOMPARE(found.log, LogState::None);
        QCOMPARE(found.rows, std::string{"0"});
    }
    std::filesystem::remove(m_log);
    QVERIFY(open().missing);
    QVERIFY(open().missing); // as long as nothing is saved without it
}

void LostLogTest::takesALogThatIsBackInTime()
{
    const Bytes log = saveAndDie(3);
    std::filesystem::remove(m_log);
    QVERIFY(open().missing);
    writeContents(m_log, log);
    Found found = open();
    QCOMPARE(found.log, LogState::Replayed);
    QVERIFY(!found.missing);
    QCOMPARE(found.rows, std::string{"3"});
    found = open();
    QVERIFY(!found.missing);
    QCOMPARE(found.rows, std::string{"3"});
}

void LostLogTest::keepsALateLogApart()
{
    const Bytes log = saveAndDie(3);
    std::filesystem::remove(m_log);
    const Bytes other = saveAndDie(1); // goes on without it
    Found found = open();
    QVERIFY(!found.missing);
    QCOMPARE(found.log, LogState::Replayed);
    QVERIFY(logsSetAside().empty());
    writeContents(m_log, log);
    found = open();
    QCOMPARE(found.log, LogState::LateSetAside);
    QVERIFY(!found.missing);
    QCOMPARE(found.rows, std::string{"1"});
    QCOMPARE(logsSetAside(), std::vector<Bytes>{log});
    // That of the rows which are in the file is an older state, as ever.
    writeContents(m_log, other);
    found = open();
    QCOMPARE(found.log, LogState::SetAside);
    QCOMPARE(found.rows, std::string{"1"});
}

void LostLogTest::remembersSeveralLostLogs()
{
    std::vector<Bytes> lost;
    for (int count = 1; count < 4; ++count) {
        lost.push_back(saveAndDie(count));
        std::filesystem::remove(m_log);
        QVERIFY(open().missing);
    }
    saveAndDie(1);
    QCOMPARE(open().rows, std::string{"1"});
    for (const Bytes& log : lost) {
        writeContents(m_log, log);
        QCOMPARE(open().log, LogState::LateSetAside);
    }
    QCOMPARE(logsSetAside().size(), lost.size());
}

void LostLogTest::seesAnOlderLogInItsPlace()
{
    const Bytes older = saveAndDie(2);
    QCOMPARE(open().rows, std::string{"2"});
    saveAndDie(3);
    writeContents(m_log, older);
    const Found found = open();
    QCOMPARE(found.log, LogState::SetAside);
    QVERIFY(found.missing);
    QCOMPARE(found.rows, std::string{"2"});
}

void LostLogTest::forgivesAKillBeforeTheFirstHeader()
{
    {
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        lab.refuses = [&](const FileEvent& event) {
            if (event.role == FileRole::Log && event.kind == FileEvent::Kind::Write && lab.powerCutAt == 0)
                lab.powerCutAt = lab.operations;
            return false;
        };
        QVERIFY(db.run("INSERT INTO t(text) VALUES('a row of text')") != SQLITE_OK);
        QVERIFY(lab.powerCutAt != 0);
    }
    QCOMPARE(std::filesystem::file_size(m_log), std::uintmax_t{0});
    Found found = open();
    QCOMPARE(found.rows, std::string{"0"});
    QVERIFY(found.missing); // it looks like a log that was cut to nothing
    saveAndDie(2);
    found = open();
    QCOMPARE(found.rows, std::string{"2"});
    QVERIFY(!found.missing);
}

void LostLogTest::callsOffALogThatCouldNotBegin()
{
    {
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        bool refused = false;
        lab.faultErrno = ENOSPC;
        lab.refuses = [&](const FileEvent& event) {
            const bool header = event.role == FileRole::Log && event.kind == FileEvent::Kind::Write;
            return header && !std::exchange(refused, true);
        };
        QVERIFY(db.run("INSERT INTO t(text) VALUES('a row of text')") != SQLITE_OK);
    }
    const Found found = open();
    QVERIFY2(!found.missing, found.rows.c_str());
    QCOMPARE(found.log, LogState::None);
    QCOMPARE(found.rows, std::string{"0"});
}

QTEST_GUILESS_MAIN(LostLogTest)
#include "lost_log_test.moc"
