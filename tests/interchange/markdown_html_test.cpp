// SPDX-License-Identifier: GPL-3.0-or-later
// What a note's text becomes as HTML, and that no text makes it more than that.
#include "core/interchange/markdown_html.h"

#include <QString>
#include <QTest>

#include <vector>

using namespace lockleaf;

namespace {

/// A text as HTML for a browser or a document, with the targets written out.
struct Made
{
    explicit Made(std::string_view text, bool forBrowser = false, HtmlLimits limits = {})
    {
        HtmlOptions options;
        options.forBrowser = forBrowser;
        options.limits = limits;
        options.address = [this](const HtmlTarget& target) -> std::optional<std::string> {
            targets.push_back(target);
            if (target.kind == HtmlTarget::Kind::Foreign)
                return std::nullopt;
            return "t" + std::to_string(targets.size() - 1);
        };
        const auto made = markdownToHtml(text, options);
        if (made)
            html = *made;
        else
            error = made.error().code;
    }
    [[nodiscard]] bool has(std::string_view part) const { return html.find(part) != std::string::npos; }

    std::string html;
    std::vector<HtmlTarget> targets;
    std::optional<ErrorCode> error;
};

std::string repeated(std::string_view part, std::size_t times)
{
    std::string text;
    for (std::size_t i = 0; i < times; ++i)
        text += part;
    return text;
}

} // namespace

class MarkdownHtmlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocks();
    void tasksAndTables();
    void codeIsOneBlockOfADocument();
    void markupIsText();
    void linksAndTheirKinds();
    void schemes_data();
    void schemes();
    void wikiLinksAndEmbeds();
    void wikiLinkInATable();
    void pictures();
    void remotePictureForABrowserIsALink();
    void footnotes();
    void footnotesStayInCode();
    void headingIds();
    void frontMatterIsSkipped();
    void firstLineIsTitle();
    void tags();
    void specialCharactersOfADocument();
    void hostile_data();
    void hostile();
    void limits();
    void givesUpWhenAsked();
};

void MarkdownHtmlTest::blocks()
{
    const Made made(
        "# One *two*\n\nline\nnext  \nlast\n\n> quote\n\n1. a\n2. b\n\n***\n\n- x\n\n~~gone~~ **b**");
    QVERIFY(made.has("<h1><a name=\"one-two\"></a>One <em>two</em></h1>"));
    QVERIFY(made.has("<p>line<br>\nnext<br>\nlast</p>"));
    QVERIFY(made.has("<blockquote><p style=\"-qt-user-state:8\">quote</p>\n</blockquote>"));
    QVERIFY(made.has("<ol>\n<li>a</li>\n<li>b</li>\n</ol>"));
    QVERIFY(made.has("<hr>"));
    QVERIFY(made.has("<ul>\n<li>x</li>\n</ul>"));
    QVERIFY(made.has("<s>gone</s> <strong>b</strong>"));
    QVERIFY(Made("3. a", true).has("<ol start=\"3\">"));
}

void MarkdownHtmlTest::tasksAndTables()
{
    const std::string_view text = "- [ ] a\n- [x] b\n\n| h | i |\n|---|--:|\n| 1 | 2 |\n";
    const Made made(text);
    QVERIFY(made.has("<li style=\"-qt-user-state:2\">a</li>\n<li style=\"-qt-user-state:6\">b</li>"));
    QVERIFY(made.has("<th>h</th><th align=\"right\">i</th>"));
    QVERIFY(made.has("<td>1</td><td align=\"right\">2</td>"));
    const Made page(text, true);
    QVERIFY(page.has("<input type=\"checkbox\" disabled checked> b"));
    QVERIFY(page.has("<input type=\"checkbox\" disabled> a"));
}

void MarkdownHtmlTest::codeIsOneBlockOfADocument()
{
    const std::string_view text = "```c\na <b>\n\n  c\n```\n";
    QVERIFY(Made(text).has("<pre style=\"-qt-user-state:1\">a &lt;b&gt;<br><br>  c</pre>"));
    QVERIFY(Made(text, true).has("<code>a &lt;b&gt;\n\n  c\n</code></pre>"));
}

void MarkdownHtmlTest::markupIsText()
{
    const Made made("<script>alert(1)</script> <img src=x onerror=y>\n\n<div onclick='a'>\nb\n</div>\n\n"
                    "a<br>b<BR/>c<br />d<br onclick=x>\n\n[a](\"><script>)\n\n[w](x.md \"t\\\"><i>\")");
    QVERIFY(!made.has("<script"));
    QVERIFY(!made.has("<img"));
    QVERIFY(!made.has("<div"));
    QVERIFY(!made.has("<i>"));
    QVERIFY(made.has("a<br>\nb<br>\nc<br>\nd&lt;br onclick=x&gt;"));
    QVERIFY(made.has("title=\"t&quot;&gt;&lt;i&gt;\""));
}

void MarkdownHtmlTest::linksAndTheirKinds()
{
    const Made made("[a](b%20c.md#d) [e](<f g.md>) [h](#Two-Words) <https://x.org/?a=1&amp;b> y@z.org "
                    "http://bare.org/p. [gone](evernote:///x)");
    QCOMPARE(made.targets.size(), std::size_t{7});
    using Kind = HtmlTarget::Kind;
    const std::pair<Kind, std::string> expected[] = {
        {Kind::Written, "b%20c.md#d"},       {Kind::Written, "f g.md"},     {Kind::Place, "two-words"},
        {Kind::Web, "https://x.org/?a=1&b"}, {Kind::Web, "mailto:y@z.org"}, {Kind::Web, "http://bare.org/p"},
        {Kind::Foreign, "evernote:///x"},
    };
    for (std::size_t i = 0; i < made.targets.size(); ++i) {
        QCOMPARE(made.targets[i].kind, expected[i].first);
        QCOMPARE(made.targets[i].written, expected[i].second);
    }
    QVERIFY(made.has("<a href=\"t0\">a</a>"));
    QVERIFY(made.has(" gone</p>"));
}

void MarkdownHtmlTest::schemes_data()
{
    QTest::addColumn<QByteArray>("address");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("https") << QByteArray("https://example.org/a?b=c#d") << true;
    QTest::newRow("capitals") << QByteArray("HTTPS://Example.org") << true;
    QTest::newRow("mail") << QByteArray("mailto:a@example.org") << true;
    QTest::newRow("letters") << QByteArray("https://b\xC3\xBC"
                                           "cher.example/")
                             << true;
    QTest::newRow("script") << QByteArray("javascript:alert(1)") << false;
    QTest::newRow("script in capitals") << QByteArray("JavaScript:alert(1)") << false;
    QTest::newRow("data") << QByteArray("data:text/html,<b>") << false;
    QTest::newRow("file") << QByteArray("file:///etc/passwd") << false;
    QTest::newRow("no host") << QByteArray("https:") << false;
    QTest::newRow("no slashes") << QByteArray("http:example.org") << false;
    QTest::newRow("only slashes") << QByteArray("https://") << false;
    QTest::newRow("blank") << QByteArray("https://example.org/a b") << false;
    QTest::newRow("line end") << QByteArray("https://example.org/\n") << false;
    QTest::newRow("control") << QByteArray("https://example.org/\x01") << false;
    QTest::newRow("delete") << QByteArray("https://example.org/\x7F") << false;
    QTest::newRow("right to left override") << QByteArray("https://example.org/\xE2\x80\xAEgpj.exe") << false;
    QTest::newRow("zero width") << QByteArray("https://exam\xE2\x80\x8Bple.org") << false;
    QTest::newRow("backslash") << QByteArray("https:\\\\example.org") << false;
    QTest::newRow("no text") << QByteArray("https://example.org/\xFF") << false;
    QTest::newRow("2048") << QByteArray("https://example.org/") + QByteArray(2028, 'a') << true;
    QTest::newRow("2049") << QByteArray("https://example.org/") + QByteArray(2029, 'a') << false;
}

void MarkdownHtmlTest::schemes()
{
    QFETCH(const QByteArray, address);
    QTEST(isWebAddress(address.toStdString()), "allowed");
}

void MarkdownHtmlTest::wikiLinksAndEmbeds()
{
    const Made made(
        "[[Title#Head|words]] [[Other]] [[#In here]] ![[a b.png]] ![[p.jpg|300]] ![[q.gif|Said]]");
    QCOMPARE(made.targets.size(), std::size_t{6});
    QCOMPARE(made.targets[0].written, std::string("Title#Head"));
    QVERIFY(made.targets[0].kind == HtmlTarget::Kind::Title);
    QVERIFY(made.has("<a href=\"t0\">words</a> <a href=\"t1\">Other</a>"));
    QVERIFY(made.targets[2].kind == HtmlTarget::Kind::Place);
    QCOMPARE(made.targets[2].written, std::string("in-here"));
    QVERIFY(made.targets[3].picture);
    QCOMPARE(made.targets[3].written, std::string("a b.png"));
    QCOMPARE(made.targets[4].words, std::string("p.jpg"));
    QCOMPARE(made.targets[5].words, std::string("Said"));
    QVERIFY(made.has("<img src=\"t5\" alt=\"Said\">"));
}

void MarkdownHtmlTest::wikiLinkInATable()
{
    const Made made("| a |\n|---|\n| [[Title\\|words]] |\n");
    QVERIFY(made.has("<td><a href=\"t0\">words</a></td>"));
    QCOMPARE(made.targets[0].written, std::string("Title"));
}

void MarkdownHtmlTest::pictures()
{
    const Made made("![two *words* [in](x)](a%20b.png \"T\") ![](c.png)");
    QVERIFY(made.has("<img src=\"t0\" alt=\"two words in\" title=\"T\">"));
    QVERIFY(made.has("<img src=\"t1\" alt=\"\">"));
    QCOMPARE(made.targets.size(), std::size_t{2}); // what is in the words of a picture leads nowhere
    QCOMPARE(made.targets[0].written, std::string("a%20b.png"));
}

void MarkdownHtmlTest::remotePictureForABrowserIsALink()
{
    const std::string_view text = "![The bay](https://example.org/bay.jpg)";
    QVERIFY(Made(text, true).has("<a href=\"t1\">The bay</a>"));
    QVERIFY(!Made(text, true).has("<img"));
    QVERIFY(Made(text).has("<img src=\"t0\"")); // which the reader never loads
}

void MarkdownHtmlTest::footnotes()
{
    const Made made("One[^a], again[^A], two[^b], none[^c].\n\n[^b]: Second\n[^a]: First *text*\n    more\n\n"
                    "    a paragraph\n[^unused]: nobody\n\nAfter.",
                    true);
    QVERIFY(made.has("One<sup id=\"fnref-1-1\"><a href=\"t0\">1</a></sup>, again<sup id=\"fnref-1-2\">"));
    QVERIFY(made.has("two<sup id=\"fnref-2-1\">"));
    QVERIFY(made.has("none[^c]."));
    QVERIFY(made.has(
        "After.</p>\n<hr>\n<ol>\n<li id=\"fn-1\"><p dir=\"auto\">First <em>text</em><br>\nmore</p>"));
    QVERIFY(made.has("a paragraph<a href="));
    QVERIFY(!made.has("nobody"));
    QCOMPARE(made.targets[0].written, std::string("fn-1"));
    QCOMPARE(made.targets[3].written, std::string("fnref-1-1"));
}

void MarkdownHtmlTest::footnotesStayInCode()
{
    QVERIFY(Made("```\n[^a]: x\n```\n\n`[^a]` [^a]").has("[^a]: x"));
    QVERIFY(Made("Uses[^a] `[^a]`\n\n[^a]: x").has("<code>[^a]</code>"));
}

void MarkdownHtmlTest::headingIds()
{
    QCOMPARE(headingId("  Two Words, \xC3\x84hm! "), std::string("two-words-\xC3\xA4hm"));
    const Made made("# Same\n\n# Same\n\n# \n\n# !", true);
    QVERIFY(made.has("id=\"same\"") && made.has("id=\"same-1\"") && made.has("id=\"section\""));
}

void MarkdownHtmlTest::frontMatterIsSkipped()
{
    QCOMPARE(Made("---\ntitle: x\n---\ntext").html, std::string("<p>text</p>\n"));
}

void MarkdownHtmlTest::firstLineIsTitle()
{
    const auto withTitle = [](std::string_view text) {
        HtmlOptions options;
        options.firstLineIsTitle = true;
        return *markdownToHtml(text, options);
    };
    QVERIFY(withTitle("\n\nTitle\ntext").ends_with("Title</h1>\n<p>text</p>\n"));
    QVERIFY(withTitle("#tag and more").find("</h1>") != std::string::npos);
    QVERIFY(withTitle("## Head\ntext").starts_with("<h2>"));
    QVERIFY(withTitle("- item").starts_with("<ul>"));
    QVERIFY(withTitle("a | b\n---|---\nc | d").starts_with("<table"));
    QVERIFY(withTitle("Title\n===\ntext").ends_with("Title</h1>\n<p>text</p>\n"));
    QCOMPARE(withTitle(""), std::string());
    QCOMPARE(withTitle("\n"), std::string());
}

void MarkdownHtmlTest::tags()
{
    const Made made("#one and a#no (#two/three). `#code`");
    QVERIFY(made.has(
        "<a class=\"tag\" href=\"t0\">#one</a> and a#no (<a class=\"tag\" href=\"t1\">#two/three</a>)."));
    QCOMPARE(made.targets.size(), std::size_t{2});
    QCOMPARE(made.targets[1].written, std::string("two/three"));
}

void MarkdownHtmlTest::specialCharactersOfADocument()
{
    const Made made("a\xEF\xBF\xBC"
                    "b\xE2\x80\xA9"
                    "c\x01"
                    "d&#65532;&#0;&#xFDD0; &copy;");
    const std::string mark = "\xEF\xBF\xBD";
    QVERIFY(made.has("a" + mark + "b" + mark + "c" + mark + "d" + mark + mark + mark + " \xC2\xA9"));
}

void MarkdownHtmlTest::hostile_data()
{
    QTest::addColumn<QByteArray>("part");
    for (const char* part :
         {"> ",          "[",    "![",           "[[",  "![[",      "[a](",  "*a ",    "*a_",
          "**a *",       "`",    "`a``",         "<",   "&",        "- ",    "1. ",    "|",
          "a|",          "[^a]", "[^a]: [^a]\n", "~~a", "http://a", "a@b.",  "#a",     "[[]()",
          "[]: b\n[]\n", "\\",   "<br",          "\t",  "a\n",      "```\n", "![](a)", "# a\n"})
        QTest::newRow(part) << QByteArray(part);
}

void MarkdownHtmlTest::hostile()
{
    QFETCH(const QByteArray, part);
    HtmlLimits limits;
    limits.output = std::size_t{8} << 20;
    limits.events = 1'000'000;
    const std::string text = repeated(part.toStdString(), 100'000);
    const Made made(text, false, limits);
    QVERIFY(made.html.size() <= limits.output);
    if (made.error)
        QVERIFY(*made.error == ErrorCode::BodyTooLarge);
}

void MarkdownHtmlTest::limits()
{
    HtmlLimits small;
    small.input = small.output = 1000;
    small.events = 100;
    small.depth = 5;
    small.columns = 3;
    QVERIFY(Made(std::string(1001, 'a'), false, small).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made(std::string(900, '<'), false, small).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made(repeated("a*b*", 60), false, small).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made("> > > > > > > a", false, small).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made("|a|b|c|d|\n|---|---|---|---|\n", false, small).error == ErrorCode::BodyTooLarge);
    HtmlLimits few;
    few.cells = 3;
    few.items = 2;
    few.paragraph = 10;
    QVERIFY(Made("|a|b|\n|---|---|\n|c|d|\n", false, few).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made("- a\n- b\n- c", false, few).error == ErrorCode::BodyTooLarge);
    QVERIFY(Made("# a\n\n[b](c)\n\n![](d)", false, few).error == ErrorCode::BodyTooLarge);
    QVERIFY(!Made("- a\n- b", false, few).error);
    QVERIFY(Made("0123456789a", false, few).error == ErrorCode::BodyTooLarge);
    QVERIFY(!Made("0123456789\n\n0123456789", false, few).error);
    QVERIFY(!Made("> > a", false, small).error);
    QVERIFY(!Made("|a|b|c|\n|---|---|---|\n", false, small).error);
}

void MarkdownHtmlTest::givesUpWhenAsked()
{
    std::stop_source stop;
    stop.request_stop();
    HtmlOptions options;
    options.stop = stop.get_token();
    const auto made = markdownToHtml(repeated("a *b*\n\n", 1000), options);
    QVERIFY(!made && made.error().code == ErrorCode::Cancelled);
}

QTEST_APPLESS_MAIN(MarkdownHtmlTest)
#include "markdown_html_test.moc"
