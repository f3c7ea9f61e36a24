// SPDX-License-Identifier: GPL-3.0-or-later
// A note's text comes out of the editor's document as it went in, byte for byte.
#include "core/base/result.h"
#include "ui/editor/body_text.h"

#include <QTest>
#include <QTextCursor>
#include <QTextDocument>

#include <random>

using namespace lockleaf;
using ui::BodyText;

namespace {

std::string throughDocument(const std::string& body)
{
    BodyText text;
    QTextDocument document;
    QTextCursor(&document).insertText(text.toDocument(bytesOf(body)));
    return std::string(text.toBody(document).text());
}

/// A text of what documents treat in a way of their own, and of ordinary characters between.
std::string randomBody(std::mt19937& random)
{
    static const std::vector<std::string> pieces{
        "a",      "é",      "\n",         "\r",         "\r\n", "\t",      " ",    "\u00A0",
        "\u2028", "\u2029", "\uFFFC",     "\uFEFF",     "\v",   "\f",      "\x01", "\uFDD0",
        "\uFDD1", "😀",     "\U0010FC00", "\U0010FFFD", "한",   "e\u0301", "# ",   "- [ ] "};
    std::string body;
    const auto length = std::uniform_int_distribution<int>(0, 60)(random);
    for (int i = 0; i < length; ++i)
        body += pieces[std::uniform_int_distribution<std::size_t>(0, pieces.size() - 1)(random)];
    return body;
}

} // namespace

class BodyTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anyTextIsKept();
    void lineEndsAreKept();
    void newLinesFollowTheOthers();
    void pastedTextIsMadeFit();
};

void BodyTextTest::anyTextIsKept()
{
    std::mt19937 random(20261122);
    for (int i = 0; i < 3000; ++i) {
        const std::string body = randomBody(random);
        QCOMPARE(throughDocument(body), body);
    }
}

void BodyTextTest::lineEndsAreKept()
{
    for (const std::string body :
         {"", "\n", "\r\n", "a\r\nb\r\n", "a\r\nb\n", "\r", "a\n\n\n", "\xEF\xBB\xBF# a"})
        QCOMPARE(throughDocument(body), body);
}

void BodyTextTest::newLinesFollowTheOthers()
{
    BodyText text;
    QTextDocument document;
    QTextCursor cursor(&document);
    cursor.insertText(text.toDocument(bytesOf("one\r\ntwo")));
    cursor.insertText(QStringLiteral("\nthree"));
    QCOMPARE(std::string(text.toBody(document).text()), std::string("one\r\ntwo\r\nthree"));
}

void BodyTextTest::pastedTextIsMadeFit()
{
    BodyText text;
    QTextDocument document;
    QTextCursor cursor(&document);
    cursor.insertText(text.toDocument({}));
    const QString pasted = QStringLiteral("a\r\nb\rc") + QChar(0x2029) + QChar(u'\0') + u'd';
    cursor.insertText(text.forInsertion(pasted));
    QCOMPARE(std::string(text.toBody(document).text()), std::string("a\nb\nc\nd"));
}

QTEST_MAIN(BodyTextTest)
#include "body_text_test.moc"
