// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of Markdown files by the window: counted, taken in, reported on, taken back.
#include "tests/ui/window_fixture.h"
#include "ui/sheets/import_sheet.h"
#include "ui/sheets/report_view.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/text_field.h"
#include "ui/widgets/toast.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// The import sheet over the main window, and a folder to import.
struct OpenImport : ShownWindow
{
    test::TemporaryFolder tree;
    QPointer<ui::ImportSheet> sheet;

    explicit OpenImport(const VaultFixture& fixture) : ShownWindow(fixture.open())
    {
        write("one.md", "# One\n\n![](p.png)");
        write("deep/two.md", "# Two\n\n[one](../one.md) [gone](gone.md)");
        write("p.png", "picture");
        write("bad.md", "\xff\xfe");
        write("alone.txt", "x");
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        trigger(u"Ctrl+Shift+I"_s);
        sheet = window.findChild<ui::ImportSheet*>();
    }
    void write(const std::string& path, std::string_view content) const
    {
        std::filesystem::create_directories((tree / path).parent_path());
        std::ofstream(tree / path, std::ios::binary) << content;
    }
    [[nodiscard]] ui::TextField* field(const QString& name) const
    {
        for (ui::TextField* found : sheet->findChildren<ui::TextField*>())
            if (found->accessibleName() == name)
                return found;
        return nullptr;
    }
    void type(const QString& folder) { field(u"Folder or file"_s)->setText(folder); }
    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (auto* found : sheet->findChildren<QPushButton*>())
            if (found->text() == words && found->isVisible())
                return found;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& words) const
    {
        for (auto* label : sheet->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(words))
                return true;
        return false;
    }
    [[nodiscard]] QString report() const
    {
        auto* text = sheet->findChild<QPlainTextEdit*>();
        return text->isVisible() ? text->toPlainText() : QString();
    }
    [[nodiscard]] QString treePath() const { return QString::fromStdString(tree.path().string()); }
    /// Takes the tree in, and waits for the report.
    [[nodiscard]] bool import()
    {
        type(treePath());
        button(u"Import"_s)->click();
        return QTest::qWaitFor([this] { return !report().isEmpty(); });
    }
};

} // namespace

class ImportSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsFirst();
    void takesInAndReports();
    void duplicatesAreLeftOut();
    void goesIntoANotebook();
    void undone();
    void undoneWithItsNotebooks();
    void takesInAnExport();
    void reportIsSaved();
    void badFolders();
    void nothingComesTwiceByReturn();
    void cancelInTheMiddle();
    void lockInTheMiddle();
};

void ImportSheetTest::countsFirst()
{
    VaultFixture fixture;
    OpenImport shown(fixture);
    QVERIFY(shown.sheet && shown.sheet->isOpen());
    const int before = shown.list->model()->rowCount();
    shown.type(shown.treePath());
    QTRY_VERIFY(shown.says(u"2 notes, 1 file, 1 new notebook, 1 cannot be read"_s));
    QCOMPARE(shown.list->model()->rowCount(), before); // counted, and nothing else
    std::filesystem::create_directory(shown.tree / "empty");
    shown.type(shown.treePath() + u"/empty"_s);
    QTRY_VERIFY(shown.says(u"There are no Markdown files in it."_s));
}

void ImportSheetTest::takesInAndReports()
{
    VaultFixture fixture;
    fixture.add("mine");
    {
        OpenImport shown(fixture);
        QVERIFY(shown.import());
        QVERIFY(shown.says(u"2 notes came in, with 1 file."_s));
        const QString report = shown.report();
        for (const char* line :
             {"3 notes found: 2 imported, 0 there already, 1 not imported.",
              "2 other files found: 1 attached, 0 there already, 0 not imported, 1 that no note names.",
              "2 of 3 links to files lead to something.", "Not imported: bad.md (It is not text in UTF-8.)",
              "No note names it: alone.txt", "No such file: gone.md (in deep/two.md)"})
            QVERIFY2(report.split(u'\n').contains(QString::fromLatin1(line)), line);
        QTRY_COMPARE(shown.list->model()->rowCount(), 3);
        shown.button(u"Close"_s)->click();
        QVERIFY(!shown.sheet || !shown.sheet->isOpen());
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QCOMPARE(vault->attachments()->size(), std::size_t{1});
}

void ImportSheetTest::duplicatesAreLeftOut()
{
    VaultFixture fixture;
    fixture.add("# One\n\n![](p.png)");
    OpenImport shown(fixture);
    shown.type(shown.treePath());
    QTRY_VERIFY(shown.says(u"1 note, 1 new notebook, 1 there already, 1 cannot be read"_s));
    shown.sheet->findChild<ui::CheckBox*>()->click();
    QTRY_VERIFY(shown.says(u"2 notes, 1 file, 1 new notebook, 1 cannot be read"_s));
    shown.sheet->findChild<ui::CheckBox*>()->click();
    QVERIFY(shown.import());
    QVERIFY(shown.report().contains(u"1 imported, 1 there already, 1 not imported."_s));
}

void ImportSheetTest::goesIntoANotebook()
{
    VaultFixture fixture;
    {
        OpenImport shown(fixture);
        shown.field(u"Into the notebook"_s)->setText(u" Old/Notes "_s);
        QVERIFY(shown.import());
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(vault->findNotebook("Old/Notes/deep"));
}

void ImportSheetTest::undone()
{
    VaultFixture fixture;
    const RecordId mine = fixture.add("mine");
    {
        OpenImport shown(fixture);
        QVERIFY(shown.import());
        QTRY_COMPARE(shown.list->model()->rowCount(), 3);
        shown.button(u"Undo import"_s)->click();
        QTRY_COMPARE(shown.list->model()->rowCount(), 1);
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QCOMPARE(vault->allNoteIds(false).value(), std::vector{mine});
    QCOMPARE(vault->allNoteIds(true)->size(), std::size_t{3});
}

void ImportSheetTest::undoneWithItsNotebooks()
{
    VaultFixture fixture;
    {
        const auto vault = fixture.open();
        QVERIFY(vault->ensureNotebook("Mine"));
        QVERIFY(vault->close());
    }
    {
        OpenImport shown(fixture);
        const int before = shown.list->model()->rowCount();
        shown.write("deeper/still/three.md", "# Three");
        QVERIFY(shown.import());
        QTRY_COMPARE(shown.list->model()->rowCount(), before + 3);
        shown.button(u"Undo import"_s)->click();
        QTRY_COMPARE(shown.list->model()->rowCount(), before);
        auto* toast = shown.window.findChild<ui::Toast*>();
        QTRY_COMPARE(toast->message(), u"3 notes moved to Trash, 3 notebooks removed"_s);
        Q_EMIT toast->actionTriggered(); // Undo: all of it is there again
        QTRY_COMPARE(shown.list->model()->rowCount(), before + 3);
        QVERIFY(shown.lock());
    }
    {
        const auto vault = fixture.open();
        const auto still = vault->findNotebook("deeper/still");
        QVERIFY(still && vault->findNotebook("deep"));
        const auto three = vault->findNote("Three");
        QCOMPARE(vault->note(*three)->notebook, *still);
    }
    {
        OpenImport shown(fixture); // what is there already is left out, and so are its notebooks
        shown.write("new/four.md", "# Four");
        QVERIFY(shown.import());
        shown.button(u"Undo import"_s)->click();
        auto* toast = shown.window.findChild<ui::Toast*>();
        QTRY_COMPARE(toast->message(), u"1 note moved to Trash, 1 notebook removed"_s);
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    QVERIFY(vault->findNotebook("Mine") && vault->findNotebook("deep"));
    QVERIFY(!vault->findNotebook("new"));
}

void ImportSheetTest::takesInAnExport()
{
    VaultFixture fixture;
    OpenImport shown(fixture);
    const std::string note =
        "<note><title>Garden</title><content><![CDATA[<en-note><h1>Beds</h1></en-note>]]></content>"
        "<tag>spring</tag><note-attributes><latitude>48.1</latitude><longitude>11</longitude>"
        "</note-attributes></note>";
    const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><en-export>";
    shown.write("Garden.enex", head + note + "</en-export>");
    shown.type(shown.treePath() + u"/Garden.enex"_s);
    QTRY_VERIFY(shown.says(u"1 note, 1 tag, 1 new notebook. 1 thing has no place here"_s));
    QVERIFY(!shown.sheet->findChild<ui::CheckBox*>()->isVisible());
    shown.button(u"Import"_s)->click();
    QTRY_VERIFY(!shown.report().isEmpty());
    QVERIFY(shown.says(u"1 note came in."_s));
    for (const char* line :
         {"1 note found: 1 imported, 0 there already, 0 not imported.",
          "Files: 0. Tags: 1. Notebooks made: 1.", "Not carried: the place where it was written (Garden)"})
        QVERIFY2(shown.report().split(u'\n').contains(QString::fromLatin1(line)), line);
    shown.button(u"Undo import"_s)->click();
    auto* toast = shown.window.findChild<ui::Toast*>();
    QTRY_COMPARE(toast->message(), u"1 note moved to Trash, 1 notebook removed"_s);
    shown.trigger(u"Ctrl+Shift+I"_s);
    shown.sheet = shown.window.findChild<ui::ImportSheet*>();
    shown.type(shown.treePath() + u"/Garden.enex"_s);
    QTRY_VERIFY(shown.says(u"0 notes"_s) && shown.says(u"1 there already"_s)); // in the trash
}

void ImportSheetTest::reportIsSaved()
{
    VaultFixture fixture;
    OpenImport shown(fixture);
    QVERIFY(shown.import());
    QVERIFY(shown.says(u"The report holds titles. A copy of it is not encrypted."_s));
    auto* report = shown.sheet->findChild<ui::ReportView*>();
    const QString target = shown.treePath() + u"/report.txt"_s;
    report->saveAs(target);
    QTRY_VERIFY(shown.says(u"Saved, not encrypted"_s));
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(file.readAll()), shown.report() + u'\n');
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    report->saveAs(target); // never over a file
    QTRY_VERIFY(shown.says(u"A file of this name exists already."_s));
    shown.button(u"Copy report"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), shown.report());
}

void ImportSheetTest::badFolders()
{
    VaultFixture fixture;
    OpenImport shown(fixture);
    shown.button(u"Import"_s)->click();
    QVERIFY(shown.says(u"Say which folder or file to import."_s));
    QVERIFY(shown.field(u"Folder or file"_s)->hasError());
    const std::pair<QString, QString> wrong[] = {
        {u"/nowhere"_s, u"There is no such folder or file."_s},
        {u"/one.md"_s, u"It is no folder, no export of Joplin or Evernote, and no archive."_s}};
    for (const auto& [name, sentence] : wrong) {
        shown.type(shown.treePath() + name);
        QVERIFY(!shown.field(u"Folder or file"_s)->hasError());
        shown.button(u"Import"_s)->click();
        QTRY_VERIFY(shown.says(sentence));
        QVERIFY(shown.field(u"Folder or file"_s)->hasError());
        QVERIFY(shown.field(u"Folder or file"_s)->hasFocus());
    }
    QTest::keyClick(shown.field(u"Folder or file"_s), Qt::Key_Escape);
    QVERIFY(!shown.sheet || !shown.sheet->isOpen());
}

void ImportSheetTest::nothingComesTwiceByReturn()
{
    VaultFixture fixture;
    OpenImport shown(fixture);
    const int before = shown.list->model()->rowCount();
    shown.sheet->findChild<ui::CheckBox*>()->click(); // what is there already may come again
    shown.type(shown.treePath());
    QTest::keyClick(shown.field(u"Folder or file"_s), Qt::Key_Return);
    for (int more = 0; more < 3; ++more)
        QTest::keyClick(shown.window.focusWidget(), Qt::Key_Return);
    QTRY_VERIFY(!shown.report().isEmpty());
    QTRY_COMPARE(shown.list->model()->rowCount(), before + 2);
}

void ImportSheetTest::cancelInTheMiddle()
{
    VaultFixture fixture;
    std::size_t came = 0;
    {
        OpenImport shown(fixture);
        for (int i = 0; i < 3000; ++i)
            shown.write("many/" + std::to_string(i) + ".md", "# N" + std::to_string(i));
        shown.type(shown.treePath());
        shown.button(u"Import"_s)->click();
        const auto isUnderWay = [&] {
            return std::ranges::any_of(shown.sheet->findChildren<QLabel*>(), [](const QLabel* label) {
                return label->text().contains(u" of "_s) && label->text().front() >= u'1' &&
                       label->text().front() <= u'9';
            });
        };
        QVERIFY(QTest::qWaitFor(isUnderWay));
        QTest::keyClick(shown.sheet, Qt::Key_Escape);
        QVERIFY(shown.sheet->isOpen());
        QTRY_VERIFY(shown.says(u"Cancelled. "_s));
        QVERIFY(shown.report().contains(u" found: "_s)); // what came in stays, and is told
        QVERIFY(shown.button(u"Undo import"_s));
        came = static_cast<std::size_t>(shown.report().split(u' ').front().remove(u',').toInt()) - 1;
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    const std::size_t there = vault->allNoteIds(true)->size();
    QVERIFY(there > 0 && there < 3000);
    QVERIFY(there == came || there == came + 1); // one file of the tree is not text
}

void ImportSheetTest::lockInTheMiddle()
{
    VaultFixture fixture;
    {
        OpenImport shown(fixture);
        for (int i = 0; i < 300; ++i)
            shown.write("many/" + std::to_string(i) + ".md", "# N" + std::to_string(i) + "\n\n![](../p.png)");
        shown.type(shown.treePath());
        shown.button(u"Import"_s)->click();
        QVERIFY(shown.lock());
        QVERIFY(!shown.sheet || !shown.sheet->isOpen());
    }
    const auto vault = fixture.open();
    VerifyReport verified;
    NoProgress progress;
    const auto job = vault->makeVerifyJob(verified);
    QVERIFY(runToEnd(*job, {}, progress));
    QCOMPARE(verified.problems.size(), std::size_t{0});
}

QTEST_MAIN(ImportSheetTest)
#include "import_sheet_test.moc"
