// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/wiki_links.h"

#include <QTest>

#include <random>

using namespace lockleaf;

namespace {

using Targets = std::vector<std::string>;

std::string relinked(std::string_view body, std::string_view from, std::string_view to)
{
    const auto after = renameWikiLinks(body, from, to);
    return after ? std::string(after->text()) : "unchanged";
}

} // namespace

class WikiLinksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesTitles()
    {
        QCOMPARE(linkKey("  Big\t Plan\u00A0x "), std::string("big plan x"));
        QCOMPARE(linkKey("CAFÉ"), linkKey("cafe\xCC\x81"));
        QCOMPARE(linkKey("C# [draft] a|b \\"), std::string("c draft a b"));
        QCOMPARE(linkKey("#"), std::string());
        QCOMPARE(linkTextFor("C# [draft]"), std::string("C draft"));
    }

    void namesItsTargetsOnce()
    {
        QCOMPARE(linkTargets("[[A]] [[a|x]] [[A#H]] [[B c]] [[#H]] ![[D]] `[[no]]` [[]]"),
                 (Targets{"A", "B c", "D"}));
        QCOMPARE(linkTargets("none"), Targets{});
    }

    void renames_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("from");
        QTest::addColumn<std::string>("to");
        QTest::addColumn<std::string>("after");
        const auto row = [](const char* body, const char* from, const char* to, const char* after) {
            QTest::newRow(body) << std::string(body) << std::string(from) << std::string(to)
                                << std::string(after);
        };
        row("a [[Old]] b ![[old]]", "Old", "New", "a [[New]] b ![[New]]");
        row("[[ old  TITLE |words]] [[Old title#Part|x]] [[Old title\\|cell]]", "Old Title", "New",
            "[[ New |words]] [[New#Part|x]] [[New\\|cell]]");
        row("`[[Old]]` [[Older]] [[x|Old]] [[#Old]]", "Old", "New", "unchanged");
        row("---\na: [[Old]]\n---\n```\n[[Old]]\n```\n", "Old", "New", "unchanged");
        row("[[Old]]", "Old", "A|B [c] #1", "[[A B c 1]]");
        row("[[Old]]", "Old", "#", "unchanged");
        row("[[C# notes]] [[C notes]] [[C#other]] [[C]]", "C# notes", "D", "[[D]] [[D]] [[C#other]] [[C]]");
        row("[[C# notes]]", "C notes", "D", "unchanged");
        row("[[CAFE\xCC\x81]]", "café", "Bar", "[[Bar]]");
        row("[[a]] [[b]]", "a", "b", "[[b]] [[b]]");
        row("[[Same]]", "same", "Same", "unchanged");
    }
    void renames()
    {
        QFETCH(std::string, body);
        QFETCH(std::string, from);
        QFETCH(std::string, to);
        QTEST(relinked(body, from, to), "after");
    }

    void renamesLinksThatGoRound()
    {
        QCOMPARE(relinked("# A\n[[B]] [[A]]", "A", "C"), "# A\n[[B]] [[C]]");
        QCOMPARE(relinked("# B\n[[A]]", "A", "C"), "# B\n[[C]]");
    }

    void anyRenameCanBeTakenBack()
    {
        std::mt19937 random(5);
        static constexpr std::array<const char*, 14> pieces{
            "[[", "]]", "a", "B", " ", "#", "|", "`", "\n", "é", "\\", "![[a]]", "[[b|x]]", "[[a#b]]"};
        static constexpr std::array<const char*, 5> names{"a", "b", "a b", "é", "a#b"};
        int changed = 0;
        for (int round = 0; round < 30'000; ++round) {
            std::string body;
            for (auto left = random() % 24; left > 0; --left)
                body += pieces.at(random() % pieces.size());
            const std::string from = names.at(random() % names.size());
            const TextEdits edits = wikiLinkEdits(body, from, "zebra");
            changed += edits.empty() ? 0 : 1;
            const auto after = edited(body, edits);
            QCOMPARE(std::string(edited(after->text(), reversed(edits))->text()), body);
            if (from != "a#b")
                for (const std::string& target : linkTargets(after->text()))
                    QVERIFY2(linkKey(target) != linkKey(from), body.c_str());
            QCOMPARE(wikiLinkEdits(after->text(), from, "zebra").size(), 0U);
        }
        QVERIFY(changed > 3000);
    }
};

QTEST_GUILESS_MAIN(WikiLinksTest)
#include "wiki_links_test.moc"
