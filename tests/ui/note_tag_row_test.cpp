// SPDX-License-Identifier: GPL-3.0-or-later
// How the tags stand over the text of the open note: which, where, and how the keyboard goes through them.
#include "tests/ui/note_tags_fixture.h"
#include "ui/editor/large_note_view.h"
#include "ui/main/editor_pane.h"
#include "ui/theme/metrics.h"

#include <QScrollBar>

using namespace lockleaf;
using namespace lockleaf::test;
using namespace Qt::StringLiterals;

class NoteTagRowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chipsFollowTheNote();
    void scrollsWithTheText();
    void restIsInAMenu();
    void longAndOddNames();
    void narrowWindow();
    void rightToLeft();
    void keyboard();
    void keysAreNotTyped();
    void largeNote();
};

void NoteTagRowTest::chipsFollowTheNote()
{
    TagsWindow shown;
    QCOMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s}));
    QVERIFY(shown.chip(u"Tag travel/portugal"_s) && shown.chip(u"Add a tag"_s));
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    QVERIFY(shown.openNote(u"trip #inline"_s));
    QTRY_COMPARE(shown.shown().size(), 3);
    QTest::keyClick(shown.list, Qt::Key_A, Qt::ControlModifier); // all of them are selected
    QTRY_VERIFY(!shown.row->isVisible());
}

void NoteTagRowTest::scrollsWithTheText()
{
    TagsWindow shown;
    QScrollBar* bar = shown.editor->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 200);
    const auto top = [&] {
        return shown.editor->mapFromGlobal(shown.chips().constFirst()->mapToGlobal(QPoint())).y();
    };
    QCOMPARE(top(), 15);
    QVERIFY(shown.row->geometry().left() ==
            shown.editor->mapTo(shown.row->parentWidget(), QPoint()).x() + shown.editor->column().left());
    bar->setValue(5);
    QCOMPARE(top(), 10);
    bar->setValue(30);
    QCOMPARE(top(), -15);
    QVERIFY(!shown.row->geometry().isEmpty());
    QCOMPARE(shown.row->geometry().top(), shown.editor->y()); // nothing of it is over the header
    bar->setValue(60);
    QVERIFY(shown.row->visibleRegion().isEmpty());
    bar->setValue(0);
    const QPoint middle = shown.chips().constFirst()->rect().center();
    QWheelEvent wheel(middle, shown.chips().constFirst()->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(shown.row, &wheel); // as Qt hands it on from a chip
    QVERIFY(bar->value() > 0);
}

void NoteTagRowTest::restIsInAMenu()
{
    TagsWindow shown;
    QVERIFY(shown.openNote(u"many"_s));
    QTRY_VERIFY(shown.shown().contains(u"tag-number-0"_s));
    QList<ui::Chip*> chips = shown.chips();
    const qsizetype tags = chips.size() - 2;
    QVERIFY2(tags > 1 && tags < 12, qPrintable(shown.shown().join(u' ')));
    QCOMPARE(chips[tags]->text(), u"+%1"_s.arg(20 - tags));
    QCOMPARE(chips[tags]->accessibleName(), u"%1 more tags"_s.arg(20 - tags));
    QVERIFY(shown.row->rect().contains(
        QRect(chips.last()->mapTo(shown.row, QPoint()), chips.last()->size()))); // none is cut
    chips[tags]->click();
    const auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu && menu->actions().size() == 20 - tags);
    QCOMPARE(menu->actions().constFirst()->text(), u"#tag-number-%1"_s.arg(tags)); // none is left out
    QVERIFY(shown.takeFromMenu(u"#tag-number-19/Take off this note"_s));
    QTRY_COMPARE(chips[tags]->text(), u"+%1"_s.arg(19 - tags));
    QCOMPARE(shown.tagsOf(shown.many).size(), std::size_t{19});
    chips[tags]->click();
    QVERIFY(shown.takeFromMenu(u"#tag-number-18/Show notes with #tag-number-18"_s));
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"tag-number-18"_s));
}

/// Tags as they come from elsewhere: too long for a chip, or with the sign that makes a key.
void NoteTagRowTest::longAndOddNames()
{
    const QString longName = QString(150, u'm');
    TagsWindow shown;
    QVERIFY(shown.ask([id = shown.plain, name = longName.toStdString()](Vault& vault) -> Result<bool> {
        LOCKLEAF_CHECK(vault.setTags(id, {"R&D", name}));
        return true;
    }));
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown().size(), 3);
    const ui::Chip* odd = shown.chip(u"Tag R&D"_s);
    QVERIFY(odd);
    QCOMPARE(odd->text(), u"R&D"_s);
    QVERIFY(odd->shortcut().isEmpty()); // Alt+D is not taken from the window
    ui::Chip* cut = shown.chip(u"Tag "_s + longName);
    QVERIFY(cut);
    QVERIFY(cut->width() < 240);
    QVERIFY(cut->text().endsWith(u'…') && cut->text() != longName);
    cut->click();
    QTRY_COMPARE(shown.titles(), QStringList{u"plain"_s}); // the whole name counts
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(longName));
    QVERIFY(shown.chipMenu(shown.chip(u"Tag R&D"_s), u"Show notes with #R&&D"_s));
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"R&D"_s));
}

void NoteTagRowTest::narrowWindow()
{
    TagsWindow shown;
    QVERIFY(shown.openNote(u"many"_s));
    QTRY_VERIFY(shown.shown().contains(u"tag-number-0"_s));
    const qsizetype wide = shown.chips().size();
    const int dateRoom = shown.editor->column().width() - shown.editor->headRect().width();
    QVERIFY(dateRoom > 60); // the date stands there
    shown.window.resize(700, 600);
    shown.trigger(u"Ctrl+Tab"_s);
    QTRY_VERIFY(shown.editor->width() < 720);
    const auto inside = [&] {
        const auto chips = shown.chips();
        return std::ranges::all_of(chips, [&](const ui::Chip* chip) {
            return shown.row->rect().contains(QRect(chip->mapTo(shown.row, QPoint()), chip->size())) &&
                   shown.row->geometry().right() < shown.row->parentWidget()->width();
        });
    };
    QTRY_VERIFY(inside());
    QVERIFY(shown.chips().size() <= wide);
    // Where not even one tag has room beside the date, the date gives way.
    shown.row->parentWidget()->setFixedWidth(320);
    QTRY_VERIFY(shown.editor->width() == 320);
    QTRY_COMPARE(shown.editor->headRect().width(), shown.editor->viewport()->width() - 3);
    QVERIFY(inside());
    QCOMPARE(shown.shown().constFirst(), u"tag-number-0"_s);
    QCOMPARE(shown.shown().constLast(), u"+ Tag"_s);
}

void NoteTagRowTest::rightToLeft()
{
    TagsWindow shown;
    shown.window.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(shown.openNote(u"plain"_s) && shown.openNote(u"trip #inline"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s}));
    const QRect column = shown.editor->column().translated(shown.editor->pos());
    QTRY_VERIFY(std::abs(shown.row->geometry().right() - column.right()) <= 4);
}

void NoteTagRowTest::keyboard()
{
    TagsWindow shown;
    shown.putCaret(0);
    const auto focused = [&] { return qobject_cast<ui::Chip*>(shown.window.focusWidget()); };
    QScrollBar* bar = shown.editor->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 200);
    bar->setValue(200);
    QTest::keyClick(shown.editor, Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(focused(), shown.chip(u"Add a tag"_s));
    QCOMPARE(bar->value(), 0); // it is in sight
    QTest::keyClick(focused(), Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(focused(), shown.chip(u"Tag Trips"_s));
    QTest::keyClick(focused(), Qt::Key_Backtab, Qt::ShiftModifier);
    QCOMPARE(focused(), shown.chip(u"Tag travel/portugal"_s));
    for (int i = 0; i < 2; ++i)
        QTest::keyClick(focused(), Qt::Key_Tab);
    QCOMPARE(focused(), shown.chip(u"Add a tag"_s));
    QTest::keyClick(focused(), Qt::Key_Tab);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.chip(u"Tag Trips"_s)->setFocus();
    QTest::keyClick(focused(), Qt::Key_Escape);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.chip(u"Tag Trips"_s)->setFocus();
    QTest::keyClick(focused(), Qt::Key_Tab, Qt::ControlModifier);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.chip(u"Tag Trips"_s)->setFocus();
    QTest::keyClick(focused(), Qt::Key_Backtab, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(shown.window.focusWidget(), shown.list);
    shown.chip(u"Tag Trips"_s)->setFocus();
    QTest::keyClick(focused(), Qt::Key_Delete);
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"+ Tag"_s}));
    QCOMPARE(focused(), shown.chip(u"Tag travel/portugal"_s));
    QTest::keyClick(focused(), Qt::Key_Return);
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"travel/portugal"_s));
    shown.chip(u"Tag travel/portugal"_s)->setFocus();
    QTest::keyClick(focused(), Qt::Key_Backspace);
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    QCOMPARE(focused(), shown.chip(u"Add a tag"_s));
    QTest::keyClick(focused(), Qt::Key_Space);
    QTRY_VERIFY(shown.sheet());
}

void NoteTagRowTest::keysAreNotTyped()
{
    TagsWindow shown;
    const QString before = shown.text();
    shown.chip(u"Tag Trips"_s)->setFocus();
    for (const Qt::Key key : {Qt::Key_X, Qt::Key_Home, Qt::Key_5})
        QTest::keyClick(shown.chip(u"Tag Trips"_s), key);
    QCOMPARE(shown.text(), before);
    QCOMPARE(shown.shown().size(), 3);
}

void NoteTagRowTest::largeNote()
{
    TagsWindow shown;
    QVERIFY(shown.ask([id = shown.trip](Vault& vault) -> Result<bool> {
        std::string text = "huge\n";
        while (text.size() < 8'500'000)
            text += "a line of the text that is too large to be written in\n";
        LOCKLEAF_CHECK(vault.saveBody(id, bytesOf(text)));
        return true;
    }));
    QVERIFY(shown.openNote(u"plain"_s));
    const int at = static_cast<int>(shown.titles().indexOf(u"trip #inline"_s));
    QTest::mouseClick(shown.list->viewport(), Qt::LeftButton, {},
                      shown.list->visualRect(shown.list->model()->index(at, 0)).center());
    QTRY_VERIFY(!shown.editor->isVisible());
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s}));
    auto* pane = shown.window.findChild<ui::EditorPane*>();
    QTRY_COMPARE(shown.row->height(), ui::metrics::IconButtonSize);
    QTRY_VERIFY(shown.row->geometry().bottom() < pane->text()->y()); // over the text, not on it
    QVERIFY(shown.row->y() > 0);
    const auto* large = shown.window.findChild<ui::LargeNoteView*>();
    const int text = large->mapTo(pane, QPoint()).x() + static_cast<int>(large->document()->documentMargin());
    QCOMPARE(shown.row->x(), text); // where its lines begin
}

QTEST_MAIN(NoteTagRowTest)
#include "note_tag_row_test.moc"
