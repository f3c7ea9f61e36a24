// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/locked_memory.h"
#include "core/crypto/secret_key.h"

#include <QTest>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <sstream>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace lockleaf;

namespace {

/// The VmFlags of the mapping that holds `place`, from /proc/self/smaps.
std::string flagsOf(const std::uint8_t* place)
{
    std::ifstream smaps("/proc/self/smaps");
    const auto wanted = reinterpret_cast<std::uintptr_t>(place);
    bool inside = false;
    for (std::string line; std::getline(smaps, line);) {
        std::istringstream words(line);
        std::uintptr_t begin = 0;
        std::uintptr_t end = 0;
        char dash = 0;
        if (words >> std::hex >> begin >> dash >> end && dash == '-')
            inside = wanted >= begin && wanted < end;
        if (inside && line.starts_with("VmFlags:"))
            return line + " ";
    }
    return {};
}

bool has(const std::string& flags, const char* flag)
{
    return flags.find(std::string(" ") + flag + " ") != std::string::npos;
}

int refuseLock(const void*, std::size_t)
{
    errno = ENOMEM;
    return -1;
}

int refuseAdvice(void*, std::size_t, int)
{
    errno = EINVAL;
    return -1;
}

int noSecretFile()
{
    errno = ENOSYS;
    return -1;
}

/// How a child that does `work` ended, as waitpid tells.
template <class Work>
int inChild(const Work& work)
{
    const pid_t child = fork();
    if (child == 0) {
        for (const int fatal : {SIGABRT, SIGSEGV})
            std::signal(fatal, SIG_DFL); // Qt Test would have a debugger look at it
        work();
        _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

#ifdef LOCKLEAF_SANITIZED // which makes nothing of mlock()
constexpr bool locksInEarnest = false;
constexpr std::array lockedFlags{"dd", "wf"};
#else
constexpr bool locksInEarnest = true;
constexpr std::array lockedFlags{"lo", "dd", "wf"};
#endif

} // namespace

class LockedMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        lockedPool().keepFromChildren();
        QVERIFY(startCrypto());
    }

    void keysAreLockedUndumpedAndNotForked()
    {
        const DataKey key = DataKey::random();
        const std::string flags = flagsOf(key.view().data());
        for (const char* flag : lockedFlags)
            QVERIFY2(has(flags, flag), qPrintable(QString::fromStdString(flags + flag)));
        const std::uint8_t* const bytes = key.view().data();
        const int status = inChild([bytes] {
            for (std::size_t i = 0; i < keySize; ++i)
                if (bytes[i] != 0)
                    _exit(1);
        });
        QCOMPARE(WEXITSTATUS(status), 0);
        QVERIFY(WIFEXITED(status));
    }

    void blocksAreZeroApartAndWiped()
    {
        LockedPool pool(LockedPool::Kind::Locked);
        std::vector<std::uint8_t*> blocks;
        for (std::size_t i = 0; i < 500; ++i) { // several arenas
            std::uint8_t* const block = pool.allocate(keySize);
            for (std::size_t k = 0; k < keySize; ++k)
                QCOMPARE(block[k], std::uint8_t{0});
            std::memset(block, static_cast<int>(i % 255 + 1), keySize);
            blocks.push_back(block);
        }
        for (std::size_t i = 0; i < blocks.size(); ++i)
            for (std::size_t k = 0; k < keySize; ++k)
                QCOMPARE(blocks[i][k], static_cast<std::uint8_t>(i % 255 + 1));
        std::uint8_t* const first = blocks.front();
        pool.release(first, keySize);
        for (std::size_t k = 0; k < keySize; ++k)
            QCOMPARE(first[k], std::uint8_t{0}); // its page is still the pool's
        QCOMPARE(pool.allocate(keySize), first);
        std::uint8_t* const large = pool.allocate(100'000);
        large[99'999] = 1;
        pool.release(large, 100'000);
    }

    void writingPastABlockEndsTheProgram()
    {
        const auto overrun = [](std::size_t offset) {
            return inChild([offset] {
                LockedPool pool(LockedPool::Kind::Locked);
                std::uint8_t* const block = pool.allocate(keySize);
                volatile std::uint8_t* const bytes = block;
                bytes[offset] = bytes[offset] ^ 1;
                pool.release(block, keySize);
            });
        };
        QVERIFY(WIFEXITED(overrun(keySize - 1)));
        const int past = overrun(keySize);
        QVERIFY(WIFSIGNALED(past) && WTERMSIG(past) == SIGABRT);
        const int below = inChild([] {
            LockedPool pool(LockedPool::Kind::Locked);
            volatile std::uint8_t* const bytes = pool.allocate(keySize);
            *(bytes - 1) = 1; // a guard
        });
        QVERIFY(WIFSIGNALED(below) && WTERMSIG(below) == SIGSEGV);
    }

    void whatTheKernelRefusesIsTold()
    {
        MemoryCalls calls = kernelMemoryCalls();
        calls.lock = refuseLock;
        LockedPool unlocked(LockedPool::Kind::Locked, calls);
        QVERIFY(unlocked.state().locked); // nothing was refused yet
        std::uint8_t* const block = unlocked.allocate(keySize);
        block[0] = 1; // it works all the same
        QCOMPARE(unlocked.state().locked, false);
        QCOMPARE(unlocked.state().undumped, true);

        calls = kernelMemoryCalls();
        calls.advise = refuseAdvice;
        LockedPool dumped(LockedPool::Kind::Locked, calls);
        dumped.keepFromChildren();
        dumped.allocate(keySize)[0] = 1;
        QCOMPARE(dumped.state().undumped, false);
        QCOMPARE(dumped.state().unforked, false);
    }

    void hiddenMemoryFallsBackToLocked()
    {
        MemoryCalls calls = kernelMemoryCalls();
        calls.secretFile = noSecretFile;
        LockedPool pool(LockedPool::Kind::Hidden, calls);
        std::uint8_t* const block = pool.allocate(keySize);
        block[0] = 1;
        QCOMPARE(pool.state().hidden, false);
        if (pool.state().locked)
            QVERIFY(locksInEarnest == has(flagsOf(block), "lo"));
        calls.lock = refuseLock;
        LockedPool neither(LockedPool::Kind::Hidden, calls);
        neither.allocate(keySize)[0] = 1;
        QCOMPARE(neither.state(),
                 (LockedMemoryState{.locked = false, .undumped = true, .unforked = true, .hidden = false}));
    }

    void hiddenMemoryIsUsedWhereTheKernelHasIt()
    {
        LockedPool pool(LockedPool::Kind::Hidden);
        pool.keepFromChildren();
        std::uint8_t* const block = pool.allocate(keySize);
        block[0] = 7;
        const std::string flags = flagsOf(block);
        if (!pool.state().hidden) { // a kernel without it: as if it had not been asked for
            QVERIFY2(has(flags, "dd") && has(flags, "wf"), flags.c_str());
            return;
        }
        QVERIFY2(has(flags, "lo") && has(flags, "dd") && has(flags, "dc"), flags.c_str());
        std::ifstream memory("/proc/self/mem");
        memory.seekg(static_cast<std::streamoff>(reinterpret_cast<std::uintptr_t>(block)));
        char read = 0;
        QVERIFY(!memory.read(&read, 1)); // not even by its own process
        LockedPool plain(LockedPool::Kind::Locked);
        std::uint8_t* const ordinary = plain.allocate(keySize);
        std::ifstream other("/proc/self/mem");
        other.seekg(static_cast<std::streamoff>(reinterpret_cast<std::uintptr_t>(ordinary)));
        QVERIFY(other.read(&read, 1)); // control: the way to look works
    }
};

QTEST_APPLESS_MAIN(LockedMemoryTest)
#include "locked_memory_test.moc"
