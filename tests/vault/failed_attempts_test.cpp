// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/failed_attempts.h"

#include "tests/support/test_environment.h"

#include <QTest>

#include <fstream>

using namespace lockleaf;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

VaultId vaultOf(std::uint8_t number)
{
    VaultId id;
    id.bytes.fill(number);
    return id;
}

} // namespace

/// Wrong ways in, as they are written down outside of the vault.
class FailedAttemptsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areCountedForEachVault()
    {
        const test::TemporaryFolder folder;
        const std::filesystem::path state = folder / "state"; // made where it is missing
        QCOMPARE(failedAttempts(state, vaultOf(1)), FailedAttempts{});
        for (Timestamp now = 1000; now <= 3000; now += 1000)
            QVERIFY(noteFailedAttempt(state, vaultOf(1), now));
        QVERIFY(noteFailedAttempt(state, vaultOf(2), 9000));
        QCOMPARE(failedAttempts(state, vaultOf(1)), (FailedAttempts{3, 3000}));
        QCOMPARE(failedAttempts(state, vaultOf(2)), (FailedAttempts{1, 9000}));
        QVERIFY(!noteFailedAttempt({}, vaultOf(1), 1));
        QCOMPARE(failedAttempts({}, vaultOf(1)), FailedAttempts{});
    }

    void onlyThoseThatWereToldAreForgotten()
    {
        const test::TemporaryFolder folder;
        for (int i = 0; i < 2; ++i)
            QVERIFY(noteFailedAttempt(folder.path(), vaultOf(1), 1000));
        const FailedAttempts told = failedAttempts(folder.path(), vaultOf(1));
        QVERIFY(noteFailedAttempt(folder.path(), vaultOf(1), 2000)); // meanwhile
        QVERIFY(forgetFailedAttempts(folder.path(), vaultOf(1), told));
        QCOMPARE(failedAttempts(folder.path(), vaultOf(1)), (FailedAttempts{1, 2000}));
        QVERIFY(forgetFailedAttempts(folder.path(), vaultOf(1), {1, 2000}));
        QCOMPARE(failedAttempts(folder.path(), vaultOf(1)), FailedAttempts{});
        QVERIFY(std::filesystem::is_empty(folder.path()));
        QVERIFY(forgetFailedAttempts(folder.path(), vaultOf(1), {1, 2000})); // twice does no harm
    }

    void whatMakesNoSenseCountsAsNone_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addRow("empty") << QByteArray();
        QTest::addRow("short") << QByteArray(15, '\1');
        QTest::addRow("long") << QByteArray(17, '\1');
        QTest::addRow("too many") << QByteArray(16, '\1');
        QTest::addRow("none") << QByteArray(16, '\0');
    }
    void whatMakesNoSenseCountsAsNone()
    {
        QFETCH(QByteArray, content);
        const test::TemporaryFolder folder;
        QVERIFY(noteFailedAttempt(folder.path(), vaultOf(1), 1000));
        const auto file = *std::filesystem::directory_iterator(folder.path());
        std::ofstream(file.path(), std::ios::binary | std::ios::trunc)
            .write(content.constData(), content.size());
        QCOMPARE(failedAttempts(folder.path(), vaultOf(1)), FailedAttempts{});
        QVERIFY(noteFailedAttempt(folder.path(), vaultOf(1), 5000)); // and it goes on from there
        QCOMPARE(failedAttempts(folder.path(), vaultOf(1)), (FailedAttempts{1, 5000}));
    }

    void pausesGrow()
    {
        const std::vector<int> expected{0, 0, 0, 1, 2, 4, 8, 16, 30, 30};
        for (std::size_t i = 0; i < expected.size(); ++i)
            QCOMPARE(pauseAfter(i), seconds(expected[i]));
        QCOMPARE(pauseAfter(UINT64_MAX), seconds(30));
        const FailedAttempts five{5, 10'000};
        QCOMPARE(pauseLeft(five, 10'000), milliseconds(4000));
        QCOMPARE(pauseLeft(five, 11'500), milliseconds(2500));
        QCOMPARE(pauseLeft(five, 60'000), milliseconds(0));
        QCOMPARE(pauseLeft(five, 1'000),
                 milliseconds(4000)); // a clock that was put back: no longer than that
        QCOMPARE(pauseLeft({}, 0), milliseconds(0));
    }
};

QTEST_APPLESS_MAIN(FailedAttemptsTest)
#include "failed_attempts_test.moc"
