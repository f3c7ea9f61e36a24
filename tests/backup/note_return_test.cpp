// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/backup/backup_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// A vault, a backup of it that is open, and what comes back from there.
struct ReturnFixture : BackupFixture
{
    std::unique_ptr<OpenGeneration> generation;

    void openBackup()
    {
        auto opened = OpenGeneration::open(*vault, place(), backup().made.name);
        if (!opened)
            qFatal("open: %s", describe(opened.error()).c_str());
        generation = std::move(*opened);
    }
    ReturnReport bring(std::vector<RecordId> notes, bool dryRun = false)
    {
        ReturnReport report;
        const auto job = makeReturnJob(*vault, generation->vault(), std::move(notes), dryRun, report);
        if (const auto done = run(*job); !done)
            qFatal("return: %s", describe(done.error()).c_str());
        return report;
    }
    Return outcomeOf(RecordId note, bool dryRun = false)
    {
        return bring({note}, dryRun).notes.front().outcome;
    }
};

} // namespace

class NoteReturnTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aChangedTextComesBackAndTheOtherIsAVersion()
    {
        ReturnFixture fixture;
        const RecordId note = fixture.add("one\ntwo\nthree");
        fixture.openBackup();
        BackupFixture::save(*fixture.vault, note, "one\n2\nthree\nfour");
        fixture.hourPasses();
        const ReturnReport preview = fixture.bring({note}, true);
        QCOMPARE(preview.notes.front().outcome, Return::Replaced);
        QCOMPARE(preview.notes.front().linesAdded, std::uint64_t{1});
        QCOMPARE(preview.notes.front().linesRemoved, std::uint64_t{2});
        QCOMPARE(fixture.bodyOf(note), std::string{"one\n2\nthree\nfour"}); // a preview changes nothing
        QCOMPARE(fixture.outcomeOf(note), Return::Replaced);
        QCOMPARE(fixture.bodyOf(note), std::string{"one\ntwo\nthree"});
        const auto versions = fixture.vault->revisions(note);
        QVERIFY(versions.has_value() && !versions->empty());
        const auto kept = fixture.vault->revision(note, versions->front().id);
        QCOMPARE(std::string(kept->body.text()), std::string{"one\n2\nthree\nfour"});
        QCOMPARE(fixture.outcomeOf(note), Return::Same);
        QCOMPARE(fixture.vault->countNotes({}).value(), std::uint64_t{1}); // no second note
        QCOMPARE(BackupFixture::problemsOf(*fixture.vault), std::string{});
    }

    void aDeletedNoteComesBackWithFilesNotebookAndVersions()
    {
        ReturnFixture fixture;
        const RecordId notebook = fixture.vault->ensureNotebook("Work/Plans").value();
        const RecordId note = fixture.add("a plan");
        QVERIFY(fixture.vault->moveToNotebook(note, notebook).has_value());
        const Bytes content = contentOf(2'500'000);
        const auto attached = fixture.attach(note, "plan.bin", content);
        QVERIFY(attached.has_value());
        QVERIFY(fixture.vault->keepRevision(note, RevisionReason::Asked).has_value());
        fixture.openBackup();
        QVERIFY(fixture.vault->deleteForever(note).has_value());
        AttachmentTidyReport tidied;
        QVERIFY(BackupFixture::run(*fixture.vault->makeAttachmentTidyJob({}, tidied)).has_value());
        DeletedNotebooks deleted;
        const RecordId work = fixture.vault->findNotebook("Work").value();
        QVERIFY(BackupFixture::run(*fixture.vault->makeDeleteNotebookJob(work, deleted)).has_value());
        QVERIFY(!fixture.vault->attachment(attached->attachment).has_value());
        const ReturnReport preview = fixture.bring({note}, true);
        QCOMPARE(preview.notes.front().outcome, Return::Revived);
        QCOMPARE(preview.notes.front().files, std::uint64_t{1});
        QVERIFY(!fixture.vault->note(note).has_value());
        QCOMPARE(fixture.outcomeOf(note), Return::Revived);
        QCOMPARE(fixture.vault->notebookPath(fixture.vault->note(note)->notebook).value(),
                 std::string{"Work/Plans"});
        Bytes back;
        for (std::uint64_t i = 0; i < chunksOf(content.size()); ++i) {
            const auto chunk = fixture.vault->attachmentChunk(attached->attachment, i);
            QVERIFY(chunk.has_value());
            back.insert(back.end(), chunk->view().begin(), chunk->view().end());
        }
        QVERIFY(back == content);
        QCOMPARE(fixture.vault->revisions(note)->size(), std::size_t{1});
        QCOMPARE(BackupFixture::problemsOf(*fixture.vault), std::string{});
    }

    void aNoteInTheTrashComesOutOfIt()
    {
        ReturnFixture fixture;
        const RecordId same = fixture.add("same");
        const RecordId other = fixture.add("other");
        fixture.openBackup();
        BackupFixture::save(*fixture.vault, other, "changed");
        QVERIFY(fixture.vault->moveToTrash(same).has_value());
        QVERIFY(fixture.vault->moveToTrash(other).has_value());
        const ReturnReport report = fixture.bring({same, other});
        QCOMPARE(report.notes[0].outcome, Return::Untrashed);
        QCOMPARE(report.notes[1].outcome, Return::Replaced);
        QVERIFY(report.notes[1].fromTrash);
        QCOMPARE(fixture.vault->countNotes({}).value(), std::uint64_t{2});
        QCOMPARE(fixture.bodyOf(other), std::string{"other"});
    }

    void aLivingNoteKeepsItsPlace()
    {
        ReturnFixture fixture;
        const RecordId note = fixture.add("text");
        fixture.openBackup();
        const RecordId notebook = fixture.vault->ensureNotebook("New").value();
        QVERIFY(fixture.vault->moveToNotebook(note, notebook).has_value());
        QVERIFY(fixture.vault->setTags(note, {"mine"}).has_value());
        QCOMPARE(fixture.outcomeOf(note), Return::Same); // the text is
        BackupFixture::save(*fixture.vault, note, "other");
        QCOMPARE(fixture.outcomeOf(note), Return::Replaced);
        const auto now = fixture.vault->note(note);
        QVERIFY(now->notebook == notebook);
        QCOMPARE(now->tags, std::vector<std::string>{"mine"});
    }

    void whatTheBackupDoesNotHaveIsRefused()
    {
        ReturnFixture fixture;
        fixture.add("one");
        fixture.openBackup();
        const RecordId later = fixture.add("later");
        QCOMPARE(fixture.outcomeOf(later), Return::Refused);
        QCOMPARE(fixture.bodyOf(later), std::string{"later"});
    }

    void aMergeDoesNotTakeItBack()
    {
        ReturnFixture fixture;
        const RecordId note = fixture.add("first");
        fixture.openBackup();
        BackupFixture::save(*fixture.vault, note, "second");
        fixture.generation.reset();
        const auto other = fixture.copied("other.lockleaf");
        auto opened =
            OpenGeneration::open(*fixture.vault, fixture.place(), fixture.listing().generations.front().name);
        QVERIFY(opened.has_value());
        fixture.generation = std::move(*opened);
        QCOMPARE(fixture.outcomeOf(note), Return::Replaced);
        const TakenOver taken = fixture.merge(*fixture.vault, *other);
        QCOMPARE(taken.conflicts, std::uint64_t{0});
        QCOMPARE(fixture.bodyOf(note), std::string{"first"});
    }
};

QTEST_GUILESS_MAIN(NoteReturnTest)
#include "note_return_test.moc"
