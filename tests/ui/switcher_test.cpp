// SPDX-License-Identifier: GPL-3.0-or-later
// The switcher, its commands, and the way back and forth.
#include "tests/ui/window_fixture.h"
#include "ui/models/pick_model.h"
#include "ui/sheets/switcher_sheet.h"
#include "ui/widgets/pick_list.h"
#include "ui/widgets/text_field.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::Stage;
using test::StagedVault;
using test::VaultFixture;

namespace {

struct Switching : Stage, ShownWindow
{
    explicit Switching(const VaultFixture& fixture)
        : ShownWindow(std::make_unique<StagedVault>(fixture.open(), *this))
    {
    }
    ~Switching() { letTitlesCome(); }
    void letTitlesCome()
    {
        titlesWait = false;
        titlesWait.notify_all();
    }
    /// Null while none is open.
    [[nodiscard]] ui::SwitcherSheet* sheet() const
    {
        for (auto* found : window.findChildren<ui::SwitcherSheet*>())
            if (found->isOpen())
                return found;
        return nullptr;
    }
    [[nodiscard]] ui::TextField* field() const { return sheet()->findChild<ui::TextField*>(); }
    [[nodiscard]] ui::PickList* rows() const { return sheet()->findChild<ui::PickList*>(); }
    /// Everything in the list, labels in square brackets, the current row behind ">".
    [[nodiscard]] QStringList shown() const
    {
        QStringList lines;
        if (!sheet())
            return lines;
        const auto* model = static_cast<ui::PickModel*>(rows()->model());
        for (int row = 0; row < model->rowCount(); ++row) {
            const ui::PickRow& line = *model->rowAt(row);
            const bool current = rows()->currentIndex().row() == row;
            lines << (line.kind == ui::PickRow::Kind::Label ? u"[%1]"_s
                      : current                             ? u">%1"_s
                                                            : u"%1"_s)
                         .arg(line.text);
        }
        return lines;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(window.focusWidget(), key, modifiers);
    }
    void type(const QString& text) { QTest::keyClicks(window.focusWidget(), text); }
    /// Opens a note by its title, as a person would.
    [[nodiscard]] bool goTo(const QString& title, const QString& body)
    {
        trigger(u"Ctrl+O"_s);
        type(title);
        key(Qt::Key_Return);
        return QTest::qWaitFor([&] { return text() == body; });
    }
};

} // namespace

class SwitcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyQueryShowsRecentNotes();
    void enterSwapsBetweenTwoNotes();
    void typingFindsAndOpens();
    void answersToOlderQueriesAreNotShown();
    void enterWaitsForItsAnswer();
    void arrowsMoveWhileTheFieldKeepsTheFocus();
    void newNoteWhereNothingFits();
    void newNoteByShiftEnter();
    void commandsAloneBehindTheSign();
    void commandsThatCannotRunAreNotTaken();
    void escapeGivesTheFocusBack();
    void lockForgetsIt();
    void wayBackAndForth();
    void trashedNotesLeaveTheWay();
    void arrowsWithAltStayInASheet();
};

void SwitcherTest::emptyQueryShowsRecentNotes()
{
    VaultFixture fixture;
    fixture.add("oldest", 0);
    fixture.add("middle", 1);
    fixture.add("newest", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"newest"_s);
    shown.trigger(u"Ctrl+O"_s);
    QVERIFY(shown.sheet());
    QCOMPARE(shown.window.focusWidget(), shown.field());
    QTRY_COMPARE(shown.shown(), (QStringList{u"[Recent notes]"_s, u">middle"_s, u"oldest"_s}));
}

void SwitcherTest::enterSwapsBetweenTwoNotes()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    fixture.add("gamma", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"gamma"_s);
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    for (const QString& other : {u"gamma"_s, u"alpha"_s, u"gamma"_s}) {
        shown.trigger(u"Ctrl+O"_s);
        shown.key(Qt::Key_Return);
        QTRY_COMPARE(shown.text(), other);
        QTRY_COMPARE(shown.window.focusWidget(), shown.editor);
    }
}

void SwitcherTest::typingFindsAndOpens()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Lisbon flat", 1);
    fixture.add("Lisbon in May", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"Lisbon in May"_s);
    shown.trigger(u"Ctrl+O"_s);
    shown.type(u"li"_s);
    QTRY_COMPARE(shown.shown(),
                 (QStringList{u"[Notes]"_s, u">Lisbon in May"_s, u"Lisbon flat"_s, u"Packing list"_s,
                              u"[Commands]"_s, u"Numbered list"_s, u"Bullet list"_s, u"Insert link"_s,
                              u"Italic"_s, u"Checklist"_s, u"New note “li”"_s}));
    const auto* model = static_cast<ui::PickModel*>(shown.rows()->model());
    QCOMPARE(model->rowAt(3)->marks, (std::vector<ui::TextSpan>{{8, 2}}));
    shown.key(Qt::Key_Down);
    shown.key(Qt::Key_Return);
    QVERIFY(!shown.sheet());
    QTRY_COMPARE(shown.text(), u"Lisbon flat"_s);
}

void SwitcherTest::answersToOlderQueriesAreNotShown()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    shown.trigger(u"Ctrl+O"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"[Recent notes]"_s, u">alpha"_s}));
    shown.titlesWait = true;
    shown.type(u"alp"_s);
    shown.field()->setText(u"bet"_s);
    std::vector<QStringList> seen;
    connect(shown.rows()->model(), &QAbstractItemModel::modelReset, this,
            [&] { seen.push_back(shown.shown()); });
    shown.letTitlesCome();
    QTRY_VERIFY(!seen.empty());
    QCOMPARE(seen.size(), std::size_t{1});
    QCOMPARE(shown.shown(), (QStringList{u"[Notes]"_s, u">beta"_s, u"New note “bet”"_s}));
}

void SwitcherTest::enterWaitsForItsAnswer()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    fixture.add("open", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"open"_s);
    shown.trigger(u"Ctrl+O"_s);
    QTRY_COMPARE(shown.shown().size(), 3); // "beta" first
    shown.titlesWait = true;
    shown.type(u"alp"_s);
    shown.key(Qt::Key_Return);
    QVERIFY(shown.sheet());
    shown.letTitlesCome();
    QTRY_COMPARE(shown.text(), u"alpha"_s);
}

void SwitcherTest::arrowsMoveWhileTheFieldKeepsTheFocus()
{
    VaultFixture fixture;
    for (int i = 0; i < 12; ++i)
        fixture.add("note " + std::to_string(i), i);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"note 11"_s);
    shown.trigger(u"Ctrl+O"_s);
    shown.type(u"note"_s);
    QTRY_VERIFY(shown.shown().contains(u">note 11"_s));
    const auto current = [&] { return shown.rows()->current()->text; };
    const int caret = shown.field()->cursorPosition();
    shown.key(Qt::Key_Up); // stays
    QCOMPARE(current(), u"note 11"_s);
    shown.key(Qt::Key_Down);
    QCOMPARE(current(), u"note 10"_s);
    shown.key(Qt::Key_End);
    QCOMPARE(current(), u"New note “note”"_s);
    shown.key(Qt::Key_Up); // over labels
    QVERIFY(!current().startsWith(u"New note “"));
    shown.key(Qt::Key_PageUp);
    shown.key(Qt::Key_PageUp);
    QCOMPARE(current(), u"note 11"_s);
    shown.key(Qt::Key_PageDown);
    QVERIFY(current() != u"note 11"_s);
    shown.key(Qt::Key_Home);
    QCOMPARE(current(), u"note 11"_s);
    QCOMPARE(shown.window.focusWidget(), shown.field());
    QCOMPARE(shown.field()->cursorPosition(), caret);
    QVERIFY(shown.field()->accessibleDescription().startsWith(u"note 11"));
    shown.type(u" 3"_s);
    QCOMPARE(shown.field()->text(), u"note 3"_s);
    QTRY_VERIFY(shown.shown().contains(u">note 3"_s));
}

void SwitcherTest::newNoteWhereNothingFits()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"alpha"_s);
    shown.trigger(u"Ctrl+O"_s);
    shown.type(u"zebra crossing"_s);
    QTRY_COMPARE(shown.shown(), QStringList{u">New note “zebra crossing”"_s});
    shown.key(Qt::Key_Return);
    QTRY_COMPARE(shown.text(), u"zebra crossing\n"_s);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.type(u"words"_s);
    QVERIFY(shown.lock());
}

void SwitcherTest::newNoteByShiftEnter()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    {
        Switching shown(fixture);
        QTRY_COMPARE(shown.text(), u"alpha"_s);
        shown.trigger(u"Ctrl+O"_s);
        shown.type(u"alp"_s);
        shown.key(Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE(shown.text(), u"alp\n"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(VaultFixture::bodies(*fixture.open()), (std::vector<std::string>{"alp\n", "alpha"}));
}

void SwitcherTest::commandsAloneBehindTheSign()
{
    VaultFixture fixture;
    fixture.add("settings of mine", 0);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"settings of mine"_s);
    shown.trigger(u"Ctrl+Shift+P"_s);
    QCOMPARE(shown.field()->text(), u">"_s);
    QVERIFY(shown.shown().size() > 25);
    QVERIFY(shown.shown().contains(u"Lock now"_s));
    QVERIFY(!shown.shown().contains(u"settings of mine"_s));
    shown.type(u"lock"_s);
    // The best match is chosen; what was since the last unlock stands below.
    QCOMPARE(shown.shown().first(2), (QStringList{u"[Commands]"_s, u">Lock now"_s}));
    QCOMPARE(shown.shown().size(), 3);
    QSignalSpy locked(&shown.window, &ui::MainWindow::lockRequested);
    shown.key(Qt::Key_Return);
    QCOMPARE(locked.count(), 1);
    QVERIFY(!shown.sheet());
    shown.trigger(u"Ctrl+Shift+P"_s);
    shown.type(u"qqq"_s);
    QVERIFY(shown.shown().isEmpty());
    shown.key(Qt::Key_Return); // nothing happens, and no note is made
    QVERIFY(shown.sheet());
}

void SwitcherTest::commandsThatCannotRunAreNotTaken()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"alpha"_s);
    shown.trigger(u"Ctrl+Shift+P"_s);
    shown.type(u"forward"_s);
    QCOMPARE(shown.shown(), (QStringList{u"[Commands]"_s, u"Forward"_s}));
    shown.key(Qt::Key_Return);
    QVERIFY(shown.sheet());
}

void SwitcherTest::escapeGivesTheFocusBack()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"alpha"_s);
    shown.editor->setFocus();
    shown.trigger(u"Ctrl+O"_s);
    shown.type(u"x"_s);
    shown.key(Qt::Key_Escape);
    QVERIFY(!shown.sheet());
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    QCOMPARE(shown.text(), u"alpha"_s);
}

void SwitcherTest::lockForgetsIt()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    shown.trigger(u"Ctrl+O"_s);
    QVERIFY(shown.sheet());
    QVERIFY(shown.lock());
    QVERIFY(!shown.sheet());
    for (const auto* list : shown.window.findChildren<ui::PickList*>())
        QCOMPARE(list->model()->rowCount(), 0);
    for (QAction* action : shown.window.actions())
        if (action->text() == u"Back"_s)
            QVERIFY(!action->isEnabled());
}

void SwitcherTest::wayBackAndForth()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    fixture.add("gamma and more", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"gamma and more"_s);
    QTextCursor cursor = shown.editor->textCursor();
    cursor.setPosition(5);
    shown.editor->setTextCursor(cursor);
    QVERIFY(shown.goTo(u"bet"_s, u"beta"_s));
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    shown.trigger(u"Alt+Left"_s);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    shown.trigger(u"Alt+Left"_s);
    QTRY_COMPARE(shown.text(), u"gamma and more"_s);
    QCOMPARE(shown.editor->textCursor().position(), 5);
    shown.trigger(u"Alt+Left"_s); // the way begins here
    shown.trigger(u"Alt+Right"_s);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    QVERIFY(shown.goTo(u"gam"_s, u"gamma and more"_s)); // another way from here
    shown.trigger(u"Alt+Right"_s);
    shown.trigger(u"Alt+Left"_s);
    QTRY_COMPARE(shown.text(), u"beta"_s);
}

void SwitcherTest::trashedNotesLeaveTheWay()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    fixture.add("gamma", 2);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"gamma"_s);
    QVERIFY(shown.goTo(u"bet"_s, u"beta"_s));
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    shown.trigger(u"Alt+Left"_s);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    QSignalSpy changed(&shown.session, &ui::VaultSession::noteChanged);
    shown.triggerNamed(u"Move to Trash"_s);
    QTRY_COMPARE(changed.count(), 1);
    QTRY_VERIFY(!shown.text().isEmpty()); // the next in the list
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    for (int i = 0; i < 5; ++i) {
        shown.trigger(u"Alt+Left"_s);
        QTest::qWait(0);
        QVERIFY(shown.text() != u"beta"_s);
    }
    shown.trigger(u"Ctrl+O"_s);
    QTRY_VERIFY(!shown.shown().isEmpty());
    QVERIFY(!shown.shown().contains(u"beta"_s) && !shown.shown().contains(u">beta"_s));
}

void SwitcherTest::arrowsWithAltStayInASheet()
{
    VaultFixture fixture;
    fixture.add("alpha", 0);
    fixture.add("beta", 1);
    Switching shown(fixture);
    QTRY_COMPARE(shown.text(), u"beta"_s);
    QVERIFY(shown.goTo(u"alp"_s, u"alpha"_s));
    QVERIFY(QTest::qWaitForWindowActive(&shown.window));
    shown.trigger(u"Ctrl+O"_s);
    QTRY_VERIFY(!shown.shown().isEmpty());
    shown.key(Qt::Key_Left, Qt::AltModifier);
    shown.key(Qt::Key_Escape);
    QCOMPARE(shown.text(), u"alpha"_s);
    shown.key(Qt::Key_Left, Qt::AltModifier);
    QTRY_COMPARE(shown.text(), u"beta"_s);
}

QTEST_MAIN(SwitcherTest)
#include "switcher_test.moc"
