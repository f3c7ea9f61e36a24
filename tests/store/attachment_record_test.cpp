// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptions of attachments, link targets and the ids of chunks: one spelling each, and nothing else is
// taken.
#include "core/store/attachment_record.h"

#include <QTest>

#include <algorithm>
#include <set>

using namespace lockleaf;

namespace {

Bytes fieldOf(std::uint16_t type, const Bytes& value)
{
    Bytes out(6);
    storeLe16(out.data(), type);
    storeLe32(out.data() + 2, static_cast<std::uint32_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
    return out;
}

Bytes plaintextOf(std::initializer_list<Bytes> fields)
{
    Bytes out{fieldLayout};
    for (const Bytes& field : fields)
        out.insert(out.end(), field.begin(), field.end());
    return out;
}

Bytes copied(const SecureBytes& bytes)
{
    return {bytes.view().begin(), bytes.view().end()};
}

Bytes text(std::string_view value)
{
    return {value.begin(), value.end()};
}

AttachmentRecord aRecord()
{
    AttachmentRecord record;
    record.attachment.id.bytes.fill(3);
    record.attachment.name = "Fotó.png";
    record.attachment.size = 123'456'789'012;
    record.attachment.hash.fill(7);
    record.attachment.added = -5;
    record.attachment.unusedSince = 1'700'000'000'000;
    record.state = AttachmentState::BeingRemoved;
    DeviceId device;
    device.bytes.fill(1);
    record.versions.advance(device);
    return record;
}

const Bytes eight(8, 1);
const Bytes hash32(32, 2);
const Bytes name = text("a.png");

LinkTarget target(std::string written, std::uint8_t id)
{
    LinkTarget made{std::move(written), {}};
    made.id.bytes.fill(id);
    return made;
}

} // namespace

class AttachmentRecordTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void comesBackTheSame();
    void refusesWhatItWouldNotWrite_data();
    void refusesWhatItWouldNotWrite();
    void targetsComeBackTheSame();
    void refusesOtherTargets();
    void chunkIds();
};

void AttachmentRecordTest::comesBackTheSame()
{
    const AttachmentRecord record = aRecord();
    const SecureBytes plain = encodeAttachment(record);
    const auto back = decodeAttachment(record.attachment.id, plain.view());
    QVERIFY(back);
    QVERIFY(back->attachment == record.attachment);
    QVERIFY(back->state == record.state && back->versions == record.versions);
    QVERIFY(copied(encodeAttachment(*back)) == copied(plain));
    // Fields of later versions are carried along.
    const Bytes later = plaintextOf({fieldOf(4, eight), fieldOf(20, {1}), fieldOf(96, name),
                                     fieldOf(97, Bytes(8, 0)), fieldOf(98, hash32), fieldOf(1000, {9})});
    const auto kept = decodeAttachment({}, later);
    QVERIFY(kept);
    QCOMPARE(kept->unknown.size(), std::size_t{2});
    QVERIFY(copied(encodeAttachment(*kept)) == later);
}

void AttachmentRecordTest::refusesWhatItWouldNotWrite_data()
{
    QTest::addColumn<QByteArray>("plain");
    const auto row = [](const char* what, const Bytes& plain) {
        QTest::newRow(what) << QByteArray(reinterpret_cast<const char*>(plain.data()),
                                          static_cast<qsizetype>(plain.size()));
    };
    const Bytes size = fieldOf(97, Bytes(8, 0));
    const Bytes hash = fieldOf(98, hash32);
    const auto named = [&](const Bytes& bad) {
        return plaintextOf({fieldOf(4, eight), fieldOf(96, bad), size, hash});
    };
    row("no name", plaintextOf({fieldOf(4, eight), size, hash}));
    row("no size", plaintextOf({fieldOf(4, eight), fieldOf(96, name), hash}));
    row("no hash", plaintextOf({fieldOf(4, eight), fieldOf(96, name), size}));
    row("no date", plaintextOf({fieldOf(96, name), size, hash}));
    row("empty name", named({}));
    row("slash", named(text("a/b")));
    row("line end", named(text("a\nb")));
    row("NUL", named({'a', 0}));
    row("no UTF-8", named({0xff}));
    row("long name", named(Bytes(256, 'n')));
    row("short hash", plaintextOf({fieldOf(4, eight), fieldOf(96, name), size, fieldOf(98, Bytes(31, 2))}));
    row("short size", plaintextOf({fieldOf(4, eight), fieldOf(96, name), fieldOf(97, Bytes(4, 0)), hash}));
    row("huge", plaintextOf({fieldOf(4, eight), fieldOf(96, name), fieldOf(97, Bytes(8, 0xff)), hash}));
    for (const int state : {0, 3, 255})
        row(qPrintable(QStringLiteral("state %1").arg(state)),
            plaintextOf({fieldOf(4, eight), fieldOf(96, name), size, hash,
                         fieldOf(99, {static_cast<std::uint8_t>(state)})}));
    row("no devices", plaintextOf({fieldOf(4, eight), fieldOf(8, {}), fieldOf(96, name), size, hash}));
}

void AttachmentRecordTest::refusesWhatItWouldNotWrite()
{
    QFETCH(const QByteArray, plain);
    const ByteView view(reinterpret_cast<const std::uint8_t*>(plain.constData()),
                        static_cast<std::size_t>(plain.size()));
    QCOMPARE(decodeAttachment({}, view).error().code, ErrorCode::Damaged);
}

void AttachmentRecordTest::targetsComeBackTheSame()
{
    const std::vector<LinkTarget> targets{target(std::string(4096, 'x'), 1), target("z", 2), target("ä", 1)};
    const Bytes encoded = encodeTargets(targets);
    QVERIFY(decodeTargets(encoded).value() == targets);
    for (std::size_t size = 1; size < encoded.size(); ++size) {
        const auto cut = decodeTargets(ByteView(encoded).first(size));
        QVERIFY(!cut || encodeTargets(*cut) ==
                            Bytes(encoded.begin(), encoded.begin() + static_cast<std::ptrdiff_t>(size)));
    }
}

void AttachmentRecordTest::refusesOtherTargets()
{
    for (const std::vector<LinkTarget>& targets :
         {std::vector{target("b", 1), target("a", 2)}, std::vector{target("a", 1), target("a", 2)},
          std::vector{target("", 1)}, std::vector{target("a", 0)}, std::vector{target("\xff", 1)},
          std::vector{target(std::string(1, '\0'), 1)}})
        QCOMPARE(decodeTargets(encodeTargets(targets)).error().code, ErrorCode::Damaged);
}

void AttachmentRecordTest::chunkIds()
{
    VaultId vault;
    vault.bytes.fill(5);
    const auto key = SecretKey<RecordsPurpose>::random();
    const ChunkIds ids(vault, key);
    std::set<RecordId> made;
    for (std::uint8_t attachment = 1; attachment <= 3; ++attachment)
        for (const std::uint64_t index : {0ULL, 1ULL, 255ULL, 256ULL, 1ULL << 40}) {
            RecordId id;
            id.bytes.fill(attachment);
            made.insert(ids.idOf(id, index));
            QVERIFY(ids.idOf(id, index) == ChunkIds(vault, key).idOf(id, index));
        }
    QCOMPARE(made.size(), std::size_t{15});
    VaultId another;
    another.bytes.fill(6);
    QVERIFY(!made.contains(ChunkIds(another, key).idOf({}, 0)));
    QVERIFY(!made.contains(ChunkIds(vault, SecretKey<RecordsPurpose>::random()).idOf(*made.begin(), 0)));
}

QTEST_GUILESS_MAIN(AttachmentRecordTest)
#include "attachment_record_test.moc"
