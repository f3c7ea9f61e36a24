// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/new_file.h"
#include "core/store/state_file.h"
#include "tests/support/sim_disk.h"
#include "tests/support/test_environment.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::string target = "/disk/out.bin";
const std::string state = "/disk/state";

Bytes contentOf(std::uint8_t first)
{
    Bytes content(70'000);
    for (std::size_t i = 0; i < content.size(); ++i)
        content[i] = static_cast<std::uint8_t>(first + i * 7);
    return content;
}

Result<void> publish(const Bytes& content)
{
    LOCKLEAF_TRY(const auto file, NewFile::create(target));
    LOCKLEAF_CHECK(file->write(ByteView(content).first(30'000)));
    LOCKLEAF_CHECK(file->write(ByteView(content).subspan(30'000)));
    LOCKLEAF_CHECK(file->sync());
    return file->publish();
}

/// Each state that a power cut at each operation of `log` may leave, some ways each.
void forEachCut(const DiskState& first, const std::vector<DiskOperation>& log,
                const std::function<void(std::size_t, const DiskState&)>& look)
{
    std::mt19937_64 random(7);
    DiskState then = first;
    for (std::size_t point = 0; point <= log.size(); ++point) {
        for (int turn = 0; turn < 25; ++turn)
            look(point, then.afterPowerCut(random));
        if (point < log.size())
            then.apply(log[point]);
    }
}

} // namespace

/// Files that appear whole or not at all.
class NewFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void standsWholeOrNotAtAll();
    void replacesNothing();
    void leavesNothingWhereItFails();
    void replacesASmallFileWholeOrNotAtAll();
};

void NewFileTest::standsWholeOrNotAtAll()
{
    const DiskState empty({"/disk"});
    const Bytes content = contentOf(1);
    std::vector<DiskOperation> log;
    {
        SimDisk disk(empty);
        QVERIFY(publish(content));
        log = disk.log();
    }
    int whole = 0;
    int missing = 0;
    forEachCut(empty, log, [&](std::size_t point, const DiskState& found) {
        const SimDisk disk(found);
        const SharedBytes there = disk.contentAt(target);
        QVERIFY2(!there || *there == content, ("torn at " + std::to_string(point)).c_str());
        // It was acknowledged behind the last operation.
        QVERIFY2(there || point < log.size(), "acknowledged, and not there");
        (there ? whole : missing) += 1;
    });
    QVERIFY(whole > 25 && missing > 25);
}

void NewFileTest::replacesNothing()
{
    SimDisk disk(DiskState({"/disk"}));
    const Bytes first = contentOf(1);
    QVERIFY(publish(first));
    QCOMPARE(publish(contentOf(9)).error().code, ErrorCode::AlreadyExists);
    // Something that came while it was written stays as well.
    const auto file = NewFile::create("/disk/late.bin");
    QVERIFY(file);
    QVERIFY((*file)->write(first));
    QVERIFY((*file)->sync());
    QVERIFY(replaceSmallFile("/disk/late.bin", bytesOf("somebody else's")));
    QCOMPARE((*file)->publish().error().code, ErrorCode::AlreadyExists);
    QVERIFY(*disk.contentAt(target) == first);
    QCOMPARE(disk.contentAt("/disk/late.bin")->size(), std::size_t{15});
}

void NewFileTest::leavesNothingWhereItFails()
{
    const Bytes content = contentOf(3);
    for (std::size_t at = 1;; ++at) {
        SimDisk disk(DiskState({"/disk"}));
        std::size_t calls = 0;
        disk.onCall = [&calls, at](const DiskCall& call) {
            return call.kind != DiskCall::Kind::Remove && ++calls == at ? DiskFault{ENOSPC} : DiskFault{};
        };
        const bool published = publish(content).has_value();
        disk.onCall = {};
        QVERIFY2(!disk.contentAt(target) || published, std::to_string(at).c_str());
        std::vector<std::string> names;
        QCOMPARE(disk.list("/disk", names), 0);
        QCOMPARE(names.size(), std::size_t{published ? 1U : 0U});
        if (calls < at)
            break;
    }
}

void NewFileTest::replacesASmallFileWholeOrNotAtAll()
{
    DiskState before({"/disk"});
    {
        SimDisk disk(before);
        QVERIFY(replaceSmallFile(state, bytesOf("the old content")));
        before = disk.stateAfter(disk.log().size());
    }
    before.settle();
    std::vector<DiskOperation> log;
    {
        SimDisk disk(before);
        QVERIFY(replaceSmallFile(state, bytesOf("the new one")));
        log = disk.log();
    }
    forEachCut(before, log, [&](std::size_t point, const DiskState& found) {
        const SimDisk disk(found);
        const SharedBytes there = disk.contentAt(state);
        QVERIFY2(there, "gone");
        const std::string text(there->begin(), there->end());
        QVERIFY2(text == "the new one" || (text == "the old content" && point < log.size()), text.c_str());
    });
}

QTEST_GUILESS_MAIN(NewFileTest)
#include "new_file_test.moc"
