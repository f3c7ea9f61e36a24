// SPDX-License-Identifier: GPL-3.0-or-later
// Notes as PDFs in a folder: which files, what is in them, and that nobody ever waits for a layout.
#include "tests/ui/window_fixture.h"

#include "tests/support/byte_ends.h"
#include "tests/support/pdf_text.h"
#include "tests/support/pictures.h"
#include "ui/reader/pdf_export.h"
#include "ui/vault/job_run.h"

#include <QElapsedTimer>

#include <fstream>
#include <semaphore>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::PdfText;
using test::VaultFixture;
namespace pictures = test::pictures;

namespace {

QByteArray contentOf(const std::filesystem::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    return QByteArray::fromStdString(all);
}

/// Those with temporary names too.
int foldersIn(const std::filesystem::path& place)
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(place))
        count += entry.is_directory() ? 1 : 0;
    return count;
}

/// A vault with ways to fill it, and the folder that is made of it.
struct PapersOfVault : VaultFixture
{
    std::unique_ptr<Vault> vault = open();
    std::filesystem::path target = folder / "Papers";
    PlainExportReport report;

    RecordId put(const std::string& notebook, const std::string& body)
    {
        NewNote note;
        note.notebook = notebook.empty() ? RecordId{} : *vault->ensureNotebook(notebook);
        note.body = SecureBytes::copyOf(bytesOf(body));
        return *vault->addNote(std::move(note));
    }
    /// What is to be written for it.
    std::string attach(RecordId note, const std::string& name, const QByteArray& content)
    {
        AttachReport attached;
        NoProgress progress;
        const std::string bytes = content.toStdString();
        const auto job = vault->makeAttachJob(
            note, name, std::make_unique<test::StepSource>(bytesOf(bytes), 65536), attached);
        if (!job || !runToEnd(**job, {}, progress))
            qFatal("attach");
        return attached.written;
    }
    [[nodiscard]] Result<void> write(ExportChoice choice = {})
    {
        report = {};
        NoProgress progress;
        const auto job = ui::makePdfExportJob(*vault, target, report, std::move(choice), ui::paperLook());
        return runToEnd(*job, {}, progress);
    }
    /// Paths of the files that are there, sorted.
    [[nodiscard]] std::vector<std::string> written() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(target))
            if (entry.is_regular_file())
                names.push_back(std::filesystem::relative(entry.path(), target).string());
        std::ranges::sort(names);
        return names;
    }
    /// The only file whose path begins and ends so.
    [[nodiscard]] QByteArray file(const std::string& beginning, const std::string& ending = ".pdf") const
    {
        std::vector<std::string> found;
        for (const std::string& name : written())
            if (name.starts_with(beginning) && name.ends_with(ending))
                found.push_back(name);
        return found.size() == 1 ? contentOf(target / found.front()) : QByteArray();
    }
};

/// Holds a layout up as long as the test wants.
struct Gate
{
    std::atomic<int> begun = 0;
    std::counting_semaphore<> go{0};
    std::atomic<bool> stopSeen = false;
    std::atomic<bool> ended = false;

    static ui::PaperLayout layout(const std::shared_ptr<Gate>& gate)
    {
        return [gate](const ui::PaperNote&, const std::stop_token& stop) -> Result<QByteArray> {
            ++gate->begun;
            (void)gate->go.try_acquire_for(std::chrono::seconds(20));
            gate->stopSeen = stop.stop_requested();
            gate->ended = true;
            return QByteArray("%PDF-");
        };
    }
};

/// An export in a session, held up in the middle of its first layout.
struct HeldExport : VaultFixture
{
    RecordId id = add("# First", 1);
    std::filesystem::path target = folder / "Papers";
    std::shared_ptr<Gate> gate = std::make_shared<Gate>();
    std::unique_ptr<ui::VaultSession> session = std::make_unique<ui::VaultSession>(open());
    std::unique_ptr<ui::JobRun> run = std::make_unique<ui::JobRun>(*session, nullptr);
    QSignalSpy finished{run.get(), &ui::JobRun::finished};

    HeldExport()
    {
        auto report = std::make_shared<PlainExportReport>();
        run->start([this, report](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
            return ui::makePdfExportJob(vault, target, *report, {}, look, Gate::layout(gate));
        });
        if (!QTest::qWaitFor([&] { return gate->begun == 1; }))
            qFatal("no layout");
        m_report = report;
    }
    ~HeldExport()
    {
        gate->go.release();
        if (!QTest::qWaitFor([&] { return gate->ended.load(); }))
            qFatal("the layout goes on");
    }
    [[nodiscard]] bool isNothingThere() const { return foldersIn(folder.path()) == 0; }
    [[nodiscard]] bool isUnderWay() const { return !isNothingThere() && !gate->ended; }

    ui::PaperNote look = ui::paperLook();

private:
    std::shared_ptr<PlainExportReport> m_report; ///< Outlives the job.
};

} // namespace

class PdfExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void filesAndFolders();
    void oddNames();
    void picturesStandInThem();
    void badPicturesGetWords();
    void linksToTheWebAlone();
    void chosenNotesAlone();
    void trashOnRequest();
    void longerThanOnTheScreen();
    void tooLargeIsText();
    void takenFolder();
    void cancelLeavesNothing();
    void lockWaitsForNoLayout();
    void savesOvertakeIt();
};

void PdfExportTest::filesAndFolders()
{
    PapersOfVault papers;
    papers.put("", "# Alone\n\nlighthouse");
    const RecordId plan = papers.put("Work/Plans", "# Plan\n\ncathedral");
    const QByteArray large(3'000'000, 'x');
    papers.attach(plan, "data.bin", large);
    papers.attach(plan, "empty.bin", {});
    QVERIFY(papers.write());
    QCOMPARE(papers.written().size(), std::size_t{4});
    const PdfText alone(papers.file("Alone~"));
    QVERIFY(alone.says(u"lighthouse"_s) && alone.says(u"1 / 1"_s) && !alone.says(u"cathedral"_s));
    QVERIFY(PdfText(papers.file("Work/Plans/Plan~")).says(u"cathedral"_s));
    QCOMPARE(papers.file("attachments/", "/data.bin"), large);
    QCOMPARE(papers.report.notes, std::uint64_t{2});
    QCOMPARE(papers.report.attachments, std::uint64_t{2});
    QCOMPARE(papers.report.texts, std::uint64_t{0});
    const QByteArray bytes = papers.file("Alone~");
    QVERIFY(!bytes.contains("Alone") && !bytes.contains(QByteArray("\0A\0l\0o\0n\0e", 10))); // no title
    const auto rights = std::filesystem::status(papers.target).permissions();
    QCOMPARE(rights & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
             std::filesystem::perms::none);
    QCOMPARE(foldersIn(papers.folder.path()), 1);
}

void PdfExportTest::oddNames()
{
    PapersOfVault papers;
    papers.put("a:b", "# ../<x>|?*");
    papers.put("", "# Grüße 日本");
    papers.put("", "# Grüße 日本");
    papers.put("", "");
    QVERIFY(papers.write());
    const auto names = papers.written();
    QCOMPARE(names.size(), std::size_t{4});
    for (const std::string& name : names) {
        QVERIFY(name.ends_with(".pdf"));
        QVERIFY(name.find_first_of(":<>|?*\\") == std::string::npos);
        QVERIFY(contentOf(papers.target / name).startsWith("%PDF-"));
    }
    QCOMPARE(
        std::ranges::count_if(names, [](const std::string& name) { return name.starts_with("Grüße 日本~"); }),
        2);
}

void PdfExportTest::picturesStandInThem()
{
    PapersOfVault papers;
    const RecordId id = papers.put("", "# Bay");
    std::string body = "# Bay\n\n";
    const std::pair<const char*, QByteArray> all[] = {
        {"one two.png", pictures::png()}, {"b.jpg", pictures::jpeg()}, {"c.webp", pictures::webp()}};
    for (const auto& [name, content] : all)
        body += "![words](" + papers.attach(id, name, content) + ")\n\n";
    QVERIFY(papers.vault->saveBody(id, bytesOf(body)));
    papers.put("", "# None");
    QVERIFY(papers.write());
    const QByteArray bytes = papers.file("Bay~");
    QCOMPARE(bytes.count("/Subtype /Image"), 3);
    QVERIFY(!PdfText(bytes).says(u"This picture"_s));
    QCOMPARE(papers.file("None~").count("/Subtype /Image"), 0);
    QCOMPARE(papers.report.attachments, std::uint64_t{3});
    QCOMPARE(papers.file("attachments/", "/one two.png"), pictures::png());
}

void PdfExportTest::badPicturesGetWords()
{
    PapersOfVault papers;
    const RecordId id = papers.put("", "# Bad");
    const std::string text = papers.attach(id, "text.png", "no picture at all");
    const std::string broken = papers.attach(id, "broken.png", pictures::png().left(60));
    const std::string vast = papers.attach(id, "vast.png", pictures::pngHeader(60'000, 60'000));
    const std::string empty = papers.attach(id, "empty.png", {});
    const std::string body = "# Bad\n\n![a](" + text + ")\n\n![b](" + broken + ")\n\n![c](" + vast +
                             ")\n\n![d](" + empty + ")\n\n![e](gone.png)\n\n![f](https://example.org/x.png)";
    QVERIFY(papers.vault->saveBody(id, bytesOf(body)));
    QVERIFY(papers.write());
    const PdfText pdf(papers.file("Bad~"));
    QCOMPARE(pdf.letters().count(u"Thisfileisnotshownasapicture"_s), 2);
    QVERIFY(pdf.says(u"This picture is damaged"_s));
    QVERIFY(pdf.says(u"This picture is too large to be shown"_s));
    QVERIFY(pdf.says(u"This picture is not in the vault"_s));
    QVERIFY(pdf.says(u"A remote picture is never loaded"_s));
    QCOMPARE(papers.file("Bad~").count("/Subtype /Image"), 0);
}

void PdfExportTest::linksToTheWebAlone()
{
    PapersOfVault papers;
    papers.put("", "# Links\n\n[[Other]] and [file](a.pdf) and [site](https://example.org/here)");
    papers.put("", "# Other");
    QVERIFY(papers.write());
    const QByteArray bytes = papers.file("Links~");
    QCOMPARE(bytes.count("/URI ("), 1);
    QVERIFY(bytes.contains("/URI (https://example.org/here)"));
    QVERIFY(PdfText(bytes).says(u"Other and file and site"_s));
}

void PdfExportTest::chosenNotesAlone()
{
    PapersOfVault papers;
    papers.put("", "# Alone");
    const RecordId wanted = papers.put("Work", "# Wanted");
    const RecordId gone = papers.put("", "# Gone");
    QVERIFY(papers.vault->moveToTrash(gone));
    ExportChoice choice;
    choice.notes = {wanted, gone};
    QVERIFY(papers.write(choice));
    QCOMPARE(papers.written().size(), std::size_t{1});
    QVERIFY(papers.written().front().starts_with("Work/Wanted~"));
    QCOMPARE(papers.report.notes, std::uint64_t{1});
}

void PdfExportTest::trashOnRequest()
{
    PapersOfVault papers;
    papers.put("", "# Alone");
    QVERIFY(papers.vault->moveToTrash(papers.put("Work", "# Gone")));
    ExportChoice choice;
    choice.trash = true;
    QVERIFY(papers.write(choice));
    QVERIFY(PdfText(papers.file("Trash/Gone~")).says(u"Gone"_s));
    QCOMPARE(papers.report.notes, std::uint64_t{2});
}

void PdfExportTest::longerThanOnTheScreen()
{
    PapersOfVault papers;
    std::string body = "# Long\n\n";
    while (body.size() <= ui::largestReadable)
        body += std::string(20'000, 'a') + "\n\n"; // words that fill lines
    papers.put("", body + "last words");
    QVERIFY(papers.write());
    const PdfText pdf(papers.file("Long~"));
    QVERIFY(pdf.pages() > 20);
    QVERIFY(pdf.says(u"last words"_s));
    QCOMPARE(papers.report.texts, std::uint64_t{0});
}

void PdfExportTest::tooLargeIsText()
{
    PapersOfVault papers;
    std::string body = "# Vast\n\n";
    while (body.size() <= ui::paperLimits().input)
        body += "and so on\n\n";
    papers.put("Work", body);
    papers.put("", "# Alone");
    QVERIFY(papers.write());
    QCOMPARE(papers.written().size(), std::size_t{2});
    QVERIFY(papers.file("Work/Vast~", ".md") == QByteArray::fromStdString(body));
    QVERIFY(PdfText(papers.file("Alone~")).says(u"Alone"_s));
    QCOMPARE(papers.report.notes, std::uint64_t{2});
    QCOMPARE(papers.report.texts, std::uint64_t{1});
}

void PdfExportTest::takenFolder()
{
    PapersOfVault papers;
    papers.put("", "# Alone");
    std::ofstream(papers.target) << "mine";
    const auto done = papers.write();
    QVERIFY(!done);
    QCOMPARE(done.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(contentOf(papers.target), QByteArray("mine"));
}

void PdfExportTest::cancelLeavesNothing()
{
    HeldExport held;
    QVERIFY(held.isUnderWay());
    QElapsedTimer time;
    time.start();
    held.run->cancel();
    QTRY_COMPARE(held.finished.count(), 1);
    QVERIFY(time.elapsed() < 2000);
    QVERIFY(!held.gate->ended);
    const auto error = held.finished.front().front().value<std::optional<Error>>();
    QVERIFY(error && error->code == ErrorCode::Cancelled);
    QVERIFY(held.isNothingThere());
    held.gate->go.release();
    QTRY_VERIFY(held.gate->ended);
    QVERIFY(held.gate->stopSeen);
    QVERIFY(held.isNothingThere());
}

/// Parts of a layout cannot be ended halfway: a lock would have to wait for them.
void PdfExportTest::lockWaitsForNoLayout()
{
    HeldExport held;
    QVERIFY(held.isUnderWay());
    QElapsedTimer time;
    time.start();
    held.run.reset();
    held.session.reset();
    QVERIFY2(time.elapsed() < 500, qPrintable(QString::number(time.elapsed())));
    QVERIFY(!held.gate->ended);
    QVERIFY(held.isNothingThere());
}

void PdfExportTest::savesOvertakeIt()
{
    HeldExport held;
    QElapsedTimer time;
    qint64 longest = 0;
    QObject guard;
    for (int i = 0; i < 20; ++i) {
        bool saved = false;
        auto body =
            std::make_shared<const SecureBytes>(SecureBytes::copyOf(bytesOf("# First " + std::to_string(i))));
        time.start();
        held.session->saveBody(held.id, std::move(body), &guard,
                               [&](const Result<ui::NoteChange>& done) { saved = done.has_value(); });
        QTRY_VERIFY(saved);
        longest = std::max(longest, time.elapsed());
    }
    QVERIFY2(longest < 1000, qPrintable(QString::number(longest))); // a slice, and the machine is busy
    QVERIFY(held.isUnderWay());
    held.gate->go.release();
    QTRY_COMPARE(held.finished.count(), 1);
    QVERIFY(!held.finished.front().front().value<std::optional<Error>>());
    QVERIFY(std::filesystem::is_directory(held.target));
}

QTEST_MAIN(PdfExportTest)
#include "pdf_export_test.moc"
