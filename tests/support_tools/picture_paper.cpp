// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets of what a note has and of where it leads: its files, paper, addresses.
#include "tests/support/byte_ends.h"
#include "tests/support_tools/picture_hands.h"
#include "ui/reader/note_reader.h"
#include "ui/sheets/address_sheet.h"
#include "ui/sheets/file_preview.h"
#include "ui/sheets/files_sheet.h"
#include "ui/sheets/pdf_sheet.h"
#include "ui/sheets/print_sheet.h"
#include "ui/widgets/pick_list.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;

namespace lockleaf::test {

namespace {

/// A bay at dusk, as a PNG.
std::string drawnBay()
{
    QImage image(900, 600, QImage::Format_RGB32);
    QPainter painter(&image);
    QLinearGradient sky(0, 0, 0, 400);
    sky.setColorAt(0, QColor(72, 96, 140));
    sky.setColorAt(1, QColor(244, 190, 132));
    painter.fillRect(QRect(0, 0, 900, 400), sky);
    painter.fillRect(QRect(0, 400, 900, 200), QColor(46, 78, 104));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 226, 160));
    painter.drawEllipse(QPoint(620, 360), 60, 60);
    painter.setBrush(QColor(38, 54, 62));
    painter.drawPolygon(QPolygon({{0, 420}, {0, 300}, {160, 250}, {300, 340}, {420, 420}}));
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
        qFatal("a picture to attach");
    return bytes.toStdString();
}

void attach(Vault& vault, RecordId note, const std::string& name, const std::string& content)
{
    AttachReport report;
    NoProgress silent;
    const auto job =
        vault.makeAttachJob(note, name, std::make_unique<StepSource>(bytesOf(content), 65536), report);
    if (!job || !runToEnd(**job, {}, silent))
        qFatal("attach");
}

/// The vault of the pictures with three files in its open note.
std::unique_ptr<Vault> makeFilesVault(const std::filesystem::path& file)
{
    auto vault = makePictureVault(file, true);
    const auto note = vault->findNote("Lisbon in May");
    if (!note)
        qFatal("no open note");
    attach(*vault, *note, "bay.png", drawnBay());
    attach(*vault, *note, "packing.txt", "Passports\nTickets\nChargers, two adapters\nRain jackets\n");
    attach(*vault, *note, "tickets.zip", std::string(48'213, '\0'));
    return vault;
}

/// The window over it.
struct FilesWindow
{
    explicit FilesWindow(const PictureRequest& request) { showWindow(window, request); }

    TemporaryFolder folder;
    std::filesystem::path file = folder / "Personal.lockleaf";
    ui::VaultSession session{makeFilesVault(file), {file, Vault::info(file)->vaultId}};
    ui::MainWindow window{session, ui::ThemeManager::instance(), u"Personal"_s};
};

/// The sheet of the files of the open note.
ui::FilesSheet& openFiles(ui::MainWindow& window)
{
    actionNamed(window, u"Files in this note…"_s)->trigger();
    waitUntil([&] { return window.findChild<ui::FilesSheet*>() != nullptr; }, "the sheet of files");
    return *window.findChild<ui::FilesSheet*>();
}

void takeFilesOf(ui::MainWindow& window, const PictureRequest& request, const QStringList& names)
{
    ui::FilesSheet& sheet = openFiles(window);
    auto& list = *sheet.findChild<ui::PickList*>();
    const auto& preview = *sheet.findChild<ui::FilePreview*>();
    waitUntil([&] { return preview.isPictureShown(); }, "the picture");
    QTest::qWait(200);
    if (names.contains(u"files"_s))
        savePicture(window, request, u"files"_s);
    list.setCurrentIndex(list.model()->index(1, 0));
    waitUntil([&] { return preview.text().contains(u"Chargers"_s); }, "the text");
    QTest::qWait(200);
    if (names.contains(u"files-text"_s))
        savePicture(window, request, u"files-text"_s);
    list.setCurrentIndex(list.model()->index(2, 0));
    waitUntil([&] { return !preview.sentence().isEmpty(); }, "the sentence");
    QTest::qWait(200);
    if (names.contains(u"files-other"_s))
        savePicture(window, request, u"files-other"_s);
    sheet.closeSheet();
}

} // namespace

void takeFiles(const PictureRequest& request, const QStringList& names)
{
    if (wantsAny(names, {u"files"_s, u"files-text"_s, u"files-other"_s})) {
        FilesWindow files(request);
        takeFilesOf(files.window, request, names);
    }
    if (names.contains(u"files-none"_s)) {
        FilledWindow filled(request);
        const SheetHands hands{openFiles(filled.window)};
        hands.hear(u"No files yet"_s);
        savePicture(filled.window, request, u"files-none"_s);
    }
}

void takeAddress(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"address"_s, u"address-unopened"_s}))
        return;
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    Q_EMIT window.findChild<ui::NoteReader*>()->addressActivated(
        u"https://www.example.org/timetable/lisbon-cascais?day=2026-05-09&lang=en#evening"_s);
    waitUntil([&] { return window.findChild<ui::AddressSheet*>() != nullptr; }, "the sheet of the address");
    QTest::qWait(100);
    if (names.contains(u"address"_s))
        savePicture(window, request, u"address"_s);
    if (names.contains(u"address-unopened"_s)) {
        window.showAddressOutcome(false);
        savePicture(window, request, u"address-unopened"_s);
    }
}

void takePaper(const PictureRequest& request, const QStringList& names)
{
    if (!wantsAny(names, {u"pdf"_s, u"print"_s, u"print-none"_s}))
        return;
    FilledWindow filled(request);
    ui::MainWindow& window = filled.window;
    if (names.contains(u"pdf"_s)) {
        actionNamed(window, u"Save as PDF…"_s)->trigger();
        waitUntil([&] { return window.findChild<ui::PdfSheet*>() != nullptr; }, "the PDF sheet");
        QTest::qWait(100);
        savePicture(window, request, u"pdf"_s);
        window.findChild<ui::PdfSheet*>()->closeSheet();
    }
    if (!wantsAny(names, {u"print"_s, u"print-none"_s}))
        return;
    actionOf(window, u"Ctrl+P"_s)->trigger();
    waitUntil([&] { return window.findChild<ui::PrintSheet*>() != nullptr; }, "the print sheet");
    QTest::qWait(100);
    const SheetHands hands{*window.findChild<ui::PrintSheet*>()};
    if (names.contains(u"print"_s))
        savePicture(window, request, u"print"_s);
    if (names.contains(u"print-none"_s)) {
        hands.press(u"Print"_s);
        window.showPrintOutcome(ui::PrintOutcome::NoPrintSystem);
        savePicture(window, request, u"print-none"_s);
    }
}

} // namespace lockleaf::test
