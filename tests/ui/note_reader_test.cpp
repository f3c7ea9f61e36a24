// SPDX-License-Identifier: GPL-3.0-or-later
// Read mode: what is shown, where links lead, and that nothing is asked for that is not in the vault.
#include "ui/reader/note_reader.h"

#include "tests/ui/window_fixture.h"
#include "ui/main/editor_pane.h"
#include "ui/main/note_search.h"
#include "ui/reader/pdf_run.h"
#include "ui/sheets/address_sheet.h"
#include "ui/widgets/segmented_control.h"

#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTextBlock>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;
using ui::Picture;

namespace {

/// Pictures that are there, or come when they are told to.
class FakePictures : public ui::PictureSource
{
public:
    [[nodiscard]] Picture picture(const QString& target, int width) override
    {
        asked << target;
        widths << width;
        return known.value(target);
    }
    void put(const QString& target, QSize size, QColor color)
    {
        Picture picture;
        picture.state = Picture::State::There;
        picture.image = QImage(size, QImage::Format_RGB32);
        picture.image.fill(color);
        picture.size = size;
        picture.name = target;
        known.insert(target, picture);
        Q_EMIT changed();
    }

    QHash<QString, Picture> known;
    QStringList asked;
    QList<int> widths;
};

struct Reading : ShownWindow
{
    explicit Reading(std::unique_ptr<Vault> vault)
        : ShownWindow(std::move(vault)), pane(window.findChild<ui::EditorPane*>()), reader(pane->reader()),
          completed(&reader, &ui::NoteReader::completed)
    {
    }
    [[nodiscard]] bool read()
    {
        if (!QTest::qWaitFor([&] { return editor->isVisible() || reader.isVisible(); }))
            return false;
        if (!pane->isReading())
            trigger(u"Ctrl+E"_s);
        return shown();
    }
    [[nodiscard]] bool shown()
    {
        return QTest::qWaitFor([&] { return reader.isWhole() && !reader.toPlainText().isEmpty(); });
    }
    /// Follows the first link whose words are these.
    void follow(const QString& words)
    {
        const QTextCursor found = reader.document()->find(words);
        if (found.isNull())
            qFatal("no such words");
        QTextCursor inside(reader.document());
        inside.setPosition(found.selectionStart() + 1);
        Q_EMIT reader.anchorClicked(QUrl(inside.charFormat().anchorHref()));
    }

    ui::EditorPane* pane;
    ui::NoteReader& reader;
    QSignalSpy completed;
};

RecordId addWith(const VaultFixture& fixture, std::string_view body, std::vector<LinkTarget> targets,
                 int minute)
{
    const auto vault = fixture.open();
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(body));
    note.targets = std::move(targets);
    note.created = note.modified = Timestamp{1'700'000'000'000} + minute * Timestamp{60'000};
    const RecordId id = *vault->addNote(std::move(note));
    if (!vault->close())
        qFatal("close");
    return id;
}

} // namespace

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
    void linksToNotes();
    void headingIsShown();
    void addressIsShownBeforeItIsOpened();
    void addressFacts();
    void markdownLinkInTheEditor();
    void tooLargeSaysSo();
    void emptiedAtALock();
    void trashedNoteIsRead();
    void formatsAreOffWhileReading();
    void pdfHasPagesAndText();
    void pdfCancelled();
    void pdfNeverWritesOver();
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
    QCOMPARE(data->formats(), QStringList(u"text/plain"_s));
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

void NoteReaderTest::linksToNotes()
{
    VaultFixture fixture;
    const RecordId other = fixture.add("# Other\n\ntext", 1);
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
    Q_UNUSED(other);
}

void NoteReaderTest::headingIsShown()
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

void NoteReaderTest::addressIsShownBeforeItIsOpened()
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

void NoteReaderTest::addressFacts()
{
    const auto facts = ui::AddressSheet::factsOf(u"http://b\u00fccher.example/a b\u202e"_s);
    QVERIFY(facts.shown.startsWith(u"http://xn--bcher-kva.example/a%20b%E2%80%AE"_s));
    QVERIFY(facts.sentence.contains(u"xn--bcher-kva.example"_s));
    QVERIFY(facts.sentence.contains(u"not encrypted"_s));
    QVERIFY(ui::AddressSheet::factsOf(u"https://bank.example@evil.example/"_s)
                .sentence.contains(u"“evil.example”"_s));
    QVERIFY(ui::AddressSheet::factsOf(u"mailto:a@b.example"_s).sentence.contains(u"mail"_s));
}

void NoteReaderTest::markdownLinkInTheEditor()
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

namespace {

ui::PaperNote paperOf(const std::string& text)
{
    ui::PaperNote paper;
    paper.body = std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf(text)));
    paper.style = ui::paperStyle();
    return paper;
}

std::string longText()
{
    std::string text = "# Lighthouse\n\n![[bay.png]]\n\n";
    for (int i = 0; i < 300; ++i)
        text += "- [x] task " + std::to_string(i) + " with `code`\n";
    return text;
}

} // namespace

void NoteReaderTest::pdfHasPagesAndText()
{
    QTemporaryDir folder;
    const QString target = folder.filePath(u"note.pdf"_s);
    FakePictures pictures;
    pictures.known.insert(u"bay.png"_s, Picture{Picture::State::Coming, {}, {}, {}});
    ui::PdfRun run(paperOf(longText()), &pictures, ui::PdfRun::intoFile(target.toStdString()));
    QSignalSpy finished(&run, &ui::PdfRun::finished);
    QSignalSpy progressed(&run, &ui::PdfRun::progressed);
    QTRY_VERIFY(pictures.asked.contains(u"bay.png"_s));
    QCOMPARE(finished.count(), 0); // it waits for the picture
    pictures.put(u"bay.png"_s, QSize(800, 400), Qt::blue);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(finished.first().first().toBool());
    QFile file(target);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(bytes.count("/Type /Page\n") + bytes.count("/Type /Page ") >= 3);
    QVERIFY(bytes.contains("/Subtype /Image"));
    const QString title = u"Lighthouse"_s;
    QByteArray wide; // as PDF has it in its properties
    for (const QChar c : title)
        wide.append('\0').append(c.toLatin1());
    QVERIFY(!bytes.contains(title.toLatin1()) && !bytes.contains(wide));
    QTRY_VERIFY(progressed.count() >= 3);
    QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void NoteReaderTest::pdfCancelled()
{
    QTemporaryDir folder;
    FakePictures pictures;
    pictures.known.insert(u"bay.png"_s, Picture{Picture::State::Coming, {}, {}, {}});
    ui::PdfRun run(paperOf(longText()), &pictures,
                   ui::PdfRun::intoFile(folder.filePath(u"note.pdf"_s).toStdString()));
    QSignalSpy finished(&run, &ui::PdfRun::finished);
    QTRY_VERIFY(!pictures.asked.isEmpty());
    run.cancel();
    QCOMPARE(finished.count(), 1);
    QVERIFY(!finished.first().first().toBool());
    QVERIFY(QDir(folder.path()).isEmpty());
}

void NoteReaderTest::pdfNeverWritesOver()
{
    QTemporaryDir folder;
    const QString target = folder.filePath(u"note.pdf"_s);
    QFile file(target);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("mine") == 4);
    file.close();
    ui::PdfRun run(paperOf("# Title"), nullptr, ui::PdfRun::intoFile(target.toStdString()));
    QSignalSpy finished(&run, &ui::PdfRun::finished);
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(!finished.first().first().toBool());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray("mine"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
}

QTEST_MAIN(NoteReaderTest)
#include "note_reader_test.moc"
