// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/selfcheck/process_facts.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <functional>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockleaf::app;

namespace {

/// A forked process that does something, says that it has, and stays until it is ended.
class Staying
{
public:
    explicit Staying(const std::function<void()>& first)
    {
        std::array<int, 2> ends{};
        if (pipe(ends.data()) != 0)
            return;
        m_process = fork();
        if (m_process == 0) {
            first();
            if (write(ends[1], "x", 1) == 1)
                pause();
            _exit(0);
        }
        char ready = 0;
        m_ready = read(ends[0], &ready, 1) == 1;
        close(ends[0]);
        close(ends[1]);
    }
    ~Staying()
    {
        kill(m_process, SIGKILL);
        waitpid(m_process, nullptr, 0);
    }
    Staying(const Staying&) = delete;
    Staying& operator=(const Staying&) = delete;

    [[nodiscard]] pid_t process() const { return m_process; }
    [[nodiscard]] bool isReady() const { return m_ready; }

private:
    pid_t m_process = -1;
    bool m_ready = false;
};

} // namespace

class ProcessFactsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoIsBelow()
    {
        const Staying child([] {});
        QVERIFY(child.isReady());
        const auto all = processAndBelow(getpid());
        QCOMPARE(all.front(), getpid());
        QVERIFY(std::ranges::find(all, child.process()) != all.end());
        QCOMPARE(processAndBelow(child.process()).size(), std::size_t{1});
        QVERIFY(isRunning(child.process()));
        kill(child.process(), SIGKILL);
        siginfo_t info{};
        QCOMPARE(waitid(P_PID, static_cast<id_t>(child.process()), &info, WEXITED | WNOWAIT), 0);
        QVERIFY(!isRunning(child.process())); // ended, though nobody has taken it away yet
    }

    void aFilterIsSeen()
    {
        QCOMPARE(statusField(getpid(), "Seccomp").value_or("").size(), std::size_t{1});
        QVERIFY(!statusField(getpid(), "No such line"));
        const Staying child([] { prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); });
        QVERIFY(child.isReady());
        QCOMPARE(statusField(child.process(), "NoNewPrivs"), std::optional<std::string>{"1"});
    }

    void aCoreFileIsSeen()
    {
        const auto limit = [](rlim_t soft, rlim_t hard) {
            return [soft, hard] {
                const rlimit cores{soft, hard};
                setrlimit(RLIMIT_CORE, &cores);
            };
        };
        const Staying without(limit(0, 0));
        QCOMPARE(forbidsCoreFiles(without.process()), std::optional{true});
        rlimit now{};
        QCOMPARE(getrlimit(RLIMIT_CORE, &now), 0);
        if (now.rlim_max == 0)
            QSKIP("no process here may write a core file");
        const Staying mayRaiseIt(limit(0, now.rlim_max));
        QCOMPARE(forbidsCoreFiles(mayRaiseIt.process()), std::optional{false});
    }

    void aNetworkSocketIsSeen()
    {
        std::array<int, 2> local{};
        QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM, 0, local.data()), 0);
        const auto before = socketsOf(getpid());
        QVERIFY(before.has_value());
        QVERIFY(before->local >= 2);
        QCOMPARE(before->foreign, std::size_t{0});
        const int network = socket(AF_INET, SOCK_STREAM, 0);
        QVERIFY(network >= 0);
        QCOMPARE(socketsOf(getpid())->foreign, std::size_t{1});
        for (const int descriptor : {local[0], local[1], network})
            close(descriptor);
    }

    void wordsOnACommandLineAreSeen()
    {
        const auto line = commandLineOf(getpid());
        QVERIFY(line && line->find("process_facts") != std::string::npos);
        QVERIFY(environmentOf(getpid()).has_value());
        QVERIFY(!commandLineOf(999'999'999));
    }

    void aClosedProcessIsTold()
    {
        if (getuid() == 0)
            QCOMPARE(isClosedToItsOwner(getpid()), std::optional<bool>{}); // the files are root's anyway
        const auto nobody = [] {
            if (getuid() == 0 && setuid(65534) != 0)
                _exit(1);
        };
        const Staying closed([&nobody] {
            nobody();
            prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
        });
        const Staying open([&nobody] {
            nobody();
            prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
        });
        QCOMPARE(isClosedToItsOwner(closed.process()), std::optional{true});
        QCOMPARE(isClosedToItsOwner(open.process()), std::optional{false});
    }
};

QTEST_GUILESS_MAIN(ProcessFactsTest)
#include "process_facts_test.moc"
