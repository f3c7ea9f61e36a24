// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/version_vector.h"

#include <QTest>

using namespace lockleaf;

namespace {
DeviceId device(std::uint8_t number)
{
    DeviceId id;
    id.bytes.fill(number);
    return id;
}
} // namespace

class VersionVectorTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAncestorSuccessorAndConflictApart()
    {
        VersionVector a;
        a.advance(device(1));
        VersionVector b = a;
        QVERIFY(a.compare(b) == VersionOrder::Same);
        b.advance(device(2));
        QVERIFY(a.compare(b) == VersionOrder::Ancestor);
        QVERIFY(b.compare(a) == VersionOrder::Successor);
        a.advance(device(1));
        QVERIFY(a.compare(b) == VersionOrder::Conflict);
        a.merge(b);
        QVERIFY(a.compare(b) == VersionOrder::Successor);
        QVERIFY(VersionVector{}.compare(a) == VersionOrder::Ancestor);
    }

    void bringsItselfBack()
    {
        VersionVector vector;
        vector.advance(device(9));
        vector.advance(device(2));
        vector.advance(device(9));
        const Bytes encoded = vector.encode();
        QCOMPARE(encoded.size(), 48U);
        QVERIFY(*VersionVector::decode(encoded) == vector);
        Bytes swapped(encoded.begin() + 24, encoded.end());
        swapped.insert(swapped.end(), encoded.begin(), encoded.begin() + 24);
        QVERIFY(!VersionVector::decode(swapped));
        QVERIFY(!VersionVector::decode(ByteView(encoded).first(47)));
    }
};

QTEST_GUILESS_MAIN(VersionVectorTest)
#include "version_vector_test.moc"
