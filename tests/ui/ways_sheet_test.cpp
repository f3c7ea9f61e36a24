// SPDX-License-Identifier: GPL-3.0-or-later
// The ways into the open vault, listed and changed by the window.
#include "tests/ui/sheet_hands.h"
#include "ui/lockscreen/kit_form.h"
#include "ui/sheets/settings_sheet.h"
#include "ui/sheets/ways_sheet.h"

#include <QApplication>

#include <array>
#include <fcntl.h>
#include <fstream>
#include <thread>
#include <unistd.h>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

const auto proofField = u"Your vault's password"_s;

/// The window with the sheet open.
struct OpenWays : ShownWindow
{
    SheetHands<ui::WaysSheet> hands;

    explicit OpenWays(const VaultFixture& fixture)
        : ShownWindow(fixture.open(), {1440, 900}, fixture.origin()), hands(opened(*this))
    {
    }
    static QWidget& opened(OpenWays& shown)
    {
        auto* sheet = new ui::WaysSheet(shown.session, u"Test"_s, &shown.window);
        sheet->setCost(KeyDerivationCost::cheapForTests());
        sheet->openSheet();
        return shown.window;
    }
    [[nodiscard]] bool prove(const QString& typed) const
    {
        hands.type(proofField, typed);
        return goOn();
    }
    [[nodiscard]] bool proveByCode(const QString& code) const
    {
        if (!hands.press(u"Use recovery kit"_s))
            return false;
        hands.type(u"Recovery code"_s, code);
        return goOn();
    }
    [[nodiscard]] bool goOn() const
    {
        return hands.press(u"Continue"_s) &&
               QTest::qWaitFor([this] { return hands.button(u"Change the password…"_s) != nullptr; });
    }
};

QString textOfCode(const RecoveryCode& code)
{
    const SecureBytes text = code.grouped();
    return QString::fromLatin1(text.text().data(), static_cast<qsizetype>(text.size()));
}

} // namespace

class WaysSheetTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesNothingBeforeAProof()
    {
        const VaultFixture fixture;
        const OpenWays shown(fixture);
        QTRY_VERIFY(shown.hands.says(u"Password"_s));
        QVERIFY(!shown.hands.offers(u"Remove"_s));
        QVERIFY(!shown.hands.button(u"Add a recovery kit…"_s));
        shown.hands.type(proofField, u"wrong horse"_s);
        QVERIFY(shown.hands.press(u"Continue"_s));
        QTRY_VERIFY(shown.hands.says(u"doesn't open this vault"_s));
        QVERIFY(!shown.hands.button(u"Add a recovery kit…"_s));
        QVERIFY(shown.prove(u"correct horse"_s));
        QVERIFY(!shown.hands.offers(u"Remove"_s)); // the only one
    }

    void addsRenewsAndRemovesARecoveryKit()
    {
        const VaultFixture fixture;
        RecoveryCode first = RecoveryCode::random();
        RecoveryCode second = RecoveryCode::random();
        {
            const OpenWays shown(fixture);
            QVERIFY(shown.prove(u"correct horse"_s));
            for (RecoveryCode* code : {&first, &second}) {
                QVERIFY(shown.hands.press(code == &first ? u"Add a recovery kit…"_s
                                                         : u"Renew the recovery kit…"_s));
                *code = shown.hands.sheet->findChild<ui::KitForm*>()->code().clone();
                QVERIFY(shown.hands.press(u"Add this code"_s)); // the last group is not typed yet
                QVERIFY(shown.hands.says(u"That is not the last group"_s));
                shown.hands.type(u"Last group of the code"_s, textOfCode(*code).right(4));
                QVERIFY(shown.hands.press(u"Add this code"_s));
                QTRY_VERIFY(shown.hands.says(u"opens this vault from now on"_s));
            }
        }
        QCOMPARE(Vault::info(fixture.file)->slots.size(), std::size_t{2});
        QVERIFY(!Vault::unlock(fixture.file, WayIn::recoveryCode(first.clone())));
        QVERIFY(Vault::unlock(fixture.file, WayIn::recoveryCode(second.clone())));
        {
            const OpenWays shown(fixture);
            QVERIFY(shown.proveByCode(textOfCode(second).toLower())); // the code proves as well
            QVERIFY(shown.hands.press(u"Remove"_s));                  // the password
            QTRY_VERIFY(shown.hands.says(u"It opens this vault no more."_s));
            QVERIFY(!shown.hands.offers(u"Remove"_s));
        }
        QVERIFY(!Vault::unlock(fixture.file, VaultFixture::passphrase()));
        QVERIFY(Vault::unlock(fixture.file, WayIn::recoveryCode(second.clone())));
    }

    void givesAForgottenPasswordASuccessor()
    {
        const VaultFixture fixture;
        const RecoveryCode code = RecoveryCode::random();
        {
            const auto vault = fixture.open();
            const auto way =
                PreparedWay::of(WayIn::recoveryCode(code.clone()), KeyDerivationCost::cheapForTests());
            QVERIFY(vault->changeWays({WayChange::What::Add, &*way}));
            QVERIFY(vault->close());
        }
        {
            const OpenWays shown(fixture);
            QVERIFY(shown.proveByCode(textOfCode(code)));
            QVERIFY(shown.hands.press(u"Change the password…"_s));
            for (auto* field : shown.hands.sheet->findChildren<ui::PasswordField*>())
                if (field->isVisible())
                    field->setText(u"copper lantern drifts upstream"_s);
            QVERIFY(shown.hands.press(u"Change the password"_s));
            QTRY_VERIFY(shown.hands.says(u"The password was changed."_s));
        }
        QVERIFY(!Vault::unlock(fixture.file, VaultFixture::passphrase()));
        QVERIFY(
            Vault::unlock(fixture.file, *Passphrase::fromTyped(bytesOf("copper lantern drifts upstream"))));
        QVERIFY(Vault::unlock(fixture.file, WayIn::recoveryCode(code.clone())));
    }

    void aKitIsRehearsed()
    {
        const VaultFixture fixture;
        const RecoveryCode code = RecoveryCode::random();
        {
            const auto vault = fixture.open();
            const auto way =
                PreparedWay::of(WayIn::recoveryCode(code.clone()), KeyDerivationCost::cheapForTests());
            QVERIFY(vault->changeWays({WayChange::What::Add, &*way}));
            QVERIFY(vault->close());
        }
        const OpenWays shown(fixture);
        shown.hands.sheet->rehearse();
        QVERIFY(shown.hands.says(u"Type the code from your recovery kit."_s));
        shown.hands.type(u"Recovery code"_s, textOfCode(RecoveryCode::random()));
        QVERIFY(shown.hands.press(u"Continue"_s));
        QVERIFY(shown.hands.hears(u"of another vault"_s));
        shown.hands.type(u"Recovery code"_s, textOfCode(code));
        QVERIFY(shown.goOn());
        QVERIFY(shown.hands.says(u"The code opens this vault."_s));
    }

    void aKitIsPrintedPastTheDisk()
    {
        const VaultFixture fixture;
        OpenWays shown(fixture);
        QSignalSpy wanted(&shown.window, &ui::MainWindow::printRequested);
        QSignalSpy written(&shown.window, &ui::MainWindow::printWritten);
        QSignalSpy cancelled(&shown.window, &ui::MainWindow::printCancelled);
        shown.hands.sheet->closeSheet();
        shown.trigger(u"Ctrl+,"_s); // as a person comes to it: the window passes on what it is told
        QVERIFY(SheetHands<ui::SettingsSheet>(shown.window).press(u"Show…"_s));
        QTRY_COMPARE(shown.window.findChildren<ui::WaysSheet*>().size(), 2); // beside the one of this test
        shown.hands.sheet = shown.window.findChildren<ui::WaysSheet*>().back();
        shown.hands.sheet->setCost(KeyDerivationCost::cheapForTests());
        QVERIFY(shown.prove(u"correct horse"_s));
        QVERIFY(shown.hands.press(u"Add a recovery kit…"_s));
        QVERIFY(shown.hands.press(u"Print…"_s));
        QVERIFY(shown.hands.says(u"keeps a plain copy"_s)); // before it is done
        QCOMPARE(wanted.count(), 0);
        QVERIFY(shown.hands.press(u"Print now"_s));
        QCOMPARE(wanted.count(), 1);
        std::array<int, 2> ends{};
        QCOMPARE(pipe2(ends.data(), O_CLOEXEC), 0);
        auto pipe = std::make_shared<ui::PrintPipe>(ends[1]);
        shown.window.startPrinting(pipe);
        QByteArray printed;
        std::thread reader([&] {
            std::array<char, 4096> part{};
            for (ssize_t read = 0; (read = ::read(ends[0], part.data(), part.size())) > 0;)
                printed.append(part.data(), read);
        });
        QTRY_COMPARE(written.count(), 1);
        pipe->close();
        reader.join();
        ::close(ends[0]);
        QVERIFY(printed.startsWith("%PDF") && printed.size() > 2000);
        shown.window.showPrintOutcome(ui::PrintOutcome::Taken);
        QVERIFY(shown.hands.says(u"Given to the print system."_s));
        QVERIFY(shown.hands.press(u"Print…"_s)); // once more, and then thought better of
        QVERIFY(shown.hands.press(u"Print now"_s));
        QVERIFY(shown.hands.press(u"Back"_s));
        QCOMPARE(cancelled.count(), 1);
    }

    void theSettingsLeadToIt()
    {
        const VaultFixture fixture;
        ShownWindow shown(fixture.open(), {1440, 900}, fixture.origin());
        QTRY_COMPARE(shown.painted.count(), 1);
        shown.trigger(u"Ctrl+,"_s);
        const SheetHands<ui::SettingsSheet> settings(shown.window);
        QVERIFY(settings.press(u"Show…"_s));
        QTRY_VERIFY(shown.window.findChild<ui::WaysSheet*>() != nullptr);
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::ThemeManager::instance().install(application);
    WaysSheetTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "ways_sheet_test.moc"
