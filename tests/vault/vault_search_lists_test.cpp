// SPDX-License-Identifier: GPL-3.0-or-later
// Searching within a list: of the trash, of a notebook, of a tag.
#include "tests/vault/organizing_fixture.h"

#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

class VaultSearchListsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void searchesTheTrashWhenAsked()
    {
        VaultFixture f;
        const RecordId id = f.add("old shopping list");
        QVERIFY(f.vault->moveToTrash(id));
        QCOMPARE(f.vault->search("shopping", {}, 10)->ids.size(), 0U);
        QCOMPARE(f.vault->search("shopping in:trash", {}, 10)->ids.size(), 1U);
        QCOMPARE(f.vault->search("shopping", {.notebook = {}, .trash = true, .pinned = {}}, 10)->ids.size(),
                 1U);
    }

    void searchesANotebookWithThoseInIt()
    {
        OrganizedVault f;
        const RecordId work = taken(f.vault->ensureNotebook("Work"));
        const RecordId deep = taken(f.vault->ensureNotebook("Work/Meetings/Old"));
        const RecordId home = taken(f.vault->ensureNotebook("Home"));
        const RecordId plan = f.addIn(work, "owl plan");
        const RecordId retro = f.addIn(deep, "owl retro");
        const RecordId bread = f.addIn(home, "owl bread");
        const auto found = [&](std::string_view query, const ListFilter& list) {
            const auto ids = taken(f.vault->search(query, list, 10)).ids;
            return std::set<RecordId>(ids.begin(), ids.end());
        };
        ListFilter list;
        list.notebook = work;
        QVERIFY((found("owl", list) == std::set<RecordId>{plan, retro}));
        QVERIFY((found("owl", list) == found("owl in:Work", {})));
        list.notebook = deep;
        QVERIFY((found("owl", list) == std::set<RecordId>{retro}));
        list.notebook = work; // what the query names goes before
        QVERIFY((found("owl in:Home", list) == std::set<RecordId>{bread}));
        list = {};
        list.notebook = RecordId{};
        QVERIFY(found("owl", list).empty());
        // The list itself is of the notebook alone.
        list.notebook = work;
        QCOMPARE(taken(f.vault->countNotes(list)), std::uint64_t{1});
    }
};

QTEST_GUILESS_MAIN(VaultSearchListsTest)
#include "vault_search_lists_test.moc"
