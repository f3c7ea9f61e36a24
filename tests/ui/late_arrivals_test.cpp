// SPDX-License-Identifier: GPL-3.0-or-later
// What was written while the vault was locked comes at the next unlock, is shown, and says where it comes
// from.
#include "core/capture/capture.h"
#include "core/capture/spill_folder.h"
#include "core/capture/spilled_text.h"
#include "core/capture/take_inbox.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/vault_notice_sheet.h"
#include "ui/widgets/toast.h"

#include <fstream>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault with an inbox.
struct WithInbox : VaultFixture
{
    std::filesystem::path state = folder / "state";
    std::filesystem::path inbox = file.string() + "-inbox";

    WithInbox()
    {
        add("# Here");
        auto key = Vault::unlock(file, passphrase());
        if (!(*Vault::open(file, std::move(*key), {.stateFolder = state}))->close())
            qFatal("pin");
    }
    void capture(std::string_view text) const
    {
        if (!captureNote(file, state, bytesOf(text), systemClock()))
            qFatal("capture");
    }
};

struct OpenInboxVault : ShownWindow
{
    explicit OpenInboxVault(const VaultFixture& fixture) : OpenInboxVault(fixture, fixture.origin()) {}
    OpenInboxVault(const VaultFixture& fixture, const ui::VaultOrigin& origin)
        : ShownWindow(fixture.open(), {1440, 900}, origin)
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    [[nodiscard]] ui::Toast* toast() const { return window.findChild<ui::Toast*>(); }
};

} // namespace

class LateArrivalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notesComeAndAreShown();
    void nothingIsSaidOfNone();
    void whatCannotBeReadIsTold();
    void whatWasNotSavedComesAndIsTold();
};

void LateArrivalsTest::notesComeAndAreShown()
{
    const WithInbox vault;
    vault.capture("# Milk\nand bread");
    vault.capture("# Stamps");
    OpenInboxVault open(vault);
    QTRY_VERIFY(open.toast()->isVisible());
    QVERIFY(open.toast()->message().contains(u"2 notes came that were written while"_s));
    QTRY_COMPARE(open.list->model()->rowCount(), 3);
    const auto buttons = open.toast()->findChildren<QAbstractButton*>();
    const auto show = std::ranges::find(buttons, u"Show"_s, &QAbstractButton::text);
    QVERIFY(show != buttons.end());
    QTest::mouseClick(*show, Qt::LeftButton);
    QTRY_COMPARE(open.list->model()->rowCount(), 2); // the list of the tag
    QVERIFY(!std::filesystem::exists(vault.inbox));
    QVERIFY(open.lock());
}

void LateArrivalsTest::nothingIsSaidOfNone()
{
    const WithInbox vault;
    OpenInboxVault open(vault);
    QVERIFY(open.lock());
    QVERIFY(!open.toast()->isVisible());
}

void LateArrivalsTest::whatCannotBeReadIsTold()
{
    const WithInbox vault;
    vault.capture("good");
    std::ofstream(vault.inbox, std::ios::app) << "rubbish";
    OpenInboxVault open(vault);
    QTRY_VERIFY(SheetHands<ui::VaultNoticeSheet>(open.window).isOpen());
    QVERIFY(SheetHands<ui::VaultNoticeSheet>(open.window).says(u"Not all of the inbox"_s));
    QVERIFY(std::filesystem::exists(vault.inbox.string() + ".aside-1"));
    QTRY_COMPARE(open.list->model()->rowCount(), 2);
    QVERIFY(open.lock());
}

void LateArrivalsTest::whatWasNotSavedComesAndIsTold()
{
    const WithInbox vault;
    RecordId note;
    {
        const auto open = vault.open();
        note = open->listNotes({}, 0, 1)->front().id;
        std::vector<SpilledText> texts(2);
        texts[0].note = note;
        texts[0].base = open->note(note)->modified;
        texts[0].body = SecureBytes::copyOf(bytesOf("# Here\nand more"));
        texts[1].body = SecureBytes::copyOf(bytesOf("# Never saved"));
        QVERIFY(keepSpill(vault.state, sealSpill(texts, open->vaultId(), open->spillKey())).has_value());
    }
    {
        ui::VaultOrigin origin = vault.origin();
        origin.stateFolder = vault.state;
        OpenInboxVault open(vault, origin);
        QTRY_VERIFY(SheetHands<ui::VaultNoticeSheet>(open.window).isOpen());
        const SheetHands<ui::VaultNoticeSheet> notice(open.window);
        QVERIFY(notice.says(u"is in its note now"_s));
        QVERIFY(notice.says(u"stands in a note of its own"_s));
        QTRY_COMPARE(open.list->model()->rowCount(), 2);
        QTRY_COMPARE(open.editor->toPlainText(), u"# Here\nand more"_s); // the note that is open shows it
        QVERIFY(open.lock());
    }
    QCOMPARE(VaultFixture::bodies(*vault.open()),
             (std::vector<std::string>{"# Here\nand more", "# Never saved"}));
}

QTEST_MAIN(LateArrivalsTest)
#include "late_arrivals_test.moc"
