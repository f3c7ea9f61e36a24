// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/keeper/spill_keeper.h"
#include "app/roles/process/memory_file.h"
#include "core/capture/spilled_text.h"
#include "tests/support/hindered_disk.h"
#include "tests/support/test_environment.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>
#include <unistd.h>

using namespace lockleaf;
using namespace lockleaf::app;

namespace {

OwnedDescriptor memoryOf(std::string_view text)
{
    auto file = makeMemoryFile(bytesOf(text));
    if (!file)
        qFatal("memory file");
    return std::move(*file);
}

std::vector<std::string> keptIn(const std::filesystem::path& folder)
{
    std::vector<std::string> contents;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "spill", none)) {
        std::ifstream in(entry.path(), std::ios::binary);
        contents.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    std::ranges::sort(contents);
    return contents;
}

} // namespace

/// What a session hands over at a lock is on the disk, as it is, or the keeper says that it is not.
class SpillKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOneIsKeptAndTold()
    {
        const test::TemporaryFolder folder;
        SpillKeeper keeper(folder.path());
        QSignalSpy ended(&keeper, &SpillKeeper::ended);
        const quint64 first = keeper.keep(memoryOf("of the first lock"));
        const quint64 second = keeper.keep(memoryOf("of the second")); // before the disk has the first
        QVERIFY(first != 0 && second != 0 && first != second && keeper.isBusy());
        QTRY_COMPARE(ended.count(), 2);
        QVERIFY(ended[0][1].toBool() && ended[1][1].toBool());
        QCOMPARE((std::set{ended[0][0].toULongLong(), ended[1][0].toULongLong()}), (std::set{first, second}));
        QVERIFY(!keeper.isBusy());
        QCOMPARE(keptIn(folder.path()), (std::vector<std::string>{"of the first lock", "of the second"}));
    }

    void whatCannotBeKeptIsTold()
    {
        const test::TemporaryFolder folder;
        std::ofstream(folder / "spill") << "a file in the place of the folder";
        SpillKeeper keeper(folder.path());
        QSignalSpy ended(&keeper, &SpillKeeper::ended);
        QVERIFY(keeper.keep(memoryOf("text")) != 0);
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!ended[0][1].toBool());
        QCOMPARE(keeper.keep(OwnedDescriptor()), quint64{0});
    }

    void isNotHeldUpByWhatIsPassed()
    {
        const test::TemporaryFolder folder;
        SpillKeeper keeper(folder.path());
        QSignalSpy ended(&keeper, &SpillKeeper::ended);
        int ends[2] = {};
        QCOMPARE(pipe(ends), 0);
        const OwnedDescriptor writer(ends[1]); // a pipe that nobody writes to
        QVERIFY(keeper.keep(OwnedDescriptor(ends[0])) != 0);
        OwnedDescriptor large = memoryOf("x");
        QCOMPARE(ftruncate(large.get(), static_cast<off_t>(largestSpill) + 1), 0);
        QVERIFY(keeper.keep(std::move(large)) != 0);
        QTRY_COMPARE(ended.count(), 2);
        QVERIFY(!ended[0][1].toBool() && !ended[1][1].toBool());
        QVERIFY(keptIn(folder.path()).empty());
    }

    void aDiskThatHangsTakesNoMoreThanFour()
    {
        const test::TemporaryFolder folder;
        test::HinderedDisk disk;
        disk.hangs = true;
        SpillKeeper keeper(folder.path(), std::chrono::milliseconds{0});
        QSignalSpy ended(&keeper, &SpillKeeper::ended);
        for (int i = 0; i < 4; ++i)
            QVERIFY(keeper.keep(memoryOf("text")) != 0);
        QTRY_COMPARE(ended.count(), 4); // nobody waits for them any more
        QCOMPARE(keeper.keep(memoryOf("text")), quint64{0});
        disk.hangs = false;
        disk.hangs.notify_all();
        QTRY_COMPARE(keptIn(folder.path()).size(), std::size_t{4});
        quint64 number = 0; // the last thread may be about to end
        QTRY_VERIFY(number != 0 || (number = keeper.keep(memoryOf("text"))) != 0);
        QTRY_COMPARE(keptIn(folder.path()).size(), std::size_t{5});
    }

    void patienceEnds()
    {
        const test::TemporaryFolder folder;
        SpillKeeper keeper(folder.path(), std::chrono::milliseconds{0});
        QSignalSpy ended(&keeper, &SpillKeeper::ended);
        QVERIFY(keeper.keep(memoryOf(std::string(8'000'000, 'x'))) != 0);
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(!ended[0][1].toBool());
        // It came after all, and is not told twice.
        QTRY_VERIFY(keptIn(folder.path()) == std::vector{std::string(8'000'000, 'x')});
        QCoreApplication::sendPostedEvents();
        QCOMPARE(ended.count(), 1);
    }
};

QTEST_GUILESS_MAIN(SpillKeeperTest)
#include "spill_keeper_test.moc"
