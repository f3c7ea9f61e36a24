// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/syscall_filter.h"
#include "tests/support/child_process.h"

#include <QTest>
#include <cerrno>
#include <fstream>
#include <limits>
#include <string>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <thread>

using namespace lockleaf;
using namespace lockleaf::app;
using lockleaf::test::inChild;

namespace {

constexpr int couldNotFilter = 200;
constexpr int succeeded = 0;

// The errno that `call` fails with in a child under `kind`, or 0 where it works.
template <class Call>
int errnoUnder(FilterKind kind, Call call)
{
    return inChild([&] {
        if (!applySyscallFilter(kind))
            return couldNotFilter;
        errno = 0;
        return call() == -1 ? errno : succeeded;
    });
}

template <class Call>
int errnoWithout(Call call)
{
    return inChild([&] {
        errno = 0;
        return call() == -1 ? errno : succeeded;
    });
}

std::string statusLine(const char* pid, const std::string& name)
{
    std::ifstream status{std::string{"/proc/"} + pid + "/status"};
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name + ":"))
            return line.substr(name.size() + 2);
    }
    return {};
}

} // namespace

class SyscallFilterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void socketsOfOtherFamiliesAreRefused_data()
    {
        QTest::addColumn<int>("family");
        QTest::addRow("IPv4") << AF_INET;
        QTest::addRow("IPv6") << AF_INET6;
        QTest::addRow("netlink") << AF_NETLINK;
        QTest::addRow("packet") << AF_PACKET;
        QTest::addRow("vsock") << AF_VSOCK;
        QTest::addRow("crypto") << AF_ALG;
    }

    void socketsOfOtherFamiliesAreRefused()
    {
        QFETCH(int, family);
        const auto make = [family] { return socket(family, SOCK_DGRAM, 0); };
        QCOMPARE(errnoUnder(FilterKind::Common, make), EAFNOSUPPORT);
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, make), EAFNOSUPPORT);
    }

    void highBitsOfTheFamilyAreNoWayRound()
    {
        const auto make = [] {
            return static_cast<int>(syscall(SYS_socket, 0x1'0000'0000L + AF_INET, SOCK_STREAM, 0));
        };
        QCOMPARE(errnoUnder(FilterKind::Common, make), EAFNOSUPPORT);
        const auto pair = [] {
            int both[2];
            return static_cast<int>(syscall(SYS_socketpair, 0x1'0000'0000L + AF_INET, SOCK_STREAM, 0, both));
        };
        QCOMPARE(errnoUnder(FilterKind::Common, pair), EAFNOSUPPORT);
    }

    void socketPairsOfOtherFamiliesAreRefused()
    {
        // The kernel's own answer would be EOPNOTSUPP.
        const auto make = [] {
            int pair[2];
            return socketpair(AF_INET, SOCK_STREAM, 0, pair);
        };
        QCOMPARE(errnoUnder(FilterKind::Common, make), EAFNOSUPPORT);
    }

    void localSocketsWork()
    {
        const auto make = [] { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); };
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, make), succeeded);
        const auto pair = [] {
            int both[2];
            return socketpair(AF_UNIX, SOCK_SEQPACKET, 0, both);
        };
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, pair), succeeded);
    }

    void tracingAndKeyringsAndRingsAreRefused_data()
    {
        QTest::addColumn<int>("number");
        QTest::addRow("ptrace") << static_cast<int>(SYS_ptrace);
        QTest::addRow("process_vm_readv") << static_cast<int>(SYS_process_vm_readv);
        QTest::addRow("process_vm_writev") << static_cast<int>(SYS_process_vm_writev);
        QTest::addRow("pidfd_getfd") << static_cast<int>(SYS_pidfd_getfd);
        QTest::addRow("bpf") << static_cast<int>(SYS_bpf);
        QTest::addRow("io_uring_setup") << static_cast<int>(SYS_io_uring_setup);
        QTest::addRow("io_uring_enter") << static_cast<int>(SYS_io_uring_enter);
        QTest::addRow("io_uring_register") << static_cast<int>(SYS_io_uring_register);
        QTest::addRow("keyctl") << static_cast<int>(SYS_keyctl);
        QTest::addRow("add_key") << static_cast<int>(SYS_add_key);
        QTest::addRow("request_key") << static_cast<int>(SYS_request_key);
    }

    void tracingAndKeyringsAndRingsAreRefused()
    {
        QFETCH(int, number);
        // The kernel itself answers these arguments with another errno or with success.
        const auto call = [number] { return static_cast<int>(syscall(number, 0, 0, 0, 0, 0, 0)); };
        QCOMPARE(errnoUnder(FilterKind::Common, call), EPERM);
    }

    void readingAnotherProcessWorksOnlyWithoutTheFilter()
    {
        static int value = 4711;
        const pid_t parent = getpid();
        const auto read = [parent] {
            int copy = 0;
            const iovec here{&copy, sizeof copy};
            const iovec there{&value, sizeof value};
            return static_cast<int>(process_vm_readv(parent, &here, 1, &there, 1, 0));
        };
        QCOMPARE(errnoUnder(FilterKind::Common, read), EPERM);
        if (errnoWithout(read) != succeeded)
            QSKIP("this system keeps processes apart by itself, so there is nothing to compare with");
    }

    void onlySecretHoldersAreKeptFromStartingPrograms()
    {
        const auto start = [] { return execl("/bin/true", "true", nullptr); };
        QCOMPARE(errnoUnder(FilterKind::Common, start), succeeded); // `true` took the child's place
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, start), EPERM);
    }

    void secretHoldersStayNonDumpable()
    {
        const auto wakeUp = [] { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); };
        QCOMPARE(errnoUnder(FilterKind::Common, wakeUp), succeeded);
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, wakeUp), EPERM);
    }

    void highBitsOfTheOptionAreNoWayToBecomeDumpable_data()
    {
        QTest::addColumn<qlonglong>("option");
        QTest::addColumn<qlonglong>("value");
        QTest::addRow("lowest of the upper half") << 0x1'0000'0000LL + PR_SET_DUMPABLE << 1LL;
        QTest::addRow("highest") << std::numeric_limits<qlonglong>::min() + PR_SET_DUMPABLE << 1LL;
        QTest::addRow("all") << static_cast<qlonglong>(0xFFFF'FFFF'0000'0000ULL) + PR_SET_DUMPABLE << 1LL;
        QTest::addRow("of the value") << qlonglong{PR_SET_DUMPABLE} << 0x1'0000'0000LL;
    }

    void highBitsOfTheOptionAreNoWayToBecomeDumpable()
    {
        QFETCH(qlonglong, option);
        QFETCH(qlonglong, value);
        const auto wakeUp = [option, value] {
            return static_cast<int>(syscall(SYS_prctl, option, value, 0L, 0L, 0L));
        };
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, wakeUp), EPERM);
    }

    void stayingNonDumpableIsNotRefused()
    {
        const auto again = [] { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); };
        QCOMPARE(errnoUnder(FilterKind::SecretHolder, again), succeeded);
    }

    void theFilterShowsInTheStatus()
    {
        QCOMPARE(inChild([] {
                     if (!applySyscallFilter(FilterKind::Common))
                         return couldNotFilter;
                     return statusLine("self", "Seccomp") == "2" && statusLine("self", "NoNewPrivs") == "1"
                                ? 0
                                : 1;
                 }),
                 0);
    }

    void itHoldsInThreadsThatAlreadyRun()
    {
        QCOMPARE(inChild([] {
                     std::atomic<int> step{0};
                     int seen = -1;
                     std::thread other{[&] {
                         step.wait(0);
                         seen = socket(AF_INET, SOCK_STREAM, 0) == -1 ? errno : succeeded;
                     }};
                     if (!applySyscallFilter(FilterKind::Common))
                         return couldNotFilter;
                     step = 1;
                     step.notify_all();
                     other.join();
                     return seen;
                 }),
                 EAFNOSUPPORT);
    }

    void itIsInheritedByWhatIsStarted()
    {
        QCOMPARE(inChild([] {
                     if (!applySyscallFilter(FilterKind::Common))
                         return couldNotFilter;
                     execl("/bin/grep", "grep", "-q", "^Seccomp:.*2$", "/proc/self/status", nullptr);
                     return 100;
                 }),
                 0);
    }

    void aSecondFilterAddsToTheFirst()
    {
        QCOMPARE(inChild([] {
                     if (!applySyscallFilter(FilterKind::Common) ||
                         !applySyscallFilter(FilterKind::SecretHolder))
                         return couldNotFilter;
                     const bool noSocket = socket(AF_INET, SOCK_STREAM, 0) == -1 && errno == EAFNOSUPPORT;
                     const bool noProgram = execl("/bin/true", "true", nullptr) == -1 && errno == EPERM;
                     return noSocket && noProgram ? 0 : 1;
                 }),
                 0);
    }
};

QTEST_GUILESS_MAIN(SyscallFilterTest)
#include "syscall_filter_test.moc"
