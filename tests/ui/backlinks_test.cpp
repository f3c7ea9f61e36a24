// SPDX-License-Identifier: GPL-3.0-or-later
// Which notes link to the open one, as the window shows it under the text.
#include "tests/ui/links_fixture.h"
#include "ui/main/editor_pane.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::Linked;

class BacklinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appearAndFollowEdits();
    void goOntoAnotherTitle();
    void trashDoesNotCount();
    void openedByKeyboard();
    void leftByKeyboard();
    void lastOneGoesWhileTheKeyboardIsThere();
    void openedByClick();
    void folded();
    void noneWhileTheIndexIsPartial();
    void emptiedAtLock();
    void fitASmallWindow();
    void toastStandsAbove();
    void rightToLeft();
};

void BacklinksTest::appearAndFollowEdits()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked(), (QStringList{u"Plan"_s, u"Budget"_s})); // not itself
    QCOMPARE(shown.heading->text(), u"Linked from 2 notes"_s);
    shown.rewrite(shown.alone, "Alone\n\nTo [[Lisbon]].\n");
    QTRY_COMPARE(shown.linked(), (QStringList{u"Alone"_s, u"Plan"_s, u"Budget"_s}));
    shown.rewrite(shown.plan, "Plan\n\nHome.\n");
    QTRY_COMPARE(shown.linked(), (QStringList{u"Alone"_s, u"Budget"_s}));
    shown.rewrite(shown.alone, "Alone\n\nNothing.\n");
    QTRY_COMPARE(shown.linked(), QStringList{u"Budget"_s});
    QCOMPARE(shown.heading->text(), u"Linked from 1 note"_s);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_VERIFY(!shown.backlinks->isVisible());
    QCOMPARE(shown.links->model()->rowCount(), 0);
}

void BacklinksTest::goOntoAnotherTitle()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Alone"_s));
    shown.rest();
    QVERIFY(!shown.backlinks->isVisible());
    shown.rewrite(shown.plan, "Plan\n\n[[Together]]\n");
    shown.retitle(u"Together"_s);
    QTRY_COMPARE(shown.linked(), QStringList{u"Plan"_s});
}

void BacklinksTest::trashDoesNotCount()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked(), (QStringList{u"Plan"_s, u"Budget"_s}));
    shown.session.moveToTrash(shown.plan, &shown.window, [](const auto&) {});
    QTRY_COMPARE(shown.linked(), QStringList{u"Budget"_s});
    shown.session.restoreFromTrash(shown.plan, &shown.window, [](const auto&) {});
    QTRY_COMPARE(shown.linked(), (QStringList{u"Plan"_s, u"Budget"_s}));
    shown.session.moveToTrash(shown.lisbon, &shown.window, [](const auto&) {}); // the open one
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"Lisbon"_s});
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QVERIFY(shown.editor->isReadOnly());
    QTRY_VERIFY(!shown.backlinks->isVisible()); // a moment after the change
}

void BacklinksTest::openedByKeyboard()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    QCOMPARE(shown.links->accessibleName(), u"Notes that link here"_s);
    QCOMPARE(shown.heading->accessibleName(), u"Linked from 2 notes"_s);
    shown.editor->setFocus();
    QTest::keyClick(shown.editor, Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(shown.links->hasFocus());
    QTest::keyClick(shown.links, Qt::Key_Tab, Qt::ShiftModifier);
    QVERIFY(shown.heading->hasFocus());
    QTest::keyClick(shown.heading, Qt::Key_Tab);
    QVERIFY(shown.links->hasFocus());
    QTest::keyClick(shown.links, Qt::Key_Down);
    QTest::keyClick(shown.links, Qt::Key_Return);
    QTRY_VERIFY(shown.text().startsWith(u"Budget"));
    QTRY_COMPARE(shown.linked(), QStringList{u"Lisbon"_s});
    shown.trigger(u"Alt+Left"_s);
    QTRY_VERIFY(shown.text().startsWith(u"Lisbon"));
}

void BacklinksTest::leftByKeyboard()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    const auto enter = [&] {
        shown.editor->setFocus();
        QTest::keyClick(shown.editor, Qt::Key_Tab, Qt::ControlModifier);
        return shown.links->hasFocus();
    };
    QVERIFY(enter());
    QTest::keyClick(shown.links, Qt::Key_Escape);
    QVERIFY(shown.editor->hasFocus());
    QVERIFY(enter());
    QTest::keyClick(shown.links, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(shown.editor->hasFocus());
    QVERIFY(enter());
    QTest::keyClick(shown.links, Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(!shown.editor->hasFocus() && !shown.links->hasFocus());
    QVERIFY(!shown.heading->hasFocus());
}

void BacklinksTest::lastOneGoesWhileTheKeyboardIsThere()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Budget"_s));
    QTRY_COMPARE(shown.linked(), QStringList{u"Lisbon"_s});
    shown.editor->setFocus();
    QTest::keyClick(shown.editor, Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(shown.links->hasFocus());
    shown.rewrite(shown.lisbon, "Lisbon\n\nFree.\n");
    QTRY_VERIFY(!shown.backlinks->isVisible());
    QCOMPARE(shown.window.focusWidget(), shown.editor);
}

void BacklinksTest::openedByClick()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    shown.editor->setFocus();
    QTest::mouseClick(shown.links->viewport(), Qt::LeftButton, {},
                      shown.links->visualRect(shown.links->model()->index(0, 0)).center());
    QTRY_VERIFY(shown.text().startsWith(u"Plan"));
    QTRY_VERIFY(!shown.backlinks->isVisible()); // nothing links there
    QTRY_VERIFY(shown.editor->hasFocus());
}

void BacklinksTest::folded()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    shown.editor->setFocus();
    QTest::keyClick(shown.editor, Qt::Key_Tab, Qt::ControlModifier);
    shown.heading->click();
    QVERIFY(!shown.links->isVisible());
    QVERIFY(shown.heading->hasFocus()); // the keyboard stays here
    QVERIFY(shown.heading->isVisible());
    shown.editor->setFocus();
    QTest::keyClick(shown.editor, Qt::Key_Tab, Qt::ControlModifier);
    QVERIFY(shown.heading->hasFocus());
    QTest::keyClick(shown.heading, Qt::Key_Space);
    QVERIFY(shown.links->isVisible());
}

void BacklinksTest::noneWhileTheIndexIsPartial()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    shown.indexPartial = true;
    shown.rewrite(shown.alone, "Alone\n\nTo [[Lisbon]].\n");
    QTRY_VERIFY(!shown.backlinks->isVisible());
    shown.indexPartial = false;
    shown.rewrite(shown.alone, "Alone\n\nTo [[Lisbon]] again.\n");
    QTRY_COMPARE(shown.linked().size(), 3);
}

void BacklinksTest::emptiedAtLock()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    shown.window.blank();
    QCOMPARE(shown.links->model()->rowCount(), 0);
    QVERIFY(!shown.backlinks->isVisible());
    QVERIFY(shown.heading->text().isEmpty());
    QVERIFY(shown.lock());
    QCOMPARE(shown.links->model()->rowCount(), 0);
}

void BacklinksTest::fitASmallWindow()
{
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    shown.window.resize(700, 400);
    shown.trigger(u"Ctrl+F"_s); // the text comes to the front
    QTRY_COMPARE(shown.linked().size(), 2);
    auto* pane = shown.window.findChild<ui::EditorPane*>();
    QTRY_VERIFY(pane->rect().contains(shown.backlinks->geometry()));
    QVERIFY(pane->width() <= 700);
    QVERIFY(shown.editor->height() > 60);
    QVERIFY(!shown.editor->geometry().intersects(shown.backlinks->geometry()));
    QVERIFY(shown.backlinks->geometry().top() > shown.editor->geometry().bottom());
}

void BacklinksTest::toastStandsAbove()
{
    constexpr int shadow = 10; // around what is drawn of it
    Linked shown;
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    ui::Toast* toast = shown.toast();
    const auto foot = [&] { return toast->geometry().bottom() - shadow; };
    const auto strip = [&] { return shown.backlinks->mapTo(&shown.window, QPoint()).y(); };
    toast->present(u"Moved to Trash"_s, u"Undo"_s);
    QTRY_VERIFY(foot() < strip());
    QVERIFY(foot() > strip() - 40); // and not far from it
    shown.heading->click();         // folded
    QTRY_VERIFY(foot() < strip() && foot() > strip() - 40);
    shown.heading->click();
    QTRY_VERIFY(foot() < strip() && foot() > strip() - 40);
    QVERIFY(shown.openNote(u"Alone"_s));
    QTRY_VERIFY(!shown.backlinks->isVisible());
    QTRY_VERIFY(foot() > shown.window.height() - 80); // where there are none it is at the foot
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_VERIFY(shown.backlinks->isVisible() && foot() < strip()); // they come while it is there
}

void BacklinksTest::rightToLeft()
{
    Linked shown;
    shown.window.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(shown.openNote(u"Lisbon"_s));
    QTRY_COMPARE(shown.linked().size(), 2);
    QTRY_VERIFY(shown.heading->geometry().right() > shown.backlinks->width() - 24);
}

QTEST_MAIN(BacklinksTest)
#include "backlinks_test.moc"
