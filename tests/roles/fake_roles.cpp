// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/roles/fake_roles.h"

#include "app/roles/messages/message_channel.h"
#include "app/roles/process/memory_file.h"
#include "core/capture/captured_note.h"

#include <QCoreApplication>
#include <QFile>
#include <QTimer>

#include <csignal>
#include <cstring>
#include <unistd.h>

namespace lockleaf::test {

using namespace lockleaf::app;
using namespace Qt::StringLiterals;

namespace {

constexpr const char* scenarioName = "LOCKLEAF_TEST_SCENARIO";
constexpr const char* logName = "LOCKLEAF_TEST_LOG";
constexpr const char* vaultVariable = "LOCKLEAF_TEST_VAULT";
constexpr int keyTransferSize = 48;

bool has(const char* word)
{
    return qgetenv(scenarioName).split(' ').contains(QByteArray(word));
}

void note(const QByteArray& line)
{
    QFile log(QFile::decodeName(qgetenv(logName)));
    if (log.open(QIODevice::Append | QIODevice::Unbuffered))
        log.write(line + '\n');
}

// As has(), but true for one process only.
bool once(const char* word)
{
    const QByteArray mark = QByteArray("did ") + word;
    QFile log(QFile::decodeName(qgetenv(logName)));
    if (!has(word) || (log.open(QIODevice::ReadOnly) && log.readAll().contains(mark + '\n')))
        return false;
    note(mark);
    return true;
}

QByteArray number(unsigned value)
{
    return QByteArray::number(value);
}

class FakeLockScreen
{
public:
    explicit FakeLockScreen(MessageChannel& channel) : m_channel(channel) {}

    void hear(const StartLockScreen& start)
    {
        note("lock-screen reason=" + number(static_cast<unsigned>(start.reason)) +
             " focus=" + number(start.takeFocus) + " failures=" + number(start.failures) +
             " pause=" + number(start.pauseMilliseconds > 0) + " width=" + number(start.placement.width) +
             " minimized=" + number(start.placement.minimized) + " idle=" + number(start.idleSeconds) +
             " pid=" + number(static_cast<unsigned>(getpid())) +
             " vault=" + QByteArray::fromStdString(start.vaultPath));
        if (has("die-at-start"))
            _exit(1);
        m_channel.send(LockScreenPainted{});
        if (has("wrong-thrice") && start.failures == 0) {
            for (int i = 0; i < 3; ++i)
                m_channel.send(WrongPassword{});
        }
        if (once("unlock-once") || has("unlock"))
            m_channel.send(SessionWanted{});
        if (once("kit-print"))
            m_channel.send(PrintRequested{});
        if (once("speak-nonsense"))
            m_channel.send(LockRequested{}); // a session's word
        if (has("close-window"))
            m_channel.send(QuitRequested{});
        if (has("early-key") && start.reason == LockReason::Person) {
            QObject::connect(&m_early, &QTimer::timeout, &m_channel, [this] {
                note("early key");
                m_channel.send(KeySent{"/early"});
            });
            m_early.start(50);
        }
    }
    void hear(const SessionReady&)
    {
        note("ready");
        QByteArray key(keyTransferSize, 'k');
        if (write(keyPipeDescriptor, key.constData(), keyTransferSize) != keyTransferSize)
            note("pipe closed");
        const QByteArray vault = qgetenv(vaultVariable);
        m_channel.send(KeySent{vault.isEmpty() ? "/home/anna/A.lockleaf" : vault.toStdString()});
    }
    void hear(const AttemptsPaused& answer)
    {
        note("paused failures=" + number(answer.failures) + " pause=" + number(answer.pauseMilliseconds > 0));
        if (answer.failures == 3)
            _exit(1); // as if somebody ended it to get around the pause
    }
    void hear(const EditsReported& report)
    {
        note("edits outcome=" + number(static_cast<unsigned>(report.outcome)));
        if (once("die-after-edits"))
            _exit(1);
    }
    void hear(const ReplacementPainted&)
    {
        note("replaced");
        if (!has("stay-when-replaced"))
            _exit(0);
    }
    void hear(const PrintReady&)
    {
        m_document = m_channel.takeDescriptor();
        note("print ready");
        const QByteArray part = "%PDF kit";
        if (write(m_document.get(), part.constData(), static_cast<std::size_t>(part.size())) != part.size())
            note("print pipe closed");
        if (has("kit-unlock")) { // in the middle of the page
            m_channel.send(SessionWanted{});
            return;
        }
        m_channel.send(PrintComplete{});
        m_document.reset();
    }
    void hear(const PrintEnded& end)
    {
        note("print ended " + number(static_cast<unsigned>(end.result)));
        m_document.reset();
    }
    void hear(const ShowWindow& show) { note("show " + QByteArray::fromStdString(show.vaultPath)); }
    void hear(const ColorsChanged& changed) { note("colors dark=" + number(changed.colors.systemDark)); }

private:
    MessageChannel& m_channel;
    QTimer m_early;
    OwnedDescriptor m_document;
};

class FakeSession
{
public:
    explicit FakeSession(MessageChannel& channel) : m_channel(channel) {}

    void hear(const StartSession&)
    {
        note("session pid=" + number(static_cast<unsigned>(getpid())));
        if (has("die-before-key"))
            _exit(1);
        if (!has("never-ready"))
            m_channel.send(WaitingForKey{});
    }
    void hear(const OpenVault& open)
    {
        QByteArray key(keyTransferSize, '\0');
        const ssize_t count = read(keyPipeDescriptor, key.data(), keyTransferSize);
        const bool good = count == keyTransferSize && key == QByteArray(keyTransferSize, 'k');
        note("open " + QByteArray::fromStdString(open.vaultPath) + (good ? " with key" : " without key"));
        if (has("cannot-open")) {
            m_channel.send(OpenFailed{ErrorCode::InUse});
            _exit(0);
        }
        WindowPlacement placement;
        placement.width = 900;
        placement.height = 600;
        placement.active = has("active");
        placement.minimized = has("minimized");
        if (has("impossible-place"))
            placement.x = INT32_MAX;
        m_channel.send(PlacementChanged{placement});
        LockTriggers triggers;
        triggers.screenLock = !has("no-screen-lock");
        triggers.sleep = !has("no-sleep");
        triggers.sessionSwitch = !has("no-session-switch");
        triggers.minimized = has("lock-minimized");
        triggers.timeElsewhere = !has("no-time-elsewhere");
        m_channel.send(LockTriggersChanged{triggers});
        if (has("idle"))
            m_channel.send(IdleRuleChanged{1, true});
        if (!has("never-paint"))
            m_channel.send(SessionPainted{});
        if (has("crash"))
            _exit(1);
        if (has("follow"))
            m_channel.send(AddressChosen{"https://example.org/a?b=c"});
        if (has("follow-bad"))
            m_channel.send(AddressChosen{"file:///etc/passwd"});
        if (has("print"))
            m_channel.send(PrintRequested{});
        if (has("print-twice"))
            m_channel.send(PrintRequested{});
        if (has("lock"))
            m_channel.send(LockRequested{});
        if (has("change-keys"))
            m_channel.send(KeysChanged{});
        if (has("close-session"))
            m_channel.send(QuitRequested{});
    }
    void hear(const LockNow& lock)
    {
        note("lock quitting=" + number(lock.quitting));
        if (has("stop-at-lock"))
            raise(SIGSTOP);
        if (has("stay-at-lock"))
            return;
        m_channel.send(EditsClosed{!has("cannot-save")});
        if (lock.quitting || has("cannot-save"))
            _exit(0);
    }
    void hear(const LockScreenShown&)
    {
        note("lock screen shown");
        if (!has("stay-at-lock"))
            _exit(0);
    }
    void hear(const LockSignalsKnown& known)
    {
        note("signals screen=" + number(known.screenLock) + " sleep=" + number(known.sleep) +
             " switch=" + number(known.sessionSwitch) + " idle=" + number(known.systemIdle));
    }
    void hear(const TrayKnown& known)
    {
        note("tray wanted=" + number(known.wanted) + " available=" + number(known.available));
        if (once("choose-tray"))
            m_channel.send(TrayChosen{true});
    }
    void hear(const NewNoteWanted&) { note("new note"); }
    void hear(const InboxFilled&) { note("inbox filled"); }
    void hear(const AddressOpened& answer) { note("opened " + number(answer.opened)); }
    void hear(const PrintReady&)
    {
        m_document = m_channel.takeDescriptor();
        note("print ready");
        const QByteArray part = "%PDF half";
        if (write(m_document.get(), part.constData(), static_cast<std::size_t>(part.size())) != part.size())
            note("print pipe closed");
        if (has("print-crash"))
            _exit(1);
        if (has("print-lock")) {
            m_channel.send(LockRequested{});
            return;
        }
        if (has("print-cancel")) {
            m_channel.send(PrintCancelled{});
            return;
        }
        if (has("print-wait"))
            return;
        m_channel.send(PrintComplete{});
        m_document.reset();
        if (has("print-whole-crash"))
            _exit(1);
        if (has("print-whole-lock"))
            m_channel.send(LockRequested{});
    }
    void hear(const PrintEnded& end)
    {
        note("print ended " + number(static_cast<unsigned>(end.result)));
        m_document.reset();
    }
    void hear(const LockCountdown& countdown) { note("countdown " + number(countdown.seconds)); }
    void hear(const ShowWindow&) { note("session show"); }
    void hear(const ColorsChanged& changed)
    {
        note("session colors dark=" + number(changed.colors.systemDark));
    }

private:
    MessageChannel& m_channel;
    OwnedDescriptor m_document;
};

/// Writes one note as soon as it can, and goes once that is kept.
class FakeCapture
{
public:
    explicit FakeCapture(MessageChannel& channel) : m_channel(channel) {}

    void hear(const StartCapture& start)
    {
        note("capture vault=" + QByteArray::fromStdString(start.vaultName) +
             " pid=" + number(static_cast<unsigned>(getpid())));
    }
    void hear(const CaptureTarget& target)
    {
        m_address = target.address;
        note("target found=" + number(target.found) +
             " error=" + number(static_cast<unsigned>(target.error)));
        if (target.found && has("write-note"))
            send();
    }
    void hear(const CaptureOutcome& outcome)
    {
        note("outcome kept=" + number(outcome.kept) +
             " error=" + number(static_cast<unsigned>(outcome.error)));
        if (outcome.kept)
            _exit(0);
    }
    void hear(const FinishCapture& finish)
    {
        note("finish keep=" + number(finish.keep));
        if (finish.keep)
            send();
        else if (has("no-text"))
            _exit(0);
    }
    void hear(const ShowWindow&) { note("capture show"); }
    void hear(const ColorsChanged& changed)
    {
        note("capture dark=" + number(changed.colors.systemDark));
        if (has("write-when-dark"))
            send();
    }

private:
    void send()
    {
        const auto sealed = sealCaptured({1'700'000'000'000, SecureBytes::copyOf(bytesOf("written"))},
                                         m_address.vault, m_address.key);
        m_channel.send(CaptureSealed{}, std::move(*makeMemoryFile(*sealed)));
    }

    MessageChannel& m_channel;
    InboxAddress m_address;
};

template <class Heard, class Player>
int play(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    MessageChannel channel(channelDescriptor);
    channel.expectDescriptorsWith(PrintReady::type);
    Player player(channel);
    QObject::connect(&channel, &MessageChannel::frameReceived, &channel,
                     [&player](quint16 type, const Bytes& payload) {
                         const auto message = decodeMessage<Heard>(type, payload);
                         if (!message)
                             _exit(2);
                         std::visit([&player](const auto& known) { player.hear(known); }, *message);
                     });
    QObject::connect(&channel, &MessageChannel::closed, &channel, [] { _exit(3); });
    return QCoreApplication::exec();
}

} // namespace

void setScenario(const QStringList& words, const QString& logFile)
{
    qputenv(scenarioName, words.join(u' ').toUtf8());
    qputenv(logName, QFile::encodeName(logFile));
}

int playRole(Role role, int argc, char** argv)
{
    switch (role) {
    case Role::LockScreen:
        return play<ToLockScreen, FakeLockScreen>(argc, argv);
    case Role::Session:
        return play<ToSession, FakeSession>(argc, argv);
    case Role::Capture:
        break;
    }
    return play<ToCapture, FakeCapture>(argc, argv);
}

} // namespace lockleaf::test
