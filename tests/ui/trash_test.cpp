// SPDX-License-Identifier: GPL-3.0-or-later
// The trash in the window: what is shown of it, the way back, and what cannot come back.
#include "tests/ui/organising_fixture.h"
#include "ui/main/trash_bar.h"
#include "ui/sheets/ask_sheet.h"
#include "ui/vault/trash_purge.h"

#include <QComboBox>
#include <QListWidget>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::Organising;

class TrashTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trashedNoteIsShownAndRestored();
    void deleteForGoodAsks();
    void emptyTrashAsks();
    void purgeFollowsTheSetting();
    void severalAreRestored();
};

void TrashTest::trashedNoteIsShownAndRestored()
{
    Organising shown;
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    shown.triggerNamed(u"Move to Trash"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plan"_s});
    auto* bar = shown.window.findChild<ui::TrashBar*>();
    QVERIFY(!bar->isVisible());
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    QVERIFY(bar->isVisible());
    QVERIFY(shown.window.findChild<ui::TrashHead*>()->isVisible());
    QTest::keyClicks(shown.editor, u"not there"_s);
    QTest::keyClick(shown.editor, Qt::Key_Return, Qt::ControlModifier);
    shown.trigger(u"Ctrl+B"_s);
    QCOMPARE(shown.text(), u"plan\n- [ ] doors #work/plan"_s);
    QVERIFY(shown.press(bar, u"Restore"_s));
    QTRY_COMPARE(shown.message(), u"1 note restored"_s);
    QVERIFY(!shown.inTrash(shown.plan));
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(!shown.editor->isReadOnly());
    QTRY_VERIFY(shown.titles().isEmpty());
    QVERIFY(shown.undo());
    QTRY_VERIFY(shown.inTrash(shown.plan));
}

void TrashTest::deleteForGoodAsks()
{
    Organising shown;
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    shown.triggerNamed(u"Move to Trash"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 1"_s));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plan"_s});
    shown.click(u"plan"_s);
    QTRY_VERIFY(shown.text().startsWith(u"plan"));
    for (const bool really : {false, true}) {
        shown.list->setFocus();
        QTest::keyClick(shown.list, Qt::Key_Delete);
        auto* sheet = qobject_cast<ui::AskSheet*>(shown.sheet());
        QVERIFY(sheet);
        bool named = false;
        for (auto* label : sheet->findChildren<QLabel*>())
            named = named || label->text() == u"Delete “plan” for good? It cannot be brought back."_s;
        QVERIFY(named);
        QVERIFY(shown.press(sheet, really ? u"Delete for good"_s : u"Cancel"_s));
        QVERIFY(!shown.sheet());
        QTRY_COMPARE(shown.count(true), really ? std::uint64_t{0} : std::uint64_t{1});
    }
    QTRY_COMPARE(shown.message(), u"1 note deleted for good"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash"_s));
    QVERIFY(!shown.text().startsWith(u"plan"));
}

void TrashTest::emptyTrashAsks()
{
    Organising shown;
    QVERIFY(!shown.menu(u"Trash"_s, u"Empty Trash…"_s)); // there is nothing in it
    shown.dragNote(u"loose"_s, u"Trash"_s);
    QTRY_VERIFY(shown.inTrash(shown.loose));
    shown.dragNote(u"plan"_s, u"Trash"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 2"_s));
    QVERIFY(shown.menu(u"Trash"_s, u"Empty Trash…"_s));
    QTRY_VERIFY(shown.sheet());
    bool named = false;
    for (auto* label : shown.sheet()->findChildren<QLabel*>())
        named = named || label->text() == u"Delete 2 notes for good? They cannot be brought back."_s;
    QVERIFY(named);
    QCOMPARE(shown.count(true), std::uint64_t{2});
    QVERIFY(shown.press(shown.sheet(), u"Empty Trash"_s));
    QTRY_COMPARE(shown.message(), u"2 notes deleted for good"_s);
    QCOMPARE(shown.count(true), std::uint64_t{0});
    QCOMPARE(shown.count(false), std::uint64_t{2});
    QVERIFY(!shown.sheet());
    QTRY_VERIFY(shown.rows().contains(u"Trash"_s));
}

void TrashTest::purgeFollowsTheSetting()
{
    Organising shown;
    shown.dragNote(u"loose"_s, u"Trash"_s);
    QTRY_VERIFY(shown.inTrash(shown.loose));
    shown.trigger(u"Ctrl+,"_s);
    auto* pages = shown.sheet()->findChild<QListWidget*>();
    pages->setCurrentRow(pages->count() - 1);
    QComboBox* days = nullptr;
    for (auto* box : shown.sheet()->findChildren<QComboBox*>())
        if (box->isVisible())
            days = box;
    QVERIFY(days);
    QCOMPARE(days->currentText(), u"After 30 days"_s);
    days->setCurrentIndex(days->findText(u"Never"_s));
    Q_EMIT days->activated(days->currentIndex());
    QTRY_COMPARE(shown.ask([](Vault& vault) { return vault.settings(); }).trashDays, 0U);
    ui::TrashPurge purge(shown.session);
    QSignalSpy finished(&purge, &ui::TrashPurge::finished);
    purge.start(std::chrono::milliseconds{0});
    QTRY_COMPARE(finished.count(), 1);
    QCOMPARE(finished.front().front().toULongLong(), 0ULL);
    QVERIFY(shown.inTrash(shown.loose));
}

void TrashTest::severalAreRestored()
{
    Organising shown;
    shown.click(u"plan"_s);
    shown.click(u"loose"_s, Qt::ControlModifier);
    shown.dragNote(u"loose"_s, u"Trash"_s);
    QTRY_VERIFY(shown.rows().contains(u"Trash 2"_s));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), (QStringList{u"plan"_s, u"loose"_s}));
    shown.click(u"plan"_s);
    shown.click(u"loose"_s, Qt::ControlModifier);
    QVERIFY(!shown.press(&shown.window, u"Tag…"_s));
    QVERIFY(shown.press(&shown.window, u"Delete for good…"_s));
    QVERIFY(shown.press(shown.sheet(), u"Cancel"_s));
    QVERIFY(shown.press(&shown.window, u"Restore"_s));
    QTRY_COMPARE(shown.message(), u"2 notes restored"_s);
    QVERIFY(!shown.inTrash(shown.plan) && !shown.inTrash(shown.loose));
    QVERIFY(shown.notebookOf(shown.plan) == shown.work);
}

QTEST_MAIN(TrashTest)
#include "trash_test.moc"
