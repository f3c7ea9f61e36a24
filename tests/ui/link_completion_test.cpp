// SPDX-License-Identifier: GPL-3.0-or-later
// Links and tags: what is offered while they are written, and where they lead.
#include "tests/ui/window_fixture.h"
#include "ui/editor/completion_popup.h"
#include "ui/editor/link_completer.h"
#include "ui/main/main_window.h"
#include "ui/widgets/toast.h"

#include <QPushButton>
#include <QTextLayout>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

struct Writing : ShownWindow
{
    explicit Writing(const VaultFixture& fixture) : ShownWindow(fixture.open()) {}

    [[nodiscard]] ui::CompletionPopup* popup() const { return window.findChild<ui::CompletionPopup*>(); }
    /// What is offered, the current row behind ">"; empty while the popup is not there.
    [[nodiscard]] QStringList offered() const
    {
        QStringList lines;
        if (!popup()->isVisible())
            return lines;
        const auto* model = static_cast<ui::PickModel*>(popup()->list().model());
        for (int row = 0; row < model->rowCount(); ++row)
            lines << (popup()->list().currentIndex().row() == row ? u">%1"_s : u"%1"_s)
                         .arg(model->rowAt(row)->text);
        return lines;
    }
    void type(const QString& keys) { QTest::keyClicks(editor, keys); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(editor, key, modifiers);
    }
    void begin(const QString& open)
    {
        QTRY_COMPARE(text(), open);
        editor->setFocus();
        editor->moveCursor(QTextCursor::End);
        key(Qt::Key_Return);
    }
    /// Ctrl and a click on the first place of `words`.
    void controlClick(const QString& words)
    {
        const auto at = static_cast<int>(text().indexOf(words));
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(at + 1);
        const QRect left = editor->cursorRect(cursor);
        cursor.setPosition(at + 2);
        const QPoint middle((left.left() + editor->cursorRect(cursor).left()) / 2 + 1, left.center().y());
        QTest::mouseClick(editor->viewport(), Qt::LeftButton, Qt::ControlModifier, middle);
    }
    [[nodiscard]] ui::Toast* toast() const { return window.findChild<ui::Toast*>(); }
};

std::vector<std::string> bodiesOf(const VaultFixture& fixture)
{
    return VaultFixture::bodies(*fixture.open());
}

} // namespace

class LinkCompletionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersNotesAndWritesTheLink();
    void closingMarksAreNotDoubled();
    void tabTakesAndEscapeDismisses();
    void newNoteBesideTheOpenOne();
    void oneStepOfUndo();
    void nothingInCodeOrWhileComposing();
    void movingAwayCloses();
    void lockTakesItAway();
    void tagsAreOffered();
    void controlClickFollows();
    void controlClickOnWordsAndHeadings();
    void titleThatALinkCannotHold();
    void wordsAndHeadingsMakeNoNote();
    void controlEnterFollowsButTicksTasks();
    void linkMeansWhatTheNoteSays();
    void unresolvedLinkOffersToMakeTheNote();
    void tagsTellTheWindow();
};

void LinkCompletionTest::offersNotesAndWritesTheLink()
{
    VaultFixture fixture;
    fixture.add("Packing: ski week", 0);
    fixture.add("Packing list", 1);
    fixture.add("[|]", 2); // no link can lead there
    fixture.add("Trip", 3);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"see [["_s);
    QTRY_COMPARE(shown.offered(), (QStringList{u">Packing list"_s, u"Packing: ski week"_s}));
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.type(u"Pack"_s);
    QTRY_COMPARE(shown.offered(),
                 (QStringList{u">Packing list"_s, u"Packing: ski week"_s, u"New note “Pack”"_s}));
    shown.key(Qt::Key_Down);
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.text(), u"Trip\nsee [[Packing: ski week]]"_s);
    QVERIFY(shown.offered().isEmpty());
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.text(), u"Trip\nsee [[Packing: ski week]]\n"_s);
}

void LinkCompletionTest::closingMarksAreNotDoubled()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"x]]y"_s);
    for (int i = 0; i < 3; ++i)
        shown.key(Qt::Key_Left);
    shown.type(u"[[Pack"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    QTRY_VERIFY(shown.offered().front() == u">Packing list");
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.text(), u"Trip\nx[[Packing list]]y"_s);
}

void LinkCompletionTest::tabTakesAndEscapeDismisses()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"[[pa"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.key(Qt::Key_Escape);
    QVERIFY(shown.offered().isEmpty());
    shown.type(u"c"_s);
    QTest::qWait(30); // an answer, if one had been asked for
    QVERIFY(shown.offered().isEmpty());
    shown.type(u"]] [[pa"_s);
    QTRY_COMPARE(shown.offered().size(), 2);
    shown.key(Qt::Key_Tab);
    QCOMPARE(shown.text(), u"Trip\n[[pac]] [[Packing list]]"_s);
}

void LinkCompletionTest::newNoteBesideTheOpenOne()
{
    VaultFixture fixture;
    fixture.add("Trip", 1);
    {
        Writing shown(fixture);
        shown.begin(u"Trip"_s);
        shown.type(u"[[Tr"_s);
        QTRY_COMPARE(shown.offered(), QStringList{u">New note “Tr”"_s});
        shown.key(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(shown.text(), u"Trip\n[[Tr]]"_s);
        QTRY_COMPARE(shown.list->model()->rowCount(), 2);
        QCOMPARE(shown.text(), u"Trip\n[[Tr]]"_s);
        shown.trigger(u"Ctrl+N"_s); // the same from a note that is not in the vault yet
        shown.type(u"Fresh"_s);
        shown.key(Qt::Key_Return);
        shown.type(u"[[Nowhere"_s);
        QTRY_COMPARE(shown.offered(), QStringList{u">New note “Nowhere”"_s});
        shown.key(Qt::Key_Return);
        QTRY_COMPARE(shown.list->model()->rowCount(), 4);
        QCOMPARE(shown.text(), u"Fresh\n[[Nowhere]]"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(bodiesOf(fixture),
             (std::vector<std::string>{"Fresh\n[[Nowhere]]", "Nowhere\n", "Tr\n", "Trip\n[[Tr]]"}));
}

void LinkCompletionTest::oneStepOfUndo()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"[[pa"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.text(), u"Trip\n[[Packing list]]"_s);
    shown.editor->undoTyping();
    QCOMPARE(shown.text(), u"Trip\n[[pa"_s);
    QVERIFY(shown.offered().isEmpty());
}

void LinkCompletionTest::nothingInCodeOrWhileComposing()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"```"_s);
    shown.key(Qt::Key_Return);
    shown.type(u"[[pa"_s);
    QTest::qWait(30);
    QVERIFY(shown.offered().isEmpty());
    shown.key(Qt::Key_Return);
    shown.type(u"```"_s);
    shown.key(Qt::Key_Return);
    shown.type(u"[["_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.compose({}, u"pa"_s);
    QVERIFY(shown.offered().isEmpty());
    QTest::qWait(30);
    QVERIFY(shown.offered().isEmpty());
    shown.compose(u"pa"_s, {});
    QTRY_VERIFY(shown.offered().contains(u">Packing list"_s));
}

void LinkCompletionTest::movingAwayCloses()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"[[pa"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.key(Qt::Key_Home);
    QVERIFY(shown.offered().isEmpty());
    shown.key(Qt::Key_End); // nobody has typed
    QTest::qWait(30);
    QVERIFY(shown.offered().isEmpty());
    shown.type(u"c"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.list->setFocus();
    QVERIFY(shown.offered().isEmpty());
}

void LinkCompletionTest::lockTakesItAway()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"[[pa"_s);
    QTRY_VERIFY(!shown.offered().isEmpty());
    shown.window.blank();
    QVERIFY(!shown.popup()->isVisible());
    QCOMPARE(shown.popup()->list().model()->rowCount(), 0);
    QVERIFY(shown.lock());
}

void LinkCompletionTest::tagsAreOffered()
{
    VaultFixture fixture;
    ui::VaultSession session(fixture.open());
    QWidget window;
    window.resize(600, 400);
    auto* editor = new ui::NoteEditor(&window);
    editor->resize(window.size());
    ui::LinkCompleter completer(
        *editor, session, [](RecordId) { return QString(); },
        [] { return std::pair(std::vector<RecordId>(), RecordId()); });
    window.show();
    window.activateWindow();
    editor->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const auto offered = [&] {
        QStringList lines;
        const auto* popup = window.findChild<ui::CompletionPopup*>();
        for (int row = 0; popup->isVisible() && row < popup->list().model()->rowCount(); ++row)
            lines << popup->list().model()->index(row, 0).data().toString();
        return lines;
    };
    QTest::keyClicks(editor, u"#tra"_s);
    QVERIFY(offered().isEmpty()); // nobody knows any
    completer.setTagSource([] { return QStringList{u"travel"_s, u"travel/portugal"_s, u"health"_s}; });
    QTest::keyClicks(editor, u"v"_s);
    QTRY_COMPARE(offered(), (QStringList{u"travel"_s, u"travel/portugal"_s}));
    QTest::keyClick(editor, Qt::Key_Down);
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(editor->toPlainText(), u"#travel/portugal"_s);
    QTest::keyClicks(editor, u" #health"_s);
    QVERIFY(offered().isEmpty()); // it is written
    QTest::keyClick(editor, Qt::Key_Return);
    QCOMPARE(editor->toPlainText(), u"#travel/portugal #health\n"_s);
}

void LinkCompletionTest::controlClickFollows()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip\nsee [[packing List]] there", 1);
    Writing shown(fixture);
    QTRY_COMPARE(shown.text(), u"Trip\nsee [[packing List]] there"_s);
    QTest::mouseClick(shown.editor->viewport(), Qt::LeftButton, Qt::NoModifier, {5, 60});
    shown.controlClick(u"see"_s);
    shown.controlClick(u"packing"_s);
    QTRY_COMPARE(shown.text(), u"Packing list"_s);
    QCOMPARE(shown.window.focusWidget(), shown.editor);
    shown.trigger(u"Alt+Left"_s);
    QTRY_COMPARE(shown.text(), u"Trip\nsee [[packing List]] there"_s);
}

void LinkCompletionTest::controlClickOnWordsAndHeadings()
{
    VaultFixture fixture;
    fixture.add("C# [draft] a|b", 0);
    fixture.add("Packing list", 1);
    fixture.add("Trip\n[[Packing list|what we need]]\n[[Packing list#Shoes]]\n[[C draft a b]]", 2);
    Writing shown(fixture);
    const std::pair<QString, QString> ways[] = {{u"what we"_s, u"Packing list"_s},
                                                {u"Shoes"_s, u"Packing list"_s},
                                                {u"draft"_s, u"C# [draft] a|b"_s}};
    for (const auto& [words, opened] : ways) {
        QTRY_VERIFY(shown.text().startsWith(u"Trip"));
        shown.controlClick(words);
        QTRY_COMPARE(shown.text(), opened);
        shown.trigger(u"Alt+Left"_s);
    }
}

void LinkCompletionTest::titleThatALinkCannotHold()
{
    VaultFixture fixture;
    fixture.add("C# [draft] a|b", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    shown.type(u"[[draft"_s);
    QTRY_COMPARE(shown.offered(), (QStringList{u">C# [draft] a|b"_s, u"New note “draft”"_s}));
    shown.key(Qt::Key_Return);
    QCOMPARE(shown.text(), u"Trip\n[[C draft a b]]"_s);
    shown.controlClick(u"draft"_s);
    QTRY_COMPARE(shown.text(), u"C# [draft] a|b"_s);
}

void LinkCompletionTest::wordsAndHeadingsMakeNoNote()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip", 1);
    Writing shown(fixture);
    shown.begin(u"Trip"_s);
    for (const QString& begun : {u"[[Packing list#Shoes"_s, u"[[Packing list|the list"_s}) {
        shown.type(begun);
        QTRY_VERIFY(shown.offered().isEmpty());
        shown.key(Qt::Key_Return);
    }
    QCOMPARE(shown.text(), u"Trip\n[[Packing list#Shoes\n[[Packing list|the list\n"_s);
}

void LinkCompletionTest::controlEnterFollowsButTicksTasks()
{
    VaultFixture fixture;
    fixture.add("Packing list", 0);
    fixture.add("Trip\n- [ ] see [[Packing list]]\n[[Packing list]]", 1);
    Writing shown(fixture);
    QTRY_VERIFY(shown.text().startsWith(u"Trip"));
    shown.editor->setFocus();
    QTextCursor cursor = shown.editor->textCursor();
    cursor.setPosition(static_cast<int>(shown.text().indexOf(u"Pack")));
    shown.editor->setTextCursor(cursor);
    shown.key(Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(shown.text().contains(u"- [x] see"));
    cursor.movePosition(QTextCursor::End);
    shown.editor->setTextCursor(cursor);
    shown.key(Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(shown.text(), u"Packing list"_s);
}

/// An import knows which note a link means, whatever that one's title is.
void LinkCompletionTest::linkMeansWhatTheNoteSays()
{
    VaultFixture fixture;
    const RecordId meant = fixture.add("Another title", 3);
    fixture.add("Packing", 2);
    RecordId trip;
    {
        const auto vault = fixture.open();
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf("Trip\n[[Packing]]"));
        note.modified = Timestamp{1'800'000'000'000};
        note.targets = {{"Packing", meant}};
        trip = *vault->addNote(std::move(note));
        QVERIFY(vault->close());
    }
    const auto follow = [](Writing& shown) {
        QTRY_VERIFY(shown.text().startsWith(u"Trip"));
        shown.editor->setFocus();
        shown.editor->moveCursor(QTextCursor::End);
        shown.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!shown.text().startsWith(u"Trip"));
    };
    {
        Writing shown(fixture);
        follow(shown);
        QCOMPARE(shown.text(), u"Another title"_s);
    }
    {
        const auto vault = fixture.open();
        QVERIFY(vault->moveToTrash(meant));
        VaultSettings settings = vault->settings().value();
        settings.openNote = trip;
        QVERIFY(vault->saveSettings(settings));
        QVERIFY(vault->close());
    }
    Writing shown(fixture);
    follow(shown);
    QCOMPARE(shown.text(), u"Packing"_s); // the one of that title, as it is gone
}

void LinkCompletionTest::unresolvedLinkOffersToMakeTheNote()
{
    VaultFixture fixture;
    fixture.add("Trip\n[[Nowhere yet#Soon|words]]", 1);
    {
        Writing shown(fixture);
        QTRY_VERIFY(shown.text().startsWith(u"Trip"));
        shown.editor->setFocus();
        shown.editor->moveCursor(QTextCursor::End);
        shown.key(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(shown.toast()->isVisible());
        QCOMPARE(shown.toast()->message(), u"No note “Nowhere yet” yet"_s);
        shown.toast()->findChild<QPushButton*>()->click();
        QTRY_COMPARE(shown.text(), u"Nowhere yet\n"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(bodiesOf(fixture),
             (std::vector<std::string>{"Nowhere yet\n", "Trip\n[[Nowhere yet#Soon|words]]"}));
}

void LinkCompletionTest::tagsTellTheWindow()
{
    VaultFixture fixture;
    fixture.add("Trip\nabout #travel/portugal and more", 1);
    Writing shown(fixture);
    QTRY_VERIFY(shown.text().startsWith(u"Trip"));
    QSignalSpy activated(shown.editor, &ui::NoteEditor::tagActivated);
    shown.controlClick(u"travel"_s);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.front().front().toString(), u"travel/portugal"_s);
}

QTEST_MAIN(LinkCompletionTest)
#include "link_completion_test.moc"
