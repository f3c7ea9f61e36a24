// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/vaultfile/file_io.h"

#include <QTest>

#include <algorithm>
#include <cerrno>

using namespace lockleaf;

namespace {

/// What the system did for a file in memory.
struct Told
{
    Bytes content;
    std::vector<std::pair<std::uint64_t, std::size_t>> writes; ///< Offset and size.
    int syncs = 0;
    bool full = false; ///< No write gets any space.
};

class MemoryFile final : public FileIo
{
public:
    explicit MemoryFile(Told& told) : m_told(told) {}

    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        if (offset >= m_told.content.size())
            return 0;
        const std::size_t size =
            std::min(into.size(), m_told.content.size() - static_cast<std::size_t>(offset));
        std::copy_n(m_told.content.begin() + static_cast<std::ptrdiff_t>(offset), size, into.begin());
        return static_cast<std::int64_t>(size);
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        if (m_told.full)
            return -ENOSPC;
        m_told.writes.emplace_back(offset, from.size());
        m_told.content.resize(
            std::max(m_told.content.size(), static_cast<std::size_t>(offset) + from.size()));
        std::copy(from.begin(), from.end(), m_told.content.begin() + static_cast<std::ptrdiff_t>(offset));
        return static_cast<std::int64_t>(from.size());
    }
    int sync() override
    {
        ++m_told.syncs;
        return 0;
    }
    int truncate(std::uint64_t size) override
    {
        m_told.content.resize(size);
        return 0;
    }
    std::int64_t size() override { return static_cast<std::int64_t>(m_told.content.size()); }
    int holdExclusively() override { return 0; }

private:
    Told& m_told;
};

using Writes = std::vector<std::pair<std::uint64_t, std::size_t>>;

Bytes filled(std::size_t size, std::uint8_t with)
{
    return Bytes(size, with);
}

} // namespace

class GatheredWritesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_told = {};
        m_file.emplace(std::make_unique<MemoryFile>(m_told));
    }

    void goOutTogetherBeforeTheSync()
    {
        for (std::uint64_t i = 0; i < 4; ++i)
            QVERIFY(m_file->gatherAt(100 + i * 10, filled(10, static_cast<std::uint8_t>(i))));
        QVERIFY(m_told.writes.empty());
        QCOMPARE(*m_file->size(), 140U);
        QVERIFY(m_file->sync());
        QCOMPARE(m_told.writes, (Writes{{100, 40}}));
        QCOMPARE(m_told.syncs, 1);
        QCOMPARE(m_told.content.at(139), 3);
        QVERIFY(m_file->sync());
        QCOMPARE(m_told.writes.size(), std::size_t{1});
    }
    void elsewhereIsAnotherWrite()
    {
        QVERIFY(m_file->gatherAt(0, filled(10, 1)));
        QVERIFY(m_file->gatherAt(20, filled(10, 2)));
        QVERIFY(m_file->sync());
        QCOMPARE(m_told.writes, (Writes{{0, 10}, {20, 10}}));
    }
    void theLaterWriteStands()
    {
        QVERIFY(m_file->gatherAt(0, filled(30, 1)));
        QVERIFY(m_file->gatherAt(10, filled(10, 2)));
        QVERIFY(m_file->gatherAt(25, filled(10, 3)));
        QVERIFY(m_file->sync());
        QCOMPARE(m_told.writes, (Writes{{0, 35}}));
        QCOMPARE(m_told.content[9] * 1000 + m_told.content[10] * 100 + m_told.content[20] * 10 +
                     m_told.content[25],
                 1213);
    }
    void isSeenByEveryOtherCall()
    {
        QVERIFY(m_file->gatherAt(0, filled(10, 1)));
        Bytes read(20);
        QCOMPARE(*m_file->readAt(5, read), 5U);
        QCOMPARE(read[4], 1);
        QVERIFY(m_file->gatherAt(10, filled(10, 2)));
        QVERIFY(m_file->writeAt(15, filled(1, 3)));
        QVERIFY(m_file->gatherAt(20, filled(10, 4)));
        QVERIFY(m_file->truncate(25));
        QVERIFY(m_file->sync());
        QCOMPARE(*m_file->size(), 25U);
        QCOMPARE(m_told.content[15], 3);
        QCOMPARE(m_told.content[24], 4);
    }
    void doesNotTakeEndlessMemory()
    {
        constexpr std::size_t piece = 8264;
        for (std::uint64_t i = 0; i < 1000; ++i)
            QVERIFY(m_file->gatherAt(i * piece, filled(piece, 1)));
        QVERIFY(m_told.content.size() >= 900 * piece);
        QVERIFY(m_told.writes.size() < 50);
    }
    void waitsOnWhereTheDiskIsFull()
    {
        QVERIFY(m_file->writeAt(0, filled(10, 9)));
        QVERIFY(m_file->gatherAt(10, filled(10, 1)));
        m_told.full = true;
        QCOMPARE(m_file->sync().error().code, ErrorCode::DiskFull);
        QCOMPARE(m_told.syncs, 0);
        Bytes elsewhere(10);
        QCOMPARE(*m_file->readAt(0, elsewhere), 10U); // what is in the file can be read all the same
        QCOMPARE(m_file->readAt(10, elsewhere).error().code, ErrorCode::DiskFull);
        m_told.full = false;
        QVERIFY(m_file->sync());
        QCOMPARE(m_told.content.at(19), 1);
    }
    void dropsWhatIsNotWanted()
    {
        QVERIFY(m_file->gatherAt(0, filled(10, 1)));
        m_file->dropGathered();
        QVERIFY(m_file->sync());
        QVERIFY(m_told.writes.empty());
        QCOMPARE(*m_file->size(), 0U);
    }

private:
    Told m_told;
    std::optional<SyncedFile> m_file;
};

QTEST_GUILESS_MAIN(GatheredWritesTest)
#include "gathered_writes_test.moc"
