// SPDX-License-Identifier: GPL-3.0-or-later
// What ends an export and what does not.
#include "tests/ui/window_fixture.h"
#include "ui/sheets/export_sheet.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/text_field.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// The export sheet over the main window.
struct OpenExport : ShownWindow
{
    ui::ExportSheet* sheet = nullptr;
    QList<ui::PasswordField*> passwords;
    std::filesystem::path target;

    explicit OpenExport(const VaultFixture& fixture)
        : ShownWindow(fixture.open()), target(fixture.folder / "Out.tar.age")
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            return;
        trigger(u"Ctrl+Shift+E"_s);
        sheet = window.findChild<ui::ExportSheet*>();
        passwords = sheet->findChildren<ui::PasswordField*>();
        for (ui::TextField* field : sheet->findChildren<ui::TextField*>())
            if (field->accessibleName() == u"Save as"_s)
                field->setText(QString::fromStdString(target.string()));
    }
    void typePasswords()
    {
        for (ui::PasswordField* field : passwords.first(2)) // the third is for what is not encrypted
            QTest::keyClicks(field, u"many words make it strong"_s);
    }
    void begin() { QTest::keyClick(passwords.front(), Qt::Key_Return); }
    [[nodiscard]] bool isWorking() const { return !passwords.front()->isEnabled(); }
    void clickVeil() { QTest::mouseClick(sheet, Qt::LeftButton, {}, QPoint(5, 5)); }
};

} // namespace

class ExportSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strayClickClosesAnEmptySheet();
    void strayClickKeepsAPassword();
    void strayClickKeepsTheWork();
    void escapeCancelsTheWork();
};

void ExportSheetTest::strayClickClosesAnEmptySheet()
{
    VaultFixture fixture;
    fixture.add("one");
    OpenExport shown(fixture);
    QVERIFY(shown.sheet);
    shown.clickVeil();
    QVERIFY(!shown.sheet->isOpen());
}

void ExportSheetTest::strayClickKeepsAPassword()
{
    VaultFixture fixture;
    fixture.add("one");
    OpenExport shown(fixture);
    QVERIFY(shown.sheet);
    QTest::keyClicks(shown.passwords.front(), u"m"_s);
    shown.clickVeil();
    QVERIFY(shown.sheet->isOpen());
    QTest::keyClick(shown.passwords.front(), Qt::Key_Escape);
    QVERIFY(!shown.sheet->isOpen());
}

void ExportSheetTest::strayClickKeepsTheWork()
{
    VaultFixture fixture;
    fixture.add("one");
    OpenExport shown(fixture);
    QVERIFY(shown.sheet);
    QSignalSpy exported(shown.sheet, &ui::ExportSheet::exported);
    shown.typePasswords();
    shown.begin();
    QVERIFY(shown.isWorking());
    shown.clickVeil();
    QVERIFY(shown.sheet->isOpen());
    QTest::keyClick(shown.sheet->window()->focusWidget(), Qt::Key_Return); // once more than needed
    QTRY_COMPARE_WITH_TIMEOUT(exported.count(), 1, 60'000);
    QVERIFY(std::filesystem::exists(shown.target));
}

void ExportSheetTest::escapeCancelsTheWork()
{
    VaultFixture fixture;
    fixture.add("one");
    OpenExport shown(fixture);
    QVERIFY(shown.sheet);
    QSignalSpy exported(shown.sheet, &ui::ExportSheet::exported);
    shown.typePasswords();
    shown.begin();
    QVERIFY(shown.isWorking());
    QTest::keyClick(shown.sheet, Qt::Key_Escape);
    QVERIFY(shown.sheet->isOpen()); // it says what came of it
    QTRY_VERIFY_WITH_TIMEOUT(!shown.isWorking(), 60'000);
    QVERIFY(shown.sheet->isOpen());
    QCOMPARE(exported.count(), 0);
    QVERIFY(!std::filesystem::exists(shown.target));
}

QTEST_MAIN(ExportSheetTest)
#include "export_sheet_test.moc"
