// SPDX-License-Identifier: GPL-3.0-or-later
// The tags over the text of the open note: they follow it, and can be taken off, added, and taken back.
#include "tests/ui/organising_fixture.h"
#include "ui/main/editor_pane.h"
#include "ui/main/note_tag_row.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/chip.h"

#include <QScrollBar>

using namespace lockleaf;
using namespace lockleaf::test;
using namespace Qt::StringLiterals;

namespace {

struct TaggedNotes : VaultFixture
{
    RecordId trip, plain, many;

    TaggedNotes()
    {
        const auto vault = open();
        std::string lines;
        for (int i = 0; i < 80; ++i)
            lines += "line\n";
        trip = put(*vault, "trip #inline\n" + lines, {"travel/portugal", "Trips"}, 9);
        plain = put(*vault, "plain\n" + lines, {}, 8);
        std::vector<std::string> tags;
        for (int i = 0; i < 20; ++i)
            tags.push_back("tag-number-" + std::to_string(i));
        many = put(*vault, "many\n", std::move(tags), 7);
        if (!vault->close())
            qFatal("tagged");
    }
    static RecordId put(Vault& vault, std::string_view body, std::vector<std::string> tags, int minute)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
        note.tags = std::move(tags);
        return *vault.addNote(std::move(note));
    }
};

struct TagsWindow : TaggedNotes, OrganisedWindow
{
    ui::NoteTagRow* row = window.findChild<ui::NoteTagRow*>();

    explicit TagsWindow(const std::function<void(Stage&)>& set = {})
        : OrganisedWindow(static_cast<const VaultFixture&>(*this), set)
    {
        if (!QTest::qWaitFor([this] { return titles().size() == 3; }) || !openNote(u"trip #inline"_s))
            qFatal("the notes do not come");
    }
    [[nodiscard]] bool openNote(const QString& title)
    {
        const int at = static_cast<int>(titles().indexOf(title));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(at, 0)).center());
        const QString first = title.section(u' ', 0, 0);
        return QTest::qWaitFor([&] { return text().startsWith(first); });
    }
    /// Those in sight, from first to last.
    [[nodiscard]] QList<ui::Chip*> chips() const
    {
        QList<ui::Chip*> seen;
        for (auto* chip : row->findChildren<ui::Chip*>())
            if (chip->isVisible())
                seen << chip;
        const bool right = row->layoutDirection() == Qt::RightToLeft;
        std::ranges::sort(seen, [right](const ui::Chip* a, const ui::Chip* b) {
            return right ? a->x() > b->x() : a->x() < b->x();
        });
        return seen;
    }
    [[nodiscard]] QStringList shown() const
    {
        QStringList words;
        for (const ui::Chip* chip : chips())
            words << chip->text();
        return words;
    }
    [[nodiscard]] ui::Chip* chip(const QString& name) const
    {
        for (ui::Chip* chip : chips())
            if (chip->accessibleName() == name)
                return chip;
        return nullptr;
    }
    [[nodiscard]] std::vector<std::string> tagsOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::vector<std::string>> {
            LOCKLEAF_TRY(const Note note, vault.note(id));
            return note.tags;
        });
    }
    [[nodiscard]] std::string bodyOf(RecordId id)
    {
        return ask([id](Vault& vault) -> Result<std::string> { return body(vault, id); });
    }
    [[nodiscard]] bool chipMenu(ui::Chip* chip, const QString& path) const
    {
        QContextMenuEvent event(QContextMenuEvent::Keyboard, chip->rect().center(),
                                chip->mapToGlobal(chip->rect().center()));
        QCoreApplication::sendEvent(chip, &event);
        return takeFromMenu(path);
    }
    void putCaret(int position)
    {
        editor->setFocus();
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(position);
        editor->setTextCursor(cursor);
    }
};

} // namespace

class NoteTagsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chipsFollowTheNote();
    void scrollsWithTheText();
    void clickLeadsToTheList();
    void addAndUndo();
    void removeAndUndo();
    void removedInItsOwnList();
    void whatIsTypedStays();
    void whatCouldNotBeSaved();
    void newNote();
    void renamedElsewhere();
    void restIsInAMenu();
    void narrowWindow();
    void rightToLeft();
    void keyboard();
    void keysAreNotTyped();
    void readOnlyInTheTrash();
    void readOnlyWhileHeld();
    void largeNote();
    void lockLeavesNothing();
};

void NoteTagsTest::chipsFollowTheNote()
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

void NoteTagsTest::scrollsWithTheText()
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

void NoteTagsTest::clickLeadsToTheList()
{
    TagsWindow shown;
    QTest::mouseClick(shown.chip(u"Tag travel/portugal"_s), Qt::LeftButton);
    QTRY_COMPARE(shown.titles(), QStringList{u"trip #inline"_s});
    QCOMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"travel/portugal"_s));
    QVERIFY(shown.text().startsWith(u"trip"_s));
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Show notes with #Trips"_s));
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"Trips"_s));
}

void NoteTagsTest::addAndUndo()
{
    TagsWindow shown;
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    shown.putCaret(3);
    QTest::mouseClick(shown.chip(u"Add a tag"_s), Qt::LeftButton);
    shown.answer(u"tri"_s); // completed
    QTRY_COMPARE(shown.shown(), (QStringList{u"Trips"_s, u"+ Tag"_s}));
    QCOMPARE(shown.toast()->message(), u"1 note tagged #Trips"_s);
    QCOMPARE(shown.tagsOf(shown.plain), std::vector<std::string>{"Trips"});
    QCOMPARE(shown.editor->textCursor().position(), 3);
    QVERIFY(shown.editor->hasFocus());
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    QVERIFY(shown.tagsOf(shown.plain).empty());
    QCOMPARE(shown.editor->textCursor().position(), 3);
}

void NoteTagsTest::removeAndUndo()
{
    TagsWindow shown;
    shown.putCaret(4);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag travel/portugal"_s), u"Take off this note"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"Trips"_s, u"+ Tag"_s}));
    QCOMPARE(shown.toast()->message(), u"#travel/portugal taken off 1 note"_s);
    QCOMPARE(shown.tagsOf(shown.trip), std::vector<std::string>{"Trips"});
    QCOMPARE(shown.editor->textCursor().position(), 4);
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s})); // in its place
    QCOMPARE(shown.editor->textCursor().position(), 4);
    QCOMPARE(shown.editor->document()->isUndoAvailable(), false);
}

void NoteTagsTest::removedInItsOwnList()
{
    TagsWindow shown;
    QTest::mouseClick(shown.chip(u"Tag Trips"_s), Qt::LeftButton);
    QTRY_COMPARE(shown.titles().size(), 1);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTRY_VERIFY(shown.titles().isEmpty());
    QVERIFY(shown.text().startsWith(u"trip"_s));
    QCOMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"+ Tag"_s}));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.titles().size(), 1);
    QTRY_COMPARE(shown.shown().size(), 3);
}

void NoteTagsTest::whatIsTypedStays()
{
    TagsWindow shown;
    shown.putCaret(0);
    QTest::keyClicks(shown.editor, u"My "_s);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTest::keyClicks(shown.editor, u"long "_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"+ Tag"_s}));
    QVERIFY(shown.text().startsWith(u"My long trip"_s));
    QCOMPARE(shown.editor->textCursor().position(), 8);
    QTRY_VERIFY(shown.bodyOf(shown.trip).starts_with("My long trip"));
    QCOMPARE(shown.tagsOf(shown.trip), std::vector<std::string>{"travel/portugal"});
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown().size(), 3);
    QVERIFY(shown.bodyOf(shown.trip).starts_with("My long trip"));
}

void NoteTagsTest::whatCouldNotBeSaved()
{
    TagsWindow shown;
    shown.diskFull = true;
    shown.putCaret(0);
    QTest::keyClicks(shown.editor, u"My "_s);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag Trips"_s), u"Take off this note"_s));
    QTRY_VERIFY(shown.toast()->isVisible());
    QVERIFY2(shown.toast()->message().contains(u"disk full"_s), qPrintable(shown.toast()->message()));
    QCOMPARE(shown.shown().size(), 3);
    shown.diskFull = false;
    QVERIFY(shown.text().startsWith(u"My trip"_s));
    QVERIFY(shown.lock());
}

void NoteTagsTest::newNote()
{
    TagsWindow shown;
    shown.trigger(u"Ctrl+N"_s);
    QTRY_COMPARE(shown.shown(), QStringList{u"+ Tag"_s});
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"fresh"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"fresh"_s, u"+ Tag"_s}));
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"second"_s);
    QTRY_COMPARE(shown.shown().size(), 3);
    QVERIFY(shown.chipMenu(shown.chip(u"Tag fresh"_s), u"Take off this note"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"second"_s, u"+ Tag"_s}));
    shown.editor->setFocus();
    QTest::keyClicks(shown.editor, u"begun"_s);
    QTRY_VERIFY(shown.titles().contains(u"begun"_s));
    QCOMPARE(shown.shown(), (QStringList{u"second"_s, u"+ Tag"_s}));
    // Typed on, and tagged before that is saved.
    QTest::keyClicks(shown.editor, u" well"_s);
    shown.chip(u"Add a tag"_s)->click();
    shown.answer(u"third"_s);
    QTRY_COMPARE(shown.shown().size(), 3);
    ListFilter filter;
    filter.tag = "second";
    const auto notes = shown.ask([filter](Vault& vault) { return vault.listNotes(filter, 0, 9); });
    QCOMPARE(notes.size(), std::size_t{1});
    QCOMPARE(notes.front().title, std::string("begun well"));
    QCOMPARE(shown.tagsOf(notes.front().id), (std::vector<std::string>{"second", "third"}));
}

void NoteTagsTest::renamedElsewhere()
{
    TagsWindow shown;
    QTRY_VERIFY(shown.rowNamed(u"Trips"_s) > 0);
    QVERIFY(shown.menu(u"Trips"_s, u"Rename…"_s));
    shown.answer(u"Journeys"_s);
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Journeys"_s, u"+ Tag"_s}));
    QVERIFY(shown.undo());
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s}));
}

void NoteTagsTest::restIsInAMenu()
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
    QVERIFY(shown.takeFromMenu(u"#tag-number-19/Take off this note"_s));
    QTRY_COMPARE(chips[tags]->text(), u"+%1"_s.arg(19 - tags));
    QCOMPARE(shown.tagsOf(shown.many).size(), std::size_t{19});
    chips[tags]->click();
    QVERIFY(shown.takeFromMenu(u"#tag-number-18/Show notes with #tag-number-18"_s));
    QTRY_COMPARE(shown.sidebar->chosenPlace(), ui::SidebarPlace::withTag(u"tag-number-18"_s));
}

void NoteTagsTest::narrowWindow()
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

void NoteTagsTest::rightToLeft()
{
    TagsWindow shown;
    shown.window.setLayoutDirection(Qt::RightToLeft);
    QVERIFY(shown.openNote(u"plain"_s) && shown.openNote(u"trip #inline"_s));
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s, u"+ Tag"_s}));
    const QRect column = shown.editor->column().translated(shown.editor->pos());
    QTRY_VERIFY(std::abs(shown.row->geometry().right() - column.right()) <= 4);
}

void NoteTagsTest::keyboard()
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

void NoteTagsTest::keysAreNotTyped()
{
    TagsWindow shown;
    const QString before = shown.text();
    shown.chip(u"Tag Trips"_s)->setFocus();
    for (const Qt::Key key : {Qt::Key_X, Qt::Key_Home, Qt::Key_5})
        QTest::keyClick(shown.chip(u"Tag Trips"_s), key);
    QCOMPARE(shown.text(), before);
    QCOMPARE(shown.shown().size(), 3);
}

void NoteTagsTest::readOnlyInTheTrash()
{
    TagsWindow shown;
    QVERIFY(shown.ask([id = shown.plain](Vault& vault) -> Result<bool> {
        LOCKLEAF_CHECK(vault.setTags(id, {"old"}));
        LOCKLEAF_CHECK(vault.moveToTrash(id));
        return true;
    }));
    shown.choose(u"Trash"_s);
    QTRY_COMPARE(shown.titles(), QStringList{u"plain"_s});
    QVERIFY(shown.openNote(u"plain"_s));
    QTRY_COMPARE(shown.shown(), QStringList{u"old"_s});
    QTest::keyClick(shown.chip(u"Tag old"_s), Qt::Key_Delete);
    QVERIFY(!shown.chipMenu(shown.chip(u"Tag old"_s), u"Take off this note"_s));
    QCOMPARE(shown.tagsOf(shown.plain), std::vector<std::string>{"old"});
}

void NoteTagsTest::readOnlyWhileHeld()
{
    TagsWindow shown;
    QTRY_VERIFY(shown.rowNamed(u"Trips"_s) > 0);
    shown.jobsWait = true;
    QVERIFY(shown.menu(u"Trips"_s, u"Rename…"_s));
    shown.answer(u"Journeys"_s);
    QTRY_VERIFY(shown.editor->isReadOnly());
    QCOMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Trips"_s}));
    shown.jobsWait = false;
    QTRY_COMPARE(shown.shown(), (QStringList{u"travel/portugal"_s, u"Journeys"_s, u"+ Tag"_s}));
}

void NoteTagsTest::largeNote()
{
    TagsWindow shown;
    QVERIFY(shown.ask([id = shown.trip](Vault& vault) -> Result<bool> {
        std::string text = "huge\n";
        while (text.size() < 5'100'000)
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
}

void NoteTagsTest::lockLeavesNothing()
{
    TagsWindow shown;
    shown.chip(u"Tag Trips"_s)->setFocus();
    QVERIFY(shown.lock());
    for (const auto* chip : shown.row->findChildren<ui::Chip*>()) {
        const QString words = chip->text() + chip->accessibleName();
        QVERIFY2(!words.contains(u"rip"_s) && !words.contains(u"travel"_s), qPrintable(words));
    }
}

QTEST_MAIN(NoteTagsTest)
#include "note_tags_test.moc"
