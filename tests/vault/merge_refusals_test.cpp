// SPDX-License-Identifier: GPL-3.0-or-later
// What a merge leaves out since it is damaged, by its title where that can be read, and why.
#include "tests/vault/attachment_fixture.h"
#include "tests/vault/plain_vault.h"

#include "core/vault/merge_job.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

std::string recordOf(RecordId id)
{
    return "UPDATE record SET sealed = zeroblob(length(sealed)) WHERE id = x'" + id.toHex() + "';";
}

/// A vault, and one that stands for a copy of it.
struct Pair
{
    PlainVault into;
    PlainVault from;
    RecordId soup = from.add("# Soup\n\ntext");
    RecordId bread = from.add("# Bread");
    RecordId file;

    void attach()
    {
        AttachReport report;
        NoProgress progress;
        const auto job =
            from.vault->makeAttachJob(soup, "a.png", std::make_unique<PieceSource>(contentOf(1000)), report);
        if (!job || !runToEnd(**job, {}, progress))
            qFatal("attach");
        file = report.attachment;
    }
    void damageFrom(const std::string& sql)
    {
        from.close();
        from.tamper(sql);
        from.open();
    }
    TakenOver merge(bool dryRun)
    {
        TakenOver report;
        NoProgress progress;
        VaultId id;
        id.bytes.fill(5);
        const auto job = makeMergeJob(*into.vault, id, *from.vault, id, report, dryRun);
        if (const auto done = runToEnd(**job, {}, progress); !done)
            qFatal("merge: %s", describe(done.error()).c_str());
        return report;
    }
    /// What a dry run and a merge say alike.
    void mergeAndCompare(RefusedKind kind, const std::string& item, const char* reason, std::uint64_t added)
    {
        for (const bool dryRun : {true, false}) {
            const TakenOver taken = merge(dryRun);
            compare(taken, kind, item, reason);
            QCOMPARE(taken.added, added);
        }
    }
    static void compare(const TakenOver& taken, RefusedKind kind, const std::string& item, const char* reason)
    {
        QCOMPARE(taken.refused, std::uint64_t{1});
        QCOMPARE(taken.refusals.size(), std::size_t{1});
        QCOMPARE(taken.refusals[0].kind, kind);
        QCOMPARE(taken.refusals[0].item, item);
        QCOMPARE(taken.refusals[0].reason.detail, std::string(reason));
        QCOMPARE(taken.refusals[0].reason.code, ErrorCode::Damaged);
        QCOMPARE(taken.refusedNotes, std::uint64_t{kind == RefusedKind::Note ? 1U : 0U});
    }
};

} // namespace

class MergeRefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNote();
    void aNoteWithoutATitle();
    void whatIsHere();
    void aVersion();
    void theVersionsOfANote();
    void aFile();
    void theContentOfAFile();
};

void MergeRefusalsTest::aNote()
{
    Pair pair;
    pair.damageFrom(recordOf(pair.soup));
    pair.mergeAndCompare(RefusedKind::Note, "Soup", "It is damaged in the copy.", 1);
    QVERIFY(pair.into.vault->note(pair.bread));
}

void MergeRefusalsTest::aNoteWithoutATitle()
{
    Pair pair;
    const RecordId blank = pair.from.add("");
    pair.damageFrom(recordOf(blank));
    pair.mergeAndCompare(RefusedKind::Note, blank.toHex(), "It is damaged in the copy.", 2);
}

void MergeRefusalsTest::whatIsHere()
{
    Pair pair;
    pair.merge(false);
    pair.into.close();
    pair.into.tamper(recordOf(pair.soup));
    pair.into.open();
    pair.mergeAndCompare(RefusedKind::Note, "Soup", "What this vault has of it is damaged.", 0);
}

void MergeRefusalsTest::aVersion()
{
    Pair pair;
    QVERIFY(pair.from.vault->keepRevision(pair.soup, RevisionReason::Asked));
    const RecordId revision = pair.from.vault->revisions(pair.soup)->at(0).id;
    pair.damageFrom(recordOf(revision));
    pair.mergeAndCompare(RefusedKind::Version, "Soup", "It is damaged in the copy.", 2);
}

void MergeRefusalsTest::theVersionsOfANote()
{
    Pair pair;
    QVERIFY(pair.from.vault->keepRevision(pair.soup, RevisionReason::Asked));
    pair.damageFrom("UPDATE note_revision SET id = x'00';");
    pair.mergeAndCompare(RefusedKind::Version, "Soup",
                         "The list of its earlier versions is damaged in the copy.", 2);
}

void MergeRefusalsTest::aFile()
{
    Pair pair;
    pair.attach();
    pair.damageFrom("UPDATE attachment SET size = size - 1;");
    pair.mergeAndCompare(RefusedKind::Attachment, "a.png", "It is damaged in the copy.", 2);
    QVERIFY(pair.into.vault->note(pair.soup));
}

void MergeRefusalsTest::theContentOfAFile()
{
    Pair pair;
    pair.attach();
    const auto kind = std::to_string(std::to_underlying(RecordKind::Chunk));
    pair.damageFrom("UPDATE record SET sealed = zeroblob(length(sealed)) WHERE kind = " + kind + ";");
    const TakenOver dry = pair.merge(true); // a dry run does not read through the files
    QCOMPARE(dry.refused, std::uint64_t{0});
    Pair::compare(pair.merge(false), RefusedKind::Attachment, "a.png", "It is damaged in the copy.");
    QCOMPARE(pair.merge(false).refused, std::uint64_t{1}); // it is told again
}

QTEST_GUILESS_MAIN(MergeRefusalsTest)
#include "merge_refusals_test.moc"
