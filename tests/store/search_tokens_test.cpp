// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/search_tokens.h"

#include <QTest>

#include <random>

using namespace lockleaf;
using namespace Qt::StringLiterals;

namespace {

QStringList tokensOf(const QByteArray& text)
{
    QStringList tokens;
    TokenReader reader({text.data(), static_cast<std::size_t>(text.size())});
    SearchToken token;
    while (reader.next(token))
        tokens << QString::fromUtf8(token.text.data(), static_cast<qsizetype>(token.text.size()));
    return tokens;
}

} // namespace

class SearchTokensTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cutsIntoTokens_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens");
        QTest::newRow("words") << u"Lisbon in May, 2026!"_s << u"lisbon|in|may|2026"_s;
        QTest::newRow("accents") << u"Café crème ÜBER"_s << u"cafe|creme|uber"_s;
        QTest::newRow("accents apart") << u"Cafe\u0301"_s << u"cafe"_s;
        QTest::newRow("sharp s") << u"Straße STRASSE"_s << u"strasse|strasse"_s;
        QTest::newRow("Greek") << u"Λόγος ΛΌΓΟΣ"_s << u"λογοσ|λογοσ"_s;
        QTest::newRow("Cyrillic") << u"Ёлка чай"_s << u"елка|чаи"_s;
        QTest::newRow("Vietnamese") << u"Tiếng Việt"_s << u"tieng|viet"_s;
        QTest::newRow("Arabic marks") << u"مُحَمَّد"_s << u"محمد"_s;
        QTest::newRow("Devanagari keeps its vowels") << u"हिन्दी"_s << u"हिन्दी"_s;
        QTest::newRow("Chinese") << u"我在东京。"_s << u"我|在|东|京"_s;
        QTest::newRow("Japanese") << u"東京タワー"_s << u"東|京|タ|ワ|ー"_s;
        QTest::newRow("voiced kana stay") << u"がか"_s << u"が|か"_s;
        QTest::newRow("voiced kana apart") << u"か\u3099"_s << u"が"_s;
        QTest::newRow("narrow kana") << u"ｶﾞ"_s << u"ガ"_s;
        QTest::newRow("Korean") << u"학교에서"_s << u"학|교|에|서"_s;
        QTest::newRow("Korean letters") << u"\u1112\u1161\u11a8"_s << u"학"_s;
        QTest::newRow("Thai") << u"ภาษาไทย"_s << u"ภ|า|ษ|า|ไ|ท|ย"_s;
        QTest::newRow("wide letters") << u"ＡＢＣ１"_s << u"abc1"_s;
        QTest::newRow("scripts side by side") << u"C言語 v2"_s << u"c|言|語|v2"_s;
        QTest::newRow("emoji") << u"tea 🌿🍵"_s << u"tea|🌿|🍵"_s;
        QTest::newRow("emoji with a variation") << u"☀️"_s << u"☀"_s;
        QTest::newRow("marks alone") << u"\u0301 \u0301x"_s << u"x"_s;
        QTest::newRow("nothing") << u"-- ** \"' \\ NEAR("_s << u"near"_s;
        QTest::newRow("apostrophe") << u"don't"_s << u"don|t"_s;
        QTest::newRow("fraction") << u"½ ﬁn"_s << u"12|fin"_s;
    }
    void cutsIntoTokens()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, tokens);
        QCOMPARE(tokensOf(text.toUtf8()).join(u'|'), tokens);
    }

    void foldsWhatIsFoldedToItself()
    {
        // A query is cut as texts are, so a token cut again has to stay what it is.
        std::mt19937 random(7);
        for (int round = 0; round < 20'000; ++round) {
            QByteArray text;
            for (auto length = 1 + random() % 6; length > 0; --length) {
                const auto code = static_cast<char32_t>(random() % (round % 3 == 0 ? 0x11000 : 0x3100));
                if (code != 0 && (code < 0xd800 || code > 0xdfff))
                    text.append(QString::fromUcs4(&code, 1).toUtf8());
            }
            const QStringList once = tokensOf(text);
            QVERIFY2(tokensOf(once.join(u' ').toUtf8()) == once, text.toHex().constData());
        }
    }

    void tellsWhereTokensStand()
    {
        const std::string_view text = "Zu Köln: 東京";
        TokenReader reader(text);
        SearchToken token;
        QStringList raw;
        while (reader.next(token))
            raw << QString::fromUtf8(text.substr(token.begin, token.end - token.begin));
        QCOMPARE(raw, QStringList({u"Zu"_s, u"Köln"_s, u"東"_s, u"京"_s}));
    }

    void survivesWhatIsNoText()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 2000; ++round) {
            QByteArray bytes(static_cast<qsizetype>(random() % 200), Qt::Uninitialized);
            for (char& c : bytes)
                c = static_cast<char>(random());
            for (const QString& token : tokensOf(bytes))
                QVERIFY(!token.isEmpty());
        }
        QCOMPARE(tokensOf(QByteArray("a\0b", 3)), QStringList({u"a"_s, u"b"_s}));
    }

    void cutsLongWordsAlike()
    {
        const QByteArray longWord(1'000'000, 'x');
        const QStringList tokens = tokensOf(longWord);
        QCOMPARE(tokens.size(), 1);
        QCOMPARE(tokens.front().size(), static_cast<qsizetype>(TokenReader::longestToken));
        QCOMPARE(tokensOf(longWord + "y"), tokens);
        const QString umlauts(400, u'ü');
        QCOMPARE(tokensOf(umlauts.toUtf8()).size(), 1);
    }

    void givesFirstCharacters()
    {
        QCOMPARE(firstCharacters("straße", 5), std::string_view("straß"));
        QCOMPARE(firstCharacters("äb", 1), std::string_view("ä"));
        QCOMPARE(firstCharacters("ab", 2), std::string_view("ab"));
        QCOMPARE(firstCharacters("äb", 3), std::string_view("äb"));
    }
};

QTEST_GUILESS_MAIN(SearchTokensTest)
#include "search_tokens_test.moc"
