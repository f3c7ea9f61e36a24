// SPDX-License-Identifier: GPL-3.0-or-later
// What a restore leaves out, and why: each thing by its name, with a reason, beforehand and afterwards.
#include "core/archive/cut_reason.h"
#include "core/vault/adoption_checks.h"
#include "tests/archive/odd_archive.h"
#include "tests/archive/restore_fixture.h"

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// One kind of thing that cannot come.
struct Odd
{
    const char* name;
    RefusedKind kind;
    const char* item;
    ErrorCode code;
    const char* reason;
    std::function<void(OddArchive&)> add;
};

const std::string otherHash(64, 'a');
constexpr const char* otherThanSaid = "Its size or its checksum is not what the archive says.";
constexpr const char* notebookId = "0d020304010203040102030401020304";

std::string hashOf(const std::string& content)
{
    return hexOf(hash256({bytesOf(content)}));
}

const std::vector<Odd>& oddNotes()
{
    using enum ErrorCode;
    using Kind = RefusedKind;
    static const std::vector<Odd> all{
        {"hash", Kind::Note, "Soup", ArchiveDamaged, otherThanSaid,
         [](OddArchive& a) { a.addAs("notes/a.md", "text", 4, otherHash, OddArchive::note("Soup")); }},
        {"shorter", Kind::Note, "Soup", ArchiveDamaged, otherThanSaid,
         [](OddArchive& a) { a.addAs("notes/a.md", "text", 9, hashOf("text"), OddArchive::note("Soup")); }},
        {"longer", Kind::Note, "notes/a.md", ArchiveDamaged, otherThanSaid,
         [](OddArchive& a) { a.addAs("notes/a.md", "text", 2, hashOf("te"), OddArchive::note("")); }},
        {"no text", Kind::Note, "Soup", BodyNotText, "Its text is not valid UTF-8, or holds a NUL character.",
         [](OddArchive& a) { a.add("notes/a.md", "\xff", OddArchive::note("Soup")); }},
        {"too long", Kind::Note, "Soup", BodyTooLarge, "It is longer than a note may be, which is 64 MiB.",
         [](OddArchive& a) {
             a.add("notes/a.md", std::string((std::size_t{64} << 20) + 1, 'x'), OddArchive::note("Soup"));
         }},
        {"title", Kind::Note, "So\aup", NameNotValid, "Its title is too long, or holds control characters.",
         [](OddArchive& a) { a.add("notes/a.md", "text", OddArchive::note("So\\u0007up")); }},
        {"tag", Kind::Note, "Soup", NameNotValid, "One of its tags cannot be a tag, or it has too many.",
         [](OddArchive& a) {
             a.add("notes/a.md", "text", OddArchive::note("Soup", OddArchive::noteId, R"([""])"));
         }},
        {"two meanings", Kind::Note, "Soup", InvalidArgument, "One of its links leads to two things.",
         [](OddArchive& a) {
             const std::string twice = R"([["a","0a020304010203040102030401020304"],)"
                                       R"(["a","0b020304010203040102030401020304"]])";
             a.add("notes/a.md", "text", OddArchive::note("Soup", OddArchive::noteId, "[]", twice));
         }},
        {"odd link", Kind::Note, "Soup", NameNotValid, "One of its links leads to what no link can lead to.",
         [](OddArchive& a) {
             const std::string odd = R"([["","0a020304010203040102030401020304"]])";
             a.add("notes/a.md", "text", OddArchive::note("Soup", OddArchive::noteId, "[]", odd));
         }},
    };
    return all;
}

const std::vector<Odd>& oddOthers()
{
    using enum ErrorCode;
    using Kind = RefusedKind;
    static const std::vector<Odd> all{
        {"version hash", Kind::Version, "history/a/1.md", ArchiveDamaged, otherThanSaid,
         [](OddArchive& a) { a.addAs("history/a/1.md", "text", 4, otherHash, OddArchive::version()); }},
        {"version no text", Kind::Version, "history/a/1.md", BodyNotText,
         "Its text is not valid UTF-8, or holds a NUL character.",
         [](OddArchive& a) { a.add("history/a/1.md", "\xff", OddArchive::version()); }},
        {"file hash", Kind::Attachment, "a.png", Damaged, otherContent,
         [](OddArchive& a) { a.addAs("attachments/a", "file", 4, otherHash, OddArchive::file("a.png")); }},
        {"file shorter", Kind::Attachment, "a.png", Damaged, otherContent,
         [](OddArchive& a) {
             a.addAs("attachments/a", "file", 9, hashOf("file"), OddArchive::file("a.png"));
         }},
        {"file name", Kind::Attachment, "../a.png", NameNotValid, "A file cannot have its name.",
         [](OddArchive& a) { a.add("attachments/a", "file", OddArchive::file("../a.png")); }},
        {"file too large", Kind::Attachment, "a.png", InvalidArgument,
         "It has no id, or is larger than 1 TiB.",
         [](OddArchive& a) {
             a.addAs("attachments/a", "file", (std::uint64_t{1} << 40) + 1, otherHash,
                     OddArchive::file("a.png"));
         }},
        {"notebook name", Kind::Notebook, "a/b", NameNotValid, "A notebook cannot have its name.",
         [](OddArchive& a) { a.add("notebooks.jsonl", OddArchive::notebookLine("a/b", notebookId), {}); }},
        {"notebook colour", Kind::Notebook, "Work", InvalidArgument, "It has a colour that there is not.",
         [](OddArchive& a) {
             a.add("notebooks.jsonl", OddArchive::notebookLine("Work", notebookId, 9), {});
         }},
        {"list of notebooks", Kind::Notebook, "notebooks.jsonl", ArchiveDamaged, otherThanSaid,
         [](OddArchive& a) { a.addAs("notebooks.jsonl", "text", 4, otherHash, {}); }},
    };
    return all;
}

std::vector<Odd> allOdd()
{
    std::vector<Odd> all = oddNotes();
    all.insert(all.end(), oddOthers().begin(), oddOthers().end());
    return all;
}

/// Whether the only thing that was refused is this one.
void compare(const TakenOver& taken, RefusedKind kind, const std::string& item, ErrorCode code,
             const std::string& reason)
{
    QCOMPARE(taken.refused, std::uint64_t{1});
    QCOMPARE(taken.refusals.size(), std::size_t{1});
    const Refusal& refusal = taken.refusals.front();
    QCOMPARE(refusal.reason.detail, reason);
    QCOMPARE(refusal.item, item);
    QCOMPARE(refusal.kind, kind);
    QCOMPARE(refusal.reason.code, code);
    QCOMPARE(taken.refusedNotes, std::uint64_t{kind == RefusedKind::Note ? 1U : 0U});
    QCOMPARE(taken.moreRefused(), std::uint64_t{0});
}

} // namespace

class RefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void eachHasAReason_data();
    void eachHasAReason();
    void whatIsHereIsInTheWay();
    void aNotebookThatCannotBeMade();
    void oneNotebookLeavesTheOthers();
    void manyAreCounted();
    void namesAreBounded();
    void cutsAreInWords();
};

void RefusalsTest::eachHasAReason_data()
{
    QTest::addColumn<int>("at");
    const auto all = allOdd();
    for (std::size_t at = 0; at < all.size(); ++at)
        QTest::newRow(all[at].name) << static_cast<int>(at);
}

void RefusalsTest::eachHasAReason()
{
    QFETCH(int, at);
    const Odd odd = allOdd()[static_cast<std::size_t>(at)];
    OddArchive archive;
    odd.add(archive);
    archive.add("notes/good.md", "good", OddArchive::note("Good", "99020304010203040102030401020304"));
    RestoreFixture a;
    write(a.archive, archive.sealed());
    for (const auto& [into, dryRun] :
         {std::pair<Vault*, bool>{nullptr, true}, std::pair<Vault*, bool>{a.vault.get(), true},
          std::pair<Vault*, bool>{a.vault.get(), false}}) {
        const RestoreReport report = a.restored(into, dryRun);
        QVERIFY2(!report.cut, report.cut ? describe(*report.cut).c_str() : "");
        compare(report.taken, odd.kind, odd.item, odd.code, odd.reason);
        QCOMPARE(report.taken.added, std::uint64_t{1}); // the others come all the same
        QCOMPARE(report.taken.attachments + report.taken.notebooks + report.taken.versions, std::uint64_t{0});
    }
    QCOMPARE(a.problems(), std::string{});
}

void RefusalsTest::whatIsHereIsInTheWay()
{
    constexpr const char* taken = "Its id is that of something else in this vault.";
    RestoreFixture a;
    const RecordId book = *a.vault->ensureNotebook("Book");
    const RecordId note = a.add("mine");
    OddArchive first;
    first.add("notes/a.md", "text", OddArchive::note("Soup", book.toHex()));
    write(a.archive, first.sealed());
    for (const bool dryRun : {true, false})
        compare(a.restored(a.vault.get(), dryRun).taken, RefusedKind::Note, "Soup", ErrorCode::AlreadyExists,
                taken);
    OddArchive second;
    second.add("notebooks.jsonl", OddArchive::notebookLine("Work", note.toHex()), {});
    write(a.archive, second.sealed());
    compare(a.restored(a.vault.get()).taken, RefusedKind::Notebook, "notebooks.jsonl",
            ErrorCode::AlreadyExists, "The id of a notebook in it is that of something else in this vault.");
    QCOMPARE(a.bodyOf(note), std::string("mine"));
    QCOMPARE(a.problems(), std::string{});
}

void RefusalsTest::aNotebookThatCannotBeMade()
{
    RestoreFixture a;
    OddArchive archive;
    archive.add("notes/a.md", "text", OddArchive::note("Soup", OddArchive::noteId, "[]", "[]", "a//b"));
    write(a.archive, archive.sealed());
    compare(a.restored(a.vault.get()).taken, RefusedKind::Note, "Soup", ErrorCode::NameNotValid,
            "Its notebook cannot have the name that it has.");
}

void RefusalsTest::oneNotebookLeavesTheOthers()
{
    RestoreFixture a;
    OddArchive archive;
    archive.add("notebooks.jsonl",
                OddArchive::notebookLine("", notebookId) +
                    OddArchive::notebookLine("Work", "0e020304010203040102030401020304"),
                {});
    write(a.archive, archive.sealed());
    const RestoreReport report = a.restored(a.vault.get());
    QCOMPARE(report.taken.refused, std::uint64_t{1});
    QCOMPARE(report.taken.notebooks, std::uint64_t{1});
    QVERIFY(a.vault->findNotebook("Work").has_value());
}

void RefusalsTest::manyAreCounted()
{
    constexpr int many = 1012;
    OddArchive archive;
    for (int i = 0; i < many; ++i)
        archive.addAs("notes/" + std::to_string(i), "text", 4, otherHash, OddArchive::note());
    RestoreFixture a;
    write(a.archive, archive.sealed());
    const TakenOver taken = a.restored(a.vault.get()).taken;
    QCOMPARE(taken.refused, std::uint64_t{many});
    QCOMPARE(taken.refusedNotes, std::uint64_t{many});
    QCOMPARE(taken.refusals.size(), std::size_t{1000});
    QCOMPARE(taken.moreRefused(), std::uint64_t{12});
}

void RefusalsTest::namesAreBounded()
{
    std::string title = "x";
    while (title.size() < 5000)
        title += "\u00e4\u202e";
    OddArchive archive;
    archive.addAs("notes/a", "text", 4, otherHash, OddArchive::note(title));
    RestoreFixture a;
    write(a.archive, archive.sealed());
    const std::string item = a.restored(a.vault.get()).taken.refusals.at(0).item;
    QVERIFY(item.size() <= longestRefusedName + 3);
    QVERIFY(item.size() > longestRefusedName - 4);
    QVERIFY(item.ends_with("\u00e4\u2026") || item.ends_with("\u202e\u2026")); // no half character
}

void RefusalsTest::cutsAreInWords()
{
    RestoreFixture a;
    for (int i = 0; i < 3; ++i)
        a.add(std::string(50'000, static_cast<char>('a' + i)) + std::to_string(i));
    a.exported();
    const Bytes whole = octetsOf(a.archive);
    const auto reasonOf = [&](Bytes octets) {
        write(a.archive, octets);
        const RestoreReport report = a.restored(nullptr, true);
        return report.cut ? std::string(cutReason(*report.cut)) : std::string("none");
    };
    Bytes flipped = whole;
    flipped[whole.size() / 2] ^= 1;
    Bytes longer = whole;
    longer.push_back(0);
    QCOMPARE(reasonOf(flipped), std::string("a part of it was changed, or is cut"));
    QCOMPARE(reasonOf(Bytes(whole.begin(), whole.end() - 10)),
             std::string("a part of it was changed, or is cut"));
    const std::size_t chunkEnd = whole.size() - whole.size() % 65'552; // with the header it is within one
    QVERIFY(reasonOf(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(chunkEnd))) != "none");
    for (int kind = 0; kind < foreignTarKinds; ++kind) {
        const std::string reason = reasonOf(foreignArchive(kind));
        QVERIFY2(reason != "it cannot be read any further", foreignTarNames[static_cast<std::size_t>(kind)]);
    }
    QCOMPARE(reasonOf(sealedTar({})), std::string("its content is not laid out as that of an archive"));
    QCOMPARE(reasonOf(sealedTar(foreignTar("no part"))), std::string("its end is missing"));
    QCOMPARE(reasonOf(sealedTar(foreignTar("hard link"))),
             std::string("it holds something that is no plain file"));
    QCOMPARE(reasonOf(sealedTar(foreignTar("wrong path"))),
             std::string("what it says of its files does not fit them"));
    QCOMPARE(reasonOf(sealedTar(foreignTar("after the last"))),
             std::string("something stands behind its end"));
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "refusals_test.moc"
