// SPDX-License-Identifier: GPL-3.0-or-later
// What FTS5 keeps of its segments, and when they should become one.
#include "core/store/index_segments.h"

#include <QTest>

using namespace lockleaf;

namespace {

/// Two levels: three segments of 2, 3 and 4 pages, of which the first two are being merged; one of 300.
const Bytes structure{0, 0, 0, 9, 2, 4, 77, 2, 3, 1, 1, 2, 2, 1, 3, 3, 5, 8, 0, 1, 4, 1, 0x82, 0x2c};

} // namespace

class IndexSegmentsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsThem();
    void refusesAnythingElse();
    void becomeOneWhereItPays();
};

void IndexSegmentsTest::readsThem()
{
    const auto read = readSegments(structure);
    QVERIFY(read);
    QCOMPARE(read->segments, (std::vector<IndexSegment>{{1, 1, 2}, {2, 1, 3}, {3, 5, 8}, {4, 1, 300}}));
    QVERIFY(read->isMerging);
    Bytes still = structure;
    still[7] = 0;
    QVERIFY(!readSegments(still)->isMerging);
    QVERIFY(readSegments(Bytes{0, 0, 0, 0, 0, 0, 0})->segments.empty());
}

void IndexSegmentsTest::refusesAnythingElse()
{
    for (std::size_t size = 0; size < structure.size(); ++size)
        QCOMPARE(readSegments(ByteView(structure).first(size)).error().code, ErrorCode::Damaged);
    const auto changed = [](std::size_t at, std::uint8_t value) {
        Bytes other = structure;
        other[at] = value;
        return readSegments(other);
    };
    QVERIFY(!changed(5, 3));  // fewer than there are
    QVERIFY(!changed(5, 5));  // more
    QVERIFY(!changed(7, 4));  // more merged than there are
    QVERIFY(!changed(10, 9)); // the last page before the first
    QVERIFY(!readSegments(Bytes(64, 0xff)));
    QVERIFY(!readSegments(Bytes{0, 0, 0, 0, 0xff, 0xff, 0x7f, 0, 0}));
}

void IndexSegmentsTest::becomeOneWhereItPays()
{
    const auto should = [](const std::vector<std::uint64_t>& pages, bool isMerging = false) {
        IndexSegments found;
        for (const std::uint64_t count : pages)
            found.segments.push_back({1, 1, count});
        found.isMerging = isMerging;
        return found.shouldBecomeOne();
    };
    QVERIFY(!should({}));
    QVERIFY(!should({1000}));
    QVERIFY(should({1, 1}));
    QVERIFY(should({1000, 250}));
    QVERIFY(!should({1000, 249}));
    QVERIFY(should({100, 1000, 150}));
    QVERIFY(!should({1, 1}, true));
}

QTEST_GUILESS_MAIN(IndexSegmentsTest)
#include "index_segments_test.moc"
