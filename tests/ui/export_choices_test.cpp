// SPDX-License-Identifier: GPL-3.0-or-later
// What an export can be of, and in what form: for people's keys, not encrypted, a notebook, a selection.
#include "core/archive/restore_archive.h"
#include "tests/ui/sheet_hands.h"
#include "tests/ui/typed_text.h"
#include "ui/reader/note_pdf.h"
#include "ui/sheets/export_sheet.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/drop_down.h"

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::pathText;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// The export sheet over a vault with notes in a notebook and in the trash.
struct OpenChoices : ShownWindow
{
    std::optional<test::SheetHands<ui::ExportSheet>> hands;
    std::unique_ptr<QSignalSpy> exported;
    std::filesystem::path target;

    explicit OpenChoices(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin()), target(fixture.folder / "Out")
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    void open()
    {
        trigger(u"Ctrl+Shift+E"_s);
        if (!QTest::qWaitFor([&] { return window.findChild<ui::ExportSheet*>() != nullptr; }))
            qFatal("no sheet");
        hands.emplace(window);
        exported = std::make_unique<QSignalSpy>(hands->sheet, &ui::ExportSheet::exported);
        hands->type(u"Save as"_s, pathText(target));
    }
    void openPlain(const QString& format = u"Markdown folder"_s)
    {
        open();
        if (!hands->press(format))
            qFatal("no such format");
        hands->type(u"Save as"_s, pathText(target)); // the format had proposed another name
    }
    [[nodiscard]] ui::DropDown* what() const { return hands->sheet->findChild<ui::DropDown*>(); }
    [[nodiscard]] bool choose(const QString& words) const
    {
        const int row = what()->findText(words, Qt::MatchContains);
        what()->setCurrentIndex(row);
        return row >= 0;
    }
    /// Types the vault's password and writes; what it says then.
    [[nodiscard]] QString writePlain(const QString& password = u"correct horse"_s)
    {
        hands->type(u"Your vault's password"_s, password);
        if (!hands->press(u"Export, not encrypted"_s))
            return u"no button"_s;
        if (!QTest::qWaitFor([&] { return exported->count() == 1; }, 60'000))
            return u"nothing came"_s;
        return exported->front().front().toString();
    }
    [[nodiscard]] std::vector<std::string> written() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(target))
            if (entry.is_regular_file())
                names.push_back(std::filesystem::relative(entry.path(), target).string());
        std::ranges::sort(names);
        return names;
    }
};

struct SomeNotes : VaultFixture
{
    SomeNotes()
    {
        add("# Alone", 1);
        const auto vault = open();
        const auto inside = vault->ensureNotebook("Work/Plans");
        for (const char* body : {"# Plan", "# Gone"}) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf(body));
            note.notebook = *inside;
            const auto id = vault->addNote(std::move(note));
            if (std::string_view(body) == "# Gone" && !vault->moveToTrash(*id))
                qFatal("trash");
        }
        if (!vault->close())
            qFatal("close");
    }
};

} // namespace

class ExportChoicesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void plainNeedsThePassword();
    void plainIsWritten();
    void pdfsAreWritten();
    void trashOnRequest();
    void notebookInView();
    void selectedNotes();
    void pauseAfterWrongOnes();
    void escapeLeavesTheCheck();
    void lockWhileItChecks();
    void cancelWhileItWrites();
    void lowWindow();
    void forPeople();
    void suggestion();
    void takenName();
    void proposedNames();
};

void ExportChoicesTest::plainNeedsThePassword()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.openPlain();
    QVERIFY(shown.hands->says(u"Not encrypted: whoever gets these files can read every word"_s));
    QVERIFY(shown.hands->press(u"Export, not encrypted"_s));
    QVERIFY(shown.hands->says(u"Type the password of this vault."_s));
    auto* field = shown.hands->field(u"Your vault's password"_s);
    QVERIFY(field->hasFocus());
    field->setText(u"wrong horse"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(shown.hands->hears(u"That password doesn't open this vault."_s));
    QVERIFY(field->hasError() && field->hasFocus());
    const auto* const password = dynamic_cast<const ui::PasswordField*>(field);
    QVERIFY(password != nullptr && !password->isEmpty());
    QCOMPARE(password->selectionLength(), static_cast<int>(test::typed(*password).size()));
    QVERIFY(!std::filesystem::exists(shown.target));
    QCOMPARE(shown.exported->count(), 0);
    QTest::mouseClick(shown.hands->sheet, Qt::LeftButton, {}, QPoint(5, 5)); // costs no password
    QVERIFY(shown.hands->isOpen());
}

void ExportChoicesTest::plainIsWritten()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.openPlain();
    QCOMPARE(shown.writePlain(), u"Exported 2 notes, not encrypted."_s);
    QVERIFY(!shown.hands->isOpen());
    const auto names = shown.written();
    QCOMPARE(names.size(), std::size_t{2});
    QVERIFY(names[0].starts_with("Alone"));
    QVERIFY(names[1].starts_with("Work/Plans/Plan"));
}

void ExportChoicesTest::pdfsAreWritten()
{
    SomeNotes fixture;
    std::string vast = "# Vast\n\n";
    while (vast.size() <= 4 * ui::paperLimits().items)
        vast += "- x\n";
    fixture.add(vast + "- x\n- x\n- x", 3);
    OpenChoices shown(fixture);
    shown.openPlain(u"PDF files"_s);
    const QString words = shown.writePlain();
    QCOMPARE(words, u"Exported 3 notes, not encrypted, 1 of them as text (too large for a PDF)."_s);
    const auto names = shown.written();
    QVERIFY(names.size() == 3 && names[0].starts_with("Alone") && names[0].ends_with(".pdf"));
    QVERIFY(names[1].starts_with("Vast") && names[1].ends_with(".md"));
    QVERIFY(names[2].starts_with("Work/Plans/Plan") && names[2].ends_with(".pdf"));
}

void ExportChoicesTest::trashOnRequest()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.openPlain();
    QVERIFY(shown.hands->press(u"Trash (1 note)"_s));
    QCOMPARE(shown.writePlain(), u"Exported 3 notes, not encrypted."_s);
    const auto names = shown.written();
    QVERIFY(
        std::ranges::any_of(names, [](const std::string& name) { return name.starts_with("Trash/Gone"); }));
}

void ExportChoicesTest::notebookInView()
{
    SomeNotes fixture;
    {
        const auto vault = fixture.open();
        VaultSettings settings = *vault->settings();
        settings.openNotebook = *vault->findNotebook("Work");
        QVERIFY(vault->saveSettings(settings));
        QVERIFY(vault->close());
    }
    OpenChoices shown(fixture);
    shown.openPlain();
    QVERIFY(shown.choose(u"The notebook “Work” with those in it"_s));
    QCOMPARE(shown.writePlain(), u"Exported 1 note, not encrypted."_s);
    QCOMPARE(shown.written().size(), std::size_t{1});
}

void ExportChoicesTest::selectedNotes()
{
    SomeNotes fixture;
    fixture.add("# Third", 2);
    OpenChoices shown(fixture);
    shown.list->setFocus();
    QTest::keyClick(shown.list, Qt::Key_Home);
    QTest::keyClick(shown.list, Qt::Key_Down, Qt::ShiftModifier);
    shown.openPlain();
    QCOMPARE(shown.what()->currentText(), u"The 2 selected notes"_s); // what was selected is meant
    QCOMPARE(shown.writePlain(), u"Exported 2 notes, not encrypted."_s);
}

void ExportChoicesTest::pauseAfterWrongOnes()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.openPlain();
    for (int i = 0; i < 3; ++i) {
        QVERIFY(shown.hands->offers(u"Export, not encrypted"_s));
        shown.hands->type(u"Your vault's password"_s, u"wrong horse "_s + QString::number(i));
        QVERIFY(shown.hands->press(u"Export, not encrypted"_s));
        QVERIFY(QTest::qWaitFor([&] { return shown.hands->field(u"Your vault's password"_s)->hasError(); },
                                60'000));
    }
    QVERIFY(shown.hands->button(u"Try again in 1 s"_s));
    QVERIFY(!shown.hands->offers(u"Try again in 1 s"_s));
    shown.hands->sheet->closeSheet(); // another sheet is no way around it
    QTRY_VERIFY(!shown.hands->sheet);
    shown.session.attempts().begin();
    shown.session.attempts().failed();
    shown.openPlain();
    QVERIFY(shown.hands->button(u"Try again in 2 s"_s));
    QCOMPARE(shown.writePlain(), u"Exported 2 notes, not encrypted."_s); // once the time is over
    QCOMPARE(shown.session.attempts().secondsLeft(), 0);
}

void ExportChoicesTest::escapeLeavesTheCheck()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.openPlain();
    shown.hands->type(u"Your vault's password"_s, u"correct horse"_s);
    QVERIFY(shown.hands->press(u"Export, not encrypted"_s));
    QVERIFY(shown.hands->says(u"Checking the password…"_s));
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    QVERIFY(shown.hands->isOpen());
    QVERIFY(shown.hands->offers(u"Export, not encrypted"_s));
    QTest::qWait(200);
    QVERIFY(!std::filesystem::exists(shown.target));
    QCOMPARE(shown.exported->count(), 0);
}

void ExportChoicesTest::lockWhileItChecks()
{
    SomeNotes fixture;
    for (const bool plain : {true, false}) {
        OpenChoices shown(fixture);
        shown.open();
        if (plain) {
            QVERIFY(shown.hands->press(u"Markdown folder"_s));
            shown.hands->type(u"Save as"_s, pathText(shown.target));
            shown.hands->type(u"Your vault's password"_s, u"correct horse"_s);
        } else {
            shown.hands->type(u"Archive password"_s, u"many words make it strong"_s);
            shown.hands->type(u"Type it again"_s, u"many words make it strong"_s);
        }
        QVERIFY(shown.hands->press(plain ? u"Export, not encrypted"_s : u"Export archive"_s));
        QVERIFY(shown.lock());
        QVERIFY(!shown.hands->isOpen());
        QVERIFY(!shown.hands->sheet || shown.hands->forgotPasswords());
        QVERIFY(!std::filesystem::exists(shown.target));
    }
}

void ExportChoicesTest::cancelWhileItWrites()
{
    SomeNotes fixture;
    {
        const auto vault = fixture.open();
        for (int i = 0; i < 3000; ++i) {
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("# N" + std::to_string(i)));
            QVERIFY(vault->addNote(std::move(note)));
        }
        QVERIFY(vault->close());
    }
    OpenChoices shown(fixture);
    shown.openPlain();
    shown.hands->type(u"Your vault's password"_s, u"correct horse"_s);
    QVERIFY(shown.hands->press(u"Export, not encrypted"_s));
    QVERIFY(shown.hands->hears(u" of 100"_s));
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    QVERIFY(shown.hands->hears(u"Cancelled. Nothing was written."_s));
    QVERIFY(shown.hands->isOpen());
    QCOMPARE(shown.exported->count(), 0);
    QVERIFY(!std::filesystem::exists(shown.target));
    QVERIFY(shown.hands->forgotPasswords()); // the next try asks again
}

void ExportChoicesTest::lowWindow()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.window.resize(700, 420);
    shown.openPlain();
    const auto inWindow = [&](const QWidget* widget) {
        return shown.window.rect().contains(QRect(widget->mapTo(&shown.window, QPoint()), widget->size()));
    };
    for (const QString& name : {u"Your vault's password"_s, u"Save as"_s}) {
        shown.hands->field(name)->setFocus();
        QTRY_VERIFY2(inWindow(shown.hands->field(name)), qPrintable(name)); // scrolled to
    }
    QVERIFY(inWindow(shown.hands->button(u"Export, not encrypted"_s)));
    QVERIFY(inWindow(shown.hands->button(u"Cancel"_s)));
}

void ExportChoicesTest::forPeople()
{
    SomeNotes fixture;
    const age::Identity ours = age::Identity::generate();
    const age::Identity theirs = age::Identity::generate();
    OpenChoices shown(fixture);
    shown.open();
    QVERIFY(shown.hands->press(u"People's age keys"_s));
    auto* keys = shown.hands->sheet->findChild<QPlainTextEdit*>();
    QVERIFY(keys->hasFocus());
    QVERIFY(shown.hands->press(u"Export archive"_s));
    QVERIFY(shown.hands->says(u"Give at least one public key"_s));
    const auto lineOf = [](const age::Identity& one) {
        return QString::fromStdString(one.recipient().text());
    };
    keys->setPlainText(lineOf(ours) + u"\n\nage1nokey"_s);
    QVERIFY(shown.hands->says(u"Line 3 is no age1… key."_s));
    QVERIFY(shown.hands->press(u"Export archive"_s));
    QVERIFY(!std::filesystem::exists(shown.target));
    keys->setPlainText(QString::fromStdString(std::string(ours.text().text()))); // a secret one, by mistake
    QVERIFY(shown.hands->says(u"Line 1 is "_s) && !shown.hands->says(u"SECRET"_s));
    keys->setPlainText(lineOf(ours) + u"\n  "_s + lineOf(theirs) + u"  \n# nobody\n"_s);
    QVERIFY(shown.hands->says(u"2 people can open it."_s));
    QVERIFY(shown.hands->press(u"Export archive"_s));
    QTRY_COMPARE_WITH_TIMEOUT(shown.exported->count(), 1, 60'000);
    QCOMPARE(shown.exported->front().front().toString(), u"Exported 2 notes. Checked."_s);
    for (const age::Identity* one : {&ours, &theirs}) {
        age::OpeningKeys opening;
        opening.identities.push_back(*age::Identity::parse(one->text().text()));
        QVERIFY(ArchiveInput::open(shown.target, opening));
    }
}

void ExportChoicesTest::suggestion()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.open();
    QVERIFY(shown.hands->press(u"Suggest a passphrase"_s));
    QVERIFY(shown.hands->says(u"Write it down"_s));
    QVERIFY(shown.hands->press(u"Use it"_s));
    auto* password = dynamic_cast<ui::PasswordField*>(shown.hands->field(u"Archive password"_s));
    QCOMPARE(test::typed(*password).count(u'-'), 4);
    QVERIFY(password->isRevealed());
    QVERIFY(shown.hands->field(u"Type it again"_s)->hasFocus()); // it has to be typed once
    QVERIFY(shown.hands->says(u"Strong"_s));
    shown.hands->sheet->closeSheet();
    QVERIFY(!shown.hands->sheet || shown.hands->forgotPasswords());
}

void ExportChoicesTest::takenName()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    std::ofstream(shown.target) << "mine";
    shown.openPlain();
    shown.hands->type(u"Your vault's password"_s, u"correct horse"_s);
    QVERIFY(shown.hands->press(u"Export, not encrypted"_s));
    QVERIFY(shown.hands->says(u"A file of this name exists already."_s));
    QVERIFY(shown.hands->field(u"Save as"_s)->hasError());
    QCOMPARE(std::filesystem::file_size(shown.target), std::uintmax_t{4});
}

void ExportChoicesTest::proposedNames()
{
    SomeNotes fixture;
    OpenChoices shown(fixture);
    shown.trigger(u"Ctrl+Shift+E"_s);
    QTRY_VERIFY(shown.window.findChild<ui::ExportSheet*>());
    const test::SheetHands<ui::ExportSheet> hands(shown.window);
    QVERIFY(hands.field(u"Save as"_s)->text().endsWith(u".tar.age"_s));
    QVERIFY(hands.press(u"Markdown folder"_s));
    QVERIFY(!hands.field(u"Save as"_s)->text().endsWith(u".age"_s));
    QTest::keyClicks(hands.field(u"Save as"_s), u"x"_s); // from here on it is the person's
    const QString typed = hands.field(u"Save as"_s)->text();
    QVERIFY(hands.press(u"Lockleaf archive"_s));
    QCOMPARE(hands.field(u"Save as"_s)->text(), typed);
    QVERIFY(hands.offers(u"Earlier versions"_s));
}

QTEST_MAIN(ExportChoicesTest)
#include "export_choices_test.moc"
