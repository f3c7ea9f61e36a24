// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/state_file.h"
#include "tests/support/sim_disk.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::string file = "/disk/state/inner/file";

std::string contentAfterCut(const SimDisk& disk, std::uint64_t seed)
{
    std::mt19937_64 random(seed);
    const DiskState found = disk.stateAfter(disk.log().size()).afterPowerCut(random);
    const auto entry = found.entries.find(file);
    return entry == found.entries.end() ? "nothing" : std::string{textOf(*found.contentNow(entry->second))};
}

} // namespace

/// Small files outside of the vault, and power cuts.
class StateFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThereAfterAPowerCutWithItsFolders();
    void isWholeWhateverHappens();
};

void StateFileTest::isThereAfterAPowerCutWithItsFolders()
{
    const SimDisk disk(DiskState({"/disk"}));
    QVERIFY(replaceSmallFile(file, bytesOf("one")));
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        QCOMPARE(contentAfterCut(disk, seed), std::string{"one"});
    QVERIFY(replaceSmallFile(file, bytesOf("two")));
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        QCOMPARE(contentAfterCut(disk, seed), std::string{"two"});
}

void StateFileTest::isWholeWhateverHappens()
{
    SimDisk disk(DiskState({"/disk"}));
    std::size_t calls = 0;
    disk.onCall = [&calls](const DiskCall&) {
        ++calls;
        return DiskFault{};
    };
    QVERIFY(replaceSmallFile(file, bytesOf("one")));
    const std::size_t all = calls;
    std::size_t refused = 0;
    for (std::size_t fails = 1; fails <= all; ++fails) {
        calls = 0;
        disk.onCall = [&](const DiskCall&) { return DiskFault{.problem = ++calls == fails ? EIO : 0}; };
        refused += !replaceSmallFile(file, bytesOf("two"));
        disk.onCall = {};
        const auto found = readSmallFile(file, 100);
        QVERIFY(found);
        QVERIFY(textOf(*found) == "one" || textOf(*found) == "two");
        QVERIFY(replaceSmallFile(file, bytesOf("one")));
        QCOMPARE(disk.openFiles() + disk.openFolders(), std::size_t{0});
    }
    QVERIFY(refused >= 4);
}

QTEST_GUILESS_MAIN(StateFileTest)
#include "state_file_test.moc"
