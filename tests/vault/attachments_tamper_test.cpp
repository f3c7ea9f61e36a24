// SPDX-License-Identifier: GPL-3.0-or-later
// Attachments in a database that somebody else wrote to.
#include "tests/vault/attachment_fixture.h"
#include "tests/vault/plain_vault.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

RecordId attachTo(PlainVault& v, RecordId note, const std::string& name, Bytes content)
{
    AttachReport report;
    NoProgress progress;
    auto job = v.vault->makeAttachJob(note, name, std::make_unique<PieceSource>(std::move(content)), report);
    if (!job || !runToEnd(**job, {}, progress))
        qFatal("attach");
    return report.attachment;
}

constexpr char chunksOfKind6[] = "(SELECT row FROM record WHERE kind = 6 ORDER BY row LIMIT 1)";

} // namespace

class AttachmentsTamperTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isNoticed_data();
    void isNoticed();
    void exchangedChunks();
    void notesOfDamagedOnesCanGo();
};

void AttachmentsTamperTest::isNoticed_data()
{
    QTest::addColumn<QByteArray>("sql");
    QTest::addColumn<bool>("contentStays");
    QTest::newRow("row of the attachment gone") << QByteArray("DELETE FROM attachment") << false;
    QTest::newRow("row of another size") << QByteArray("UPDATE attachment SET size = size - 1") << false;
    QTest::newRow("row of another state") << QByteArray("UPDATE attachment SET state = 2") << false;
    QTest::newRow("row of another name") << QByteArray("UPDATE attachment SET name = 'x.exe'") << false;
    QTest::newRow("row without a right id") << QByteArray("UPDATE attachment SET id = x'00'") << false;
    QTest::newRow("row of none") << QByteArray("INSERT INTO attachment SELECT randomblob(16), name, size, "
                                               "hash, added, unused_since, state FROM attachment")
                                 << true;
    QTest::newRow("use gone") << QByteArray("DELETE FROM note_attachment") << true;
    QTest::newRow("use of another note")
        << QByteArray(
               "INSERT INTO note_attachment SELECT attachment, (SELECT id FROM note_list WHERE title = "
               "'other') FROM note_attachment")
        << true;
    QTest::newRow("chunk gone") << QByteArray("DELETE FROM record WHERE row = ") + chunksOfKind6 << false;
    QTest::newRow("chunk changed")
        << QByteArray("UPDATE record SET sealed = zeroblob(length(sealed)) WHERE row = ") + chunksOfKind6
        << false;
    QTest::newRow("chunk of another kind")
        << QByteArray("UPDATE record SET kind = 1 WHERE row = ") + chunksOfKind6 << false;
}

void AttachmentsTamperTest::isNoticed()
{
    QFETCH(const QByteArray, sql);
    QFETCH(const bool, contentStays);
    PlainVault v;
    const RecordId note = v.add("one");
    v.add("other");
    const RecordId id = attachTo(v, note, "a.bin", contentOf(attachmentChunk + 10));
    QCOMPARE(v.firstProblem(), "");
    v.close();
    v.tamper(sql.toStdString());
    v.open();
    QCOMPARE(v.vault->attachmentChunk(id, 0).has_value(), contentStays);
    QVERIFY(v.firstProblem() != "");
    QVERIFY(v.vault->note(note)); // the rest stays readable
}

void AttachmentsTamperTest::exchangedChunks()
{
    PlainVault v;
    const RecordId note = v.add("one");
    const RecordId one = attachTo(v, note, "a.bin", contentOf(1'000, 1));
    const RecordId other = attachTo(v, note, "b.bin", contentOf(1'000, 2));
    v.close();
    v.tamper(
        "CREATE TEMP TABLE t AS SELECT row, sealed FROM record WHERE kind = 6;"
        "UPDATE record SET sealed = (SELECT sealed FROM t WHERE t.row <> record.row) WHERE kind = 6;"
        "UPDATE record_tag SET tag = (SELECT substr(sealed, -16) FROM record r WHERE r.row = record_tag.row) "
        "WHERE kind = 6");
    v.open();
    QCOMPARE(v.vault->attachmentChunk(one, 0).error().code, ErrorCode::Damaged);
    QCOMPARE(v.vault->attachmentChunk(other, 0).error().code, ErrorCode::Damaged);
    QVERIFY(v.firstProblem() != "");
}

void AttachmentsTamperTest::notesOfDamagedOnesCanGo()
{
    PlainVault v;
    const RecordId detached = v.add("one");
    const RecordId deleted = v.add("other");
    attachTo(v, detached, "a.bin", contentOf(1'000, 1));
    attachTo(v, deleted, "b.bin", contentOf(1'000, 2));
    v.close();
    v.tamper("UPDATE record SET sealed = zeroblob(length(sealed)) WHERE kind = 5");
    v.open();
    QVERIFY(v.vault->detach(detached, "a.bin"));
    QVERIFY(v.vault->deleteForever(deleted));
    QCOMPARE(v.vault->note(deleted).error().code, ErrorCode::NotFound);
    QVERIFY(v.firstProblem() != "");
    AttachmentTidyReport report;
    NoProgress progress;
    QVERIFY(runToEnd(*v.vault->makeAttachmentTidyJob(v.clock.now() + 1, report), {}, progress));
    QCOMPARE(report.removed, 0U);
}

QTEST_GUILESS_MAIN(AttachmentsTamperTest)
#include "attachments_tamper_test.moc"
