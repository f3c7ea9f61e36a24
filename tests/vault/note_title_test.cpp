// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/vault/note_title.h"

#include <QTest>

using namespace lockleaf;

class NoteTitleTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesMarksOffALine_data()
    {
        QTest::addColumn<std::string>("line");
        QTest::addColumn<std::string>("plain");
        const auto row = [](const char* line, const char* plain) {
            QTest::newRow(line) << std::string(line) << std::string(plain);
        };
        row("# Heading", "Heading");
        row("###### Six ##", "Six");
        row("####### seven", "####### seven");
        row("#tag is no heading", "#tag is no heading");
        row("#", "");
        row("  \t Indented\r", "Indented");
        row("**bold** and *thin*", "bold and thin");
        row("snake_case_name and _thin_", "snake_case_name and thin");
        row("2 * 3 * 4", "2 * 3 * 4");
        row("`code` ~~gone~~ ~100", "code gone ~100");
        row("Use `__post_init__` of `std::vector<int>` and `*args`",
            "Use __post_init__ of std::vector<int> and *args");
        row("``a ` b`` *c*", "a ` b c");
        row("`never closed *x*", "never closed x");
        row("a [link](https://example.org/a) b", "a link b");
        row("![picture](a.png)", "picture");
        row("[![badge](b.svg)](c)", "badge");
        row("a [bracket] b", "a [bracket] b");
        row("[not](closed", "[not](closed");
        row("[[Page]] and [[Page|words]]", "Page and words");
        row("[[never closed", "[[never closed");
        row("<https://example.org> <b>tag</b> 1 < 2", "https://example.org tag 1 < 2");
        row("\\*kept\\* C:\\Dir", "*kept* C:\\Dir");
        row("> > quoted", "quoted");
        row("- item", "item");
        row("1. first", "first");
        row("3) third", "third");
        row("- [ ] open task", "open task");
        row("* [x] done task", "done task");
        row("-not a list", "-not a list");
        row("1.5 litres", "1.5 litres");
        row("---", "");
        row("***", "");
        row("=====", "");
        row("| --- | :-: |", "");
        row("a\tb   c", "a b c");
        row("Größe 日本語 🌿", "Größe 日本語 🌿");
        row("\x01\x7f", "");
    }
    void takesMarksOffALine()
    {
        QFETCH(std::string, line);
        QFETCH(std::string, plain);
        QCOMPARE(plainLine(line, longestTitle), plain);
    }

    void findsTitleAndSnippet_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("explicitTitle");
        QTest::addColumn<std::string>("title");
        QTest::addColumn<std::string>("snippet");
        const auto row = [](const char* name, const char* body, const char* given, const char* title,
                            const char* snippet) {
            QTest::newRow(name) << std::string(body) << std::string(given) << std::string(title)
                                << std::string(snippet);
        };
        row("empty", "", "", "", "");
        row("blank", "\n \n\t\n", "", "", "");
        row("one line", "Just this", "", "Just this", "");
        row("blank lines first", "\n\n# T\n\none\n\n\ntwo\n", "", "T", "one two");
        row("carriage returns", "# T\r\n\r\none\r\n", "", "T", "one");
        row("marks only first", "---\n***\n\nT\nrest", "", "T", "rest");
        row("setext", "T\n===\nrest", "", "T", "rest");
        row("front matter", "---\ntitle: x\n---\n\n# T\nrest", "", "T", "rest");
        row("front matter only", "---\ntitle: x\n---\n", "", "", "");
        row("open front matter", "---\ntitle\nrest", "", "title", "rest");
        row("front matter closed by dots", "---\ndate: 2024-01-01\n...\n# T\nrest", "", "T", "rest");
        row("byte order mark", "\xEF\xBB\xBF# T\nrest", "", "T", "rest");
        row("byte order mark and front matter", "\xEF\xBB\xBF---\na: b\n---\nT", "", "T", "");
        row("no front matter", "a\n---\nb\n---\n", "", "a", "b");
        row("explicit", "# Other\nrest", "Given", "Given", "Other rest");
        row("explicit, repeated", "# Given\nrest", "Given", "Given", "rest");
        row("explicit, empty", "", "Given", "Given", "");
        row("title again", "# T\n\nT\nrest", "", "T", "rest");
        row("code first", "```sh\nmake *all*\n```\nrest", "", "make *all*", "rest");
        row("table", "| a | b |\n|---|---|\n| 1 | 2 |", "", "| a | b |", "| 1 | 2 |");
    }
    void findsTitleAndSnippet()
    {
        QFETCH(std::string, body);
        QFETCH(std::string, explicitTitle);
        const NoteOutline outline = outlineOf(body, explicitTitle);
        QTEST(outline.title, "title");
        QTEST(outline.snippet, "snippet");
    }

    void countsTasks_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<unsigned>("done");
        QTest::addColumn<unsigned>("all");
        const auto row = [](const char* body, unsigned done, unsigned all) {
            QTest::newRow(body) << std::string(body) << done << all;
        };
        row("- [ ] a\n- [x] b\n* [X] c\n+ [ ] d\n12. [x] e", 3, 5);
        row("  - [ ] nested\n\t1) [x] deep", 1, 2);
        row("> - [x] quoted", 1, 1);
        row("- - [ ] list in list", 0, 1);
        row("- []\n- [y] no\n- [ ]no\n[ ] no\n-[ ] no", 0, 0);
        row("- [ ]", 0, 1);
        row("```\n- [ ] code\n```\n- [x] after", 1, 1);
        row("~~~~\n- [ ] code\n~~~\n- [ ] still\n~~~~~\n- [ ] after", 0, 1);
        row("```never closed\n- [ ] code", 0, 0);
        row("---\n- [ ] front matter\n---\n- [ ] text", 0, 1);
        row("```one line```\n- [x] text", 1, 1);
    }
    void countsTasks()
    {
        QFETCH(std::string, body);
        const NoteOutline outline = outlineOf(body, {});
        QTEST(outline.tasksDone, "done");
        QTEST(outline.tasksAll, "all");
    }

    void cutsAtWholeCharacters()
    {
        for (const std::string character : {"a", "ß", "語", "🌿"}) {
            std::string line;
            while (line.size() < 20'000)
                line += character;
            const NoteOutline outline = outlineOf(line + "\nx" + line, {});
            QVERIFY(outline.title.size() <= longestTitle && outline.title.size() > longestTitle - 4);
            QVERIFY(outline.snippet.size() <= longestSnippet);
            QVERIFY2(outline.snippet.size() > longestSnippet - 4, outline.snippet.c_str());
            QVERIFY(isStorableText(outline.title));
            QVERIFY(isStorableText(outline.snippet));
        }
    }

    // Each of these takes minutes where one line or one mark is looked at again and again.
    void staysLinear_data()
    {
        QTest::addColumn<std::string>("unit");
        for (const char* unit : {"[", "[[", "](", "<a", "![", "> ", "- ", "*", "`", "```\n", "---\n",
                                 "- [ ] \n", "\n", "[a](", "a ", "\\", "1. "})
            QTest::newRow(unit) << std::string(unit);
    }
    void staysLinear()
    {
        QFETCH(std::string, unit);
        std::string body;
        body.reserve((4U << 20) + unit.size());
        while (body.size() < (4U << 20))
            body += unit;
        const NoteOutline outline = outlineOf(body, {});
        QVERIFY(outline.title.size() <= longestTitle);
        QVERIFY(outline.snippet.size() <= longestSnippet);
    }
};

QTEST_GUILESS_MAIN(NoteTitleTest)
#include "note_title_test.moc"
