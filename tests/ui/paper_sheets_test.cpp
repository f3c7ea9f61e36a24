// SPDX-License-Identifier: GPL-3.0-or-later
// The sheets that put a note on paper: the file that asks for the password, and the printer that is there or
// not.
#include "tests/ui/sheet_hands.h"
#include "ui/reader/print_pipe.h"
#include "ui/sheets/pdf_sheet.h"
#include "ui/sheets/print_sheet.h"
#include "ui/widgets/text_field.h"

#include <QFile>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <thread>
#include <unistd.h>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;
using ui::PrintOutcome;

namespace {

/// A window with one note open.
struct PaperWindow : ShownWindow
{
    explicit PaperWindow(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
    }
    [[nodiscard]] bool isReady()
    {
        return QTest::qWaitFor([&] { return painted.count() == 1 && editor->isVisible(); });
    }
};

/// The print system: the other end of a pipe.
struct FakeSink
{
    int readEnd = -1;
    std::shared_ptr<ui::PrintPipe> pipe;

    FakeSink()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("pipe");
        readEnd = ends[0];
        pipe = std::make_shared<ui::PrintPipe>(ends[1]);
    }
    ~FakeSink() { stopReading(); }
    FakeSink(const FakeSink&) = delete;
    FakeSink& operator=(const FakeSink&) = delete;
    void stopReading()
    {
        if (readEnd >= 0)
            ::close(std::exchange(readEnd, -1));
    }
    /// All that comes until the end.
    [[nodiscard]] QByteArray readAll() const
    {
        QByteArray all;
        std::array<char, 4096> buffer{};
        for (ssize_t count = 0; (count = ::read(readEnd, buffer.data(), buffer.size())) > 0;)
            all.append(buffer.data(), count);
        return all;
    }
};

/// The print sheet over a window, and what the window asks for.
struct OpenPrint : PaperWindow
{
    QSignalSpy requested{&window, &ui::MainWindow::printRequested};
    QSignalSpy written{&window, &ui::MainWindow::printWritten};
    QSignalSpy cancelled{&window, &ui::MainWindow::printCancelled};
    std::unique_ptr<test::SheetHands<ui::PrintSheet>> hands;

    using PaperWindow::PaperWindow;
    [[nodiscard]] bool open()
    {
        trigger(u"Ctrl+P"_s);
        return QTest::qWaitFor([&] {
            hands = std::make_unique<test::SheetHands<ui::PrintSheet>>(window);
            return hands->isOpen();
        });
    }
    [[nodiscard]] bool openAndPrint() { return isReady() && open() && hands->press(u"Print"_s); }
};

struct OpenPdf : PaperWindow
{
    std::filesystem::path target;
    std::unique_ptr<test::SheetHands<ui::PdfSheet>> hands;

    explicit OpenPdf(const VaultFixture& fixture) : PaperWindow(fixture), target(fixture.folder / "note.pdf")
    {
    }
    [[nodiscard]] bool open()
    {
        if (!isReady())
            return false;
        triggerNamed(u"Save as PDF…"_s);
        const bool there = QTest::qWaitFor([&] {
            hands = std::make_unique<test::SheetHands<ui::PdfSheet>>(window);
            return hands->isOpen();
        });
        if (there)
            hands->type(u"Save as"_s, test::pathText(target));
        return there;
    }
    void typePassword(const QString& password) const { hands->type(u"Your vault's password"_s, password); }
    [[nodiscard]] bool isWritten() const { return std::filesystem::exists(target); }
};

} // namespace

class PaperSheetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); } // as in the session

    void pdfNeedsThePassword();
    void pdfIsWrittenWithThePassword();
    void pdfPasswordsPause();
    void pdfCheckCanBeCancelled();
    void printSaysWhatStays();
    void printWritesAllPages();
    void printWithoutPrintSystem();
    void printSystemThatEndsEarly();
    void printIsCancelledBeforeThePipeEnds();
    void printIsCancelledWhileNobodyReads();
    void leavingTheSheetCancels();
    void nextPrintWaitsForTheLast();
    void lockEndsIt();
    void pipeStopsWriting();
};

void PaperSheetsTest::pdfNeedsThePassword()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPdf shown(fixture);
    QVERIFY(shown.open());
    QVERIFY(shown.hands->says(u"Not encrypted: whoever gets these files"_s));
    QVERIFY(shown.hands->press(u"Save PDF"_s));
    QVERIFY(shown.hands->says(u"Type the password of this vault."_s));
    shown.typePassword(u"wrong horse"_s);
    QVERIFY(shown.hands->press(u"Save PDF"_s));
    QVERIFY(shown.hands->hears(u"That password doesn't open this vault."_s));
    QVERIFY(shown.hands->isOpen());
    QVERIFY(!shown.isWritten());
    QTest::mouseClick(shown.hands->sheet, Qt::LeftButton, {}, QPoint(5, 5)); // costs no password
    QVERIFY(shown.hands->isOpen());
}

void PaperSheetsTest::pdfIsWrittenWithThePassword()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPdf shown(fixture);
    QVERIFY(shown.open());
    shown.typePassword(u"correct horse"_s);
    QVERIFY(shown.hands->press(u"Save PDF"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!shown.hands->isOpen(), 60'000);
    QFile file(test::pathText(shown.target));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().startsWith("%PDF-"));
    QVERIFY(!shown.hands->sheet || shown.hands->forgotPasswords());
}

void PaperSheetsTest::pdfPasswordsPause()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPdf shown(fixture);
    QVERIFY(shown.open());
    for (int i = 0; i < 3; ++i) {
        shown.typePassword(u"wrong horse "_s + QString::number(i));
        QVERIFY(shown.hands->press(u"Save PDF"_s));
        QVERIFY(QTest::qWaitFor([&] { return shown.hands->field(u"Your vault's password"_s)->hasError(); },
                                60'000));
    }
    QVERIFY(!shown.hands->button(u"Save PDF"_s));
    QVERIFY(shown.hands->button(u"Try again in 1 s"_s));
    QVERIFY(!shown.isWritten());
}

void PaperSheetsTest::pdfCheckCanBeCancelled()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPdf shown(fixture);
    QVERIFY(shown.open());
    shown.typePassword(u"correct horse"_s);
    QVERIFY(shown.hands->press(u"Save PDF"_s));
    QVERIFY(shown.hands->says(u"Checking the password…"_s));
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    QVERIFY(shown.hands->says(u"Cancelled. Nothing was written."_s));
    QVERIFY(shown.hands->isOpen() && shown.hands->offers(u"Save PDF"_s));
    QVERIFY(!shown.isWritten());
}

void PaperSheetsTest::printSaysWhatStays()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.isReady() && shown.open());
    QVERIFY(shown.hands->says(u"The print system keeps a plain copy until the job ends."_s));
    QCOMPARE(shown.requested.count(), 0);
    QVERIFY(shown.hands->press(u"Cancel"_s));
    QVERIFY(!shown.hands->isOpen());
    QCOMPARE(shown.requested.count() + shown.cancelled.count(), 0);
}

void PaperSheetsTest::printWritesAllPages()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse\n\nwords");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    QCOMPARE(shown.requested.count(), 1);
    FakeSink sink;
    QByteArray printed;
    std::thread reading([&] { printed = sink.readAll(); });
    shown.window.startPrinting(sink.pipe);
    const bool told = QTest::qWaitFor([&] { return shown.written.count() == 1; });
    sink.pipe->close();
    reading.join();
    QVERIFY(told);
    QVERIFY(printed.startsWith("%PDF-"));
    QVERIFY(printed.trimmed().endsWith("%%EOF"));
    QVERIFY(!printed.contains("Lighthouse")); // no title among its properties
    QVERIFY(shown.hands->isOpen());           // until it is known what came of it
    shown.window.showPrintOutcome(PrintOutcome::Taken);
    QVERIFY(!shown.hands->isOpen());
    QCOMPARE(shown.cancelled.count(), 0);
}

void PaperSheetsTest::printWithoutPrintSystem()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    QVERIFY(!shown.hands->offers(u"Print"_s));
    shown.window.showPrintOutcome(PrintOutcome::NoPrintSystem);
    QVERIFY(shown.hands->says(u"No print system was found (lp)."_s));
    QVERIFY(shown.hands->press(u"Print"_s)); // it may be there by now
    QCOMPARE(shown.requested.count(), 2);
}

void PaperSheetsTest::printSystemThatEndsEarly()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    FakeSink sink;
    sink.stopReading();
    shown.window.startPrinting(sink.pipe);
    QTRY_COMPARE(shown.cancelled.count(), 1);
    shown.window.showPrintOutcome(PrintOutcome::Failed);
    QVERIFY(shown.hands->says(u"The print system ended early."_s));
    QVERIFY(shown.hands->offers(u"Print"_s));
    QCOMPARE(shown.written.count(), 0);
}

void PaperSheetsTest::printIsCancelledBeforeThePipeEnds()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    FakeSink sink;
    shown.window.startPrinting(sink.pipe);
    bool wasOpen = false;
    std::weak_ptr<ui::PrintPipe> pipe = sink.pipe;
    sink.pipe.reset(); // the sheet's work has it alone
    QObject::connect(&shown.window, &ui::MainWindow::printCancelled, &shown.window,
                     [&] { wasOpen = !pipe.expired(); });
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    QCOMPARE(shown.cancelled.count(), 1);
    QVERIFY(wasOpen);
    QVERIFY(shown.hands->isOpen());
    shown.window.showPrintOutcome(PrintOutcome::Failed);
    QVERIFY(shown.hands->says(u"Cancelled. Nothing was printed."_s));
    QTRY_VERIFY(pipe.expired());
    QCOMPARE(shown.written.count(), 0);
}

void PaperSheetsTest::printIsCancelledWhileNobodyReads()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse\n\nwords");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    FakeSink sink;
    const int some = fcntl(sink.readEnd, F_SETPIPE_SZ, 4096);
    QCOMPARE(some, 4096);
    shown.window.startPrinting(sink.pipe);
    pollfd full{sink.readEnd, POLLIN, 0};
    QVERIFY(QTest::qWaitFor([&] { return poll(&full, 1, 0) == 1; })); // it writes, and the rest has no room
    QTest::keyClick(shown.hands->sheet, Qt::Key_Escape);
    shown.window.showPrintOutcome(PrintOutcome::Failed);
    QVERIFY(shown.hands->says(u"Cancelled. Nothing was printed."_s));
    QTRY_COMPARE(sink.pipe.use_count(), 1L); // the work has ended
    QCOMPARE(shown.written.count(), 0);
}

void PaperSheetsTest::leavingTheSheetCancels()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    shown.hands->sheet->closeSheet();
    QCOMPARE(shown.cancelled.count(), 1);
}

void PaperSheetsTest::nextPrintWaitsForTheLast()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    shown.hands->sheet->closeSheet();
    QVERIFY(shown.open() && shown.hands->press(u"Print"_s));
    QCOMPARE(shown.requested.count(), 1);
    QVERIFY(shown.hands->says(u"has not taken the last note yet"_s));
    shown.window.showPrintOutcome(PrintOutcome::Failed); // of the first one
    QVERIFY(shown.hands->says(u"has not taken the last note yet"_s));
    QVERIFY(shown.hands->press(u"Print"_s));
    QCOMPARE(shown.requested.count(), 2);
}

void PaperSheetsTest::lockEndsIt()
{
    VaultFixture fixture;
    fixture.add("# Lighthouse");
    OpenPrint shown(fixture);
    QVERIFY(shown.openAndPrint());
    FakeSink sink;
    shown.window.startPrinting(sink.pipe);
    QVERIFY(shown.lock());
    QTRY_COMPARE(sink.pipe.use_count(), 1L);
    QCOMPARE(shown.written.count(), 0);
    shown.window.showPrintOutcome(PrintOutcome::Failed); // whatever comes still
}

void PaperSheetsTest::pipeStopsWriting()
{
    FakeSink sink;
    std::stop_source stop;
    Result<void> result;
    std::thread writing([&] { result = sink.pipe->write(Bytes(std::size_t{1} << 20), stop.get_token()); });
    std::array<char, 16> some{};
    const bool came = ::read(sink.readEnd, some.data(), some.size()) > 0; // it has begun
    stop.request_stop();
    writing.join();
    QVERIFY(came);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Cancelled);
}

QTEST_MAIN(PaperSheetsTest)
#include "paper_sheets_test.moc"
