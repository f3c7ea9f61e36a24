// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/archive/age_x25519.h"
#include "core/archive/bech32.h"
#include "tests/support/result_code.h"

#include <algorithm>
#include <cctype>
#include <type_traits>

using namespace lockleaf;

namespace {

constexpr std::string_view someIdentity =
    "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0";

static_assert(!std::is_copy_constructible_v<age::Identity> && !std::is_copy_assignable_v<age::Identity>);
static_assert(std::is_nothrow_move_constructible_v<age::Identity>);

Bytes someOctets(std::size_t size)
{
    Bytes octets(size);
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<std::uint8_t>(i * 37 + 11);
    return octets;
}

} // namespace

class AgeKeysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void bech32OfTheSpecification();
    void bech32ThatIsNone_data();
    void bech32ThatIsNone();
    void bech32RoundTrips();
    void keysAreSpelledOneWay();
    void keysOfOtherKindsAreNamed();
    void identityFiles();
    void lowOrderPointsAreRefused();
};

void AgeKeysTest::bech32OfTheSpecification()
{
    // BIP 173, "Test vectors", those that are no segwit addresses; without the limit of 90 characters.
    for (const char* text :
         {"A12UEL5L", "a12uel5l",
          "an83characterlonghumanreadablepartthatcontainsthenumber1andtheexcludedcharactersbio1tt5tgs",
          "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
          "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w", "?1ezyfcl"}) {
        const auto decoded = decodeBech32(text);
        QVERIFY2(decoded.has_value() || decoded.error().detail == "bits left over", text);
    }
    QVERIFY(decodeBech32("a12uel5l")->data.empty());
    const auto all = decodeBech32("abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw");
    QVERIFY(all.has_value());
    QCOMPARE(all->prefix, std::string("abcdef"));
    QCOMPARE(
        QByteArray(reinterpret_cast<const char*>(all->data.data()), static_cast<qsizetype>(all->data.size()))
            .toHex(),
        QByteArray("00443214c74254b635cf84653a56d7c675be77df"));
}

void AgeKeysTest::bech32ThatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray good("a12uel5l");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no separator") << QByteArray("pzry9x0s0muk");
    QTest::newRow("no prefix") << QByteArray("1pzry9x0s0muk");
    QTest::newRow("no prefix, empty data") << QByteArray("10a06t8");
    QTest::newRow("short checksum") << QByteArray("li1dgmt3");
    QTest::newRow("letter that is none") << QByteArray("x1b4n0q5v");
    QTest::newRow("space") << QByteArray(" 1nwldj5");
    QTest::newRow("delete") << QByteArray("\x7f") + "1axkwrx";
    QTest::newRow("not ASCII") << QByteArray("\x80") + "1eym55h";
    QTest::newRow("checksum of the other case") << QByteArray("A1G7SGD8");
    QTest::newRow("both cases") << QByteArray("a12UEL5L");
    QTest::newRow("prefix in the other case") << QByteArray("A12uel5l");
    QTest::newRow("space behind") << good + " ";
    QTest::newRow("line end behind") << good + "\n";
    QTest::newRow("NUL behind") << good + QByteArray(1, '\0');
    QTest::newRow("a letter changed") << QByteArray("a12uel5m");
    QTest::newRow("a group left over") << QByteArray("a1q3g6mn3");
    QTest::newRow("a group more than octets") << QByteArray("a1qqqd87cpp");
    QTest::newRow("bits left over") << QByteArray("a1qpamnt9j");
}

void AgeKeysTest::bech32ThatIsNone()
{
    QFETCH(const QByteArray, text);
    const auto decoded = decodeBech32({text.constData(), static_cast<std::size_t>(text.size())});
    QVERIFY(!decoded);
    QCOMPARE(test::codeOf(decoded), std::optional(ErrorCode::KeyNotValid));
}

void AgeKeysTest::bech32RoundTrips()
{
    for (std::size_t size = 0; size < 70; ++size) {
        for (const char* prefix : {"age", "AGE-SECRET-KEY-", "a1b"}) {
            const Bytes octets = someOctets(size);
            const SecureBytes text = encodeBech32(prefix, octets);
            const auto decoded = decodeBech32(text.text());
            QVERIFY(decoded.has_value());
            QCOMPARE(decoded->prefix, std::string(prefix));
            QVERIFY(std::ranges::equal(decoded->data.view(), octets));
            // One letter in another's place is seen wherever it stands.
            std::string changed{text.text()};
            char& letter = changed[std::char_traits<char>::length(prefix) + 1 + size];
            letter = letter == 'q' ? 'p' : letter == 'Q' ? 'P' : prefix[0] == 'A' ? 'Q' : 'q';
            QVERIFY(!decodeBech32(changed));
        }
    }
}

void AgeKeysTest::keysAreSpelledOneWay()
{
    const auto identity = age::Identity::parse(someIdentity);
    QVERIFY(identity.has_value());
    QVERIFY(identity->text().text() == someIdentity);
    const std::string recipient = identity->recipient().text();
    QCOMPARE(recipient, std::string("age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"));
    QVERIFY(*age::Recipient::parse(recipient) == identity->recipient());

    std::string lower{someIdentity};
    std::ranges::transform(lower, lower.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    std::string upper = recipient;
    std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    QCOMPARE(test::codeOf(age::Identity::parse(lower)), std::optional(ErrorCode::KeyNotValid));
    QCOMPARE(test::codeOf(age::Recipient::parse(upper)), std::optional(ErrorCode::KeyNotValid));
    QCOMPARE(test::codeOf(age::Identity::parse(recipient)), std::optional(ErrorCode::KeyNotValid));
    const auto secret = age::Recipient::parse(someIdentity);
    QCOMPARE(test::codeOf(secret), std::optional(ErrorCode::KeyNotValid));
    QVERIFY(secret.error().detail.find("secret key") != std::string::npos);
    for (const std::size_t size : {0U, 31U, 33U}) {
        QVERIFY(!age::Recipient::parse(encodeBech32("age", someOctets(size)).text()));
        QVERIFY(!age::Identity::parse(encodeBech32("AGE-SECRET-KEY-", someOctets(size)).text()));
    }
    const age::Identity first = age::Identity::generate();
    const age::Identity second = age::Identity::generate();
    QVERIFY(!(first.recipient() == second.recipient()));
    QVERIFY(age::Identity::parse(first.text().text())->recipient() == first.recipient());
}

void AgeKeysTest::keysOfOtherKindsAreNamed()
{
    for (const char* prefix : {"age1pq", "age1tag", "age1yubikey"})
        QCOMPARE(test::codeOf(age::Recipient::parse(encodeBech32(prefix, someOctets(32)).text())),
                 std::optional(ErrorCode::KeyKindUnknown));
    QCOMPARE(test::codeOf(age::Recipient::parse("ssh-ed25519 AAAAC3Nz")),
             std::optional(ErrorCode::KeyKindUnknown));
    for (const char* prefix : {"AGE-SECRET-KEY-PQ-", "AGE-PLUGIN-YUBIKEY-"})
        QCOMPARE(test::codeOf(age::Identity::parse(encodeBech32(prefix, someOctets(32)).text())),
                 std::optional(ErrorCode::KeyKindUnknown));
}

void AgeKeysTest::identityFiles()
{
    const std::string key{someIdentity};
    const auto two = age::parseIdentityFile("# created\n\n" + key + "\r\n# more\n" + key);
    QVERIFY(two.has_value());
    QCOMPARE(two->size(), std::size_t{2});
    QCOMPARE(test::codeOf(age::parseIdentityFile("# nothing\n\n")), std::optional(ErrorCode::KeyNotValid));
    const auto wrong = age::parseIdentityFile("#\n" + key + "\n " + key + "\n");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().detail, std::string("line 3"));
}

void AgeKeysTest::lowOrderPointsAreRefused()
{
    const age::FileKey fileKey;
    for (const std::uint8_t first : {std::uint8_t{0}, std::uint8_t{1}}) {
        Bytes point(32);
        point[0] = first;
        const auto recipient = age::Recipient::parse(encodeBech32("age", point).text());
        QVERIFY(recipient.has_value());
        QCOMPARE(test::codeOf(age::x25519Header(fileKey, {&*recipient, 1})),
                 std::optional(ErrorCode::KeyNotValid));
        age::X25519Stanza stanza;
        stanza.share[0] = first;
        age::FileKey unwrapped;
        const auto fits = age::unwrapByX25519(unwrapped, stanza, age::Identity::generate());
        QVERIFY(!fits);
        QCOMPARE(test::codeOf(fits), std::optional(ErrorCode::ArchiveHeaderDamaged));
    }
}

QTEST_GUILESS_MAIN(AgeKeysTest)
#include "age_keys_test.moc"
