// SPDX-License-Identifier: GPL-3.0-or-later
// Notes as plain Markdown files, and back.
#include "core/interchange/export_markdown.h"
#include "core/interchange/import_markdown.h"
#include "tests/vault/attachment_fixture.h"

#include <fstream>
#include <map>
#include <sys/stat.h>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct ExportedVault : AttachmentFixture
{
    TemporaryFolder place;
    std::filesystem::path target = place / "Notes";
    PlainExportReport report;

    Result<void> exportAll(ExportChoice choice = {})
    {
        report = {};
        NoProgress progress;
        const auto job = makeMarkdownExportJob(*vault, target, report, std::move(choice));
        return runToEnd(*job, {}, progress);
    }
    Result<void> import(const std::filesystem::path& from)
    {
        ImportReport imported;
        NoProgress progress;
        const auto job = makeMarkdownImportJob(*vault, from, {}, imported);
        return runToEnd(*job, {}, progress);
    }
    RecordId put(const std::string& path, std::string_view body, std::vector<LinkTarget> targets = {},
                 std::string title = {})
    {
        NewNote note;
        note.notebook = path.empty() ? RecordId{} : *vault->ensureNotebook(path);
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.explicitTitle = std::move(title);
        note.tags = {"one", "two words"};
        note.created = 1'400'000'000'123;
        note.modified = 1'500'000'000'456;
        note.pinned = body.size() % 2 == 0;
        note.targets = std::move(targets);
        return *vault->addNote(std::move(note));
    }
    /// Each note in words, whatever its id: all that must come back.
    std::multiset<std::string> content()
    {
        std::multiset<std::string> all;
        const auto ids = vault->allNoteIds(false).value();
        for (const RecordId& id : ids) {
            const Note note = vault->note(id).value();
            std::string words = *vault->notebookPath(note.notebook) + '|' + note.explicitTitle + '|' +
                                std::string(note.body.text()) + '|' + std::to_string(note.created) + '|' +
                                std::to_string(note.modified) + '|' + (note.pinned ? "pinned" : "");
            for (const std::string& tag : note.tags)
                words += '|' + tag;
            for (const LinkTarget& link : note.targets)
                words += "|" + link.written + "->" + meaning(link.id);
            all.insert(words);
        }
        return all;
    }
    std::string meaning(RecordId id)
    {
        if (const auto attachment = vault->attachment(id))
            return attachment->name + ' ' + std::to_string(attachment->size) + ' ' +
                   std::string(reinterpret_cast<const char*>(attachment->hash.data()), 8);
        const auto note = vault->note(id);
        return note ? std::string(note->body.text()) : "nothing";
    }
};

} // namespace

class ExportMarkdownTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackTheSame();
    void filesStandWhereTextsLookForThem();
    void namesNeverLeaveTheFolder();
    void nothingIsReplaced();
    void givenUpLeavesNothing();
    void trashStaysBehind();
    void trashHasItsFolder();
    void onlyWhatIsChosen();
};

void ExportMarkdownTest::comesBackTheSame()
{
    ExportedVault v;
    const auto picture = v.store("a b.png", contentOf(attachmentChunk + 9));
    const auto text = v.store("list.md", contentOf(100, 2));
    const auto hidden = v.store(".profile", contentOf(50, 3));
    const RecordId other = v.put("Work/Deep", "# Other\r\n\r\nно без конца");
    v.put("Work", "# One\n\n![](images/a%20b.png) ![](../elsewhere.png) [o](other.md) [l](list.md)",
          {{"images/a%20b.png", picture->attachment},
           {"../elsewhere.png", picture->attachment},
           {"other.md", other},
           {"list.md", text->attachment}});
    v.put("", "", {}, "A title of its own");
    v.put("Work", "---\ntitle: x\n---\n\nfront matter of its own", {}, "Said \"so\": [yes]");
    v.put("Work", "# One\n\nof the same title, with a file that no text names",
          {{".profile", hidden->attachment}});
    QVERIFY(v.exportAll());
    QCOMPARE(v.report.notes, std::uint64_t{5});
    QCOMPARE(v.report.attachments, std::uint64_t{3});
    ExportedVault again;
    QVERIFY(again.import(v.target));
    auto expected = v.content();
    auto found = again.content();
    const auto put = [](std::multiset<std::string>& all, const std::string& from, const std::string& to) {
        std::multiset<std::string> changed;
        for (std::string words : all) {
            if (const auto at = words.find(from); at != std::string::npos)
                words.replace(at, from.size(), to);
            changed.insert(words);
        }
        all = changed;
    };
    // What cannot be called so in a folder of notes.
    put(expected, "->list.md ", "->list.md.txt ");
    put(expected, "->.profile ", "->profile ");
    QVERIFY(found == expected);
    QCOMPARE(again.problems(), "");
    // And once more, from there.
    QVERIFY(again.exportAll());
    ExportedVault third;
    QVERIFY(third.import(again.target));
    QVERIFY(third.content() == found);
}

void ExportMarkdownTest::filesStandWhereTextsLookForThem()
{
    ExportedVault v;
    const auto first = v.store("a.png", contentOf(10, 1));
    const auto second = v.store("a.png", contentOf(10, 2));
    v.put("X", "![](images/a.png)", {{"images/a.png", first->attachment}});
    v.put("X", "! ![](images/a.png)", {{"images/a.png", second->attachment}}); // the place is taken
    QVERIFY(v.exportAll());
    QVERIFY(std::filesystem::is_regular_file(v.target / "X/images/a.png"));
    std::size_t others = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(v.target / "attachments"))
        others += entry.is_regular_file() ? 1U : 0U;
    QCOMPARE(others, std::size_t{1});
    ExportedVault again;
    QVERIFY(again.import(v.target));
    QVERIFY(again.content() == v.content());
}

void ExportMarkdownTest::namesNeverLeaveTheFolder()
{
    ExportedVault v;
    const auto file = v.store("x.png", contentOf(10));
    std::vector<LinkTarget> targets;
    for (const char* written : {"../../../x.png", "/../x.png", "a/..%2f..%2f..%2fx.png", "con/x.png",
                                "a\\..\\x.png", ".x/y.png", "-x.png"})
        targets.push_back({written, file->attachment});
    v.put("X", "text", targets);
    v.put("X", "..", {}, "../../escape");
    QVERIFY(v.exportAll());
    std::set<std::string> outside;
    for (const auto& entry : std::filesystem::directory_iterator(v.place.path()))
        outside.insert(entry.path().filename());
    QCOMPARE(outside, std::set<std::string>{"Notes"});
    struct stat status = {};
    QCOMPARE(stat(v.target.c_str(), &status), 0);
    QCOMPARE(status.st_mode & 0777U, 0700U);
    ExportedVault again;
    QVERIFY(again.import(v.target));
    QVERIFY(again.content() == v.content());
}

void ExportMarkdownTest::nothingIsReplaced()
{
    ExportedVault v;
    v.put("", "text");
    std::filesystem::create_directory(v.target);
    QCOMPARE(v.exportAll().error().code, ErrorCode::AlreadyExists);
    QVERIFY(std::filesystem::is_empty(v.target));
    v.target = v.place / "nowhere/Notes";
    QCOMPARE(v.exportAll().error().code, ErrorCode::FileNotFound);
}

void ExportMarkdownTest::givenUpLeavesNothing()
{
    ExportedVault v;
    const auto file = v.store("x.bin", contentOf(3 * attachmentChunk));
    for (int i = 0; i < 20; ++i)
        v.put("A/B", "note " + std::to_string(i), {{"sub/x.bin", file->attachment}});
    for (int slices = 0; slices < 26; slices += 5) {
        NoProgress progress;
        const auto job = makeMarkdownExportJob(*v.vault, v.target, v.report);
        for (int i = 0; i < slices; ++i)
            if (const auto done = job->runSlice(std::chrono::milliseconds{0}, progress); !done || *done)
                break;
    }
    if (!std::filesystem::exists(v.target)) // else the last one came to its end
        QVERIFY(std::filesystem::is_empty(v.place.path()));
    else
        QCOMPARE(std::distance(std::filesystem::directory_iterator(v.place.path()), {}), std::ptrdiff_t{1});
}

void ExportMarkdownTest::trashStaysBehind()
{
    ExportedVault v;
    const RecordId gone = v.put("", "gone");
    v.put("", "[g](gone.md)", {{"gone.md", gone}});
    QVERIFY(v.vault->moveToTrash(gone));
    QVERIFY(v.exportAll());
    QCOMPARE(v.report.notes, std::uint64_t{1});
}

void ExportMarkdownTest::trashHasItsFolder()
{
    ExportedVault v;
    const RecordId gone = v.put("Work/Old", "gone");
    v.put("Trash", "here");
    QVERIFY(v.vault->moveToTrash(gone));
    QVERIFY(v.exportAll({true, false, {}}));
    QCOMPARE(v.report.notes, std::uint64_t{2});
    ExportedVault other;
    QVERIFY(other.import(v.target)); // both are in the notebook of that name then
    const auto notebook = other.vault->findNotebook("Trash");
    QVERIFY(notebook.has_value());
    QCOMPARE(other.vault->countNotes(ListFilter{*notebook}).value(), std::uint64_t{2});
    QVERIFY(!other.vault->findNotebook("Work"));
}

void ExportMarkdownTest::onlyWhatIsChosen()
{
    ExportedVault v;
    const RecordId one = v.put("A", "one");
    const RecordId gone = v.put("A", "gone");
    const RecordId two = v.put("B", "[o](one.md) [t](three.md)", {{"one.md", one}});
    v.put("B", "three");
    QVERIFY(v.vault->moveToTrash(gone));
    ExportChoice choice;
    choice.notes = {two, gone, one, RecordId{}}; // what is gone for good is passed over
    QVERIFY(v.exportAll(choice));
    QCOMPARE(v.report.notes, std::uint64_t{2});
    QVERIFY(std::filesystem::is_directory(v.target / "A") && std::filesystem::is_directory(v.target / "B"));
    QVERIFY(!std::filesystem::exists(v.target / "Trash"));
    ExportedVault other;
    QVERIFY(other.import(v.target));
    QCOMPARE(other.vault->allNoteIds(true)->size(), std::size_t{2});
    std::filesystem::remove_all(v.target);
    choice.trash = true;
    QVERIFY(v.exportAll(choice));
    QCOMPARE(v.report.notes, std::uint64_t{3});
}

QTEST_GUILESS_MAIN(ExportMarkdownTest)
#include "export_markdown_test.moc"
