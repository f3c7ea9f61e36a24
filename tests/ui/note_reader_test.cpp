// SPDX-License-Identifier: GPL-3.0-or-later
// Read mode: what is shown, and that nothing is asked for that is not in the vault.
#include "tests/ui/reader_fixture.h"

#include "ui/main/note_search.h"
#include "ui/widgets/segmented_control.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::addWith;
using test::FakePictures;
using test::Reading;
using test::VaultFixture;
using ui::Picture;

class NoteReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void switchesAndStays();
    void newNoteIsWritten();
    void showsWhatWasTyped();
    void copyIsPlainText();
    void findsInReadMode();
    void nothingIsAskedFor();
    void picturesComeFromTheSource();
    void picturesHaveTheirRoomAtOnce();
    void picturesInATableShareItsWidth();
    void tooLargeSaysSo();
    void emptiedAtALock();
    void trashedNoteIsRead();
    void formatsAreOffWhileReading();
};

void NoteReaderTest::initTestCase()
{
    QVERIFY(startCrypto());
}

void NoteReaderTest::switchesAndStays()
{
    VaultFixture fixture;
    fixture.add("# Older\n\n**bold** text", 1);
    fixture.add("# Newer\n\n*plain* text", 2);
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    QVERIFY(shown.reader.isVisible() && !shown.editor->isVisible());
    QCOMPARE(shown.reader.toPlainText(), u"Newer\nplain text"_s);
    auto* mode = shown.pane->findChild<ui::SegmentedControl*>();
    QCOMPARE(mode->currentIndex(), 1);
    shown.list->goTo(shown.list->model()->index(1, 0)); // another note
    QTRY_COMPARE(shown.reader.toPlainText(), u"Older\nbold text"_s);
    shown.trigger(u"Ctrl+E"_s);
    QVERIFY(shown.editor->isVisible() && !shown.reader.isVisible());
    QCOMPARE(mode->currentIndex(), 0);
}

void NoteReaderTest::newNoteIsWritten()
{
    VaultFixture fixture;
    fixture.add("# A note");
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    shown.trigger(u"Ctrl+N"_s);
    QTRY_VERIFY(shown.editor->isVisible());
    QVERIFY(!shown.pane->isReading());
    QVERIFY(!shown.reader.isVisible());
}

void NoteReaderTest::showsWhatWasTyped()
{
    VaultFixture fixture;
    fixture.add("# A note");
    Reading shown(fixture.open());
    QTRY_VERIFY(shown.editor->isVisible());
    shown.editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(shown.editor, u" and *more*"_s);
    QVERIFY(shown.read());
    QCOMPARE(shown.reader.toPlainText(), u"A note and more"_s);
}

void NoteReaderTest::copyIsPlainText()
{
    VaultFixture fixture;
    fixture.add(
        "# Title\n\nA **b** ![The bay](https://example.org/bay.jpg)\n\n| c | d |\n|---|---|\n| e | f |");
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    shown.reader.selectAll();
    shown.reader.copy();
    const QMimeData* const data = QGuiApplication::clipboard()->mimeData();
    QVERIFY(data->hasText() && !data->hasHtml());
    for (const QString& format : data->formats()) // besides the text only that it is secret
        QVERIFY2(format == u"text/plain"_s || format.contains(u"passwordManagerHint"_s), qPrintable(format));
    QVERIFY(data->text().startsWith(u"Title\nA b The bay\n"_s));
    QVERIFY(!data->text().contains(QChar(QChar::ObjectReplacementCharacter)));
}

void NoteReaderTest::findsInReadMode()
{
    VaultFixture fixture;
    fixture.add("# Title\n\none *t*wo one\n\n- one");
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    shown.trigger(u"Ctrl+F"_s);
    auto* field = qobject_cast<QLineEdit*>(shown.window.focusWidget());
    QVERIFY(field);
    field->setText(u"two"_s); // across a mark, which is not there any more
    QTRY_COMPARE(shown.pane->search().hitCount(), 1);
    field->setText(u"one"_s);
    QTRY_COMPARE(shown.pane->search().hitCount(), 3);
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE(shown.reader.textCursor().selectedText(), u"one"_s);
}

void NoteReaderTest::nothingIsAskedFor()
{
    QTemporaryDir folder;
    QImage secret(40, 40, QImage::Format_RGB32);
    secret.fill(Qt::red);
    const QString file = folder.filePath(u"red.png"_s);
    QVERIFY(secret.save(file));
    ui::NoteReader reader;
    FakePictures pictures;
    reader.setPictures(&pictures);
    reader.resize(700, 700);
    reader.show();
    const QByteArray text =
        "a\n\n![](file://" + file.toUtf8() + ")\n\n![](" + file.toUtf8() +
        ")\n\n![](https://example.org/x.png)\n\n![](data:image/png;base64,AAAA)\n\n<img src=\"" +
        file.toUtf8() + "\">\n";
    QSignalSpy completed(&reader, &ui::NoteReader::completed);
    reader.setBody(std::make_shared<const SecureBytes>(SecureBytes::copyOf(ByteView(
        reinterpret_cast<const std::uint8_t*>(text.constData()), static_cast<std::size_t>(text.size())))));
    QTRY_COMPARE(completed.count(), 1);
    const QImage seen = reader.grab().toImage();
    for (int y = 0; y < seen.height(); ++y)
        for (int x = 0; x < seen.width(); ++x)
            QVERIFY(seen.pixelColor(x, y) != QColor(Qt::red));
    for (const QString& asked : pictures.asked) // a path is a target like any other: the vault has none of it
        QCOMPARE(asked, file);
}

void NoteReaderTest::picturesComeFromTheSource()
{
    ui::NoteReader reader;
    FakePictures pictures;
    pictures.known.insert(u"bay.png"_s, Picture{Picture::State::Coming, {}, {}, {}});
    reader.setPictures(&pictures);
    reader.resize(700, 700);
    reader.show();
    QSignalSpy completed(&reader, &ui::NoteReader::completed);
    reader.setBody(
        std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf("Title\n\n![[bay.png]]"))));
    QTRY_COMPARE(completed.count(), 1);
    const auto hasBlue = [&] {
        const QImage seen = reader.grab().toImage();
        return seen.pixelColor(seen.width() / 2, 160) == QColor(Qt::blue);
    };
    QVERIFY(!hasBlue());
    pictures.put(u"bay.png"_s, QSize(2000, 1000), Qt::blue);
    QTRY_VERIFY(hasBlue());
    QVERIFY(pictures.widths.last() <= qRound(reader.viewport()->width() * reader.devicePixelRatioF()));
}

void NoteReaderTest::picturesHaveTheirRoomAtOnce()
{
    ui::NoteReader reader;
    FakePictures pictures;
    pictures.put(u"bay.png"_s, QSize(300, 200), Qt::blue);
    reader.setPictures(&pictures);
    reader.resize(700, 700);
    reader.show();
    QSignalSpy completed(&reader, &ui::NoteReader::completed);
    reader.setBody(
        std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf("Title\n\n![](bay.png)\n\nbelow"))));
    QTRY_COMPARE(completed.count(), 1);
    QTextCursor below = reader.document()->find(u"below"_s);
    QTextCursor title = reader.document()->find(u"Title"_s);
    QVERIFY(reader.cursorRect(below).top() - reader.cursorRect(title).bottom() >= 200);
}

void NoteReaderTest::picturesInATableShareItsWidth()
{
    ui::NoteReader reader;
    FakePictures pictures;
    pictures.put(u"bay.png"_s, QSize(3000, 1000), Qt::blue);
    reader.setPictures(&pictures);
    reader.resize(900, 700);
    reader.show();
    QSignalSpy completed(&reader, &ui::NoteReader::completed);
    reader.setBody(std::make_shared<const SecureBytes>(
        SecureBytes::copyOf(bytesOf("Title\n\n| a | b |\n|---|---|\n| ![](bay.png) | ![](bay.png) |\n"))));
    QTRY_COMPARE(completed.count(), 1);
    QVERIFY(reader.document()->size().width() <= reader.viewport()->width());
}

void NoteReaderTest::tooLargeSaysSo()
{
    ui::NoteReader reader;
    QSignalSpy completed(&reader, &ui::NoteReader::completed);
    reader.setBody(std::make_shared<const SecureBytes>(
        SecureBytes::copyOf(bytesOf(std::string(ui::largestReadable + 1, 'a')))));
    QTRY_COMPARE(completed.count(), 1);
    QCOMPARE(reader.toPlainText(), u"This note is too large for Read mode."_s);
}

void NoteReaderTest::emptiedAtALock()
{
    VaultFixture fixture;
    fixture.add("# Secret words");
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    QVERIFY(shown.lock());
    QCOMPARE(shown.reader.toPlainText(), QString());
}

void NoteReaderTest::trashedNoteIsRead()
{
    VaultFixture fixture;
    const RecordId id = fixture.add("# Gone *away*");
    {
        const auto vault = fixture.open();
        QVERIFY(vault->moveToTrash(id));
        VaultSettings settings;
        settings.openNote = id;
        QVERIFY(vault->saveSettings(settings));
        QVERIFY(vault->close());
    }
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    QCOMPARE(shown.reader.toPlainText(), u"Gone away"_s);
}

void NoteReaderTest::formatsAreOffWhileReading()
{
    VaultFixture fixture;
    fixture.add("# Title");
    Reading shown(fixture.open());
    QVERIFY(shown.read());
    const auto isEnabled = [&](const QString& words) {
        for (QAction* action : shown.window.actions())
            if (action->text() == words)
                return action->isEnabled();
        return false;
    };
    QVERIFY(!isEnabled(u"Bold"_s) && !isEnabled(u"Replace"_s));
    QVERIFY(isEnabled(u"Find in note"_s) && isEnabled(u"Keep a version now"_s));
    shown.trigger(u"Ctrl+E"_s);
    QVERIFY(isEnabled(u"Bold"_s) && isEnabled(u"Replace"_s));
}

QTEST_MAIN(NoteReaderTest)
#include "note_reader_test.moc"
