// SPDX-License-Identifier: GPL-3.0-or-later
// Files in the vault: taken in, read back, shared, given up.
#include "tests/vault/attachment_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t chunk = attachmentChunk;

Hash256 hashOf(const Bytes& content)
{
    return hash256({content});
}

} // namespace

class VaultAttachmentsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackByteForByte_data();
    void comesBackByteForByte();
    void isThereOnce();
    void largeOneIsThereOnce();
    void targets();
    void badNames();
    void givenBack();
    void goesWithItsLastNote();
    void unusedAsLongAsTheTrash();
    void goesWithTheTrash();
    void unfinishedLeavesNothing();
    void contentThatFails();
    void noteThatGoesMeanwhile();
    void notesAreSavedBetweenSlices();
    void savesKeepTargets();
    void storedForNotesToCome();
    void newNoteWithTargets();
    void newNoteWithAnIdOfItsOwn();
};

void VaultAttachmentsTest::comesBackByteForByte_data()
{
    QTest::addColumn<std::size_t>("size");
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65'536}, chunk - 1, chunk,
                                   chunk + 1, 2 * chunk, 3 * chunk + 5})
        QTest::addRow("%zu", size) << size;
}

void VaultAttachmentsTest::comesBackByteForByte()
{
    QFETCH(const std::size_t, size);
    AttachmentFixture f;
    const RecordId note = f.add("with a file");
    const Bytes content = contentOf(size);
    const auto report = f.attach(note, "Photo of it.png", content);
    QVERIFY(report);
    QCOMPARE(report->size, size);
    QVERIFY(!report->wasThere);
    QCOMPARE(report->written, "Photo%20of%20it.png");
    for (const bool reopened : {false, true}) {
        if (reopened)
            f.reopen(); // as after a crash: nothing was closed
        const auto attachment = f.vault->attachment(report->attachment);
        QVERIFY(attachment);
        QCOMPARE(attachment->name, "Photo of it.png");
        QCOMPARE(attachment->size, size);
        QCOMPARE(attachment->hash, hashOf(content));
        QVERIFY(f.read(report->attachment) == content);
        QCOMPARE(f.vault->notesWithAttachment(report->attachment).value(), std::vector{note});
        QCOMPARE(f.vault->attachmentChunk(report->attachment, chunksOf(size)).error().code,
                 ErrorCode::InvalidArgument);
        QCOMPARE(f.problems(), "");
    }
    QCOMPARE(f.vault->counts()->attachments, 1U);
    QCOMPARE(f.vault->counts()->attachmentBytes, size);
}

void VaultAttachmentsTest::isThereOnce()
{
    AttachmentFixture f;
    const RecordId one = f.add("one");
    const RecordId other = f.add("other");
    const Bytes content = contentOf(5'000);
    const auto first = f.attach(one, "a.png", content);
    const auto second = f.attach(other, "b.png", content);
    QVERIFY(second->wasThere);
    QCOMPARE(second->attachment, first->attachment);
    QCOMPARE(second->written, "b.png"); // what this note calls it
    const auto again = f.attach(one, "c.png", content);
    QCOMPARE(again->written, "a.png"); // the note has it
    QCOMPARE(f.vault->attachments()->size(), 1U);
    QCOMPARE(f.vault->notesWithAttachment(first->attachment)->size(), 2U);
    // As long, and not the same.
    QVERIFY(!f.attach(one, "d.png", contentOf(5'000, 2))->wasThere);
    QCOMPARE(f.vault->attachments()->size(), 2U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::largeOneIsThereOnce()
{
    AttachmentFixture f;
    const RecordId one = f.add("one");
    const RecordId other = f.add("other");
    const Bytes content = contentOf(2 * chunk + 9);
    const auto first = f.attach(one, "a.bin", content);
    const auto second = f.attach(other, "b.bin", content);
    QVERIFY(second->wasThere);
    QCOMPARE(second->attachment, first->attachment);
    QCOMPARE(f.vault->attachments()->size(), 1U);
    // What was written until that was known is still to be removed.
    QCOMPARE(f.vault->counts()->attachments, 2U);
    QCOMPARE(f.problems(), "");
    QCOMPARE(f.tidy().removed, 1U);
    QCOMPARE(f.vault->counts()->attachments, 1U);
    QVERIFY(f.read(first->attachment) == content);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::targets()
{
    AttachmentFixture f;
    const RecordId note = f.add("many");
    QCOMPARE(f.attach(note, "a.png", contentOf(10, 1))->written, "a.png");
    QCOMPARE(f.attach(note, "a.png", contentOf(10, 2))->written, "a-2.png");
    QCOMPARE(f.attach(note, "a.png", contentOf(10, 3))->written, "a-3.png");
    QCOMPARE(f.attach(note, ".hidden", contentOf(10, 4))->written, ".hidden");
    QCOMPARE(f.attach(note, ".hidden", contentOf(10, 5))->written, ".hidden-2");
    QCOMPARE(f.attach(note, "50% (of #1)?.txt", contentOf(10, 6))->written, "50%25%20%28of%20%231%29%3F.txt");
    QCOMPARE(f.attach(note, "Übersicht 東京.pdf", contentOf(10, 7))->written, "Übersicht%20東京.pdf");
    const std::vector<std::string> expected{
        ".hidden", ".hidden-2",           "50%25%20%28of%20%231%29%3F.txt", "a-2.png", "a-3.png",
        "a.png",   "Übersicht%20東京.pdf"};
    QCOMPARE(f.written(note), expected);
    QCOMPARE(f.bodyOf(note), "many"); // texts are the person's
    f.close();
    f.reopen();
    QCOMPARE(f.written(note), expected);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::badNames()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    const std::string longest(255, 'n');
    for (const std::string& name : {std::string{}, std::string{"a/b"}, std::string{"a\nb"},
                                    std::string{"a\0b", 3}, std::string{"\xff"}, longest + "n"})
        QCOMPARE(f.attach(note, name, contentOf(3)).error().code, ErrorCode::NameNotValid);
    QVERIFY(f.attach(note, longest, contentOf(3)));
    QVERIFY(f.attach(note, "..", contentOf(4))); // a name, and never a path
    RecordId missing;
    missing.bytes.fill(9);
    QCOMPARE(f.attach(missing, "a", contentOf(3)).error().code, ErrorCode::NotFound);
    QCOMPARE(f.vault->attachment(note).error().code, ErrorCode::NotFound); // a note is none
    QCOMPARE(f.vault->attach(note, note, "x").error().code, ErrorCode::NotFound);
}

void VaultAttachmentsTest::givenBack()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    const Bytes content = contentOf(2'000);
    const auto report = f.attach(note, "a.png", content);
    QCOMPARE(f.vault->detach(note, "b.png").error().code, ErrorCode::NotFound);
    QVERIFY(f.vault->detach(note, "a.png"));
    QVERIFY(f.written(note).empty());
    QVERIFY(f.vault->notesWithAttachment(report->attachment)->empty());
    QCOMPARE(f.vault->attachment(report->attachment)->unusedSince, f.clock.now());
    QCOMPARE(f.tidy().removed, 0U); // kept for taking it back
    QCOMPARE(f.problems(), "");
    QCOMPARE(f.vault->attach(note, report->attachment, "a.png").value(), "a.png");
    QVERIFY(!f.vault->attachment(report->attachment)->unusedSince);
    QCOMPARE(f.written(note), std::vector<std::string>{"a.png"});
    QVERIFY(f.read(report->attachment) == content);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::goesWithItsLastNote()
{
    AttachmentFixture f;
    const RecordId one = f.add("one");
    const RecordId other = f.add("other");
    const auto report = f.attach(one, "a.bin", contentOf(3 * chunk));
    QVERIFY(f.attach(other, "a.bin", contentOf(3 * chunk)));
    f.tidy();
    QVERIFY(f.vault->moveToTrash(one));
    QVERIFY(f.vault->deleteForever(one));
    QCOMPARE(f.tidy().removed, 0U);
    QVERIFY(f.vault->attachment(report->attachment));
    QVERIFY(f.vault->moveToTrash(other));
    QCOMPARE(f.tidy(f.clock.now() + 1).removed, 0U); // what can come back from the trash has its files
    QVERIFY(f.vault->restoreFromTrash(other));
    QVERIFY(f.read(report->attachment) == contentOf(3 * chunk));
    QVERIFY(f.vault->deleteForever(other));
    QCOMPARE(f.vault->attachment(report->attachment).error().code, ErrorCode::NotFound);
    QCOMPARE(f.problems(), "");
    f.reopen(); // by a crash
    QCOMPARE(f.problems(), "");
    const AttachmentTidyReport tidied = f.tidy();
    QCOMPARE(tidied.removed, 1U);
    QCOMPARE(tidied.bytes, 3 * chunk);
    QCOMPARE(f.vault->counts()->attachments, 0U);
    QCOMPARE(f.vault->counts()->attachmentBytes, 0U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::unusedAsLongAsTheTrash()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    const auto report = f.attach(note, "a.png", contentOf(2'000));
    QVERIFY(f.vault->detach(note, "a.png"));
    const Timestamp since = f.clock.now();
    f.clock.advance(10);
    QCOMPARE(f.tidy(since).removed, 0U);
    QCOMPARE(f.tidy(since + 1).removed, 1U);
    QCOMPARE(f.vault->attach(note, report->attachment, "a.png").error().code, ErrorCode::NotFound);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::goesWithTheTrash()
{
    constexpr Timestamp day = 86'400'000;
    AttachmentFixture f;
    const RecordId old = f.add("old");
    const RecordId kept = f.add("kept");
    const auto inTrash = f.attach(old, "a.png", contentOf(100, 1));
    const auto detached = f.attach(kept, "b.png", contentOf(100, 2));
    const auto used = f.attach(kept, "c.png", contentOf(100, 3));
    QVERIFY(f.vault->moveToTrash(old));
    QVERIFY(f.vault->detach(kept, "b.png"));
    TrashReport report;
    NoProgress progress;
    f.clock.advance(29 * day);
    QVERIFY(runToEnd(*f.vault->makePurgeTrashJob(f.clock.now(), report), {}, progress));
    QCOMPARE(f.vault->attachments()->size(), 3U);
    f.clock.advance(2 * day);
    QVERIFY(runToEnd(*f.vault->makePurgeTrashJob(f.clock.now(), report), {}, progress));
    QCOMPARE(report.deleted, 1U);
    QCOMPARE(f.vault->attachment(inTrash->attachment).error().code, ErrorCode::NotFound);
    QCOMPARE(f.vault->attachment(detached->attachment).error().code, ErrorCode::NotFound);
    QVERIFY(f.read(used->attachment));
    QCOMPARE(f.vault->counts()->attachments, 1U);
    QVERIFY(f.vault->moveToTrash(kept));
    QVERIFY(runToEnd(*f.vault->makeEmptyTrashJob(report), {}, progress));
    QCOMPARE(f.vault->counts()->attachments, 0U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::unfinishedLeavesNothing()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    NoProgress progress;
    {
        AttachReport report;
        auto job = f.vault->makeAttachJob(note, "big.bin",
                                          std::make_unique<PieceSource>(contentOf(8 * chunk)), report);
        QVERIFY(job);
        QVERIFY(!(*job)->runSlice(std::chrono::milliseconds{0}, progress).value());
        QVERIFY(!(*job)->runSlice(std::chrono::milliseconds{0}, progress).value());
        QVERIFY(f.vault->attachments()->empty());
        QCOMPARE(f.tidy().removed, 0U); // it is under way
        QCOMPARE(f.vault->counts()->attachments, 1U);
        QCOMPARE(f.problems(), "");
    } // cancelled
    QVERIFY(f.written(note).empty());
    QCOMPARE(f.problems(), "");
    QCOMPARE(f.tidy().removed, 1U);
    QCOMPARE(f.vault->counts()->attachments, 0U);
    QCOMPARE(f.problems(), "");

    AttachReport report; // by a crash, which runs no destructor: the job outlives the vault file's copy
    auto job =
        f.vault->makeAttachJob(note, "big.bin", std::make_unique<PieceSource>(contentOf(8 * chunk)), report);
    QVERIFY(!(*job)->runSlice(std::chrono::milliseconds{0}, progress).value());
    const std::filesystem::path copy = f.folder / "copy.lockleaf";
    std::filesystem::copy_file(f.file, copy);
    std::filesystem::copy_file(f.file.string() + "-wal", copy.string() + "-wal");
    job->reset();
    f.file = copy;
    f.state = f.folder / "other state";
    f.reopen();
    QVERIFY(f.vault->attachments()->empty());
    QCOMPARE(f.vault->counts()->attachments, 1U);
    QCOMPARE(f.problems(), "");
    QCOMPARE(f.tidy().removed, 1U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::contentThatFails()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    auto source = std::make_unique<PieceSource>(contentOf(3 * chunk));
    source->failAfter(2 * chunk + 100);
    AttachReport report;
    NoProgress progress;
    {
        auto job = f.vault->makeAttachJob(note, "a.bin", std::move(source), report);
        QCOMPARE(runToEnd(**job, {}, progress).error().code, ErrorCode::InputOutput);
    }
    QVERIFY(f.written(note).empty());
    QCOMPARE(f.tidy().removed, 1U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::noteThatGoesMeanwhile()
{
    AttachmentFixture f;
    const RecordId note = f.add("x");
    AttachReport report;
    NoProgress progress;
    {
        auto job = f.vault->makeAttachJob(note, "a.bin", std::make_unique<PieceSource>(contentOf(3 * chunk)),
                                          report);
        QVERIFY(!(*job)->runSlice(std::chrono::milliseconds{0}, progress).value());
        QVERIFY(f.vault->deleteForever(note));
        QCOMPARE(runToEnd(**job, {}, progress).error().code, ErrorCode::NotFound);
    }
    QVERIFY(f.vault->attachments()->empty());
    QCOMPARE(f.tidy().removed, 1U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::notesAreSavedBetweenSlices()
{
    AttachmentFixture f;
    const RecordId note = f.add("before");
    AttachReport report;
    NoProgress progress;
    auto job =
        f.vault->makeAttachJob(note, "a.bin", std::make_unique<PieceSource>(contentOf(3 * chunk)), report);
    QVERIFY(!(*job)->runSlice(std::chrono::milliseconds{0}, progress).value());
    QVERIFY(f.vault->saveBody(note, bytesOf("after")));
    QVERIFY(f.attach(note, "b.bin", contentOf(50)));
    QVERIFY(runToEnd(**job, {}, progress));
    QCOMPARE(f.bodyOf(note), "after");
    QCOMPARE(f.written(note), (std::vector<std::string>{"a.bin", "b.bin"}));
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::savesKeepTargets()
{
    AttachmentFixture f;
    const RecordId note = f.add("![](a.png)");
    QVERIFY(f.attach(note, "a.png", contentOf(50)));
    const auto version = f.vault->keepRevision(note, RevisionReason::Asked);
    QVERIFY(f.vault->saveBody(note, bytesOf("no picture any more")));
    QVERIFY(f.vault->setPinned(note, true));
    QVERIFY(f.vault->setTags(note, {"t"}));
    QVERIFY(f.vault->restoreRevision(note, **version));
    QCOMPARE(f.written(note), std::vector<std::string>{"a.png"}); // the text that names it has come back
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::storedForNotesToCome()
{
    AttachmentFixture f;
    const Bytes content = contentOf(chunk + 5);
    const auto stored = f.store("two words.png", content);
    QVERIFY(stored);
    QCOMPARE(stored->written, "two%20words.png");
    QVERIFY(f.read(stored->attachment) == content);
    QVERIFY(f.vault->attachment(stored->attachment)->unusedSince);
    QCOMPARE(f.vault->notesWithAttachment(stored->attachment)->size(), 0U);
    QCOMPARE(f.problems(), "");
    QVERIFY(f.store("other.png", content)->wasThere);
    QCOMPARE(f.tidy().removed, 1U); // what was read a second time
    QCOMPARE(f.store("a/b", content).error().code, ErrorCode::NameNotValid);
    // No note came: it goes like one that was taken out of its last note.
    QCOMPARE(f.tidy(f.vault->attachment(stored->attachment)->unusedSince).removed, 0U);
    QCOMPARE(f.tidy(*f.vault->attachment(stored->attachment)->unusedSince + 1).removed, 1U);
    QCOMPARE(f.problems(), "");
}

void VaultAttachmentsTest::newNoteWithTargets()
{
    AttachmentFixture f;
    const RecordId other = f.add("other");
    const auto stored = f.store("a.png", contentOf(9));
    const RecordId toCome = RecordId::fromHex("00112233445566778899aabbccddeeff").value();
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf("![](images/a.png) ![](./images/a.png) [o](o.md) [c](c.md)"));
    note.targets = {{"o.md", other},
                    {"images/a.png", stored->attachment},
                    {"c.md", toCome},
                    {"./images/a.png", stored->attachment}};
    const auto added = f.vault->addNote(std::move(note));
    QVERIFY(added);
    QCOMPARE(f.written(*added), (std::vector<std::string>{"./images/a.png", "images/a.png"}));
    QCOMPARE(f.vault->note(*added)->targets.size(), 4U);
    QCOMPARE(f.vault->notesWithAttachment(stored->attachment).value(), std::vector{*added});
    QVERIFY(!f.vault->attachment(stored->attachment)->unusedSince);
    QCOMPARE(f.problems(), "");
    QVERIFY(f.vault->deleteForever(*added));
    QVERIFY(!f.vault->attachment(stored->attachment));
    QVERIFY(f.vault->note(other));
    QCOMPARE(f.problems(), "");
    const auto refused = [&](std::vector<LinkTarget> targets) {
        NewNote bad;
        bad.targets = std::move(targets);
        return f.vault->addNote(std::move(bad)).error().code;
    };
    QCOMPARE(refused({{"x", other}, {"x", toCome}}), ErrorCode::InvalidArgument);
    QCOMPARE(refused({{"", other}}), ErrorCode::NameNotValid);
    QCOMPARE(refused({{"x", {}}}), ErrorCode::NameNotValid);
}

void VaultAttachmentsTest::newNoteWithAnIdOfItsOwn()
{
    AttachmentFixture f;
    const RecordId chosen = RecordId::fromHex("00112233445566778899aabbccddeeff").value();
    const auto add = [&] {
        NewNote note;
        note.id = chosen;
        return f.vault->addNote(std::move(note));
    };
    QCOMPARE(add().value(), chosen);
    QCOMPARE(add().error().code, ErrorCode::AlreadyExists);
    QVERIFY(f.vault->deleteForever(chosen));
    QCOMPARE(add().error().code, ErrorCode::AlreadyExists); // what is gone does not come back
    QCOMPARE(f.problems(), "");
}

QTEST_GUILESS_MAIN(VaultAttachmentsTest)
#include "vault_attachments_test.moc"
