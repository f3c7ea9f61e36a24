// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/text.h"
#include "core/vault/text_diff.h"

#include <QTest>

#include <random>
#include <string>

using namespace lockleaf;

namespace {

using Kind = DiffPiece::Kind;
using Pieces = std::vector<DiffPiece>;

/// "=same-removed+added"
std::string shown(const Pieces& pieces)
{
    std::string out;
    for (const DiffPiece& piece : pieces) {
        out += piece.kind == Kind::Same ? '=' : piece.kind == Kind::Removed ? '-' : '+';
        out += piece.text;
    }
    return out;
}

/// What is wrong with a comparison; empty where nothing is.
std::string faultOf(const Pieces& pieces, std::string_view before, std::string_view after)
{
    std::string a;
    std::string b;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto& [kind, text] = pieces[i];
        if (text.empty())
            return "an empty piece";
        if (!isStorableText(text))
            return "a character was cut";
        if (i > 0 && pieces[i - 1].kind == kind)
            return "two of a kind in a row";
        if (i > 0 && kind == Kind::Removed && pieces[i - 1].kind == Kind::Added)
            return "added before removed";
        if (kind != Kind::Added)
            a += text;
        if (kind != Kind::Removed)
            b += text;
    }
    return a != before ? "not the text before" : b != after ? "not the text after" : "";
}

/// Octets that did not stay.
std::size_t changed(const Pieces& pieces)
{
    std::size_t size = 0;
    for (const DiffPiece& piece : pieces)
        size += piece.kind == Kind::Same ? 0 : piece.text.size();
    return size;
}

class RandomTexts
{
public:
    explicit RandomTexts(unsigned seed) : m_random(seed) {}
    std::size_t below(std::size_t end) { return m_random() % end; }
    std::string text()
    {
        std::string text;
        for (std::size_t i = below(40); i > 0; --i)
            text += word();
        return text;
    }
    std::string edited(std::string text)
    {
        for (std::size_t i = below(8); i > 0; --i) {
            std::size_t at = below(text.size() + 1);
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80)
                ++at;
            if (below(3) != 0) {
                text.insert(at, word());
                continue;
            }
            std::size_t end = std::min(text.size(), at + below(20));
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
                ++end;
            text.erase(at, end - at);
        }
        return text;
    }

private:
    std::string word()
    {
        static constexpr std::array<const char*, 14> words{"a", "b",    "word", " ",    "\n", "\n\n", "# ",
                                                           "é", "中文", "🌿",   "\r\n", "\t", "- x",  ","};
        return words.at(below(words.size()));
    }
    std::mt19937 m_random;
};

} // namespace

class TextDiffTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marks_data()
    {
        QTest::addColumn<std::string>("before");
        QTest::addColumn<std::string>("after");
        QTest::addColumn<std::string>("pieces");
        const auto row = [](const char* name, std::string before, std::string after, std::string pieces) {
            QTest::newRow(name) << std::move(before) << std::move(after) << std::move(pieces);
        };
        row("nothing", "", "", "");
        row("the same", "a\nb", "a\nb", "=a\nb");
        row("all new", "", "a\nb", "+a\nb");
        row("all gone", "a\nb", "", "-a\nb");
        row("a line added", "a\nc\n", "a\nb\nc\n", "=a\n+b\n=c\n");
        row("a line removed", "a\nb\nc\n", "a\nc\n", "=a\n-b\n=c\n");
        row("a word changed", "one two three\n", "one 2 three\n", "=one -two+2= three\n");
        row("words in a row", "keep one two here\n", "keep three four here\n",
            "=keep -one two+three four= here\n");
        row("nothing in common", "alpha beta\n", "gamma\n", "-alpha beta\n+gamma\n");
        row("line end at the end", "a", "a\n", "=a+\n");
        row("accents", "caf\u00e9 au lait\n", "caf\u00e8 au lait\n", "-caf\u00e9+caf\u00e8= au lait\n");
        row("no spaces between words", "\u6771\u4eac\u90fd\u306b\u4f4f\u3080",
            "\u4eac\u90fd\u306b\u4f4f\u3080", "-\u6771=\u4eac\u90fd\u306b\u4f4f\u3080");
        row("moved", "a\nb\nc\nd\n", "b\nc\nd\na\n", "-a\n=b\nc\nd\n+a\n");
    }
    void marks()
    {
        QFETCH(std::string, before);
        QFETCH(std::string, after);
        QFETCH(std::string, pieces);
        const Pieces found = diffTexts(before, after);
        QCOMPARE(faultOf(found, before, after), "");
        QCOMPARE(shown(found), pieces);
    }

    void givesBothTextsBack_data()
    {
        QTest::addColumn<std::size_t>("units");
        QTest::addColumn<std::size_t>("steps");
        QTest::addColumn<std::size_t>("wordBytes");
        const DiffLimits usual;
        QTest::newRow("usual") << usual.mostUnits << usual.mostSteps << usual.mostWordBytes;
        QTest::newRow("few steps") << usual.mostUnits << std::size_t{20} << usual.mostWordBytes;
        QTest::newRow("no steps") << usual.mostUnits << std::size_t{0} << usual.mostWordBytes;
        QTest::newRow("few lines") << std::size_t{6} << usual.mostSteps << usual.mostWordBytes;
        QTest::newRow("no words") << usual.mostUnits << usual.mostSteps << std::size_t{0};
    }
    void givesBothTextsBack()
    {
        QFETCH(std::size_t, units);
        QFETCH(std::size_t, steps);
        QFETCH(std::size_t, wordBytes);
        RandomTexts random(20240501);
        for (int round = 0; round < 3000; ++round) {
            const std::string before = random.text();
            const std::string after = round % 5 == 0 ? random.text() : random.edited(before);
            const std::string fault =
                faultOf(diffTexts(before, after, {units, steps, wordBytes}), before, after);
            QVERIFY2(fault.empty(), (fault + "\n---\n" + before + "\n---\n" + after).c_str());
        }
    }

    void findsSmallChangesInALargeText()
    {
        std::string before;
        for (int i = 0; before.size() < 5'000'000; ++i)
            before += "Line " + std::to_string(i % 5000) + " of a text that is long enough to matter\n";
        std::string after = before;
        after.replace(100, 4, "more");
        after.insert(2'500'000, "inserted");
        after.erase(4'000'000, 200);
        const Pieces found = diffTexts(before, after);
        QCOMPARE(faultOf(found, before, after), "");
        QVERIFY2(changed(found) < 600, std::to_string(changed(found)).c_str());
    }

    /// Texts on which a thorough search would take hours.
    void staysBounded_data()
    {
        QTest::addColumn<int>("kinds");
        QTest::addColumn<int>("size");
        QTest::newRow("two kinds of lines") << 2 << 1;
        QTest::newRow("many kinds") << 1000 << 4;
        QTest::newRow("all different") << 1'000'000'000 << 9;
    }
    void staysBounded()
    {
        QFETCH(int, kinds);
        QFETCH(int, size);
        std::mt19937 random(7);
        std::string before;
        std::string after;
        for (std::string* text : {&before, &after})
            while (text->size() < 1'000'000)
                *text +=
                    std::to_string(random() % static_cast<unsigned>(kinds)).substr(0, size_t(size)) + '\n';
        QCOMPARE(faultOf(diffTexts(before, after), before, after), "");
    }

    void isShortWhereTheSearchIsWide()
    {
        // More changes than one search looks for: halves are found all the same.
        std::string before;
        std::string after;
        for (int i = 0; i < 5000; ++i) {
            before += "line " + std::to_string(i) + "\n";
            after += (i % 5 == 0 ? "other " : "line ") + std::to_string(i) + "\n";
            if (i % 7 == 0)
                after += before.substr(0, 7);
        }
        const Pieces found = diffTexts(before, after);
        QCOMPARE(faultOf(found, before, after), "");
        QVERIFY(changed(found) < after.size() / 2);
    }
};

QTEST_GUILESS_MAIN(TextDiffTest)
#include "text_diff_test.moc"
