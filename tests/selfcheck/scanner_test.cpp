// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/canary.h"
#include "app/selfcheck/changed_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <csignal>
#include <fstream>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockleaf::app;

namespace {

const std::string word = inventedWord();

Scanner scannerForWord()
{
    return Scanner{{needleOf("the title", word)}};
}

void writeFile(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

std::string asUtf16(const std::string& text)
{
    std::string wide;
    for (const char c : text)
        wide += {c, '\0'};
    return wide;
}

std::set<std::string> hitsIn(const std::string& bytes)
{
    Looked looked;
    scannerForWord().lookAtText(bytes, "bytes", looked);
    return looked.hits;
}

/// A page of its own that holds one copy of a text; the text is put together there and stands nowhere else.
class HeldPage
{
public:
    explicit HeldPage(const std::string& text)
        : m_page(static_cast<char*>(
              mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)))
    {
        text.copy(m_page, text.size());
    }
    ~HeldPage() { munmap(m_page, size); }
    HeldPage(const HeldPage&) = delete;
    HeldPage& operator=(const HeldPage&) = delete;

private:
    static constexpr std::size_t size = 4096;
    char* m_page;
};

} // namespace

class ScannerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormIsFound()
    {
        QCOMPARE(hitsIn("nothing of it").size(), std::size_t{0});
        const std::set<std::string> hit{"the title in bytes"};
        QCOMPARE(hitsIn("before " + word + " after"), hit);
        QCOMPARE(hitsIn(asUtf16(word)), hit);
        std::string records;
        for (const char c : word)
            records += c + std::string(23, 'x');
        QCOMPARE(hitsIn(records), hit);
    }

    void inAFileAndInItsName()
    {
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        const std::string ofFile = inventedWord();
        const std::string ofFolder = inventedWord();
        const std::string ofLink = inventedWord();
        // Over the seam of two pieces of 4 MiB, in which files are read.
        writeFile(base / "leak", std::string((std::size_t{4} << 20) - 4, 'x') + word);
        writeFile(base / "innocent", "nothing");
        writeFile(base / ("a " + ofFile), "nothing");
        std::filesystem::create_directory(base / (ofFolder + ".d"));
        std::filesystem::create_symlink("nowhere", base / ("link to " + ofLink));
        Scanner scanner{{needleOf("the text", word), needleOf("a file", ofFile),
                         needleOf("a folder", ofFolder), needleOf("a link", ofLink)}};
        const FilesLooked files =
            lookAtFiles({.folders = {base}, .changedSince = {}, .owner = {}, .without = {}}, scanner);
        const std::string inName = " in the name of a file in " + base.string();
        const std::set<std::string> expected{"the text in " + (base / "leak").string(), "a file" + inName,
                                             "a folder" + inName, "a link" + inName};
        QCOMPARE(files.looked.hits, expected);
        QCOMPARE(files.looked.items, std::uint64_t{3});
        QVERIFY(files.looked.bytes > 4'000'000);
    }

    // What is printed must not print the words.
    void aHitDoesNotTellTheWord()
    {
        const QTemporaryDir folder;
        const std::filesystem::path inside = std::filesystem::path{folder.path().toStdString()} / word;
        std::filesystem::create_directory(inside);
        writeFile(inside / "leak", word);
        Scanner scanner = scannerForWord();
        const FilesLooked files =
            lookAtFiles({.folders = {inside}, .changedSince = {}, .owner = {}, .without = {}}, scanner);
        QCOMPARE(files.looked.hits.size(), std::size_t{1});
        QVERIFY(files.looked.hits.begin()->find(word) == std::string::npos);
    }

    void onlyWhatIsChosenIsRead()
    {
        const QTemporaryDir folder;
        const std::filesystem::path base = folder.path().toStdString();
        std::filesystem::create_directory(base / "left out");
        writeFile(base / "left out" / "leak", word);
        writeFile(base / "leak", word);
        Scanner scanner = scannerForWord();
        FileChoice choice{.folders = {base}, .changedSince = {}, .owner = {}, .without = {base / "left out"}};
        QCOMPARE(lookAtFiles(choice, scanner).looked.items, std::uint64_t{1});
        choice.owner = getuid() + 1;
        QCOMPARE(lookAtFiles(choice, scanner).looked.items, std::uint64_t{0});
        choice.owner = getuid();
        choice.changedSince = timespec{timeOfFiles().tv_sec + 60, 0};
        const FilesLooked later = lookAtFiles(choice, scanner);
        QCOMPARE(later.looked.items, std::uint64_t{0});
        QCOMPARE(later.seen, std::uint64_t{1});
        choice.changedSince = timespec{timeOfFiles().tv_sec - 60, 0};
        choice.folders.push_back(base); // named twice, looked at once
        QCOMPARE(lookAtFiles(choice, scanner).looked.items, std::uint64_t{1});
    }

    void aFolderThatIsTooLargeIsCutShort()
    {
        const QTemporaryDir folder;
        writeFile(std::filesystem::path{folder.path().toStdString()} / "one", "x");
        Scanner scanner = scannerForWord();
        const FileChoice choice{.folders = {folder.path().toStdString()},
                                .changedSince = {},
                                .owner = {},
                                .without = {},
                                .seconds = 0};
        QVERIFY(lookAtFiles(choice, scanner).looked.cutShort);
    }

    void inMemory()
    {
        std::string backwards(word.rbegin(), word.rend());
        Scanner scanner{{needleOf("a word", backwards)}};
        backwards.assign(backwards.size(), 'x');
        Looked looked;
        // The needle itself stands in this process, so it is found; what is not there must not be.
        QVERIFY(scanner.lookAtMemory(getpid(), "memory", looked));
        QVERIFY(looked.hits.contains("a word in memory"));
        QVERIFY(looked.bytes > 1'000'000);
    }

    void inTheMemoryOfAnotherProcess()
    {
        // Forked before there is a needle: the child has one copy, on a page of its own.
        std::string shifted = inventedWord();
        const HeldPage held(shifted);
        for (char& c : shifted)
            c = static_cast<char>(c + 1);
        const pid_t child = fork();
        if (child == 0) {
            pause();
            _exit(0);
        }
        for (char& c : shifted)
            c = static_cast<char>(c - 1);
        Scanner scanner{{needleOf("a word", shifted), needleOf("another word", inventedWord())}};
        Looked looked;
        const bool read = scanner.lookAtMemory(child, "the child", looked);
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        QVERIFY(read);
        QCOMPARE(looked.hits, std::set<std::string>{"a word in the child"});
    }

    void aProcessThatIsGoneIsNotRead()
    {
        Looked looked;
        QVERIFY(!scannerForWord().lookAtMemory(999'999'999, "memory", looked));
    }

    void outOfAPipe()
    {
        std::array<int, 2> ends{};
        QCOMPARE(pipe(ends.data()), 0);
        const std::string text = "one line\nanother " + word + "\n";
        QCOMPARE(write(ends[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
        close(ends[1]);
        Looked looked;
        scannerForWord().lookAtStream(ends[0], "the journal", 10, looked);
        close(ends[0]);
        QCOMPARE(looked.items, std::uint64_t{2});
        QCOMPARE(looked.hits, std::set<std::string>{"the title in the journal"});
    }

    void aCanaryIsNewEveryTime()
    {
        const Canary one = Canary::invent();
        const Canary other = Canary::invent();
        QVERIFY(one.title != other.title);
        QVERIFY(one.text.size() > 280);
        std::set<std::u32string> words;
        for (const Needle& needle : one.needles()) {
            QCOMPARE(needle.text.size(), std::size_t{9});
            words.insert(needle.text);
        }
        QCOMPARE(words.size(), one.needles().size());
    }
};

QTEST_GUILESS_MAIN(ScannerTest)
#include "scanner_test.moc"
