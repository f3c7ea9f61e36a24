// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/crypto/aead.h"
#include "core/store/head.h"

#include <QTest>

using namespace lockleaf;

namespace {

Hash256 hashOf(std::uint8_t byte)
{
    Hash256 hash;
    hash.fill(byte);
    return hash;
}

Head headWith(const std::vector<std::uint16_t>& buckets)
{
    Head head;
    head.epoch = 7;
    for (const std::uint16_t bucket : buckets)
        head.recentSums.push_back({bucket, MultisetHash(hashOf(static_cast<std::uint8_t>(bucket)))});
    return head;
}

} // namespace

class HeadTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void keepsRecentSums()
    {
        const HeadSealer sealer(VaultId{}, SecretKey<HeadPurpose>::random());
        const auto opened = sealer.open(sealer.seal(headWith({0, 5, 4095})));
        QVERIFY(opened);
        QCOMPARE(opened->epoch, 7U);
        QCOMPARE(opened->recentSums.size(), std::size_t{3});
        QCOMPARE(opened->recentSums[1].bucket, 5);
        QCOMPARE(opened->recentSums[2].bucket, 4095);
        QVERIFY(opened->recentSums[1].sum == MultisetHash(hashOf(5)));
        QVERIFY(opened->unknown.empty());
        const auto none = sealer.open(sealer.seal(headWith({})));
        QVERIFY(none && none->recentSums.empty());
    }

    void refusesRecentSumsThatAreNotInOrder_data()
    {
        QTest::addColumn<QList<int>>("buckets");
        QTest::newRow("falling") << QList<int>{5, 4};
        QTest::newRow("twice") << QList<int>{5, 5};
        QTest::newRow("beyond the last bucket") << QList<int>{5, 4096};
    }
    void refusesRecentSumsThatAreNotInOrder()
    {
        QFETCH(QList<int>, buckets);
        const HeadSealer sealer(VaultId{}, SecretKey<HeadPurpose>::random());
        const Head head = headWith({buckets.begin(), buckets.end()});
        QCOMPARE(sealer.open(sealer.seal(head)).error().code, ErrorCode::Damaged);
    }

    void refusesPartOfARecentSum_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("none") << 0;
        QTest::newRow("one octet short") << 33;
        QTest::newRow("one and a half") << 51;
    }
    void refusesPartOfARecentSum()
    {
        QFETCH(int, size);
        const HeadSealer sealer(VaultId{}, SecretKey<HeadPurpose>::random());
        Head head;
        head.unknown.push_back({11, SecureBytes(static_cast<std::size_t>(size))});
        QCOMPARE(sealer.open(sealer.seal(head)).error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(HeadTest)
#include "head_test.moc"
