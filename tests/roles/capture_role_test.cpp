// SPDX-License-Identifier: GPL-3.0-or-later
// The process of the window in which a note is written for a locked vault; its keeper is the test.
#include "app/roles/capture/capture_role.h"
#include "app/roles/process/memory_file.h"
#include "tests/roles/capture_vault.h"
#include "ui/capture/capture_field.h"
#include "ui/capture/capture_window.h"
#include "ui/sheets/ask_sheet.h"
#include "ui/theme/theme_manager.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <sys/socket.h>

using namespace lockleaf;
using namespace lockleaf::app;
using namespace Qt::StringLiterals;

namespace {

struct RoleStage
{
    test::CaptureVault vault;
    std::unique_ptr<MessageChannel> keeper;
    std::unique_ptr<CaptureRole> role;
    std::unique_ptr<QSignalSpy> finished;
    std::vector<Bytes> sealed;

    explicit RoleStage(bool shown = true)
    {
        int ends[2];
        if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
            qFatal("no socket pair");
        keeper = std::make_unique<MessageChannel>(ends[0]);
        keeper->expectDescriptorsWith(CaptureSealed::type);
        QObject::connect(keeper.get(), &MessageChannel::frameReceived, keeper.get(),
                         [this](quint16 type, const Bytes& payload) {
                             if (!decodeMessage<FromCapture>(type, payload))
                                 qFatal("another language");
                             sealed.push_back(
                                 readMemoryFile(keeper->takeDescriptor(), largestSealedCapture).value());
                         });
        role = std::make_unique<CaptureRole>(ends[1]);
        finished = std::make_unique<QSignalSpy>(role.get(), &CaptureRole::finished);
        if (shown)
            show();
    }
    void show() const
    {
        keeper->send(StartCapture{{}, "", "Personal"});
        if (!QTest::qWaitFor([] { return window() != nullptr && window()->isVisible(); }))
            qFatal("no window");
    }
    [[nodiscard]] InboxAddress address() const { return inboxAddress(vault.file, vault.state).value(); }
    void find() const { keeper->send(CaptureTarget{true, ErrorCode::Internal, address()}); }
    static ui::CaptureWindow* window()
    {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            if (auto* found = qobject_cast<ui::CaptureWindow*>(each))
                return found;
        }
        return nullptr;
    }
    static ui::CaptureField* field() { return window()->findChild<ui::CaptureField*>(); }
    static void type(const QString& text) { QTest::keyClicks(field(), text); }
    static void keep() { QTest::keyClick(field(), Qt::Key_Return, Qt::ControlModifier); }
    static QPushButton* button(const QString& words)
    {
        for (auto* each : window()->findChildren<QPushButton*>()) {
            if (each->text() == words && each->isVisible())
                return each;
        }
        return nullptr;
    }
    static bool says(const QString& words)
    {
        for (const auto* each : window()->findChildren<QLabel*>()) {
            if (each->isVisible() && each->text().contains(words))
                return true;
        }
        return false;
    }
    /// Types a note and presses Keep; it has come to the keeper sealed.
    [[nodiscard]] bool keepNote(const QString& text)
    {
        find();
        type(text);
        if (!QTest::qWaitFor([] { return button(u"Keep"_s) && button(u"Keep"_s)->isEnabled(); }))
            return false;
        keep();
        return QTest::qWaitFor([this] { return !sealed.empty(); });
    }
};

} // namespace

class CaptureRoleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNoteIsSealedForTheVaultAlone()
    {
        RoleStage stage;
        QVERIFY(stage.keepNote(u"Milk and bread"_s));
        QCOMPARE(stage.sealed.size(), std::size_t{1});
        const std::string seen(stage.sealed[0].begin(), stage.sealed[0].end());
        QVERIFY(seen.find("Milk") == std::string::npos);
        QVERIFY(RoleStage::button(u"Keeping…"_s) && !RoleStage::says(u"Kept"_s)); // not before the answer
        QVERIFY(keepSealedNote(stage.vault.file, stage.vault.state, stage.address(), stage.sealed[0]));
        stage.keeper->send(CaptureOutcome{true, {}});
        QTRY_VERIFY(RoleStage::says(u"Kept. The note comes into the vault"_s));
        QVERIFY(RoleStage::field()->toPlainText().isEmpty());
        QCOMPARE(stage.finished->count(), 0);
        QTRY_COMPARE(stage.finished->count(), 1);
        QCOMPARE(stage.vault.arrivals(), std::vector<std::string>{"Milk and bread"});
    }

    void whatIsRefusedStaysInTheWindow()
    {
        RoleStage stage;
        QVERIFY(stage.keepNote(u"Stamps"_s));
        stage.keeper->send(CaptureOutcome{false, ErrorCode::DiskFull});
        QTRY_VERIFY(RoleStage::says(u"The disk is full"_s));
        QCOMPARE(RoleStage::field()->toPlainText(), u"Stamps"_s);
        QVERIFY(!RoleStage::field()->isReadOnly());
        RoleStage::keep();
        QTRY_COMPARE(stage.sealed.size(), std::size_t{2});
        QCOMPARE(stage.finished->count(), 0);
    }

    void afterAChangeOfTheKeysTheNewOneSeals()
    {
        RoleStage stage;
        QVERIFY(stage.keepNote(u"Stamps"_s));
        stage.keeper->send(CaptureOutcome{false, ErrorCode::InboxKeyDiffers});
        QTRY_VERIFY(RoleStage::says(u"The keys of this vault were changed"_s));
        RoleStage::keep(); // before the new key is there
        QTest::qWait(50);
        QCOMPARE(stage.sealed.size(), std::size_t{1});
        const test::CaptureVault other;
        const InboxAddress next = inboxAddress(other.file, other.state).value();
        stage.keeper->send(CaptureTarget{true, ErrorCode::Internal, next});
        QTRY_VERIFY((RoleStage::keep(), stage.sealed.size() == 2));
        QVERIFY(keepSealedNote(other.file, other.state, next, stage.sealed[1]));
        QCOMPARE(other.arrivals(), std::vector<std::string>{"Stamps"});
    }

    void withoutAKeyNothingIsWritten()
    {
        RoleStage stage;
        stage.keeper->send(CaptureTarget{false, ErrorCode::InboxNotPinned, {}});
        QTRY_VERIFY(RoleStage::says(u"Unlock this vault once"_s));
        QVERIFY(RoleStage::field()->isReadOnly());
        QVERIFY(!RoleStage::button(u"Keep"_s));
        QTest::keyClick(RoleStage::button(u"Close"_s), Qt::Key_Space);
        QCOMPARE(stage.finished->count(), 1);
    }

    void anExchangedKeyIsRefusedInWords()
    {
        RoleStage stage;
        stage.keeper->send(CaptureTarget{false, ErrorCode::InboxKeyDiffers, {}});
        QTRY_VERIFY(RoleStage::says(u"is not the one that was seen"_s));
        RoleStage::keep();
        QVERIFY(stage.sealed.empty());
    }

    void anEmptyWindowEndsWithLockleaf()
    {
        RoleStage stage;
        stage.keeper->send(FinishCapture{false});
        QTRY_COMPARE(stage.finished->count(), 1);
    }

    void aTextIsLeftToItsPersonUnlessTheDesktopEnds()
    {
        RoleStage stage;
        stage.find();
        RoleStage::type(u"Half a"_s);
        QTRY_VERIFY(RoleStage::button(u"Keep"_s)->isEnabled());
        stage.keeper->send(FinishCapture{false});
        stage.keeper->send(ColorsChanged{}); // comes behind it
        QTest::qWait(50);
        QCOMPARE(stage.finished->count(), 0);
        QVERIFY(stage.sealed.empty());
        stage.keeper->send(FinishCapture{true});
        QTRY_COMPARE(stage.sealed.size(), std::size_t{1});
        stage.keeper->send(CaptureOutcome{true, {}});
        QTRY_COMPARE(stage.finished->count(), 1);
    }

    void withoutItsKeeperTheTextStays()
    {
        RoleStage stage;
        stage.find();
        RoleStage::type(u"Half a"_s);
        QTRY_VERIFY(RoleStage::button(u"Keep"_s)->isEnabled());
        stage.keeper.reset();
        QTRY_VERIFY(RoleStage::says(u"Lockleaf has ended"_s));
        QCOMPARE(stage.finished->count(), 0);
        QCOMPARE(RoleStage::field()->toPlainText(), u"Half a"_s);
        QVERIFY(!RoleStage::button(u"Keep"_s)->isEnabled());
        RoleStage empty;
        empty.keeper.reset();
        QTRY_COMPARE(empty.finished->count(), 1);
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    ui::ThemeManager::instance().install(application);
    CaptureRoleTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "capture_role_test.moc"
