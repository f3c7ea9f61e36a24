// SPDX-License-Identifier: GPL-3.0-or-later
// What the window tells, quietly, of the last unlock and since.
#include "core/vault/failed_attempts.h"
#include "tests/ui/sheet_hands.h"
#include "ui/main/unlock_line.h"
#include "ui/sheets/backup_words.h"
#include "ui/sheets/export_sheet.h"
#include "ui/widgets/toast.h"

#include <QApplication>
#include <QMenu>

using namespace lockleaf;
using namespace Qt::StringLiterals;
using test::SheetHands;
using test::ShownWindow;
using test::VaultFixture;

namespace {

/// A vault that is unlocked again and again, on a computer with a state folder.
struct OwnVault : VaultFixture
{
    std::filesystem::path state = folder / "state";

    OwnVault() { add("# A note"); }
    [[nodiscard]] ui::VaultOrigin here() const { return {file, Vault::info(file)->vaultId, state}; }
    [[nodiscard]] VaultSettings settings() const { return *open()->settings(); }
    void fail(int times) const
    {
        for (int i = 0; i < times; ++i)
            if (!noteFailedAttempt(state, here().id, QDateTime::currentMSecsSinceEpoch()))
                qFatal("note");
    }
};

struct Unlocked : ShownWindow
{
    explicit Unlocked(const OwnVault& vault) : ShownWindow(vault.open(), {1440, 900}, vault.here())
    {
        if (!QTest::qWaitFor([&] { return painted.count() == 1; }))
            qFatal("the list does not come");
    }
    [[nodiscard]] ui::UnlockLine& line() const { return *window.findChild<ui::UnlockLine*>(); }
    [[nodiscard]] QString toast() const { return window.findChild<ui::Toast*>()->message(); }
    /// The rows of the details, which are open afterwards.
    [[nodiscard]] QMenu* details()
    {
        triggerNamed(u"Since the last unlock…"_s);
        return qobject_cast<QMenu*>(QApplication::activePopupWidget());
    }
};

bool tells(const QMenu& menu, const QString& words)
{
    for (const QAction* action : menu.actions())
        if (action->text().contains(words))
            return true;
    return false;
}

} // namespace

class UnlockFactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLastUnlockIsToldAtTheNext()
    {
        const OwnVault vault;
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        {
            Unlocked first(vault);
            QTRY_VERIFY(!first.toast().contains(u"failed"_s));
            QVERIFY(!first.line().isVisible()); // nothing is known yet
            QTRY_VERIFY(first.lock());
        }
        const Timestamp told = vault.settings().lastUnlocked;
        QVERIFY(told >= before && told <= QDateTime::currentMSecsSinceEpoch());
        Unlocked second(vault);
        QTRY_VERIFY(second.line().isVisible());
        QCOMPARE(second.line().text(), u"Last unlocked %1"_s.arg(ui::backupTime(told)));
        QVERIFY(!second.line().warns());
        QMenu* const details = second.details();
        QVERIFY(details != nullptr);
        QVERIFY(tells(*details, u"Last unlocked: %1"_s.arg(ui::backupTime(told))));
        QVERIFY(tells(*details, u"none seen"_s));
        QVERIFY(tells(*details, u"Last exported: not known"_s));
        QTRY_VERIFY(tells(*details, u"Last proven backup: none yet"_s));
        details->close();
    }

    void anUnlockThatWasKilledIsToldToo()
    {
        const OwnVault vault;
        const auto copy = vault.folder / "Killed.lockleaf";
        {
            Unlocked first(vault);
            QTRY_VERIFY(!first.toast().contains(u"failed"_s));
            bool asked = false; // behind what was saved
            first.session.ask(
                &first.window, [](Vault&) -> Result<void> { return {}; },
                [&](const Result<void>&) { asked = true; });
            QTRY_VERIFY(asked);
            QTRY_VERIFY([&] { // what a kill leaves is what stands on the disk now
                std::filesystem::copy_file(vault.file, copy,
                                           std::filesystem::copy_options::overwrite_existing);
                std::filesystem::copy_file(vault.file.string() + "-wal", copy.string() + "-wal",
                                           std::filesystem::copy_options::overwrite_existing);
                auto key = Vault::unlock(copy, VaultFixture::passphrase());
                const auto killed = Vault::open(copy, std::move(*key), {});
                return killed && (*killed)->settings()->lastUnlocked > 0;
            }());
        }
    }

    void failedAttemptsAreToldOnceAndSeen()
    {
        const OwnVault vault;
        vault.fail(2);
        {
            Unlocked shown(vault);
            QTRY_VERIFY(shown.line().isVisible());
            QCOMPARE(shown.line().text(), u"At least 2 failed attempts"_s);
            QVERIFY(shown.line().warns());
            QVERIFY2(shown.toast().startsWith(u"At least 2 failed attempts"_s), qPrintable(shown.toast()));
            QTest::mouseClick(&shown.line(), Qt::LeftButton);
            auto* const details = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QVERIFY(details != nullptr);
            QVERIFY(tells(*details, u"At least 2 failed attempts on this computer, the last one today"_s));
            details->close();
            QTRY_COMPARE(failedAttempts(vault.state, vault.here().id).count, std::uint64_t{0});
            QVERIFY(shown.lock());
        }
        Unlocked shown(vault);
        QTRY_VERIFY(shown.line().isVisible());
        QVERIFY(!shown.line().warns());
    }

    void itIsReachedByKeys()
    {
        const OwnVault vault;
        vault.fail(1);
        Unlocked shown(vault);
        QTRY_COMPARE(shown.line().text(), u"At least 1 failed attempt"_s);
        QCOMPARE(shown.line().accessibleName(), u"At least 1 failed attempt"_s);
        QVERIFY((shown.line().focusPolicy() & Qt::TabFocus) != 0);
        shown.line().setFocus(Qt::TabFocusReason);
        QTest::keyClick(&shown.line(), Qt::Key_Space);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        QTest::keyClick(QApplication::activePopupWidget(), Qt::Key_Escape);
        QVERIFY(QApplication::activePopupWidget() == nullptr);
        QVERIFY(shown.details() != nullptr);
        shown.window.blank(); // a lock takes it away
        QVERIFY(QApplication::activePopupWidget() == nullptr);
    }

    void anExportIsRemembered()
    {
        const OwnVault vault;
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        Unlocked shown(vault);
        shown.triggerNamed(u"Export…"_s);
        const SheetHands<ui::ExportSheet> hands(shown.window);
        hands.type(u"Save as"_s, test::pathText(vault.folder / "all.tar.age"));
        int typed = 0;
        for (auto* field : hands.sheet->findChildren<ui::PasswordField*>())
            if (field->isVisible() && ++typed <= 2)
                field->setText(u"many words make it strong"_s);
        QVERIFY(hands.press(u"Export archive"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!hands.isOpen(), 60'000);
        QMenu* const details = shown.details();
        QVERIFY(details != nullptr && tells(*details, u"Last exported: today"_s));
        details->close();
        QVERIFY(shown.lock());
        Timestamp exported = 0;
        shown.session.ask(
            &shown.window, [](Vault& open) { return open.settings(); },
            [&](const Result<VaultSettings>& settings) {
                exported = settings ? settings->lastExported : -1;
            });
        QTRY_VERIFY(exported >= before);
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    ui::ThemeManager::instance().install(application);
    UnlockFactsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "unlock_facts_test.moc"
