// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folded_text.h"
#include "core/vault/tag_text.h"

#include <QTest>

#include <random>

using namespace lockleaf;

namespace {

using Tags = std::vector<std::string>;

std::string renamedBody(std::string_view from, std::string_view to, std::string_view body)
{
    const auto rename = TagRename::of(from, to);
    if (!rename)
        return "refused";
    const auto edits = rename->editsOf(body);
    if (!edits)
        return "too long";
    return std::string(edited(body, *edits)->text());
}

} // namespace

class TagTextTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folds()
    {
        QCOMPARE(foldedText("TAG-1"), std::string("tag-1"));
        QCOMPARE(foldedText("STRASSE"), foldedText("straße"));
        QCOMPARE(foldedText("É"), foldedText("e\xCC\x81"));
        QCOMPARE(foldedText("ΣΊΣΥΦΟΣ"), foldedText("σίσυφος"));
        QVERIFY(foldedText("a") != foldedText("ä"));
    }

    void unitesRecordAndText()
    {
        QCOMPARE(tagsOf({"One", "two words"}, "#one #Two #TWO #a/b `#no`"),
                 (Tags{"One", "two words", "Two", "a/b"}));
        QCOMPARE(tagsOf({}, "nothing"), Tags{});
        QCOMPARE(tagsOf({"a", "A", "b"}, ""), (Tags{"a", "b"}));
    }

    void takesManyTagsAndDeepOnes()
    {
        std::string body;
        for (int i = 0; i < 10'000; ++i)
            body += "#tag" + std::to_string(i) + ' ';
        QCOMPARE(tagsOf({}, body).size(), 10'000U);
        std::string deep = "a";
        for (int i = 1; i < 200; ++i)
            deep += "/a";
        QCOMPARE(tagsOf({}, "#" + deep), Tags{deep});
        std::string tooMany;
        for (int i = 0; i < 1000; ++i)
            tooMany += "#x" + std::to_string(i) + "/" + deep + ' ';
        QCOMPARE(tagsOf({}, tooMany).size(), mostTagLevels / 201);
    }

    void renames_data()
    {
        QTest::addColumn<std::string>("from");
        QTest::addColumn<std::string>("to");
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("after");
        const auto row = [](const char* from, const char* to, const char* body, const char* after) {
            QTest::newRow(body) << std::string(from) << std::string(to) << std::string(body)
                                << std::string(after);
        };
        row("a", "b", "#a #A, #a/x #ab #a-b `#a` x#a", "#b #b, #b/x #ab #a-b `#a` x#a");
        row("a", "a/b", "#a #a/x", "#a/b #a/b/x");
        row("a/b", "c", "#a #a/b #A/B/d #a/bc", "#a #c #c/d #a/bc");
        row("größe", "size", "#GRÖSSE #gro\xCC\x88sse/X", "#size #size/X");
        row("a", "A", "#a #A #a/b", "#A #A #A/b");
        row("a", "b", "#a/ #a- #a//x", "#b/ #b- #b//x");
        row("a", "1", "#a", "refused");
        row("a", "b c", "#a", "refused");
        row("", "b", "#a", "refused");
    }
    void renames()
    {
        QFETCH(std::string, from);
        QFETCH(std::string, to);
        QFETCH(std::string, body);
        QTEST(renamedBody(from, to, body), "after");
    }

    void refusesWhatWouldBecomeTooLong()
    {
        const std::string rest(longestTag - 2, 'x');
        QCOMPARE(renamedBody("a", "b", "#a/" + rest), "#b/" + rest);
        QCOMPARE(renamedBody("a", "bb", "#a/" + rest), std::string("too long"));
    }

    void mergesTagsOfTheRecord()
    {
        const auto rename = TagRename::of("a", "B");
        QCOMPARE(rename->renamed(Tags{"x", "A", "b", "a/c", "b/C"}), (Tags{"x", "B", "B/c"}));
        QCOMPARE(rename->renamed(Tags{"x", "X"}), (Tags{"x", "X"})); // another's business
    }

    /// Renaming leaves no tag of the old name, brings each under the new one, and can be taken back exactly.
    void anyRenameCanBeTakenBack()
    {
        std::mt19937 random(11);
        static constexpr std::array<const char*, 16> pieces{
            "#a", "#A", "#b", "#é", "/a", "/b", "#", "a", " ", "\n", "`", "[[", "]]", "-", "É", "e\xCC\x81"};
        static constexpr std::array<const char*, 6> names{"a", "b", "é", "a/b", "b/a", "zebra/crossing"};
        int changed = 0;
        for (int round = 0; round < 30'000; ++round) {
            std::string body;
            for (auto left = random() % 24; left > 0; --left)
                body += pieces.at(random() % pieces.size());
            const std::string from = names.at(random() % 5);
            const std::string to = names.at(random() % names.size());
            const auto rename = TagRename::of(from, to);
            const TextEdits edits = *rename->editsOf(body);
            const auto after = edited(body, edits);
            QVERIFY(after);
            changed += edits.empty() ? 0 : 1;
            QCOMPARE(std::string(edited(after->text(), reversed(edits))->text()), body);
            Tags expected = withoutRepetitions(rename->renamed(tagsOf({}, body)));
            QCOMPARE(tagsOf({}, after->text()).size(), expected.size());
            for (const std::string& tag : tagsOf({}, after->text()))
                QVERIFY2(std::ranges::any_of(
                             expected, [&](const auto& one) { return foldedText(one) == foldedText(tag); }),
                         body.c_str());
        }
        QVERIFY(changed > 3000);
    }

    void editsThatDoNotFitAreRefused()
    {
        QVERIFY(!edited("abc", {{1, "x", "y"}}));
        QVERIFY(!edited("abc", {{9, "", "y"}}));
        QVERIFY(!edited("abc", {{1, "b", "y"}, {0, "a", "z"}}));
        QCOMPARE(edited("abc", {{0, "", "<"}, {3, "", ">"}})->text(), std::string_view("<abc>"));
    }
};

QTEST_GUILESS_MAIN(TagTextTest)
#include "tag_text_test.moc"
