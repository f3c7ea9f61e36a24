// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "core/archive/age_header.h"
#include "core/archive/age_payload.h"
#include "core/archive/age_scrypt.h"
#include "core/crypto/secret_key.h"
#include "tests/archive/age_vector.h"
#include "tests/support/byte_ends.h"
#include "tests/support/result_code.h"

#include <sodium.h>

#include <cstring>

using namespace lockleaf;

namespace {

void setFileKey(age::FileKey& key, const test::AgeVector& vector)
{
    const QByteArray octets = QByteArray::fromHex(QByteArray::fromStdString(vector.field("file key")));
    std::memcpy(key.data(), octets.constData(), age::FileKey::size());
}

Bytes sealAll(const age::FileKey& key, const age::PayloadNonce& nonce, ByteView plain, std::size_t step)
{
    test::KeepingSink sink;
    age::PayloadSealer sealer(key, nonce, sink);
    while (!plain.empty()) {
        const std::size_t taken = std::min(step, plain.size());
        if (!sealer.write(plain.first(taken)))
            return {};
        plain = plain.subspan(taken);
    }
    return sealer.finish() ? sink.bytes : Bytes{};
}

Result<Bytes> openAll(const age::FileKey& key, ByteView payload)
{
    test::StepSource source(payload, 40'000);
    age::PayloadOpener opener(key, source);
    Bytes plain;
    LOCKLEAF_CHECK(test::readAll(opener, 100'000, plain));
    return plain;
}

/// Not by our own reader, which is tested here.
Bytes unarmored(const Bytes& armored)
{
    const QByteArray text(reinterpret_cast<const char*>(armored.data()),
                          static_cast<qsizetype>(armored.size()));
    QByteArray encoded;
    for (const QByteArray& line : text.split('\n')) {
        if (!line.trimmed().startsWith("-----"))
            encoded += line.trimmed();
    }
    const QByteArray raw = QByteArray::fromBase64(encoded);
    return Bytes(raw.begin(), raw.end());
}

/// A vector's age file without its armor.
Bytes binaryFile(const test::AgeVector& vector)
{
    return vector.field("armored").empty() ? vector.file : unarmored(vector.file);
}

/// How many octets of it are the header.
std::size_t headerSize(const Bytes& file)
{
    const std::string_view text = textOf(file);
    return text.find('\n', text.find("\n---") + 1) + 1;
}

} // namespace

class AgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void vectorsThatOpenEncodeToTheSameBytes();
    void vectorsWithBadPayloadAreRefused();
    void scryptVectorsEncodeToTheSameHeader();
    void payloadRoundTrips_data();
    void payloadRoundTrips();
    void everyFlippedByteIsSeen();
    void swappedChunksAreSeen();
    void workFactorsOutOfRangeAreRefused();
};

void AgeTest::vectorsThatOpenEncodeToTheSameBytes()
{
    const auto vectors = test::ageVectors();
    if (vectors.empty())
        QSKIP("no vectors");
    int checked = 0;
    for (const test::AgeVector& vector : vectors) {
        if (vector.field("expect") != "success")
            continue;
        const char* name = vector.name.c_str();
        age::FileKey key;
        setFileKey(key, vector);
        const Bytes file = binaryFile(vector);
        const ByteView headerOctets = ByteView{file}.first(headerSize(file));
        const ByteView payload = ByteView{file}.subspan(headerOctets.size());
        test::StepSource source(file, 1000);
        PeekSource lines(source);
        const auto header = age::readHeader(lines);
        QVERIFY2(header.has_value(), name);
        QVERIFY2(age::macHolds(*header, key), name);
        QVERIFY2(std::ranges::equal(age::encodeHeader(key, header->stanzas), headerOctets), name);

        const auto plain = openAll(key, payload);
        QVERIFY2(plain.has_value(), name);
        const QByteArray digest = QCryptographicHash::hash(
            QByteArray(reinterpret_cast<const char*>(plain->data()), static_cast<qsizetype>(plain->size())),
            QCryptographicHash::Sha256);
        QCOMPARE(digest.toHex(), QByteArray::fromStdString(vector.field("payload")));

        age::PayloadNonce nonce{};
        std::memcpy(nonce.data(), payload.data(), nonce.size());
        for (const std::size_t step : {std::size_t{1000}, age::chunkSize, std::size_t{1'000'000}})
            QVERIFY2(std::ranges::equal(sealAll(key, nonce, *plain, step), payload), name);
        ++checked;
    }
    QVERIFY2(checked >= 21, QByteArray::number(checked));
}

void AgeTest::vectorsWithBadPayloadAreRefused()
{
    const auto vectors = test::ageVectors();
    if (vectors.empty())
        QSKIP("no vectors");
    int checked = 0;
    for (const test::AgeVector& vector : vectors) {
        if (vector.field("expect") != "payload failure")
            continue;
        age::FileKey key;
        setFileKey(key, vector);
        const Bytes file = binaryFile(vector);
        const auto plain = openAll(key, ByteView{file}.subspan(headerSize(file)));
        QVERIFY2(!plain, vector.name.c_str());
        QCOMPARE(test::codeOf(plain), std::optional(ErrorCode::ArchiveDamaged));
        ++checked;
    }
    QVERIFY2(checked >= 15, QByteArray::number(checked));
}

void AgeTest::scryptVectorsEncodeToTheSameHeader()
{
    int checked = 0;
    for (const test::AgeVector& vector : test::ageVectors()) {
        if (vector.field("expect") != "success" || vector.field("passphrase").empty())
            continue;
        age::FileKey key;
        setFileKey(key, vector);
        const Bytes file = binaryFile(vector);
        test::StepSource source(file, 1000);
        PeekSource lines(source);
        const auto header = age::readHeader(lines);
        const auto stanza = age::parseScrypt(header->stanzas.front());
        QVERIFY(stanza.has_value());
        const auto passphrase = Passphrase::fromTyped(bytesOf(vector.field("passphrase")));
        const auto written = age::scryptHeader(key, *passphrase, stanza->salt, stanza->workFactor);
        QVERIFY(written.has_value());
        QVERIFY(std::ranges::equal(*written, ByteView{file}.first(headerSize(file))));
        ++checked;
    }
    if (checked == 0)
        QSKIP("no vectors");
    QVERIFY(checked >= 2);
}

void AgeTest::payloadRoundTrips_data()
{
    QTest::addColumn<qulonglong>("size");
    for (const qulonglong size : {0ULL, 1ULL, 65535ULL, 65536ULL, 65537ULL, 131072ULL, 200'000ULL})
        QTest::addRow("%llu", size) << size;
}

void AgeTest::payloadRoundTrips()
{
    QFETCH(const qulonglong, size);
    age::FileKey key;
    key.data()[3] = 7;
    Bytes plain(size);
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<std::uint8_t>(i * 31 >> 3);
    const Bytes payload = sealAll(key, {}, plain, 10'000);
    const std::size_t chunks = size == 0 ? 1 : (size + age::chunkSize - 1) / age::chunkSize;
    QCOMPARE(payload.size(), 16 + size + 16 * chunks);
    const auto opened = openAll(key, payload);
    QVERIFY(opened.has_value());
    QVERIFY(*opened == plain);
    Bytes cut = payload;
    cut.pop_back();
    QVERIFY(!openAll(key, cut));
    Bytes longer = payload;
    longer.push_back(0);
    QVERIFY(!openAll(key, longer));
}

void AgeTest::everyFlippedByteIsSeen()
{
    age::FileKey key;
    const Bytes payload = sealAll(key, {}, bytesOf("one small chunk"), 100);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        Bytes flipped = payload;
        flipped[i] ^= 0x10;
        QVERIFY(!openAll(key, flipped));
    }
}

void AgeTest::swappedChunksAreSeen()
{
    age::FileKey key;
    Bytes payload = sealAll(key, {}, Bytes(3 * age::chunkSize, 5), age::chunkSize);
    const auto chunk = static_cast<std::ptrdiff_t>(age::chunkSize + 16);
    std::swap_ranges(payload.begin() + 16, payload.begin() + 16 + chunk, payload.begin() + 16 + chunk);
    QVERIFY(!openAll(key, payload));
}

void AgeTest::workFactorsOutOfRangeAreRefused()
{
    age::FileKey key;
    const auto passphrase = Passphrase::fromTyped(bytesOf("secret"));
    for (const int factor : {-1, 0, 23, 64})
        QVERIFY(!age::scryptHeader(key, *passphrase, {}, factor));
}

QTEST_GUILESS_MAIN(AgeTest)
#include "age_test.moc"
