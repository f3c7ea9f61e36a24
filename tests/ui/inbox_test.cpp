// SPDX-License-Identifier: GPL-3.0-or-later
// What was written while the vault was locked comes at the next unlock, is shown, and says where it comes
// from.
#include "core/capture/capture.h"
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
    explicit OpenInboxVault(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    [[nodiscard]] ui::Toast* toast() const { return window.findChild<ui::Toast*>(); }
};

} // namespace

class InboxWindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notesComeAndAreShown();
    void nothingIsSaidOfNone();
    void whatCannotBeReadIsTold();
};

void InboxWindowTest::notesComeAndAreShown()
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

void InboxWindowTest::nothingIsSaidOfNone()
{
    const WithInbox vault;
    OpenInboxVault open(vault);
    QVERIFY(open.lock());
    QVERIFY(!open.toast()->isVisible());
}

void InboxWindowTest::whatCannotBeReadIsTold()
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

QTEST_MAIN(InboxWindowTest)
#include "inbox_test.moc"
