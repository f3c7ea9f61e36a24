// SPDX-License-Identifier: GPL-3.0-or-later
// Links in Read mode and in the editor: to notes, headings, files and addresses.
#include "tests/ui/reader_fixture.h"

#include "ui/sheets/address_sheet.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::addWith;
using test::Reading;
using test::ShownWindow;
using test::VaultFixture;

class ReaderLinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void linksToNotes();
    void headingIsShown();
    void addressIsShownBeforeItIsOpened();
    void addressFacts();
    void markdownLinkInTheEditor();
};

void ReaderLinksTest::linksToNotes()
{
    VaultFixture fixture;
    fixture.add("# Other\n\ntext", 1);
    const RecordId meant = fixture.add("# Meant\n\ntext", 2);
    addWith(fixture, "# From\n\n[[Other|there]] [file](sub/m%20x.md#a) [by name](Other.md) [gone](gone.md)",
            {{"sub/m%20x.md#a", meant}}, 3);
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    const auto back = [&] {
        shown.trigger(u"Alt+Left"_s);
        return QTest::qWaitFor([&] { return shown.reader.toPlainText().startsWith(u"From"_s); });
    };
    shown.follow(u"there"_s);
    QTRY_VERIFY(shown.reader.toPlainText().startsWith(u"Other"_s));
    QVERIFY(back());
    shown.follow(u"file"_s);
    QTRY_VERIFY(shown.reader.toPlainText().startsWith(u"Meant"_s));
    QVERIFY(back());
    shown.follow(u"by name"_s);
    QTRY_VERIFY(shown.reader.toPlainText().startsWith(u"Other"_s));
    QVERIFY(back());
    shown.follow(u"gone"_s);
    QTest::qWait(50);
    QVERIFY(shown.reader.toPlainText().startsWith(u"From"_s));
}

void ReaderLinksTest::headingIsShown()
{
    VaultFixture fixture;
    std::string text = "# Other\n\n";
    for (int i = 0; i < 100; ++i)
        text += "line " + std::to_string(i) + "\n\n";
    text += "## The Place\n\nhere\n";
    for (int i = 0; i < 100; ++i)
        text += "\nafter " + std::to_string(i) + "\n";
    fixture.add(text, 1);
    fixture.add("# From\n\n[[Other#The Place]]", 2);
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    shown.follow(u"The Place"_s);
    QTRY_VERIFY(shown.reader.verticalScrollBar()->value() > 0);
    const QTextBlock top = shown.reader.cursorForPosition(QPoint(5, 5)).block();
    QVERIFY2(top.text() == u"The Place"_s || top.next().text() == u"The Place"_s, qPrintable(top.text()));
    shown.trigger(u"Alt+Left"_s);
    QTRY_VERIFY(shown.reader.toPlainText().startsWith(u"From"_s));
    shown.trigger(u"Ctrl+E"_s);
    Q_EMIT shown.editor->linkActivated(u"Other#The Place"_s);
    QTRY_COMPARE(shown.editor->textCursor().block().text(), u"## The Place"_s);
}

void ReaderLinksTest::addressIsShownBeforeItIsOpened()
{
    VaultFixture fixture;
    fixture.add("# Title\n\n[words](https://example.org/a?b=c) [bad](javascript:alert(1))");
    Reading shown(fixture.open());
    QSignalSpy chosen(&shown.window, &ui::MainWindow::addressChosen);
    QVERIFY(shown.read());
    QTextCursor bad = shown.reader.document()->find(u"bad"_s);
    QVERIFY(!bad.charFormat().isAnchor());
    shown.follow(u"words"_s);
    auto* sheet = shown.window.findChild<ui::AddressSheet*>();
    QVERIFY(sheet && sheet->isOpen());
    QCOMPARE(chosen.count(), 0);
    const auto press = [&](const QString& words) {
        for (auto* button : sheet->findChildren<QPushButton*>())
            if (button->text() == words)
                button->click();
    };
    press(u"Open"_s);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), u"https://example.org/a?b=c"_s);
    QVERIFY(sheet->isOpen()); // until somebody says what came of it
    shown.window.showAddressOutcome(false);
    QVERIFY(sheet->isOpen());
    press(u"Copy address"_s);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"https://example.org/a?b=c"_s);
    QVERIFY(!sheet->isOpen());
}

void ReaderLinksTest::addressFacts()
{
    const auto facts = ui::AddressSheet::factsOf(u"http://b\u00fccher.example/a b\u202e"_s);
    QVERIFY(facts.shown.startsWith(u"http://xn--bcher-kva.example/a%20b%E2%80%AE"_s));
    QVERIFY(facts.sentence.contains(u"xn--bcher-kva.example"_s));
    QVERIFY(facts.sentence.contains(u"not encrypted"_s));
    QVERIFY(ui::AddressSheet::factsOf(u"https://bank.example@evil.example/"_s)
                .sentence.contains(u"“evil.example”"_s));
    QVERIFY(ui::AddressSheet::factsOf(u"mailto:a@b.example"_s).sentence.contains(u"mail"_s));
}

void ReaderLinksTest::markdownLinkInTheEditor()
{
    VaultFixture fixture;
    const RecordId meant = fixture.add("# Meant", 1);
    addWith(fixture, "# From\n\nsee [words](m.md) and https://example.org/x .", {{"m.md", meant}}, 2);
    ShownWindow shown(fixture.open());
    QTRY_VERIFY(shown.editor->isVisible());
    const auto enterAt = [&](const QString& words) {
        QTextCursor at = shown.editor->document()->find(words);
        at.setPosition(at.selectionStart() + 1);
        shown.editor->setTextCursor(at);
        QTest::keyClick(shown.editor, Qt::Key_Return, Qt::ControlModifier);
    };
    enterAt(u"example.org"_s);
    auto* sheet = shown.window.findChild<ui::AddressSheet*>();
    QVERIFY(sheet && sheet->isOpen());
    sheet->closeSheet();
    enterAt(u"words"_s);
    QTRY_COMPARE(shown.text(), u"# Meant"_s);
}

QTEST_MAIN(ReaderLinksTest)
#include "reader_links_test.moc"
