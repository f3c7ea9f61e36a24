// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/archive/age_reader.h"
#include "core/archive/age_scrypt.h"
#include "tests/support/byte_ends.h"
#include "tests/support/result_code.h"

#include <sodium.h>

using namespace lockleaf;

namespace {

constexpr int cheapWork = 2;
constexpr std::string_view composed = "caf\u00e9";
constexpr std::string_view decomposed = "cafe\u0301";

/// A file key that tests seal under.
void setKey(age::FileKey& fileKey)
{
    for (std::size_t i = 0; i < age::FileKey::size(); ++i)
        fileKey.data()[i] = static_cast<std::uint8_t>(i + 1);
}

Bytes withPayload(const age::FileKey& fileKey, Bytes header, ByteView plain)
{
    test::KeepingSink sink;
    sink.bytes = std::move(header);
    age::PayloadSealer sealer(fileKey, {}, sink);
    return sealer.write(plain) && sealer.finish() ? sink.bytes : Bytes{};
}

Bytes sealedFor(std::span<const age::Recipient> recipients, ByteView plain)
{
    age::FileKey fileKey;
    setKey(fileKey);
    return withPayload(fileKey, *age::x25519Header(fileKey, recipients), plain);
}

Bytes sealedBy(std::string_view password, ByteView plain)
{
    age::FileKey fileKey;
    setKey(fileKey);
    const auto passphrase = Passphrase::fromTyped(bytesOf(password));
    return withPayload(fileKey, *age::scryptHeader(fileKey, *passphrase, {}, cheapWork), plain);
}

/// A header as another program writes it, with the octets of the password in whatever normal form.
Bytes headerAsTyped(const age::FileKey& fileKey, std::string_view password)
{
    const std::string salt = "age-encryption.org/v1/scrypt" + std::string(sizeof(age::ScryptSalt), '\0');
    ShortKey wrapKey;
    if (crypto_pwhash_scryptsalsa208sha256_ll(bytesOf(password).data(), password.size(), bytesOf(salt).data(),
                                              salt.size(), 1U << cheapWork, 8, 1, wrapKey.data(), 32) != 0)
        return {};
    const age::WrappedKey wrapped = age::wrapFileKey(fileKey, wrapKey);
    return age::encodeHeader(fileKey, {{{"scrypt", std::string(22, 'A'), std::to_string(cheapWork)},
                                        Bytes(wrapped.begin(), wrapped.end())}});
}

age::OpeningKeys password(std::string_view typed)
{
    age::OpeningKeys keys;
    keys.passphrase = SecureBytes::copyOf(bytesOf(typed));
    return keys;
}

age::OpeningKeys identity(const age::Identity& identity)
{
    age::OpeningKeys keys;
    keys.identities.push_back(std::move(*age::Identity::parse(identity.text().text())));
    return keys;
}

Result<Bytes> opened(const Bytes& file, const age::OpeningKeys& keys, std::size_t step = 1000)
{
    test::StepSource source(file, step);
    LOCKLEAF_TRY(const std::unique_ptr<age::OpenedFile> plain, age::open(source, keys));
    Bytes all;
    LOCKLEAF_CHECK(test::readAll(*plain, step, all));
    return all;
}

bool opensTo(const Bytes& plain, const Bytes& file, const age::OpeningKeys& keys)
{
    const auto result = opened(file, keys);
    return result && *result == plain;
}

std::optional<ErrorCode> refusal(const Bytes& file, const age::OpeningKeys& keys)
{
    return test::codeOf(opened(file, keys));
}

Bytes armored(const Bytes& file)
{
    test::KeepingSink sink;
    age::ArmorWriter writer(sink);
    return writer.write(file) && writer.finish() ? sink.bytes : Bytes{};
}

} // namespace

class AgeReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyRecipientOpens();
    void armorIsFound();
    void passwordAsTypedThenInNormalForm();
    void wrongKeysAreToldFromDamage();
    void everyFlippedByteIsSeen();
    void everyCutIsSeen();
    void anErrorStays();
    void shareOfNoOrderIsDamageWhateverTheIdentity();
};

void AgeReaderTest::everyRecipientOpens()
{
    const age::Identity first = age::Identity::generate();
    const age::Identity second = age::Identity::generate();
    const age::Identity other = age::Identity::generate();
    const std::array recipients = {first.recipient(), second.recipient()};
    const Bytes plain(150'000, 7);
    const Bytes file = sealedFor(recipients, plain);
    for (const age::Identity* one : {&first, &second})
        QVERIFY(opensTo(plain, file, identity(*one)));
    age::OpeningKeys both = identity(other);
    both.identities.push_back(std::move(identity(second).identities.front()));
    both.passphrase = SecureBytes::copyOf(bytesOf("not asked for"));
    QVERIFY(opensTo(plain, file, both));
    QCOMPARE(refusal(file, identity(other)), std::optional(ErrorCode::WrongArchiveKey));
    QCOMPARE(refusal(file, {}), std::optional(ErrorCode::WrongArchiveKey));
    // Another file for the same two has other shares and other wraps in it.
    const Bytes again = sealedFor(recipients, plain);
    QVERIFY(!std::equal(file.begin() + 40, file.begin() + 100, again.begin() + 40));
}

void AgeReaderTest::armorIsFound()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient()};
    const Bytes plain(70'000, 1);
    const Bytes file = sealedFor(recipients, plain);
    for (const bool withArmor : {false, true}) {
        const Bytes written = withArmor ? armored(file) : file;
        for (const std::size_t step : {1U, 17U, 100'000U}) {
            test::StepSource source(written, step);
            const age::OpeningKeys keys = identity(one);
            const auto result = age::open(source, keys);
            QVERIFY(result.has_value());
            QCOMPARE((*result)->isArmored(), withArmor);
            QVERIFY(!(*result)->isByPassphrase());
            Bytes all;
            QVERIFY(test::readAll(**result, step, all).has_value());
            QVERIFY(all == plain);
        }
    }
    Bytes behindText = armored(file);
    const std::string_view greeting = "Dear reader,\n";
    behindText.insert(behindText.begin(), greeting.begin(), greeting.end());
    QCOMPARE(refusal(behindText, identity(one)), std::optional(ErrorCode::ArmorDamaged));
    QCOMPARE(refusal(armored(armored(file)), identity(one)), std::optional(ErrorCode::NotAnArchive));
}

void AgeReaderTest::passwordAsTypedThenInNormalForm()
{
    const Bytes plain = {1, 2, 3};
    const Bytes file = sealedBy(composed, plain);
    QVERIFY(opensTo(plain, file, password(composed)));
    QVERIFY(opensTo(plain, file, password(decomposed)));
    QCOMPARE(refusal(file, password("cafe")), std::optional(ErrorCode::WrongArchiveKey));

    // Another program seals with what was typed, in whatever form that is.
    age::FileKey fileKey;
    setKey(fileKey);
    const Bytes foreign = withPayload(fileKey, headerAsTyped(fileKey, decomposed), plain);
    QVERIFY(opensTo(plain, foreign, password(decomposed)));
    QCOMPARE(refusal(foreign, password(composed)), std::optional(ErrorCode::WrongArchiveKey));
    // What is no text has no normal form, and is tried once.
    QCOMPARE(refusal(file, password("\xff\xfe")), std::optional(ErrorCode::WrongArchiveKey));
}

void AgeReaderTest::wrongKeysAreToldFromDamage()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient()};
    const Bytes file = sealedFor(recipients, Bytes(10, 1));
    Bytes foreignMac = file;
    const std::size_t mac = textOf(file).find("\n--- ") + 5;
    foreignMac[mac] = foreignMac[mac] == 'A' ? 'B' : 'A';
    QCOMPARE(refusal(foreignMac, identity(one)), std::optional(ErrorCode::ArchiveHeaderChanged));
    Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(mac) + 44 + 15);
    QCOMPARE(refusal(cut, identity(one)), std::optional(ErrorCode::ArchiveHeaderDamaged)); // within the nonce
    cut.push_back(0);
    QCOMPARE(refusal(cut, identity(one)), std::optional(ErrorCode::ArchiveDamaged));
    QCOMPARE(refusal({}, identity(one)), std::optional(ErrorCode::NotAnArchive));
    QCOMPARE(refusal(Bytes(100'000, 'x'), identity(one)), std::optional(ErrorCode::NotAnArchive));

    std::string costly{textOf(sealedBy("secret", {}))};
    costly.replace(costly.find(" 2\n"), 3, " 23\n");
    QCOMPARE(refusal(Bytes(costly.begin(), costly.end()), password("secret")),
             std::optional(ErrorCode::DerivationTooCostly));
}

void AgeReaderTest::everyFlippedByteIsSeen()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient(), age::Identity::generate().recipient()};
    const age::OpeningKeys keys = identity(one);
    const Bytes file = sealedFor(recipients, Bytes(20, 1));
    for (const Bytes& whole : {file, armored(file)}) {
        QVERIFY(opened(whole, keys).has_value());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            Bytes flipped = whole;
            flipped[i] ^= 0x04;
            QVERIFY2(!opened(flipped, keys), QByteArray::number(qulonglong{i}));
        }
    }
}

void AgeReaderTest::everyCutIsSeen()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient()};
    const age::OpeningKeys keys = identity(one);
    Bytes file = sealedFor(recipients, Bytes(20, 1));
    while (!file.empty()) {
        file.pop_back();
        QVERIFY2(!opened(file, keys), QByteArray::number(qulonglong{file.size()}));
    }
}

void AgeReaderTest::anErrorStays()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient()};
    const age::OpeningKeys keys = identity(one);
    Bytes file = sealedFor(recipients, Bytes(3 * age::chunkSize, 1));
    file[file.size() - age::chunkSize - 100] ^= 1; // in the second chunk
    test::StepSource source(file, 1'000'000);
    const auto result = age::open(source, keys);
    QVERIFY(result.has_value());
    Bytes released;
    QCOMPARE(test::codeOf(test::readAll(**result, 999, released)), std::optional(ErrorCode::ArchiveDamaged));
    QCOMPARE(released.size(), age::chunkSize);
    for (int i = 0; i < 5; ++i)
        QCOMPARE(test::codeOf(test::readAll(**result, 999, released)),
                 std::optional(ErrorCode::ArchiveDamaged));
    QCOMPARE(released.size(), age::chunkSize);
}

void AgeReaderTest::shareOfNoOrderIsDamageWhateverTheIdentity()
{
    const age::Identity one = age::Identity::generate();
    const std::array recipients = {one.recipient()};
    std::string file{textOf(sealedFor(recipients, {}))};
    const std::size_t share = file.find("X25519 ") + 7;
    file.replace(share, 43, std::string(43, 'A'));
    QCOMPARE(refusal(Bytes(file.begin(), file.end()), identity(one)),
             std::optional(ErrorCode::ArchiveHeaderDamaged));
}

QTEST_GUILESS_MAIN(AgeReaderTest)
#include "age_reader_test.moc"
