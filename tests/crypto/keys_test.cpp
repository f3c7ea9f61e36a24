// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/key_derivation.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/multiset_hash.h"
#include "core/crypto/subkeys.h"
#include "tests/crypto/hex.h"

#include <type_traits>

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

/// Keys, hashes and what they cost.
class KeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void derivesSubkeysAsDocumented();
    void hashesAsPublished();
    void derivesFromPasswords();
    void boundsTheCost_data();
    void boundsTheCost();
    void checksTheCostBeforeItWorks();
    void addsAndSubtractsElements();
    void keepsSecretsToThemselves();
};

void KeysTest::derivesSubkeysAsDocumented()
{
    // BLAKE2b with key, salt (the number 1) and personalisation, computed by another implementation.
    const DataKey key = DataKey::copyOf(counting(32));
    QCOMPARE(hex(deriveSubkey<HeaderMacPurpose>(key).view()),
             std::string{"b9929c75be84065b0b2313b9343a794718709ea439edbbe20f30116db9549c61"});
    QCOMPARE(hex(deriveSubkey<PagesPurpose>(key).view()),
             std::string{"73e95e3bd3d704fd9c06ecfc78e81ff1793c82e105ada21060073bbaf049a7c7"});
    QCOMPARE(hex(deriveSubkey<RecordsPurpose>(key).view()),
             std::string{"6ddad6dab14207805e82bc65e2b2c6c92b303c48fe8c58921a44d0dae14b7113"});
}

void KeysTest::hashesAsPublished()
{
    const Bytes key = counting(32);
    QCOMPARE(hex(hash256({})),
             std::string{"0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"});
    QCOMPARE(hex(keyedHash256(KeyView{key.data()}, {bytesOf("label and"), bytesOf(" text")})),
             std::string{"23129a26b29884526b307de15289305f7f08aa8522a02fe6e846bba8c95574b8"});
    ShortKey derived;
    deriveShortKey(derived, KeyView{key.data()}, {bytesOf("label and text")});
    QCOMPARE(hex(derived.view()),
             std::string{"23129a26b29884526b307de15289305f7f08aa8522a02fe6e846bba8c95574b8"});
    StreamHash256 stream;
    stream.update(bytesOf("a"));
    stream.update({});
    stream.update(bytesOf("bc"));
    QCOMPARE(hex(stream.finish()), hex(hash256({bytesOf("abc")})));
    QVERIFY(equalConstantTime(bytesOf("same"), bytesOf("same")));
    QVERIFY(!equalConstantTime(bytesOf("same"), bytesOf("sane")));
    QVERIFY(!equalConstantTime(bytesOf("same"), bytesOf("sam")));
    QVERIFY(equalConstantTime({}, {}));
}

void KeysTest::derivesFromPasswords()
{
    // The example of the reference program: 64 KiB, 2 passes.
    KdfSalt salt;
    std::copy_n("somesaltsomesalt", salt.size(), salt.begin());
    const auto passphrase = Passphrase::fromTyped(bytesOf("password"));
    QVERIFY(passphrase);
    const auto key = deriveKey(*passphrase, salt, {64 << 10, 2});
    QVERIFY(key);
    QCOMPARE(hex(key->view()),
             std::string{"1a98fba8e6394425c9bdc333a9c750aaf811df070f5fb4a5788e1cf4db5793a1"});
    salt[0] ^= 1;
    QVERIFY(hex(deriveKey(*passphrase, salt, {64 << 10, 2})->view()) != hex(key->view()));
}

void KeysTest::boundsTheCost_data()
{
    constexpr quint64 mebi = 1 << 20;
    QTest::addColumn<quint64>("memory");
    QTest::addColumn<unsigned>("passes");
    QTest::addColumn<bool>("allowed");
    QTest::newRow("the least for a new vault") << 256 * mebi << 3U << true;
    QTest::newRow("for tests") << quint64{8 << 10} << 1U << true;
    QTest::newRow("4 GiB, 2 passes") << 4096 * mebi << 2U << true;
    QTest::newRow("4 GiB, 3 passes") << 4096 * mebi << 3U << false;
    QTest::newRow("over 4 GiB") << 4096 * mebi + 1 << 1U << false;
    QTest::newRow("1 TiB") << (quint64{1} << 40) << 1U << false;
    QTest::newRow("all bits") << ~quint64{0} << ~0U << false;
    QTest::newRow("a product that wraps round") << (quint64{1} << 33) << (1U << 31) << false;
    QTest::newRow("many passes") << 1 * mebi << 8193U << false;
    QTest::newRow("just as many") << 1 * mebi << 8192U << true;
    QTest::newRow("too little memory") << quint64{8191} << 1U << false;
    QTest::newRow("no pass") << 1 * mebi << 0U << false;
    QTest::newRow("nothing") << quint64{0} << 0U << false;
}

void KeysTest::boundsTheCost()
{
    QFETCH(const quint64, memory);
    QFETCH(const unsigned, passes);
    QFETCH(const bool, allowed);
    const auto checked = checkCost({memory, passes});
    QCOMPARE(checked.has_value(), allowed);
    if (!allowed)
        QVERIFY(checked.error().code == ErrorCode::DerivationTooCostly);
}

void KeysTest::checksTheCostBeforeItWorks()
{
    const auto passphrase = Passphrase::fromTyped(bytesOf("p"));
    const auto key = deriveKey(*passphrase, KdfSalt{}, {std::uint64_t{1} << 40, 1});
    QVERIFY(!key && key.error().code == ErrorCode::DerivationTooCostly);
    QVERIFY(needsConsent({(std::uint64_t{1} << 30) + 1, 1}));
    QVERIFY(!needsConsent(KeyDerivationCost::cheapForTests()));
}

void KeysTest::addsAndSubtractsElements()
{
    const Hash256 a = hash256({bytesOf("a")});
    const Hash256 b = hash256({bytesOf("b")});
    MultisetHash one;
    one.add(a);
    one.add(b);
    MultisetHash other;
    other.add(b);
    QVERIFY(!(one == other));
    other.add(a);
    QVERIFY(one == other); // in any order
    one.subtract(a);
    one.subtract(b);
    QVERIFY(one == MultisetHash{});
    // The sum is little-endian and wraps round.
    Hash256 most;
    most.fill(0xFF);
    Hash256 two{};
    two[0] = 2;
    MultisetHash wrapping(most);
    wrapping.add(two);
    Hash256 expected{};
    expected[0] = 1;
    QCOMPARE(hex(wrapping.value()), hex(expected));
    wrapping.subtract(two);
    QCOMPARE(hex(wrapping.value()), hex(most));
}

void KeysTest::keepsSecretsToThemselves()
{
    static_assert(!std::is_copy_constructible_v<DataKey> && !std::is_copy_constructible_v<SecureBytes> &&
                  !std::is_copy_constructible_v<Passphrase>);
    static_assert(!std::is_convertible_v<DataKey, KeyEncryptionKey>);
    SecureBytes bytes = SecureBytes::copyOf(bytesOf("0123456789"));
    bytes.truncate(4);
    QCOMPARE(bytes.text(), std::string_view{"0123"});
    QCOMPARE(Bytes(bytes.data() + 4, bytes.data() + 10), Bytes(6, 0)); // still ours: the capacity stays
    for (int i = 0; i < 1000; ++i)
        bytes.append(bytesOf("abc"));
    QCOMPARE(bytes.size(), std::size_t{3004});
    SecureBytes moved = std::move(bytes);
    QCOMPARE(moved.size(), std::size_t{3004});
    const DataKey first = DataKey::random();
    const DataKey second = first.clone();
    QVERIFY(equalConstantTime(first.view(), second.view()));
    QVERIFY(!equalConstantTime(first.view(), DataKey::random().view()));
    const DataKey blank;
    QCOMPARE(Bytes(blank.view().begin(), blank.view().end()), Bytes(32, 0));
}

QTEST_GUILESS_MAIN(KeysTest)
#include "keys_test.moc"
