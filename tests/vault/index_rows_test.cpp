// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/index_terms.h"
#include "tests/vault/plain_vault.h"

#include <algorithm>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr Timestamp minute = 60'000;

class RowsVault : public PlainVault
{
public:
    void save(const RecordId& id, std::string_view body)
    {
        clock.advance(1000);
        if (const auto saved = vault->saveBody(id, bytesOf(body)); !saved)
            qFatal("save: %s", describe(saved.error()).c_str());
    }
    /// Adds notes while the clock stands still.
    void addAtOnce(int number, std::string_view body)
    {
        for (int i = 0; i < number; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf(body));
            if (const auto added = vault->addNote(std::move(note)); !added)
                qFatal("add: %s", describe(added.error()).c_str());
        }
    }
    std::int64_t searchRow(const RecordId& id)
    {
        return number("SELECT search_row FROM note_list WHERE id = x'" + id.toHex() + "'");
    }
    std::vector<RecordId> found(std::string_view query, std::size_t limit = 1000)
    {
        const auto hits = vault->search(query, {}, limit);
        if (!hits)
            qFatal("search: %s", describe(hits.error()).c_str());
        return hits->ids;
    }
};

using Ids = std::vector<RecordId>;

} // namespace

class IndexRowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextThatIsTypedStaysInItsRow()
    {
        RowsVault v;
        const RecordId first = v.add("alpha one");
        const RecordId second = v.add("alpha two");
        const std::int64_t row = v.searchRow(first);
        v.save(first, "alpha one and more");
        v.save(first, "alpha one and more still");
        QCOMPARE(v.searchRow(first), row);
        QVERIFY(v.searchRow(second) > row);
        // Its row is below that of the other, yet it is the newest.
        QCOMPARE(v.found("alpha "), (Ids{first, second}));
        QCOMPARE(v.found("alpha ", 1), Ids{first});
        QCOMPARE(v.found("still "), Ids{first});
        QCOMPARE(v.firstProblem(), "");
    }

    void anOldTextGetsANewRow()
    {
        RowsVault v;
        const RecordId old = v.add("alpha old");
        const std::int64_t before = v.searchRow(old);
        v.clock.advance(3 * minute);
        v.save(old, "alpha again");
        QVERIFY(v.searchRow(old) > before + 1); // where its date is
        QCOMPARE(v.found("old "), Ids{});
        QCOMPARE(v.found("again "), Ids{old});
        QCOMPARE(v.firstProblem(), "");
    }

    void aTextFarBehindTheNewestGetsANewRow()
    {
        RowsVault v;
        const RecordId early = v.add("alpha early");
        const std::int64_t before = v.searchRow(early);
        v.addAtOnce(63, "alpha, one of many");
        v.save(early, "alpha early, changed");
        QCOMPARE(v.searchRow(early), before);
        v.addAtOnce(1, "alpha, one more");
        v.save(early, "alpha early, changed again");
        QCOMPARE(v.searchRow(early), before + 65);
        QCOMPARE(v.found("alpha ", 1), Ids{early});
        QCOMPARE(v.firstProblem(), "");
    }

    void whatIsTypedIsFoundInAnyOrderOfSaves()
    {
        RowsVault v;
        Ids ids;
        for (int i = 0; i < 8; ++i)
            ids.push_back(v.add("common word" + std::to_string(i)));
        QCOMPARE(v.found("common ").front(), ids.back());
        int saves = 0;
        // Searched after each one, so that the order is kept up and not made anew.
        for (const std::size_t i : {3U, 0U, 5U, 3U, 7U, 1U, 3U}) {
            const std::string text = "changed" + std::to_string(++saves);
            v.save(ids.at(i), "common " + text);
            QCOMPARE(v.found("common ", 1), Ids{ids.at(i)});
            QCOMPARE(v.found(text + ' '), Ids{ids.at(i)});
        }
        const Ids all = v.found("common ");
        QCOMPARE(all.size(), ids.size());
        QCOMPARE((Ids{all.begin(), all.begin() + 5}), (Ids{ids[3], ids[1], ids[7], ids[5], ids[0]}));
        QCOMPARE(v.firstProblem(), "");
    }

    void facetsThatStayAreNotWritten()
    {
        RowsVault v;
        const RecordId id = v.add("A list\nbread butter #shop [[Plan]]");
        const std::int64_t before = v.number("SELECT max(id) FROM note_facet_data");
        v.save(id, "A list\nbread and butter #shop [[Plan]]");
        QVERIFY(v.number("SELECT max(id) FROM note_facet_data") > before); // "and"
        const std::int64_t then = v.number("SELECT max(id) FROM note_facet_data");
        v.save(id, "A list\nbutter and bread #shop [[Plan]]");
        QCOMPARE(v.number("SELECT max(id) FROM note_facet_data"), then);
        QCOMPARE(v.found("\"butter and\""), Ids{id});
        QCOMPARE(v.found("\"bread and\""), Ids{});
        v.save(id, "A list\nbutter");
        QCOMPARE(v.found("b"), Ids{id});
        QCOMPARE(v.found("bre"), Ids{});
        QCOMPARE(v.found("tag:shop"), Ids{});
        QCOMPARE(v.firstProblem(), "");
    }

    void beginningsOfAnyLength_data()
    {
        QTest::addColumn<int>("words");
        QTest::newRow("named one by one") << 200;
        QTest::newRow("as many as are named") << static_cast<int>(IndexTerms::mostNamed);
        QTest::newRow("too many to name") << static_cast<int>(IndexTerms::mostNamed) + 20;
    }
    void beginningsOfAnyLength()
    {
        QFETCH(const int, words);
        RowsVault v;
        Ids ids;
        const auto added = v.vault->inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < words; ++i)
                ids.push_back(v.add("title\nzebra" + std::to_string(1000 + i) + " tail"));
            ids.push_back(v.add("title\nze and ñandú"));
            return {};
        });
        QVERIFY(added);
        std::ranges::reverse(ids);
        QCOMPARE(v.found("z"), ids);
        QCOMPARE(v.found("ze"), ids);
        const Ids zebras(ids.begin() + 1, ids.end());
        QCOMPARE(v.found("zeb"), zebras);
        QCOMPARE(v.found("zebr"), zebras);
        QCOMPARE(v.found("zebra1"), zebras);
        QCOMPARE(v.found("zebra1000"), Ids{ids.back()});
        QCOMPARE(v.found("zebx"), Ids{});
        QCOMPARE(v.found("ña"), Ids{ids.front()});
        QCOMPARE(v.found("nand"), Ids{ids.front()});
        QCOMPARE(v.found("title -zebra1000"), (Ids{ids.begin(), ids.end() - 1}));
        QCOMPARE(v.found("and ze"), Ids{ids.front()});
    }
};

QTEST_GUILESS_MAIN(IndexRowsTest)
#include "index_rows_test.moc"
