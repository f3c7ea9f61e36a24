// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/swap_state.h"
#include "tests/support/test_environment.h"

#include <QTest>

#include <fstream>

using namespace lockleaf;
using test::TemporaryFolder;

namespace {

/// A computer of files.
struct Computer
{
    TemporaryFolder root;

    void write(const std::filesystem::path& path, const std::string& text) const
    {
        const std::filesystem::path file = root / path;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file) << text;
    }
    void swaps(const std::string& lines) const
    {
        write("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n" + lines);
    }
    void device(const std::string& name) const { write("sys/class/block/" + name + "/size", "8388608\n"); }
    [[nodiscard]] SwapState state() const { return swapState(root.path()); }
};

} // namespace

class SwapStateTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noSwap()
    {
        const Computer computer;
        QCOMPARE(computer.state(), SwapState::Unknown);
        computer.swaps("");
        QCOMPARE(computer.state(), SwapState::Off);
    }

    void aPartitionIsPlain()
    {
        const Computer computer;
        computer.swaps("/dev/sda2                               partition\t1003516\t\t0\t\t-2\n");
        QCOMPARE(computer.state(), SwapState::Plain); // nothing is known of it
        computer.device("sda2");
        QCOMPARE(computer.state(), SwapState::Plain);
    }

    void dmCryptIsEncrypted()
    {
        const Computer computer;
        computer.swaps("/dev/dm-1                               partition\t1003516\t\t0\t\t-2\n");
        computer.write("sys/class/block/dm-1/dm/uuid", "LVM-abcdefgh\n");
        QCOMPARE(computer.state(), SwapState::Plain);
        computer.write("sys/class/block/dm-1/slaves/dm-0/dm/uuid", "CRYPT-LUKS2-0123-sda3_crypt\n");
        QCOMPARE(computer.state(), SwapState::Encrypted); // a volume on an encrypted disk
        computer.write("sys/class/block/dm-1/slaves/sdb1/size", "8\n");
        QCOMPARE(computer.state(), SwapState::Plain); // in part
        computer.write("sys/class/block/dm-1/dm/uuid", "CRYPT-PLAIN-cryptswap\n");
        QCOMPARE(computer.state(), SwapState::Encrypted);
    }

    void zramIsMemory()
    {
        const Computer computer;
        computer.swaps("/dev/zram0                              partition\t1003516\t\t0\t\t100\n");
        computer.device("zram0");
        QCOMPARE(computer.state(), SwapState::Memory);
        computer.write("sys/class/block/zram0/backing_dev", "none\n");
        QCOMPARE(computer.state(), SwapState::Memory);
        computer.write("sys/class/block/zram0/backing_dev", "/dev/sda3\n");
        QCOMPARE(computer.state(), SwapState::Plain);
    }

    void theWorstCounts()
    {
        const Computer computer;
        computer.write("sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-swap\n");
        computer.device("zram0");
        computer.device("sda2");
        const std::string zram = "/dev/zram0 partition 1 0 100\n";
        const std::string sealed = "/dev/dm-0 partition 1 0 -2\n";
        const std::string plain = "/dev/sda2 partition 1 0 -3\n";
        computer.swaps(zram + sealed);
        QCOMPARE(computer.state(), SwapState::Encrypted);
        computer.swaps(plain + sealed + zram);
        QCOMPARE(computer.state(), SwapState::Plain);
    }

    void aFileIsAsItsDisk()
    {
        const Computer computer;
        computer.swaps("/var/swap\\040file                        file\t\t1003516\t\t0\t\t-2\n");
        QCOMPARE(computer.state(), SwapState::Plain);
        computer.write("proc/self/mountinfo",
                       "22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
                       "23 22 253:0 / /var rw,relatime shared:2 - ext4 /dev/mapper/var rw\n"
                       "24 22 8:5 / /va rw,relatime shared:3 - ext4 /dev/sda5 rw\n");
        computer.write("sys/dev/block/253:0/dm/uuid", "CRYPT-LUKS2-var\n");
        QCOMPARE(computer.state(), SwapState::Encrypted);
        computer.swaps("/vault/swap file 1 0 -2\n"); // on the root, which is not sealed
        QCOMPARE(computer.state(), SwapState::Plain);
    }
};

QTEST_APPLESS_MAIN(SwapStateTest)
#include "swap_state_test.moc"
