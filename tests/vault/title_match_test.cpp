// SPDX-License-Identifier: GPL-3.0-or-later
// Which titles a query finds, in which order, and which letters of them it shows.
#include "core/base/letter_fold.h"
#include "core/base/text.h"
#include "core/vault/title_match.h"

#include <QTest>

#include <random>

using namespace lockleaf;

namespace {

/// `title` with «» around what was found.
std::string marked(std::string_view query, std::string_view title)
{
    std::string out;
    std::size_t at = 0;
    for (const TextRange& range : TitleQuery(query).ranges(title)) {
        out += std::string(title.substr(at, range.begin - at)) + "[";
        out += std::string(title.substr(range.begin, range.end - range.begin)) + "]";
        at = range.end;
    }
    return out + std::string(title.substr(at));
}

const std::vector<std::string> pieces{"a",
                                      "b",
                                      "Z",
                                      "1",
                                      " ",
                                      "-",
                                      "\xC3\xA9",
                                      "e\xCC\x81",
                                      "\xC3\x9F",
                                      "\xE6\x97\xA5",
                                      "  ",
                                      "\xF0\x9F\x8D\x80",
                                      "\xEF\xAC\x81",
                                      "\xE1\xBE\xB3",
                                      "\t",
                                      "\xED\x95\x9C",
                                      "\xC4\xB0",
                                      "(",
                                      "\xE2\x80\x94"};

std::vector<std::string> randomText(std::mt19937& random, std::size_t longest)
{
    std::vector<std::string> text(random() % (longest + 1));
    for (std::string& piece : text)
        piece = pieces[random() % pieces.size()];
    return text;
}

std::string joined(const std::vector<std::string>& text)
{
    std::string out;
    for (const std::string& piece : text)
        out += piece;
    return out;
}

/// Whether the letters of `query` stand in `title` in their order, the plain way.
bool isSubsequence(std::string_view query, std::string_view title)
{
    const auto letters = foldLetters(title);
    std::size_t at = 0;
    for (const FoldedLetter& wanted : foldLetters(query)) {
        if (wanted.letter == U' ')
            continue;
        while (at < letters.size() && letters[at].letter != wanted.letter)
            ++at;
        if (at++ >= letters.size())
            return false;
    }
    return true;
}

/// The fewest pieces that the letters can lie in, by trying every way.
std::uint32_t fewestPieces(const std::vector<char32_t>& query, const std::u32string& title,
                           std::size_t letter, std::size_t from, bool inPiece)
{
    if (letter == query.size())
        return 0;
    std::uint32_t best = 1000;
    for (std::size_t at = from; at < title.size(); ++at) {
        if (title[at] != query[letter])
            continue;
        const bool goesOn = inPiece && at == from;
        best = std::min(best, (goesOn ? 0 : 1) + fewestPieces(query, title, letter + 1, at + 1, true));
    }
    return best;
}

} // namespace

class TitleMatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsCaseAndAccents();
    void ordersByKind();
    void prefersFewPieces();
    void marksTheBestPlaces();
    void everySubsequenceMatches();
    void nothingElseMatches();
    void rangesAreRight();
    void piecesAreTheFewest();
    void floorsHideNothingBetter();
    void takesAnyBytes();
    void longQueries();
    void letterSetsMissNothing();
    void sortKeysAreCutAtCharacters();
};

void TitleMatchTest::foldsCaseAndAccents()
{
    QCOMPARE(foldText(" Caf\xC3\xA9\t  de  Flore "), std::string("cafe de flore"));
    QCOMPARE(foldText("Stra\xC3\x9F"
                      "e"),
             std::string("strasse"));
    QCOMPARE(foldText("\xE2\x80\x9Cquoted\xE2\x80\x9D \xE2\x80\x93 it\xE2\x80\x99s"),
             std::string("\"quoted\" - it's"));
    QVERIFY(TitleQuery("CAFE").score("caf\xC3\xA9 creme") > 0);
    QVERIFY(TitleQuery("cr\xC3\xA8me").score("Cafe Creme") > 0);
    QVERIFY(TitleQuery("strasse").score("Hauptstra\xC3\x9F"
                                        "e") > 0);
    QVERIFY(TitleQuery(" \t ").isEmpty());
    QCOMPARE(TitleQuery("  ").score("x"), 0U);
}

void TitleMatchTest::ordersByKind()
{
    const std::vector<std::string> titles{"List",         // all of it
                                          "Listen later", // its beginning
                                          "Packing list", // the beginning of a word
                                          "Little star",  // two of them
                                          "Stylistics",   // a piece within a word
                                          "Ballistic as it",
                                          "Blind spots"}; // letters here and there
    const TitleQuery query("list");
    for (std::size_t i = 0; i + 1 < titles.size(); ++i)
        QVERIFY2(query.score(titles[i]) >= query.score(titles[i + 1]), titles[i + 1].c_str());
    QVERIFY(query.score(titles[0]) > query.score(titles[1]));
    QVERIFY(query.score(titles[1]) > query.score(titles[2]));
    QVERIFY(query.score(titles[2]) > query.score(titles[3]));
    QVERIFY(query.score(titles[3]) > query.score(titles[4]));
    QCOMPARE(query.score(titles[4]), query.score(titles[5]));
    QVERIFY(query.score(titles[5]) > query.score(titles[6]));
    QCOMPARE(query.score("Shopping"), 0U);
    QVERIFY(TitleQuery::isWhole(query.score("LIST ")));
    QVERIFY(!TitleQuery::isWhole(query.score("Listen")));
}

void TitleMatchTest::prefersFewPieces()
{
    QVERIFY(TitleQuery("abcd").score("xab xcd") > TitleQuery("abcd").score("xab xc xd"));
    QVERIFY(TitleQuery("pl").score("Packing list") < TitleQuery("pl").score("My plan"));
    // Where it stops looking, a floor never hides what would have been better.
    const std::uint32_t piece = TitleQuery("ing").score("Packing");
    QCOMPARE(TitleQuery("ing").scoreFolded("packing", piece - 1), piece);
    QCOMPARE(TitleQuery("ing").scoreFolded("packing", piece), 0U);
}

void TitleMatchTest::marksTheBestPlaces()
{
    QCOMPARE(marked("li", "Lisbon in May"), std::string("[Li]sbon in May"));
    QCOMPARE(marked("list", "Lost and packing list"), std::string("Lost and packing [list]"));
    QCOMPARE(marked("pl", "Apples, packing list"), std::string("Apples, [p]acking [l]ist"));
    QCOMPARE(marked("lisbon may", "Lisbon in May"), std::string("[Lisbon] in [May]"));
    QCOMPARE(marked("in may", "Lisbon in May"), std::string("Lisbon [in] [May]"));
    QCOMPARE(marked("cafe", "Un caf\xC3\xA9"), std::string("Un [caf\xC3\xA9]"));
    QCOMPARE(marked("cafe", "Un cafe\xCC\x81!"), std::string("Un [cafe\xCC\x81]!"));
    QCOMPARE(marked("s", "Gru\xC3\x9F"), std::string("Gru[\xC3\x9F]"));
    QCOMPARE(marked("zz", "a"), std::string("a"));
}

void TitleMatchTest::everySubsequenceMatches()
{
    std::mt19937 random(1);
    for (int i = 0; i < 20'000; ++i) {
        const auto title = randomText(random, 30);
        std::vector<std::string> part;
        for (const std::string& piece : title)
            if (random() % 3 == 0)
                part.push_back(piece);
        const TitleQuery query(joined(part));
        QVERIFY2(query.isEmpty() || query.score(joined(title)) > 0,
                 (joined(part) + "|" + joined(title)).c_str());
    }
}

void TitleMatchTest::nothingElseMatches()
{
    std::mt19937 random(2);
    for (int i = 0; i < 20'000; ++i) {
        const std::string title = joined(randomText(random, 12));
        const std::string typed = joined(randomText(random, 3));
        const TitleQuery query(typed);
        if (!query.isEmpty())
            QVERIFY2((query.score(title) > 0) == isSubsequence(typed, title), (typed + "|" + title).c_str());
    }
}

void TitleMatchTest::rangesAreRight()
{
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        const std::string title = joined(randomText(random, 20));
        const std::string typed = joined(randomText(random, 4));
        const TitleQuery query(typed);
        const auto ranges = query.ranges(title);
        QCOMPARE(ranges.empty(), query.isEmpty() || query.score(title) == 0);
        std::string shown;
        std::size_t before = 0;
        for (const TextRange& range : ranges) {
            QVERIFY(range.begin >= before && range.begin < range.end && range.end <= title.size());
            before = range.end;
            shown += title.substr(range.begin, range.end - range.begin);
        }
        QVERIFY(isStorableText(shown)); // whole characters
        if (!ranges.empty())
            QVERIFY2(isSubsequence(typed, shown), (typed + "|" + title + "|" + shown).c_str());
    }
}

void TitleMatchTest::piecesAreTheFewest()
{
    std::mt19937 random(4);
    const auto letters = [&](std::size_t most) {
        std::string text(1 + random() % most, 'a');
        for (char& c : text)
            c = static_cast<char>('a' + random() % 3);
        return text;
    };
    for (int i = 0; i < 5'000; ++i) {
        // One word with another letter before it: no beginnings are in the way.
        const std::string typed = letters(4);
        const std::string title = "z" + letters(10);
        const std::uint32_t fewest = fewestPieces({typed.begin(), typed.end()},
                                                  std::u32string(title.begin(), title.end()), 0, 0, false);
        const TitleQuery query(typed);
        if (fewest == 1000) {
            QCOMPARE(query.score(title), 0U);
            continue;
        }
        QCOMPARE(query.ranges(title).size(), std::size_t{fewest});
        QCOMPARE(query.score(title) & 0xFF, 0xFF - fewest);
    }
}

void TitleMatchTest::floorsHideNothingBetter()
{
    std::mt19937 random(7);
    for (int i = 0; i < 20'000; ++i) {
        const std::string title = foldText(joined(randomText(random, 12)));
        const TitleQuery query(joined(randomText(random, 4)));
        const std::uint32_t score = query.scoreFolded(title);
        const auto near = static_cast<std::uint32_t>(random() % 0x600);
        for (const std::uint32_t floor : {near, score, score > 0 ? score - 1 : 0, score + 1, score + 0x100})
            QCOMPARE(query.scoreFolded(title, floor), score > floor ? score : 0U);
    }
}

void TitleMatchTest::takesAnyBytes()
{
    std::mt19937 random(5);
    for (int i = 0; i < 20'000; ++i) {
        std::string title(random() % 24, ' ');
        std::string typed(random() % 6, ' ');
        for (std::string* text : {&title, &typed})
            for (char& c : *text)
                c = static_cast<char>(random() % 4 == 0 ? random() : 'a' + random() % 3);
        const TitleQuery query(typed);
        const bool matches = query.score(title) > 0;
        QCOMPARE(query.ranges(title).empty(), !matches);
    }
}

void TitleMatchTest::longQueries()
{
    std::string title;
    for (int i = 0; i < 100; ++i)
        title += "word" + std::to_string(i) + " ";
    const TitleQuery part(title.substr(5, 400));
    QVERIFY(part.score(title) > 0);
    QVERIFY(part.score(title.substr(0, 200)) == 0);
    QVERIFY(!part.ranges(title).empty());
    QVERIFY(TitleQuery(title).score(title) > part.score(title));
    QCOMPARE(TitleQuery(title + "x").score(title), 0U);
}

void TitleMatchTest::letterSetsMissNothing()
{
    std::mt19937 random(6);
    for (int i = 0; i < 20'000; ++i) {
        const std::string title = joined(randomText(random, 12));
        const TitleQuery query(joined(randomText(random, 3)));
        if (!query.isEmpty() && query.score(title) > 0)
            QCOMPARE(query.letters() & ~TitleQuery::lettersIn(foldText(title)), std::uint64_t{0});
    }
}

void TitleMatchTest::sortKeysAreCutAtCharacters()
{
    QCOMPARE(sortKeyOf("\xC3\x89"
                       "COLE Stra\xC3\x9F"
                       "e"),
             std::string("ecole strasse"));
    QCOMPARE(sortKeyOf(""), std::string());
    std::string title(longestSortKey - 1, 'a');
    QCOMPARE(sortKeyOf(title + "\xE6\x97\xA5"), title);
    QCOMPARE(sortKeyOf(title + "bc"), title + "b");
}

QTEST_GUILESS_MAIN(TitleMatchTest)
#include "title_match_test.moc"
