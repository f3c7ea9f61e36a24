// SPDX-License-Identifier: GPL-3.0-or-later
// How the files of a tree are found by what texts call them.
#include "core/interchange/tree_paths.h"

#include <QTest>

using namespace lockleaf;

namespace {

const std::vector<std::string> tree{
    "README.md",
    "a/note.md",
    "a/images/Two words.png",
    "a/images/caf\xC3\xA9.png",
    "b/Note.md",
    "b/deep/x.md",
    "b/README.md",
    "b/50% #1.txt",
    "c/d/picture.png",
    "c/picture.png",
    "a/under_score.md",
    "e/index.markdown",
    "a/bad\xFF.png",
    "c/plan v2.0.md",
};

/// The path that is found; empty for none.
std::string found(std::string_view target, const std::string& from, bool byName = false)
{
    TreePaths paths;
    for (std::size_t number = 0; number < tree.size(); ++number)
        paths.add(tree[number], number);
    const auto number = byName ? paths.findByName(target, from) : paths.find(target, from);
    return number ? tree[*number] : std::string{};
}

} // namespace

class TreePathsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void targets()
    {
        QCOMPARE(found("note.md", "a/x.md"), "a/note.md");
        QCOMPARE(found("./images/../note.md", "a/x.md"), "a/note.md");
        QCOMPARE(found("../b/deep/x.md#part", "a/x.md"), "b/deep/x.md");
        QCOMPARE(found("../b/deep/x.md?raw=1", "a/x.md"), "b/deep/x.md");
        QCOMPARE(found("/a/note.md", "b/deep/x.md"), "a/note.md");
        QCOMPARE(found("note.md", "b/deep/x.md"), "");
        QCOMPARE(found("missing.png", "a/x.md"), "");
    }
    void spellings()
    {
        QCOMPARE(found("images/Two%20words.png", "a/x.md"), "a/images/Two words.png");
        QCOMPARE(found("IMAGES/two words.PNG", "a/x.md"), "a/images/Two words.png");
        QCOMPARE(found("images/cafe\xCC\x81.png", "a/x.md"), "a/images/caf\xC3\xA9.png");
        QCOMPARE(found("images/cafe%CC%81.png", "a/x.md"), "a/images/caf\xC3\xA9.png");
        QCOMPARE(found("under\\_score.md", "a/x.md"), "a/under_score.md");
        QCOMPARE(found("50% #1.txt", "b/x.md"), "b/50% #1.txt"); // as it stands
        QCOMPARE(found("50%25%20%231.txt", "b/x.md"), "b/50% #1.txt");
        QCOMPARE(found("bad%FF.png", "a/x.md"), ""); // no text can name it
        QCOMPARE(found("%", "a/x.md"), "");
        QCOMPARE(found("%2", "a/x.md"), "");
    }
    void endingsAndFolders()
    {
        QCOMPARE(found("note", "a/x.md"), "a/note.md");
        QCOMPARE(found("../b", "a/x.md"), "b/README.md");
        QCOMPARE(found("../b/", "a/x.md"), "b/README.md");
        QCOMPARE(found("../", "a/x.md"), "README.md");
        QCOMPARE(found("plan v2.0", "c/x.md"), "c/plan v2.0.md");
    }
    void nothingOutside()
    {
        QCOMPARE(found("../../README.md", "a/x.md"), "");
        QCOMPARE(found("%2e%2e/%2e%2e/README.md", "a/x.md"), "");
        QCOMPARE(found("../README.md", "a/x.md"), "README.md");
    }
    void wikiNames()
    {
        QCOMPARE(found("x", "README.md", true), "b/deep/x.md");
        QCOMPARE(found("deep/x", "README.md", true), "b/deep/x.md");
        QCOMPARE(found("other/x", "README.md", true), "");
        QCOMPARE(found("picture.png", "README.md", true), "c/picture.png");  // the shortest path
        QCOMPARE(found("picture.png", "c/d/x.md", true), "c/d/picture.png"); // the one beside it
        QCOMPARE(found("note", "b/deep/x.md", true), "a/note.md");           // of two as short the first
        QCOMPARE(found("x#Heading", "README.md", true), "b/deep/x.md");
        QCOMPARE(found("nowhere", "README.md", true), "");
    }
    void localOnes()
    {
        for (const char* local : {"a.md", "./a", "../a b", "10:30.md", "/a", "a#b", "a plan: x.md"})
            QVERIFY2(isLocalTarget(local), local);
        for (const char* other :
             {"", "#part", "https://a.example", "mailto:a@b", "//a.example/x", "data:x", "C:\\a"})
            QVERIFY2(!isLocalTarget(other), other);
    }
};

QTEST_GUILESS_MAIN(TreePathsTest)
#include "tree_paths_test.moc"
