// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/vault.h"
#include "tests/support/test_environment.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

/// The example vault of docs/vault-format.md, section 8, as the program sees it: with its log, to the last
/// note.
class ExampleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void opensWithItsLog()
    {
        TemporaryFolder folder;
        for (const char* name : {"example.lockleaf", "example.lockleaf-wal"})
            std::filesystem::copy_file(sourceFolder() / "tests/vectors/vault-1" / name, folder / name);
        const auto file = folder / "example.lockleaf";
        auto key = Vault::unlock(file, *Passphrase::fromTyped(bytesOf("cafe\xCC\x81")));
        QVERIFY(key);
        auto vault = Vault::open(file, std::move(*key), {});
        QVERIFY2(vault, vault ? "" : describe(vault.error()).c_str());
        QCOMPARE((*vault)->notices(), std::vector<OpenNotice>{});
        const auto counts = (*vault)->counts();
        QVERIFY(counts);
        QCOMPARE(counts->notes, 4U);
        QCOMPARE(counts->trashed, 1U);
        const auto soup = (*vault)->findNote("Soup of the day");
        QVERIFY(soup);
        const auto note = (*vault)->note(*soup);
        QVERIFY(note);
        QCOMPARE(note->body.text(), std::string_view("# Soup of the day\n\nLentils, #warm.\n"));
        QCOMPARE(*(*vault)->notebookPath(note->notebook), std::string("Kitchen/Recipes"));
        QCOMPARE(note->tags, (std::vector<std::string>{"quick", "warm"}));
        VerifyReport report;
        const auto job = (*vault)->makeVerifyJob(report);
        NoProgress progress;
        while (true) {
            const auto done = job->runSlice(std::chrono::milliseconds(100), progress);
            QVERIFY(done);
            if (*done)
                break;
        }
        QCOMPARE(report.problems.size(), std::size_t{0});
        QCOMPARE(report.records, 9U);
    }
};

QTEST_GUILESS_MAIN(ExampleTest)
#include "example_test.moc"
