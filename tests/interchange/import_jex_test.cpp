// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/interchange/joplin_item.h"
#include "tests/interchange/foreign_fixture.h"

using namespace lockleaf;

namespace {

std::string id(char digit)
{
    return std::string(32, digit);
}

std::string noteText(char digit, const std::string& title, const std::string& body,
                     const std::string& more = {})
{
    return title + "\n\n" + body + "\n\nid: " + id(digit) + "\nparent_id: " + id('b') +
           "\ncreated_time: 2020-01-02T03:04:05.678Z\nupdated_time: 2021-01-02T03:04:05.678Z\n"
           "is_conflict: 0\nlatitude: 0.00000000\nencryption_cipher_text: \nencryption_applied: 0\n" +
           more + "type_: 1";
}

std::string simpleText(char digit, const std::string& title, int type, const std::string& more = {})
{
    return title + "\n\nid: " + id(digit) + "\n" + more + "type_: " + std::to_string(type);
}

std::string noteTag(char digit, char note, char tag)
{
    return "id: " + id(digit) + "\nnote_id: " + id(note) + "\ntag_id: " + id(tag) + "\ntype_: 6";
}

/// One of everything.
test::TarText wholeExport()
{
    test::TarText tar;
    tar.add("resources/" + id('d') + ".png", "a picture");
    tar.add(id('1') + ".md",
            noteText('1', "First",
                     "See ![](:/" + id('d') + ") and [two](:/" + id('2') + "#part)\r\n  \\n stays",
                     "user_created_time: 2019-01-02T03:04:05.678Z\n"));
    tar.add(id('2') + ".md",
            noteText('2', "Buy C:\\\\new", "milk", "is_todo: 1\ntodo_completed: 1600000000000\n"));
    tar.add(id('3') + ".md", noteText('3', "Secret", "", "encryption_applied: 1\n"));
    tar.add(id('a') + ".md", simpleText('a', "Work", 2, "parent_id: \n"));
    tar.add(id('b') + ".md", simpleText('b', "Plans/2020", 2, "parent_id: " + id('a') + "\n"));
    tar.add(id('c') + ".md", simpleText('c', "green tea", 5));
    tar.add(id('e') + ".md", noteTag('e', '1', 'c'));
    tar.add(id('d') + ".md", simpleText('d', "photo.png", 4, "mime: image/png\nfile_extension: png\n"));
    return tar;
}

} // namespace

class ImportJexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everythingComesIn();
    void notesInHtmlBecomeMarkdown();
    void againNothingComesTwice();
    void deletedForGoodComesBack();
    void aDryRunWritesNothing();
    void bodiesStayByteForByte_data();
    void bodiesStayByteForByte();
    void whatIsNoItemIsPassedOver();
    void itemsThatCannotComeInAreListed();
    void missingFilesAreNamed();
    void aTarThatBreaksOff();
    void notATar();
    void stoppedAnywhereItAddsUp();
    void manyNotes();
    void names_data();
    void names();
};

void ImportJexTest::everythingComesIn()
{
    test::ForeignFixture vault;
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex, {"In"}).has_value());
    QCOMPARE(vault.report.found, std::uint64_t{3});
    QCOMPARE(vault.report.imported, std::uint64_t{2});
    QCOMPARE(vault.report.notebooksMade, std::uint64_t{3});
    QCOMPARE(vault.report.attachments, std::uint64_t{1});
    QCOMPARE(vault.report.tags, std::uint64_t{1});
    QVERIFY(vault.reasons().find("Secret: ") == 0);

    const Note first = vault.titled("First");
    QCOMPARE(std::string(first.body.text()),
             "See ![](:/" + id('d') + ") and [two](:/" + id('2') + "#part)\r\n  \\n stays");
    QCOMPARE(first.explicitTitle, std::string("First"));
    QCOMPARE(first.created, Timestamp{1546398245678});
    QCOMPARE(first.modified, Timestamp{1609556645678});
    QCOMPARE(first.tags, std::vector<std::string>{"green tea"});
    QCOMPARE(*vault.vault->notebookPath(first.notebook), std::string("In/Work/Plans-2020"));
    const auto files = vault.vault->attachmentsOf(first.id);
    QCOMPARE(files->size(), std::size_t{1});
    QCOMPARE(files->front().written, ":/" + id('d'));
    QCOMPARE(files->front().attachment.name, std::string("photo.png"));
    QCOMPARE(std::string(textOf(*vault.read(files->front().attachment.id))), std::string("a picture"));

    const Note task = vault.titled("Buy C:\\new");
    QCOMPARE(std::string(task.body.text()), std::string("- [x] Buy C:\\new\n\nmilk"));
    QCOMPARE(first.targets.size(), std::size_t{2});
    QCOMPARE(first.targets[0].written, ":/" + id('2') + "#part");
    QVERIFY(first.targets[0].id == task.id);
    QVERIFY(vault.isWhole());
}

void ImportJexTest::notesInHtmlBecomeMarkdown()
{
    test::TarText tar;
    tar.add(id('1') + ".md", noteText('1', "Page", "<h1>Head</h1><p>a<img src=\":/" + id('d') + "\"></p>",
                                      "markup_language: 2\n"));
    tar.add(id('d') + ".md", simpleText('d', "photo.png", 4));
    tar.add("resources/" + id('d') + ".png", "a picture");
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    const Note note = vault.titled("Page");
    QCOMPARE(std::string(note.body.text()), "# Head\n\na![](:/" + id('d') + ")");
    QCOMPARE(vault.written(note.id), std::vector<std::string>{":/" + id('d')});
}

void ImportJexTest::againNothingComesTwice()
{
    test::ForeignFixture vault;
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex).has_value());
    const auto before = *vault.vault->counts();
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.found, std::uint64_t{3});
    QCOMPARE(vault.report.imported, std::uint64_t{0});
    QCOMPARE(vault.report.duplicates, std::uint64_t{2});
    QCOMPARE(vault.report.notebooksMade, std::uint64_t{0});
    QCOMPARE(vault.vault->counts()->notes, before.notes);
    QCOMPARE(vault.vault->counts()->attachments, before.attachments);
}

void ImportJexTest::deletedForGoodComesBack()
{
    test::ForeignFixture vault;
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex).has_value());
    QVERIFY(vault.vault->deleteForever(vault.titled("First").id).has_value());
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QVERIFY(!vault.bodyTitled("First").empty());
    QVERIFY(vault.isWhole());
}

void ImportJexTest::aDryRunWritesNothing()
{
    test::ForeignFixture vault;
    const auto before = vault.vault->counts()->epoch;
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex, {"In", true}).has_value());
    QCOMPARE(vault.vault->counts()->epoch, before);
    QCOMPARE(vault.vault->counts()->attachments, std::uint64_t{0});
    const ForeignReport counted = vault.report;
    QVERIFY(vault.import(wholeExport().text(), ForeignKind::Jex, {"In"}).has_value());
    QCOMPARE(counted.found, vault.report.found);
    QCOMPARE(counted.imported, vault.report.imported);
    QCOMPARE(counted.notebooksMade, vault.report.notebooksMade);
    QCOMPARE(counted.attachments, vault.report.attachments);
    QCOMPARE(counted.tags, vault.report.tags);
    QCOMPARE(counted.notCarriedCount, vault.report.notCarriedCount);
}

void ImportJexTest::bodiesStayByteForByte_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("empty") << QByteArray("");
    QTest::newRow("escapes") << QByteArray("a\\nb \\\\n \\r");
    QTest::newRow("like properties") << QByteArray("type_: 5\n\nid: 1\ntype_: 2");
    QTest::newRow("blank lines") << QByteArray("\n\na\n\n\n");
    QTest::newRow("carriage returns") << QByteArray("a\r\nb\r\n");
}

void ImportJexTest::bodiesStayByteForByte()
{
    QFETCH(const QByteArray, body);
    test::TarText tar;
    tar.add("top/" + id('1') + ".md", noteText('1', "Title", body.toStdString()));
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.bodyTitled("Title"), body.toStdString());
}

void ImportJexTest::whatIsNoItemIsPassedOver()
{
    test::TarText tar = wholeExport();
    const std::string text = noteText('4', "Intruder", "x");
    tar.add("../" + id('4') + ".md", text);
    tar.add("/" + id('4') + ".md", text);
    tar.add("a/b/" + id('4') + ".md", text);
    tar.add(id('4') + ".md/x", text);
    tar.add("x\x1b[2J\xE2\x80\xAE.md", text);
    tar.add("bad\xFFname.md", text);
    tar.add("dev", "", '3');
    tar.add("folder/", "", '5');
    tar.add("resources/../" + id('4') + ".md", text);
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.found, std::uint64_t{3});
    QCOMPARE(vault.notes(), std::uint64_t{2});
    for (const auto& entry : std::filesystem::directory_iterator(vault.folder.path()))
        QVERIFY(entry.path().filename().string().find("444") == std::string::npos);
}

void ImportJexTest::itemsThatCannotComeInAreListed()
{
    test::TarText tar = wholeExport();
    tar.add(id('4') + ".md", "", '2', "/etc/passwd");
    tar.add(id('5') + ".md", "", '1', id('1') + ".md");
    tar.add(id('6') + ".md", "no properties at all");
    tar.add(id('7') + ".md", noteText('7', "Latin", "caf\xE9"));
    tar.add(id('8') + ".md", noteText('8', "Nul", std::string("a\0b", 3)));
    tar.add(id('9') + ".md", noteText('9', "Twice", "x"));
    tar.add(id('9') + ".md", noteText('9', "Twice", "x"));
    tar.add(id('9') + ".md", noteText('9', "Twice", "another text"));
    tar.header(id('0') + ".md", 0, '6');
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.found, std::uint64_t{3 + 9});
    QCOMPARE(vault.report.imported, std::uint64_t{2 + 2});
    const std::string reasons = vault.reasons();
    for (const char digit : {'4', '5', '6', '7', '8', '0'})
        QVERIFY(reasons.find(id(digit) + ".md: ") != std::string::npos);
    for (const char digit : {'4', '5', '0'})
        QVERIFY(reasons.find(id(digit) + ".md: " + describe({ErrorCode::NotARegularFile, {}, 0})) !=
                std::string::npos);
    QVERIFY(reasons.find("Twice: ") != std::string::npos);
    QVERIFY(vault.isWhole());
}

void ImportJexTest::missingFilesAreNamed()
{
    test::TarText tar;
    tar.add(id('1') + ".md", noteText('1', "First", "![](:/" + id('d') + ") ![](:/" + id('e') + ")"));
    tar.add(id('d') + ".md", simpleText('d', "gone.png", 4));
    tar.add(id('f') + ".md", simpleText('f', "unused.png", 4));
    tar.add("resources/" + id('f') + ".png", "unused");
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.report.attachments, std::uint64_t{0});
    const std::string remarks = vault.remarks();
    QVERIFY(remarks.find("content is not there: gone.png") != std::string::npos);
    QVERIFY(remarks.find("no note shows: unused.png") != std::string::npos);
    QVERIFY(remarks.find("First: a link to what is not in the file") != std::string::npos);
    QVERIFY(vault.titled("First").targets.empty());
}

void ImportJexTest::aTarThatBreaksOff()
{
    test::TarText tar = wholeExport();
    tar.header("resources/" + id('8') + ".bin", std::uint64_t{10} << 30);
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.open() + "some octets", ForeignKind::Jex).has_value());
    QVERIFY(vault.report.damage.has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{2});
    QVERIFY(vault.isWhole());

    // In the middle of the one file that a note shows.
    test::TarText cut;
    cut.add(id('1') + ".md", noteText('1', "First", "![](:/" + id('d') + ")"));
    cut.header("resources/" + id('d') + ".png", 3'000'000);
    test::ForeignFixture other;
    QVERIFY(other.import(cut.open() + std::string(2'000'000, 'x'), ForeignKind::Jex).has_value());
    QVERIFY(other.report.damage.has_value());
    QCOMPARE(other.report.imported, std::uint64_t{1});
    QCOMPARE(other.report.attachments, std::uint64_t{0});
    QVERIFY(other.vault->attachments()->empty());
}

void ImportJexTest::notATar()
{
    test::ForeignFixture vault;
    for (const std::string& content : {std::string(), std::string("text"), std::string(100'000, 'x'),
                                       test::TarText().text(), test::TarText().add("a.txt", "x").text()}) {
        const auto outcome = vault.import(content, ForeignKind::Jex);
        QVERIFY(!outcome.has_value());
        QCOMPARE(outcome.error().code, ErrorCode::Damaged);
        QCOMPARE(vault.notes(), std::uint64_t{0});
    }
    QCOMPARE(vault.importFile(vault.folder / "none", ForeignKind::Jex).error().code, ErrorCode::FileNotFound);
    QCOMPARE(vault.importFile(vault.folder.path(), ForeignKind::Jex).error().code,
             ErrorCode::NotARegularFile);
}

void ImportJexTest::stoppedAnywhereItAddsUp()
{
    test::TarText tar = wholeExport();
    tar.add("resources/" + id('f') + ".bin", std::string(2'500'000, 'x'));
    tar.add(id('4') + ".md", noteText('4', "Fourth", "![](:/" + id('f') + ")"));
    tar.add(id('f') + ".md", simpleText('f', "big.bin", 4));
    std::size_t slices = 1;
    for (bool ended = false; !ended; slices += 13) {
        test::ForeignFixture vault;
        ended = vault.import(tar.text(), ForeignKind::Jex, {}, slices).has_value();
        QCOMPARE(vault.notes(), vault.report.imported);
        vault.reopen();
        QCOMPARE(vault.notes(), vault.report.imported);
        QVERIFY(vault.isWhole());
        QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
        QCOMPARE(vault.notes(), std::uint64_t{3});
        QCOMPARE(vault.written(vault.titled("Fourth").id), std::vector<std::string>{":/" + id('f')});
    }
    QVERIFY(slices > 20);
}

void ImportJexTest::manyNotes()
{
    test::TarText tar;
    for (int i = 0; i < 1'000; ++i) {
        const std::string number = std::to_string(10'000 + i);
        tar.add(std::string(27, 'a') + number + ".md", noteText('1', "Note " + number, "text"));
    }
    test::ForeignFixture vault;
    QVERIFY(vault.import(tar.text(), ForeignKind::Jex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1'000});
    QCOMPARE(vault.notes(), std::uint64_t{1'000});
}

void ImportJexTest::names_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("kind"); // 0 nothing, 1 an item, 2 a file
    const QByteArray hex(32, 'a');
    QTest::newRow("item") << hex + ".md" << 1;
    QTest::newRow("dot") << "./" + hex + ".md" << 1;
    QTest::newRow("top") << "My export/" + hex + ".md" << 1;
    QTest::newRow("file") << "resources/" + hex + ".png" << 2;
    QTest::newRow("file without an ending") << "resources/" + hex << 2;
    QTest::newRow("file below a top") << "top/resources/" + hex + ".png" << 2;
    QTest::newRow("upper case") << hex.toUpper() + ".md" << 0;
    QTest::newRow("short") << hex.left(31) + ".md" << 0;
    QTest::newRow("long") << hex + "a.md" << 0;
    QTest::newRow("deep") << "a/b/" + hex + ".md" << 0;
    QTest::newRow("up") << "../" + hex + ".md" << 0;
    QTest::newRow("absolute") << "/" + hex + ".md" << 0;
    QTest::newRow("below itself") << "resources/" + hex + ".png/x" << 0;
    QTest::newRow("nothing") << QByteArray() << 0;
}

void ImportJexTest::names()
{
    QFETCH(const QByteArray, path);
    QFETCH(const int, kind);
    const auto name = parseJexName(path.toStdString());
    QCOMPARE(name ? (name->isBlob ? 2 : 1) : 0, kind);
}

QTEST_GUILESS_MAIN(ImportJexTest)
#include "import_jex_test.moc"
