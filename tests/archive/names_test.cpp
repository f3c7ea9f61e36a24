// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRandomGenerator>
#include <QTest>

#include "core/archive/archive_names.h"
#include "core/base/text.h"
#include "core/crypto/secret_key.h"

#include <set>

using namespace lockleaf;

class NamesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void safeNames_data();
    void safeNames();
    void longNamesAreCutAtACharacter();
    void anyTextGivesASafeName();
    void notesWithLikeIdsGetWholeIds();
    void siblingsThatDifferInCaseGetDifferentFolders();
    void deepNotebooksStayBelowTheLongestPath();
    void loopsOfNotebooksEnd();
};

void NamesTest::safeNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    const auto row = [](const char* title, QByteArray text, QByteArray name) {
        QTest::newRow(title) << text << name;
    };
    row("plain", "Groceries", "Groceries");
    row("windows", "a<b>c:d\"e/f\\g|h?i*j", "a-b-c-d-e-f-g-h-i-j");
    row("tilde", "~/notes~1", "notes-1");
    row("dash in front", "--force", "force");
    row("dots in front", "..hidden", "hidden");
    row("path", "../../etc/passwd", "etc-passwd");
    row("behind", "end. . ", "end");
    row("control",
        "a\tb\nc\x01"
        "d",
        "a b c d");
    row("bidi", "abc\u202Etxt.exe\u2066", "abctxt.exe");
    row("zero width space", "a\u200Bb", "ab");
    row("emoji with joiner", "👩\u200D💻 day", "👩\u200D💻 day");
    row("composed", "e\u0301te\u0301", "été");
    row("empty", "", "Untitled");
    row("nothing left", "///", "Untitled");
    row("joiners alone", "\u200D\u200C\u200D", "Untitled");
    row("joiners and what is trimmed", "- \u200D .", "Untitled");
    row("device", "con", "_con");
    row("device with ending", "Aux.txt", "_Aux.txt");
    row("device with digit", "LPT1", "_LPT1");
    row("device with superscript", "com\u00B2", "_com\u00B2");
    row("not a device", "console", "console");
    row("line separator", "a\u2028b", "a b");
    row("not UTF-8", "a\xFF\xC3", "a");
}

void NamesTest::safeNames()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, name);
    QCOMPARE(QByteArray::fromStdString(safeName(text.toStdString(), 255, "Untitled")), name);
}

void NamesTest::longNamesAreCutAtACharacter()
{
    std::string text;
    for (int i = 0; i < 200; ++i)
        text += "ж";
    const std::string name = safeName(text, 100, "Untitled");
    QVERIFY(name.size() <= 100 && name.size() >= 97);
    QVERIFY(isStorableText(name));
    RecordId id;
    id.bytes[0] = 0xAB;
    const NoteFileNames names({id});
    QVERIFY(names.nameOf(id, text).size() <= 255);
    QVERIFY(names.nameOf(id, text).ends_with("~ab000000.md"));
}

void NamesTest::anyTextGivesASafeName()
{
    QRandomGenerator random(7);
    for (int i = 0; i < 3000; ++i) {
        QString text;
        for (int k = random.bounded(40); k > 0; --k)
            text += QChar(static_cast<char16_t>(random.bounded(1, random.bounded(2) == 0 ? 0x80 : 0xD7FF)));
        const std::string name = safeName(text.toStdString(), 60, "Untitled");
        QVERIFY(!name.empty() && name.size() <= 60);
        QVERIFY(isStorableText(name));
        QVERIFY(name.find_first_of("<>:\"/\\|?*~\t\n\r\x7F") == std::string::npos);
        QVERIFY(name.front() != '-' && name.front() != '.' && name.front() != ' ');
        QVERIFY(name.back() != '.' && name.back() != ' ');
    }
}

void NamesTest::notesWithLikeIdsGetWholeIds()
{
    RecordId a;
    a.bytes = {1, 2, 3, 4, 5};
    RecordId b;
    b.bytes = {1, 2, 3, 4, 6};
    RecordId c;
    c.bytes = {1, 2, 3, 5};
    const NoteFileNames names({c, b, a});
    QCOMPARE(names.nameOf(a, "x"), "x~" + a.toHex() + ".md");
    QCOMPARE(names.nameOf(b, "x"), "x~" + b.toHex() + ".md");
    QCOMPARE(names.nameOf(c, "x"), std::string("x~01020305.md"));
}

void NamesTest::siblingsThatDifferInCaseGetDifferentFolders()
{
    const auto id = [](std::uint8_t n) {
        RecordId made;
        made.bytes[15] = n;
        return made;
    };
    const NotebookFolders folders({{id(1), {}, "Work", 0, 0},
                                   {id(2), {}, "work", 0, 0},
                                   {id(3), {}, "WORK?", 0, 0},
                                   {id(4), {}, "work:", 0, 0},
                                   {id(5), id(1), "Straße", 0, 0},
                                   {id(6), id(1), "STRASSE", 0, 0},
                                   {id(7), id(2), "Straße", 0, 0}});
    std::set<std::string> keys;
    for (std::uint8_t n = 1; n <= 7; ++n)
        QVERIFY2(keys.insert(collisionKey(folders.pathOf(id(n)))).second, folders.pathOf(id(n)).c_str());
    QCOMPARE(folders.pathOf(id(1)), std::string("Work"));
    QVERIFY(folders.pathOf(id(5)).starts_with("Work/"));
    QCOMPARE(folders.pathOf({}), std::string());
    QVERIFY(!folders.knows(id(9)));
}

void NamesTest::deepNotebooksStayBelowTheLongestPath()
{
    std::vector<Notebook> notebooks;
    RecordId parent;
    for (std::uint8_t level = 1; level <= 32; ++level) {
        RecordId id;
        id.bytes[0] = level;
        notebooks.push_back({id, parent, std::string(255, 'n'), 0, 0});
        parent = id;
    }
    QVERIFY(NotebookFolders(notebooks).pathOf(parent).size() + longestArchiveName + 7 < 4096);
}

void NamesTest::loopsOfNotebooksEnd()
{
    RecordId a;
    a.bytes[0] = 1;
    RecordId b;
    b.bytes[0] = 2;
    const NotebookFolders folders({{a, b, "a", 0, 0}, {b, a, "b", 0, 0}});
    QVERIFY(!folders.knows(a));
    QCOMPARE(folders.pathOf(a), std::string());
}

QTEST_GUILESS_MAIN(NamesTest)
#include "names_test.moc"
