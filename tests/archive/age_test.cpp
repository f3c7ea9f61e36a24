// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCryptographicHash>
#include <QTest>

#include "core/archive/age_header.h"
#include "core/archive/age_payload.h"
#include "core/crypto/secret_key.h"
#include "tests/support/test_environment.h"

#include <sodium.h>

#include <cstring>
#include <fstream>
#include <map>

using namespace lockleaf;

namespace {

class BytesSink final : public ByteSink
{
public:
    Bytes bytes;
    Result<void> write(ByteView more) override
    {
        bytes.insert(bytes.end(), more.begin(), more.end());
        return {};
    }
};

/// Gives a few octets at a time, as a slow file would.
class BytesSource final : public ByteSource
{
public:
    explicit BytesSource(Bytes content, std::size_t step = 40'000)
        : m_content(std::move(content)), m_step(step)
    {
    }
    Result<std::size_t> read(MutableByteView buffer) override
    {
        const std::size_t given = std::min({buffer.size(), m_step, m_content.size() - m_taken});
        std::memcpy(buffer.data(), m_content.data() + m_taken, given);
        m_taken += given;
        return given;
    }

private:
    Bytes m_content;
    std::size_t m_step;
    std::size_t m_taken = 0;
};

void setFileKey(age::FileKey& key, ByteView bytes)
{
    std::memcpy(key.data(), bytes.data(), age::FileKey::size());
}

Bytes sealAll(const age::FileKey& key, const age::PayloadNonce& nonce, ByteView plain, std::size_t step)
{
    BytesSink sink;
    age::PayloadSealer sealer(key, nonce, sink);
    while (!plain.empty()) {
        const std::size_t taken = std::min(step, plain.size());
        if (!sealer.write(plain.first(taken)))
            return {};
        plain = plain.subspan(taken);
    }
    return sealer.finish() ? sink.bytes : Bytes{};
}

Result<Bytes> openAll(const age::FileKey& key, Bytes payload)
{
    BytesSource source(std::move(payload));
    age::PayloadOpener opener(key, source);
    Bytes plain;
    Bytes buffer(100'000);
    while (true) {
        LOCKLEAF_TRY(const std::size_t got, opener.read(buffer));
        if (got == 0)
            return plain;
        plain.insert(plain.end(), buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got));
    }
}

/// One file of the public test vectors: fields, an empty line, then an age file, maybe armored or packed.
struct Vector
{
    std::map<std::string, std::string> fields;
    Bytes file;
};

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

Bytes unpacked(const Bytes& zlib)
{
    // Qt wants the expected size before the stream; it is only where it begins to guess.
    QByteArray packed = QByteArray::fromHex("00100000");
    packed.append(reinterpret_cast<const char*>(zlib.data()), static_cast<qsizetype>(zlib.size()));
    const QByteArray plain = qUncompress(packed);
    return Bytes(plain.begin(), plain.end());
}

Vector readVector(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    Vector vector;
    std::string line;
    while (std::getline(stream, line) && !line.empty()) {
        const auto colon = line.find(": ");
        if (colon != std::string::npos)
            vector.fields[line.substr(0, colon)] = line.substr(colon + 2);
    }
    vector.file.assign(std::istreambuf_iterator<char>(stream), {});
    if (vector.fields.contains("compressed"))
        vector.file = unpacked(vector.file);
    if (vector.fields.contains("armored"))
        vector.file = unarmored(vector.file);
    return vector;
}

struct Split
{
    Bytes headerWithDashes;
    std::string mac;
    Bytes payload;
};

Split splitFile(const Bytes& file)
{
    const std::string_view text = textOf(file);
    const std::size_t dashes = text.find("\n---") + 4;
    const std::size_t end = text.find('\n', dashes);
    Split split;
    split.headerWithDashes.assign(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(dashes));
    split.mac = std::string(text.substr(dashes + 1, end - dashes - 1));
    split.payload.assign(file.begin() + static_cast<std::ptrdiff_t>(end) + 1, file.end());
    return split;
}

std::filesystem::path vectorsFolder()
{
    const auto shared = test::sharedData();
    return shared ? *shared / "vectors" / "age" : std::filesystem::path{};
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
    if (vectorsFolder().empty())
        QSKIP("no shared data");
    int checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(vectorsFolder())) {
        const Vector vector = readVector(entry.path());
        if (vector.fields.at("expect") != "success")
            continue;
        const QByteArray name = QByteArray::fromStdString(entry.path().filename().string());
        const QByteArray keyBytes =
            QByteArray::fromHex(QByteArray::fromStdString(vector.fields.at("file key")));
        age::FileKey key;
        setFileKey(key, bytesOf(keyBytes.toStdString()));
        const Split split = splitFile(vector.file);
        QVERIFY2(age::headerMac(key, split.headerWithDashes) == split.mac, name);

        const auto plain = openAll(key, split.payload);
        QVERIFY2(plain.has_value(), name);
        const QByteArray digest = QCryptographicHash::hash(
            QByteArray(reinterpret_cast<const char*>(plain->data()), static_cast<qsizetype>(plain->size())),
            QCryptographicHash::Sha256);
        QCOMPARE(digest.toHex(), QByteArray::fromStdString(vector.fields.at("payload")));

        age::PayloadNonce nonce{};
        std::memcpy(nonce.data(), split.payload.data(), nonce.size());
        for (const std::size_t step : {std::size_t{1000}, age::chunkSize, std::size_t{1'000'000}})
            QVERIFY2(sealAll(key, nonce, *plain, step) == split.payload, name);
        ++checked;
    }
    QCOMPARE(checked, 21);
}

void AgeTest::vectorsWithBadPayloadAreRefused()
{
    if (vectorsFolder().empty())
        QSKIP("no shared data");
    int checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator(vectorsFolder())) {
        const Vector vector = readVector(entry.path());
        if (vector.fields.at("expect") != "payload failure")
            continue;
        const QByteArray keyBytes =
            QByteArray::fromHex(QByteArray::fromStdString(vector.fields.at("file key")));
        age::FileKey key;
        setFileKey(key, bytesOf(keyBytes.toStdString()));
        const auto plain = openAll(key, splitFile(vector.file).payload);
        QVERIFY2(!plain, entry.path().filename().c_str());
        QCOMPARE(plain.error().code, ErrorCode::Damaged);
        ++checked;
    }
    QCOMPARE(checked, 15);
}

void AgeTest::scryptVectorsEncodeToTheSameHeader()
{
    if (vectorsFolder().empty())
        QSKIP("no shared data");
    for (const char* name : {"scrypt", "armor_scrypt"}) {
        const Vector vector = readVector(vectorsFolder() / name);
        const QByteArray keyBytes =
            QByteArray::fromHex(QByteArray::fromStdString(vector.fields.at("file key")));
        age::FileKey key;
        setFileKey(key, bytesOf(keyBytes.toStdString()));
        const std::string header(
            textOf(vector.file).substr(0, vector.file.size() - splitFile(vector.file).payload.size()));
        const QList<QByteArray> stanza = QByteArray::fromStdString(header).split('\n').at(1).split(' ');
        const QByteArray salt = QByteArray::fromBase64(stanza.at(2));
        age::ScryptSalt scryptSalt{};
        QCOMPARE(static_cast<std::size_t>(salt.size()), scryptSalt.size());
        std::memcpy(scryptSalt.data(), salt.constData(), scryptSalt.size());
        const auto passphrase = Passphrase::fromTyped(bytesOf(vector.fields.at("passphrase")));
        const auto written = age::scryptHeader(key, *passphrase, scryptSalt, stanza.at(3).toInt());
        QVERIFY(written.has_value());
        QCOMPARE(std::string(textOf(*written)), header);
    }
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
