// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_fixture.h"
#include "tests/vaultfile/file_lab.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// The example vault as an earlier version of the program left it: derived tables of schema 1, with a log.
struct EarlierVault
{
    TemporaryFolder folder;
    std::filesystem::path file = folder / "example.lockleaf";
    std::unique_ptr<Vault> vault;

    EarlierVault()
    {
        for (const char* name : {"example.lockleaf", "example.lockleaf-wal"})
            std::filesystem::copy_file(sourceFolder() / "tests/vectors/vault-0-first" / name, folder / name);
    }
    [[nodiscard]] std::string open()
    {
        vault.reset();
        auto key = Vault::unlock(file, *Passphrase::fromTyped(bytesOf("cafe\xCC\x81")));
        if (!key)
            return describe(key.error());
        auto opened = Vault::open(file, std::move(*key), {});
        if (!opened)
            return describe(opened.error());
        vault = std::move(*opened);
        return {};
    }
    [[nodiscard]] std::string titles(const ListFilter& filter)
    {
        std::string titles;
        const auto rows = vault->listNotes(filter, 0, 100);
        if (!rows)
            return describe(rows.error());
        for (const NoteSummary& row : *rows)
            titles += row.title + "; ";
        return titles;
    }
    [[nodiscard]] std::string runToItsEnd(SlicedJob& job)
    {
        NoProgress progress;
        const auto done = runToEnd(job, {}, progress);
        return done ? std::string{} : describe(done.error());
    }
    [[nodiscard]] std::size_t problems()
    {
        VerifyReport report;
        const auto job = vault->makeVerifyJob(report);
        return runToItsEnd(*job).empty() ? report.problems.size() : SIZE_MAX;
    }
};

} // namespace

class VaultUpgradeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void keepsEveryNote()
    {
        EarlierVault earlier;
        QCOMPARE(earlier.open(), std::string{});
        QCOMPARE(earlier.titles({}), std::string("Bread; Soup of the day; Packing; Shopping list; "));
        ListFilter trash;
        trash.trash = true;
        QCOMPARE(earlier.titles(trash), std::string("Old plan; "));
        const auto soup = earlier.vault->findNote("Soup of the day");
        QVERIFY(soup);
        const auto note = earlier.vault->note(*soup);
        QVERIFY(note);
        QCOMPARE(note->body.text(), std::string_view("# Soup of the day\n\nLentils, #warm.\n"));
        QCOMPARE(*earlier.vault->notebookPath(note->notebook), std::string("Kitchen/Recipes"));
        QCOMPARE(earlier.problems(), std::size_t{0});
    }

    void makesWhatIsDerived()
    {
        EarlierVault earlier;
        QCOMPARE(earlier.open(), std::string{});
        ListFilter tasks;
        tasks.openTasks = true;
        QCOMPARE(earlier.titles(tasks), std::string("Packing; "));
        ListFilter byTitle;
        byTitle.order = NoteOrder::Title;
        QCOMPARE(earlier.titles(byTitle), std::string("Bread; Packing; Shopping list; Soup of the day; "));
        const auto tags = earlier.vault->tags();
        QVERIFY(tags);
        QCOMPARE(tags->size(), std::size_t{2});
        QCOMPARE(tags->back().name, std::string("warm"));
        // The words are put in afterwards, as after any change of their rules.
        QVERIFY(!earlier.vault->indexIsWhole());
        const auto reindex = earlier.vault->makeReindexJob(true);
        QCOMPARE(earlier.runToItsEnd(*reindex), std::string{});
        const auto hits = earlier.vault->search("lentil", {}, 10);
        QVERIFY(hits);
        QCOMPARE(hits->ids.size(), std::size_t{1});
        QVERIFY(hits->indexIsWhole);
        QCOMPARE(earlier.problems(), std::size_t{0});
    }

    void happensOnce()
    {
        EarlierVault earlier;
        QCOMPARE(earlier.open(), std::string{});
        const std::uint64_t epoch = earlier.vault->counts()->epoch;
        QVERIFY(earlier.vault->close());
        QCOMPARE(earlier.open(), std::string{});
        QCOMPARE(earlier.vault->counts()->epoch, epoch);
        QCOMPARE(earlier.titles({}), std::string("Bread; Soup of the day; Packing; Shopping list; "));
    }

    /// Whatever write fails and when, the notes are there afterwards.
    void losesNothingWhereAWriteFails_data()
    {
        QTest::addColumn<bool>("lasts");
        QTest::newRow("one failure") << false;
        QTest::newRow("a full disk from then on") << true;
    }
    void losesNothingWhereAWriteFails()
    {
        QFETCH(bool, lasts);
        int failed = 0;
        for (std::size_t at = 1;; ++at) {
            EarlierVault earlier;
            bool reached = false;
            {
                FileLab lab;
                lab.faultAt = at;
                lab.faultErrno = ENOSPC;
                lab.faultLasts = lasts;
                failed += earlier.open().empty() ? 0 : 1;
                reached = lab.operations >= lab.faultAt;
                earlier.vault.reset(); // as a kill would
            }
            QCOMPARE(earlier.open(), std::string{});
            QCOMPARE(earlier.titles({}), std::string("Bread; Soup of the day; Packing; Shopping list; "));
            QCOMPARE(earlier.problems(), std::size_t{0});
            if (!reached)
                break;
        }
        QVERIFY2(failed >= 3, std::to_string(failed).c_str());
    }
};

QTEST_GUILESS_MAIN(VaultUpgradeTest)
#include "vault_upgrade_test.moc"
