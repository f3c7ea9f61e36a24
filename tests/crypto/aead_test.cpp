// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/aead.h"
#include "tests/crypto/hex.h"

#include <set>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using TestKey = SecretKey<struct AeadTestPurpose>;
using Nonce = std::array<std::uint8_t, aead::nonceSize>;

Nonce nextNonce()
{
    Nonce nonce;
    aead::freshNonce(nonce.data());
    return nonce;
}

} // namespace

/// Sealing and its nonces.
class AeadTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void opensThePublishedExample();
    void refusesEachChangedBit();
    void refusesOtherKeyAndData();
    void sealsNothingAndMuch();
    void neverRepeatsANonce();
    void sharesNoNonceAcrossFork();
};

void AeadTest::opensThePublishedExample()
{
    // draft-irtf-cfrg-xchacha-03, A.3.1
    const TestKey key = TestKey::copyOf(counting(32, 0x80));
    const Bytes aad = fromHex("50515253c0c1c2c3c4c5c6c7");
    const Bytes cipher = fromHex("bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb"
                                 "731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
                                 "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9"
                                 "21f9664c97637da9768812f615c68b13b52e");
    const Bytes tag = fromHex("c0875924c1c7987947deafd8780acf49");
    const Bytes nonce = counting(24, 0x40);
    Bytes plain(cipher.size());
    QVERIFY(aead::openDetached(key, aad, cipher, nonce.data(), tag.data(), plain.data()));
    QVERIFY(textOf(plain).starts_with("Ladies and Gentlemen of the class of '99"));
}

void AeadTest::refusesEachChangedBit()
{
    const TestKey key = TestKey::random();
    const Bytes box = aead::sealBox(key, bytesOf("data"), bytesOf("what is sealed"));
    QVERIFY(aead::openBox(key, bytesOf("data"), box));
    for (std::size_t bit = 0; bit < box.size() * 8; ++bit) {
        Bytes changed = box;
        changed[bit / 8] = static_cast<std::uint8_t>(changed[bit / 8] ^ (1 << (bit % 8)));
        const auto opened = aead::openBox(key, bytesOf("data"), changed);
        QVERIFY(!opened && opened.error().code == ErrorCode::Damaged);
    }
    for (std::size_t size = 0; size < box.size(); ++size)
        QVERIFY(!aead::openBox(key, bytesOf("data"), ByteView(box).first(size)));
    // What could not be opened leaves no octets behind.
    Bytes plain(14, 0xAA);
    Bytes cipher(box.begin() + 24, box.end() - 16);
    cipher[0] ^= 1;
    QVERIFY(!aead::openDetached(key, bytesOf("data"), cipher, box.data(), box.data() + 38, plain.data()));
    QCOMPARE(plain, Bytes(14, 0));
}

void AeadTest::refusesOtherKeyAndData()
{
    const TestKey key = TestKey::random();
    const Bytes box = aead::sealBox(key, bytesOf("data"), bytesOf("text"));
    QVERIFY(!aead::openBox(TestKey::random(), bytesOf("data"), box));
    QVERIFY(!aead::openBox(key, bytesOf("date"), box));
    QVERIFY(!aead::openBox(key, {}, box));
}

void AeadTest::sealsNothingAndMuch()
{
    const TestKey key = TestKey::random();
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{64}, std::size_t{1} << 20}) {
        const Bytes plain(size, 3);
        const Bytes box = aead::sealBox(key, {}, plain);
        QCOMPARE(box.size(), size + aead::overhead);
        const auto opened = aead::openBox(key, {}, box);
        QVERIFY(opened);
        QVERIFY(std::equal(plain.begin(), plain.end(), opened->data(), opened->data() + opened->size()));
    }
}

void AeadTest::neverRepeatsANonce()
{
    std::vector<Nonce> all(4000);
    std::thread other([&all] {
        for (std::size_t i = 2000; i < 4000; ++i)
            all[i] = nextNonce();
    });
    for (std::size_t i = 0; i < 2000; ++i)
        all[i] = nextNonce();
    other.join();
    QCOMPARE(std::set<Nonce>(all.begin(), all.end()).size(), all.size());
    // The same text sealed twice differs as a whole.
    const TestKey key = TestKey::random();
    QVERIFY(aead::sealBox(key, {}, bytesOf("x")) != aead::sealBox(key, {}, bytesOf("x")));
}

void AeadTest::sharesNoNonceAcrossFork()
{
    nextNonce(); // the pool is filled, and most of it still unused
    int ends[2];
    QCOMPARE(pipe(ends), 0);
    const pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 70; ++i) {
            const Nonce nonce = nextNonce();
            if (write(ends[1], nonce.data(), nonce.size()) != ssize_t(nonce.size()))
                _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    std::set<Nonce> seen;
    for (int i = 0; i < 70; ++i)
        seen.insert(nextNonce());
    Nonce nonce;
    int fromChild = 0;
    while (read(ends[0], nonce.data(), nonce.size()) == ssize_t(nonce.size())) {
        ++fromChild;
        QVERIFY(seen.insert(nonce).second);
    }
    close(ends[0]);
    int status = 0;
    waitpid(child, &status, 0);
    QCOMPARE(status, 0);
    QCOMPARE(fromChild, 70);
}

QTEST_GUILESS_MAIN(AeadTest)
#include "aead_test.moc"
