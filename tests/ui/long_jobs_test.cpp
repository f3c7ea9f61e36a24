// SPDX-License-Identifier: GPL-3.0-or-later
// What takes long in the sidebar: it shows how far it is, can be cancelled, and a lock ends it.
#include "tests/ui/organising_fixture.h"
#include "ui/sheets/ask_sheet.h"
#include "ui/sheets/name_sheet.h"
#include "ui/sheets/progress_sheet.h"
#include "ui/vault/trash_purge.h"
#include "ui/widgets/progress_bar.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::OrganisedVault;
using test::Organising;

namespace {

/// A clock that stands days before now.
class PastClock final : public Clock
{
public:
    explicit PastClock(int days) : m_days(days) {}
    [[nodiscard]] Timestamp now() const override
    {
        return QDateTime::currentMSecsSinceEpoch() - Timestamp{m_days} * 24 * 60 * 60 * 1000;
    }

private:
    int m_days;
};

/// The sheet of a kind that is open.
template <class Kind>
Kind* opened(const Organising& shown)
{
    return qobject_cast<Kind*>(shown.sheet());
}

} // namespace

class LongJobsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyingIsCancelled();
    void deletingANotebookIsCancelled();
    void renamingATagIsCancelled();
    void lockEndsTheEmptying();
    void lockEndsTheRenaming();
    void wayBackWaitsForItsTurn();
    void wayBackOfATagWaitsForItsTurn();
    void changesWaitForTheirTurn();
    void changeOfManyNotesIsCancelled();
    void purgeDeletesWhatIsDue();
    void purgeOfTheOpenNoteClosesIt();
};

void LongJobsTest::emptyingIsCancelled()
{
    Organising shown;
    shown.dragNote(u"loose"_s, u"Trash"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    shown.jobsWait = true;
    shown.triggerNamed(u"Empty Trash…"_s);
    QTRY_VERIFY(opened<ui::AskSheet>(shown));
    QVERIFY(shown.press(shown.sheet(), u"Empty Trash"_s));
    auto* bar = shown.sheet()->findChild<ui::ProgressBar*>();
    QTRY_COMPARE(bar->value() * 4, bar->maximum());
    QVERIFY(bar->isVisible());
    QTest::keyClick(shown.sheet(), Qt::Key_Escape);
    QTRY_COMPARE(shown.message(), u"Cancelled. 0 notes deleted for good"_s);
    QVERIFY(!shown.sheet());
    shown.jobsWait = false;
    QVERIFY(shown.inTrash(shown.loose));
}

void LongJobsTest::deletingANotebookIsCancelled()
{
    Organising shown;
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"Work"_s, u"Delete"_s));
    QTRY_VERIFY(opened<ui::ProgressSheet>(shown)); // once it has taken a second
    auto* bar = shown.sheet()->findChild<ui::ProgressBar*>();
    QTRY_COMPARE(bar->value() * 4, bar->maximum());
    QVERIFY(shown.press(shown.sheet(), u"Cancel"_s));
    QTRY_COMPARE(shown.message(), u"Cancelled."_s);
    QTRY_VERIFY(!shown.sheet());
    shown.jobsWait = false;
    QVERIFY(!shown.inTrash(shown.plan) && !shown.inTrash(shown.retro));
    QVERIFY(shown.paths().contains("Work/Meetings"));
    // It can be done again.
    QVERIFY(shown.menu(u"Work"_s, u"Delete"_s));
    QTRY_COMPARE(shown.message(), u"Notebook “Work” and 2 notes moved to Trash"_s);
    QVERIFY(shown.undo());
    QTRY_VERIFY(!shown.inTrash(shown.plan));
}

void LongJobsTest::renamingATagIsCancelled()
{
    Organising shown;
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"work"_s, u"Rename…"_s));
    shown.answer(u"job"_s);
    auto* sheet = opened<ui::NameSheet>(shown);
    QVERIFY(sheet);
    QSignalSpy cancelled(sheet, &ui::NameSheet::cancelRequested);
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_Return); // pressed once more than needed
    QTest::keyClick(shown.window.focusWidget(), Qt::Key_Space);
    QCOMPARE(cancelled.count(), 0);
    auto* bar = sheet->findChild<ui::ProgressBar*>();
    QTRY_COMPARE(bar->value() * 4, bar->maximum());
    QVERIFY(shown.press(sheet, u"Cancel"_s));
    QTRY_VERIFY(!shown.sheet());
    shown.jobsWait = false;
    QCOMPARE(shown.bodyOf(shown.retro), std::string("retro #work"));
    QTRY_VERIFY(!shown.editor->isReadOnly()); // one writes on
    QVERIFY(shown.rows().contains(u"work 2"_s));
    QCOMPARE(shown.message(), u"Cancelled."_s);
}

void LongJobsTest::lockEndsTheEmptying()
{
    const OrganisedVault vault;
    {
        test::OrganisedWindow shown(vault);
        QTRY_VERIFY(shown.rowNamed(u"Work"_s) > 0);
        QVERIFY(shown.ask([id = vault.loose](Vault& real) -> Result<bool> {
            LOCKLEAF_CHECK(real.moveToTrash(id));
            return true;
        }));
        Q_EMIT shown.session.notesChanged({vault.loose});
        QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
        shown.jobsWait = true;
        shown.triggerNamed(u"Empty Trash…"_s);
        QTRY_VERIFY(shown.sheet());
        QVERIFY(shown.press(shown.sheet(), u"Empty Trash"_s));
        shown.window.blank();
        QVERIFY(shown.lock());
        QVERIFY(!shown.sheet());
        QVERIFY(shown.model().content().notebooks.empty() && shown.model().content().tags.empty());
        QVERIFY(!shown.toast()->isVisible());
        shown.jobsWait = false;
    }
    const auto real = vault.open();
    QVERIFY(OrganisedVault::isTrashed(*real, vault.loose)); // still there
}

void LongJobsTest::lockEndsTheRenaming()
{
    const OrganisedVault vault;
    {
        test::OrganisedWindow shown(vault);
        QTRY_VERIFY(shown.rowNamed(u"work"_s) > 0);
        shown.jobsWait = true;
        QVERIFY(shown.menu(u"work"_s, u"Rename…"_s));
        shown.answer(u"job"_s);
        QVERIFY(shown.lock());
        QVERIFY(!shown.sheet());
        for (const QWidget* widget : shown.window.findChildren<QWidget*>())
            QVERIFY2(!widget->accessibleName().contains(u"#work"_s), qPrintable(widget->accessibleName()));
        shown.jobsWait = false;
    }
    const auto real = vault.open();
    QCOMPARE(OrganisedVault::body(*real, vault.retro), std::string("retro #work"));
}

void LongJobsTest::wayBackWaitsForItsTurn()
{
    Organising shown;
    QVERIFY(shown.menu(u"Home"_s, u"Delete"_s));
    QTRY_COMPARE(shown.message(), u"Notebook “Home” and 1 note moved to Trash"_s);
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"Work"_s, u"Delete"_s)); // runs while the way back is taken
    QVERIFY(shown.undo());
    shown.jobsWait = false;
    QTRY_VERIFY(shown.inTrash(shown.plan));
    QTRY_VERIFY(!shown.inTrash(shown.bread));
    QVERIFY(shown.paths().contains("Home"));
    QTRY_VERIFY(shown.rows().contains(u"Home 1"_s));
}

void LongJobsTest::wayBackOfATagWaitsForItsTurn()
{
    Organising shown;
    QVERIFY(shown.menu(u"Baking"_s, u"Rename…"_s));
    shown.answer(u"oven"_s);
    QTRY_COMPARE(shown.message(), u"#Baking is #oven now, in 1 note"_s);
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"work"_s, u"Rename…"_s)); // runs while the way back is taken
    shown.answer(u"job"_s);
    QTRY_VERIFY(shown.editor->isReadOnly());
    QVERIFY(shown.undo());
    shown.jobsWait = false;
    QTRY_COMPARE(shown.bodyOf(shown.bread), std::string("bread #Baking"));
    QCOMPARE(shown.bodyOf(shown.retro), std::string("retro #job"));
    QTRY_VERIFY(!shown.editor->isReadOnly());
}

void LongJobsTest::changesWaitForTheirTurn()
{
    Organising shown;
    shown.dragNote(u"plan"_s, u"Home"_s);
    shown.dragNote(u"retro #work"_s, u"Home"_s);
    shown.dragNote(u"loose"_s, u"Home"_s);
    QTRY_VERIFY(shown.rows().contains(u"Home 4"_s));
    QVERIFY(shown.notebookOf(shown.plan) == shown.home && shown.notebookOf(shown.loose) == shown.home);
}

void LongJobsTest::changeOfManyNotesIsCancelled()
{
    OrganisedVault vault;
    {
        const auto real = vault.open();
        for (int i = 0; i < 96; ++i)
            OrganisedVault::put(*real, "more " + std::to_string(i), {}, 10 + i);
        QVERIFY(real->close());
    }
    test::OrganisedWindow shown(vault);
    QTRY_COMPARE(shown.titles().size(), 100);
    shown.trashWaits = true;
    shown.list->setFocus();
    shown.list->selectAll();
    QTest::keyClick(shown.list, Qt::Key_Delete);
    QTRY_VERIFY(qobject_cast<ui::ProgressSheet*>(shown.sheet())); // once it has taken a second
    QVERIFY(shown.press(shown.sheet(), u"Cancel"_s));
    shown.trashWaits = false;
    shown.trashWaits.notify_all();
    // What was being written is done to its end, and can be taken back.
    QTRY_COMPARE(shown.toast()->message(), u"32 notes moved to Trash"_s);
    QVERIFY(!shown.sheet());
    QTRY_VERIFY(shown.rows().contains(u"Trash 32"_s));
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.rows().contains(u"Trash"_s));
    QTRY_COMPARE(shown.list->model()->rowCount(), 100);
}

void LongJobsTest::purgeDeletesWhatIsDue()
{
    const OrganisedVault vault;
    const auto trashDaysAgo = [&](RecordId id, int days) {
        const PastClock clock(days);
        auto key = Vault::unlock(vault.file, OrganisedVault::passphrase());
        Vault::OpenOptions options;
        options.clock = &clock;
        const auto opened = Vault::open(vault.file, std::move(*key), options);
        QVERIFY((*opened)->moveToTrash(id) && (*opened)->close());
    };
    trashDaysAgo(vault.bread, 31);
    trashDaysAgo(vault.loose, 29);
    test::OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rows().contains(u"Trash 2"_s));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles().size(), 2);
    ui::TrashPurge purge(shown.session);
    QSignalSpy finished(&purge, &ui::TrashPurge::finished);
    purge.start(std::chrono::milliseconds{0});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.front().front().toULongLong(), 1ULL);
    QTRY_COMPARE(shown.titles(), QStringList{u"loose"_s});
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    const auto left = shown.ask([](Vault& real) { return real.allNoteIds(true); });
    QCOMPARE(left.size(), std::size_t{3});
    QVERIFY(std::ranges::find(left, vault.bread) == left.end());
}

void LongJobsTest::purgeOfTheOpenNoteClosesIt()
{
    const OrganisedVault vault;
    {
        const PastClock clock(31);
        auto key = Vault::unlock(vault.file, OrganisedVault::passphrase());
        Vault::OpenOptions options;
        options.clock = &clock;
        const auto opened = Vault::open(vault.file, std::move(*key), options);
        QVERIFY((*opened)->moveToTrash(vault.loose) && (*opened)->close());
    }
    test::OrganisedWindow shown(vault);
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"loose"_s});
    shown.list->setFocus();
    shown.list->goTo(shown.list->model()->index(0, 0));
    QTRY_COMPARE(shown.text(), u"loose"_s);
    ui::TrashPurge purge(shown.session);
    purge.start(std::chrono::milliseconds{0});
    QTRY_VERIFY(shown.text().isEmpty());
    QTRY_VERIFY(shown.titles().isEmpty());
}

QTEST_MAIN(LongJobsTest)
#include "long_jobs_test.moc"
