// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/archive/archive_note.h"
#include "core/crypto/secret_key.h"
#include "core/interchange/front_matter.h"
#include "core/interchange/import_markdown.h"
#include "core/interchange/markdown_tree.h"
#include "core/vault/tag_text.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_environment.h"

#include <cerrno>
#include <fcntl.h>
#include <fstream>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

using namespace lockleaf;

namespace {

class ImportFolder
{
public:
    void write(const std::string& path, std::string_view content) const
    {
        std::filesystem::create_directories((folder / path).parent_path());
        std::ofstream(folder / path, std::ios::binary) << content;
    }
    Result<void> import(test::MemoryVault& vault, ImportReport& report, std::string notebook = {}) const
    {
        NoProgress progress;
        const auto job = makeMarkdownImportJob(vault, folder.path(), {std::move(notebook)}, report);
        while (true) {
            LOCKLEAF_TRY(const bool ended, job->runSlice(std::chrono::milliseconds{0}, progress));
            if (report.found != report.imported + report.skipped.size())
                return fail(ErrorCode::Internal, "the report does not add up");
            if (ended)
                return {};
        }
    }
    test::TemporaryFolder folder;
};

const Note* noteWithBody(const test::MemoryVault& vault, std::string_view body)
{
    for (const auto& [id, note] : vault.notes) {
        if (note.body.text() == body)
            return &note;
    }
    return nullptr;
}

QByteArrayList reasons(const ImportReport& report)
{
    QByteArrayList lines;
    for (const SkippedFile& file : report.skipped)
        lines << QByteArray::fromStdString(file.path) + ": " +
                     QByteArray::number(static_cast<int>(file.reason.code));
    std::ranges::sort(lines);
    return lines;
}

QByteArray reason(const char* path, ErrorCode code)
{
    return QByteArray(path) + ": " + QByteArray::number(static_cast<int>(code));
}

} // namespace

class ImportMarkdownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void bodiesAndFolders();
    void frontMatterGivesTitleAndDates();
    void whatCannotComeInIsReported();
    void aBlockOfOursIsTakenOff();
    void anErrorOfTheVaultEndsTheImport_data();
    void anErrorOfTheVaultEndsTheImport();
    void aFileThatCannotBeReadIsSkipped();
    void aSkippedFileMakesNoNotebook();
    void manyTagsComeBack();
    void timesBeyondMillisecondsAreHeldBack();
    void missingFolder();
};

void ImportMarkdownTest::bodiesAndFolders()
{
    ImportFolder tree;
    tree.write("top.md", "# Top\r\n\r\nбез конца");
    tree.write("a/one.MD", "");
    tree.write("a/b c/two.markdown", "two\n");
    tree.write("a/picture.png", "not Markdown");
    tree.write(".git/x.md", "hidden");
    tree.write("a/._one.md", "hidden");
    const timespec times[2] = {{1'500'000'000, 0}, {1'400'000'000, 7'000'000}};
    QCOMPARE(utimensat(AT_FDCWD, (tree.folder / "top.md").c_str(), times, 0), 0);

    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report, "In/Here").has_value());
    QCOMPARE(report.found, std::uint64_t{3});
    QCOMPARE(report.imported, std::uint64_t{3});
    QCOMPARE(report.notebooksMade, std::uint64_t{4});
    QCOMPARE(vault.notes.size(), std::size_t{3});
    const Note* top = noteWithBody(vault, "# Top\r\n\r\nбез конца");
    QVERIFY(top != nullptr && top->explicitTitle.empty());
    QCOMPARE(*vault.notebookPath(top->notebook), std::string("In/Here"));
    QCOMPARE(top->modified, Timestamp{1'400'000'000'007});
    QCOMPARE(top->created, Timestamp{1'400'000'000'007}); // born later than it was last changed: a copy
    QCOMPARE(*vault.notebookPath(noteWithBody(vault, "")->notebook), std::string("In/Here/a"));
    QCOMPARE(*vault.notebookPath(noteWithBody(vault, "two\n")->notebook), std::string("In/Here/a/b c"));
}

void ImportMarkdownTest::frontMatterGivesTitleAndDates()
{
    ImportFolder tree;
    const std::string body =
        "---\ntitle: \"The title\"\ndate: 2015-01-02T03:04:05Z\nupdated: 2016-01-02T03:04:05Z\n"
        "tags: [x]\n---\ntext";
    tree.write("one.md", body);
    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report).has_value());
    const Note* note = noteWithBody(vault, body);
    QVERIFY(note != nullptr);
    QCOMPARE(note->explicitTitle, std::string("The title"));
    QCOMPARE(note->created, Timestamp{1420167845000});
    QCOMPARE(note->modified, Timestamp{1451703845000});
    QVERIFY(note->notebook.isNull());
}

void ImportMarkdownTest::whatCannotComeInIsReported()
{
    ImportFolder tree;
    tree.write("good.md", "good");
    tree.write("latin1.md", "caf\xE9");
    tree.write("nul.md", std::string_view("a\0b", 3));
    tree.write("refused/x.md", "in a notebook whose name is refused");
    tree.write("elsewhere.txt", "x");
    std::filesystem::create_symlink("good.md", tree.folder / "link.md");
    std::filesystem::create_directory_symlink("refused", tree.folder / "linked");
    QCOMPARE(mkfifo((tree.folder / "pipe.md").c_str(), 0600), 0);
    std::ofstream(tree.folder / "huge.md").close();
    std::filesystem::resize_file(tree.folder / "huge.md", largestBody + longestOwnBlock + 1);

    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report).has_value());
    QCOMPARE(report.imported, std::uint64_t{1});
    QCOMPARE(report.found, std::uint64_t{8});
    QCOMPARE(vault.notes.size(), std::size_t{1});
    QCOMPARE(reasons(report),
             (QByteArrayList{
                 reason("huge.md", ErrorCode::BodyTooLarge), reason("latin1.md", ErrorCode::BodyNotText),
                 reason("link.md", ErrorCode::NotARegularFile), reason("linked", ErrorCode::NotARegularFile),
                 reason("nul.md", ErrorCode::BodyNotText), reason("pipe.md", ErrorCode::NotARegularFile),
                 reason("refused/x.md", ErrorCode::NameNotValid)}));
}

void ImportMarkdownTest::aBlockOfOursIsTakenOff()
{
    test::MemoryVault origin;
    const RecordId derived = origin.put("# From the text\nbody", *origin.ensureNotebook("Work: 1/Ideas?"));
    const RecordId given = origin.put("---\nmine: yes\n---\n", {}, "Given \"title\"");
    origin.notes.at(given).tags = {"red"};
    origin.notes.at(given).pinned = true;
    ImportFolder tree;
    for (const RecordId id : {derived, given}) {
        const Note& note = origin.notes.at(id);
        const SecureBytes block =
            archiveFrontMatter(note, archiveTitle(note), *origin.notebookPath(note.notebook));
        tree.write("safe name/" + id.toHex() + ".md",
                   std::string(block.text()) + std::string(note.body.text()));
    }
    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report).has_value());
    QCOMPARE(report.imported, std::uint64_t{2});
    const Note* first = noteWithBody(vault, "# From the text\nbody");
    QVERIFY(first != nullptr && first->explicitTitle.empty() && !first->pinned);
    QCOMPARE(*vault.notebookPath(first->notebook), std::string("Work: 1/Ideas?"));
    QCOMPARE(first->created, origin.notes.at(derived).created);
    QCOMPARE(first->modified, origin.notes.at(derived).modified);
    const Note* second = noteWithBody(vault, "---\nmine: yes\n---\n");
    QVERIFY(second != nullptr && second->pinned && second->notebook.isNull());
    QCOMPARE(second->explicitTitle, std::string("Given \"title\""));
    QCOMPARE(second->tags, std::vector<std::string>{"red"});
}

void ImportMarkdownTest::anErrorOfTheVaultEndsTheImport_data()
{
    QTest::addColumn<int>("code");
    // The same codes from a file of the folder would concern that file alone.
    for (const ErrorCode code : {ErrorCode::DiskFull, ErrorCode::InputOutput, ErrorCode::PermissionDenied,
                                 ErrorCode::FileNotFound, ErrorCode::NotARegularFile})
        QTest::addRow("%d", static_cast<int>(code)) << static_cast<int>(code);
}

void ImportMarkdownTest::anErrorOfTheVaultEndsTheImport()
{
    QFETCH(const int, code);
    ImportFolder tree;
    for (int i = 0; i < 5; ++i)
        tree.write("n" + std::to_string(i) + ".md", "text");
    test::MemoryVault vault;
    vault.failAfterNotes = 3;
    vault.failure = static_cast<ErrorCode>(code);
    ImportReport report;
    const auto result = tree.import(vault, report);
    QVERIFY(!result);
    QCOMPARE(result.error().code, vault.failure);
    QCOMPARE(report.imported, std::uint64_t{vault.notes.size()});
    QCOMPARE(report.found, report.imported);
    QVERIFY(report.skipped.empty());
}

void ImportMarkdownTest::aFileThatCannotBeReadIsSkipped()
{
    // A path longer than the kernel takes in one call, which any sync of two folders into one can make.
    ImportFolder tree;
    tree.write("good.md", "good");
    const std::string level(250, 'd');
    int folder = open(tree.folder.path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (int depth = 0; depth < 16; ++depth) {
        QCOMPARE(mkdirat(folder, level.c_str(), 0700), 0);
        const int below = openat(folder, level.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        close(std::exchange(folder, below));
    }
    close(openat(folder, (std::string(200, 'n') + ".md").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    close(folder);

    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report).has_value());
    QCOMPARE(report.imported, std::uint64_t{1});
    QCOMPARE(report.skipped.size(), std::size_t{1});
    QCOMPARE(report.skipped[0].reason.systemError, ENAMETOOLONG);
}

void ImportMarkdownTest::aSkippedFileMakesNoNotebook()
{
    ImportFolder tree;
    const auto block = [](const std::string& tags) {
        return "---\nlockleaf: 1\nnotebook: \"Made/For it\"\ntags: " + tags + "\n---\nbody";
    };
    std::string many = "[\"t\"";
    for (std::size_t i = 0; i < mostTags; ++i)
        many += ", \"t\"";
    tree.write("empty tag.md", block("[\"\"]"));
    tree.write("long tag.md", block("[\"" + std::string(longestTag + 1, 'x') + "\"]"));
    tree.write("lines in a tag.md", block("[\"a\\nb\"]"));
    tree.write("many tags.md", block(many + "]"));
    test::MemoryVault vault;
    ImportReport report;
    QVERIFY(tree.import(vault, report).has_value());
    QCOMPARE(report.skipped.size(), std::size_t{4});
    for (const SkippedFile& file : report.skipped)
        QCOMPARE(file.reason.code, ErrorCode::NameNotValid);
    QVERIFY(vault.books.empty());
    QCOMPARE(report.notebooksMade, std::uint64_t{0});
}

void ImportMarkdownTest::manyTagsComeBack()
{
    test::MemoryVault vault;
    const RecordId given = vault.put("body");
    for (int i = 0; i < 10'000; ++i)
        vault.notes.at(given).tags.push_back("Schlüssel/größer " + std::to_string(i));
    const Note& note = vault.notes.at(given);
    ImportFolder tree;
    tree.write("many.md", std::string(archiveFrontMatter(note, "body", "").text()) + "body");
    test::MemoryVault other;
    ImportReport report;
    QVERIFY(tree.import(other, report).has_value());
    QCOMPARE(report.imported, std::uint64_t{1});
    QVERIFY(other.notes.begin()->second.tags == note.tags);
    QVERIFY(other.notes.begin()->second.body.text() == "body");
}

void ImportMarkdownTest::timesBeyondMillisecondsAreHeldBack()
{
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    QCOMPARE(timestampOf(1'400'000'000, 7'999'999), Timestamp{1'400'000'000'007});
    QCOMPARE(timestampOf(-1, 0), Timestamp{-1000});
    QVERIFY(timestampOf(most, 999'999'999) > timestampOf(1'400'000'000, 0));
    QVERIFY(timestampOf(least, 0) < timestampOf(-1, 0));
}

void ImportMarkdownTest::missingFolder()
{
    test::MemoryVault vault;
    ImportReport report;
    NoProgress progress;
    const auto job = makeMarkdownImportJob(vault, "/no/such/folder", {}, report);
    QCOMPARE(job->runSlice(std::chrono::milliseconds{20}, progress).error().code, ErrorCode::FileNotFound);
}

QTEST_GUILESS_MAIN(ImportMarkdownTest)
#include "import_markdown_test.moc"
