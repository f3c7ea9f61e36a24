// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/plain_vault.h"

#include "tests/vaultfile/file_lab.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr Timestamp second = 1000;
constexpr Timestamp minute = 60 * second;
constexpr Timestamp hour = 60 * minute;
constexpr Timestamp day = 24 * hour;

using Texts = std::vector<std::string>;

std::string textOfVersion(Vault& vault, RecordId note, RecordId id)
{
    const auto revision = vault.revision(note, id);
    return revision ? std::string(revision->body.text()) : describe(revision.error());
}

/// The texts of a note's versions, the one kept last first.
Texts versionsOf(Vault& vault, RecordId note)
{
    const auto revisions = vault.revisions(note);
    if (!revisions)
        return {describe(revisions.error())};
    Texts texts;
    for (const RevisionSummary& revision : *revisions)
        texts.push_back(textOfVersion(vault, note, revision.id));
    return texts;
}

template <class Fixture>
void saveIn(Fixture& f, RecordId note, std::string_view body)
{
    if (const auto saved = f.vault->saveBody(note, bytesOf(body)); !saved)
        qFatal("save: %s", describe(saved.error()).c_str());
}

std::string sqlBlob(RecordId id)
{
    return "x'" + id.toHex() + "'";
}

void thin(Vault& vault)
{
    NoProgress progress;
    const auto job = vault.makeThinJob(std::chrono::minutes{0});
    if (const auto done = runToEnd(*job, {}, progress); !done)
        qFatal("thin: %s", describe(done.error()).c_str());
}

} // namespace

class VaultRevisionsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheTextBeforeAnEditEveryTenMinutes()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        for (int second10 = 0; second10 < 59; ++second10) { // up to 9:50 after it was made
            f.clock.advance(10 * second);
            saveIn(f, id, "a" + std::to_string(second10));
        }
        QCOMPARE(versionsOf(*f.vault, id), Texts{});
        f.clock.advance(10 * second);
        saveIn(f, id, "b"); // ten minutes: what is kept is what stood until now
        QCOMPARE(versionsOf(*f.vault, id), Texts{"a58"});
        f.clock.advance(10 * minute - 1);
        saveIn(f, id, "c");
        QCOMPARE(versionsOf(*f.vault, id), Texts{"a58"});
        f.clock.advance(1);
        saveIn(f, id, "d");
        QCOMPARE(versionsOf(*f.vault, id), (Texts{"c", "a58"}));
        QCOMPARE(f.problems(), "");
    }

    /// While no version is due, a save has nothing to do with the table, which is not even there here.
    void anOrdinarySaveAsksNothing()
    {
        PlainVault v;
        const RecordId id = v.add("a");
        saveIn(v, id, "b");
        Database& database = static_cast<SealedVault&>(*v.vault).store().database();
        QVERIFY(database.run("DROP TABLE note_revision"));
        for (int i = 0; i < 50; ++i) {
            v.clock.advance(10 * second);
            saveIn(v, id, "text " + std::to_string(i));
        }
        v.clock.advance(10 * minute);
        QVERIFY(!v.vault->saveBody(id, bytesOf("due")));
        QVERIFY(v.vault->note(id)->body.text() == "text 49");
    }

    void tellsOfEachVersion()
    {
        VaultFixture f;
        const std::string before(5000, 'x');
        const RecordId id = f.add(before);
        const Timestamp made = f.clock.now();
        f.clock.advance(hour);
        saveIn(f, id, "after");
        const auto revisions = *f.vault->revisions(id);
        QCOMPARE(revisions.size(), 1U);
        QCOMPARE(revisions[0].made, made);
        QCOMPARE(revisions[0].kept, f.clock.now());
        QCOMPARE(revisions[0].size, 5000U);
        QVERIFY(revisions[0].stored > 40 && revisions[0].stored < 300); // compressed
        QCOMPARE(revisions[0].reason, RevisionReason::Editing);
        QCOMPARE(f.vault->counts()->revisions, 1U);
        QCOMPARE(f.vault->counts()->revisionBytes, revisions[0].stored);
        QCOMPARE(f.vault->counts()->notes, 1U);
        const auto revision = f.vault->revision(id, revisions[0].id);
        QVERIFY(revision && revision->body.text() == before && revision->made == made);
        QVERIFY(revision->note == id && revision->id == revisions[0].id);
    }

    void aFirstFillingNeedsNone()
    {
        VaultFixture f;
        const RecordId id = f.add("");
        f.clock.advance(day);
        saveIn(f, id, "filled");
        QCOMPARE(versionsOf(*f.vault, id), Texts{});
        f.clock.advance(second);
        saveIn(f, id, "filled anew"); // the day before counts: what was pasted is kept
        QCOMPARE(versionsOf(*f.vault, id), Texts{"filled"});
    }

    void goesOnWhereItWasAfterAReopening()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        f.clock.advance(hour);
        saveIn(f, id, "b");
        f.reopen();
        f.clock.advance(minute);
        saveIn(f, id, "c");
        QCOMPARE(versionsOf(*f.vault, id), Texts{"a"});
        f.clock.advance(10 * minute);
        saveIn(f, id, "d");
        QCOMPARE(versionsOf(*f.vault, id), (Texts{"c", "a"}));
        QCOMPARE(f.problems(), "");
    }

    void keepsNoTextTwice()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        const auto asked = f.vault->keepRevision(id, RevisionReason::Asked);
        QVERIFY(asked && *asked);
        const auto again = f.vault->keepRevision(id, RevisionReason::Asked);
        QVERIFY(again && !*again);
        const auto epoch = f.vault->counts()->epoch;
        QVERIFY(f.vault->keepRevision(id, RevisionReason::Asked));
        QCOMPARE(f.vault->counts()->epoch, epoch);
        f.clock.advance(hour);
        saveIn(f, id, "b"); // due, but "a" is there
        QCOMPARE(versionsOf(*f.vault, id), Texts{"a"});
        QCOMPARE(f.vault->revisions(id)->front().reason, RevisionReason::Asked);
        const RecordId empty = f.add("");
        const auto nothing = f.vault->keepRevision(empty, RevisionReason::Asked);
        QVERIFY(nothing && !*nothing);
        QCOMPARE(f.vault->keepRevision(RecordId{}, RevisionReason::Asked).error().code, ErrorCode::NotFound);
    }

    void keepsEditedNotesAtALock()
    {
        VaultFixture f;
        const RecordId a = f.add("a");
        const RecordId b = f.add("b");
        const RecordId untouched = f.add("c");
        const RecordId gone = f.add("d");
        f.clock.advance(minute);
        for (const RecordId& id : {a, b, gone})
            saveIn(f, id, "edited");
        QVERIFY(f.vault->keepRevision(b, RevisionReason::Asked)); // needs no other one
        QVERIFY(f.vault->deleteForever(gone));
        const auto epoch = f.vault->counts()->epoch;
        QVERIFY(f.vault->keepEditedNotes());
        QCOMPARE(f.vault->counts()->epoch, epoch + 1);
        QCOMPARE(versionsOf(*f.vault, a), Texts{"edited"});
        QCOMPARE(f.vault->revisions(a)->front().reason, RevisionReason::Locked);
        QCOMPARE(f.vault->revisions(b)->front().reason, RevisionReason::Asked);
        QCOMPARE(versionsOf(*f.vault, untouched), Texts{});
        QVERIFY(f.vault->keepEditedNotes());
        QCOMPARE(f.vault->counts()->epoch, epoch + 1);
        f.reopen();
        QVERIFY(f.vault->keepEditedNotes());
        QCOMPARE(f.vault->counts()->revisions, 2U);
        QCOMPARE(f.problems(), "");
    }

    void restoresAndTakesThatBack()
    {
        VaultFixture f;
        const RecordId id = f.add("old");
        f.clock.advance(hour);
        saveIn(f, id, "new");
        const RecordId old = f.vault->revisions(id)->front().id;
        f.clock.advance(second);
        const auto former = f.vault->restoreRevision(id, old);
        QVERIFY(former);
        QCOMPARE(f.bodyOf(id), "old");
        QCOMPARE(f.vault->note(id)->modified, f.clock.now());
        QCOMPARE(f.titles(), Titles{"old"});
        QCOMPARE(versionsOf(*f.vault, id), (Texts{"new", "old"}));
        QCOMPARE(f.vault->revisions(id)->front().reason, RevisionReason::BeforeRestore);
        f.clock.advance(second);
        const auto back = f.vault->restoreRevision(id, *former);
        QVERIFY(back);
        QCOMPARE(f.bodyOf(id), "new");
        QCOMPARE(textOfVersion(*f.vault, id, *back), "old");
        // Restoring what stands changes nothing.
        const auto epoch = f.vault->counts()->epoch;
        QCOMPARE(*f.vault->restoreRevision(id, *former), *former);
        QCOMPARE(f.vault->counts()->epoch, epoch);
        QCOMPARE(f.problems(), "");
    }

    void anEmptyTextCanBeBroughtBackToo()
    {
        VaultFixture f;
        const RecordId id = f.add("text");
        f.clock.advance(hour);
        saveIn(f, id, "");
        const auto former = f.vault->restoreRevision(id, f.vault->revisions(id)->front().id);
        QVERIFY(former);
        QCOMPARE(f.bodyOf(id), "text");
        QVERIFY(f.vault->restoreRevision(id, *former));
        QCOMPARE(f.bodyOf(id), "");
        QCOMPARE(f.problems(), "");
    }

    void restoresTheTitle()
    {
        VaultFixture f;
        NewNote note;
        note.explicitTitle = "Given";
        note.body = SecureBytes::copyOf(bytesOf("body"));
        const RecordId id = *f.vault->addNote(std::move(note));
        f.clock.advance(hour);
        saveIn(f, id, "other");
        const auto revision = f.vault->revision(id, f.vault->revisions(id)->front().id);
        QVERIFY(revision && revision->explicitTitle == "Given");
        QVERIFY(f.vault->restoreRevision(id, revision->id));
        QCOMPARE(f.vault->note(id)->explicitTitle, "Given");
    }

    void aVersionIsOfItsNoteOnly()
    {
        VaultFixture f;
        const RecordId a = f.add("of a");
        const RecordId b = f.add("of b");
        const RecordId version = **f.vault->keepRevision(a, RevisionReason::Asked);
        QCOMPARE(f.vault->revision(b, version).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->restoreRevision(b, version).error().code, ErrorCode::NotFound);
        QCOMPARE(f.bodyOf(b), "of b");
        // Neither is a version a note, nor a note a version.
        QCOMPARE(f.vault->note(version).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->saveBody(version, bytesOf("x")).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->findNote(version.toHex()).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->revision(a, b).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->revisions(version).error().code, ErrorCode::NotFound);
        QCOMPARE(f.vault->allNoteIds(true)->size(), 2U);
    }

    void deletingForeverTakesThemAlong()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        const RecordId other = f.add("other");
        QVERIFY(f.vault->keepRevision(other, RevisionReason::Asked));
        for (int i = 0; i < 5; ++i) {
            f.clock.advance(hour);
            saveIn(f, id, "text " + std::to_string(i));
        }
        const RecordId version = f.vault->revisions(id)->front().id;
        QVERIFY(f.vault->moveToTrash(id));
        QCOMPARE(f.vault->revisions(id)->size(), 5U);
        QVERIFY(f.vault->deleteForever(id));
        QCOMPARE(f.vault->counts()->revisions, 1U);
        QCOMPARE(f.vault->revision(id, version).error().code, ErrorCode::NotFound);
        const VerifyReport report = f.verify();
        QVERIFY(report.problems.empty());
        QCOMPARE(report.records, 3U); // a note, a version, a tombstone
        f.reopen();
        QCOMPARE(f.problems(), "");
        QCOMPARE(f.vault->counts()->revisionBytes, f.vault->revisions(other)->front().stored);
    }

    void aTransactionThatFailsTakesItsVersionsBack()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        f.clock.advance(hour);
        const auto outcome = f.vault->inOneTransaction([&]() -> Result<void> {
            saveIn(f, id, "b");
            if (f.vault->revisions(id)->size() != 1)
                qFatal("not kept");
            return fail(ErrorCode::Cancelled);
        });
        QCOMPARE(outcome.error().code, ErrorCode::Cancelled);
        QCOMPARE(versionsOf(*f.vault, id), Texts{});
        QCOMPARE(f.vault->counts()->revisionBytes, 0U);
        f.clock.advance(second);
        saveIn(f, id, "c"); // and it is due as before
        QCOMPARE(versionsOf(*f.vault, id), Texts{"a"});
        QCOMPARE(f.problems(), "");
    }

    void standsAClockThatGoesBack()
    {
        VaultFixture f;
        const RecordId id = f.add("a");
        f.clock.advance(400 * day);
        saveIn(f, id, "b");
        f.clock.advance(-400 * day);
        saveIn(f, id, "c");
        f.clock.advance(second);
        saveIn(f, id, "d"); // not at every save
        QCOMPARE(versionsOf(*f.vault, id), (Texts{"b", "a"}));
        QVERIFY(f.vault->keepRevision(id, RevisionReason::Asked));
        QCOMPARE(versionsOf(*f.vault, id), (Texts{"d", "b", "a"}));
        const auto again = f.vault->keepRevision(id, RevisionReason::Asked);
        QVERIFY(again && !*again);
        QCOMPARE(f.problems(), "");
    }

    void thinsByAge()
    {
        VaultFixture f;
        const RecordId id = f.add("0");
        const RecordId other = f.add("other");
        for (int i = 1; i <= 100; ++i) { // 25 days
            f.clock.advance(6 * hour);
            saveIn(f, id, std::to_string(i));
        }
        QVERIFY(f.vault->keepRevision(other, RevisionReason::Asked));
        QCOMPARE(f.vault->revisions(id)->size(), 100U);
        const auto before = f.vault->counts()->revisionBytes;
        thin(*f.vault);
        const auto left = f.vault->revisions(id)->size();
        QVERIFY2(left >= 27 && left <= 30, std::to_string(left).c_str()); // 24 days and the last four
        QVERIFY(f.vault->counts()->revisionBytes < before / 2);
        QCOMPARE(f.vault->counts()->revisions, left + 1);
        QCOMPARE(f.problems(), "");
        const auto epoch = f.vault->counts()->epoch;
        thin(*f.vault);
        QCOMPARE(f.vault->counts()->epoch, epoch); // nothing more to do
        f.clock.advance(400 * day);
        thin(*f.vault);
        QVERIFY(f.vault->revisions(id)->size() <= 2); // of two months
        QCOMPARE(versionsOf(*f.vault, id).front(), "99");
        QCOMPARE(versionsOf(*f.vault, other), Texts{"other"});
        f.reopen();
        QCOMPARE(f.problems(), "");
        saveIn(f, id, "goes on");
        QCOMPARE(versionsOf(*f.vault, id).front(), "100");
    }

    void verifyStandsVersionsThatComeAndGo()
    {
        VaultFixture f;
        std::vector<RecordId> ids;
        for (int i = 0; i < 10; ++i)
            ids.push_back(f.add("note " + std::to_string(i)));
        int round = 0;
        const auto editAll = [&] {
            f.clock.advance(hour);
            const auto saved = f.vault->inOneTransaction([&] {
                for (const RecordId& id : ids)
                    saveIn(f, id, "round " + std::to_string(round));
                return Result<void>{};
            });
            QVERIFY(saved);
            ++round;
        };
        editAll();
        VerifyReport report;
        NoProgress progress;
        const auto job = f.vault->makeVerifyJob(report);
        for (int slice = 0;; ++slice) {
            const auto finished = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(finished);
            if (*finished)
                break;
            if (slice % 40 == 0 && slice < 4200) {
                editAll();
                f.clock.advance(40 * day);
                thin(*f.vault);
            }
        }
        QVERIFY2(report.problems.empty(), report.problems.empty() ? "" : report.problems[0].text.c_str());
        QCOMPARE(f.problems(), "");
    }

    void verifyFindsAWrongTable_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("row hidden") << QByteArray("DELETE FROM note_revision WHERE size = 3;");
        QTest::newRow("all hidden") << QByteArray("DELETE FROM note_revision;");
        QTest::newRow("row put back")
            << QByteArray("REPLACE INTO note_revision SELECT * FROM old.note_revision;");
        QTest::newRow("time") << QByteArray("UPDATE note_revision SET made = made + 1 WHERE size = 3;");
        QTest::newRow("reason") << QByteArray("UPDATE note_revision SET reason = 2 WHERE size = 3;");
        QTest::newRow("no reason") << QByteArray("UPDATE note_revision SET reason = 9 WHERE size = 3;");
        QTest::newRow("cost") << QByteArray("UPDATE note_revision SET stored = 1 WHERE size = 3;");
        QTest::newRow("record put back") << QByteArray(
            "INSERT INTO record SELECT * FROM old.record WHERE id NOT IN (SELECT id FROM record);");
    }
    void verifyFindsAWrongTable()
    {
        QFETCH(QByteArray, sql);
        PlainVault v;
        const RecordId id = v.add("one");
        for (const char* text : {"three", "four", "five"}) {
            v.clock.advance(hour);
            saveIn(v, id, text);
        }
        v.copyAside();
        v.clock.advance(400 * day);
        thin(*v.vault);
        v.clock.advance(hour);
        saveIn(v, id, "six");
        QVERIFY(v.vault->keepRevision(id, RevisionReason::Asked));
        QCOMPARE(v.firstProblem(), "");
        QVERIFY(v.vault->revisions(id)->back().size != 3);
        v.close();
        v.tamper(sql.replace("size = 3", "size = 4").toStdString());
        v.open();
        QVERIFY(v.firstProblem() != "");
        // The table alone is looked at after each unlock.
        QCOMPARE(v.firstListProblem().empty(), !sql.contains("note_revision"));
    }

    /// A version that fell away, put back with its directory entry, is refused; and so is one in another's
    /// place.
    void refusesVersionsThatWerePutBackOrSwapped()
    {
        PlainVault v;
        const RecordId id = v.add("one");
        for (const char* text : {"two", "three"}) {
            v.clock.advance(hour);
            saveIn(v, id, text);
        }
        const auto all = *v.vault->revisions(id);
        v.copyAside();
        v.clock.advance(400 * day);
        thin(*v.vault);
        QCOMPARE(v.vault->revisions(id)->size(), 1U);
        v.close();
        v.tamper("INSERT OR IGNORE INTO record SELECT * FROM old.record;"
                 "INSERT OR IGNORE INTO record_tag SELECT * FROM old.record_tag;"
                 "INSERT OR IGNORE INTO note_revision SELECT * FROM old.note_revision;");
        v.open();
        QCOMPARE(v.vault->revision(id, all[1].id).error().code, ErrorCode::Damaged);
        QCOMPARE(v.vault->restoreRevision(id, all[1].id).error().code, ErrorCode::Damaged);
        QVERIFY(v.vault->note(id)->body.text() == "three");
        QCOMPARE(textOfVersion(*v.vault, id, all[0].id), "two");
    }

    void refusesAVersionInTheNotesPlace()
    {
        PlainVault v;
        const RecordId id = v.add("old text");
        const RecordId version = **v.vault->keepRevision(id, RevisionReason::Asked);
        saveIn(v, id, "new text");
        v.close();
        v.tamper("UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = " + sqlBlob(version) +
                 ") WHERE id = " + sqlBlob(id) + ";");
        v.open();
        QCOMPARE(v.vault->note(id).error().code, ErrorCode::Damaged);
    }

    void aSaveOutlivesADamagedVersion()
    {
        PlainVault v;
        const RecordId id = v.add("a");
        const RecordId version = **v.vault->keepRevision(id, RevisionReason::Asked);
        saveIn(v, id, "b");
        v.close();
        v.tamper("UPDATE record SET sealed = zeroblob(100) WHERE id = " + sqlBlob(version) + ";");
        v.open();
        v.clock.advance(hour);
        saveIn(v, id, "c");
        QCOMPARE(v.vault->revisions(id)->size(), 2U);
        QCOMPARE(textOfVersion(*v.vault, id, v.vault->revisions(id)->front().id), "b");
    }

    /// Whatever write fails and when, text and version are there together or not at all.
    void aSaveAndItsVersionAreOneTransaction_data()
    {
        QTest::addColumn<bool>("lasts");
        QTest::newRow("one failure") << false;
        QTest::newRow("a full disk from then on") << true;
    }
    void aSaveAndItsVersionAreOneTransaction()
    {
        QFETCH(bool, lasts);
        int failed = 0;
        for (std::size_t at = 1;; ++at) {
            VaultFixture f;
            const RecordId id = f.add("before");
            f.close();
            f.clock.advance(hour);
            bool saved = false;
            bool reached = false;
            {
                FileLab lab;
                f.reopen();
                const std::size_t opened = lab.operations;
                lab.faultAt = opened + at;
                lab.faultErrno = ENOSPC;
                lab.faultLasts = lasts;
                saved = f.vault->saveBody(id, bytesOf("after")).has_value();
                reached = lab.operations >= lab.faultAt;
                f.vault.reset(); // as a kill would
            }
            f.reopen();
            const bool stands = f.bodyOf(id) == "after";
            QVERIFY(stands || !saved);
            QCOMPARE(f.bodyOf(id), stands ? "after" : "before");
            QCOMPARE(versionsOf(*f.vault, id), stands ? Texts{"before"} : Texts{});
            QCOMPARE(f.problems(), "");
            failed += saved ? 0 : 1;
            if (!reached)
                break;
        }
        QVERIFY2(failed >= 3, std::to_string(failed).c_str());
    }
};

QTEST_GUILESS_MAIN(VaultRevisionsTest)
#include "vault_revisions_test.moc"
