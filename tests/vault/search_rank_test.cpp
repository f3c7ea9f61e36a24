// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/search_rank.h"
#include "tests/vault/vault_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Ids = std::vector<RecordId>;

RankedNote note(std::size_t inTitle, std::size_t inBody, std::size_t tokens)
{
    return {{{inTitle}, 3}, {{inBody}, tokens}};
}

using Order = std::vector<std::size_t>;

} // namespace

class SearchRankTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersByHowWellNotesMatch()
    {
        QCOMPARE(rankedOrder({}), Order{});
        // More often, in the title, in a shorter text; alike stays in its order.
        QCOMPARE(rankedOrder({note(0, 1, 100), note(0, 5, 100)}), (Order{1, 0}));
        QCOMPARE(rankedOrder({note(0, 2, 100), note(1, 0, 100)}), (Order{1, 0}));
        QCOMPARE(rankedOrder({note(0, 2, 1000), note(0, 2, 50)}), (Order{1, 0}));
        QCOMPARE(rankedOrder({note(0, 2, 100), note(0, 2, 100), note(0, 2, 100)}), (Order{0, 1, 2}));
    }

    void aRareWordWeighsMore()
    {
        const RankedNote common{{{0, 0}, 2}, {{3, 1}, 100}};
        const RankedNote rare{{{0, 0}, 2}, {{1, 3}, 100}};
        const RankedNote other{{{0, 0}, 2}, {{3, 1}, 100}};
        QCOMPARE(rankedOrder({common, other, rare}).front(), 2U);
    }

    void countsWordsAndPhrases()
    {
        const auto counts = [](std::string_view text, std::string_view query) {
            return countWords(text, *parseSearchQuery(query, 0));
        };
        const WordCounts words = counts("Tea, tea and TEA; teapot", "tea ");
        QCOMPARE(words.phrases, std::vector<std::size_t>{3});
        QCOMPARE(words.tokens, 5U);
        QCOMPARE(counts("Tea, tea and TEA; teapot", "tea").phrases, std::vector<std::size_t>{4});
        QCOMPARE(counts("green tea, green tea", "\"green tea\" -coffee green ").phrases,
                 (std::vector<std::size_t>{2, 2}));
        QCOMPARE(counts("anything", "tag:x").phrases, std::vector<std::size_t>{});
    }

    void theBestMatchingComesFirst()
    {
        VaultFixture f;
        const RecordId twice = f.add("Garden\nbeans beans, and much about the weather and the soil");
        const RecordId often = f.add("Kitchen\nbeans beans beans beans");
        const RecordId titled = f.add("Beans\nhow to sow them");
        const RecordId once = f.add("Shopping\nbread butter beans milk flour sugar coffee tea rice apples");
        f.add("Nothing of that");
        const auto ranked = f.vault->rankedSearch("beans ", {}, 10);
        QVERIFY(ranked);
        QCOMPARE(ranked->ids, (Ids{titled, often, twice, once}));
        QCOMPARE(ranked->titleHits, 0U);
        QVERIFY(!ranked->hasMore);
        QCOMPARE(f.vault->search("beans ", {}, 10)->ids, (Ids{titled, once, often, twice}));
        const auto first = f.vault->rankedSearch("beans ", {}, 2);
        QCOMPARE(first->ids, (Ids{titled, often}));
        QVERIFY(first->hasMore);
    }

    void looksAtBoundedCandidates()
    {
        VaultFixture f;
        const RecordId old = f.add("x\nbeans beans beans beans beans");
        const auto added = f.vault->inOneTransaction([&]() -> Result<void> {
            for (std::size_t i = 0; i < mostRanked; ++i)
                f.add("y\nbeans");
            return {};
        });
        QVERIFY(added);
        const auto ranked = f.vault->rankedSearch("beans ", {}, SIZE_MAX);
        QVERIFY(ranked);
        QCOMPARE(ranked->ids.size(), mostRanked);
        QVERIFY(std::ranges::find(ranked->ids, old) == ranked->ids.end());
        QVERIFY(ranked->hasMore);
    }

    void longTextsAreCutAlike()
    {
        QCOMPARE(evenCut({}, 100), std::size_t{100});
        QCOMPARE(evenCut({10, 20, 30}, 100), std::size_t{100});
        QCOMPARE(evenCut({10, 20, 70}, 100), std::size_t{100});
        QCOMPARE(evenCut({50, 20, 90, 90}, 100), std::size_t{26});
        QCOMPARE(evenCut({1000, 10, 1000}, 100), std::size_t{45});
        QCOMPARE(evenCut({1000}, 100), std::size_t{100});
        // The shorter one says it further down than the other is read: it is read whole.
        VaultFixture f;
        const std::string words = [] {
            std::string many;
            while (many.size() < 150'000)
                many += "word ";
            return many;
        }();
        const RecordId late = f.add("x\n" + words + "beans beans beans beans");
        const RecordId early = f.add("z\nbeans " + words + words);
        const RecordId never = f.add("y\n" + words + words + words + "beans beans");
        QCOMPARE(f.vault->rankedSearch("beans ", {}, 3)->ids, (Ids{late, early, never}));
    }

    void opensBoundedBytes()
    {
        VaultFixture f;
        const std::string many = [] {
            std::string words;
            while (words.size() < 2000)
                words += "beans ";
            return words;
        }();
        const std::string large(mostRankedBytes - 1000, '.');
        // Those found in the title are looked at first, then those that were edited last.
        const RecordId titled = f.add("Beans\n" + large + large);
        const RecordId small = f.add("x\nbeans beans");
        const RecordId often = f.add("y\n" + many);
        const RecordId filler = f.add("z\nbeans " + large);
        const RecordId beyond = f.add("w\n" + many + large);
        const auto ranked = f.vault->rankedSearch("beans ", {}, 10);
        QVERIFY(ranked);
        QCOMPARE(ranked->ids.size(), std::size_t{5});
        QCOMPARE(ranked->ids.front(), titled); // by its title alone
        QCOMPARE((Ids{ranked->ids.begin() + 1, ranked->ids.begin() + 3}), (Ids{small, filler}));
        // Those whose texts were not opened have nothing to say for them, and stay in their order.
        QCOMPARE((Ids{ranked->ids.begin() + 3, ranked->ids.end()}), (Ids{beyond, often}));
    }

    void asksOfListsAndWithoutWords()
    {
        VaultFixture f;
        const RecordId kept = f.add("One #a\nbeans");
        const RecordId gone = f.add("Two #a\nbeans");
        QVERIFY(f.vault->moveToTrash(gone));
        QCOMPARE(f.vault->rankedSearch("tag:a", {}, 10)->ids, Ids{kept});
        ListFilter trash;
        trash.trash = true;
        QCOMPARE(f.vault->rankedSearch("beans ", trash, 10)->ids, Ids{gone});
        QCOMPARE(f.vault->rankedSearch("", {}, 10)->ids, Ids{kept});
        QCOMPARE(f.vault->rankedSearch("zebra", {}, 10)->ids, Ids{});
    }
};

QTEST_GUILESS_MAIN(SearchRankTest)
#include "search_rank_test.moc"
