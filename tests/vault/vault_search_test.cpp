// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/sealed_vault.h"
#include "tests/vault/search_model.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

#ifdef LOCKLEAF_SANITIZED // ten times as slow there: what is lost on the way shows in the other builds
constexpr unsigned seeds = 2;
constexpr int rounds = 120;
#else
constexpr unsigned seeds = 3;
constexpr int rounds = 300;
#endif

/// Changes of each run, and whether the index is checked after each: as tests/acceptance/A3-02 asks for.
int changesAsked()
{
    return qEnvironmentVariableIntValue("LOCKLEAF_OPERATIONS");
}

} // namespace

class VaultSearchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsThereInTheOrderOfTheList_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= seeds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    void findsWhatIsThereInTheOrderOfTheList()
    {
        QFETCH(const unsigned, seed);
        SearchModel model(seed);
        const int asked = changesAsked();
        for (int round = 0; round < std::max(rounds, asked); ++round) {
            model.changeSomething();
            if (round % 50 == 20 && model.size() < SearchModel::mostNotes)
                model.importShuffled(20);
            if (round % 70 == 30) {
                model.f.close();
                model.f.reopen();
            }
            if (round % 40 == 10)
                while (*model.f.vault->tidyIndex())
                    ;
            for (int queries = 0; queries < 3; ++queries)
                model.compare();
            if (QTest::currentTestFailed())
                return;
            if (asked > 0 || round % 60 == 59)
                QCOMPARE(model.f.problems(), "");
        }
        NoProgress progress;
        QVERIFY(runToEnd(*model.f.vault->makeReindexJob(false), {}, progress));
        QCOMPARE(model.f.problems(), "");
        for (int queries = 0; queries < 50; ++queries)
            model.compare();
    }

    void leavesNoGhostsOfAnAbortedTransaction()
    {
        VaultFixture f;
        const RecordId id = f.add("before");
        const auto outcome = f.vault->inOneTransaction([&]() -> Result<void> {
            LOCKLEAF_CHECK(f.vault->saveBody(id, bytesOf("after")));
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("ghost"));
            LOCKLEAF_CHECK(f.vault->addNote(std::move(note)));
            return fail(ErrorCode::Cancelled);
        });
        QVERIFY(!outcome);
        QCOMPARE(f.vault->search("before ", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.vault->search("after ", {}, 10)->ids.size(), 0U);
        QCOMPARE(f.vault->search("ghost ", {}, 10)->ids.size(), 0U);
        f.add("later");
        QCOMPARE(f.vault->search("later ", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.problems(), "");
    }

    void resumesAnIndexThatIsNotWhole()
    {
        VaultFixture f;
        std::vector<RecordId> ids;
        for (int i = 0; i < 200; ++i)
            ids.push_back(f.add("common note " + std::to_string(i)));
        NoProgress progress;
        {
            const auto job = f.vault->makeReindexJob(false);
            QVERIFY(!*job->runSlice(std::chrono::milliseconds{0}, progress));
        }
        QVERIFY(!f.vault->indexIsWhole());
        const auto some = f.vault->search("common ", {}, 1000);
        QVERIFY(!some->indexIsWhole && !some->ids.empty() && some->ids.size() < 200);
        // One that is in it already and one that is not are changed meanwhile.
        QVERIFY(f.vault->saveBody(ids.front(), bytesOf("changed early")));
        QVERIFY(f.vault->saveBody(ids.back(), bytesOf("changed late")));
        QVERIFY(f.vault->deleteForever(ids.at(150)));
        f.reopen();
        QVERIFY(!f.vault->indexIsWhole());
        QVERIFY(runToEnd(*f.vault->makeReindexJob(true), {}, progress));
        QVERIFY(f.vault->indexIsWhole());
        QCOMPARE(f.vault->search("common ", {}, 1000)->ids.size(), 197U);
        QCOMPARE(f.vault->search("changed ", {}, 1000)->ids.size(), 2U);
        QCOMPARE(f.problems(), "");
    }

    void refusesOnlyWhatIsTooLong()
    {
        VaultFixture f;
        f.add("NEAR( a note with \"quotes\" * and 🌿");
        std::string many;
        for (int i = 0; i < 2000; ++i)
            many += "word ";
        QCOMPARE(f.vault->search(many, {}, 10).error().code, ErrorCode::QueryTooLong);
        QVERIFY(f.vault->search(std::string(10'000, 'x'), {}, 10));
        for (const char* query :
             {"NEAR(", "*", "\"", "AND AND", "- -", "(((", "a\"b\"", "NOT", "body:", "{title}:", "^note", "-",
              "tag:", "in:", "is:", "before:", "\"note wi", "+", "a AND note"})
            QVERIFY2(f.vault->search(query, {}, 10), query);
        QCOMPARE(f.vault->search("near", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.vault->search("🌿", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.vault->search("***", {}, 10)->ids.size(), 0U);
        QCOMPARE(f.vault->search("note AND quotes", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.vault->search(std::string_view("no\0te", 5), {}, 10)->ids.size(), 0U);
        QCOMPARE(f.vault->search("", {}, 10)->ids.size(), 1U);
    }

    void otherRulesAreMadeAnew()
    {
        VaultFixture f;
        f.add("word");
        f.reopen();
        QVERIFY(f.vault->indexIsWhole());
        Database& database = static_cast<SealedVault&>(*f.vault).store().database();
        QVERIFY(database.run("UPDATE search_state SET rules = rules + 1"));
        f.reopen();
        QVERIFY(!f.vault->indexIsWhole());
    }

    void findsByDate()
    {
        VaultFixture f; // the clock stands in November 2023
        f.add("now");
        NewNote old;
        old.body = SecureBytes::copyOf(bytesOf("old"));
        old.modified = 1'500'000'000'000; // July 2017
        QVERIFY(f.vault->addNote(std::move(old)));
        const auto count = [&](const char* query) { return f.vault->search(query, {}, 10)->ids.size(); };
        QCOMPARE(count("before:2018"), 1U);
        QCOMPARE(count("after:2017"), 1U);
        QCOMPARE(count("edited:2017-07"), 1U);
        QCOMPARE(count("edited:2017-08"), 0U);
        QCOMPARE(count("edited:today"), 1U);
        QCOMPARE(count("after:2016 before:2024-01-01"), 2U);
        QCOMPARE(count("before:2018 now"), 0U);
    }
};

QTEST_GUILESS_MAIN(VaultSearchTest)
#include "vault_search_test.moc"
