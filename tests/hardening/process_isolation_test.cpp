// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/memory_advice.h"
#include "app/hardening/process_isolation.h"
#include "app/hardening/stack_wipe.h"
#include "tests/support/child_process.h"

#include <QTest>
#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>

using namespace lockleaf::app;
using lockleaf::test::inChild;

namespace {

bool isOpen(int descriptor)
{
    return fcntl(descriptor, F_GETFD) != -1;
}

// The flags of the mapping that begins at `start`, as /proc/self/smaps shows them.
std::string mappingFlags(const void* start)
{
    std::ifstream maps{"/proc/self/smaps"};
    char begins[32];
    std::snprintf(begins, sizeof begins, "%lx-", reinterpret_cast<unsigned long>(start));
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        if (line.starts_with(begins))
            inside = true;
        else if (inside && line.starts_with("VmFlags:"))
            return line;
    }
    return {};
}

constexpr unsigned char mark = 0xA7;
std::uintptr_t markedPlace = 0; // a number, since nothing lives there any more when it is used

__attribute__((noinline)) void leaveAMarkOnTheStack()
{
    std::array<unsigned char, 20000> frame;
    std::memset(frame.data(), mark, frame.size());
    markedPlace = reinterpret_cast<std::uintptr_t>(frame.data());
    __asm__ __volatile__("" : : "r"(frame.data()) : "memory");
}

// How many bytes of the mark a reader of this process's memory finds in the lowest part of where the frame
// was, which is below everything that this function itself puts on the stack.
std::ptrdiff_t marksLeft()
{
    static std::array<unsigned char, 8000> found;
    found.fill(0);
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    const ssize_t count = pread(memory, found.data(), found.size(), static_cast<off_t>(markedPlace));
    close(memory);
    return count > 0 ? std::count(found.begin(), found.end(), mark) : -1;
}

} // namespace

class ProcessIsolationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProcessBecomesNonDumpable()
    {
        QVERIFY(!isNonDumpable());
        QCOMPARE(inChild([] { return becomeNonDumpable() && isNonDumpable() ? 0 : 1; }), 0);
    }

    void noCoreFiles()
    {
        QCOMPARE(inChild([] {
                     if (!forbidCoreFiles())
                         return 1;
                     rlimit now{1, 1};
                     getrlimit(RLIMIT_CORE, &now);
                     return now.rlim_cur == 0 && now.rlim_max == 0 ? 0 : 2;
                 }),
                 0);
    }

    void inheritedDescriptorsAreClosedButForThoseKept()
    {
        QCOMPARE(inChild([] {
                     for (const int descriptor : {10, 11, 12, 40, 200}) {
                         if (dup2(STDERR_FILENO, descriptor) != descriptor)
                             return 1;
                     }
                     constexpr int keep[] = {40, 11, STDERR_FILENO};
                     closeInheritedDescriptors(keep);
                     const bool kept =
                         isOpen(11) && isOpen(40) && isOpen(STDERR_FILENO) && isOpen(STDOUT_FILENO);
                     const bool closed =
                         !isOpen(10) && !isOpen(12) && !isOpen(200) && !isOpen(3) && !isOpen(41);
                     return kept && closed ? 0 : 2;
                 }),
                 0);
    }

    void memoryIsExcludedFromDumpsAndForks()
    {
        constexpr std::size_t size = 16384;
        void* const pages = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        QVERIFY(pages != MAP_FAILED);
        std::memset(pages, 1, size);
        QVERIFY(excludeFromDumps(pages, size));
        QVERIFY(mappingFlags(pages).find(" dd") != std::string::npos);
        QCOMPARE(inChild([&] { return static_cast<int>(*static_cast<unsigned char*>(pages)); }), 0);
        QVERIFY(!excludeFromDumps(static_cast<char*>(pages) + 1, 100));
        munmap(pages, size);
    }

    void theStackBelowIsWiped()
    {
        leaveAMarkOnTheStack();
        QVERIFY(marksLeft() > 4000); // the control: without wiping it is all there
        leaveAMarkOnTheStack();
        wipeStackBelow();
        QCOMPARE(marksLeft(), 0);
    }
};

QTEST_GUILESS_MAIN(ProcessIsolationTest)
#include "process_isolation_test.moc"
