// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures, files and links of a tree of Markdown files, in a real vault.
#include "core/interchange/import_markdown.h"
#include "tests/vault/attachment_fixture.h"

#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct ImportedTree : AttachmentFixture
{
    TemporaryFolder folder;
    ImportReport report;

    void write(const std::string& path, std::string_view content) const
    {
        std::filesystem::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << content;
    }
    Result<void> import(MarkdownImportOptions options = {})
    {
        report = {};
        NoProgress progress;
        const auto job = makeMarkdownImportJob(*vault, folder.path(), std::move(options), report);
        const auto done = runToEnd(*job, {}, progress);
        const bool addsUp = report.found == report.imported + report.duplicates + report.skipped.size() &&
                            report.files == report.filesTaken + report.filesThere +
                                                report.filesSkipped.size() + report.filesUnused.size();
        if (done && !addsUp)
            return fail(ErrorCode::Internal, "the report does not add up");
        return done;
    }
    RecordId titled(std::string_view title)
    {
        const auto notes = vault->notesTitled(title, 2);
        return notes && notes->size() == 1 ? notes->front() : RecordId{};
    }
    /// What a target of a note stands for, in words.
    std::string meaningOf(RecordId note, std::string_view written)
    {
        const auto whole = vault->note(note);
        for (const LinkTarget& target : whole->targets) {
            if (target.written != written)
                continue;
            if (const auto attachment = vault->attachment(target.id))
                return "file " + attachment->name;
            const auto other = vault->summary(target.id);
            return other ? "note " + other->title : "nothing";
        }
        return {};
    }
};

} // namespace

class ImportFilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesAndLinks();
    void titlesOfPrograms();
    void whatCannotComeInIsReported();
    void nothingOutsideIsRead();
    void duplicates();
    void dryRun();
    void givenUpInTheMiddle();
};

void ImportFilesTest::picturesAndLinks()
{
    ImportedTree t;
    const std::string body =
        "# One\n\n![p](images/a%20b.png) ![again](./images/A%20B.png)\n[two](two.md#part) "
        "[[Three]] ![[c.bin|100]] [web](https://example.org/x.png) [gone](gone.md)\n";
    t.write("x/one.md", body);
    t.write("x/two.md", "# Two\n\n[back](one.md)");
    t.write("y/Three.md", "# Something else\n\n[root](../top.md)");
    t.write("top.md", "# Top");
    t.write("x/images/a b.png", "picture");
    t.write("z/c.bin", std::string(attachmentChunk + 7, 'c'));
    t.write("z/unused.txt", "x");
    QVERIFY(t.import({.notebook = "In"}));
    QCOMPARE(t.report.imported, std::uint64_t{4});
    QCOMPARE(t.report.files, std::uint64_t{3});
    QCOMPARE(t.report.filesTaken, std::uint64_t{2});
    QCOMPARE(t.report.fileBytes, std::uint64_t{7 + attachmentChunk + 7});
    QCOMPARE(t.report.filesUnused, std::vector<std::string>{"z/unused.txt"});
    QCOMPARE(t.report.links, std::uint64_t{8});
    QCOMPARE(t.report.linksResolved, std::uint64_t{7});
    QCOMPARE(t.report.looseLinks.size(), std::size_t{1});
    QCOMPARE(t.report.looseLinks.front().written, "gone.md");
    const RecordId one = t.titled("One");
    QCOMPARE(t.bodyOf(one), body); // as it was
    QCOMPARE(t.meaningOf(one, "images/a%20b.png"), "file a b.png");
    QCOMPARE(t.meaningOf(one, "./images/A%20B.png"), "file a b.png");
    QCOMPARE(t.meaningOf(one, "c.bin"), "file c.bin");
    QCOMPARE(t.meaningOf(one, "two.md#part"), "note Two");
    QCOMPARE(t.meaningOf(one, "Three"), "note Something else");
    QCOMPARE(t.meaningOf(one, "gone.md"), "");
    QCOMPARE(t.meaningOf(t.titled("Two"), "one.md"), "note One");
    QCOMPARE(t.meaningOf(t.titled("Something else"), "../top.md"), "note Top");
    QCOMPARE(t.vault->attachments()->size(), std::size_t{2});
    const auto attachments = t.vault->attachments().value();
    for (const Attachment& attachment : attachments) {
        QVERIFY(!attachment.unusedSince);
        QCOMPARE(t.vault->notesWithAttachment(attachment.id).value(), std::vector{one});
    }
    QCOMPARE(t.report.notes.size(), std::size_t{4});
    QCOMPARE(t.problems(), "");
}

void ImportFilesTest::titlesOfPrograms()
{
    for (const char* mark : {".obsidian/app.json", "_resources/p.png"}) {
        ImportedTree t;
        t.write(mark, "x");
        t.write("My journey.md", "We left at noon.\n\n![](_resources/p.png)");
        t.write("deep/Plan.md", "Plan\n");
        t.write("Named.md", "---\ntitle: By itself\n---\ntext");
        QVERIFY(t.import());
        QVERIFY(!t.titled("My journey").isNull());
        QCOMPARE(t.vault->note(t.titled("My journey"))->explicitTitle, "My journey");
        QCOMPARE(t.vault->note(t.titled("Plan"))->explicitTitle, ""); // the text says it
        QVERIFY(!t.titled("By itself").isNull());
    }
    ImportedTree plain;
    plain.write("README.md", "We left at noon.");
    QVERIFY(plain.import());
    QVERIFY(!plain.titled("We left at noon.").isNull());
}

void ImportFilesTest::whatCannotComeInIsReported()
{
    ImportedTree t;
    t.write("note.md", "# N\n\n![](locked.png) ![](link.png) ![](good.png)");
    t.write("locked.png", "x");
    t.write("good.png", "y");
    std::filesystem::create_symlink("good.png", t.folder / "link.png");
    std::filesystem::permissions(t.folder / "locked.png", std::filesystem::perms::none);
    const bool locks = access((t.folder / "locked.png").c_str(), R_OK) != 0; // not for the superuser
    QVERIFY(t.import());
    QCOMPARE(t.report.imported, std::uint64_t{1});
    QCOMPARE(t.report.filesTaken, std::uint64_t{locks ? 1U : 2U});
    if (locks)
        QCOMPARE(t.report.filesSkipped.front().reason.code, ErrorCode::PermissionDenied);
    QCOMPARE(t.meaningOf(t.titled("N"), "good.png"), "file good.png");
    QCOMPARE(t.meaningOf(t.titled("N"), "link.png"), ""); // links are no files of the tree
    QCOMPARE(t.problems(), "");
}

void ImportFilesTest::nothingOutsideIsRead()
{
    ImportedTree t;
    const TemporaryFolder outside;
    std::ofstream(outside / "secret.png") << "secret";
    std::filesystem::create_directory_symlink(outside.path(), t.folder / "away");
    t.write("note.md", "# N\n\n![](../" + outside.path().filename().string() +
                           "/secret.png) ![](away/secret.png) ![](" + (outside / "secret.png").string() +
                           ") ![](/etc/hostname)");
    QVERIFY(t.import());
    QCOMPARE(t.vault->attachments()->size(), std::size_t{0});
    QCOMPARE(t.report.linksResolved, std::uint64_t{0});
    QCOMPARE(t.report.looseLinks.size(), std::size_t{4});
}

void ImportFilesTest::duplicates()
{
    ImportedTree t;
    t.write("a.md", "# A\n\n![](p.png)");
    t.write("b.md", "# B");
    t.write("p.png", "picture");
    QVERIFY(t.import());
    t.write("b.md", "# B\n\nchanged");
    QVERIFY(t.import({.duplicates = Duplicates::Skip}));
    QCOMPARE(t.report.duplicates, std::uint64_t{1});
    QCOMPARE(t.report.imported, std::uint64_t{1});
    QCOMPARE(t.report.filesThere, std::uint64_t{1});
    QCOMPARE(t.vault->countNotes({}).value(), std::uint64_t{3});
    QVERIFY(t.import());
    QCOMPARE(t.vault->countNotes({}).value(), std::uint64_t{5});
    QCOMPARE(t.vault->attachments()->size(), std::size_t{1}); // its content is there once
    // One in the trash is none that is there.
    const auto notes = t.vault->allNoteIds(false).value();
    for (const RecordId& note : notes)
        QVERIFY(t.vault->moveToTrash(note));
    QVERIFY(t.import({.duplicates = Duplicates::Skip}));
    QCOMPARE(t.report.imported, std::uint64_t{2});
    QCOMPARE(t.problems(), "");
}

void ImportFilesTest::dryRun()
{
    ImportedTree t;
    t.write("x/y/a.md", "# A\n\n![](p.png) [b](../b.md)");
    t.write("x/b.md", "# B");
    t.write("x/y/p.png", "picture");
    const std::uint64_t epoch = t.vault->counts()->epoch;
    QVERIFY(t.import({.dryRun = true}));
    QCOMPARE(t.vault->counts()->epoch, epoch);
    const ImportReport told = std::move(t.report);
    QVERIFY(t.import());
    QCOMPARE(told.imported, t.report.imported);
    QCOMPARE(told.filesTaken, t.report.filesTaken);
    QCOMPARE(told.fileBytes, t.report.fileBytes);
    QCOMPARE(told.notebooksMade, t.report.notebooksMade);
    QCOMPARE(told.notebooksMade, std::uint64_t{2});
    QCOMPARE(told.linksResolved, t.report.linksResolved);
}

void ImportFilesTest::givenUpInTheMiddle()
{
    ImportedTree t;
    for (int i = 0; i < 20; ++i) {
        t.write(std::to_string(i) + ".md",
                "# N" + std::to_string(i) + "\n\n![](" + std::to_string(i) + ".png)");
        t.write(std::to_string(i) + ".png", std::string(static_cast<std::size_t>(i) * 100'000, 'p'));
    }
    for (int slices = 1; slices < 60; slices += 7) {
        ImportReport report;
        NoProgress progress;
        const auto job = makeMarkdownImportJob(*t.vault, t.folder.path(), {}, report);
        for (int i = 0; i < slices; ++i)
            if (const auto done = job->runSlice(std::chrono::milliseconds{0}, progress); !done || *done)
                break;
        QCOMPARE(report.found, report.imported);
    }
    t.reopen(); // as after a crash
    QCOMPARE(t.problems(), "");
    const auto notes = t.vault->allNoteIds(false).value();
    for (const RecordId& id : notes)
        QCOMPARE(t.written(id).size(), std::size_t{1}); // no note without its file
    QVERIFY(t.import({.duplicates = Duplicates::Skip}));
    QVERIFY(t.report.duplicates > 0 && t.report.imported > 0);
    QCOMPARE(t.problems(), "");
}

QTEST_GUILESS_MAIN(ImportFilesTest)
#include "import_files_test.moc"
