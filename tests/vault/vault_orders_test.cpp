// SPDX-License-Identifier: GPL-3.0-or-later
// Lists sorted by edit, creation and title, forwards and backwards, and what a save costs them.
#include "core/base/letter_fold.h"
#include "tests/vault/vault_fixture.h"

#include <algorithm>
#include <random>
#include <tuple>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// What `filter` shows, sorted the plain way.
std::vector<NoteSummary> expected(Vault& vault, const ListFilter& filter)
{
    std::vector<NoteSummary> all;
    for (const bool trash : {false, true}) {
        ListFilter everything;
        everything.trash = trash;
        const auto rows = vault.listNotes(everything, 0, 10'000);
        for (const NoteSummary& row : *rows)
            if (row.trashed.has_value() == filter.trash &&
                (!filter.notebook || row.notebook == *filter.notebook) &&
                (!filter.pinned || row.pinned == *filter.pinned))
                all.push_back(row);
    }
    std::ranges::sort(all, [&](const NoteSummary& a, const NoteSummary& b) {
        const auto key = [&](const NoteSummary& note) {
            if (filter.order == NoteOrder::Title)
                return std::tuple(sortKeyOf(note.title), Timestamp{0}, note.id);
            return std::tuple(std::string(),
                              filter.order == NoteOrder::Created ? -note.created : -note.modified, note.id);
        };
        return filter.reversed ? key(b) < key(a) : key(a) < key(b);
    });
    return all;
}

RecordId addDated(VaultFixture& f, const std::string& body, RecordId notebook, Timestamp created, bool pinned)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(body));
    note.notebook = notebook;
    note.created = created;
    note.modified = created + 50;
    note.pinned = pinned;
    return *f.vault->addNote(std::move(note));
}

std::uintmax_t logSize(const VaultFixture& f)
{
    return std::filesystem::file_size(f.file.string() + "-wal");
}

} // namespace

class VaultOrdersTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsAreSorted();
    void titlesAreSortedByTheirLetters();
    void ordinarySaveLeavesTheOtherOrdersAlone();
    void choiceIsKept();
};

void VaultOrdersTest::listsAreSorted()
{
    VaultFixture f;
    std::mt19937 random(1);
    const RecordId book = *f.vault->ensureNotebook("Book");
    std::vector<RecordId> ids;
    for (int i = 0; i < 60; ++i) // few letters and dates, so that there are equal ones
        ids.push_back(addDated(f, std::string(1, static_cast<char>('a' + random() % 5)) + "\nbody",
                               random() % 2 ? book : RecordId{}, static_cast<Timestamp>(random() % 9),
                               random() % 4 == 0));
    for (int i = 0; i < 40; ++i) { // each of the ways by which a row changes
        const RecordId id = ids[random() % ids.size()];
        f.clock.advance(random() % 2);
        const std::string title(1, static_cast<char>('A' + random() % 5));
        QVERIFY(f.vault->saveBody(id, bytesOf(title + "\nother " + std::to_string(i))));
        QVERIFY(f.vault->setPinned(ids[random() % ids.size()], random() % 2 == 0));
        QVERIFY(f.vault->moveToNotebook(ids[random() % ids.size()], random() % 2 ? book : RecordId{}));
        QVERIFY(i % 5 != 0 || f.vault->moveToTrash(ids[random() % ids.size()]));
    }
    for (const NoteOrder order : {NoteOrder::Edited, NoteOrder::Created, NoteOrder::Title})
        for (const bool reversed : {false, true})
            for (const bool trash : {false, true})
                for (const std::optional<RecordId>& notebook :
                     {std::optional<RecordId>{}, std::optional(book)})
                    for (const std::optional<bool> pinned :
                         {std::optional<bool>{}, std::optional(true), std::optional(false)}) {
                        const ListFilter filter{notebook, trash, pinned, order, reversed};
                        const auto sorted = expected(*f.vault, filter);
                        const auto rows = f.vault->listNotes(filter, 0, 1000);
                        QVERIFY(rows);
                        QCOMPARE(rows->size(), sorted.size());
                        QCOMPARE(*f.vault->countNotes(filter), sorted.size());
                        for (std::size_t i = 0; i < sorted.size(); ++i) {
                            QCOMPARE((*rows)[i].id, sorted[i].id);
                            QCOMPARE(*f.vault->rowOf(filter, sorted[i].id), std::optional<std::uint64_t>(i));
                        }
                        const auto middle = f.vault->listNotes(filter, sorted.size() / 2, 1);
                        QVERIFY(sorted.empty() || middle->at(0).id == sorted[sorted.size() / 2].id);
                    }
    QCOMPARE(f.problems(), "");
}

void VaultOrdersTest::titlesAreSortedByTheirLetters()
{
    VaultFixture f;
    f.add("zebra");
    f.add("\xC3\x89"
          "clair");
    f.add("Eagle");
    f.add("apple");
    ListFilter byTitle;
    byTitle.order = NoteOrder::Title;
    QCOMPARE(f.titles(byTitle), (Titles{"apple", "Eagle",
                                        "\xC3\x89"
                                        "clair",
                                        "zebra"}));
    byTitle.reversed = true;
    QCOMPARE(f.titles(byTitle), (Titles{"zebra",
                                        "\xC3\x89"
                                        "clair",
                                        "Eagle", "apple"}));
}

void VaultOrdersTest::ordinarySaveLeavesTheOtherOrdersAlone()
{
    VaultFixture f;
    RecordId note;
    const auto filled = f.vault->inOneTransaction([&]() -> Result<void> {
        for (int i = 0; i < 3000; ++i) { // several pages of each index
            NewNote added;
            added.body = SecureBytes::copyOf(bytesOf("title " + std::to_string(i)));
            LOCKLEAF_TRY(note, f.vault->addNote(std::move(added)));
        }
        return {};
    });
    QVERIFY(filled);
    QVERIFY(f.vault->saveBody(note, bytesOf("middle")));
    const auto growth = [&](std::string_view body) {
        f.clock.advance(1000);
        (void)f.vault->checkpoint();
        const std::uintmax_t before = logSize(f);
        [&] { QVERIFY(f.vault->saveBody(note, bytesOf(body))); }();
        return logSize(f) - before;
    };
    for (int i = 0; i < 3; ++i) // until the places that change are in pages of their own
        (void)growth("middle\nand " + std::to_string(i));
    const auto ordinary = growth("middle\nwith more");
    const auto retitled = growth("a beginning\nwith more");
    constexpr std::uintmax_t pageSize = 8192;
    QVERIFY2(ordinary + pageSize <= retitled,
             (std::to_string(ordinary) + " beside " + std::to_string(retitled)).c_str());
    QCOMPARE(f.problems(), "");
}

void VaultOrdersTest::choiceIsKept()
{
    VaultFixture f;
    VaultSettings settings = *f.vault->settings();
    QVERIFY(settings.listOrder == NoteOrder::Edited && !settings.listReversed && !settings.rankedSearch);
    settings.listOrder = NoteOrder::Title;
    settings.listReversed = true;
    settings.rankedSearch = true;
    QVERIFY(f.vault->saveSettings(settings));
    f.close();
    f.reopen();
    QVERIFY(f.vault->settings()->listOrder == NoteOrder::Title && f.vault->settings()->listReversed);
    QVERIFY(f.vault->settings()->rankedSearch);
    settings.listOrder = NoteOrder::Edited;
    settings.listReversed = settings.rankedSearch = false;
    QVERIFY(f.vault->saveSettings(settings));
    QVERIFY(f.vault->settings()->listOrder == NoteOrder::Edited && !f.vault->settings()->listReversed);
    QVERIFY(!f.vault->settings()->rankedSearch);
}

QTEST_GUILESS_MAIN(VaultOrdersTest)
#include "vault_orders_test.moc"
