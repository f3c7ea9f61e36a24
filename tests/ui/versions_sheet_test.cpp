// SPDX-License-Identifier: GPL-3.0-or-later
// Versions in the window: kept with Ctrl+S and at a lock, shown with what changed, restored, thinned.
#include "tests/ui/window_fixture.h"

#include "ui/sheets/version_list.h"
#include "ui/sheets/version_text.h"
#include "ui/sheets/versions_sheet.h"
#include "ui/vault/version_thinning.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QPushButton>
#include <QTextBlock>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A clock that a test moves; read by the vault's thread as well.
class MovedClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return at; }
    std::atomic<Timestamp> at = 1'700'000'000'000;
};

constexpr Timestamp hour = 3'600'000;

std::unique_ptr<Vault> openBy(const VaultFixture& fixture, const Clock& clock)
{
    auto key = Vault::unlock(fixture.file, VaultFixture::passphrase());
    auto vault = Vault::open(fixture.file, std::move(*key), {{}, &clock});
    if (!vault)
        qFatal("open: %s", describe(vault.error()).c_str());
    return std::move(*vault);
}

/// A note whose versions are the texts but the last, an hour apart.
RecordId addNoteOf(const VaultFixture& fixture, MovedClock& clock, const std::vector<std::string>& texts)
{
    const auto vault = openBy(fixture, clock);
    NewNote note;
    note.body = SecureBytes::copyOf(bytesOf(texts.front()));
    const RecordId id = *vault->addNote(std::move(note));
    for (std::size_t i = 1; i < texts.size(); ++i) {
        clock.at = clock.at + hour;
        if (!vault->saveBody(id, bytesOf(texts[i])))
            qFatal("save");
    }
    if (!vault->close())
        qFatal("close");
    return id;
}

std::vector<std::string> versionsOf(Vault& vault, RecordId note)
{
    std::vector<std::string> texts;
    const auto revisions = vault.revisions(note);
    for (const RevisionSummary& revision : *revisions)
        texts.emplace_back(vault.revision(note, revision.id)->body.text());
    return texts;
}

/// The main window with a note of these texts, and the versions of it open.
struct OpenVersions
{
    MovedClock clock;
    VaultFixture fixture;
    RecordId id;
    std::optional<ShownWindow> shown;
    ui::VersionsSheet* sheet = nullptr;
    ui::VersionList* list = nullptr;
    ui::VersionText* text = nullptr;

    explicit OpenVersions(const std::vector<std::string>& texts, QSize size = {1440, 900})
        : id(addNoteOf(fixture, clock, texts))
    {
        shown.emplace(openBy(fixture, clock), size);
        if (!QTest::qWaitFor([&] { return shown->painted.count() == 1 && !shown->text().isEmpty(); }))
            return;
        shown->editor->setFocus();
        open();
    }
    void open()
    {
        shown->triggerNamed(u"Versions…"_s);
        sheet = shown->window.findChild<ui::VersionsSheet*>();
        list = sheet->findChild<ui::VersionList*>();
        text = sheet->findChild<ui::VersionText*>();
    }
    [[nodiscard]] QPushButton* button(const QString& words) const
    {
        for (QPushButton* button : shown->window.findChildren<QPushButton*>())
            if (button->text() == words && button->isVisible())
                return button;
        return nullptr;
    }
    [[nodiscard]] bool hasLabel(const QString& words) const
    {
        return std::ranges::any_of(sheet->findChildren<ui::Label*>(), [&](const ui::Label* label) {
            return label->isVisible() && label->text() == words;
        });
    }
    [[nodiscard]] bool restoreIsOffered() const
    {
        const QPushButton* restore = button(u"Restore this version"_s);
        return restore && restore->isEnabled();
    }
};

/// The text with what is struck through in [ ] and what is underlined in { }.
QString marked(const ui::VersionText& view)
{
    QString out;
    for (QTextBlock block = view.document()->begin(); block.isValid(); block = block.next()) {
        if (block.blockNumber() > 0)
            out += u'\n';
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextCharFormat format = at.fragment().charFormat();
            const bool coloured = format.background().style() != Qt::NoBrush;
            if (format.fontStrikeOut() && coloured)
                out += u'[' + at.fragment().text() + u']';
            else if (format.fontUnderline() && coloured)
                out += u'{' + at.fragment().text() + u'}';
            else
                out += at.fragment().text();
        }
    }
    return out;
}

} // namespace

class VersionsSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ctrlSKeepsAVersion();
    void aLockKeepsAVersion();
    void showsWhatChanged();
    void goesFromChangeToChange();
    void tellsTheCost();
    void worksByKeyboard();
    void restoresAndTakesThatBack();
    void whatWasTypedBeforeARestoreIsKept();
    void saysWhatCouldNotBeRestored();
    void emptyStateOffersToKeepOne();
    void aLockTakesItAway();
    void standsSmallWindowsAndLongTexts();
    void thinsInTheBackground();
};

void VersionsSheetTest::ctrlSKeepsAVersion()
{
    VaultFixture fixture;
    ShownWindow shown(fixture.open());
    QTRY_VERIFY(shown.editor->isVisible());
    const auto says = [&](const QString& words) {
        return std::ranges::any_of(shown.window.findChildren<ui::Label*>(), [&](const ui::Label* label) {
            return label->isVisible() && label->text() == words;
        });
    };
    shown.trigger(u"Ctrl+S"_s); // an empty note has nothing to keep
    QTest::keyClicks(shown.editor, u"first"_s);
    shown.trigger(u"Ctrl+S"_s);
    QTRY_VERIFY(says(u"Version kept"_s));
    shown.trigger(u"Ctrl+S"_s);
    QTRY_VERIFY(says(u"This version is kept already"_s));
    QTest::keyClicks(shown.editor, u" second"_s);
    QVERIFY(!says(u"This version is kept already"_s));
    shown.trigger(u"Ctrl+S"_s);
    QTRY_VERIFY(says(u"Version kept"_s));
    QVERIFY(shown.lock());
    bool compared = false;
    shown.session.ask(
        this,
        [](Vault& vault) -> Result<std::vector<std::string>> {
            return versionsOf(vault, vault.allNoteIds(false)->front());
        },
        [&](const Result<std::vector<std::string>>& texts) {
            compared = *texts == std::vector<std::string>{"first second", "first"};
        });
    QTRY_VERIFY(compared);
}

void VersionsSheetTest::aLockKeepsAVersion()
{
    VaultFixture fixture;
    const RecordId id = fixture.add("before");
    {
        ShownWindow shown(fixture.open());
        QTRY_COMPARE(shown.text(), u"before"_s);
        QTest::keyClick(shown.editor, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClicks(shown.editor, u" and after"_s);
        QVERIFY(shown.lock());
    }
    const auto vault = fixture.open();
    // The text of 2023 before the first edit, and the last one.
    QCOMPARE(versionsOf(*vault, id), (std::vector<std::string>{"before and after", "before"}));
    QCOMPARE(vault->revisions(id)->front().reason, RevisionReason::Locked);
}

void VersionsSheetTest::showsWhatChanged()
{
    OpenVersions v({"one two three\ngone\n", "one 2 three\nthe last\n", "one 2 three\nnew\nthe last\n"});
    QTRY_COMPARE(marked(*v.text), u"one 2 three\n{new}\nthe last\n"_s);
    QVERIFY(v.hasLabel(u"1 change since then"_s));
    v.list->setCurrentIndex(v.list->model()->index(v.list->model()->rowCount() - 1, 0));
    QTRY_COMPARE(marked(*v.text), u"one [two]{2} three\n[gone]{new}\n{the last}\n"_s);
    QVERIFY(v.restoreIsOffered());
    // A dark theme has other colours for the same marks.
    auto& theme = ui::ThemeManager::instance();
    theme.setAppearance(ui::Appearance::Dark);
    QCOMPARE(marked(*v.text), u"one [two]{2} three\n[gone]{new}\n{the last}\n"_s);
    QCOMPARE(v.text->palette().color(QPalette::Text), ui::currentTheme().color(ui::Token::Text));
    theme.setAppearance(ui::Appearance::Light);
}

void VersionsSheetTest::goesFromChangeToChange()
{
    OpenVersions v({"a b c\nsame\nx\nsame too\n", "a B c\nsame\nsame too\nmore\n"});
    QTRY_COMPARE(v.text->changeCount(), 3);
    QTest::keyClick(v.list, Qt::Key_F3);
    QVERIFY(v.hasLabel(u"Change 1 of 3: replaced since then"_s));
    QCOMPARE(v.text->textCursor().selectedText(), u"bB"_s);
    QTest::keyClick(v.list, Qt::Key_F3);
    QVERIFY(v.hasLabel(u"Change 2 of 3: removed since then"_s));
    QTest::keyClick(v.list, Qt::Key_F3);
    QVERIFY(v.hasLabel(u"Change 3 of 3: added since then"_s));
    QTest::keyClick(v.list, Qt::Key_F3);
    QVERIFY(v.hasLabel(u"Change 1 of 3: replaced since then"_s));
    QTest::keyClick(v.list, Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(v.hasLabel(u"Change 3 of 3: added since then"_s));
}

void VersionsSheetTest::tellsTheCost()
{
    OpenVersions v({"one", "two", "three"});
    std::uint64_t stored = 0;
    bool told = false;
    v.shown->session.versions(v.id, this, [&](const Result<std::vector<RevisionSummary>>& versions) {
        for (const RevisionSummary& version : *versions)
            stored += version.stored;
        told = true;
    });
    QTRY_VERIFY(told);
    QVERIFY(stored > 0);
    QTRY_VERIFY(v.hasLabel(u"2 versions, %1 bytes"_s.arg(stored)));
}

void VersionsSheetTest::worksByKeyboard()
{
    OpenVersions v({"one", "two", "three"});
    QTRY_COMPARE(v.shown->window.focusWidget(), v.list);
    QTRY_COMPARE(marked(*v.text), u"[two]{three}"_s);
    QTest::keyClick(v.list, Qt::Key_Down);
    QTRY_COMPARE(marked(*v.text), u"[one]{three}"_s);
    const auto* const item = QAccessible::queryAccessibleInterface(v.list);
    QVERIFY(item && item->text(QAccessible::Name) == u"Versions"_s);
    const QString words = v.list->currentIndex().data(Qt::AccessibleTextRole).toString();
    QVERIFY2(words.contains(u"3 bytes · While editing"_s), qPrintable(words));
    // Everything is reached by Tab, and Tab stays in the sheet.
    QSet<QWidget*> reached;
    for (int i = 0; i < 12; ++i) {
        QTest::keyClick(v.shown->window.focusWidget(), Qt::Key_Tab);
        reached.insert(v.shown->window.focusWidget());
    }
    QVERIFY(reached.contains(v.list) && reached.contains(v.text));
    QVERIFY(reached.contains(v.button(u"Restore this version"_s)));
    for (QWidget* widget : reached)
        QVERIFY(v.sheet->isAncestorOf(widget));
    QTest::keyClick(v.list, Qt::Key_Escape);
    QVERIFY(!v.sheet->isOpen());
    QCOMPARE(v.shown->window.focusWidget(), v.shown->editor);
}

void VersionsSheetTest::restoresAndTakesThatBack()
{
    OpenVersions v({"old text", "new text"});
    QTRY_VERIFY(v.restoreIsOffered());
    const QPointer<ui::VersionsSheet> sheet(v.sheet);
    v.button(u"Restore this version"_s)->click();
    QTRY_COMPARE(v.shown->text(), u"old text"_s);
    QTRY_VERIFY(!sheet || !sheet->isOpen());
    QTRY_VERIFY(v.button(u"Undo"_s));
    v.button(u"Undo"_s)->click();
    QTRY_COMPARE(v.shown->text(), u"new text"_s);
    QTRY_VERIFY(!v.button(u"Undo"_s));
    QVERIFY(v.shown->lock());
    v.shown.reset();
    const auto vault = v.fixture.open();
    QCOMPARE(VaultFixture::body(*vault, v.id), std::string("new text"));
    const auto texts = versionsOf(*vault, v.id);
    QVERIFY(std::ranges::find(texts, "old text") != texts.end());
}

void VersionsSheetTest::whatWasTypedBeforeARestoreIsKept()
{
    OpenVersions v({"old text", "new text"});
    QTRY_VERIFY(v.restoreIsOffered());
    QTest::keyClick(v.sheet, Qt::Key_Escape);
    QTest::keyClick(v.shown->editor, Qt::Key_End, Qt::ControlModifier);
    QTest::keyClicks(v.shown->editor, u" typed"_s); // saved by the opening, before any pause
    v.open();
    QTRY_COMPARE(marked(*v.text), u"[old]{new} text{ typed}"_s);
    v.button(u"Restore this version"_s)->click();
    QTRY_COMPARE(v.shown->text(), u"old text"_s);
    QVERIFY(v.shown->lock());
    v.shown.reset();
    const auto texts = versionsOf(*v.fixture.open(), v.id);
    QVERIFY(std::ranges::find(texts, "new text typed") != texts.end());
}

void VersionsSheetTest::saysWhatCouldNotBeRestored()
{
    VaultFixture fixture;
    MovedClock clock;
    addNoteOf(fixture, clock, {"old text", "new text"});
    test::Stage stage;
    ShownWindow shown(std::make_unique<test::StagedVault>(openBy(fixture, clock), stage));
    QTRY_COMPARE(shown.text(), u"new text"_s);
    shown.triggerNamed(u"Versions…"_s);
    auto* sheet = shown.window.findChild<ui::VersionsSheet*>();
    QPushButton* restore = nullptr;
    for (QPushButton* button : sheet->findChildren<QPushButton*>())
        if (button->text() == u"Restore this version"_s)
            restore = button;
    QTRY_VERIFY(restore && restore->isEnabled());
    stage.diskFull = true;
    restore->click();
    const auto says = [&](const QString& words) {
        return std::ranges::any_of(shown.window.findChildren<ui::Label*>(), [&](const ui::Label* label) {
            return label->isVisible() && label->text().contains(words);
        });
    };
    QTRY_VERIFY(says(u"The version was not restored: disk full."_s));
    QCOMPARE(shown.text(), u"new text"_s);
    QVERIFY(sheet->isOpen());
    QTRY_VERIFY(restore->isEnabled()); // and can be tried again
    stage.diskFull = false;
    restore->click();
    QTRY_COMPARE(shown.text(), u"old text"_s);
}

void VersionsSheetTest::emptyStateOffersToKeepOne()
{
    OpenVersions v({"only text"});
    QTRY_VERIFY(v.hasLabel(u"No versions yet"_s));
    QVERIFY(!v.button(u"Restore this version"_s));
    QPushButton* keep = v.button(u"Keep a version now"_s);
    QVERIFY(keep);
    QTRY_COMPARE(v.shown->window.focusWidget(), keep);
    QTest::keyClick(keep, Qt::Key_Return);
    QTRY_VERIFY(v.hasLabel(u"The same as now"_s));
    QVERIFY(!v.restoreIsOffered()); // nothing to restore
    QCOMPARE(v.text->toPlainText(), u"only text"_s);
}

void VersionsSheetTest::aLockTakesItAway()
{
    OpenVersions v({"old text", "new text"});
    QTRY_VERIFY(v.restoreIsOffered());
    const QPointer<ui::VersionText> text(v.text);
    QVERIFY(v.shown->lock());
    QVERIFY(!text);
    QVERIFY(v.shown->window.findChildren<ui::VersionsSheet*>().isEmpty());
}

void VersionsSheetTest::standsSmallWindowsAndLongTexts()
{
    std::string before;
    for (int i = 0; i < 20'000; ++i)
        before += "Line " + std::to_string(i) + " of a long text\n";
    std::string after = before;
    after.insert(before.size() / 2, "inserted ");
    OpenVersions v(
        {before, after, after + "\xEF\xB7\x90\xE2\x80\xA9\xEF\xBF\xBC\r\n" + std::string(50'000, 'x')},
        {480, 400});
    QTRY_VERIFY_WITH_TIMEOUT(v.restoreIsOffered(), 20'000);
    QVERIFY(v.text->isVisible() && v.list->isVisible());
    QVERIFY(v.text->document()->characterCount() < 300'000); // what stayed is left out
    QVERIFY(v.text->changeCount() >= 1);
    v.list->setCurrentIndex(v.list->model()->index(v.list->model()->rowCount() - 1, 0));
    QTRY_VERIFY_WITH_TIMEOUT(v.restoreIsOffered(), 20'000);
    QVERIFY(v.text->changeCount() >= 2);
    QVERIFY(v.text->toPlainText().contains(u"inserted"_s));
}

void VersionsSheetTest::thinsInTheBackground()
{
    VaultFixture fixture;
    MovedClock clock;
    const RecordId id = addNoteOf(fixture, clock, {"1", "2", "3", "4"});
    clock.at = clock.at + 400 * 24 * hour;
    ui::VaultSession session(openBy(fixture, clock));
    std::size_t left = 0;
    {
        ui::VersionThinning thinning(session);
        QSignalSpy finished(&thinning, &ui::VersionThinning::finished);
        thinning.start(std::chrono::milliseconds{0});
        QTRY_COMPARE(finished.count(), 1);
    }
    session.versions(id, this,
                     [&](const Result<std::vector<RevisionSummary>>& versions) { left = versions->size(); });
    QTRY_COMPARE(left, std::size_t{1});
    ui::VersionThinning stopped(session);
    stopped.stop();
    QSignalSpy finished(&stopped, &ui::VersionThinning::finished);
    stopped.start(std::chrono::milliseconds{0});
    bool turned = false;
    session.settings(this, [&](const Result<VaultSettings>&) { turned = true; });
    QTRY_VERIFY(turned);
    QCOMPARE(finished.count(), 0);
}

QTEST_MAIN(VersionsSheetTest)
#include "versions_sheet_test.moc"
