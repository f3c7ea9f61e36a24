// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/address_opener.h"
#include "app/roles/keeper/configuration.h"
#include "app/roles/keeper/crash_guard.h"
#include "app/roles/keeper/failure_pause.h"
#include "app/roles/keeper/socket_instance.h"
#include "app/roles/process/key_transfer.h"
#include "app/roles/process/role_launcher.h"
#include "core/crypto/secret_key.h"
#include "tests/support/test_environment.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

using namespace lockleaf;
using namespace lockleaf::app;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class KeeperPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void pausesDoubleFromTheThirdFailureUpToThirtySeconds()
    {
        FailurePause pause;
        const std::chrono::milliseconds now = 1000s;
        std::vector<std::chrono::milliseconds> pauses;
        for (int i = 0; i < 10; ++i) {
            pause.recordFailure(now);
            pauses.push_back(pause.remaining(now));
        }
        const std::vector<std::chrono::milliseconds> expected{0s, 0s, 1s, 2s, 4s, 8s, 16s, 30s, 30s, 30s};
        QVERIFY(pauses == expected);
        QCOMPARE(pause.failures(), 10U);
        QVERIFY(pause.remaining(now + 29s) == 1s);
        QVERIFY(pause.remaining(now + 31s) == 0s);
        pause.reset();
        QCOMPARE(pause.failures(), 0U);
        QVERIFY(pause.remaining(now) == 0s);
    }

    void onlySomeAddressesMayBeOpened()
    {
        for (const char* good : {"https://example.org/a?b=c#d", "http://xn--bcher-kva.example/",
                                 "mailto:a@example.org", "https://[::1]:80/%20"})
            QVERIFY2(mayOpen(good), good);
        for (const char* bad : {"", "https://", "mailto:", "file:///etc/passwd", "javascript:alert(1)",
                                "HTTPS://example.org", "https:/example.org", "https://example.org/a b",
                                "https://example.org/\n", "-https://example.org", "https://example.org/\"",
                                "https://b\xC3\xBC"
                                "cher.example/",
                                "https://example.org/\x7F", "data:text/html,x", "https://example.org/\\"})
            QVERIFY2(!mayOpen(bad), bad);
        const std::string longest = "https://example.org/" + std::string(2028, 'a');
        QVERIFY(mayOpen(longest));
        QVERIFY(!mayOpen(longest + 'a'));
    }

    void threeCrashesWithinAMinuteAreTooMany()
    {
        CrashGuard quick;
        QVERIFY(!quick.recordCrash(0s));
        QVERIFY(!quick.recordCrash(10s));
        QVERIFY(quick.recordCrash(59s));
        CrashGuard slow;
        for (const auto time : {0s, 40s, 80s, 120s, 160s})
            QVERIFY(!slow.recordCrash(time));
    }

    void theConfigurationComesBack()
    {
        const test::TemporaryFolder folder;
        const QString path = QString::fromStdString((folder / "sub").string()) + u"/lockleaf.conf"_s;
        const ConfigurationFile file{path};
        QVERIFY(file.read().vaultPath.empty());
        QVERIFY(!file.read().trayIcon); // off unless somebody wants it
        Configuration written;
        written.vaultPath = "/home/anna/Übung, 100%.lockleaf";
        written.appearance = AppearanceChoice::Dark;
        written.systemDark = true;
        written.trayIcon = true;
        written.placement = {-10, 20, 1200, 800, true};
        QVERIFY(file.write(written));
        const Configuration read = file.read();
        QVERIFY(read.vaultPath == written.vaultPath);
        QVERIFY(read.appearance == written.appearance);
        QVERIFY(read.systemDark);
        QVERIFY(read.trayIcon);
        QVERIFY(read.placement == written.placement);
    }

    void nonsenseInTheConfigurationIsNotFollowed_data()
    {
        QTest::addColumn<QByteArray>("geometry");
        for (const char* text :
             {"1 2 3", "1 2 3 4 5", "a b c d", "0 0 10 10", "0 0 -500 500", "0 0 99999 500"})
            QTest::addRow("%s", text) << QByteArray(text);
    }

    void nonsenseInTheConfigurationIsNotFollowed()
    {
        QFETCH(QByteArray, geometry);
        const test::TemporaryFolder folder;
        const QString path = QString::fromStdString((folder / "lockleaf.conf").string());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[window]\nappearance=pink\ngeometry=" + geometry + "\n");
        file.close();
        const Configuration read = ConfigurationFile{path}.read();
        QVERIFY(read.appearance == AppearanceChoice::System);
        QCOMPARE(read.placement.width, 0U);
    }

    void aKeyGoesThroughThePipe()
    {
        auto pipe = KeyPipe::make();
        QVERIFY(pipe.has_value());
        UnlockedKey key;
        key.vaultId.bytes.fill(7);
        key.dataKey = DataKey::random();
        QVERIFY(sendKey(std::move(pipe->writeEnd), key).has_value());
        const auto received = receiveKey(std::move(pipe->readEnd));
        QVERIFY(received.has_value());
        QVERIFY(received->vaultId == key.vaultId);
        QVERIFY(std::equal(received->dataKey.view().begin(), received->dataKey.view().end(),
                           key.dataKey.view().begin()));
    }

    void aPipeThatWasClosedGivesNoKey()
    {
        auto pipe = KeyPipe::make();
        QVERIFY(pipe.has_value());
        pipe->writeEnd.reset();
        QVERIFY(!receiveKey(std::move(pipe->readEnd)).has_value());
        auto cut = KeyPipe::make();
        QCOMPARE(::write(cut->writeEnd.get(), "short", 5), ssize_t{5});
        cut->writeEnd.reset();
        QVERIFY(!receiveKey(std::move(cut->readEnd)).has_value());
    }

    void aSecondStartWithoutABusFindsTheFirst()
    {
        const test::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.path().string());
        auto first = std::make_unique<SocketInstance>(path);
        QVERIFY(first->claim() == SingleInstance::Place::First);
        QSignalSpy shown(first.get(), &SingleInstance::showRequested);
        SocketInstance second{path};
        QVERIFY(second.claim() == SingleInstance::Place::Second);
        second.askFirstToShow(u"/home/anna/Ü.lockleaf"_s);
        QTRY_COMPARE(shown.count(), 1);
        QCOMPARE(shown[0][1].toString(), u"/home/anna/Ü.lockleaf"_s);
        QSignalSpy written(first.get(), &SingleInstance::writeRequested);
        second.askFirstToWrite(u"/home/anna/Ü.lockleaf"_s);
        second.askFirstToWrite({});
        QTRY_COMPARE(written.count(), 2);
        QCOMPARE(written[0][1].toString(), u"/home/anna/Ü.lockleaf"_s);
        QVERIFY(written[1][1].toString().isEmpty());
        QCOMPARE(shown.count(), 1);
        first.reset();
        SocketInstance third{path};
        QVERIFY(third.claim() == SingleInstance::Place::First);
    }

    void aSecondStartThatComesDropByDropIsNotWaitedFor()
    {
        const test::TemporaryFolder folder;
        SocketInstance first{QString::fromStdString(folder.path().string())};
        QVERIFY(first.claim() == SingleInstance::Place::First);
        QSignalSpy shown(&first, &SingleInstance::showRequested);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        (folder / "lockleaf.socket").string().copy(address.sun_path, sizeof address.sun_path - 1);
        const OwnedDescriptor other{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        QCOMPARE(::connect(other.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        constexpr int drops = 60;
        std::atomic<int> sent = 0;
        const std::jthread drip([&] {
            while (sent < drops && ::send(other.get(), "x", 1, MSG_NOSIGNAL) == 1) {
                ++sent;
                std::this_thread::sleep_for(50ms);
            }
        });
        QTRY_COMPARE(shown.count(), 1);
        QVERIFY2(sent < drops, "it was waited for to the end");
    }
};

QTEST_GUILESS_MAIN(KeeperPartsTest)
#include "keeper_parts_test.moc"
