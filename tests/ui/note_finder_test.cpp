// SPDX-License-Identifier: GPL-3.0-or-later
// What is found in a text is what a slow and simple search finds, and no expression takes for ever.
#include "core/base/result.h"
#include "ui/editor/expression_finder.h"
#include "ui/editor/note_finder.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace lockleaf;
using namespace lockleaf::ui;
using namespace Qt::StringLiterals;

namespace {

FindResult findText(const QString& text, const FindQuery& query)
{
    return find({text, {}, query, {}, {}});
}

QString hitsAsText(const QString& text, const FindResult& result)
{
    QStringList all;
    for (const TextRange& hit : result.hits)
        all << u"%1:%2"_s.arg(hit.start).arg(text.mid(hit.start, hit.length));
    return all.join(u' ');
}

FindQuery expression(const QString& pattern, bool matchCase = true)
{
    FindQuery query;
    query.text = pattern;
    query.expression = true;
    query.matchCase = matchCase;
    return query;
}

/// As the finder compares, one character after the other and without its haste.
QString simplyFolded(const QString& text, bool matchCase)
{
    QString out;
    for (const char32_t c : text.normalized(QString::NormalizationForm_D).toUcs4()) {
        if (matchCase) {
            out += QString::fromUcs4(&c, 1);
            continue;
        }
        if (QChar::category(c) == QChar::Mark_NonSpacing && QChar::combiningClass(c) >= 10)
            continue;
        const char32_t shown = QChar::category(c) == QChar::Separator_Space ? U' ' : QChar::toCaseFolded(c);
        out += QString::fromUcs4(&shown, 1);
    }
    return out;
}

bool isMarkAt(const QString& text, qsizetype at)
{
    if (at >= text.size())
        return false;
    char32_t c = text[at].unicode();
    if (text[at].isHighSurrogate() && at + 1 < text.size())
        c = QChar::surrogateToUcs4(text[at], text[at + 1]);
    return QChar::category(c) == QChar::Mark_NonSpacing && QChar::combiningClass(c) > 0 &&
           QChar::combiningClass(c) != 9;
}

bool isWordAt(const QString& text, qsizetype at)
{
    return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at].isMark()) &&
           text[at].script() != QChar::Script_Hiragana;
}

/// Every pair of places is tried. Texts of few letters, none of them beyond the first plane in a word.
std::vector<TextRange> simplyFound(const QString& text, const FindQuery& query)
{
    std::vector<TextRange> hits;
    const QString wanted = simplyFolded(query.text, query.matchCase);
    if (wanted.isEmpty())
        return hits;
    for (qsizetype start = 0; start < text.size();) {
        // The longest piece: marks after the last letter belong to it.
        qsizetype found = -1;
        const bool inside = text[start].isLowSurrogate() || (start > 0 && isMarkAt(text, start));
        for (qsizetype end = text.size(); end > start && !inside; --end) {
            if ((end < text.size() && (text[end].isLowSurrogate() || isMarkAt(text, end))))
                continue;
            if (simplyFolded(text.sliced(start, end - start), query.matchCase) != wanted)
                continue;
            if (query.wholeWords && ((isWordAt(text, start - 1) && isWordAt(text, start)) ||
                                     (isWordAt(text, end) && isWordAt(text, end - 1))))
                continue;
            found = end;
            break;
        }
        if (found > start) {
            hits.push_back({static_cast<int>(start), static_cast<int>(found - start)});
            start = found;
        } else {
            ++start;
        }
    }
    return hits;
}

QString randomText(QRandomGenerator& random, const QStringList& letters, int most)
{
    QString text;
    for (int i = random.bounded(most + 1); i > 0; --i)
        text += letters[random.bounded(static_cast<int>(letters.size()))];
    return text;
}

/// Qt's matching with all of the text in sight, one place after the other.
std::vector<TextRange> simplyMatched(const QString& text, const QString& pattern)
{
    const QRegularExpression expression(pattern, QRegularExpression::UseUnicodePropertiesOption |
                                                     QRegularExpression::MultilineOption);
    std::vector<TextRange> hits;
    for (qsizetype at = 0; at <= text.size();) {
        const QRegularExpressionMatch match = expression.match(text, at);
        if (!match.hasMatch())
            break;
        hits.push_back({static_cast<int>(match.capturedStart()), static_cast<int>(match.capturedLength())});
        at = match.capturedEnd();
        if (match.capturedLength() == 0)
            at += at + 1 < text.size() && text[at].isHighSurrogate() ? 2 : 1;
    }
    return hits;
}

} // namespace

class NoteFinderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foldsCaseAndAccents();
    void keepsCharactersWhole();
    void wholeWords();
    void findsWhatASimpleSearchFinds_data();
    void findsWhatASimpleSearchFinds();
    void longTextsAreFoundPieceByPiece();
    void rightToLeftText();
    void termsOfASearch();
    void expressionsFindWhatQtFinds_data();
    void expressionsFindWhatQtFinds();
    void nothingIsFoundForEver();
    void explodingExpressionsEnd_data();
    void explodingExpressionsEnd();
    void timeEndsASearch();
    void cancelling();
    void problemsAreNamed_data();
    void problemsAreNamed();
    void groupsInReplacements_data();
    void groupsInReplacements();
    void oneHitAlone();
    void tooManyHits();
    void tooLongReplacements();
};

void NoteFinderTest::foldsCaseAndAccents()
{
    const QString text = u"Graça GRAÇA grac\u0327a graca"_s;
    FindQuery query{u"gráca"_s, false, false, false, {}};
    QCOMPARE(hitsAsText(text, findText(text, query)), u"0:Graça 6:GRAÇA 12:grac\u0327a 19:graca"_s);
    query.matchCase = true;
    QCOMPARE(hitsAsText(text, findText(text, query)), QString());
    query.text = u"graça"_s; // however it was put together
    QCOMPARE(hitsAsText(text, findText(text, query)), u"12:grac\u0327a"_s);
    query.text = u"grac"_s; // "ç" is no "c" now
    QCOMPARE(hitsAsText(text, findText(text, query)), u"19:grac"_s);
    query = {u"a b"_s, false, false, false, {}};
    QCOMPARE(findText(u"a\u00a0b"_s, query).hits.size(), std::size_t{1});
    query = {u"a"_s, false, false, false, {}};
    QCOMPARE(findText(u"a\u0301\u0323b"_s, query).hits, (std::vector<TextRange>{{0, 3}}));
    query = {u"か"_s, false, false, false, {}}; // a voiced one is another letter
    QVERIFY(findText(u"が か\u3099"_s, query).hits.empty());
    query = {u"ς"_s, false, false, false, {}};
    QCOMPARE(findText(u"σοφός"_s, query).hits.size(), std::size_t{2});
}

void NoteFinderTest::keepsCharactersWhole()
{
    const QString text = u"a😀b😁 👩‍🚀"_s;
    QCOMPARE(findText(text, {u"😀"_s, false, false, false, {}}).hits, (std::vector<TextRange>{{1, 2}}));
    // Both begin with the same half.
    QVERIFY(findText(text, {QString(QChar(0xD83D)), true, false, false, {}}).hits.empty());
    QCOMPARE(findText(text, expression(u"."_s)).hits.size(), std::size_t{8});
    QVERIFY(findText(u"\uac01"_s, {u"\u11a8"_s, false, false, false, {}}).hits.empty()); // its last part
    QVERIFY(findText(u"\uac01"_s, {u"\uac00"_s, false, false, false, {}}).hits.empty()); // its first two
    // Half a character does not stop an expression.
    QCOMPARE(findText(QString(QChar(0xD83D)) + u"x"_s, expression(u"x"_s)).hits,
             (std::vector<TextRange>{{1, 1}}));
}

void NoteFinderTest::wholeWords()
{
    const QString text = u"flat flats inflate flat, C++ C++17 été_ \u6771\u4eac"_s;
    FindQuery query{u"flat"_s, false, true, false, {}};
    QCOMPARE(hitsAsText(text, findText(text, query)), u"0:flat 19:flat"_s);
    query.text = u"c++"_s; // a sign ends a word by itself
    QCOMPARE(findText(text, query).hits.size(), std::size_t{2});
    query.text = u"ete"_s;
    QVERIFY(findText(text, query).hits.empty());
    query.text = u"\u6771"_s; // no spaces there
    QCOMPARE(findText(text, query).hits.size(), std::size_t{1});
    query = expression(u"f|flat"_s);
    query.wholeWords = true;
    QCOMPARE(hitsAsText(text, findText(text, query)), u"0:flat 19:flat"_s);
    query = expression(u"(?x) flat # a comment"_s);
    query.wholeWords = true;
    QCOMPARE(findText(text, query).hits.size(), std::size_t{4});
}

void NoteFinderTest::findsWhatASimpleSearchFinds_data()
{
    QTest::addColumn<bool>("matchCase");
    QTest::addColumn<bool>("wholeWords");
    QTest::newRow("loose") << false << false;
    QTest::newRow("case") << true << false;
    QTest::newRow("words") << false << true;
    QTest::newRow("case and words") << true << true;
}

void NoteFinderTest::findsWhatASimpleSearchFinds()
{
    QFETCH(bool, matchCase);
    QFETCH(bool, wholeWords);
    const QStringList letters{u"a"_s,      u"A"_s,      u"á"_s,  u"Á"_s,  u"b"_s,  u" "_s,
                              u"\n"_s,     u"\u0301"_s, u"ẫ"_s,  u"각"_s, u"か"_s, u"\u3099"_s,
                              u"\u05d0"_s, u"\u00a0"_s, u"😀"_s, u"."_s};
    QRandomGenerator random(20);
    int found = 0;
    for (int i = 0; i < 4000; ++i) {
        const QString text = u"b"_s + randomText(random, letters, 24);
        const FindQuery query{randomText(random, letters, 3), matchCase, wholeWords, false, {}};
        // A mark alone has no letter that it would be a part of.
        if (query.text.isEmpty() || isMarkAt(query.text, 0))
            continue;
        const std::vector<TextRange> hits = findText(text, query).hits;
        found += static_cast<int>(hits.size());
        if (hits != simplyFound(text, query))
            QFAIL(qPrintable(u"“%1” in “%2”"_s.arg(query.text, text)));
    }
    QVERIFY(found > 200);
}

void NoteFinderTest::longTextsAreFoundPieceByPiece()
{
    // Hits lie at every place relative to the ends of the pieces in which a long text is folded.
    for (const int shift : {0, 1, 2, 3, 4, 5, 6}) {
        QString text(shift, u'x');
        std::vector<TextRange> expected;
        while (text.size() < 300'000) {
            expected.push_back({static_cast<int>(text.size()), 5});
            text += u"E\u0301te\u0301 --  "_s;
        }
        QCOMPARE(findText(text, {u"été"_s, false, false, false, {}}).hits, expected);
        QCOMPARE(findText(text, {u"été"_s, false, true, false, {}}).hits.size(),
                 shift == 0 ? expected.size() : expected.size() - 1);
        FindQuery phrase;
        phrase.terms = {{u"été été"_s, false}};
        QVERIFY(findText(text, phrase).hits.size() >= expected.size() / 2 - 1);
    }
}

void NoteFinderTest::rightToLeftText()
{
    const QString text = u"שלום עולם, שָׁלוֹם and مَرْحَبًا"_s;
    const FindResult peace = findText(text, {u"שלום"_s, false, true, false, {}});
    QCOMPARE(peace.hits.size(), std::size_t{2}); // with and without its points
    QCOMPARE(text.mid(peace.hits[1].start, peace.hits[1].length), u"שָׁלוֹם"_s);
    QCOMPARE(findText(text, {u"مرحبا"_s, false, true, false, {}}).hits.size(), std::size_t{1});
}

void NoteFinderTest::termsOfASearch()
{
    const QString text = u"Lisbon flat: inflate the Flat. Líšbon — **flat** flats"_s;
    FindQuery query;
    query.terms = {{u"flat"_s, false}};
    QCOMPARE(hitsAsText(text, findText(text, query)), u"7:flat 25:Flat 42:flat"_s);
    query.terms = {{u"flat"_s, true}, {u"lisbon"_s, false}};
    QCOMPARE(hitsAsText(text, findText(text, query)), u"0:Lisbon 7:flat 25:Flat 31:Líšbon 42:flat 49:flat"_s);
    query.terms = {{u"lisbon flat"_s, false}, {u"lisbon"_s, false}};
    QCOMPARE(hitsAsText(text, findText(text, query)), u"0:Lisbon flat 31:Líšbon — **flat"_s);
    query.terms = {{u" -- "_s, false}};
    QVERIFY(findText(text, query).hits.empty());
}

void NoteFinderTest::expressionsFindWhatQtFinds_data()
{
    QTest::addColumn<QString>("pattern");
    const QStringList patterns{
        u"a"_s,      u"a*"_s,          u"a+b?"_s,          u"(a|b)\\1"_s, u"\\bab\\b"_s,
        u"^"_s,      u"$"_s,           u"^a.*$"_s,         u"(?<=b)a"_s,  u"a(?=b)"_s,
        u"a(?!b)"_s, u"\\s+"_s,        u"[^b]+"_s,         u"(?s)a.*b"_s, u"a\\nb"_s,
        u"\\w+$"_s,  u"|a"_s,          u"(?:)"_s,          u"\\Aa"_s,     u"b\\z"_s,
        u"."_s,      u"a\\Kb"_s,       u"(?s)b.*a.*\\z"_s, u"😀+"_s,      u"(?<!a)b{2,}"_s,
        u"\\R"_s,    u"(?m-s)^.+\\Z"_s};
    for (const QString& pattern : patterns)
        QTest::newRow(qPrintable(pattern)) << pattern;
}

void NoteFinderTest::expressionsFindWhatQtFinds()
{
    QFETCH(QString, pattern);
    const QStringList letters{u"a"_s, u"a"_s, u"b"_s, u" "_s, u"\n"_s, u"ab"_s, u"😀"_s};
    QRandomGenerator random(7);
    for (int i = 0; i < 60; ++i) {
        // Longer than what is looked at in one go.
        const QString text = randomText(random, letters, i < 40 ? 300 : 3000);
        const FindResult result = findText(text, expression(pattern));
        QCOMPARE(result.end, FindEnd::Complete);
        if (result.hits != simplyMatched(text, pattern))
            QFAIL(qPrintable(u"in “%1”"_s.arg(text)));
    }
}

void NoteFinderTest::nothingIsFoundForEver()
{
    QCOMPARE(findText(u"aab"_s, expression(u""_s)).hits.size(), std::size_t{0});
    QCOMPARE(findText(u"one\ntwo\n"_s, expression(u"^"_s)).hits, (std::vector<TextRange>{{0, 0}, {4, 0}}));
    QCOMPARE(findText(u"😀😀"_s, expression(u"x*"_s)).hits, (std::vector<TextRange>{{0, 0}, {2, 0}, {4, 0}}));
    QCOMPARE(findText(QString(), expression(u"^"_s)).hits, (std::vector<TextRange>{{0, 0}}));
    QCOMPARE(findText(u"ab"_s, expression(u"(?=b)"_s)).hits, (std::vector<TextRange>{{1, 0}}));
}

void NoteFinderTest::explodingExpressionsEnd_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    const QString run = QString(60, u'a');
    QTest::newRow("nested") << u"(a+)+$"_s << run + u'b';
    // PCRE itself would go on for twenty times as long.
    QTest::newRow("longer than a moment") << u"(a+)+$"_s << QString(22, u'a') + u'b';
    QTest::newRow("alternatives") << u"(a|a)*c$"_s << run + u"b c b"_s;
    QTest::newRow("optional") << u"(a?){50}a{50}c"_s.append(u"|\\1") << run + u'b';
    QTest::newRow("limits of its own") << u"(?:(a+)+)+$"_s << run + u'b';
    QTest::newRow("recursion") << u"((?:(a)|b)(?1)*)+c$"_s << run.repeated(2000) + u'b';
    QTest::newRow("dots") << u"^(.*?,){25}P"_s << u"1,2,3,4,5,6,7,8,9,"_s.repeated(20) + u"\nP"_s;
}

void NoteFinderTest::explodingExpressionsEnd()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    // The clock stands still: what ends them is the count of steps alone. Else the test would not end.
    const FindBudget::Time now{};
    const FindBudget budget({}, std::chrono::milliseconds{1}, [now] { return now; });
    const FindResult result = find({text, {}, expression(pattern), {}, {}}, budget);
    QCOMPARE(result.end, FindEnd::TooSlow);
}

void NoteFinderTest::timeEndsASearch()
{
    // A clock on which each look takes as long as all of the time but for a rest.
    int looks = 0;
    const auto clock = [&looks] { return FindBudget::Time{} + std::chrono::milliseconds{700} * looks++; };
    const FindBudget budget({}, std::chrono::milliseconds{2000}, clock);
    const FindResult result = find({QString(100'000, u'x'), {}, expression(u"x"_s), {}, {}}, budget);
    QCOMPARE(result.end, FindEnd::TooSlow);
    QVERIFY(looks < 10);
}

void NoteFinderTest::cancelling()
{
    std::stop_source stop;
    const FindBudget budget(stop.get_token());
    stop.request_stop();
    const QString text(1'000'000, u'x');
    QCOMPARE(find({text, {}, expression(u"x"_s), {}, {}}, budget).end, FindEnd::Cancelled);
    QCOMPARE(find({text, {}, {u"x"_s, false, false, false, {}}, {}, {}}, budget).end, FindEnd::Cancelled);
}

void NoteFinderTest::problemsAreNamed_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("problem");
    QTest::newRow("bracket") << u"abc de[f"_s << u"Unbalanced bracket at 7"_s;
    QTest::newRow("set within") << u"\\[[]a-"_s << u"Unbalanced bracket at 3"_s;
    QTest::newRow("open") << u"a(b(c)"_s << u"Unbalanced parenthesis at 2"_s;
    QTest::newRow("close") << u"a[(]b)"_s << u"Unbalanced parenthesis at 6"_s;
    QTest::newRow("star") << u"*a"_s << u"Nothing to repeat at 1"_s;
    QTest::newRow("backslash") << u"ab\\"_s << u"A backslash without a letter at 3"_s;
    QTest::newRow("other") << u"\\p{Foo}"_s << u"Unknown property after \\P or \\p at 7"_s;
}

void NoteFinderTest::problemsAreNamed()
{
    QFETCH(QString, pattern);
    QFETCH(QString, problem);
    const FindResult result = findText(u"text"_s, expression(pattern));
    QCOMPARE(result.end, FindEnd::Invalid);
    QCOMPARE(result.problem, problem);
    QVERIFY(result.hits.empty());
}

void NoteFinderTest::groupsInReplacements_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("made");
    QTest::newRow("dollar") << u"$2-$1"_s << u"b-a"_s;
    QTest::newRow("backslash") << u"\\2\\1"_s << u"ba"_s;
    QTest::newRow("whole") << u"<$0|$&|\\0>"_s << u"<ab|ab|ab>"_s;
    QTest::newRow("braces") << u"${1}0"_s << u"a0"_s;
    QTest::newRow("ten") << u"$10"_s << u"a0"_s;
    QTest::newRow("name") << u"${second}"_s << u"b"_s;
    QTest::newRow("not there") << u"$7 ${x} $ \\"_s << u"$7 ${x} $ \\"_s;
    QTest::newRow("signs") << u"$$1 \\\\1 \\n\\t\\q"_s << u"$1 \\1 \n\t\\q"_s;
}

void NoteFinderTest::groupsInReplacements()
{
    QFETCH(QString, typed);
    QFETCH(QString, made);
    const FindJob job{
        u"..ab.."_s, {}, expression(u"(a)(?<second>b)"_s), ReplacementText::withGroups(typed), {}};
    const FindResult result = find(job);
    QCOMPARE(result.replacements, std::vector<QString>{made});
    const FindJob plain{
        u"..ab.."_s, {}, {u"AB"_s, false, false, false, {}}, ReplacementText::literal(typed), {}};
    QCOMPARE(find(plain).replacements, std::vector<QString>{typed});
}

void NoteFinderTest::oneHitAlone()
{
    FindJob job{u"a1 a2 a3"_s, {}, expression(u"a(\\d)"_s), ReplacementText::withGroups(u"$1"_s), 3};
    const FindResult result = find(job);
    QCOMPARE(result.hits, (std::vector<TextRange>{{3, 2}}));
    QCOMPARE(result.replacements, std::vector<QString>{u"2"_s});
    job.onlyAt = 4;
    QVERIFY(find(job).hits.empty());
}

void NoteFinderTest::tooManyHits()
{
    const QString text(static_cast<qsizetype>(mostHits) + 10, u'e');
    const FindResult plain = findText(text, {u"E"_s, false, false, false, {}});
    QCOMPARE(plain.end, FindEnd::TooMany);
    QCOMPARE(plain.hits.size(), mostHits);
}

void NoteFinderTest::tooLongReplacements()
{
    const QString text(60'000, u'e');
    FindJob job{
        text, {}, {u"e"_s, false, false, false, {}}, ReplacementText::literal(QString(100, u'x')), {}};
    QCOMPARE(find(job).end, FindEnd::TooLong);
    job.query = expression(u"e"_s);
    job.replacement = ReplacementText::withGroups(u"$0"_s.repeated(100));
    QCOMPARE(find(job).end, FindEnd::TooLong);
    job.replacement = ReplacementText::withGroups(u"$0"_s.repeated(50));
    QCOMPARE(find(job).end, FindEnd::Complete);
}

QTEST_MAIN(NoteFinderTest)
#include "note_finder_test.moc"
