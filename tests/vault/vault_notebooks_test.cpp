// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/vault/organizing_fixture.h"

#include <random>
#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// Path, id and colour of every notebook.
Lines notebookLines(Vault& vault)
{
    Lines lines;
    for (const Notebook& book : taken(vault.notebooks()))
        lines.push_back(*vault.notebookPath(book.id) + " " + book.id.toHex() + " " +
                        std::to_string(book.color) + " " + std::to_string(book.noteCount));
    std::ranges::sort(lines);
    return lines;
}

std::string chain(int levels, const std::string& name)
{
    std::string path = name;
    for (int i = 1; i < levels; ++i)
        path += "/" + name;
    return path;
}

} // namespace

class VaultNotebooksTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void renamesRecoloursAndMoves()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        const RecordId b = *f.vault->ensureNotebook("A/B");
        const RecordId c = *f.vault->addNotebookIn({}, "C");
        QVERIFY(f.vault->renameNotebook(b, "New name"));
        QVERIFY(f.vault->setNotebookColor(b, 3));
        QVERIFY(f.vault->moveNotebook(a, c));
        const auto epoch = f.vault->counts()->epoch;
        QVERIFY(f.vault->renameNotebook(b, "New name")); // no change
        QVERIFY(f.vault->setNotebookColor(b, 3));
        QVERIFY(f.vault->moveNotebook(a, c));
        QCOMPARE(f.vault->counts()->epoch, epoch);
        f.reopen();
        QCOMPARE(*f.vault->notebookPath(b), "C/A/New name");
        QCOMPARE(*f.vault->findNotebook("C/A/New name"), b);
        QVERIFY(std::ranges::any_of(taken(f.vault->notebooks()),
                                    [&](const Notebook& book) { return book.id == b && book.color == 3; }));
        QVERIFY(f.vault->moveNotebook(b, {}));
        QCOMPARE(*f.vault->notebookPath(b), "New name");
        QCOMPARE(f.problems(), "");
    }

    void refusesWhatCannotBe()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        const RecordId b = *f.vault->ensureNotebook("A/B");
        const RecordId top = *f.vault->ensureNotebook("B");
        const RecordId note = f.add("note");
        const auto before = notebookLines(*f.vault);
        const auto code = [](const auto& result) {
            return result ? ErrorCode::Internal : result.error().code;
        };
        QCOMPARE(code(f.vault->moveNotebook(a, a)), ErrorCode::InvalidArgument);
        QCOMPARE(code(f.vault->moveNotebook(a, b)), ErrorCode::InvalidArgument);
        QCOMPARE(code(f.vault->moveNotebook(b, {})), ErrorCode::NotebookExists);
        QCOMPARE(code(f.vault->renameNotebook(top, "A")), ErrorCode::NotebookExists);
        QCOMPARE(code(f.vault->addNotebookIn(a, "B")), ErrorCode::NotebookExists);
        QCOMPARE(code(f.vault->setNotebookColor(a, 4)), ErrorCode::InvalidArgument);
        QCOMPARE(code(f.vault->renameNotebook(note, "x")), ErrorCode::NotFound);
        QCOMPARE(code(f.vault->moveNotebook(a, note)), ErrorCode::NotFound);
        QCOMPARE(code(f.vault->addNotebookIn(note, "x")), ErrorCode::NotFound);
        for (const std::string& name : {std::string{}, std::string("a/b"), std::string("\n"),
                                        std::string(256, 'a'), std::string("\xFF")})
            QCOMPARE(code(f.vault->renameNotebook(a, name)), ErrorCode::NameNotValid);
        QCOMPARE(notebookLines(*f.vault), before);
        QCOMPARE(f.problems(), "");
    }

    void keepsTheDepth()
    {
        OrganizedVault f;
        const RecordId deepest = *f.vault->ensureNotebook(chain(32, "a"));
        const RecordId other = *f.vault->ensureNotebook("x/y");
        const RecordId x = *f.vault->findNotebook("x");
        QCOMPARE(f.vault->addNotebookIn(deepest, "b").error().code, ErrorCode::InvalidArgument);
        QVERIFY(f.vault->moveNotebook(x, *f.vault->findNotebook(chain(30, "a"))));
        QCOMPARE(f.vault->moveNotebook(x, *f.vault->findNotebook(chain(31, "a"))).error().code,
                 ErrorCode::InvalidArgument);
        QVERIFY(f.vault->moveNotebook(other, *f.vault->findNotebook(chain(31, "a"))));
        QCOMPARE(f.problems(), "");
    }

    void goesWithItsNotesAndComesBack()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        const RecordId b = *f.vault->ensureNotebook("A/B");
        const RecordId c = *f.vault->ensureNotebook("C");
        QVERIFY(f.vault->setNotebookColor(b, 2));
        for (int i = 0; i < 5; ++i)
            f.addIn(i % 2 == 0 ? a : b, "note " + std::to_string(i) + " #tag");
        const RecordId stays = f.addIn(c, "stays");
        const RecordId earlier = f.addIn(b, "earlier");
        QVERIFY(f.vault->moveToTrash(earlier));
        QVERIFY(f.vault->setPinned(f.addIn(b, "pinned"), true));
        f.clock.advance(1000);
        const auto before = f.everything();
        const auto books = notebookLines(*f.vault);
        DeletedNotebooks deleted;
        f.finish(f.vault->makeDeleteNotebookJob(a, deleted));
        QCOMPARE(deleted.notebooks.size(), 2U);
        QCOMPARE(deleted.notes.size(), 6U);
        QCOMPARE(f.titles(), Titles{"stays"});
        QCOMPARE(f.vault->notebooks()->size(), 1U);
        QCOMPARE(f.vault->findNotebook("A").error().code, ErrorCode::NotFound);
        QCOMPARE(*f.vault->countNotes({.trash = true}), 7U);
        QCOMPARE(f.problems(), "");
        f.reopen();
        QCOMPARE(f.vault->notebooks()->size(), 1U);
        QCOMPARE(f.problems(), "");
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(deleted)));
        QCOMPARE(notebookLines(*f.vault), books);
        QVERIFY(f.everything() == before);
        QVERIFY(f.vault->note(stays));
        f.reopen();
        QCOMPARE(notebookLines(*f.vault), books);
        QCOMPARE(f.problems(), "");
    }

    void aDeletionThatIsStoppedKeepsTheNotebook()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        for (int i = 0; i < 6; ++i)
            f.addIn(a, "note " + std::to_string(i));
        f.clock.advance(1000);
        const auto before = f.everything();
        DeletedNotebooks deleted;
        f.begin(f.vault->makeDeleteNotebookJob(a, deleted), 3);
        f.reopen();
        QCOMPARE(*f.vault->findNotebook("A"), a);
        QCOMPARE(*f.vault->countNotes({.trash = true}), 3U);
        QCOMPARE(f.problems(), "");
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(deleted)));
        QVERIFY(f.everything() == before);
    }

    void aNoteOfAGoneNotebookComesBackWithoutOne()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        const RecordId one = f.addIn(a, "one");
        const RecordId two = f.addIn(a, "two");
        const RecordId again = f.addIn(a, "away again");
        DeletedNotebooks deleted;
        f.finish(f.vault->makeDeleteNotebookJob(a, deleted));
        QCOMPARE(f.vault->summary(one)->notebook, a); // it remembers
        QVERIFY(f.vault->restoreFromTrash(one));
        QVERIFY(f.vault->summary(one)->notebook.isNull());
        QVERIFY(f.vault->restoreFromTrash(again));
        f.clock.advance(1000);
        QVERIFY(f.vault->moveToTrash(again));
        QCOMPARE(f.problems(), "");
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(deleted)));
        QVERIFY(f.vault->summary(one)->notebook.isNull()); // restored since by hand
        QCOMPARE(f.vault->summary(two)->notebook, a);
        QVERIFY(!f.vault->summary(two)->trashed);
        QVERIFY(f.vault->summary(again)->trashed); // by another decision
        QCOMPARE(f.problems(), "");
    }

    void comesBackBesideATakenNameAndWithoutAParent()
    {
        OrganizedVault f;
        const RecordId a = *f.vault->ensureNotebook("A");
        const RecordId b = *f.vault->ensureNotebook("A/B");
        DeletedNotebooks first;
        f.finish(f.vault->makeDeleteNotebookJob(b, first));
        DeletedNotebooks second;
        f.finish(f.vault->makeDeleteNotebookJob(a, second));
        QVERIFY(f.vault->ensureNotebook("A") && f.vault->ensureNotebook("A 2"));
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(first)));
        QCOMPARE(*f.vault->notebookPath(b), "B");
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(second)));
        QCOMPARE(*f.vault->notebookPath(a), "A 3");
        QCOMPARE(f.vault->counts()->notebooks, 4U);
        DeletedNotebooks none;
        NoProgress progress;
        QCOMPARE(f.vault->makeDeleteNotebookJob(f.add("x"), none)
                     ->runSlice(std::chrono::milliseconds{9}, progress)
                     .error()
                     .code,
                 ErrorCode::NotFound);
        QCOMPARE(f.problems(), "");
    }

    void worksWithAThousand()
    {
        OrganizedVault f;
        QVERIFY(f.vault->inOneTransaction([&]() -> Result<void> {
            for (int i = 0; i < 1000; ++i)
                if (!f.vault->ensureNotebook("n" + std::to_string(i % 10) + "/m" + std::to_string(i)))
                    qFatal("notebook");
            return {};
        }));
        QCOMPARE(f.vault->notebooks()->size(), 1010U);
        const RecordId last = *f.vault->findNotebook("n9/m999");
        QVERIFY(f.vault->moveNotebook(last, *f.vault->findNotebook("n0")));
        DeletedNotebooks deleted;
        f.finish(f.vault->makeDeleteNotebookJob(*f.vault->findNotebook("n0"), deleted));
        QCOMPARE(f.vault->notebooks()->size(), 908U);
        f.finish(f.vault->makeUndeleteNotebookJob(std::move(deleted)));
        f.reopen();
        QCOMPARE(*f.vault->notebookPath(last), "n0/m999");
        QCOMPARE(f.problems(), "");
    }

    void verifyMeetsDeletionsWhileItRuns()
    {
        OrganizedVault f;
        for (int i = 0; i < 60; ++i)
            QVERIFY(f.vault->ensureNotebook("n" + std::to_string(i)));
        VerifyReport report;
        NoProgress progress;
        const auto job = f.vault->makeVerifyJob(report);
        for (int slice = 0, gone = 0;; ++slice) {
            const auto finished = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(finished);
            if (*finished)
                break;
            if (slice % 97 == 0 && gone < 60) {
                DeletedNotebooks deleted;
                f.finish(f.vault->makeDeleteNotebookJob(*f.vault->findNotebook("n" + std::to_string(gone++)),
                                                        deleted));
            }
        }
        QCOMPARE(report.problems.size(), 0U);
    }

    /// Random changes, some refused: names stay unique, no loops, and what is read again is the same.
    void anyChangesLeaveATree()
    {
        OrganizedVault f;
        std::mt19937 random(21);
        std::vector<DeletedNotebooks> gone;
        for (int round = 0; round < 300; ++round) {
            const auto books = *f.vault->notebooks();
            const auto any = [&] { return books.empty() ? RecordId{} : books[random() % books.size()].id; };
            const std::string name(1, static_cast<char>('a' + random() % 5));
            switch (random() % 6) {
            case 0:
            case 1:
                (void)f.vault->addNotebookIn(random() % 3 == 0 ? RecordId{} : any(), name);
                break;
            case 2:
                (void)f.vault->renameNotebook(any(), name);
                break;
            case 3:
                (void)f.vault->moveNotebook(any(), random() % 4 == 0 ? RecordId{} : any());
                break;
            case 4:
                if (!books.empty()) {
                    f.finish(f.vault->makeDeleteNotebookJob(any(), gone.emplace_back()));
                }
                break;
            default:
                if (!gone.empty()) {
                    f.finish(f.vault->makeUndeleteNotebookJob(std::move(gone.back())));
                    gone.pop_back();
                }
            }
            std::set<std::string> paths;
            for (const Notebook& book : taken(f.vault->notebooks())) {
                const auto path = f.vault->notebookPath(book.id);
                QVERIFY(path);
                QVERIFY2(paths.insert(*path).second, path->c_str());
            }
        }
        const auto lines = notebookLines(*f.vault);
        QVERIFY(lines.size() > 3);
        f.reopen();
        QCOMPARE(notebookLines(*f.vault), lines);
        QCOMPARE(f.problems(), "");
    }
};

QTEST_GUILESS_MAIN(VaultNotebooksTest)
#include "vault_notebooks_test.moc"
