// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/standard_descriptors.h"
#include "core/archive/new_file.h"
#include "core/base/descriptor.h"
#include "core/vaultfile/file_io.h"
#include "tests/support/child_process.h"
#include "tests/support/test_environment.h"

#include <QTest>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

using namespace lockleaf;
using lockleaf::app::occupyStandardDescriptors;
using lockleaf::test::inChild;

namespace {

bool isOpen(int descriptor)
{
    return fcntl(descriptor, F_GETFD) != -1;
}

} // namespace

class StandardDescriptorsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closedOnesBecomeDeadEnds();
    void openOnesStay();
    void filesStayAwayFromThem();
};

void StandardDescriptorsTest::closedOnesBecomeDeadEnds()
{
    QCOMPARE(inChild([] {
                 close(0);
                 close(1);
                 close(2);
                 if (!occupyStandardDescriptors() || !isOpen(0) || !isOpen(1) || !isOpen(2))
                     return false;
                 char byte = 'x';
                 return write(1, &byte, 1) < 0 && write(2, &byte, 1) < 0 && read(0, &byte, 1) < 0 &&
                        open("/", O_RDONLY) > 2;
             }),
             1);
}

void StandardDescriptorsTest::openOnesStay()
{
    QCOMPARE(inChild([] {
                 int ends[2] = {};
                 if (pipe(ends) != 0 || dup2(ends[1], 1) != 1)
                     return false;
                 close(2);
                 char byte = 'x';
                 return occupyStandardDescriptors() && write(1, &byte, 1) == 1 &&
                        read(ends[0], &byte, 1) == 1;
             }),
             1);
}

void StandardDescriptorsTest::filesStayAwayFromThem()
{
    const test::TemporaryFolder folder;
    QCOMPARE(inChild([&] {
                 close(0);
                 close(1);
                 close(2);
                 const auto vault = openFile(folder / "vault", FileAccess::CreateNew, FileRole::Vault);
                 const auto archive = NewFile::create(folder / "archive");
                 const bool away = vault && archive && !isOpen(0) && !isOpen(1) && !isOpen(2);
                 const int moved = aboveStandardStreams(open("/", O_RDONLY));
                 return away && moved > 2 && !isOpen(0) && (fcntl(moved, F_GETFD) & FD_CLOEXEC) != 0 &&
                        aboveStandardStreams(moved) == moved && aboveStandardStreams(-1) == -1;
             }),
             1);
}

QTEST_GUILESS_MAIN(StandardDescriptorsTest)
#include "standard_descriptors_test.moc"
