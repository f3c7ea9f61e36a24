// SPDX-License-Identifier: GPL-3.0-or-later
// Notes as pages of HTML.
#include "core/interchange/export_html.h"
#include "tests/vault/attachment_fixture.h"

#include <QString>

#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct PagesOfVault : AttachmentFixture
{
    TemporaryFolder place;
    std::filesystem::path target = place / "Pages";
    PlainExportReport report;

    Result<void> exportAll()
    {
        report = {};
        NoProgress progress;
        const auto job = makeHtmlExportJob(*vault, target, report);
        return runToEnd(*job, {}, progress);
    }
    RecordId put(const std::string& path, std::string_view body, std::vector<LinkTarget> targets = {})
    {
        NewNote note;
        note.notebook = path.empty() ? RecordId{} : *vault->ensureNotebook(path);
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.targets = std::move(targets);
        return *vault->addNote(std::move(note));
    }
    /// The page of the note whose file's name begins so.
    std::filesystem::path pageOf(const std::string& name)
    {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(target))
            if (entry.path().filename().string().starts_with(name))
                return entry.path();
        return {};
    }
    std::string contentOfPage(const std::filesystem::path& page)
    {
        std::ifstream in(page, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    /// What the first address in the page that begins so leads to, as a path.
    std::filesystem::path followed(const std::filesystem::path& page, const std::string& beginning)
    {
        const std::string html = contentOfPage(page);
        const std::size_t at = html.find("=\"" + beginning);
        if (at == std::string::npos)
            return {};
        std::string address = html.substr(at + 2, html.find('"', at + 2) - at - 2);
        address.resize(std::min(address.find('#'), address.size()));
        return page.parent_path() /
               QByteArray::fromPercentEncoding(QByteArray::fromStdString(address)).toStdString();
    }
};

} // namespace

class ExportHtmlTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void pagesAndTheirLinks();
    void nothingIsFetchedOrRun();
    void aTextThatIsTooDeepIsPlain();
    void nothingIsWrittenOver();
};

void ExportHtmlTest::initTestCase()
{
    QVERIFY(startCrypto());
}

void ExportHtmlTest::pagesAndTheirLinks()
{
    PagesOfVault pages;
    const RecordId other = pages.put("Work/Deep & wide", "# Other ü\n\n## A head\n");
    const RecordId from = pages.put(
        "Home", "# From\n\n[[Other ü#A head|words]] ![](pic.png) [x](o.md) [[Nobody]]", {{"o.md", other}});
    const auto attached = pages.attach(from, "pic.png", Bytes(3000, 'p'));
    QVERIFY(attached);
    QVERIFY(pages.exportAll());
    QCOMPARE(pages.report.notes, std::uint64_t{2});
    QCOMPARE(pages.report.attachments, std::uint64_t{1});
    const auto page = pages.pageOf("From");
    QVERIFY(!page.empty());
    QCOMPARE(page.extension().string(), std::string(".html"));
    const auto otherPage = pages.pageOf("Other");
    QVERIFY(std::filesystem::equivalent(pages.followed(page, "../Work"), otherPage));
    const auto picture = pages.followed(page, "../attachments");
    QCOMPARE(pages.contentOfPage(picture), std::string(3000, 'p'));
    const std::string html = pages.contentOfPage(page);
    QVERIFY(html.find("#a-head\">words</a>") != std::string::npos);
    QVERIFY(html.find("Nobody") != std::string::npos && html.find(">Nobody</a>") == std::string::npos);
    QVERIFY(pages.contentOfPage(otherPage).find("id=\"a-head\"") != std::string::npos);
    const auto index = pages.target / "index.html";
    QVERIFY(pages.contentOfPage(index).find("Deep &amp; wide") != std::string::npos);
    QVERIFY(std::filesystem::equivalent(pages.followed(index, "Home/"), page));
}

void ExportHtmlTest::nothingIsFetchedOrRun()
{
    PagesOfVault pages;
    pages.put("",
              "# <script>x</script>\n\n![bay](https://example.org/b.png) [j](javascript:x) <img src=y>\n");
    QVERIFY(pages.exportAll());
    for (const auto& entry : std::filesystem::directory_iterator(pages.target)) {
        const std::string html = pages.contentOfPage(entry.path());
        QVERIFY(html.find("<script") == std::string::npos);
        QVERIFY(html.find("<img") == std::string::npos);
        QVERIFY(html.find("javascript:") == std::string::npos);
        QVERIFY(html.find("default-src 'none'") != std::string::npos);
    }
}

void ExportHtmlTest::aTextThatIsTooDeepIsPlain()
{
    PagesOfVault pages;
    std::string deep = "# Deep\n\n";
    for (int i = 0; i < 500; ++i)
        deep += "> ";
    pages.put("", deep + "<b>");
    QVERIFY(pages.exportAll());
    const std::string html = pages.contentOfPage(pages.pageOf("Deep"));
    QVERIFY(html.find("<pre># Deep\n\n&gt; &gt; ") != std::string::npos);
    QVERIFY(html.find("&lt;b&gt;</pre>") != std::string::npos);
}

void ExportHtmlTest::nothingIsWrittenOver()
{
    PagesOfVault pages;
    pages.put("", "# A");
    std::filesystem::create_directory(pages.target);
    const auto done = pages.exportAll();
    QVERIFY(!done && done.error().code == ErrorCode::AlreadyExists);
    QVERIFY(std::filesystem::is_empty(pages.target));
}

QTEST_GUILESS_MAIN(ExportHtmlTest)
#include "export_html_test.moc"
