// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/wiping_free.h"

#include <QString>
#include <QTest>
#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <span>
#include <unistd.h>

extern "C" void __libc_free(void* block); // glibc's own, for the control

using namespace lockleaf::app;

namespace {

constexpr unsigned char mark = 0xA7;

// Reads memory of this process that no object lives in any more. False where nothing is mapped there.
bool readBack(std::uintptr_t place, std::span<unsigned char> into)
{
    const int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    const ssize_t count = pread(memory, into.data(), into.size(), static_cast<off_t>(place));
    close(memory);
    return count == static_cast<ssize_t>(into.size());
}

// Where a block that was freed holds the allocator's own: a link and a random key, which may hold a mark.
constexpr std::size_t allocatorsOwn = 16;

// Bytes of the mark from `from` to `to` behind `place`. Unmapped memory holds none. The buffer is static:
// a new block of that size could lie just where we want to look.
std::ptrdiff_t marksAt(std::uintptr_t place, std::size_t from, std::size_t to)
{
    static std::array<unsigned char, 2'000'000> buffer;
    const std::span bytes = std::span{buffer}.first(to - from);
    if (!readBack(place + from, bytes))
        return 0;
    return std::count(bytes.begin(), bytes.end(), mark);
}

char* marked(std::size_t size)
{
    auto* const block = static_cast<char*>(std::malloc(size));
    std::memset(block, mark, size);
    return block;
}

std::uintptr_t placeOf(const void* block)
{
    return reinterpret_cast<std::uintptr_t>(block);
}

// Keeps `block` from joining the free space above it, so that what was in it stays where it was.
class Fence
{
public:
    Fence() : m_block(std::malloc(64)) {}
    ~Fence() { std::free(m_block); }
    Fence(const Fence&) = delete;
    Fence& operator=(const Fence&) = delete;

private:
    void* m_block;
};

} // namespace

class WipingFreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(wipesFreedMemory()); }

    void theControlFindsWhatIsNotWiped()
    {
        char* const block = marked(3000);
        const Fence fence;
        const std::uintptr_t place = placeOf(block);
        __libc_free(block);
        QVERIFY(marksAt(place, 64, 3000) > 2900);
    }

    void freeWipes_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {24, 500, 1032, 3000, 70'000, 2'000'000})
            QTest::addRow("%d bytes", size) << size;
    }

    void freeWipes()
    {
        QFETCH(int, size);
        char* const block = marked(static_cast<std::size_t>(size));
        const Fence fence;
        const std::uintptr_t place = placeOf(block);
        std::free(block);
        QCOMPARE(marksAt(place, allocatorsOwn, static_cast<std::size_t>(size)), 0);
    }

    void growingWipesTheOldPlaceAndKeepsTheContent()
    {
        char* const block = marked(3000);
        const Fence fence; // nothing can grow in place
        const std::uintptr_t old = placeOf(block);
        auto* const grown = static_cast<char*>(std::realloc(block, 9000));
        QVERIFY(placeOf(grown) != old);
        QCOMPARE(std::count(grown, grown + 3000, static_cast<char>(mark)), 3000);
        QCOMPARE(marksAt(old, allocatorsOwn, 3000), 0);
        std::free(grown);
    }

    void growingALargeBlockKeepsTheContent()
    {
        constexpr std::size_t before = 40'000'000; // above any threshold: a mapping of its own
        char* const block = marked(before);
        auto* const grown = static_cast<char*>(std::realloc(block, 2 * before));
        QVERIFY(grown != nullptr);
        QCOMPARE(std::count(grown, grown + before, static_cast<char>(mark)), std::ptrdiff_t{before});
        const std::uintptr_t place = placeOf(grown);
        std::free(grown);
        QCOMPARE(marksAt(place, allocatorsOwn, 1000), 0);
    }

    void shrinkingWipesTheRest()
    {
        char* const block = marked(9000);
        const Fence fence;
        auto* const shrunk = static_cast<char*>(std::realloc(block, 3000));
        QCOMPARE(std::count(shrunk, shrunk + 3000, static_cast<char>(mark)), 3000);
        QCOMPARE(marksAt(placeOf(shrunk), 3024, 9000), 0);
        std::free(shrunk);
    }

    void reallocKeepsItsContract()
    {
        void* fresh = std::realloc(nullptr, 100);
        QVERIFY(fresh != nullptr);
        errno = 0;
        void* const same = fresh;
        if (void* const impossible = std::realloc(fresh, std::size_t{1} << 62))
            fresh = impossible;
        QCOMPARE(fresh, same);
        QCOMPARE(errno, ENOMEM);
        std::memset(fresh, 1, 100); // still ours
        std::free(fresh);
        std::free(nullptr);
    }

    void alignedBlocksAndNewAreWipedToo()
    {
        auto* const aligned = static_cast<char*>(std::aligned_alloc(4096, 8192));
        std::memset(aligned, mark, 8192);
        const Fence first;
        const std::uintptr_t alignedPlace = placeOf(aligned);
        std::free(aligned);
        QCOMPARE(marksAt(alignedPlace, allocatorsOwn, 8192), 0);

        auto* const made = new std::array<char, 2000>;
        made->fill(static_cast<char>(mark));
        const Fence second;
        const std::uintptr_t madePlace = placeOf(made);
        delete made;
        QCOMPARE(marksAt(madePlace, allocatorsOwn, 2000), 0);
    }

    void callocStillGivesZeros()
    {
        std::free(marked(5000));
        auto* const zeros = static_cast<char*>(std::calloc(5, 1000));
        QCOMPARE(std::count(zeros, zeros + 5000, '\0'), 5000);
        std::free(zeros);
    }

    void librariesUseIt()
    {
        QString text(700, QChar(0xA7A7));
        const std::uintptr_t place = placeOf(text.constData());
        const Fence fence;
        text.append(QString(5000, u'x')); // Qt grows it by realloc, from inside its own library
        QVERIFY(placeOf(text.constData()) != place);
        QCOMPARE(marksAt(place, allocatorsOwn, 1400), 0);

        QByteArray bytes(3000, static_cast<char>(mark));
        const std::uintptr_t bytesPlace = placeOf(bytes.constData());
        const Fence second;
        bytes = QByteArray();
        QCOMPARE(marksAt(bytesPlace, allocatorsOwn, 3000), 0);
    }
};

QTEST_GUILESS_MAIN(WipingFreeTest)
#include "wiping_free_test.moc"
