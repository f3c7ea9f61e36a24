// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folded_text.h"
#include "core/store/tag_nodes.h"
#include "core/vault/tag_text.h"
#include "tests/vault/organizing_fixture.h"
#include "tests/vault/plain_vault.h"

#include <random>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

std::string someText(std::mt19937& random)
{
    static constexpr std::array<const char*, 9> words{"#a ", "#A/b ", "#a/B/c ",   "#d ",        "#é ",
                                                      "x ",  "#d/é ", "- [ ] t\n", "\n- [x] t\n"};
    std::string body;
    for (auto left = random() % 6; left > 0; --left)
        body += words.at(random() % words.size());
    return body;
}

/// Does one thing, by chance, to one of the notes `ids`.
void changeSomething(OrganizedVault& f, std::mt19937& random, std::vector<RecordId>& ids)
{
    const RecordId id = ids.empty() ? RecordId{} : ids[random() % ids.size()];
    Result<void> done;
    switch (ids.empty() ? 0 : random() % 8) {
    case 0:
        ids.push_back(f.add(someText(random)));
        break;
    case 1:
        done = f.vault->moveToTrash(id);
        break;
    case 2:
        done = f.vault->restoreFromTrash(id);
        break;
    case 3:
        done = f.vault->changeTags(id, {random() % 2 == 0 ? "R/s" : "a"}, {random() % 2 == 0 ? "A" : "r/S"});
        break;
    case 4: // taken back
        (void)f.vault->inOneTransaction([&]() -> Result<void> {
            (void)f.vault->saveBody(id, bytesOf(someText(random)));
            return fail(ErrorCode::Cancelled);
        });
        break;
    case 5:
        if (ids.size() > 4) {
            done = f.vault->deleteForever(id);
            std::erase(ids, id);
        }
        break;
    default:
        done = f.vault->saveBody(id, bytesOf(someText(random)));
    }
    if (!done)
        qFatal("change: %s", describe(done.error()).c_str());
}

} // namespace

class VaultTagsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTagsOfRecordsAndTexts()
    {
        OrganizedVault f;
        const RecordId a = f.add("# T\n#Food/soup and #warm");
        f.add("#food `#no`");
        const RecordId c = f.add("#FOOD/Soup/red");
        QVERIFY(f.vault->setTags(a, {"Quick", "quick", "WARM"}));
        QCOMPARE(f.vault->note(a)->tags, (std::vector<std::string>{"Quick", "WARM"}));
        QCOMPARE(f.vault->summary(a)->tags, (std::vector<std::string>{"Quick", "WARM", "Food/soup"}));
        QCOMPARE(f.tagLines(),
                 (Lines{"Food 1 3", "Food/soup 1 2", "FOOD/Soup/red 1 1", "Quick 1 1", "warm 1 1"}));
        QVERIFY(f.vault->moveToTrash(c));
        QCOMPARE(f.tagLines(), (Lines{"Food 1 2", "Food/soup 1 1", "Quick 1 1", "warm 1 1"}));
        QCOMPARE(f.problems(), "");
        QVERIFY(f.vault->restoreFromTrash(c));
        QVERIFY(f.vault->deleteForever(a));
        f.reopen();
        QCOMPARE(f.tagLines(), (Lines{"Food 1 2", "Food/soup 0 1", "FOOD/Soup/red 1 1"}));
        QCOMPARE(f.problems(), "");
    }

    void listsByTagWithAllElse()
    {
        OrganizedVault f;
        const RecordId book = *f.vault->ensureNotebook("Book");
        const RecordId a = f.addIn(book, "a #x\n- [ ] open");
        f.addIn(book, "b #x/y\n- [x] done");
        const RecordId c = f.add("c #X\n- [ ] open");
        const RecordId d = f.add("d #xy");
        const RecordId e = f.add("e #x");
        QVERIFY(f.vault->setPinned(c, true));
        QVERIFY(f.vault->moveToTrash(e));
        const std::array<std::pair<ListFilter, Titles>, 10> cases{
            std::pair{ListFilter{.tag = "X"}, Titles{"c #X", "b #x/y", "a #x"}},
            {ListFilter{.tag = "x/Y"}, {"b #x/y"}},
            {ListFilter{.tag = "nowhere"}, {}},
            {ListFilter{.trash = true, .tag = "x"}, {"e #x"}},
            {ListFilter{.notebook = book, .tag = "x"}, {"b #x/y", "a #x"}},
            {ListFilter{.openTasks = true, .tag = "x"}, {"c #X", "a #x"}},
            {ListFilter{.pinned = true, .openTasks = true, .tag = "x"}, {"c #X"}},
            {ListFilter{.openTasks = true}, {"c #X", "a #x"}},
            {ListFilter{.notebook = book, .openTasks = true}, {"a #x"}},
            {ListFilter{.pinned = false, .openTasks = true}, {"a #x"}}};
        for (const auto& [filter, titles] : cases) {
            QCOMPARE(f.titles(filter), titles);
            QCOMPARE(*f.vault->countNotes(filter), titles.size());
        }
        QCOMPARE(*f.vault->rowOf({.tag = "x"}, a), std::optional<std::uint64_t>(2));
        QCOMPARE(*f.vault->rowOf({.tag = "x"}, d), std::optional<std::uint64_t>());
        QVERIFY(f.vault->saveBody(c, bytesOf("c #X\n- [x] done")));
        QCOMPARE(*f.vault->countNotes({.openTasks = true}), 1U);
        QCOMPARE(f.problems(), "");
    }

    /// Few and many notes of a tag are found in two ways, which must give the same windows.
    void bothWaysToATagGiveTheSame()
    {
        OrganizedVault f;
        QVERIFY(f.vault->inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < 600; ++i)
                f.add("n" + std::to_string(i) + (i % 2 == 0 ? " #even" : " #odd") +
                      (i % 5 == 0 ? " #five/x" : ""));
            return {};
        }));
        for (const auto& [tag, step] : {std::pair{"even", 2U}, {"five", 5U}, {"FIVE/x", 5U}}) {
            std::size_t met = 0;
            const auto all = *f.vault->countNotes({.tag = tag});
            QCOMPARE(all, 600U / step);
            for (std::uint64_t offset = 0; offset < all; offset += 7) {
                for (const NoteSummary& row : taken(f.vault->listNotes({.tag = tag}, offset, 7))) {
                    const std::size_t expected = 600 - step - met * step;
                    QVERIFY(row.title.starts_with("n" + std::to_string(expected) + " "));
                    QCOMPARE(*f.vault->rowOf({.tag = tag}, row.id), std::optional<std::uint64_t>(met));
                    ++met;
                }
            }
            QCOMPARE(met, all);
        }
    }

    /// What the tables say is what a count of all notes says, whatever was done to them.
    void anyChangesLeaveTheRightCounts()
    {
        OrganizedVault f;
        std::mt19937 random(3);
        std::vector<RecordId> ids;
        for (int round = 0; round < 400; ++round) {
            f.clock.advance(1);
            changeSomething(f, random, ids);
            if (round % 40 == 39)
                QCOMPARE(f.problems(), "");
        }
        std::map<std::string, TagCounts> counted;
        std::uint64_t open = 0;
        for (const RecordId& id : ids) {
            const Note note = std::move(*f.vault->note(id));
            const NoteSummary row = *f.vault->summary(id);
            QCOMPARE(row.tags, tagsOf(note.tags, note.body.text()));
            open += !note.trashed && row.tasksDone < row.tasksAll ? 1U : 0U;
            if (note.trashed)
                continue;
            for (const auto& [folded, node] : tagNodesOf(row.tags)) {
                counted[folded].below += 1;
                counted[folded].notes += node.exact ? 1 : 0;
            }
        }
        const std::vector<TagCount> kept = *f.vault->tags();
        QCOMPARE(kept.size(), counted.size());
        for (const TagCount& tag : kept) {
            const TagCounts& expected = counted.at(foldedText(tag.name));
            QVERIFY(tag.notes == expected.notes && tag.notesBelow == expected.below);
        }
        QCOMPARE(*f.vault->countNotes({.openTasks = true}), open);
    }

    /// The log shows what a save writes: as many pages with tags that stay as without any.
    void anOrdinarySaveWritesNothingOfTags()
    {
        const auto pagesOfSave = [](std::string_view before, std::string_view after) {
            OrganizedVault f;
            const RecordId id = f.add(before);
            const auto log = f.file.string() + "-wal";
            const auto size = std::filesystem::file_size(log);
            f.clock.advance(1000);
            if (!f.vault->saveBody(id, bytesOf(after)))
                qFatal("save");
            return (std::filesystem::file_size(log) - size) / 8264;
        };
        const auto plain = pagesOfSave("text\n- [ ] x", "text more\n- [ ] x");
        QCOMPARE(pagesOfSave("text #a #b/c\n- [ ] x", "text more #a #b/c\n- [ ] x"), plain);
        QVERIFY(pagesOfSave("text #a #b/c\n- [ ] x", "text more #a #b/d\n- [ ] x") > plain);
    }

    void holdsManyTagsAndADeepTree()
    {
        OrganizedVault f;
        std::string many;
        for (int i = 0; i < 10'000; ++i)
            many += "#tag" + std::to_string(i) + '\n';
        std::string deep = "#a";
        for (int i = 1; i < 200; ++i)
            deep += "/a";
        const RecordId id = f.add(many);
        f.add(deep);
        QCOMPARE(f.vault->tags()->size(), 10'200U);
        QCOMPARE(f.vault->summary(id)->tags.size(), 10'000U);
        QCOMPARE(*f.vault->countNotes({.tag = deep.substr(1)}), 1U);
        QCOMPARE(f.titles({.tag = "a/a/a"}).size(), 1U);
        QVERIFY(f.vault->saveBody(id, bytesOf(many + "#more")));
        std::vector<std::string> record;
        for (int i = 0; i < 10'000; ++i)
            record.push_back("record" + std::to_string(i));
        QVERIFY(f.vault->setTags(id, record));
        QCOMPARE(f.vault->tags()->size(), 20'201U);
        QCOMPARE(f.problems(), "");
        QCOMPARE(f.rename("a", "b/c").notes.size(), 1U);
        QVERIFY(f.vault->deleteForever(id));
        QCOMPARE(f.vault->tags()->size(), 201U);
        QCOMPARE(f.problems(), "");
    }

    void findsWrongTags_data()
    {
        QTest::addColumn<QByteArray>("sql");
        QTest::newRow("entry taken out") << QByteArray("DELETE FROM note_tag WHERE row = 1;");
        QTest::newRow("entry added") << QByteArray("INSERT INTO note_tag VALUES(1, 0, 1);");
        QTest::newRow("count") << QByteArray("UPDATE tag SET notes = notes + 1 WHERE folded = 'a';");
        QTest::newRow("count below") << QByteArray("UPDATE tag SET below = below + 1 WHERE folded = 'a';");
        QTest::newRow("tag taken out") << QByteArray("DELETE FROM tag WHERE folded = 'a';");
        QTest::newRow("tag added") << QByteArray("INSERT INTO tag VALUES('z', 'z', 1, 1, 0);");
        QTest::newRow("name") << QByteArray("UPDATE tag SET name = 'z' WHERE folded = 'a';");
        QTest::newRow("open tasks") << QByteArray("UPDATE list_count SET open_tasks = 7;");
        QTest::newRow("put back") << QByteArray(
            "DELETE FROM note_tag; INSERT INTO note_tag SELECT * FROM old.note_tag; "
            "DELETE FROM tag; INSERT INTO tag SELECT * FROM old.tag;");
        QTest::newRow("tags of a row") << QByteArray("UPDATE note_list SET tags = x'' WHERE row = 1;");
    }
    void findsWrongTags()
    {
        QFETCH(QByteArray, sql);
        PlainVault v;
        const RecordId id = v.add("#a #b/c");
        v.add("#a\n- [ ] open");
        v.copyAside();
        QVERIFY(v.vault->saveBody(id, bytesOf("#a #d")));
        QCOMPARE(v.firstListProblem(), "");
        v.close();
        v.tamper(sql.toStdString());
        v.open();
        QVERIFY(v.firstListProblem() != "");
        QVERIFY(v.firstProblem() != "");
    }

    void findsAnOlderIndexOfTasks()
    {
        PlainVault v;
        v.add("- [ ] a");
        v.copyAside();
        v.add("- [ ] b");
        v.close();
        v.putPageBack("note_list_tasks");
        v.open();
        QVERIFY(v.firstListProblem() != "");
    }

    void canBeMadeAnew()
    {
        PlainVault v;
        v.add("#a #b/c");
        QVERIFY(v.vault->moveToTrash(v.add("#A #d")));
        v.close();
        v.tamper("DELETE FROM note_tag; UPDATE tag SET below = 9;");
        v.open();
        QVERIFY(v.firstListProblem() != "");
        auto& sealed = static_cast<SealedVault&>(*v.vault);
        QVERIFY(v.vault->inOneTransaction([&]() -> Result<void> {
            if (!sealed.list().tags().clear())
                return fail(ErrorCode::Internal);
            for (const ListRow& row : taken(sealed.list().rowsAfter(0, 100)))
                if (!sealed.list().tags().follow(nullptr, &row))
                    return fail(ErrorCode::Internal);
            return {};
        }));
        QCOMPARE(v.firstListProblem(), "");
    }

    void changesOfTagsMeanwhileAreNoDamage()
    {
        PlainVault v;
        const std::vector<RecordId> ids = v.addMany(300);
        VerifyReport report;
        NoProgress progress;
        const auto job = v.vault->makeListCheckJob(report);
        for (std::size_t slices = 0;; ++slices) {
            const auto slice = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(slice);
            if (*slice)
                break;
            QVERIFY(v.vault->saveBody(ids[slices % 7], bytesOf("#t" + std::to_string(slices % 3) + "/x")));
            QVERIFY(v.vault->changeTags(ids[290 + slices % 7], {"u/v"}, {slices % 2 == 0 ? "u/v" : "none"}));
            QVERIFY(slices % 3 == 0 ? v.vault->moveToTrash(ids[slices % 7])
                                    : v.vault->restoreFromTrash(ids[5]));
        }
        QCOMPARE(report.problems.size(), 0U);
    }
};

QTEST_GUILESS_MAIN(VaultTagsTest)
#include "vault_tags_test.moc"
