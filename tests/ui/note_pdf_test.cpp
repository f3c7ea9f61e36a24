// SPDX-License-Identifier: GPL-3.0-or-later
// A note as a PDF: pages, pictures, cancelled, never over a file, and nobody waits for it.
#include "tests/ui/reader_fixture.h"

#include "ui/reader/pdf_run.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <atomic>
#include <semaphore>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::FakePictures;
using ui::Picture;

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

class NotePdfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void pdfHasPagesAndText();
    void pdfCancelled();
    void pdfNeverWritesOver();
    void nobodyWaitsForIt();
};

void NotePdfTest::pdfHasPagesAndText()
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

void NotePdfTest::pdfCancelled()
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

void NotePdfTest::pdfNeverWritesOver()
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

/// Parts of a layout cannot be ended halfway: a lock, which takes the sheet away, would have to wait for
/// them.
void NotePdfTest::nobodyWaitsForIt()
{
    struct Gate
    {
        std::atomic<bool> begun = false;
        std::binary_semaphore go{0};
        std::atomic<bool> ended = false;
    };
    const auto gate = std::make_shared<Gate>();
    auto run = std::make_unique<ui::PdfRun>(
        paperOf("# Title"), nullptr, [gate](const QByteArray&, const std::stop_token&) -> Result<void> {
            gate->begun = true;
            (void)gate->go.try_acquire_for(std::chrono::seconds(5));
            gate->ended = true;
            return {};
        });
    QTRY_VERIFY(gate->begun);
    run.reset();
    QVERIFY(!gate->ended);
    gate->go.release();
    QTRY_VERIFY(gate->ended);
}

QTEST_MAIN(NotePdfTest)
#include "note_pdf_test.moc"
