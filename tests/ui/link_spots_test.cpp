// SPDX-License-Identifier: GPL-3.0-or-later
// Where links and tags stand in a line, and which of them is being written.
#include "ui/editor/link_spots.h"

#include <QTest>

using namespace lockleaf;
using namespace Qt::StringLiterals;

class LinkSpotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spotsBeingWritten_data();
    void spotsBeingWritten();
    void spotsAtAPlace();
    void targetsAndAddresses_data();
    void targetsAndAddresses();
    void titleOfALink_data();
    void titleOfALink();
    void linkableTitles();
};

void LinkSpotsTest::spotsBeingWritten_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("found"); // "[[…" or "#…", empty for none
    QTest::newRow("open") << u"see [["_s << u"[["_s;
    QTest::newRow("typed") << u"see [[Pack"_s << u"[[Pack"_s;
    QTest::newRow("with spaces") << u"[[Packing list"_s << u"[[Packing list"_s;
    QTest::newRow("closed") << u"[[Pack]]"_s << QString();
    QTest::newRow("words") << u"[[Pack|the li"_s << QString();
    QTest::newRow("heading of a note") << u"[[Pack#Wh"_s << u"[[Pack#Wh"_s;
    QTest::newRow("closed, another") << u"[[Pack]] [[Li"_s << u"[[Li"_s;
    QTest::newRow("one mark") << u"see [Pack"_s << QString();
    QTest::newRow("shell") << u"[[ -f file"_s << QString();
    QTest::newRow("tag") << u"see #tra"_s << u"#tra"_s;
    QTest::newRow("nested tag") << u"#travel/por"_s << u"#travel/por"_s;
    QTest::newRow("nested tag, open") << u"#travel/"_s << u"#travel/"_s;
    QTest::newRow("hash alone") << u"see #"_s << QString();
    QTest::newRow("heading") << u"# Trip"_s << QString();
    QTest::newRow("number") << u"see #12"_s << QString();
    QTest::newRow("in a word") << u"C#sharp"_s << QString();
    QTest::newRow("after a tag") << u"#tra next"_s << QString();
    QTest::newRow("code") << u"`[[Pack`"_s << QString();
    QTest::newRow("tag in a link") << u"[[#tra"_s << u"[[#tra"_s;
}

void LinkSpotsTest::spotsBeingWritten()
{
    QFETCH(QString, before);
    QFETCH(QString, found);
    const ui::markdown::Line looks = ui::markdown::scanLine(before, {ui::markdown::LineState::Text, true});
    const qsizetype caret = before.endsWith(u'`') ? before.size() - 1 : before.size();
    const auto spot = ui::spotBeingWritten(before, looks, caret);
    const QString seen =
        !spot ? QString() : (spot->kind == ui::LinkSpot::Kind::Note ? u"[["_s : u"#"_s) + spot->text;
    QCOMPARE(seen, found);
    if (spot)
        QCOMPARE(before.mid(spot->begin), spot->text);
}

void LinkSpotsTest::spotsAtAPlace()
{
    const QString line = u"a [[Packing list]] and #travel/x, [w](http://a.b) [[Two]]"_s;
    const ui::markdown::Line looks = ui::markdown::scanLine(line, {ui::markdown::LineState::Text, true});
    QStringList found;
    for (qsizetype at = 0; at < line.size(); ++at) {
        const auto spot = ui::spotAt(line, looks, at);
        found << (spot ? spot->text : u"-"_s);
    }
    QCOMPARE(found.count(u"Packing list"_s), 16);
    QCOMPARE(found.count(u"travel/x"_s), 9);
    QCOMPARE(found.count(u"Two"_s), 7);
    QCOMPARE(found.count(u"http://a.b"_s), 15); // with its words and brackets
    QCOMPARE(found.count(u"-"_s), line.size() - 47);
    QCOMPARE(found.indexOf(u"Packing list"_s), 2);
}

void LinkSpotsTest::targetsAndAddresses_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("found"); // empty: nothing to follow
    QTest::newRow("words") << u"a [w x](b.md) c"_s << 4 << u"b.md"_s;
    QTest::newRow("target") << u"a [w x](b.md) c"_s << 9 << u"b.md"_s;
    QTest::newRow("behind it") << u"a [w x](b.md) c"_s << 13 << QString();
    QTest::newRow("title") << u"[w](b%20c.md \"T\")"_s << 1 << u"b%20c.md"_s;
    QTest::newRow("in angles") << u"[w](<b c.md>)"_s << 1 << u"b c.md"_s;
    QTest::newRow("place in the note") << u"[w](#head)"_s << 1 << QString();
    QTest::newRow("code") << u"`[w](b.md)`"_s << 3 << QString();
    QTest::newRow("address") << u"see https://a.example/x, y"_s << 8 << u"https://a.example/x"_s;
    QTest::newRow("beside an address") << u"see https://a.example/x, y"_s << 25 << QString();
}

void LinkSpotsTest::targetsAndAddresses()
{
    QFETCH(QString, line);
    QFETCH(int, column);
    QFETCH(QString, found);
    const ui::markdown::Line looks = ui::markdown::scanLine(line, {ui::markdown::LineState::Text, true});
    const auto spot = ui::spotAt(line, looks, column);
    QCOMPARE(spot ? spot->text : QString(), found);
}

void LinkSpotsTest::titleOfALink_data()
{
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("title"); // empty: nothing to follow
    QTest::newRow("words") << u"[[Pack| the list ]]"_s << u"Pack"_s;
    QTest::newRow("in a table") << u"[[ Pack \\|list]]"_s << u"Pack"_s;
    QTest::newRow("two bars") << u"[[Pack|a|b]]"_s << u"Pack"_s;
    QTest::newRow("heading") << u"[[Pack#What|x]]"_s << u"Pack#What"_s;
    QTest::newRow("own heading") << u"[[#What]]"_s << QString();
    QTest::newRow("no title") << u"[[|x]]"_s << QString();
    QTest::newRow("right to left") << u"[[רשימה|מה]]"_s << u"רשימה"_s;
}

void LinkSpotsTest::titleOfALink()
{
    QFETCH(QString, link);
    QFETCH(QString, title);
    const ui::markdown::Line looks = ui::markdown::scanLine(link, {ui::markdown::LineState::Text, true});
    const auto spot = ui::spotAt(link, looks, 3);
    QCOMPARE(spot ? spot->text : QString(), title);
}

void LinkSpotsTest::linkableTitles()
{
    QVERIFY(ui::isLinkable(u"Packing list (2026)"));
    for (const QStringView title : {u"  ", u"a|b", u"a#b", u"a[b", u"a]b", u"a\\b"})
        QVERIFY2(!ui::isLinkable(title), qPrintable(title.toString()));
}

QTEST_GUILESS_MAIN(LinkSpotsTest)
#include "link_spots_test.moc"
