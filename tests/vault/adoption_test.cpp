// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/copies_fixture.h"

using namespace lockleaf;

class AdoptionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void whatIsNewComes();
    void anAncestorIsBroughtUpAndItsTextKept();
    void whatIsOlderHereIsKeptAsAVersion();
    void aConflictStandsBesideTheFirst();
    void changesBesideTheTextAreJoined();
    void aDeletionWinsOverWhatItKnew();
    void whatWasEditedOutlivesADeletion();
    void restoringBringsBackWhatWasDeleted();
    void notebooksMeet();
    void aDeletedNotebookLivesOnWithItsNotes();
    void attachmentsComeBeforeTheirNotes();
    void whatCannotStandInAVaultIsRefused();
};

void AdoptionTest::whatIsNewComes()
{
    test::CopiesFixture a;
    const auto b = a.copied("b");
    const RecordId fresh = a.add("# New\nonly here");
    QVERIFY(a.vault->keepRevision(fresh, RevisionReason::Asked).has_value());
    const auto before = test::everythingIn(*b);
    const TakenOver dry = a.merge(*b, *a.vault, true);
    QCOMPARE(dry.added, std::uint64_t{1});
    QCOMPARE(dry.versions, std::uint64_t{1});
    QVERIFY(test::everythingIn(*b) == before);
    const TakenOver report = a.merge(*b, *a.vault);
    QCOMPARE(report.added, std::uint64_t{1});
    QCOMPARE(report.versions, std::uint64_t{1});
    QVERIFY(test::everythingIn(*b) == test::everythingIn(*a.vault));
    const std::uint64_t epoch = b->counts()->epoch;
    const TakenOver again = a.merge(*b, *a.vault);
    QCOMPARE(again.same, std::uint64_t{1});
    QCOMPARE(again.added + again.versions + again.notebooks, std::uint64_t{0});
    QCOMPARE(b->counts()->epoch, epoch); // nothing was written
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::anAncestorIsBroughtUpAndItsTextKept()
{
    test::CopiesFixture a;
    const RecordId id = a.add("first text");
    const auto b = a.copied("b");
    a.save(*a.vault, id, "second text");
    const TakenOver report = a.merge(*b, *a.vault);
    QCOMPARE(report.broughtUp, std::uint64_t{1});
    QCOMPARE(a.textOfNote(*b, id), std::string("second text"));
    const auto versions = b->revisions(id);
    QCOMPARE(versions->size(), std::size_t{1});
    QCOMPARE(b->revision(id, versions->front().id)->body.text(), std::string_view("first text"));
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::whatIsOlderHereIsKeptAsAVersion()
{
    test::CopiesFixture a;
    const RecordId id = a.add("first text");
    const auto b = a.copied("b");
    a.save(*a.vault, id, "second text");
    const TakenOver report = a.merge(*a.vault, *b);
    QCOMPARE(report.older, std::uint64_t{1});
    QCOMPARE(a.bodyOf(id), std::string("second text"));
    const auto versions = a.vault->revisions(id);
    QCOMPARE(versions->size(), std::size_t{1});
    QCOMPARE(a.vault->revision(id, versions->front().id)->body.text(), std::string_view("first text"));
    const std::uint64_t epoch = a.vault->counts()->epoch;
    QCOMPARE(a.merge(*a.vault, *b).older, std::uint64_t{1});
    QCOMPARE(a.vault->counts()->epoch, epoch);
    QCOMPARE(a.problems(), std::string{});
}

void AdoptionTest::aConflictStandsBesideTheFirst()
{
    test::CopiesFixture a;
    const RecordId id = a.add("common");
    const auto b = a.copied("b");
    const auto c = a.copied("c");
    const auto d = a.copied("d");
    a.clock.advance(1000);
    a.save(*a.vault, id, "from a");
    a.merge(*c, *a.vault); // as a is before the merges
    a.clock.advance(1000);
    a.save(*b, id, "from b");
    a.merge(*d, *b);

    const TakenOver report = a.merge(*a.vault, *d);
    QCOMPARE(report.conflicts, std::uint64_t{1});
    QCOMPARE(report.pairs.size(), std::size_t{1});
    QCOMPARE(report.pairs.front().first, id);
    QCOMPARE(a.bodyOf(id), std::string("from b")); // edited last
    QCOMPARE(a.bodyOf(report.pairs.front().second), std::string("from a"));
    a.merge(*b, *c);
    QVERIFY(test::everythingIn(*b) == test::everythingIn(*a.vault)); // the other way round
    const std::uint64_t epoch = a.vault->counts()->epoch;
    const TakenOver again = a.merge(*a.vault, *d);
    QCOMPARE(again.conflicts, std::uint64_t{0});
    QCOMPARE(a.vault->counts()->epoch, epoch);
    QCOMPARE(a.merge(*a.vault, *b).same, std::uint64_t{2});
    QCOMPARE(a.problems(), std::string{});
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::changesBesideTheTextAreJoined()
{
    test::CopiesFixture a;
    const RecordId id = a.add("the text");
    const auto b = a.copied("b");
    QVERIFY(a.vault->setTags(id, {"red"}).has_value());
    QVERIFY(b->setTags(id, {"blue"}).has_value());
    QVERIFY(b->setPinned(id, true).has_value());
    const TakenOver report = a.merge(*a.vault, *b);
    QCOMPARE(report.conflicts, std::uint64_t{0});
    QCOMPARE(report.broughtUp, std::uint64_t{1});
    QCOMPARE(a.vault->note(id)->tags.size(), std::size_t{2});
    QVERIFY(a.vault->note(id)->pinned);
    QVERIFY(a.vault->revisions(id)->empty());
    a.merge(*b, *a.vault);
    QVERIFY(test::everythingIn(*b) == test::everythingIn(*a.vault));
}

void AdoptionTest::aDeletionWinsOverWhatItKnew()
{
    test::CopiesFixture a;
    const RecordId id = a.add("to be deleted");
    const auto b = a.copied("b");
    const auto c = a.copied("c");
    QVERIFY(a.vault->deleteForever(id).has_value());
    QCOMPARE(a.merge(*a.vault, *b).stayDeleted, std::uint64_t{1});
    QCOMPARE(a.bodyOf(id), std::string("error: There is no such note."));
    QCOMPARE(a.merge(*b, *a.vault, true).deleted, std::uint64_t{1});
    QCOMPARE(a.textOfNote(*b, id), std::string("to be deleted"));
    QCOMPARE(a.merge(*b, *a.vault).deleted, std::uint64_t{1});
    QVERIFY(!b->note(id));
    QCOMPARE(a.merge(*c, *b).deleted, std::uint64_t{1}); // and it goes on from there
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::whatWasEditedOutlivesADeletion()
{
    test::CopiesFixture a;
    const RecordId id = a.add("to be deleted");
    const auto b = a.copied("b");
    const auto c = a.copied("c");
    QVERIFY(a.vault->deleteForever(id).has_value());
    a.save(*b, id, "edited");
    a.merge(*c, *b);
    QCOMPARE(a.merge(*a.vault, *b).added, std::uint64_t{1});
    QCOMPARE(a.bodyOf(id), std::string("edited"));
    test::CopiesFixture unused; // another vault altogether does not matter
    const TakenOver report = a.merge(*b, *a.vault);
    QCOMPARE(report.deleted, std::uint64_t{0});
    QCOMPARE(a.textOfNote(*b, id), std::string("edited"));
    QVERIFY(test::everythingIn(*b) == test::everythingIn(*a.vault));
    QCOMPARE(a.problems(), std::string{});
}

void AdoptionTest::restoringBringsBackWhatWasDeleted()
{
    test::CopiesFixture a;
    const RecordId id = a.add("once more");
    const auto b = a.copied("b");
    QVERIFY(a.vault->deleteForever(id).has_value());
    const auto c = a.copied("c");
    QCOMPARE(a.vault->adoptNote(*b->noteRecord(id), AdoptionRule::Restore)->outcome, Adoption::Added);
    QCOMPARE(a.merge(*a.vault, *c).deleted, std::uint64_t{0}); // c still knows the deletion
    QCOMPARE(a.bodyOf(id), std::string("once more"));
    QCOMPARE(a.problems(), std::string{});
}

void AdoptionTest::notebooksMeet()
{
    test::CopiesFixture a;
    const RecordId x = *a.vault->ensureNotebook("X");
    const RecordId y = *a.vault->ensureNotebook("Y");
    const auto b = a.copied("b");
    const auto c = a.copied("c");
    const auto d = a.copied("d");
    QVERIFY(a.vault->moveNotebook(x, y).has_value());
    QVERIFY(b->moveNotebook(y, x).has_value()); // each in the other
    QVERIFY(a.vault->ensureNotebook("Same name").has_value());
    QVERIFY(b->ensureNotebook("Same name").has_value());
    a.merge(*c, *a.vault);
    a.merge(*d, *b);
    a.merge(*a.vault, *d);
    a.merge(*b, *c);
    QVERIFY(test::notebooksIn(*a.vault) == test::notebooksIn(*b));
    QCOMPARE(test::notebooksIn(*a.vault).size(), std::size_t{4});
    QVERIFY(a.vault->findNotebook("Same name").has_value());
    QVERIFY(a.vault->findNotebook("Same name (2)").has_value());
    const std::uint64_t epoch = a.vault->counts()->epoch;
    QCOMPARE(a.merge(*a.vault, *b).notebooks, std::uint64_t{0});
    QCOMPARE(a.vault->counts()->epoch, epoch);
    QCOMPARE(a.problems(), std::string{});
}

void AdoptionTest::aDeletedNotebookLivesOnWithItsNotes()
{
    test::CopiesFixture a;
    const RecordId inner = *a.vault->ensureNotebook("Outer/Inner");
    const auto b = a.copied("b");
    const auto c = a.copied("c");
    DeletedNotebooks deleted;
    NoProgress progress;
    const auto outer = *a.vault->findNotebook("Outer");
    QVERIFY(runToEnd(*a.vault->makeDeleteNotebookJob(outer, deleted), {}, progress).has_value());
    a.merge(*c, *a.vault);
    QVERIFY(!c->findNotebook("Outer")); // nothing was in it there
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf("new in there"));
    note.notebook = inner;
    const RecordId id = *b->addNote(std::move(note));
    a.merge(*a.vault, *b);
    QCOMPARE(*a.vault->notebookPath(a.vault->note(id)->notebook), std::string("Outer/Inner"));
    a.merge(*b, *c);
    QVERIFY(test::notebooksIn(*a.vault) == test::notebooksIn(*b));
    QVERIFY(test::everythingIn(*a.vault) == test::everythingIn(*b));
    QCOMPARE(a.problems(), std::string{});
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::attachmentsComeBeforeTheirNotes()
{
    test::CopiesFixture a;
    const RecordId id = a.add("with files");
    const auto b = a.copied("b");
    const Bytes large = test::contentOf(3 * attachmentChunk + 17, 4);
    const auto attached = a.attach(id, "large.bin", large);
    QVERIFY(attached.has_value());
    QVERIFY(a.attach(id, "empty.txt", {}).has_value());
    QCOMPARE(a.merge(*b, *a.vault, true).attachments, std::uint64_t{2});
    const TakenOver report = a.merge(*b, *a.vault);
    QCOMPARE(report.attachments, std::uint64_t{2});
    QCOMPARE(b->attachmentsOf(id)->size(), std::size_t{2});
    QCOMPARE(a.problemsOf(*b), std::string{});
    // One that went here with its last note comes back with it.
    QVERIFY(b->deleteForever(id).has_value());
    AttachmentTidyReport tidied;
    NoProgress progress;
    QVERIFY(runToEnd(*b->makeAttachmentTidyJob({}, tidied), {}, progress).has_value());
    QVERIFY(!b->attachment(attached->attachment));
    a.clock.advance(5000);
    a.save(*a.vault, id, "with files, edited");
    QCOMPARE(a.merge(*b, *a.vault).attachments, std::uint64_t{2});
    QCOMPARE(b->attachment(attached->attachment)->size, std::uint64_t{large.size()});
    QCOMPARE(a.problemsOf(*b), std::string{});
}

void AdoptionTest::whatCannotStandInAVaultIsRefused()
{
    test::CopiesFixture a;
    const RecordId id = a.add("text");
    const RecordId notebook = *a.vault->ensureNotebook("Book");
    const auto tried = [&](const std::function<void(NoteRecord&)>& spoil) {
        NoteRecord record = std::move(*a.vault->noteRecord(id));
        spoil(record);
        const auto adopted = a.vault->adoptNote(std::move(record), AdoptionRule::Restore);
        return adopted ? ErrorCode::Internal : adopted.error().code;
    };
    QCOMPARE(tried([](NoteRecord& r) { r.note.body = SecureBytes::copyOf(bytesOf("\xff")); }),
             ErrorCode::BodyNotText);
    QCOMPARE(tried([](NoteRecord& r) { r.note.explicitTitle = "a\nb"; }), ErrorCode::NameNotValid);
    QCOMPARE(tried([](NoteRecord& r) { r.note.tags = {""}; }), ErrorCode::NameNotValid);
    QCOMPARE(tried([](NoteRecord& r) { r.versions = {}; }), ErrorCode::InvalidArgument);
    QCOMPARE(tried([&](NoteRecord& r) { r.note.id = notebook; }), ErrorCode::AlreadyExists);
    QCOMPARE(a.bodyOf(id), std::string("text"));
    Attachment odd;
    odd.id = id;
    odd.name = "a/b";
    QCOMPARE(a.vault->makeAdoptFileJob(odd, nullptr, {}).error().code, ErrorCode::NameNotValid);
    odd.name = "name";
    odd.size = 3;
    NoProgress progress;
    const auto job = a.vault->makeAdoptFileJob(odd, std::make_unique<test::PieceSource>(Bytes{1, 2, 3}), {});
    QCOMPARE(runToEnd(**job, {}, progress).error().code, ErrorCode::Damaged); // not of that hash
    QCOMPARE(a.problems(), std::string{});
}

QTEST_GUILESS_MAIN(AdoptionTest)
#include "adoption_test.moc"
