// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_markup.h"
#include "core/vault/note_title.h"

#include <QTest>

#include <random>

using namespace lockleaf;

namespace {

/// What a scan meets, as one line of text.
class Met final : public MarkupVisitor
{
public:
    explicit Met(std::string_view body) : m_body(body) {}
    void tag(const InlineTag& tag) override
    {
        text += '#' + std::string(tag.name) + ' ';
        const auto before = static_cast<std::size_t>(tag.name.data() - m_body.data()) - 1;
        if (m_body.at(before) != '#')
            text += "(misplaced) ";
    }
    void link(const WikiLink& link) override
    {
        text += (link.embed ? "!(" : "(") + std::string(link.target) + '~' + std::string(link.heading) + '~' +
                std::string(link.text) + ") ";
    }
    void task(const TaskBox& box) override
    {
        text += box.done ? "[x] " : "[ ] ";
        const char mark = m_body.at(box.offset);
        if (m_body.at(box.offset - 1) != '[' || m_body.at(box.offset + 1) != ']' || (mark != ' ') != box.done)
            text += "(misplaced) ";
    }
    std::string text;

private:
    std::string_view m_body;
};

std::string metIn(std::string_view body)
{
    Met met(body);
    scanMarkup(body, met);
    if (!met.text.empty())
        met.text.pop_back();
    return met.text;
}

/// The targets alone; a picture has a `!` before it.
class MetTargets final : public MarkupVisitor
{
public:
    explicit MetTargets(std::string_view body) { scanMarkup(body, *this); }
    void target(const InlineTarget& target) override
    {
        text +=
            (text.empty() ? "" : " ") + std::string(target.picture ? "!" : "") + std::string(target.written);
    }
    std::string text;
};

} // namespace

class NoteMarkupTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTargets_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("met");
        const auto row = [](const char* body, const char* met) {
            QTest::newRow(body) << std::string(body) << std::string(met);
        };
        row("[a](b.md) ![c](d.png) and [e](f)", "b.md !d.png f");
        row("[a](b.md \"title\") ![c](d.png 'x y')", "b.md !d.png");
        row("[a](<b c.md>) [d](< >) [e]() [f](<g)", "b c.md  ");
        row("[a](b_(c).png) [d](e", "b_(c).png");
        row("[![a](b.png)](c.md)", "!b.png c.md");
        row("![a [x] y](b.png)", "!b.png");
        row("\\[a](b) `[c](d)` [e](f)", "f");
        row("a ](b) c", "");
        row("```\n[a](b)\n```\n\n    [c](d)\n\n[e](f)", "f");
        row("[a]: b.md \"t\"\n[c]: <d e.md>\n[f]:\n[^1]: g", "b.md d e.md");
        row("<img src=\"a b.png\" alt='x'> <IMG alt=x SRC=c.png/>", "!a b.png !c.png/");
        row("<a class=\"x\" href='d.md'>e</a> <img data-src=\"f\"> <imgs src=\"g\">", "d.md");
        row("<a href=\"\"> <img src> <a href=h", "");
        row("- [ ] do [a](b.md)\n> ![c](d.png)\n# [e](f)", "b.md !d.png f");
        row("---\nx: [a](b)\n---\n[c](d)", "d");
    }
    void findsTargets()
    {
        QFETCH(const std::string, body);
        QFETCH(const std::string, met);
        QCOMPARE(MetTargets(body).text, met);
    }
    void findsTags_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("met");
        const auto row = [](const char* body, const char* met) {
            QTest::newRow(body) << std::string(body) << std::string(met);
        };
        row("#tag", "#tag");
        row("a #b, (#c) \"#d\" -#e .#f", "#b #c #d #e #f");
        row("# heading #in-it", "#in-it");
        row("#a/b/c #a//b #a/ #a- #a-b_c #a_", "#a/b/c #a #a #a #a-b_c #a_");
        row("#1 #-a #_a # #", "");
        row("#a1 #log/2024/05", "#a1 #log/2024/05");
        row("#Größe #日本語 #عربي #हिन्दी #e\xCC\x81t\xC3\xA9",
            "#Größe #日本語 #عربي #हिन्दी #e\xCC\x81t\xC3\xA9");
        row("#می\u200Cخواهم #a\u200D", "#می\u200Cخواهم #a");
        row("a#b ä#b 語#b 1#b _#b &#b /#b ##b #b#c e\xCC\x81#b", "#b");
        row("🌿#b …#c", "#b #c");
        row("&#x41; C# F#", "");
        row("\\#no \\\\#yes", "#yes");
        row("`#no` ``#no ` #no`` #yes `#open", "#yes #open");
        row("- #list\n> #quote\n1. #number\n- [ ] #task", "#list #quote #number [ ] #task");
        row("```\n#no\n```\n#yes", "#yes");
        row("~~~\n#no", "");
        row("---\ntags: #no\n---\n#yes", "#yes");
        row("https://example.org/#no https://example.org/?a=.#no #yes", "#yes");
        row("<https://example.org/-#no> <a href=\"#no\">#yes</a>", "#yes");
        row("[x](#no) [x](a (#no) #no) #yes", "#yes");
        row("[x](never closed #yes", "#yes");
        row("[x](a) [y](b(c #yes", "#yes");
        row("] (#yes) ](#yes)", "#yes #yes");
        row("[x]: #no\n[^1]: #yes\n[ ]: #no", "#yes");
        row("text\n\n    #no\n    #no\n\n    #no\ntext", "");
        row("text\n    #lazy\n- item\n\n    #yes\n\ntext\n\n    #no", "#lazy #yes");
        row("\t#no", "");
        row("```\nx\n```\n    #no\n#yes", "#yes");
        row("*#a* **#b** |#c| ~#d", "#a #b #c #d");
        row("#a\r\n#b\r", "#a #b");
        row("#tag:", "#tag");
    }
    void findsTags()
    {
        QFETCH(std::string, body);
        QTEST(metIn(body), "met");
    }

    void knowsHowLongATagMayBe()
    {
        const std::string longest(longestTag, 'a');
        QCOMPARE(metIn("#" + longest + " #b"), "#" + longest + " #b");
        QCOMPARE(metIn("#" + longest + "a #b"), std::string("#b"));
        QVERIFY(isInlineTagName(longest));
        QVERIFY(!isInlineTagName(longest + "a"));
        for (const char* name : {"a", "a/b", "größe", "a-b", "x1"})
            QVERIFY(isInlineTagName(name));
        for (const char* name :
             {"", "1a", "a b", "a/", "a-", "/a", "a//b", "a#b", "a\nb", "a #a b", "#a", "a."})
            QVERIFY2(!isInlineTagName(name), name);
    }

    void findsLinks_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::addColumn<std::string>("met");
        const auto row = [](const char* body, const char* met) {
            QTest::newRow(body) << std::string(body) << std::string(met);
        };
        row("[[A]] [[ B c ]]", "(A~~) (B c~~)");
        row("[[A|text]] [[A|a|b]] [[A\\|cell]]", "(A~~text) (A~~a|b) (A~~cell)");
        row("[[A#H]] [[A # H |t]] [[#H]] [[A#H#I]]", "(A~H~) (A~H~t) (~H~) (A~H#I~)");
        row("![[A.png]] !![[B]]", "!(A.png~~) !(B~~)");
        row("[[]] [[|a]]", "(~~) (~~a)");
        row("[[a [[b]] [[c]d]] [[e", "(b~~)");
        row("[[a\nb]]", "");
        row("`[[no]]` \\[[no]] \\\\[[yes]]", "(yes~~)");
        row("```\n[[no]]\n```", "");
        row("[[A #no]] [[B]](#no) #yes", "(A~no~) (B~~) #no #yes");
        row("- [ ] [[A]]", "[ ] (A~~)");
        row("[a [[b]] c](#no)", "(b~~)");
    }
    void findsLinks()
    {
        QFETCH(std::string, body);
        QTEST(metIn(body), "met");
    }

    void findsTasksWhereTheyAreCounted()
    {
        const std::string body = "\xEF\xBB\xBF- [ ] a\n> 1. [x] b\n```\n- [ ] no\n```\n\t* [X]   c #d\n- [ ]";
        QCOMPARE(metIn(body), "[ ] [x] [x] #d [ ]");
        QCOMPARE(outlineOf(body, {}).tasksAll, 4U);
        QCOMPARE(outlineOf(body, {}).tasksDone, 2U);
    }

    void togglesOneByte()
    {
        const std::string body = "# T\n- [ ] a\n- [x] b\n";
        QCOMPARE(taskAt(body, 0).has_value(), false);
        for (std::size_t at = 4; at <= 11; ++at) // up to the line feed
            QCOMPARE(taskAt(body, at)->offset, 7U);
        QCOMPARE(taskAt(body, 12)->offset, 15U);
        QVERIFY(!taskAt(body, 1000));
        QCOMPARE(nthTask(body, 1)->offset, 15U);
        QVERIFY(!nthTask(body, 2));
        QCOMPARE(toggleTask(body, *nthTask(body, 0)).text(), std::string_view("# T\n- [x] a\n- [x] b\n"));
        QCOMPARE(toggleTask(body, *nthTask(body, 1)).text(), std::string_view("# T\n- [ ] a\n- [ ] b\n"));
    }

    void isLinear_data()
    {
        QTest::addColumn<std::string>("piece");
        for (const char* piece :
             {"[[", "[[a", "](", "](((", "[](", "[a](b(", "<a", "`",      "``` ",  "a://",       "#",
              "#a", "#a/", "&#", "[[a|", "\\",  "> ",     "- ", "- [ ] ", "[x]: ", "    #a\n\n", "é#"})
            QTest::newRow(piece) << std::string(piece);
    }
    /// A mistake here takes hours and not a moment: the time that the whole test may take is the limit.
    void isLinear()
    {
        QFETCH(std::string, piece);
        std::string body;
        while (body.size() < (std::size_t{8} << 20))
            body += piece;
        const std::string once = metIn(body);
        QVERIFY(once.size() < 8 * body.size());
        body.back() = ']';
        metIn(body);
    }

    /// What a scan meets in random lines stays within the line and means the same where it is met alone.
    void anyTagStandsForItself()
    {
        std::mt19937 random(7);
        static constexpr std::array<const char*, 18> pieces{"#", "a",  "Z", "/", "-", "_", "[[", "]]", "`",
                                                            " ", "\n", "|", "ä", "(", ")", "1",  "\\", "://"};
        std::size_t tags = 0;
        for (int round = 0; round < 60'000; ++round) {
            std::string body;
            for (auto left = random() % 20; left > 0; --left)
                body += pieces.at(random() % pieces.size());
            class Checked final : public MarkupVisitor
            {
            public:
                void tag(const InlineTag& tag) override
                {
                    ++count;
                    good &= isInlineTagName(tag.name);
                }
                void link(const WikiLink& link) override
                {
                    good &= metIn(link.whole).starts_with(link.embed ? "!(" : "(");
                }
                std::size_t count = 0;
                bool good = true;
            } checked;
            scanMarkup(body, checked);
            QVERIFY2(checked.good, body.c_str());
            tags += checked.count;
        }
        QVERIFY2(tags > 1000, std::to_string(tags).c_str());
    }
};

QTEST_GUILESS_MAIN(NoteMarkupTest)
#include "note_markup_test.moc"
