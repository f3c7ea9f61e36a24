// SPDX-License-Identifier: GPL-3.0-or-later
// The vault finds notes by their titles, and what it keeps in memory for that follows every change.
#include "tests/vault/vault_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct Titled : VaultFixture
{
    [[nodiscard]] Titles found(std::string_view query, std::uint64_t limit = 10) const
    {
        const auto matches = vault->matchTitles(query, limit);
        if (!matches)
            return {describe(matches.error())};
        Titles titles;
        for (const TitleMatch& match : *matches)
            titles.push_back(match.title);
        return titles;
    }
    void save(RecordId id, std::string_view body)
    {
        clock.advance(1000);
        QVERIFY(vault->saveBody(id, bytesOf(body)));
    }
};

} // namespace

class VaultTitlesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bestFirstThenLastEdited();
    void emptyQueryGivesLastEdited();
    void followsEveryChange();
    void followsWhatWasTakenBack();
    void changesWhileItLoads();
    void linkMeansTheNewestLivingOne();
    void linkMeansTitlesThatItCannotHold();
};

void VaultTitlesTest::bestFirstThenLastEdited()
{
    Titled test;
    test.add("Packing list");
    test.add("Lisbon flat");
    const RecordId may = test.add("Lisbon in May");
    test.add("Shopping");
    QCOMPARE(test.found("li"), (Titles{"Lisbon in May", "Lisbon flat", "Packing list"}));
    QCOMPARE(test.found("li", 2), (Titles{"Lisbon in May", "Lisbon flat"}));
    const auto matches = test.vault->matchTitles("MAY", 1);
    QVERIFY(matches);
    QCOMPARE(matches->size(), std::size_t{1});
    QCOMPARE(matches->front().id, may);
    QCOMPARE(matches->front().ranges, (std::vector<TextRange>{{10, 13}}));
    QCOMPARE(test.found("zebra"), Titles{});
}

void VaultTitlesTest::emptyQueryGivesLastEdited()
{
    Titled test;
    const RecordId first = test.add("first");
    test.add("second");
    test.save(first, "first, edited");
    QCOMPARE(test.found(""), (Titles{"first, edited", "second"}));
    QCOMPARE(test.found("  ", 1), Titles{"first, edited"});
}

void VaultTitlesTest::followsEveryChange()
{
    Titled test;
    const RecordId id = test.add("alpha");
    QCOMPARE(test.found("a"), Titles{"alpha"});
    test.add("avenue");
    QCOMPARE(test.found("a"), (Titles{"avenue", "alpha"}));
    test.save(id, "alpine");
    QCOMPARE(test.found("a"), (Titles{"alpine", "avenue"}));
    QCOMPARE(test.found("alpha"), Titles{});
    QVERIFY(test.vault->moveToTrash(id));
    QCOMPARE(test.found("a"), Titles{"avenue"});
    QVERIFY(test.vault->restoreFromTrash(id));
    QCOMPARE(test.found("alpine"), Titles{"alpine"});
    QVERIFY(test.vault->deleteForever(id));
    QCOMPARE(test.found("alpine"), Titles{});
    // Long titles that change often: what is not used any more is given up, and nothing with it.
    const RecordId other = test.add("boulevard");
    for (int i = 0; i < 160; ++i)
        test.save(other, "boulevard " + std::to_string(i) + std::string(900, 'x'));
    QCOMPARE(test.found("boulevard 159").size(), std::size_t{1});
    QCOMPARE(test.found("boulevard 158").size(), std::size_t{0});
    QCOMPARE(test.found("av"), Titles{"avenue"});
}

void VaultTitlesTest::followsWhatWasTakenBack()
{
    Titled test;
    const RecordId id = test.add("before");
    QCOMPARE(test.found("before"), Titles{"before"});
    const auto outcome = test.vault->inOneTransaction([&]() -> Result<void> {
        LOCKLEAF_CHECK(test.vault->saveBody(id, bytesOf("after")));
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf("never"));
        LOCKLEAF_CHECK(test.vault->addNote(std::move(note)));
        return fail(ErrorCode::Cancelled);
    });
    QVERIFY(!outcome);
    QCOMPARE(test.found("before"), Titles{"before"});
    QCOMPARE(test.found("after"), Titles{});
    QCOMPARE(test.found("never"), Titles{});
}

void VaultTitlesTest::changesWhileItLoads()
{
    Titled test;
    const auto filled = test.vault->inOneTransaction([&]() -> Result<void> {
        for (int i = 0; i < 1200; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("note " + std::to_string(i)));
            LOCKLEAF_CHECK(test.vault->addNote(std::move(note)));
        }
        return {};
    });
    QVERIFY(filled);
    const RecordId first = **test.vault->noteTitled("note 0");
    const RecordId last = **test.vault->noteTitled("note 1199");
    test.reopen();
    const auto job = test.vault->makeTitleLoadJob();
    NoProgress progress;
    QVERIFY(!*job->runSlice(std::chrono::milliseconds(0), progress));
    test.save(first, "changed behind it");
    test.save(last, "changed before it");
    QVERIFY(test.vault->moveToTrash(**test.vault->noteTitled("note 7")));
    QVERIFY(runToEnd(*job, {}, progress));
    QCOMPARE(test.found("changed"), (Titles{"changed before it", "changed behind it"}));
    QCOMPARE(*test.vault->noteTitled("note 0"), std::optional<RecordId>{});
    QCOMPARE(*test.vault->noteTitled("note 7"), std::optional<RecordId>{});
    QVERIFY(test.vault->noteTitled("note 8")->has_value());
    QCOMPARE(test.found("note", 1000).size(), std::size_t{1000});
}

void VaultTitlesTest::linkMeansTheNewestLivingOne()
{
    Titled test;
    const RecordId old = test.add("Packing list");
    const RecordId newer = test.add("Packing list");
    const RecordId alike = test.add("packing List");
    QCOMPARE(*test.vault->noteTitled("Packing list"), std::optional(newer));
    QCOMPARE(*test.vault->noteTitled("PACKING LIST"), std::optional(alike));
    QCOMPARE(*test.vault->noteTitled("Packing"), std::optional<RecordId>{});
    QCOMPARE(*test.vault->noteTitled(""), std::optional<RecordId>{});
    QVERIFY(test.vault->moveToTrash(newer));
    QCOMPARE(*test.vault->noteTitled("Packing list"), std::optional(old));
    QCOMPARE(*test.vault->noteTitled("Packing list", old), std::optional(alike));
    QVERIFY(test.vault->moveToTrash(alike));
    QCOMPARE(*test.vault->noteTitled("Packing list", old), std::optional<RecordId>{});
}

void VaultTitlesTest::linkMeansTitlesThatItCannotHold()
{
    Titled test;
    const RecordId sharp = test.add("C# [draft] a|b");
    const RecordId accent = test.add("Caf\xC3\xA9");
    QCOMPARE(*test.vault->noteTitled("c draft a b"), std::optional(sharp));
    QCOMPARE(*test.vault->noteTitled("c# [draft] A|B"), std::optional(sharp)); // as it is itself
    QCOMPARE(*test.vault->noteTitled("C#draft"), std::optional<RecordId>{});   // a heading of another note
    const RecordId plain = test.add("C draft a b");
    QCOMPARE(*test.vault->noteTitled("c draft a b"), std::optional(plain));
    const RecordId letter = test.add("C");
    QCOMPARE(*test.vault->noteTitled("C#draft"), std::optional(letter));
    QCOMPARE(*test.vault->noteTitled("C # [draft] a"), std::optional(letter));
    QCOMPARE(*test.vault->noteTitled("#draft"), std::optional<RecordId>{});
    QCOMPARE(*test.vault->noteTitled("CAFE"), std::optional(accent));
    const RecordId cafe = test.add("cafe");
    QCOMPARE(*test.vault->noteTitled("CAFE"), std::optional(cafe));
    QCOMPARE(*test.vault->noteTitled("CAF\xC3\x89"), std::optional(accent));
    QCOMPARE(*test.vault->noteTitled("[|]#"), std::optional<RecordId>{});
}

QTEST_GUILESS_MAIN(VaultTitlesTest)
#include "vault_titles_test.moc"
