// SPDX-License-Identifier: GPL-3.0-or-later
// A copy that grew apart, merged by the window, and what was changed in both places side by side.
#include "tests/support/sealed_tamper.h"
#include "tests/ui/sheet_hands.h"
#include "tests/ui/typed_text.h"
#include "ui/sheets/conflicts_sheet.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/version_text.h"
#include "ui/widgets/pick_list.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::pathText;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault and a copy of it, both edited since.
struct Apart : VaultFixture
{
    std::filesystem::path copy = folder / "Copy.lockleaf";
    std::vector<RecordId> both;
    RecordId onlyThere;

    explicit Apart(int conflicts)
    {
        for (int i = 0; i < conflicts; ++i)
            both.push_back(add("# Both " + std::to_string(i) + "\n\nas it was", i));
        onlyThere = add("# There\n\nas it was", 50);
        std::filesystem::copy_file(file, copy);
        edit(file, [&](Vault& vault) { change(vault, "said here"); });
        edit(copy, [&](Vault& vault) {
            change(vault, "said there");
            if (!vault.saveBody(onlyThere, bytesOf("# There\n\nnewer")))
                qFatal("save");
            NewNote note;
            note.body = SecureBytes::copyOf(bytesOf("# Fresh"));
            if (!vault.addNote(std::move(note)))
                qFatal("add");
        });
    }
    void change(Vault& vault, const std::string& words) const
    {
        for (const RecordId& id : both) {
            const std::string body = std::string(vault.note(id)->body.text()) + "\n\n" + words;
            if (!vault.saveBody(id, bytesOf(body)))
                qFatal("save");
        }
    }
    static void edit(const std::filesystem::path& file, const std::function<void(Vault&)>& change)
    {
        auto key = Vault::unlock(file, passphrase());
        const auto vault = Vault::open(file, std::move(*key), {});
        change(**vault);
        if (!(*vault)->close())
            qFatal("close");
    }
};

struct OpenMerge : ShownWindow
{
    std::optional<test::SheetHands<ui::MergeSheet>> hands;

    explicit OpenMerge(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        triggerNamed(u"Merge a copy…"_s);
        hands.emplace(window);
    }
    void choose(const std::filesystem::path& copy, const QString& password = u"correct horse"_s)
    {
        hands->type(u"The copy"_s, pathText(copy));
        hands->type(u"Password of the copy"_s, password);
    }
    /// Merges, and opens what stands twice.
    [[nodiscard]] bool compare(const Apart& apart)
    {
        choose(apart.copy);
        return hands->press(u"Look inside"_s) && hands->press(u"Merge"_s) && hands->press(u"Compare…"_s) &&
               QTest::qWaitFor([&] { return window.findChild<ui::ConflictsSheet*>() != nullptr; });
    }
};

QString textOf(const ui::VersionText* text)
{
    return text->toPlainText();
}

} // namespace

class MergeSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void merges();
    void openNoteIsWhatCame();
    void wrongOnes();
    void sideBySide();
    void keepsOne();
    void keepsBoth();
    void damagedCopy();
    void saysWhatIsLeftOut();
    void lockWhileItIsOpen();
};

void MergeSheetTest::merges()
{
    Apart apart(1);
    const auto before = std::filesystem::file_size(apart.copy);
    {
        OpenMerge shown(apart);
        QVERIFY(shown.hands->isOpen());
        shown.choose(apart.copy);
        QTest::keyClick(shown.hands->field(u"Password of the copy"_s), Qt::Key_Return);
        for (const QString& words :
             {u"1 note is new here."_s, u"1 note is newer there."_s, u"1 note was changed in both places."_s})
            QVERIFY2(shown.hands->hears(words), qPrintable(words));
        QVERIFY(shown.hands->forgotPasswords());
        QCOMPARE(shown.list->model()->rowCount(), 2);
        QVERIFY(shown.hands->press(u"Merge"_s));
        QVERIFY(shown.hands->hears(u"1 note came, 1 brought up to date, 1 stands twice."_s));
        QVERIFY(shown.hands->report().contains(u"Two texts, now two notes: Both 0"_s));
        QTRY_COMPARE(shown.list->model()->rowCount(), 4);
        QVERIFY(shown.lock());
    }
    const auto vault = apart.open();
    const auto bodies = VaultFixture::bodies(*vault);
    for (const char* body : {"# Both 0\n\nas it was\n\nsaid here", "# Both 0\n\nas it was\n\nsaid there",
                             "# Fresh", "# There\n\nnewer"})
        QVERIFY2(std::ranges::find(bodies, body) != bodies.end(), body);
    QCOMPARE(std::filesystem::file_size(apart.copy), before); // it is only read
}

void MergeSheetTest::openNoteIsWhatCame()
{
    Apart apart(0);
    {
        OpenMerge shown(apart);
        QTRY_COMPARE(shown.text(), u"# There\n\nas it was"_s);
        shown.choose(apart.copy);
        QVERIFY(shown.hands->press(u"Look inside"_s));
        QVERIFY(shown.hands->press(u"Merge"_s));
        QTRY_COMPARE(shown.text(), u"# There\n\nnewer"_s);
        QVERIFY(shown.lock());
    }
    QCOMPARE(VaultFixture::body(*apart.open(), apart.onlyThere), std::string("# There\n\nnewer"));
}

void MergeSheetTest::wrongOnes()
{
    Apart apart(1);
    VaultFixture stranger;
    OpenMerge shown(apart);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->says(u"Say which copy to merge."_s));
    const std::pair<std::filesystem::path, QString> files[] = {
        {apart.file, u"This is the vault that is open."_s},
        {stranger.file, u"This is no copy of this vault."_s},
        {apart.folder / "gone.lockleaf", u"There is no such file."_s}};
    for (const auto& [file, sentence] : files) {
        shown.choose(file);
        QVERIFY(shown.hands->press(u"Look inside"_s));
        QVERIFY2(shown.hands->hears(sentence), qPrintable(sentence));
        QVERIFY(shown.hands->field(u"The copy"_s)->hasError());
    }
    shown.choose(apart.copy, u"wrong horse"_s);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"That password doesn't open this vault."_s));
    auto* field = shown.hands->field(u"Password of the copy"_s);
    QVERIFY(field->hasError() && field->hasFocus());
    const auto* const password = dynamic_cast<const ui::PasswordField*>(field);
    QVERIFY(password != nullptr && !password->isEmpty());
    QCOMPARE(password->selectionLength(), static_cast<int>(test::typed(*password).size()));
}

void MergeSheetTest::sideBySide()
{
    Apart apart(2);
    OpenMerge shown(apart);
    QVERIFY(shown.compare(apart));
    const test::SheetHands<ui::ConflictsSheet> hands(shown.window);
    const auto texts = hands.sheet->findChildren<ui::VersionText*>();
    QCOMPARE(texts.size(), 2);
    QTRY_VERIFY(textOf(texts[0]).contains(u"said"_s) && textOf(texts[1]).contains(u"said"_s));
    QVERIFY(textOf(texts[0]) != textOf(texts[1]));
    for (const ui::VersionText* text : texts) { // each is one of the texts, and no word of the other
        QVERIFY(textOf(text).contains(u"as it was"_s));
        QVERIFY(textOf(text).contains(u"said here"_s) != textOf(text).contains(u"said there"_s));
        QVERIFY(text->changeCount() > 0);
    }
    QCOMPARE(hands.sheet->findChild<ui::PickList*>()->model()->rowCount(), 2);
    const QString first = textOf(texts[0]);
    QTest::keyClick(hands.sheet->findChild<ui::PickList*>(), Qt::Key_Down);
    QTRY_VERIFY(!textOf(texts[0]).isEmpty() && textOf(texts[0]) != first);
}

void MergeSheetTest::keepsOne()
{
    Apart apart(1);
    {
        OpenMerge shown(apart);
        QVERIFY(shown.compare(apart));
        const test::SheetHands<ui::ConflictsSheet> hands(shown.window);
        const auto texts = hands.sheet->findChildren<ui::VersionText*>();
        QTRY_VERIFY(!textOf(texts[1]).isEmpty());
        QVERIFY(hands.press(u"Keep that one"_s));
        QVERIFY(!hands.offers(u"Keep this one"_s) && !hands.offers(u"Keep that one"_s));
        QTRY_COMPARE(shown.list->model()->rowCount(), 3);
        QVERIFY(hands.press(u"Close"_s));
        QVERIFY(!hands.isOpen());
        QVERIFY(shown.lock());
    }
    const auto vault = apart.open();
    QVERIFY(VaultFixture::isTrashed(*vault, apart.both[0])); // the first; the second stays
    QCOMPARE(vault->allNoteIds(false)->size(), std::size_t{3});
    QCOMPARE(vault->allNoteIds(true)->size(), std::size_t{4});
}

void MergeSheetTest::keepsBoth()
{
    Apart apart(2);
    {
        OpenMerge shown(apart);
        QVERIFY(shown.compare(apart));
        const test::SheetHands<ui::ConflictsSheet> hands(shown.window);
        QVERIFY(hands.press(u"Keep both, next"_s));
        QVERIFY(hands.press(u"Keep both, close"_s));
        QVERIFY(!hands.isOpen());
        QVERIFY(shown.lock());
    }
    const auto vault = apart.open();
    QCOMPARE(vault->allNoteIds(false)->size(), std::size_t{6});
    QCOMPARE(vault->allNoteIds(true)->size(), std::size_t{6});
}

void MergeSheetTest::damagedCopy()
{
    Apart apart(1);
    std::filesystem::resize_file(apart.copy, std::filesystem::file_size(apart.copy) / 2);
    {
        OpenMerge shown(apart);
        shown.choose(apart.copy);
        QVERIFY(shown.hands->press(u"Look inside"_s));
        QVERIFY(shown.hands->hears(u"The copy is damaged."_s));
        QVERIFY(shown.hands->offers(u"Look inside"_s));
        QVERIFY(shown.lock());
    }
    QCOMPARE(apart.open()->allNoteIds(true)->size(), std::size_t{2});
}

void MergeSheetTest::saysWhatIsLeftOut()
{
    Apart apart(1);
    auto key = Vault::unlock(apart.copy, VaultFixture::passphrase());
    QVERIFY(test::spoilNote(apart.copy, *key, apart.onlyThere));
    OpenMerge shown(apart);
    shown.choose(apart.copy);
    QVERIFY(shown.hands->press(u"Look inside"_s));
    QVERIFY(shown.hands->hears(u"1 thing is damaged there and stays out."_s));
    const QString line = u"Left out: the note “There” (It is damaged in the copy.)"_s;
    QCOMPARE(shown.hands->report(), line);
    QVERIFY(shown.hands->press(u"Merge"_s));
    QVERIFY(shown.hands->hears(u"1 stands twice."_s));
    QVERIFY(shown.hands->report().contains(line));
}

void MergeSheetTest::lockWhileItIsOpen()
{
    Apart apart(1);
    for (int step = 0; step < 4; ++step) {
        OpenMerge shown(apart);
        shown.choose(apart.copy);
        if (step > 0)
            QVERIFY(shown.hands->press(u"Look inside"_s));
        if (step > 1)
            QVERIFY(QTest::qWaitFor([&] { return shown.hands->offers(u"Merge"_s); }));
        if (step > 2)
            QVERIFY(shown.hands->press(u"Merge"_s));
        QVERIFY(shown.lock());
        QVERIFY(!shown.hands->isOpen());
    }
    const auto vault = apart.open();
    VerifyReport verified;
    NoProgress progress;
    const auto job = vault->makeVerifyJob(verified);
    QVERIFY(runToEnd(*job, {}, progress));
    QCOMPARE(verified.problems.size(), std::size_t{0});
}

QTEST_MAIN(MergeSheetTest)
#include "merge_sheet_test.moc"
