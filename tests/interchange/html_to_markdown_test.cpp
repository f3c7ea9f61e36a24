// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/interchange/html_to_markdown.h"
#include "core/interchange/html_tokens.h"
#include "core/vault/note_markup.h"
#include "core/vault/note_title.h"

using namespace lockleaf;

namespace {

constexpr std::size_t limit = std::size_t{1} << 20;

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

/// Counts what of a text is more than words to Lockleaf.
struct MarkCounter final : MarkupVisitor
{
    int marks = 0;
    void tag(const InlineTag&) override { ++marks; }
    void link(const WikiLink&) override { ++marks; }
    void task(const TaskBox&) override { ++marks; }
};

} // namespace

class HtmlToMarkdownTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data();
    void texts();
    void wordsStayWords_data();
    void wordsStayWords();
    void references();
    void contextIsAsked();
    void whatIsLostIsTold();
    void hostileTextsAreBounded_data();
    void hostileTextsAreBounded();
};

void HtmlToMarkdownTest::texts_data()
{
    QTest::addColumn<QByteArray>("html");
    QTest::addColumn<QByteArray>("markdown");
    const auto row = [](const char* name, const char* html, const char* markdown) {
        QTest::newRow(name) << QByteArray(html) << QByteArray(markdown);
    };
    row("lines", "<div>a</div><div>b</div><div><br/></div><div>c</div>", "a\nb\n\nc");
    row("paragraphs", "<p>a</p> <p>b<br>c</p>", "a\n\nb\nc");
    row("headings", "<h1>One</h1><div>x</div><h3>Three</h3><h2></h2>y", "# One\n\nx\n\n### Three\n\ny");
    row("emphasis", "a <b>bold </b>and <i>it</i>, <s>no</s> <b><i>both</i></b>",
        "a **bold** and *it*, ~~no~~ ***both***");
    row("emphasis over lines", "<b><div>a</div><div>b</div></b>", "**a**\n**b**");
    row("empty emphasis", "a<b></b> <i> </i>b", "a b");
    row("code", "<code>a*b</code> <code>`</code>", "`a*b` `` ` ``");
    row("list", "<ul><li><div>a</div></li><li>b</li></ul><div>c</div>", "- a\n- b\n\nc");
    row("list after text", "x<ol start=\"3\"><li>a</li><li>b</li></ol>", "x\n\n3. a\n4. b");
    row("nested list", "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>", "- a\n  1. b\n- c");
    row("list right in a list", "<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>", "- a\n  - b\n- c");
    row("items that are not closed", "<ul><li>a<li>b</ul>", "- a\n- b");
    row("boxes", "<div><en-todo checked=\"true\"/>a</div><div><en-todo/>b</div><div>c</div>",
        "- [x] a\n- [ ] b\n\nc");
    row("boxes of a list",
        "<ul style=\"--en-todo:true;\"><li style=\"--en-checked:true;\"><div>a</div></li><li>b</li></ul>",
        "- [x] a\n- [ ] b");
    row("boxes in items", "<ul><li><en-todo checked=\"true\"/>a</li></ul>", "- [x] a");
    row("links", "<a href=\"https://x.y/\">words</a> <a href=\"https://x.y/\">https://x.y/</a>",
        "[words](https://x.y/) <https://x.y/>");
    row("links to anything", "<a href=\"file:///a b(c\">w</a>", "[w](<file:///a b(c>)");
    row("link without words", "<a href=\"https://x.y/\"></a>", "<https://x.y/>");
    row("link over lines", "<a href=\"u:v\"><div>a</div><div>b</div></a>", "[a](u:v)\n[b](u:v)");
    row("picture", "<img src=\":/0123\" alt=\"a ]b\">", "![a \\]b](:/0123)");
    row("quote", "<blockquote><div>a</div><div><br/></div><div>b</div></blockquote>c", "> a\n>\n> b\n\nc");
    row("rule", "a<hr/>b", "a\n\n***\n\nb");
    row("code block",
        "<div style=\"-en-codeblock: true;\"><div>a *b*</div><div><br/></div><div>  &lt;c</div></div>d",
        "```\na *b*\n\n  <c\n```\n\nd");
    row("pre", "<pre>a\n  ```\nb</pre>", "````\na\n  ```\nb\n````");
    row("table",
        "<table><tr><th>a</th><th>b|c</th></tr><tr><td><div>d</div><div>e</div></td><td>f</td></tr></table>",
        "| a | b\\|c |\n| --- | --- |\n| d<br>e | f |");
    row("table that places", "<table><tr><td><h1>a</h1></td><td>b</td></tr></table>", "# a\n\nb");
    row("table of one column", "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>", "a\nb");
    row("tags that do not match", "a</span></b><div>b<i>c</div>d", "a\nb*c*\nd");
    row("scripts", "a<script>if (a < b) '</div>'</script><style>x</style>b", "ab");
    row("comments and types", "<!DOCTYPE x [<!ENTITY a \"b\">]><!-- c -->d&a;<?php e ?>", "d\\&a;");
    row("sections", "a<![CDATA[<b>&amp;]]>", "a\\<b>\\&amp;");
    row("no tags", "a < b <3 c", "a < b <3 c");
    row("encrypted", "a<en-crypt hint=\"dog\" cipher=\"AES\">RU5D\nMA==</en-crypt>b",
        "a\n\nEvernote has encrypted this part, and Lockleaf can't open it. Hint: dog\n\n"
        "```\nRU5D\nMA==\n```\n\nb");
    row("front matter", "<div>---</div><div>title: x</div><div>---</div>", "\\---\ntitle: x\n\\---");
}

void HtmlToMarkdownTest::texts()
{
    QFETCH(const QByteArray, html);
    QFETCH(const QByteArray, markdown);
    QCOMPARE(QByteArray::fromStdString(markdownOf(html.toStdString(), limit).text), markdown);
}

void HtmlToMarkdownTest::wordsStayWords_data()
{
    QTest::addColumn<QByteArray>("words");
    for (const char* words :
         {"#tag and [[link]]", "- [ ] x", "[x] y", "# no heading", "1. one", "> quote", "a *b* _c_ ~~d~~",
          "`code`", "[a](b)", "![a](b)", "<b>", "&amp;", "a\\*b", "+ x", "snake_case", "[a]: b"})
        QTest::newRow(words) << QByteArray(words);
}

void HtmlToMarkdownTest::wordsStayWords()
{
    QFETCH(const QByteArray, words);
    for (const char* around : {"%", "<div>%</div>", "<ul><li>%</li></ul>", "<b>%</b>"}) {
        const QByteArray html =
            QByteArray(around).replace("%", QString::fromUtf8(words).toHtmlEscaped().toUtf8());
        const MarkdownText made = markdownOf(html.toStdString(), limit);
        MarkCounter counter;
        scanMarkup(made.text, counter);
        QCOMPARE(counter.marks, 0);
        QCOMPARE(QByteArray::fromStdString(plainLine(made.text, 1000)), words);
    }
}

void HtmlToMarkdownTest::references()
{
    QCOMPARE(decodedReferences("&lt;&#65;&#x42;&nbsp;&eacute;&Alpha;&apos;"),
             std::string("<AB\xC2\xA0\xC3\xA9\xCE\x91'"));
    QCOMPARE(decodedReferences("&lol9; & &; &#; &#x; &#xD800; &#1114112; &#0;"),
             std::string("&lol9; & &; &#; &#x; \xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD"));
}

void HtmlToMarkdownTest::contextIsAsked()
{
    std::string linked;
    MarkdownContext context;
    context.file = [](const std::string& hash) -> std::optional<MarkdownFile> {
        if (hash == "00")
            return MarkdownFile{"a[1].png", "a%5B1%5D.png", true};
        return std::nullopt;
    };
    context.tasks = [](const std::string& group) {
        return std::vector<MarkdownTask>{{"one of " + group, false}, {"two", true}};
    };
    context.link = [&](const std::string& href, const std::string& words) { linked += href + "=" + words; };
    const MarkdownText made =
        markdownOf("<en-media hash=\"00\"/><div style=\"--en-task-group:true; --en-id:g7;x\">hidden<div>too"
                   "</div></div><a href=\"u:v\">words</a>",
                   limit, context);
    QCOMPARE(made.text,
             std::string("![a\\[1\\].png](a%5B1%5D.png)\n- [ ] one of g7\n- [x] two\n\n[words](u:v)"));
    QCOMPARE(linked, std::string("u:v=words"));
    QVERIFY(!made.lacksFile);
}

void HtmlToMarkdownTest::whatIsLostIsTold()
{
    QVERIFY(markdownOf("<en-media hash=\"00\"/>", limit).lacksFile);
    QVERIFY(markdownOf("<u>a</u>", limit).lacksStyle);
    QVERIFY(markdownOf("<img src=\"data:image/png;base64,AAAA\">", limit).lacksInlinePicture);
    QVERIFY(markdownOf("<en-crypt>A</en-crypt>", limit).hasEncrypted);
    QVERIFY(markdownOf("<div>" + std::string(1000, 'a') + "</div>", 100).tooLarge);
}

void HtmlToMarkdownTest::hostileTextsAreBounded_data()
{
    QTest::addColumn<QByteArray>("piece");
    for (const char* piece : {"<div>",
                              "<blockquote>",
                              "<ul><li>",
                              "<b>",
                              "<a href=\"x\">",
                              "</b>",
                              "<table><tr><td>",
                              "<",
                              "<a ",
                              "<a b=\"",
                              "<!-",
                              "<!x[",
                              "<![CDATA[",
                              "<script>",
                              "&",
                              "&#",
                              "<li>",
                              "[",
                              "`",
                              "<code>`",
                              "<en-crypt>",
                              "<pre>",
                              "*",
                              "<en-todo/>",
                              "<h1>",
                              "<br>",
                              "<hr>"})
        QTest::newRow(piece) << QByteArray(piece);
}

/// What is not linear would not end within the time of a test.
void HtmlToMarkdownTest::hostileTextsAreBounded()
{
    QFETCH(const QByteArray, piece);
    const MarkdownText made = markdownOf(repeated(piece.toStdString() + "x", 200'000), 4 * limit);
    QVERIFY(made.text.size() <= 4 * limit);
}

QTEST_GUILESS_MAIN(HtmlToMarkdownTest)
#include "html_to_markdown_test.moc"
