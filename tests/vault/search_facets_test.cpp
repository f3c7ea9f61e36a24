// SPDX-License-Identifier: GPL-3.0-or-later
// What of a query can be chosen beside its words: found in it, put into it, taken out.
#include "core/vault/search_query.h"
#include "tests/support/test_environment.h"

#include <QTest>

using namespace lockleaf;

class SearchFacetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsAreFound()
    {
        QCOMPARE(facetOf("", QueryFacet::Tag), "");
        QCOMPARE(facetOf("lisbon flat", QueryFacet::Tag), "");
        QCOMPARE(facetOf("lisbon  tag:travel flat tag:\"a b\"", QueryFacet::Tag), "tag:travel tag:\"a b\"");
        QCOMPARE(facetOf("-tag:travel tag: \"tag:x\" in:Home", QueryFacet::Tag), "");
        QCOMPARE(facetOf("tag:travel in:Home/Garden in:trash", QueryFacet::Notebook),
                 "in:Home/Garden in:trash");
        QCOMPARE(facetOf("after:2026-05 x before:2027 edited:nonsense created:today", QueryFacet::Date),
                 "after:2026-05 before:2027 created:today");
    }

    void partIsPutBeforeTheWords()
    {
        // What is typed last may go on, and does so still.
        QCOMPARE(withFacet("lisbon fla", QueryFacet::Tag, "tag:travel"), "tag:travel lisbon fla");
        QVERIFY(
            parseSearchQuery(withFacet("lisbon fla", QueryFacet::Tag, "tag:travel"), 0)->words.back().prefix);
        QCOMPARE(withFacet("\"not closed", QueryFacet::Date, "edited:today"), "edited:today \"not closed");
    }

    void partTakesThePlaceOfOthers()
    {
        QCOMPARE(withFacet("lisbon tag:travel flat", QueryFacet::Tag, "tag:home"), "lisbon tag:home flat");
        QCOMPARE(withFacet("tag:a lisbon tag:b flat tag:c", QueryFacet::Tag, "tag:home"),
                 "tag:home lisbon flat ");
        QCOMPARE(withFacet("after:2026 before:2027 x", QueryFacet::Date, "edited:today"), "edited:today x");
        QCOMPARE(withFacet("-tag:a in:Home x", QueryFacet::Tag, "tag:b"), "tag:b -tag:a in:Home x");
    }

    void partIsTakenOut()
    {
        QCOMPARE(withFacet("tag:travel lisbon fla", QueryFacet::Tag, ""), "lisbon fla");
        QCOMPARE(withFacet("lisbon tag:travel flat", QueryFacet::Tag, ""), "lisbon flat");
        // The word before it was ended, and is so still.
        QCOMPARE(withFacet("lisbon tag:travel", QueryFacet::Tag, ""), "lisbon ");
        QVERIFY(!parseSearchQuery("lisbon ", 0)->words.back().prefix);
        QCOMPARE(withFacet("tag:travel", QueryFacet::Tag, ""), "");
        QCOMPARE(withFacet("lisbon", QueryFacet::Date, ""), "lisbon");
        QCOMPARE(withFacet("in:trash x", QueryFacet::Notebook, ""), "x");
    }

    void namesAreWrittenAsTheyAreRead()
    {
        QCOMPARE(namePart("tag", "travel/portugal"), "tag:travel/portugal");
        QCOMPARE(namePart("in", "At home/Garden"), "in:\"At home/Garden\"");
        for (const std::string name : {"Home", "At home", "trash", "Caf\xc3\xa9", "a-b"}) {
            const auto parsed = parseSearchQuery(namePart("in", name), 0);
            QCOMPARE(parsed->notebooks.size(), std::size_t{1});
            QCOMPARE(parsed->notebooks.front().name, name);
            QVERIFY(!parsed->trash);
        }
    }
};

QTEST_GUILESS_MAIN(SearchFacetsTest)
#include "search_facets_test.moc"
