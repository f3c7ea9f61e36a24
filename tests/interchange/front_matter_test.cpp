// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDateTime>
#include <QTest>

#include "core/interchange/front_matter.h"
#include "core/interchange/yaml_scalar.h"

#include <ctime>

using namespace lockleaf;

class FrontMatterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "UTC-2"); // two hours east of Greenwich, all year
        tzset();
    }
    void titles_data();
    void titles();
    void dates_data();
    void dates();
    void datesByTheirKeys();
    void whatIsNotABlock();
    void ourBlock();
    void ourTitleIsKeptExactly();
    void quotedLists();
};

void FrontMatterTest::titles_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("title");
    const auto row = [](QByteArray line, QByteArray title) { QTest::newRow(line) << line << title; };
    row("title: Plain words", "Plain words");
    row("title:   spaced   ", "spaced");
    row("Title: Upper key", "Upper key");
    row("title: \"quoted: \\\"x\\\" \\u00e9 \\\\ \"", "quoted: \"x\" é \\");
    row("title: 'it''s'", "it's");
    row("title: 'it''s' # a comment", "it's");
    row("title: plain # a comment", "plain");
    row("title: C# in depth", "C# in depth");
    row("title: a: b", "a: b");
    row("title: \"open", "");
    row("title: \"shut\" tail", "");
    row("title: \"\\q\"", "");
    row("title: \"\\ud800\"", "");
    row("title: \"\\u0000\"", "");
    row("title: ~", "");
    row("title: null", "");
    row("title:", "");
    row("title:none", "");
    row("  title: indented", "");
    row("# title: comment", "");
    row("title: \"two\\nlines\"", "two lines");
    row("title: >\n  folded\n  text\nother: x", "folded text");
    row("title: |-\n  block", "block");
    row("tags: [a, b]\ntitle: after others", "after others");
}

void FrontMatterTest::titles()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, title);
    for (const char* end : {"\n", "\r\n"}) {
        QByteArray text = "---\n" + line + "\n---\nbody";
        text.replace("\n", end);
        const auto block = parseFrontMatter(text.toStdString());
        QVERIFY(block.has_value());
        QCOMPARE(QByteArray::fromStdString(block->title), title);
        QCOMPARE(text.mid(static_cast<qsizetype>(block->size)), QByteArray("body"));
        QVERIFY(!block->ours);
    }
}

void FrontMatterTest::dates_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("utc"); // empty: no date
    const auto row = [](QByteArray text, QByteArray utc) { QTest::newRow(text) << text << utc; };
    row("2024-02-29", "2024-02-28T22:00:00.000Z");
    row("2024-02-29 10:30", "2024-02-29T08:30:00.000Z");
    row("2024-02-29T10:30:15", "2024-02-29T08:30:15.000Z");
    row("2024-02-29T10:30:15Z", "2024-02-29T10:30:15.000Z");
    row("2024-02-29T10:30:15.25Z", "2024-02-29T10:30:15.250Z");
    row("2024-02-29T10:30:15.1234567Z", "2024-02-29T10:30:15.123Z");
    row("2024-02-29 10:30:15 +0100", "2024-02-29T09:30:15.000Z");
    row("2024-02-29T10:30:15-05:30", "2024-02-29T16:00:15.000Z");
    row("2024-02-29T10:30+01", "2024-02-29T09:30:00.000Z");
    row("1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000Z");
    row("2024-1-5", "2024-01-04T22:00:00.000Z");
    row("2024-1-5 9:07Z", "2024-01-05T09:07:00.000Z");
    row("2024-02-29T10:30:15+14:00", "2024-02-28T20:30:15.000Z");
    row("2024-02-29T10:30:15-5:30", "2024-02-29T16:00:15.000Z");
    row("2024-02-29T10:30:15+99:99", "");
    row("2024-02-29T10:30:15+24:00", "");
    row("2024-02-29T10:30:15-01:60", "");
    row("2024-001-05", "");
    row("2024--5", "");
    row("2023-02-29", "");
    row("2024-13-01", "");
    row("2024-02-29T24:00", "");
    row("2024-02", "");
    row("yesterday", "");
    row("2024-02-29 or so", "");
    row("2024-02-29T10:30:15Zulu", "");
    row("", "");
}

void FrontMatterTest::dates()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, utc);
    const auto parsed = parseDate(text.toStdString());
    QCOMPARE(parsed.has_value(), !utc.isEmpty());
    if (parsed)
        QCOMPARE(*parsed,
                 QDateTime::fromString(QString::fromLatin1(utc), Qt::ISODateWithMs).toMSecsSinceEpoch());
}

void FrontMatterTest::datesByTheirKeys()
{
    const auto block =
        parseFrontMatter("---\ndate: not one\ncreated: 2020-01-01T00:00:00Z\n"
                         "Date Created: 2021-01-01T00:00:00Z\nlastMod: \"2022-01-01T00:00:00Z\"\n---\n");
    QVERIFY(block.has_value());
    QCOMPARE(*block->created, Timestamp{1577836800000});
    QCOMPARE(*block->modified, Timestamp{1640995200000});
}

void FrontMatterTest::whatIsNotABlock()
{
    QVERIFY(!parseFrontMatter(""));
    QVERIFY(!parseFrontMatter("title: x\n---\n"));
    QVERIFY(!parseFrontMatter("\n---\ntitle: x\n---\n"));
    QVERIFY(!parseFrontMatter("---\ntitle: x\n"));
    QVERIFY(!parseFrontMatter("----\ntitle: x\n---\n"));
    QVERIFY(!parseFrontMatter("---\n" + std::string(70'000, 'x') + "\n---\n"));
    // A block that ends just where reading stops must not be mistaken for one that is closed there.
    std::string cut = "---\nk: " + std::string(64 * 1024 - 11, 'x') + "\n---";
    QCOMPARE(cut.size(), std::size_t{64 * 1024 + 0});
    QVERIFY(!parseFrontMatter(cut + "not a fence\n"));
    QVERIFY(parseFrontMatter("---\n---\n").has_value());
    QVERIFY(parseFrontMatter("\xEF\xBB\xBF---\ntitle: x\n...\nbody").has_value());
}

void FrontMatterTest::ourBlock()
{
    const std::string text =
        "---\nlockleaf: 1\nid: \"00\"\ntitle: \"A \\\"b\\\"\"\nnotebook: \"Work/Ideas\"\n"
        "tags: [\"red\", \"a\\\"b\"]\ncreated: 2023-11-14T22:13:20.000Z\n"
        "modified: 2023-11-14T22:13:21.500Z\npinned: true\n---\n---\nmine: 1\n---\nbody";
    const auto block = parseFrontMatter(text);
    QVERIFY(block && block->ours && block->pinned);
    QCOMPARE(block->title, std::string("A \"b\""));
    QCOMPARE(block->notebook, std::string("Work/Ideas"));
    QCOMPARE(block->tags, (std::vector<std::string>{"red", "a\"b"}));
    QCOMPARE(*block->created, Timestamp{1700000000000});
    QCOMPARE(*block->modified, Timestamp{1700000001500});
    QCOMPARE(text.substr(block->size), std::string("---\nmine: 1\n---\nbody"));
    // Only at the very beginning is it ours.
    const auto other = parseFrontMatter("---\nx: 1\nlockleaf: 1\npinned: true\nnotebook: N\n---\n");
    QVERIFY(other && !other->ours && !other->pinned && other->notebook.empty());
}

void FrontMatterTest::ourTitleIsKeptExactly()
{
    const auto titleOf = [](const std::string& title) {
        return parseFrontMatter("---\nlockleaf: 1\ntitle: \"" + title + "\"\n---\nbody")->title;
    };
    QCOMPARE(titleOf("two  spaces"), std::string("two  spaces"));
    QCOMPARE(titleOf("  around "), std::string("  around "));
    // What no title may hold was not written by us: folded as anywhere else.
    QCOMPARE(titleOf("two\\n lines"), std::string("two lines"));
    QCOMPARE(titleOf(std::string(2000, 'x')).size(), std::size_t{1024});
}

void FrontMatterTest::quotedLists()
{
    QCOMPARE(*parseQuotedList("[]"), std::vector<std::string>{});
    QCOMPARE(*parseQuotedList(" [ \"a\" ,\"b, c\"] "), (std::vector<std::string>{"a", "b, c"}));
    for (const char* wrong : {"", "[", "[a]", "[\"a\"", "[\"a\",]", "[\"a\" \"b\"]", "\"a\""})
        QVERIFY2(!parseQuotedList(wrong), wrong);
}

QTEST_GUILESS_MAIN(FrontMatterTest)
#include "front_matter_test.moc"
