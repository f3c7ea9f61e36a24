// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of the search index, leaf by leaf, beside what FTS5 itself says of them.
#include "core/store/index_leaf.h"
#include "core/store/index_segments.h"
#include "core/store/index_terms.h"
#include "tests/vault/plain_vault.h"

#include <random>
#include <sqlite3.h>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Terms = std::vector<std::string>;

/// A vault with words from common to rare, and its index.
struct IndexedVault : PlainVault
{
    Database& database() { return static_cast<SealedVault&>(*vault).store().database(); }

    Terms fromViews(SearchTable table, const std::string& start)
    {
        if (!IndexTerms::makeViews(database()))
            qFatal("no views");
        auto rows = database().prepare(
            table == SearchTable::Text
                ? "SELECT DISTINCT term FROM temp.search_words WHERE term >= ?1 ORDER BY term"
                : "SELECT DISTINCT term FROM temp.search_facets WHERE term >= ?1 ORDER BY term");
        rows->bind(1, std::string_view{start});
        Terms terms;
        while (*rows->step() && rows->text(0).starts_with(start))
            terms.emplace_back(rows->text(0));
        return terms;
    }
    Terms listed(SearchTable table, const std::string& start, std::size_t most = 100'000)
    {
        const auto terms = IndexTerms(database()).beginningWith(table, start, most);
        return terms ? *terms : Terms{describe(terms.error())};
    }
    /// Says for which beginning the two differ. Terms may be listed that no note has any more, until a merge
    /// drops them: unless `exactly`.
    std::string difference(bool exactly)
    {
        const auto differs = [&](SearchTable table, const char* start) {
            const Terms found = listed(table, start);
            const Terms expected = fromViews(table, start);
            return exactly ? found != expected
                           : !std::ranges::is_sorted(found) || !std::ranges::includes(found, expected);
        };
        for (const char* start :
             {"w", "wo", "word", "word1", "word12", "common", "commonplace", "z", "ä", "日"})
            if (differs(SearchTable::Text, start))
                return start;
        for (const char* start : {"p", "pwo", "T", "Tw", "l", "t", "B"})
            if (differs(SearchTable::Facets, start))
                return start;
        return {};
    }
    /// Pages that the connection was asked for since the last call.
    int pagesRead()
    {
        int read = 0;
        for (const int kind : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
            int count = 0;
            int highest = 0;
            sqlite3_db_status(database().connection(), kind, &count, &highest, 1);
            read += count;
        }
        return read;
    }
};

std::string someText(std::mt19937& random)
{
    std::string text = "# word" + std::to_string(random() % 50) + "\n\n";
    for (int i = 0; i < 400; ++i) {
        const auto kind = random() % 8;
        text += kind == 0   ? "commonplace "
                : kind < 3  ? "common "
                : kind == 3 ? "日本語 ärger "
                            : "word" + std::to_string(random() % 3000) + ' ';
    }
    return text;
}

} // namespace

class IndexTermsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameAsFts5Says();
    void firstOnesAlone();
    void placesAreNotReadThrough();
    void leafThatWasChanged();
};

void IndexTermsTest::sameAsFts5Says()
{
    std::mt19937 random(3); // NOLINT(bugprone-random-generator-seed): the same texts every time
    IndexedVault v;
    QCOMPARE(v.difference(true), ""); // nothing is there
    std::vector<RecordId> notes;
    for (int i = 0; i < 200; ++i)
        notes.push_back(v.add(someText(random)));
    QCOMPARE(v.difference(true), "");
    QCOMPARE(v.listed(SearchTable::Text, "commonplace").size(), std::size_t{1});
    // While segments are merged, step by step, and notes change between.
    constexpr std::size_t saves = 4;
    for (std::size_t i = 0; *v.vault->tidyIndex(); ++i) {
        if (i >= saves)
            continue;
        const std::string text = someText(random);
        QVERIFY(v.vault->saveBody(notes[i], bytesOf(text)));
        QCOMPARE(v.difference(false), "");
    }
    QCOMPARE(v.difference(false), "");
    QVERIFY(v.vault->deleteForever(notes.front()));
    QCOMPARE(v.difference(false), "");
}

void IndexTermsTest::firstOnesAlone()
{
    IndexedVault v;
    for (int i = 0; i < 30; ++i)
        v.add("word" + std::to_string(i));
    const Terms all = v.listed(SearchTable::Text, "word");
    QCOMPARE(all.size(), std::size_t{30});
    QCOMPARE(v.listed(SearchTable::Text, "word", 7), Terms(all.begin(), all.begin() + 7));
    QCOMPARE(v.listed(SearchTable::Text, "word", 0), Terms{});
    QCOMPARE(v.listed(SearchTable::Text, ""), Terms{});
}

void IndexTermsTest::placesAreNotReadThrough()
{
    IndexedVault v;
    std::string text;
    for (int i = 0; i < 40'000; ++i)
        text += "common ";
    for (int i = 0; i < 20; ++i)
        v.add(text + "commoner" + std::to_string(i));
    while (*v.vault->tidyIndex())
        ;
    std::uint64_t pages = 0;
    const auto index = segmentsOf(v.database(), SearchTable::Text);
    for (const IndexSegment& segment : index->segments)
        pages += segment.pages();
    QVERIFY2(pages > 200, qPrintable(QString::number(pages)));
    (void)v.pagesRead();
    QCOMPARE(v.listed(SearchTable::Text, "common").size(), std::size_t{21});
    const int read = v.pagesRead();
    QVERIFY2(read > 0 && read < 40, qPrintable(QString::number(read)));
}

void IndexTermsTest::leafThatWasChanged()
{
    // Two terms, "0ab" and "0abc" (three letters kept), with a place each.
    const Bytes leaf{0, 0, 0, 15, 3, '0', 'a', 'b', 1, 2, 3, 1, 'c', 1, 2, 4, 6};
    const auto read = [](const Bytes& block) {
        Terms terms;
        const auto done = readLeafTerms(block, [&](std::string_view term) {
            terms.emplace_back(term);
            return true;
        });
        return done ? Result<Terms>(terms) : std::unexpected(done.error());
    };
    QCOMPARE(read(leaf).value(), (Terms{"0ab", "0abc"}));
    QCOMPARE(read(Bytes{0, 0, 0, 4}).value(), Terms{}); // of a leaf in the middle of one term's places
    for (std::size_t size = 0; size < 15; ++size)
        QCOMPARE(read(Bytes(leaf.begin(), leaf.begin() + static_cast<std::ptrdiff_t>(size))).error().code,
                 ErrorCode::Damaged);
    const auto changed = [&](std::size_t at, std::uint8_t value) {
        Bytes other = leaf;
        other[at] = value;
        return read(other).has_value();
    };
    QVERIFY(!changed(3, 3));   // content that ends in the header
    QVERIFY(!changed(3, 18));  // behind the leaf
    QVERIFY(!changed(4, 12));  // a term longer than the content
    QVERIFY(!changed(10, 4));  // more kept than the one before has
    QVERIFY(!changed(15, 3));  // a term in the header
    QVERIFY(!changed(16, 11)); // behind the content
    QVERIFY(!changed(16, 0xff));
}

QTEST_GUILESS_MAIN(IndexTermsTest)
#include "index_terms_test.moc"
