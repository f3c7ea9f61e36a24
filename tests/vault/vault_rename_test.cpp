// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/note_markup.h"
#include "tests/vault/organizing_fixture.h"

#include <array>
#include <random>

using namespace lockleaf;
using namespace lockleaf::test;

class VaultRenameTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renamesEverywhereAndTakesItBack()
    {
        OrganizedVault f;
        const RecordId a = f.add("one #Old and #old/deep `#old`");
        const RecordId b = f.add("two");
        const RecordId c = f.add("three #new #old #older");
        const RecordId trashed = f.add("four #OLD/x");
        QVERIFY(f.vault->setTags(b, {"x", "old/Y", "NEW/y"}));
        QVERIFY(f.vault->moveToTrash(trashed));
        const auto before = f.everything();
        const Lines tags = f.tagLines();
        NoteRewrites rewrites = f.rename("OLD", "new");
        QCOMPARE(rewrites.notes.size(), 4U);
        QCOMPARE(f.bodyOf(a), "one #new and #new/deep `#old`");
        QCOMPARE(f.bodyOf(c), "three #new #new #older");
        QCOMPARE(f.bodyOf(trashed), "four #new/x");
        QCOMPARE(f.vault->note(b)->tags, (std::vector<std::string>{"x", "new/Y"}));
        QCOMPARE(f.tagLines(), (Lines{"new 2 3", "new/deep 1 1", "new/y 1 1", "older 1 1", "x 1 1"}));
        QCOMPARE(f.problems(), "");
        const TakenBack back = f.takeBack(std::move(rewrites));
        QVERIFY(back.notes == 4 && back.changedSince == 0);
        QVERIFY(f.everything() == before);
        QCOMPARE(f.tagLines(), tags);
        QCOMPARE(f.problems(), "");
    }

    void takesBackOnlyWhatIsAsItWasLeft()
    {
        OrganizedVault f;
        const RecordId a = f.add("a #old");
        const RecordId b = f.add("b #old");
        const RecordId c = f.add("c #old");
        const RecordId d = f.add("d #old");
        NoteRewrites rewrites = f.rename("old", "new");
        QVERIFY(f.vault->saveBody(a, bytesOf("a #new!")));
        QVERIFY(f.vault->setPinned(b, true)); // says nothing about its text
        QVERIFY(f.vault->deleteForever(c));
        QVERIFY(f.vault->changeTags(d, {"more"}, {}));
        const TakenBack back = f.takeBack(std::move(rewrites));
        QVERIFY(back.notes == 1 && back.changedSince == 3);
        QCOMPARE(f.bodyOf(a), "a #new!");
        QCOMPARE(f.bodyOf(b), "b #old");
        QCOMPARE(f.problems(), "");
    }

    void aRenameThatIsStoppedLeavesEachNoteWhole()
    {
        OrganizedVault f;
        for (int i = 0; i < 9; ++i)
            f.add(std::to_string(i) + " #old #old/x");
        const auto before = f.everything();
        NoteRewrites rewrites;
        f.begin(std::move(*f.vault->makeRenameTagJob("old", "new", rewrites)), 4);
        QCOMPARE(rewrites.notes.size(), 4U);
        f.reopen(); // as after a crash
        QCOMPARE(f.problems(), "");
        QCOMPARE(*f.vault->countNotes({.tag = "new"}), 4U);
        QCOMPARE(*f.vault->countNotes({.tag = "old"}), 5U);
        QCOMPARE(f.takeBack(std::move(rewrites)).notes, 4U);
        QVERIFY(f.everything() == before);
    }

    void spellsATagAsItWasRenamed()
    {
        OrganizedVault f;
        f.add("#foo/Bar #foo");
        f.add("#FOO");
        NoteRewrites rewrites = f.rename("foo", "Foo");
        QCOMPARE(f.tagLines(), (Lines{"Foo 2 2", "Foo/Bar 1 1"}));
        QVERIFY(f.takeBack(std::move(rewrites)).notes == 2);
        QCOMPARE(f.tagLines(), (Lines{"foo 2 2", "foo/Bar 1 1"}));
        QCOMPARE(f.rename("nowhere", "FOO").notes.size(), 0U);
        QCOMPARE(f.tagLines(), (Lines{"foo 2 2", "foo/Bar 1 1"}));
    }

    void leavesOutWhatWouldNotFit()
    {
        OrganizedVault f;
        const RecordId id = f.add("#a/" + std::string(longestTag - 2, 'x'));
        f.add("#a");
        const NoteRewrites rewrites = f.rename("a", "longer");
        QVERIFY(rewrites.notes.size() == 1 && rewrites.refused == 1);
        QVERIFY(f.bodyOf(id).starts_with("#a/"));
        NoteRewrites none;
        QCOMPARE(f.vault->makeRenameTagJob("a", "b c", none).error().code, ErrorCode::NameNotValid);
    }

    /// Random notes, random renames, some of them one upon the other: taking them back leaves the same bytes.
    void anyRenamesCanBeTakenBack()
    {
        OrganizedVault f;
        std::mt19937 random(9);
        static constexpr std::array<const char*, 8> words{"#a ", "#A/b ", "#b ",      "#b/a/c ",
                                                          "#é ", "`#a` ", "#a/b/c\n", "x"};
        static constexpr std::array<const char*, 6> names{"a", "b", "A/B", "é", "q/r", "b/a"};
        for (int i = 0; i < 30; ++i) {
            std::string body;
            for (auto left = random() % 8; left > 0; --left)
                body += words.at(random() % words.size());
            const RecordId id = f.add(body);
            if (i % 3 == 0)
                QVERIFY(f.vault->setTags(id, {names.at(random() % names.size()), "b", "a/x"}));
            if (i % 7 == 0)
                QVERIFY(f.vault->moveToTrash(id));
        }
        const auto before = f.everything();
        const Lines tags = f.tagLines();
        for (int round = 0; round < 12; ++round) {
            std::vector<NoteRewrites> done;
            for (auto left = 1 + random() % 3; left > 0; --left)
                done.push_back(
                    f.rename(names.at(random() % names.size()), names.at(random() % names.size())));
            QCOMPARE(f.problems(), "");
            for (; !done.empty(); done.pop_back())
                QCOMPARE(f.takeBack(std::move(done.back())).changedSince, 0U);
            QVERIFY(f.everything() == before);
        }
        QCOMPARE(f.tagLines(), tags);
        QCOMPARE(f.problems(), "");
    }

    void relinksNotes()
    {
        OrganizedVault f;
        const RecordId a = f.add("# A\n[[Old]] [[old|x]] `[[Old]]`");
        const RecordId b = f.add("# B\n[[A]]");
        const auto before = f.everything();
        NoteRewrites rewrites;
        f.finish(f.vault->makeRelinkJob({a, b}, "Old", "New title", rewrites));
        QCOMPARE(f.bodyOf(a), "# A\n[[New title]] [[New title|x]] `[[Old]]`");
        QCOMPARE(rewrites.notes.size(), 1U);
        QCOMPARE(f.takeBack(std::move(rewrites)).notes, 1U);
        QVERIFY(f.everything() == before);
    }
};

QTEST_GUILESS_MAIN(VaultRenameTest)
#include "vault_rename_test.moc"
