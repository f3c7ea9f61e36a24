// SPDX-License-Identifier: GPL-3.0-or-later
// Notebooks that an import makes, and taking them back.
#include "core/interchange/made_notebooks.h"
#include "tests/vault/attachment_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

RecordId addIn(Vault& vault, RecordId notebook)
{
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf("text"));
    note.notebook = notebook;
    return *vault.addNote(std::move(note));
}

} // namespace

class MadeNotebooksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void namesWhatWasMissing();
    void onlyEmptyOnesGo();
    void theyComeBack();
};

void MadeNotebooksTest::namesWhatWasMissing()
{
    AttachmentFixture v;
    const RecordId mine = *v.vault->ensureNotebook("Mine");
    std::vector<RecordId> made;
    const auto deep = ensureNotebookAt(*v.vault, "Mine/Sub/Deep", made);
    QVERIFY(deep.has_value());
    QCOMPARE(made, (std::vector{*v.vault->findNotebook("Mine/Sub"), *deep}));
    QVERIFY(std::ranges::find(made, mine) == made.end());
    QCOMPARE(ensureNotebookAt(*v.vault, "Mine/Sub/Deep", made).value(), *deep);
    QCOMPARE(made.size(), std::size_t{2}); // none was missing the second time
    QVERIFY(!ensureNotebookAt(*v.vault, "New//Bad", made));
    QCOMPARE(made.size(), std::size_t{2});
}

void MadeNotebooksTest::onlyEmptyOnesGo()
{
    AttachmentFixture v;
    std::vector<RecordId> made;
    QVERIFY(ensureNotebookAt(*v.vault, "Empty/Within", made));
    const auto kept = ensureNotebookAt(*v.vault, "Kept/Within", made);
    addIn(*v.vault, *kept);
    const auto trashed = ensureNotebookAt(*v.vault, "Trashed", made);
    QVERIFY(v.vault->moveToTrash(addIn(*v.vault, *trashed)));
    QVERIFY(ensureNotebookAt(*v.vault, "Other", made));
    QVERIFY(v.vault->ensureNotebook("Other/Of mine")); // made since, by the person
    const auto removed = removeEmptyNotebooks(*v.vault, made);
    QVERIFY(removed.has_value());
    QCOMPARE(removed->size(), std::size_t{3});
    QVERIFY(!v.vault->findNotebook("Empty") && !v.vault->findNotebook("Trashed"));
    QVERIFY(v.vault->findNotebook("Kept/Within") && v.vault->findNotebook("Other/Of mine"));
    QCOMPARE(v.vault->allNoteIds(true)->size(), std::size_t{2}); // no note goes with them
    QCOMPARE(removeEmptyNotebooks(*v.vault, made)->size(), std::size_t{0});
}

void MadeNotebooksTest::theyComeBack()
{
    AttachmentFixture v;
    std::vector<RecordId> made;
    const auto deep = ensureNotebookAt(*v.vault, "A/B/C", made);
    auto removed = removeEmptyNotebooks(*v.vault, made);
    QVERIFY(removed && v.vault->notebooks()->empty());
    for (auto one = removed->rbegin(); one != removed->rend(); ++one) {
        NoProgress silent;
        const auto job = v.vault->makeUndeleteNotebookJob(std::move(*one));
        QVERIFY(runToEnd(*job, {}, silent));
    }
    QCOMPARE(v.vault->findNotebook("A/B/C").value(), *deep);
}

QTEST_GUILESS_MAIN(MadeNotebooksTest)
#include "made_notebooks_test.moc"
