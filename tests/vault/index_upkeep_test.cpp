// SPDX-License-Identifier: GPL-3.0-or-later
// The search index is put in order when nobody waits.
#include "core/store/index_segments.h"
#include "tests/vault/plain_vault.h"

using namespace lockleaf;
using namespace lockleaf::test;

class IndexUpkeepTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void becomesOneSegment()
    {
        PlainVault v;
        Database& database = static_cast<SealedVault&>(*v.vault).store().database();
        const auto segments = [&](SearchTable table) { return segmentsOf(database, table)->segments.size(); };
        for (int i = 0; i < 40; ++i)
            v.add("note of number" + std::to_string(i));
        QVERIFY(segments(SearchTable::Text) > 20 && segments(SearchTable::Facets) > 20);
        for (int saves = 0; *v.vault->tidyIndex(); ++saves)
            if (saves % 2 == 0)
                v.add("written between the steps"); // a merge that is under way goes on
        QCOMPARE(segments(SearchTable::Text), std::size_t{1});
        QCOMPARE(segments(SearchTable::Facets), std::size_t{1});
        QCOMPARE(v.vault->search("number", {}, 100)->ids.size(), std::size_t{40});
        QCOMPARE(v.vault->search("number7 ", {}, 100)->ids.size(), std::size_t{1});
        QCOMPARE(v.firstProblem(), "");
        QVERIFY(!*v.vault->tidyIndex()); // nothing is left to do
    }
};

QTEST_GUILESS_MAIN(IndexUpkeepTest)
#include "index_upkeep_test.moc"
