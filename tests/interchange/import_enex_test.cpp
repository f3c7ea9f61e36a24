// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/interchange/foreign_fixture.h"

#include <QCryptographicHash>
#include <sys/stat.h>

using namespace lockleaf;

namespace {

std::string exportOf(const std::string& notes)
{
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE en-export SYSTEM \"x.dtd\">\n"
           "<en-export export-date=\"20240101T000000Z\">\n" +
           notes + "</en-export>\n";
}

std::string noteOf(const std::string& title, const std::string& enml, const std::string& more = {})
{
    return "<note><title>" + title +
           "</title><content><![CDATA[<?xml version=\"1.0\"?>\n<!DOCTYPE en-note SYSTEM "
           "\"y.dtd\"><en-note>" +
           enml +
           "</en-note>]]></content><created>20200102T030405Z</created>"
           "<updated>20210102T030405Z</updated>" +
           more + "</note>\n";
}

std::string base64Of(std::string_view content)
{
    return QByteArray(content.data(), static_cast<qsizetype>(content.size())).toBase64().toStdString();
}

std::string md5Of(std::string_view content)
{
    return QCryptographicHash::hash({content.data(), static_cast<qsizetype>(content.size())},
                                    QCryptographicHash::Md5)
        .toHex()
        .toStdString();
}

std::string resourceOf(const std::string& data, const std::string& name,
                       const std::string& mime = "image/png")
{
    return "<resource><data encoding=\"base64\">" + data + "</data><mime>" + mime +
           "</mime><resource-attributes><file-name>" + name + "</file-name></resource-attributes></resource>";
}

std::string mediaOf(std::string_view content)
{
    return "<en-media hash=\"" + md5Of(content) + "\" type=\"image/png\"/>";
}

} // namespace

class ImportEnexTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everythingComesIn();
    void againNothingComesTwice();
    void aDryRunWritesNothing();
    void filesAreMatchedByHash();
    void damagedFilesAreNamed();
    void largeFilesComeInPieces();
    void linksBetweenNotes();
    void tasksBesideTheText();
    void whatIsEncryptedStays();
    void entitiesMeanNothing();
    void damagedNotesAreListed();
    void wherePiecesEndDoesNotMatter();
    void notAnExport();
    void stoppedAnywhereItAddsUp();
    void samples();
};

void ImportEnexTest::everythingComesIn()
{
    const std::string more =
        "<tag>green tea</tag><tag>x</tag><note-attributes><source-url>https://x.y/</source-url>"
        "<author>Ann</author><latitude>1</latitude></note-attributes>" +
        resourceOf(base64Of("a picture"), "photo one.png");
    test::ForeignFixture vault;
    QVERIFY(vault
                .import(exportOf(noteOf("First &amp; last", "<div>text</div>" + mediaOf("a picture"), more)),
                        ForeignKind::Enex, {"In"})
                .has_value());
    QCOMPARE(vault.report.found, std::uint64_t{1});
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.report.tags, std::uint64_t{2});
    QCOMPARE(vault.report.attachments, std::uint64_t{1});
    QCOMPARE(vault.report.notebooksMade, std::uint64_t{2});
    QVERIFY(!vault.report.damage);
    const Note note = vault.titled("First & last");
    QCOMPARE(std::string(note.body.text()),
             std::string("text\n![photo one.png](photo%20one.png)\n\nSource: <https://x.y/>\nAuthor: Ann"));
    QCOMPARE(note.created, Timestamp{1577934245000});
    QCOMPARE(note.modified, Timestamp{1609556645000});
    QCOMPARE(note.tags, (std::vector<std::string>{"green tea", "x"}));
    QCOMPARE(*vault.vault->notebookPath(note.notebook), std::string("In/export"));
    const auto files = vault.vault->attachmentsOf(note.id);
    QCOMPARE(files->size(), std::size_t{1});
    QCOMPARE(files->front().attachment.name, std::string("photo one.png"));
    QCOMPARE(std::string(textOf(*vault.read(files->front().attachment.id))), std::string("a picture"));
    QCOMPARE(vault.remarks(), std::string("First & last: the place where it was written\n"));
    QVERIFY(vault.isWhole());
}

void ImportEnexTest::againNothingComesTwice()
{
    const std::string text = exportOf(noteOf("a", "x") + noteOf("a", "x") + noteOf("b", "y"));
    test::ForeignFixture vault;
    QVERIFY(vault.import(text, ForeignKind::Enex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{3}); // the same twice in one file are two notes
    QVERIFY(vault.import(text, ForeignKind::Enex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{0});
    QCOMPARE(vault.report.duplicates, std::uint64_t{3});
    QVERIFY(vault.import(exportOf(noteOf("new", "z") + noteOf("b", "y")), ForeignKind::Enex).has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.notes(), std::uint64_t{4});
}

void ImportEnexTest::aDryRunWritesNothing()
{
    const std::string text =
        exportOf(noteOf("a", mediaOf("pic"), "<tag>t</tag>" + resourceOf(base64Of("pic"), "p.png")) +
                 noteOf("b", "<u>y</u>", resourceOf("!!!", "bad.png")));
    test::ForeignFixture vault;
    const auto before = vault.vault->counts()->epoch;
    QVERIFY(vault.import(text, ForeignKind::Enex, {"In", true}).has_value());
    QCOMPARE(vault.vault->counts()->epoch, before);
    const ForeignReport counted = vault.report;
    QVERIFY(vault.import(text, ForeignKind::Enex, {"In"}).has_value());
    QCOMPARE(counted.imported, vault.report.imported);
    QCOMPARE(counted.notebooksMade, vault.report.notebooksMade);
    QCOMPARE(counted.attachments, vault.report.attachments);
    QCOMPARE(counted.tags, vault.report.tags);
    QCOMPARE(counted.notCarriedCount, vault.report.notCarriedCount);
}

void ImportEnexTest::filesAreMatchedByHash()
{
    const std::string resources = resourceOf(base64Of("one"), "same.png") +
                                  resourceOf(base64Of("two"), "same.png") +
                                  resourceOf(base64Of("three"), "", "application/pdf") +
                                  resourceOf(base64Of("four"), "../../etc/x\x1b", "text/plain");
    test::ForeignFixture vault;
    QVERIFY(vault
                .import(exportOf(noteOf("n", mediaOf("two") + mediaOf("one") + mediaOf("two"), resources)),
                        ForeignKind::Enex)
                .has_value());
    QCOMPARE(vault.bodyTitled("n"),
             std::string("![same.png](same.png)![same.png](same-2.png)![same.png](same.png)\n\n"
                         "[file-3.pdf](file-3.pdf)\n\n[..-..-etc-x](..-..-etc-x)"));
    const RecordId id = vault.titled("n").id;
    QCOMPARE(vault.written(id),
             (std::vector<std::string>{"..-..-etc-x", "file-3.pdf", "same-2.png", "same.png"}));
    const auto files = vault.vault->attachmentsOf(id);
    for (const AttachedFile& file : *files) {
        const std::string content(textOf(*vault.read(file.attachment.id)));
        QCOMPARE(content, std::string(file.written == "same.png"     ? "two"
                                      : file.written == "same-2.png" ? "one"
                                      : file.written == "file-3.pdf" ? "three"
                                                                     : "four"));
    }
}

void ImportEnexTest::damagedFilesAreNamed()
{
    const std::string resources = resourceOf("@@@@", "bad.png") + resourceOf("", "empty.png") +
                                  resourceOf("QQ=A", "after.png") + resourceOf("QUJDR", "cut.png") +
                                  resourceOf(base64Of("whole"), "whole.png");
    test::ForeignFixture vault;
    QVERIFY(vault.import(exportOf(noteOf("n", "x<en-media hash=\"00\"/>", resources)), ForeignKind::Enex)
                .has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.report.attachments, std::uint64_t{1});
    const std::string remarks = vault.remarks();
    for (const char* name : {"bad.png", "empty.png", "after.png", "cut.png", "the export does not hold"})
        QVERIFY2(remarks.find(name) != std::string::npos, name);
    QCOMPARE(vault.bodyTitled("n"),
             std::string("x(a file that the export does not hold)\n\n![whole.png](whole.png)"));
    QVERIFY(vault.isWhole());
}

void ImportEnexTest::largeFilesComeInPieces()
{
    std::string content(5'000'003, '\0');
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<char>(i * 7 + i / 251);
    std::string data;
    const std::string whole = base64Of(content);
    for (std::size_t at = 0; at < whole.size(); at += 76)
        data += whole.substr(at, 76) + "\r\n";
    test::ForeignFixture vault;
    QVERIFY(
        vault.import(exportOf(noteOf("n", mediaOf(content), resourceOf(data, "big.bin"))), ForeignKind::Enex)
            .has_value());
    const auto files = vault.vault->attachmentsOf(vault.titled("n").id);
    QCOMPARE(files->size(), std::size_t{1});
    QVERIFY(std::string(textOf(*vault.read(files->front().attachment.id))) == content);
    QVERIFY(vault.report.notCarried.empty());
}

void ImportEnexTest::linksBetweenNotes()
{
    const auto link = [](const char* guid, const char* words) {
        return std::string("<a href=\"evernote:///view/1/s1/") + guid + "/" + guid + "/\">" + words + "</a>";
    };
    test::ForeignFixture vault;
    QVERIFY(
        vault
            .import(exportOf(noteOf("one", link("g2", "two") + link("g3", "three") + link("g4", "twice")) +
                             noteOf("two", link("g1", "one")) + noteOf("twice", "") + noteOf("twice", "a")),
                    ForeignKind::Enex)
            .has_value());
    const Note one = vault.titled("one");
    QCOMPARE(one.targets.size(), std::size_t{1});
    QCOMPARE(one.targets[0].written, std::string("evernote:///view/1/s1/g2/g2/"));
    QCOMPARE(one.targets[0].id, vault.titled("two").id);
    QCOMPARE(vault.titled("two").targets[0].id, one.id);
    QCOMPARE(vault.report.notCarriedCount, std::uint64_t{1});
}

void ImportEnexTest::tasksBesideTheText()
{
    const auto task = [](const char* title, const char* status, const char* weight, const char* group) {
        return std::string("<task><title>") + title +
               "</title><created>20190101T000000Z</created><taskStatus>" + status +
               "</taskStatus><sortWeight>" + weight + "</sortWeight><taskGroupNoteLevelID>" + group +
               "</taskGroupNoteLevelID></task>";
    };
    test::ForeignFixture vault;
    QVERIFY(vault
                .import(exportOf(noteOf(
                            "n", "<div style=\"--en-task-group:true; --en-id:g;\">old</div><div>x</div>",
                            task("second", "completed", "Q", "g") + task("first", "open", "C", "g") +
                                task("alone", "open", "A", "h") + "<tag>late</tag>")),
                        ForeignKind::Enex)
                .has_value());
    const Note note = vault.titled("n");
    QCOMPARE(std::string(note.body.text()), std::string("- [ ] first\n- [x] second\n\nx\n\n- [ ] alone"));
    QCOMPARE(note.created, Timestamp{1577934245000}); // and not the task's
    QCOMPARE(note.tags, std::vector<std::string>{"late"});
}

void ImportEnexTest::whatIsEncryptedStays()
{
    test::ForeignFixture vault;
    QVERIFY(vault
                .import(exportOf(noteOf("n", "<en-crypt cipher=\"AES\" length=\"128\">RU5DMA==</en-crypt>")),
                        ForeignKind::Enex)
                .has_value());
    QVERIFY(vault.bodyTitled("n").find("```\nRU5DMA==\n```") != std::string::npos);
    QVERIFY(vault.remarks().find("encrypted") != std::string::npos);
}

void ImportEnexTest::entitiesMeanNothing()
{
    const std::string bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
                             "<!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
    test::ForeignFixture vault;
    QVERIFY(vault
                .import(bomb + "<en-export><note><title>n &b;</title><content><![CDATA[" + bomb +
                            "<en-note>&b;&f;&nbsp;x</en-note>]]></content></note></en-export>",
                        ForeignKind::Enex)
                .has_value());
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QCOMPARE(vault.bodyTitled("n &b;"), std::string("\\&b;\\&f;\xC2\xA0x"));
}

void ImportEnexTest::damagedNotesAreListed()
{
    const std::string cut =
        "<note><title>No end</title><content><![CDATA[<en-note>x</en-note>]]></content>\n";
    test::ForeignFixture vault;
    const std::string odd =
        "<note><title>Odd</title><note-attributes></note-attributesv><content><![CDATA[<en-note>"
        "y</span></en-note>]]></content></note>";
    QVERIFY(vault
                .import(exportOf(noteOf("Before", "a") + cut + noteOf("Latin", "caf\xE9") + odd +
                                 noteOf("After", "b")),
                        ForeignKind::Enex)
                .has_value());
    QCOMPARE(vault.report.found, std::uint64_t{5});
    QCOMPARE(vault.report.imported, std::uint64_t{3});
    QVERIFY(vault.reasons().find("No end: ") != std::string::npos);
    QVERIFY(vault.reasons().find("Latin: ") != std::string::npos);
    QCOMPARE(vault.bodyTitled("Odd"), std::string("y"));
    QVERIFY(vault.remarks().find("Odd: damaged XML") != std::string::npos);
    QVERIFY(!vault.report.damage);

    const std::string broken = exportOf(noteOf("Whole", "a") + cut);
    QVERIFY(vault.import(broken.substr(0, broken.find("</en-export>")), ForeignKind::Enex).has_value());
    QVERIFY(vault.report.damage.has_value());
    QCOMPARE(vault.report.found, std::uint64_t{2});
    QCOMPARE(vault.report.imported, std::uint64_t{1});
    QVERIFY(vault.isWhole());
}

/// The file is read in pieces of 256 KiB, and so is each note: every octet of one comes to lie at an end.
void ImportEnexTest::wherePiecesEndDoesNotMatter()
{
    constexpr std::size_t piece = 256 * 1024;
    const std::string note = noteOf("n", mediaOf("pic"), resourceOf(base64Of("pic"), "p.png"));
    const auto padded = [](std::string text, std::size_t size) {
        return text.replace(text.find('@'), 1, std::string(size - text.find('@'), '-'));
    };
    test::ForeignFixture vault;
    for (std::size_t before = 0; before < note.size() + 20; before += 3) {
        QVERIFY(
            vault.import(padded(exportOf("<!--@-->" + note), piece - before), ForeignKind::Enex).has_value());
        QCOMPARE(vault.report.imported, std::uint64_t{before == 0 ? 1U : 0U}); // the same note each time
        QCOMPARE(vault.report.duplicates, std::uint64_t{before == 0 ? 0U : 1U});
    }
    for (std::size_t before = 0; before < note.size(); before += 7) {
        const std::string name = "n" + std::to_string(before);
        std::string inside = noteOf(name, mediaOf("pic"), resourceOf(base64Of("pic"), "p.png"));
        inside.insert(6, "<!--@-->");
        QVERIFY(vault.import(exportOf(padded(inside, piece - before)), ForeignKind::Enex).has_value());
        QVERIFY2(vault.report.notCarried.empty(), vault.remarks().c_str());
        QCOMPARE(vault.report.attachments, std::uint64_t{1});
        QCOMPARE(vault.bodyTitled(name), std::string("![p.png](p.png)"));
    }
}

void ImportEnexTest::notAnExport()
{
    test::ForeignFixture vault;
    for (const std::string& content :
         {std::string(), std::string("text"), std::string("<html><body>x</body></html>"),
          std::string(600'000, '<')}) {
        const auto outcome = vault.import(content, ForeignKind::Enex);
        QVERIFY(!outcome.has_value());
        QCOMPARE(outcome.error().code, ErrorCode::Damaged);
    }
    QVERIFY(vault.import(exportOf({}), ForeignKind::Enex).has_value());
    QCOMPARE(vault.report.found, std::uint64_t{0});
    QCOMPARE(vault.notes(), std::uint64_t{0});
    QCOMPARE(mkfifo((vault.folder / "pipe").c_str(), 0600), 0);
    QCOMPARE(vault.importFile(vault.folder / "pipe", ForeignKind::Enex).error().code,
             ErrorCode::NotARegularFile);
}

void ImportEnexTest::stoppedAnywhereItAddsUp()
{
    const std::string big(2'500'000, 'x');
    const std::string text =
        exportOf(noteOf("a", "x") + noteOf("b", mediaOf(big), resourceOf(base64Of(big), "big.bin")) +
                 noteOf("c", "y"));
    std::size_t slices = 1;
    for (bool ended = false; !ended; slices += 7) {
        test::ForeignFixture vault;
        ended = vault.import(text, ForeignKind::Enex, {}, slices).has_value();
        QCOMPARE(vault.notes(), vault.report.imported);
        vault.reopen();
        QCOMPARE(vault.notes(), vault.report.imported);
        QVERIFY(vault.isWhole());
        QVERIFY(vault.import(text, ForeignKind::Enex).has_value());
        QCOMPARE(vault.notes(), std::uint64_t{3});
        QCOMPARE(vault.written(vault.titled("b").id), std::vector<std::string>{"big.bin"});
    }
    QVERIFY(slices > 20);
}

void ImportEnexTest::samples()
{
    const auto shared = test::sharedData();
    if (!shared || !std::filesystem::exists(*shared / "samples/enex"))
        QSKIP("the samples are not here");
    test::ForeignFixture vault;
    std::uint64_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(*shared / "samples/enex")) {
        if (entry.path().extension() != ".enex")
            continue;
        QCOMPARE(foreignKindOf(entry.path()).value(), std::optional(ForeignKind::Enex));
        QVERIFY(vault.importFile(entry.path(), ForeignKind::Enex).has_value());
        QCOMPARE(vault.report.skippedCount, vault.report.duplicates); // some notes are in several samples
        found += vault.report.imported;
    }
    QCOMPARE(vault.notes(), found);
    QVERIFY(found > 50);
    QVERIFY(vault.isWhole());
}

QTEST_GUILESS_MAIN(ImportEnexTest)
#include "import_enex_test.moc"
