// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/crypto/aead.h"
#include "core/store/head.h"
#include "core/store/revision_record.h"

#include <QTest>

using namespace lockleaf;

namespace {

RevisionRecord aRevision(std::string_view body)
{
    RevisionRecord record;
    Revision& revision = record.revision;
    revision.id.bytes.fill(4);
    revision.note.bytes.fill(7);
    revision.made = -5;
    revision.kept = 1'700'000'000'000;
    revision.reason = RevisionReason::Asked;
    revision.explicitTitle = "A title";
    revision.body = SecureBytes::copyOf(bytesOf(body));
    return record;
}

Bytes octets(const SecureBytes& bytes)
{
    return {bytes.view().begin(), bytes.view().end()};
}

Bytes oneField(std::uint16_t type, const Bytes& value)
{
    Bytes out(6);
    storeLe16(out.data(), type);
    storeLe32(out.data() + 2, static_cast<std::uint32_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
    return out;
}

Bytes plainOf(std::initializer_list<Bytes> fields)
{
    Bytes out{fieldLayout};
    for (const Bytes& field : fields)
        out.insert(out.end(), field.begin(), field.end());
    return out;
}

const Bytes time8(8, 1);
const Bytes id16(16, 2);

} // namespace

class RevisionRecordTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void bringsAVersionBack_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::newRow("empty") << std::string{};
        QTest::newRow("short") << std::string("abc");
        QTest::newRow("compressed") << std::string(100'000, 'x');
    }
    void bringsAVersionBack()
    {
        QFETCH(std::string, body);
        BodyCodec codec;
        const RevisionRecord record = aRevision(body);
        const SecureBytes plain = encodeRevision(record, codec);
        QVERIFY(plain.size() < 1000);
        const auto back = decodeRevision(record.revision.id, plain.view(), codec);
        QVERIFY(back);
        const Revision& a = record.revision;
        const Revision& b = back->revision;
        QVERIFY(b.body.text() == body && b.explicitTitle == a.explicitTitle && b.id == a.id);
        QVERIFY(b.note == a.note && b.made == a.made && b.kept == a.kept && b.reason == a.reason);
        QVERIFY(octets(encodeRevision(*back, codec)) == octets(plain));
    }

    void keepsFieldsOfLaterVersions()
    {
        BodyCodec codec;
        const Bytes early =
            plainOf({oneField(5, time8), oneField(9, {1}), oneField(16, {'a'}), oneField(80, id16),
                     oneField(81, time8), oneField(82, {1}), oneField(65535, {3})});
        const auto record = decodeRevision({}, early, codec);
        QVERIFY(record);
        QCOMPARE(record->unknown.size(), 2U);
        QVERIFY(octets(encodeRevision(*record, codec)) == early);
    }

    void refusesWhatItWouldNotWrite_data()
    {
        QTest::addColumn<QByteArray>("plain");
        const auto row = [](const char* name, std::initializer_list<Bytes> fields) {
            const Bytes plain = plainOf(fields);
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(plain.data()),
                                              static_cast<qsizetype>(plain.size()));
        };
        const Bytes made = oneField(5, time8);
        const Bytes note = oneField(80, id16);
        const Bytes kept = oneField(81, time8);
        const Bytes reason = oneField(82, {1});
        row("no fields", {});
        row("no time", {note, kept, reason});
        row("no note", {made, kept, reason});
        row("not kept", {made, note, reason});
        row("no reason", {made, note, kept});
        row("null note", {made, oneField(80, Bytes(16)), kept, reason});
        row("short note", {made, oneField(80, Bytes(15, 1)), kept, reason});
        row("reason 0", {made, note, kept, oneField(82, {0})});
        row("reason 5", {made, note, kept, oneField(82, {5})});
        row("empty title", {oneField(1, {}), made, note, kept, reason});
        row("empty body", {made, oneField(16, {}), note, kept, reason});
        row("body of no text", {made, oneField(16, {0xFF}), note, kept, reason});
        row("short time", {oneField(5, Bytes(7)), note, kept, reason});
        row("out of order", {note, made, kept, reason});
    }
    void refusesWhatItWouldNotWrite()
    {
        QFETCH(QByteArray, plain);
        BodyCodec codec;
        const ByteView view(reinterpret_cast<const std::uint8_t*>(plain.constData()),
                            static_cast<std::size_t>(plain.size()));
        QCOMPARE(decodeRevision({}, view, codec).error().code, ErrorCode::Damaged);
    }

    void theHeadKeepsWhatTheyAreInAll()
    {
        const HeadSealer sealer(VaultId{}, SecretKey<HeadPurpose>::random());
        Head head;
        const Bytes without = sealer.seal(head);
        QCOMPARE(sealer.open(without)->revisions.number, 0U);
        Hash256 sum;
        sum.fill(9);
        head.revisions = {3, 4000, MultisetHash(sum)};
        const Bytes sealed = sealer.seal(head);
        QCOMPARE(sealed.size(), without.size() + 3 * 6 + 8 + 8 + 32);
        const auto opened = sealer.open(sealed);
        QVERIFY(opened);
        QCOMPARE(opened->revisions.number, 3U);
        QCOMPARE(opened->revisions.stored, 4000U);
        QVERIFY(opened->revisions.sum == MultisetHash(sum));
    }

    void theHeadRefusesAPartOfThat_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("size");
        QTest::newRow("number alone") << 32 << 8;
        QTest::newRow("size alone") << 33 << 8;
        QTest::newRow("sum alone") << 34 << 32;
    }
    void theHeadRefusesAPartOfThat()
    {
        QFETCH(int, type);
        QFETCH(int, size);
        const HeadSealer sealer(VaultId{}, SecretKey<HeadPurpose>::random());
        Head head;
        const Bytes value(static_cast<std::size_t>(size), 1);
        head.unknown.push_back({static_cast<std::uint16_t>(type), SecureBytes::copyOf(value)});
        QCOMPARE(sealer.open(sealer.seal(head)).error().code, ErrorCode::Damaged);
    }
};

QTEST_GUILESS_MAIN(RevisionRecordTest)
#include "revision_record_test.moc"
