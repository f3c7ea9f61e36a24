// SPDX-License-Identifier: GPL-3.0-or-later
// Before what only the owner may do, somebody is asked again: by any way in that the vault has.
#include "core/vault/failed_attempts.h"
#include "tests/ui/sheet_hands.h"
#include "ui/sheets/export_sheet.h"
#include "ui/sheets/key_change_sheet.h"
#include "ui/sheets/merge_sheet.h"
#include "ui/sheets/pdf_sheet.h"
#include "ui/sheets/salvage_sheet.h"
#include "ui/sheets/ways_sheet.h"
#include "ui/widgets/radio_card.h"
#include "ui/widgets/way_links.h"

#include <QApplication>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::pathText;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

const auto vaultPassword = u"Your vault's password"_s;
const auto correct = u"correct horse"_s;

QString textOf(const RecoveryCode& code)
{
    const SecureBytes text = code.grouped();
    return QString::fromLatin1(text.text().data(), static_cast<qsizetype>(text.size()));
}

/// A vault without a password alone: it opens by that with a key file, and by a recovery code.
struct GuardedVault : VaultFixture
{
    std::filesystem::path keyFile = folder / "stick.key";
    std::filesystem::path other = folder / "other.key";
    std::filesystem::path state = folder / "state";
    RecoveryCode code = RecoveryCode::random();

    GuardedVault()
    {
        add("# A note\n\nits text");
        const auto vault = VaultFixture::open();
        const auto cheap = KeyDerivationCost::cheapForTests();
        const auto both =
            PreparedWay::of(WayIn::passwordAndKeyFile(passphrase(), *KeyFile::make(keyFile)), cheap);
        const auto kit = PreparedWay::of(WayIn::recoveryCode(code.clone()), cheap);
        WayChange removal{WayChange::What::Remove, nullptr};
        removal.index = 0;
        if (!KeyFile::make(other) || !vault->changeWays({WayChange::What::Add, &*both}) ||
            !vault->changeWays({WayChange::What::Add, &*kit}) || !vault->changeWays(removal) ||
            !vault->close())
            qFatal("ways");
    }
    [[nodiscard]] Result<UnlockedKey> unlockBy(const std::filesystem::path& key) const
    {
        return Vault::unlock(file, WayIn::passwordAndKeyFile(passphrase(), *KeyFile::read(key)));
    }
    [[nodiscard]] std::unique_ptr<Vault> openByCode() const
    {
        return std::move(*Vault::open(file, *Vault::unlock(file, WayIn::recoveryCode(code.clone())), {}));
    }
    [[nodiscard]] ui::VaultOrigin here() const { return {file, Vault::info(file)->vaultId, state}; }
    [[nodiscard]] std::uint64_t failures() const { return failedAttempts(state, here().id).count; }
};

/// The window over such a vault.
struct GuardedWindow : ShownWindow
{
    const GuardedVault& vault;

    explicit GuardedWindow(const GuardedVault& guarded)
        : ShownWindow(guarded.openByCode(), {1440, 900}, guarded.here()), vault(guarded)
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    template <class Kind>
    [[nodiscard]] SheetHands<Kind> open(const QString& action)
    {
        triggerNamed(action);
        return SheetHands<Kind>(window);
    }
};

template <class Kind>
ui::WayLinks& linksOf(const SheetHands<Kind>& hands)
{
    return *hands.sheet->template findChild<ui::WayLinks*>();
}

/// Tries the password alone, then with a wrong key file: each is refused, and said calmly.
template <class Kind>
bool refusesWrongOnes(const SheetHands<Kind>& hands, const GuardedVault& vault, const QString& button,
                      const QString& field = vaultPassword)
{
    hands.type(field, correct);
    if (!hands.press(button) || !hands.hears(u"does not open by that alone"_s))
        return false;
    linksOf(hands).setKeyFile(pathText(vault.folder / "gone.key"));
    if (!hands.press(button) || !hands.hears(u"The key file can't be used"_s))
        return false;
    linksOf(hands).setKeyFile(pathText(vault.other));
    if (!hands.press(button) || !hands.hears(u"either may be the wrong one"_s))
        return false;
    linksOf(hands).setKeyFile(pathText(vault.keyFile));
    return true;
}

} // namespace

class AskedAgainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainExport()
    {
        const GuardedVault vault;
        GuardedWindow shown(vault);
        const auto hands = shown.open<ui::ExportSheet>(u"Export…"_s);
        hands.sheet->findChildren<ui::RadioCard*>().at(1)->click(); // Markdown
        const auto target = vault.folder / "out";
        hands.type(u"Save as"_s, pathText(target));
        QVERIFY(hands.press(u"Export, not encrypted"_s));
        QVERIFY(hands.hears(u"Type the password of this vault."_s));
        QVERIFY(refusesWrongOnes(hands, vault, u"Export, not encrypted"_s));
        QVERIFY(!std::filesystem::exists(target));
        QVERIFY(hands.press(u"Export, not encrypted"_s));
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(target), 60'000);
        QTRY_VERIFY(!hands.isOpen());
    }

    void aNoteAsPdf()
    {
        const GuardedVault vault;
        GuardedWindow shown(vault);
        QTRY_VERIFY(shown.text().contains(u"A note"_s));
        shown.triggerNamed(u"Save as PDF…"_s);
        QTRY_VERIFY(shown.window.findChild<ui::PdfSheet*>() != nullptr);
        const SheetHands<ui::PdfSheet> hands(shown.window);
        const auto target = vault.folder / "note.pdf";
        hands.type(u"Save as"_s, pathText(target));
        QVERIFY(refusesWrongOnes(hands, vault, u"Save PDF"_s));
        QVERIFY(!std::filesystem::exists(target));
        QVERIFY(hands.press(u"Save PDF"_s));
        QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(target), 60'000);
    }

    void waysIn()
    {
        const GuardedVault vault;
        {
            GuardedWindow shown(vault);
            auto* sheet = new ui::WaysSheet(shown.session, u"Test"_s, &shown.window);
            sheet->setCost(KeyDerivationCost::cheapForTests());
            sheet->openSheet();
            const SheetHands<ui::WaysSheet> hands(shown.window);
            QTRY_VERIFY(hands.button(u"Key file…"_s) != nullptr);
            QVERIFY(refusesWrongOnes(hands, vault, u"Continue"_s));
            QVERIFY(!hands.button(u"Change the password…"_s));
            QVERIFY(hands.press(u"Continue"_s));
            QTRY_VERIFY(hands.offers(u"Change the password…"_s));
            QVERIFY(hands.press(u"Change the password…"_s));
            for (auto* field : hands.sheet->findChildren<ui::PasswordField*>())
                if (field->isVisible())
                    field->setText(u"copper lantern drifts upstream"_s);
            QVERIFY(hands.press(u"Change the password"_s));
            QVERIFY(hands.hears(u"The password was changed."_s));
        }
        QVERIFY(!vault.unlockBy(vault.keyFile)); // with the old password
        const auto next = Passphrase::fromTyped(bytesOf("copper lantern drifts upstream"));
        QVERIFY(Vault::unlock(vault.file,
                              WayIn::passwordAndKeyFile(next->clone(), *KeyFile::read(vault.keyFile))));
        QVERIFY(!Vault::unlock(vault.file, *next)); // the key file is still needed
    }

    void newKeysByPasswordAndKeyFile()
    {
        const GuardedVault vault;
        {
            GuardedWindow shown(vault);
            const auto hands = shown.open<ui::KeyChangeSheet>(u"Change the keys…"_s);
            hands.sheet->setCost(KeyDerivationCost::cheapForTests());
            QSignalSpy changed(&shown.window, &ui::MainWindow::keysChanged);
            QVERIFY(refusesWrongOnes(hands, vault, u"Change the keys"_s));
            QCOMPARE(changed.count(), 0);
            QVERIFY(hands.press(u"Change the keys"_s));
            QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
            QVERIFY(hands.forgotPasswords());
            QVERIFY(shown.lock());
        }
        QVERIFY(vault.unlockBy(vault.keyFile));
        QVERIFY(!vault.unlockBy(vault.other));
        QVERIFY(!Vault::unlock(vault.file, VaultFixture::passphrase())); // not by the password alone
        QCOMPARE(Vault::info(vault.file)->slots.size(), std::size_t{1});
    }

    void newKeysByTheRecoveryCodeNeedAPassword()
    {
        const GuardedVault vault;
        {
            GuardedWindow shown(vault);
            const auto hands = shown.open<ui::KeyChangeSheet>(u"Change the keys…"_s);
            hands.sheet->setCost(KeyDerivationCost::cheapForTests());
            QSignalSpy changed(&shown.window, &ui::MainWindow::keysChanged);
            QTRY_VERIFY(hands.button(u"Use recovery kit"_s) != nullptr);
            QVERIFY(hands.press(u"Use recovery kit"_s));
            hands.type(u"Recovery code"_s, textOf(vault.code));
            QVERIFY(hands.press(u"Change the keys"_s));
            QVERIFY(hands.says(u"Choose a password."_s)); // there has to be one
            hands.type(u"New password"_s, u"copper lantern drifts upstream"_s);
            hands.type(u"Type it again"_s, u"copper lantern drifts upstream"_s);
            QVERIFY(hands.press(u"Change the keys"_s));
            QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, 60'000);
            QVERIFY(shown.lock());
        }
        QVERIFY(!Vault::unlock(vault.file, WayIn::recoveryCode(vault.code.clone())));
        QVERIFY(Vault::unlock(vault.file, *Passphrase::fromTyped(bytesOf("copper lantern drifts upstream"))));
    }

    void aCopyIsMerged()
    {
        const GuardedVault vault;
        const auto copy = vault.folder / "Copy.lockleaf";
        std::filesystem::copy_file(vault.file, copy);
        GuardedWindow shown(vault);
        const auto hands = shown.open<ui::MergeSheet>(u"Merge a copy…"_s);
        hands.type(u"The copy"_s, pathText(copy));
        const auto field = u"Password of the copy"_s;
        QVERIFY(refusesWrongOnes(hands, vault, u"Look inside"_s, field));
        QVERIFY(hands.press(u"Look inside"_s));
        QVERIFY(hands.hears(u"There is nothing to be done."_s));
        QVERIFY(hands.forgotPasswords());
    }

    void aDamagedVaultIsSalvagedIntoOneThatOpensByTheSame()
    {
        const GuardedVault vault;
        const VaultFixture host;
        const auto target = vault.folder / "New.lockleaf";
        ShownWindow shown(host.open(), {1440, 900}, host.origin());
        QTRY_COMPARE(shown.painted.count(), 1);
        shown.triggerNamed(u"Salvage a damaged vault…"_s);
        const SheetHands<ui::SalvageSheet> hands(shown.window);
        hands.type(u"The damaged vault"_s, pathText(vault.file));
        hands.type(u"The new vault"_s, pathText(target));
        QVERIFY(refusesWrongOnes(hands, vault, u"Look inside"_s, u"Its password"_s));
        QVERIFY(hands.press(u"Look inside"_s));
        QVERIFY(hands.press(u"Salvage"_s));
        QVERIFY(hands.hears(u"The new vault is "_s));
        QVERIFY(!Vault::unlock(target, VaultFixture::passphrase()));
        QVERIFY(Vault::unlock(
            target, WayIn::passwordAndKeyFile(VaultFixture::passphrase(), *KeyFile::read(vault.keyFile))));
    }

    void wrongOnesWaitAndAreCounted()
    {
        const GuardedVault vault;
        GuardedWindow shown(vault);
        auto hands = shown.open<ui::KeyChangeSheet>(u"Change the keys…"_s);
        QTRY_VERIFY(hands.button(u"Key file…"_s) != nullptr);
        linksOf(hands).setKeyFile(pathText(vault.other));
        hands.type(vaultPassword, correct);
        for (std::uint64_t i = 1; i <= 3; ++i) {
            QVERIFY(hands.press(u"Change the keys"_s));
            QTRY_COMPARE(vault.failures(), i);
        }
        QTRY_VERIFY(hands.button(u"Try again in 1 s"_s) != nullptr);
        QVERIFY(!hands.offers(u"Try again in 1 s"_s));
        QTest::keyClick(hands.field(vaultPassword), Qt::Key_Return); // is no way round it
        QCOMPARE(vault.failures(), std::uint64_t{3});
        QVERIFY(hands.press(u"Cancel"_s)); // which is taken at any time
        QVERIFY(!hands.isOpen());
        const auto merge = shown.open<ui::MergeSheet>(u"Merge a copy…"_s); // neither is this
        linksOf(merge).setKeyFile(pathText(vault.other));
        QVERIFY(merge.isOpen());
        hands = shown.open<ui::KeyChangeSheet>(u"Change the keys…"_s);
        QTRY_VERIFY(hands.button(u"Key file…"_s) != nullptr);
        linksOf(hands).setKeyFile(pathText(vault.other));
        hands.type(vaultPassword, correct);
        QVERIFY(hands.press(u"Change the keys"_s)); // waits until it may
        QTRY_COMPARE(vault.failures(), std::uint64_t{4});
        QTRY_VERIFY(hands.button(u"Try again in 2 s"_s) != nullptr);
    }

    void anotherVaultInItsPlaceProvesNothing()
    {
        const GuardedVault vault;
        const VaultFixture stranger; // whose password is the same
        GuardedWindow shown(vault);
        std::filesystem::rename(vault.file, vault.folder / "away");
        std::filesystem::copy_file(stranger.file, vault.file);
        auto* sheet = new ui::WaysSheet(shown.session, u"Test"_s, &shown.window);
        sheet->openSheet();
        const SheetHands<ui::WaysSheet> hands(shown.window);
        hands.type(vaultPassword, correct);
        QVERIFY(hands.press(u"Continue"_s));
        QVERIFY(hands.hears(u"doesn't open this vault"_s));
        QVERIFY(!hands.button(u"Change the password…"_s));
    }

    void escapeGivesATryUp()
    {
        const GuardedVault vault;
        GuardedWindow shown(vault);
        const auto hands = shown.open<ui::KeyChangeSheet>(u"Change the keys…"_s);
        QSignalSpy changed(&shown.window, &ui::MainWindow::keysChanged);
        QTRY_VERIFY(hands.button(u"Key file…"_s) != nullptr);
        linksOf(hands).setKeyFile(pathText(vault.keyFile));
        hands.type(vaultPassword, correct);
        QVERIFY(hands.press(u"Change the keys"_s));
        QTest::keyClick(hands.sheet, Qt::Key_Escape);
        QVERIFY(hands.isOpen());
        QVERIFY(hands.forgotPasswords());
        QVERIFY(hands.offers(u"Change the keys"_s));
        QTRY_VERIFY(shown.window.isVisible());
        QCOMPARE(changed.count(), 0);
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::ThemeManager::instance().install(application);
    AskedAgainTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "asked_again_test.moc"
