// SPDX-License-Identifier: GPL-3.0-or-later
// What can be read in a damaged vault, taken into a new one by the window.
#include "tests/support/sealed_tamper.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/salvage_sheet.h"

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::pathText;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// Two notes, one of them spoilt, and a second vault from which it is salvaged.
struct DamagedVault : VaultFixture
{
    VaultFixture host;
    std::filesystem::path target = folder / "New.lockleaf";

    DamagedVault()
    {
        add("# Kept", 1);
        const RecordId lost = add("# Gone", 2);
        if (!test::spoilNote(file, *Vault::unlock(file, passphrase()), lost))
            qFatal("spoil");
    }
};

struct OpenSalvage : ShownWindow
{
    std::optional<SheetHands<ui::SalvageSheet>> hands;

    explicit OpenSalvage(const DamagedVault& damaged)
        : ShownWindow(damaged.host.open(), {1440, 900}, damaged.host.origin())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
        triggerNamed(u"Salvage a damaged vault…"_s);
        hands.emplace(window);
        hands->type(u"The damaged vault"_s, pathText(damaged.file));
        hands->type(u"Its password"_s, u"correct horse"_s);
        hands->type(u"The new vault"_s, pathText(damaged.target));
    }
};

} // namespace

class SalvageSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatCanBeRead();
    void previewMakesNothing();
    void refusesAWrongPassword();
    void refusesATakenName();
    void refusesTheOpenVault();
    void lockForgetsThePassword();
};

void SalvageSheetTest::takesWhatCanBeRead()
{
    const DamagedVault damaged;
    {
        OpenSalvage open(damaged);
        QVERIFY(open.hands->press(u"Look inside"_s));
        QVERIFY(open.hands->hears(u"1 note and 0 files can be read and would come back."_s));
        QVERIFY(open.hands->report().contains(u"Lost: the note “Gone”"_s));
        QVERIFY(open.hands->press(u"Salvage"_s));
        QVERIFY(open.hands->hears(u"The new vault is "_s));
        QVERIFY(open.hands->report().startsWith(u"1 note and 0 files came back."_s));
        QVERIFY(open.hands->report().contains(u"Lost: the note “Gone”"_s));
        QVERIFY(open.hands->report().contains(u"Merge a copy"_s));
        QVERIFY(open.hands->forgotPasswords());
    }
    auto key = Vault::unlock(damaged.target, VaultFixture::passphrase()); // the same password
    QVERIFY(key);
    QVERIFY(key->vaultId == Vault::info(damaged.file)->vaultId); // copies can be merged
    const auto vault = Vault::open(damaged.target, std::move(*key), {});
    QCOMPARE(VaultFixture::bodies(**vault), std::vector<std::string>{"# Kept"});
}

void SalvageSheetTest::previewMakesNothing()
{
    const DamagedVault damaged;
    OpenSalvage open(damaged);
    QVERIFY(open.hands->press(u"Look inside"_s));
    QVERIFY(open.hands->press(u"Back"_s));
    QVERIFY(!std::filesystem::exists(damaged.target));
    QVERIFY(open.hands->forgotPasswords());
}

void SalvageSheetTest::refusesAWrongPassword()
{
    const DamagedVault damaged;
    OpenSalvage open(damaged);
    open.hands->type(u"Its password"_s, u"wrong"_s);
    QVERIFY(open.hands->press(u"Look inside"_s));
    QVERIFY(open.hands->hears(u"That password doesn't open this vault."_s));
    QVERIFY(open.hands->offers(u"Look inside"_s));
}

void SalvageSheetTest::refusesATakenName()
{
    const DamagedVault damaged;
    OpenSalvage open(damaged);
    open.hands->type(u"The new vault"_s, pathText(damaged.file));
    QVERIFY(open.hands->press(u"Look inside"_s));
    QVERIFY(open.hands->hears(u"a name that is not taken"_s));
}

void SalvageSheetTest::refusesTheOpenVault()
{
    const DamagedVault damaged;
    OpenSalvage open(damaged);
    open.hands->type(u"The damaged vault"_s, pathText(damaged.host.file));
    QVERIFY(open.hands->press(u"Look inside"_s));
    QVERIFY(open.hands->hears(u"This vault is open."_s));
}

void SalvageSheetTest::lockForgetsThePassword()
{
    const DamagedVault damaged;
    OpenSalvage open(damaged);
    QVERIFY(open.hands->press(u"Look inside"_s));
    QVERIFY(open.lock());
    QVERIFY(!open.window.findChild<ui::SalvageSheet*>());
    QVERIFY(!std::filesystem::exists(damaged.target));
}

QTEST_MAIN(SalvageSheetTest)
#include "salvage_sheet_test.moc"
