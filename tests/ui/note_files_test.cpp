// SPDX-License-Identifier: GPL-3.0-or-later
// Files and pictures that are dropped, pasted or chosen: sealed into the vault, named in the text, shown.
#include "tests/ui/window_fixture.h"

#include "tests/support/pictures.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QMimeData>
#include <QRegularExpression>
#include <QTextBlock>
#include <QUrl>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;
namespace pictures = test::pictures;

namespace {

/// What a picture among the lines looks like: how many of its pixels are in the column.
int redPixels(ShownWindow& shown)
{
    const QImage image = shown.editor->grab().toImage();
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            count += color.red() > 240 && color.green() < 20 && color.blue() < 20 ? 1 : 0;
        }
    return count;
}

QByteArray redPicture(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(Qt::red);
    QByteArray content;
    QBuffer buffer(&content);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return content;
}

/// A paste of this; a drop ends in the same place.
void give(ShownWindow& shown, std::unique_ptr<QMimeData> data)
{
    QApplication::clipboard()->setMimeData(data.release());
    shown.editor->paste();
}

void givePicture(ShownWindow& shown, const QByteArray& content, const QString& type = u"image/png"_s)
{
    auto data = std::make_unique<QMimeData>();
    data->setData(type, content);
    give(shown, std::move(data));
}

struct Stage
{
    VaultFixture fixture;
    RecordId id;
    std::optional<ShownWindow> shown;

    explicit Stage(std::string_view body)
    {
        if (!body.empty())
            id = fixture.add(body);
        shown.emplace(fixture.open());
        if (!QTest::qWaitFor(
                [&] { return shown->painted.count() == 1 && (body.empty() || !text().isEmpty()); }))
            qFatal("the window did not come up");
        shown->editor->setFocus();
        shown->editor->moveCursor(QTextCursor::End);
    }
    [[nodiscard]] QString text() const { return shown->text(); }
    [[nodiscard]] bool textBecomes(const QRegularExpression& pattern) const
    {
        return QTest::qWaitFor([&] { return pattern.match(text()).hasMatch(); });
    }
    /// The one note of the vault with its files, read after the window has locked.
    struct Kept
    {
        std::string body;
        std::vector<AttachedFile> files;
        std::uint64_t all = 0; ///< Files of the vault.
    };
    [[nodiscard]] Kept lockAndRead()
    {
        if (!shown->lock())
            qFatal("not everything was saved");
        shown.reset();
        const auto vault = fixture.open();
        const std::vector<RecordId> notes = *vault->allNoteIds(false);
        Kept kept;
        kept.all = vault->attachments()->size();
        if (notes.size() == 1) {
            kept.body = VaultFixture::body(*vault, notes.front());
            kept.files = *vault->attachmentsOf(notes.front());
        }
        return kept;
    }
    [[nodiscard]] QString toast() const
    {
        const auto* toast = shown->window.findChild<ui::Toast*>();
        return toast && toast->isVisible() ? toast->accessibleName() + toast->findChild<QLabel*>()->text()
                                           : QString();
    }
};

const QRegularExpression& pictureLink()
{
    static const QRegularExpression pattern(u"!\\[picture-[0-9-]+\\.png\\]\\(picture-[0-9-]+\\.png\\)"_s);
    return pattern;
}

} // namespace

class NoteFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pastedPictureIsSealedAndShown();
    void pastedPictureBeginsANote();
    void droppedFilesAreLinked();
    void textBesideAPictureWins();
    void addressesStayText();
    void foldersAreRefused();
    void nothingIsTakenInTheTrash();
    void fileGoesToTheNoteItWasGivenTo();
    void undoTakesThePictureAndTypingGoesOn();
    void hugePictureIsASentence();
    void pictureOfAnotherPlaceIsLeftAlone();
    void lockEmptiesThePictures();
};

void NoteFilesTest::pastedPictureIsSealedAndShown()
{
    Stage stage("Title\ntext");
    QCOMPARE(redPixels(*stage.shown), 0);
    givePicture(*stage.shown, redPicture(300, 200));
    QVERIFY(stage.textBecomes(pictureLink()));
    QVERIFY(QTest::qWaitFor([&] { return redPixels(*stage.shown) > 300 * 200 * 9 / 10; }));
    // It has a line of its own, and the caret stands below it.
    QVERIFY(stage.text().startsWith(u"Title\ntext\n\n!["_s));
    QVERIFY(stage.text().endsWith(u")\n"_s));
    QCOMPARE(stage.shown->editor->textCursor().block().text(), QString());
    const Stage::Kept kept = stage.lockAndRead();
    QCOMPARE(kept.files.size(), std::size_t{1});
    QVERIFY(kept.body.find("](" + kept.files.front().written + ")\n") != std::string::npos);
    QCOMPARE(kept.files.front().attachment.size, std::uint64_t(redPicture(300, 200).size()));
}

void NoteFilesTest::pastedPictureBeginsANote()
{
    Stage stage("");
    givePicture(*stage.shown, redPicture(40, 30));
    QVERIFY(stage.textBecomes(pictureLink()));
    QVERIFY(QTest::qWaitFor([&] { return redPixels(*stage.shown) > 1000; }));
    const Stage::Kept kept = stage.lockAndRead();
    QCOMPARE(kept.files.size(), std::size_t{1});
    QCOMPARE(kept.body,
             "![" + kept.files.front().attachment.name + "](" + kept.files.front().written + ")\n");
}

void NoteFilesTest::droppedFilesAreLinked()
{
    Stage stage("Papers: ");
    QList<QUrl> urls;
    for (const auto& [name, content] :
         {std::pair("visa [copy].pdf", QByteArray("%PDF-1.7")), std::pair("photo.dat", pictures::jpeg())}) {
        QFile file(QString::fromStdString((stage.fixture.folder / name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        urls.append(QUrl::fromLocalFile(file.fileName()));
    }
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    data->setText(u"/some/where/visa"_s); // as a file manager adds it
    give(*stage.shown, std::move(data));
    QVERIFY(stage.textBecomes(QRegularExpression(u"photo"_s)));
    const Stage::Kept kept = stage.lockAndRead();
    QCOMPARE(kept.body, "Papers: [visa  copy .pdf](visa%20%5Bcopy%5D.pdf)\n\n![photo.dat](photo.dat)\n");
    QCOMPARE(kept.files.size(), std::size_t{2});
}

void NoteFilesTest::textBesideAPictureWins()
{
    Stage stage("Table:\n");
    auto data = std::make_unique<QMimeData>();
    data->setData(u"image/png"_s, redPicture(10, 10));
    data->setText(u"a\tb"_s);
    give(*stage.shown, std::move(data));
    QCOMPARE(stage.text(), u"Table:\na\tb"_s);
    QCOMPARE(stage.lockAndRead().all, std::uint64_t{0});
}

void NoteFilesTest::addressesStayText()
{
    Stage stage("See ");
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl(u"https://example.org/a.png"_s)});
    data->setText(u"https://example.org/a.png"_s);
    give(*stage.shown, std::move(data));
    QCOMPARE(stage.text(), u"See https://example.org/a.png"_s);
    QCOMPARE(stage.lockAndRead().all, std::uint64_t{0});
}

void NoteFilesTest::foldersAreRefused()
{
    Stage stage("Title");
    auto data = std::make_unique<QMimeData>();
    data->setUrls({QUrl::fromLocalFile(QString::fromStdString(stage.fixture.folder.path().string()))});
    give(*stage.shown, std::move(data));
    QVERIFY(QTest::qWaitFor([&] { return stage.toast().contains(u"folder"_s); }));
    QCOMPARE(stage.text(), u"Title"_s);
    QCOMPARE(stage.lockAndRead().all, std::uint64_t{0});
}

void NoteFilesTest::nothingIsTakenInTheTrash()
{
    Stage stage("Title");
    stage.shown->editor->setReadOnly(true);
    givePicture(*stage.shown, redPicture(10, 10));
    stage.shown->editor->setReadOnly(false);
    QTest::qWait(0);
    QVERIFY(stage.text().startsWith(u"Title"_s));
}

void NoteFilesTest::fileGoesToTheNoteItWasGivenTo()
{
    Stage stage("First");
    const RecordId first = stage.id;
    QList<QUrl> urls;
    for (const char* name : {"a.txt", "b.txt", "c.txt"}) {
        QFile file(QString::fromStdString((stage.fixture.folder / name).string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(name);
        urls.append(QUrl::fromLocalFile(file.fileName()));
    }
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    give(*stage.shown, std::move(data));
    stage.shown->trigger(u"Ctrl+N"_s); // before the first of them is sealed
    QVERIFY(QTest::qWaitFor([&] { return stage.toast().contains(u"c.txt"_s); }));
    QCOMPARE(stage.text(), QString());
    QVERIFY(stage.shown->lock());
    stage.shown.reset();
    const auto vault = stage.fixture.open();
    QCOMPARE(vault->attachmentsOf(first)->size(), std::size_t{3});
    QCOMPARE(vault->attachments()->size(), std::size_t{3});
}

void NoteFilesTest::undoTakesThePictureAndTypingGoesOn()
{
    Stage stage("Title\n");
    QTest::keyClicks(stage.shown->editor, u"before "_s);
    givePicture(*stage.shown, redPicture(100, 80));
    QVERIFY(stage.textBecomes(pictureLink()));
    QVERIFY(QTest::qWaitFor([&] { return redPixels(*stage.shown) > 7000; }));
    QTest::keyClicks(stage.shown->editor, u"after"_s);
    const QString whole = stage.text();
    stage.shown->editor->undoTyping();
    QVERIFY(stage.text() != whole);
    while (stage.shown->editor->document()->isUndoAvailable())
        stage.shown->editor->undoTyping();
    QCOMPARE(stage.text(), u"Title\n"_s);
    while (stage.shown->editor->document()->isRedoAvailable())
        stage.shown->editor->redoTyping();
    QCOMPARE(stage.text(), whole);
}

void NoteFilesTest::hugePictureIsASentence()
{
    Stage stage("Title\n");
    givePicture(*stage.shown, pictures::pngHeader(30'000, 30'000));
    QVERIFY(stage.textBecomes(pictureLink()));
    // The line stays, and below it room for one line that says why.
    const QTextBlock block = stage.shown->editor->document()->findBlockByNumber(2);
    QVERIFY(QTest::qWaitFor([&] { return block.blockFormat().bottomMargin() > 20; }));
    QVERIFY(block.blockFormat().bottomMargin() < 100);
    QCOMPARE(stage.lockAndRead().files.size(), std::size_t{1}); // it is kept all the same
}

void NoteFilesTest::pictureOfAnotherPlaceIsLeftAlone()
{
    Stage stage(
        "Title\n![a](https://example.org/a.png)\n![b](file:///etc/hostname)\n![c](/etc/hostname)\nend");
    QTest::qWait(50);
    for (int line = 1; line <= 3; ++line)
        QCOMPARE(stage.shown->editor->document()->findBlockByNumber(line).blockFormat().bottomMargin(), 0.0);
}

void NoteFilesTest::lockEmptiesThePictures()
{
    Stage stage("Title\n");
    givePicture(*stage.shown, redPicture(100, 80));
    QVERIFY(QTest::qWaitFor([&] { return redPixels(*stage.shown) > 7000; }));
    QVERIFY(stage.shown->lock());
    QCOMPARE(redPixels(*stage.shown), 0);
}

QTEST_MAIN(NoteFilesTest)
#include "note_files_test.moc"
