// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/plain_vault.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

std::string blob(RecordId id)
{
    return "x'" + id.toHex() + "'";
}

constexpr char restoreRecord[] =
    "UPDATE record SET (kind, sequence, sealed) = (SELECT kind, sequence, sealed "
    "FROM old.record o WHERE o.row = record.row);";
constexpr char restoreTags[] = "REPLACE INTO record_tag SELECT * FROM old.record_tag;";
constexpr char restoreSums[] = "REPLACE INTO freshness SELECT * FROM old.freshness;";

} // namespace

class VaultTamperTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void worksOnAPlainDatabase()
    {
        PlainVault v;
        const RecordId id = v.add("text");
        v.close();
        v.open();
        QVERIFY(v.vault->note(id)->body.text() == "text");
        QCOMPARE(v.firstProblem(), "");
    }

    void refusesAnOlderText_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("record alone") << QByteArray(restoreRecord);
        QTest::newRow("record and tag") << QByteArray(restoreRecord) + restoreTags;
    }
    void refusesAnOlderText()
    {
        QFETCH(QByteArray, sql);
        PlainVault v;
        const RecordId id = v.add("old text");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("new text")));
        v.close();
        v.tamper(sql.toStdString());
        v.open();
        QCOMPARE(v.vault->note(id).error().code, ErrorCode::Damaged);
        QCOMPARE(v.vault->saveBody(id, bytesOf("newer")).error().code, ErrorCode::Damaged);
        QVERIFY(v.firstProblem() != "");
    }

    void refusesOlderSumsAtOpen()
    {
        PlainVault v;
        const std::vector<RecordId> ids = v.addMany(200);
        v.copyAside();
        v.saveAll(ids, "new text"); // more sums than the head holds: all go into the table
        v.close();
        v.tamper(std::string(restoreRecord) + restoreTags + restoreSums);
        QCOMPARE(v.tryOpen().error().code, ErrorCode::Damaged);
    }

    void olderSumsAreNotAskedWhereTheHeadHasNewer()
    {
        PlainVault v;
        const RecordId id = v.add("old text");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("new text")));
        v.close();
        v.tamper(std::string(restoreRecord) + restoreTags + restoreSums);
        v.open();
        QCOMPARE(v.vault->note(id).error().code, ErrorCode::Damaged);
    }

    void sumsMoveFromTheHeadIntoTheTable()
    {
        PlainVault v;
        std::vector<RecordId> ids;
        for (int note = 0; note < 300; ++note) // one transaction each
            ids.push_back(v.add("note " + std::to_string(note)));
        for (int opening = 0; opening < 2; ++opening) {
            for (const RecordId& id : ids)
                QVERIFY(v.vault->note(id));
            QCOMPARE(v.firstProblem(), "");
            v.close();
            v.open();
        }
    }

    /// Its sums are those of its own time: what has changed since is refused, and the witness knows better.
    void anOlderHeadAloneIsNoOlderFile()
    {
        PlainVault v;
        const RecordId id = v.add("old text");
        const RecordId other = v.add("another");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("new text")));
        v.close();
        v.tamper("REPLACE INTO head SELECT * FROM old.head;");
        v.open();
        QCOMPARE(v.vault->notices(), std::vector<OpenNotice>{OpenNotice::OlderThanWitness});
        QCOMPARE(v.vault->note(id).error().code, ErrorCode::Damaged);
        QVERIFY(v.vault->note(other));
        QVERIFY(v.firstProblem() != "");
    }

    void refusesAHeadOlderThanTheTableOfSums()
    {
        PlainVault v;
        const std::vector<RecordId> ids = v.addMany(200);
        v.copyAside();
        v.saveAll(ids, "new text");
        v.close();
        v.tamper("REPLACE INTO head SELECT * FROM old.head;");
        QCOMPARE(v.tryOpen().error().code, ErrorCode::Damaged);
    }

    void noticesAWholeOlderFile()
    {
        PlainVault v;
        const RecordId id = v.add("old text");
        QCOMPARE(v.vault->notices(), std::vector<OpenNotice>{OpenNotice::NoWitness});
        v.copyAside();
        QVERIFY(v.vault->notices().empty());
        QVERIFY(v.vault->saveBody(id, bytesOf("new text")));
        v.close();
        v.putWholeFileBack();
        v.open();
        QCOMPARE(v.vault->notices(), std::vector<OpenNotice>{OpenNotice::OlderThanWitness});
    }

    void namesAnOlderFileUntilItIsAccepted()
    {
        PlainVault v;
        const RecordId id = v.add("old text");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("new text")));
        v.close();
        v.putWholeFileBack();
        const std::vector<OpenNotice> older{OpenNotice::OlderThanWitness};
        for (int opening = 0; opening < 3; ++opening) {
            v.open();
            QCOMPARE(v.vault->notices(), older);
            // Beyond what is remembered after a few: that does not make it the right file.
            QVERIFY(v.vault->saveBody(id, bytesOf("another text " + std::to_string(opening))));
            QVERIFY(v.vault->checkpoint());
            v.close();
        }
        v.open();
        QCOMPARE(v.vault->notices(), older);
        QVERIFY(v.vault->acceptOlderFile());
        QVERIFY(v.vault->notices().empty());
        v.close();
        v.open();
        QVERIFY(v.vault->notices().empty());
        v.close();
        v.putWholeFileBack(); // and what was accepted is guarded from now on
        v.open();
        QCOMPARE(v.vault->notices(), older);
    }

    void acceptsNothingWithinATransaction()
    {
        PlainVault v;
        v.add("text");
        QVERIFY(v.vault->acceptOlderFile()); // nothing to accept
        QVERIFY(v.vault->inOneTransaction([&] {
            if (v.vault->acceptOlderFile())
                qFatal("accepted");
            return Result<void>{};
        }));
    }

    void noticesAFork()
    {
        PlainVault v;
        const RecordId id = v.add("common");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("one way")));
        v.close();
        const std::filesystem::path state = v.folder / "state";
        const std::filesystem::path kept = v.folder / "state-kept";
        std::filesystem::copy(state, kept, std::filesystem::copy_options::recursive);
        v.putWholeFileBack();
        v.open();
        QVERIFY(v.vault->saveBody(id, bytesOf("another way"))); // as many changes, of another text
        v.close();
        std::filesystem::remove_all(state);
        std::filesystem::copy(kept, state, std::filesystem::copy_options::recursive);
        v.open();
        QCOMPARE(v.vault->notices(), std::vector<OpenNotice>{OpenNotice::OlderThanWitness});
    }

    void refusesADeletedOrSwappedRecord()
    {
        PlainVault v;
        const RecordId a = v.add("text a");
        const RecordId b = v.add("text b");
        v.close();
        v.tamper("UPDATE record SET sealed = (SELECT sealed FROM record WHERE id = " + blob(b) +
                 ") WHERE id = " + blob(a) + ";");
        v.open();
        QCOMPARE(v.vault->note(a).error().code, ErrorCode::Damaged);
        QVERIFY(v.vault->note(b)->body.text() == "text b"); // all else stays readable
        v.close();
        v.tamper("DELETE FROM record_tag WHERE id = " + blob(b) + ";");
        v.open();
        QCOMPARE(v.vault->note(b).error().code, ErrorCode::Damaged); // and not "no such note"
    }

    void refusesARecordThatWasDeletedForever()
    {
        PlainVault v;
        const RecordId id = v.add("gone");
        v.copyAside();
        QVERIFY(v.vault->deleteForever(id));
        v.close();
        v.tamper(std::string(restoreRecord) + restoreTags +
                 "INSERT INTO note_list SELECT * FROM old.note_list;");
        v.open();
        QCOMPARE(v.vault->note(id).error().code, ErrorCode::Damaged);
    }

    void verifyFindsAWrongList_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("row taken out") << QByteArray("DELETE FROM note_list WHERE row = 1;");
        QTest::newRow("row put back") << QByteArray("REPLACE INTO note_list SELECT * FROM old.note_list;");
        QTest::newRow("title") << QByteArray("UPDATE note_list SET title = 'x' WHERE row = 1;");
        QTest::newRow("row doubled") << QByteArray(
            "INSERT INTO note_list SELECT row + 100, id, title, title_hash, snippet, notebook, tags, "
            "created, modified, "
            "pinned, tasks_done, tasks_all, in_trash, trashed, body_size, search_row, title_key FROM "
            "note_list WHERE row "
            "= 1;");
        QTest::newRow("count") << QByteArray("UPDATE list_count SET notes = notes + 1;");
        QTest::newRow("record doubled") << QByteArray(
            "INSERT INTO record(id, kind, sequence, sealed) SELECT id, kind, sequence, sealed FROM record;");
        QTest::newRow("record taken out, another doubled")
            << QByteArray("DELETE FROM record WHERE row = 1; INSERT INTO record(id, kind, sequence, sealed) "
                          "SELECT id, kind, sequence, sealed FROM record WHERE row = 2;");
        QTest::newRow("record taken out") << QByteArray("DELETE FROM record WHERE row = 1;");
        QTest::newRow("title hash") << QByteArray("UPDATE note_list SET title_hash = 1 WHERE row = 1;");
        QTest::newRow("title key") << QByteArray("UPDATE note_list SET title_key = x'61' WHERE row = 1;");
    }
    void verifyFindsAWrongList()
    {
        QFETCH(QByteArray, sql);
        PlainVault v;
        const RecordId id = v.add("a note");
        v.add("another");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("changed")));
        QCOMPARE(v.firstProblem(), "");
        v.close();
        v.tamper(sql.toStdString());
        v.open();
        QVERIFY(v.firstProblem() != "");
    }

    void refusesNotebooksThatVanished()
    {
        PlainVault v;
        QVERIFY(v.vault->ensureNotebook("A"));
        v.close();
        v.tamper("DELETE FROM record_tag WHERE kind = 3;");
        v.open();
        QCOMPARE(v.vault->notebooks().error().code, ErrorCode::Damaged);
    }

    void aFullDiskLeavesTheVaultUsable()
    {
        PlainVault v;
        const RecordId id = v.add("before");
        Database& database = static_cast<SealedVault&>(*v.vault).store().database();
        QVERIFY(database.run("PRAGMA max_page_count = 1")); // SQLite takes the present size instead
        std::string body;
        for (std::uint32_t i = 0; i < 100'000; ++i)
            body += std::to_string(i * 2654435761U);
        const auto counts = *v.vault->counts();
        QCOMPARE(v.vault->saveBody(id, bytesOf(body)).error().code, ErrorCode::DiskFull);
        QVERIFY(v.vault->note(id)->body.text() == "before");
        QCOMPARE(v.vault->counts()->epoch, counts.epoch);
        QVERIFY(database.run("PRAGMA max_page_count = 1000000"));
        QVERIFY(v.vault->saveBody(id, bytesOf(body)));
        QCOMPARE(v.firstProblem(), "");
    }
};

QTEST_GUILESS_MAIN(VaultTamperTest)
#include "vault_tamper_test.moc"
