// SPDX-License-Identifier: GPL-3.0-or-later
// The window in which a note is written for a locked vault, as a person meets it.
#include "core/crypto/secret_key.h"
#include "tests/ui/sheet_hands.h"
#include "ui/capture/capture_field.h"
#include "ui/capture/capture_window.h"
#include "ui/sheets/ask_sheet.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;

namespace {

constexpr qsizetype SmallLimit = 4000;

struct Written
{
    ui::CaptureWindow window{u"Personal"_s, SmallLimit};
    ui::CaptureField* field = window.findChild<ui::CaptureField*>();
    QSignalSpy keeping{&window, &ui::CaptureWindow::keepRequested};
    QSignalSpy finished{&window, &ui::CaptureWindow::finished};

    Written()
    {
        window.show();
        if (!QTest::qWaitForWindowActive(&window))
            qFatal("no window");
        window.setReady();
    }
    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (auto* each : window.findChildren<QPushButton*>())
            if (each->text() == words && each->isVisible())
                return each;
        return nullptr;
    }
    [[nodiscard]] bool says(const QString& words) const
    {
        for (const auto* each : window.findChildren<QLabel*>())
            if (each->isVisible() && each->text().contains(words))
                return true;
        return false;
    }
    void escape() { QTest::keyClick(window.focusWidget(), Qt::Key_Escape); }
    [[nodiscard]] SheetHands<ui::AskSheet> question() const { return SheetHands<ui::AskSheet>(window); }
    void paste(const QString& text) const
    {
        QGuiApplication::clipboard()->setText(text);
        field->paste();
    }
};

} // namespace

class CaptureWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneWritesAtOnceAndKeepsByKeyboard();
    void escapeAsksBeforeTextIsThrownAway();
    void anEmptyWindowClosesAtOnce();
    void whatIsTooLongIsSaid();
    void nothingIsKeptBeforeThereIsAKey();
    void theWindowSaysWhatItDoesAndNamesNothing();
};

void CaptureWindowTest::oneWritesAtOnceAndKeepsByKeyboard()
{
    Written written;
    QVERIFY(written.field->hasFocus());
    QVERIFY(!written.button(u"Keep"_s)->isEnabled());
    QTest::keyClicks(written.field, u"  "_s);
    QTest::keyClick(written.field, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(written.keeping.isEmpty()); // white space is no note
    QTest::keyClicks(written.field, u"Milk"_s);
    QTest::keyClick(written.field, Qt::Key_Return);
    QTest::keyClicks(written.field, u"and bread"_s);
    QTest::keyClick(written.field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(written.keeping.count(), 1);
    QCOMPARE(std::string(textOf(written.window.text().view())), std::string("  Milk\nand bread"));
    QTest::keyClick(written.field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(written.keeping.count(), 1); // once
    QTest::keyClicks(written.field, u"more"_s);
    QCOMPARE(written.field->toPlainText(), u"  Milk\nand bread"_s); // as it is being written
    written.window.showKept();
    QVERIFY(written.field->toPlainText().isEmpty());
    QVERIFY(written.button(u"Close"_s)->hasFocus());
    QTest::keyClick(written.window.focusWidget(), Qt::Key_Escape);
    QCOMPARE(written.finished.count(), 1);
}

void CaptureWindowTest::escapeAsksBeforeTextIsThrownAway()
{
    Written written;
    QTest::keyClicks(written.field, u"Milk"_s);
    written.escape();
    QVERIFY(written.question().isOpen());
    QVERIFY(written.finished.isEmpty());
    QTest::keyClick(written.window.focusWidget(), Qt::Key_Return); // Cancel has the focus
    QTRY_VERIFY(!written.window.findChild<ui::AskSheet*>());
    QCOMPARE(written.field->toPlainText(), u"Milk"_s);
    QVERIFY(written.finished.isEmpty());
    written.window.close();
    QVERIFY(written.window.isVisible());
    QVERIFY(written.question().isOpen());
    written.escape(); // goes on writing
    QTRY_VERIFY(!written.window.findChild<ui::AskSheet*>());
    QVERIFY(written.finished.isEmpty());
    written.escape();
    QVERIFY(written.question().press(u"Throw away"_s));
    QCOMPARE(written.finished.count(), 1);
    QVERIFY(written.keeping.isEmpty());
}

void CaptureWindowTest::anEmptyWindowClosesAtOnce()
{
    Written written;
    written.escape();
    QCOMPARE(written.finished.count(), 1);
    QVERIFY(!written.question().isOpen());
}

void CaptureWindowTest::whatIsTooLongIsSaid()
{
    Written written;
    written.paste(QString(3900, u'a'));
    QCOMPARE(written.field->toPlainText().size(), 3900);
    QVERIFY(written.says(u"100 bytes left"_s));
    written.paste(QString(101, u'b'));
    QCOMPARE(written.field->toPlainText().size(), 3900);
    QVERIFY(written.says(u"Nothing of it was taken"_s));
    written.paste(QString(100, u'b'));
    QVERIFY(written.button(u"Keep"_s)->isEnabled());
    written.field->insertPlainText(u"\u00e9"_s); // two octets
    QVERIFY(written.says(u"2 bytes too long"_s));
    QVERIFY(!written.button(u"Keep"_s)->isEnabled());
    QTest::keyClick(written.field, Qt::Key_Return, Qt::ControlModifier);
    QVERIFY(written.keeping.isEmpty());
    QTest::keyClick(written.field, Qt::Key_Backspace);
    QTest::keyClick(written.field, Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(written.keeping.count(), 1);
}

void CaptureWindowTest::nothingIsKeptBeforeThereIsAKey()
{
    ui::CaptureWindow window(u"Personal"_s, SmallLimit);
    QSignalSpy keeping(&window, &ui::CaptureWindow::keepRequested);
    window.show();
    auto* field = window.findChild<ui::CaptureField*>();
    QTest::keyClicks(field, u"Milk"_s);
    window.keep();
    QVERIFY(keeping.isEmpty());
    window.refuse(u"Not here."_s);
    QVERIFY(!field->isReadOnly()); // what was typed can be changed and copied
    window.keep();
    QVERIFY(keeping.isEmpty());
    window.setReady();
    window.keep();
    QCOMPARE(keeping.count(), 1);
}

void CaptureWindowTest::theWindowSaysWhatItDoesAndNamesNothing()
{
    const Written written;
    QCOMPARE(written.window.windowTitle(), u"Lockleaf"_s);
    QVERIFY(written.says(u"For the vault “Personal”"_s));
    QVERIFY(written.says(u"can be read only after unlocking"_s));
    QVERIFY(written.says(u"origin is not proven"_s));
    QVERIFY(!written.field->accessibleName().isEmpty());
    QVERIFY(written.field->accessibleDescription().contains(u"origin is not proven"_s));
    QVERIFY(written.field->tabChangesFocus());
}

QTEST_MAIN(CaptureWindowTest)
#include "capture_window_test.moc"
