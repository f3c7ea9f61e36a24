// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/vault_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

class VaultChangesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesNotebooksAlongAPath()
    {
        VaultFixture f;
        const RecordId inner = *f.vault->ensureNotebook("Travel/Spain");
        QCOMPARE(*f.vault->ensureNotebook("Travel/Spain"), inner);
        QCOMPARE(f.vault->notebooks()->size(), 2U);
        QCOMPARE(*f.vault->notebookPath(inner), "Travel/Spain");
        QCOMPARE(*f.vault->findNotebook("Travel/Spain"), inner);
        QCOMPARE(f.vault->findNotebook("Spain").error().code, ErrorCode::NotFound);
        f.reopen();
        QCOMPARE(*f.vault->findNotebook("Travel/Spain"), inner);
        QCOMPARE(f.problems(), "");
    }

    void refusesNotebookNames_data()
    {
        QTest::addColumn<std::string>("path");
        QTest::newRow("empty") << std::string{};
        QTest::newRow("empty part") << std::string("a//b");
        QTest::newRow("trailing slash") << std::string("a/");
        QTest::newRow("control") << std::string("a\nb");
        QTest::newRow("not UTF-8") << std::string("\xFF");
        QTest::newRow("long") << std::string(256, 'a');
        std::string deep = "a";
        for (int i = 0; i < 32; ++i)
            deep += "/a";
        QTest::newRow("deep") << deep;
    }
    void refusesNotebookNames()
    {
        QFETCH(std::string, path);
        VaultFixture f;
        QCOMPARE(f.vault->ensureNotebook(path).error().code, ErrorCode::NameNotValid);
        QCOMPARE(f.vault->counts()->notebooks, 0U);
    }

    void countsAndListsByNotebookAndPin()
    {
        VaultFixture f;
        const RecordId book = *f.vault->ensureNotebook("Book");
        const RecordId a = f.add("a");
        const RecordId b = f.add("b");
        f.add("c");
        QVERIFY(f.vault->moveToNotebook(a, book));
        QVERIFY(f.vault->moveToNotebook(b, book));
        QVERIFY(f.vault->setPinned(a, true));
        const ListFilter inBook{book, false, {}};
        const ListFilter pinned{{}, false, true};
        const ListFilter others{{}, false, false};
        const ListFilter pinnedInBook{book, false, true};
        const ListFilter othersInBook{book, false, false};
        QCOMPARE(f.titles(inBook), (Titles{"b", "a"}));
        QCOMPARE(f.titles(pinned), Titles{"a"});
        QCOMPARE(f.titles(others), (Titles{"c", "b"}));
        QCOMPARE(f.titles(pinnedInBook), Titles{"a"});
        QCOMPARE(f.titles(othersInBook), Titles{"b"});
        QCOMPARE(f.titles({RecordId{}, false, {}}), Titles{"c"}); // in no notebook
        for (const ListFilter& filter : {inBook, pinned, others, pinnedInBook, othersInBook, ListFilter{}})
            QCOMPARE(*f.vault->countNotes(filter), f.titles(filter).size());
        QCOMPARE(*f.vault->rowOf(inBook, a), std::optional<std::uint64_t>(1));
        QCOMPARE(*f.vault->rowOf({}, a), std::optional<std::uint64_t>(2));
        QCOMPARE(*f.vault->rowOf(others, a), std::optional<std::uint64_t>());
        QCOMPARE(f.vault->notebooks()->front().noteCount, 2U);
        QVERIFY(f.vault->moveToTrash(a));
        QCOMPARE(f.vault->notebooks()->front().noteCount, 1U);
        QCOMPARE(f.vault->moveToNotebook(b, a).error().code, ErrorCode::NotFound); // a is no notebook
        QCOMPARE(f.problems(), "");
    }

    void windowsMeetEachOther()
    {
        VaultFixture f;
        std::vector<RecordId> newestFirst;
        QVERIFY(f.vault->inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < 200; ++i) {
                NewNote note;
                note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(i)));
                note.modified = 1000 + i / 4; // ties
                const auto id = f.vault->addNote(std::move(note));
                if (!id)
                    return std::unexpected(id.error());
            }
            return {};
        }));
        for (std::uint64_t offset = 0; offset < 210; offset += 7) {
            const auto rows = f.vault->listNotes({}, offset, 7);
            for (const NoteSummary& row : *rows)
                newestFirst.push_back(row.id);
        }
        QCOMPARE(newestFirst.size(), 200U);
        for (std::size_t i = 0; i < newestFirst.size(); ++i)
            QCOMPARE(*f.vault->rowOf({}, newestFirst[i]), std::optional<std::uint64_t>(i));
    }

    void takesATransactionBackAsAWhole()
    {
        VaultFixture f;
        const RecordId kept = f.add("kept");
        const auto before = *f.vault->counts();
        const auto outcome = f.vault->inOneTransaction([&]() -> Result<void> {
            f.add("one");
            if (!f.vault->ensureNotebook("Book"))
                qFatal("notebook");
            if (!f.vault->saveBody(kept, bytesOf("changed")))
                qFatal("save");
            return fail(ErrorCode::Cancelled);
        });
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QCOMPARE(f.bodyOf(kept), "kept");
        QCOMPARE(f.titles(), Titles{"kept"});
        QCOMPARE(f.vault->notebooks()->size(), 0U);
        QCOMPARE(f.vault->counts()->epoch, before.epoch);
        QCOMPARE(f.vault->counts()->bodyBytes, before.bodyBytes);
        QCOMPARE(f.problems(), "");
        QVERIFY(f.vault->saveBody(kept, bytesOf("later"))); // and goes on
        QCOMPARE(f.problems(), "");
    }

    void aRefusedNoteLeavesTheTransactionUsable()
    {
        VaultFixture f;
        QVERIFY(f.vault->inOneTransaction([&]() -> Result<void> {
            f.add("one");
            NewNote bad;
            bad.body = SecureBytes::copyOf(bytesOf("\xFF"));
            if (f.vault->addNote(std::move(bad)))
                qFatal("was taken");
            f.add("two");
            return {};
        }));
        QCOMPARE(f.titles(), (Titles{"two", "one"}));
        QCOMPARE(f.vault->counts()->epoch, 1U);
        QCOMPARE(f.problems(), "");
    }

    void transactionsDoNotNest()
    {
        VaultFixture f;
        QVERIFY(f.vault->inOneTransaction([&]() -> Result<void> {
            const auto inner = f.vault->inOneTransaction([] { return Result<void>{}; });
            if (inner || inner.error().code != ErrorCode::InvalidArgument)
                qFatal("nested");
            return {};
        }));
        QCOMPARE(f.vault->counts()->epoch, 0U);
    }

    void keepsSettings()
    {
        VaultFixture f;
        QCOMPARE(f.vault->settings()->idleSeconds, 300U);
        VaultSettings settings;
        settings.idleSeconds = 60;
        settings.caret = 12;
        settings.openNote = f.add("open");
        QVERIFY(f.vault->saveSettings(settings));
        const auto epoch = f.vault->counts()->epoch;
        QVERIFY(f.vault->saveSettings(settings));
        QCOMPARE(f.vault->counts()->epoch, epoch);
        f.reopen();
        QCOMPARE(f.vault->settings()->idleSeconds, 60U);
        QCOMPARE(f.vault->settings()->openNote, settings.openNote);
        QCOMPARE(f.problems(), "");
    }

    void checksTitlesAndTags()
    {
        VaultFixture f;
        NewNote note;
        note.explicitTitle = "two\nlines";
        QCOMPARE(f.vault->addNote(std::move(note)).error().code, ErrorCode::NameNotValid);
        NewNote tagged;
        tagged.tags = {""};
        QCOMPARE(f.vault->addNote(std::move(tagged)).error().code, ErrorCode::NameNotValid);
        NewNote lost;
        lost.notebook.bytes.fill(1);
        QCOMPARE(f.vault->addNote(std::move(lost)).error().code, ErrorCode::NotFound);
        NewNote good;
        good.explicitTitle = "Given";
        good.tags = {"a", "b/c"};
        good.created = 5;
        good.modified = 9;
        const RecordId id = *f.vault->addNote(std::move(good));
        const NoteSummary row = *f.vault->summary(id);
        QVERIFY(row.title == "Given" && row.tags.size() == 2 && row.created == 5 && row.modified == 9);
    }

    void changesThePassword()
    {
        VaultFixture f;
        f.add("text");
        const auto changed = Passphrase::fromTyped(bytesOf("another"));
        QVERIFY(f.vault->changePassword(*changed, KeyDerivationCost::cheapForTests()));
        QCOMPARE(f.problems(), "");
        f.close();
        QVERIFY(!Vault::unlock(f.file, f.passphrase()));
        QVERIFY(Vault::unlock(f.file, *changed));
        f.reopen();
        QCOMPARE(f.vault->notices(), std::vector<OpenNotice>{});
    }

    void verifyMeetsChangesWhileItRuns()
    {
        VaultFixture f;
        for (int i = 0; i < 30; ++i)
            f.add("note " + std::to_string(i));
        VerifyReport report;
        NoProgress progress;
        const auto job = f.vault->makeVerifyJob(report);
        const RecordId id = *f.vault->findNote("note 7");
        for (int slice = 0;; ++slice) {
            const auto finished = job->runSlice(std::chrono::milliseconds{1}, progress);
            QVERIFY(finished);
            if (*finished)
                break;
            if (slice < 100)
                QVERIFY(f.vault->saveBody(id, bytesOf("note 7, " + std::to_string(slice))));
        }
        QCOMPARE(report.problems.size(), 0U);
        QCOMPARE(report.notes, 30U);
    }
};

QTEST_GUILESS_MAIN(VaultChangesTest)
#include "vault_changes_test.moc"
