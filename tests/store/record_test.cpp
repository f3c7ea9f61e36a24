// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/record.h"
#include "core/store/record_seal.h"

#include <QTest>

#include <random>

using namespace lockleaf;

namespace {

NoteRecord fullNote(std::string_view body)
{
    NoteRecord record;
    record.note.id.bytes.fill(7);
    record.note.explicitTitle = "A title";
    record.note.notebook.bytes.fill(9);
    record.note.tags = {"one", "two/three"};
    record.note.created = -5;
    record.note.modified = 1'700'000'000'000;
    record.note.pinned = true;
    record.note.trashed = 77;
    record.note.body = SecureBytes::copyOf(bytesOf(body));
    DeviceId device;
    device.bytes.fill(3);
    record.versions.advance(device);
    return record;
}

Bytes copied(const SecureBytes& bytes)
{
    return {bytes.view().begin(), bytes.view().end()};
}

/// type u16 ‖ length u32 ‖ value
Bytes field(std::uint16_t type, const Bytes& value)
{
    Bytes out(6);
    storeLe16(out.data(), type);
    storeLe32(out.data() + 2, static_cast<std::uint32_t>(value.size()));
    out.insert(out.end(), value.begin(), value.end());
    return out;
}

Bytes plaintext(std::initializer_list<Bytes> fields)
{
    Bytes out{fieldLayout};
    for (const Bytes& one : fields)
        out.insert(out.end(), one.begin(), one.end());
    return out;
}

const Bytes eight(8, 1);

} // namespace

class RecordTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void bringsANoteBack_data()
    {
        QTest::addColumn<std::string>("body");
        QTest::newRow("empty") << std::string{};
        QTest::newRow("short") << std::string("abc");
        QTest::newRow("repeating") << std::string(100'000, 'x');
        std::mt19937_64 random(1);
        std::string noise(5000, '\0');
        for (char& c : noise)
            c = static_cast<char>(' ' + random() % 95);
        QTest::newRow("hardly compressible") << noise;
    }
    void bringsANoteBack()
    {
        QFETCH(std::string, body);
        BodyCodec codec;
        const NoteRecord record = fullNote(body);
        const SecureBytes plain = encodeNote(record, codec);
        QVERIFY(plain.size() < body.size() + 200);
        const auto back = decodeNote(record.note.id, plain.view(), codec);
        QVERIFY(back);
        const Note& a = record.note;
        const Note& b = back->note;
        QVERIFY(b.body.text() == body);
        QCOMPARE(b.explicitTitle, a.explicitTitle);
        QVERIFY(b.notebook == a.notebook && b.tags == a.tags && b.created == a.created);
        QVERIFY(b.modified == a.modified && b.pinned && b.trashed == a.trashed);
        QVERIFY(back->versions == record.versions);
        QVERIFY(copied(encodeNote(*back, codec)) == copied(plain)); // one spelling only
    }

    void compressesWhereThatPays()
    {
        BodyCodec codec;
        QVERIFY(encodeNote(fullNote(std::string(100'000, 'x')), codec).size() < 1000);
    }

    void keepsFieldsOfLaterVersions()
    {
        BodyCodec codec;
        const Bytes early = plaintext(
            {field(4, eight), field(5, eight), field(10, {1, 2}), field(16, {'a'}), field(65535, {3})});
        const auto record = decodeNote({}, early, codec);
        QVERIFY(record);
        QCOMPARE(record->unknown.size(), 2U);
        QVERIFY(copied(encodeNote(*record, codec)) == early);
    }

    void refusesWhatItWouldNotWrite_data()
    {
        QTest::addColumn<QByteArray>("plain");
        const auto row = [](const char* name, const Bytes& plain) {
            QTest::newRow(name) << QByteArray(reinterpret_cast<const char*>(plain.data()),
                                              static_cast<qsizetype>(plain.size()));
        };
        const Bytes created = field(4, eight);
        const Bytes modified = field(5, eight);
        row("nothing", {});
        row("another layout", {2});
        row("no dates", {1});
        row("one date", plaintext({created}));
        row("twice", plaintext({created, created, modified}));
        row("descending", plaintext({modified, created}));
        row("short date", plaintext({field(4, {1}), modified}));
        row("empty title", plaintext({field(1, {}), created, modified}));
        row("title with NUL", plaintext({field(1, {0}), created, modified}));
        row("title not UTF-8", plaintext({field(1, {0xC3}), created, modified}));
        row("null notebook", plaintext({field(2, Bytes(16)), created, modified}));
        row("short notebook", plaintext({field(2, Bytes(15, 1)), created, modified}));
        row("empty tags", plaintext({field(3, {}), created, modified}));
        row("cut tag", plaintext({field(3, {5, 0, 'a'}), created, modified}));
        row("not pinned", plaintext({created, modified, field(6, {0})}));
        row("empty versions", plaintext({created, modified, field(8, {})}));
        row("version of zero", plaintext({created, modified, field(8, Bytes(24))}));
        row("empty body", plaintext({created, modified, field(16, {})}));
        row("body with NUL", plaintext({created, modified, field(16, {'a', 0})}));
        row("body not UTF-8", plaintext({created, modified, field(16, {0xFF})}));
        row("compressed nothing", plaintext({created, modified, field(17, eight)}));
        row("no frame", plaintext({created, modified, field(17, Bytes(20, 0))}));
        Bytes cut = plaintext({created, modified});
        cut.pop_back();
        row("cut value", cut);
        Bytes trailing = plaintext({created, modified});
        trailing.push_back(0);
        row("cut field", trailing);
        Bytes huge = plaintext({created, modified, field(16, {'a'})});
        storeLe32(huge.data() + huge.size() - 5, 0xFFFFFFFF);
        row("length beyond the end", huge);
    }
    void refusesWhatItWouldNotWrite()
    {
        QFETCH(QByteArray, plain);
        BodyCodec codec;
        const auto decoded = decodeNote({}, bytesOf(plain.toStdString()), codec);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::Damaged);
    }

    void refusesABodyBeyondTheLimitBeforeMakingIt()
    {
        BodyCodec codec;
        const SecureBytes big(largestBody + 1);
        const auto frame = codec.shrink(big.view(), big.size());
        QVERIFY(frame);
        Bytes value(8);
        storeLe64(value.data(), largestBody + 1);
        value.insert(value.end(), frame->view().begin(), frame->view().end());
        const auto decoded =
            decodeNote({}, plaintext({field(4, eight), field(5, eight), field(17, value)}), codec);
        QVERIFY(!decoded);
        storeLe64(value.data(), 1000); // a lie: the frame holds far more
        QVERIFY(!decodeNote({}, plaintext({field(4, eight), field(5, eight), field(17, value)}), codec));
    }

    void refusesACompressedBodyThatIsNoText_data()
    {
        QTest::addColumn<QByteArray>("ending");
        QTest::newRow("NUL") << QByteArray("\0", 1);
        QTest::newRow("not UTF-8") << QByteArray("\xC3");
    }
    void refusesACompressedBodyThatIsNoText()
    {
        QFETCH(QByteArray, ending);
        BodyCodec codec;
        const std::string body = std::string(200, 'a') + ending.toStdString();
        const SecureBytes plain = encodeNote(fullNote(body), codec);
        QVERIFY(plain.size() < body.size());
        QCOMPARE(decodeNote({}, plain.view(), codec).error().code, ErrorCode::Damaged);
    }

    void refusesNotebooksThatItWouldNotWrite_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<int>("color");
        QTest::addColumn<bool>("good");
        QTest::newRow("good") << std::string(255, 'a') << 3 << true;
        QTest::newRow("long name") << std::string(256, 'a') << 3 << false;
        QTest::newRow("path") << std::string("a/b") << 3 << false;
        QTest::newRow("color") << std::string("a") << 4 << false;
        QTest::newRow("color spelled out") << std::string("a") << 0 << false;
    }
    void refusesNotebooksThatItWouldNotWrite()
    {
        QFETCH(std::string, name);
        QFETCH(int, color);
        QFETCH(bool, good);
        const Bytes plain = plaintext(
            {field(32, Bytes(name.begin(), name.end())), field(34, {static_cast<std::uint8_t>(color)})});
        const auto decoded = decodeNotebook({}, plain);
        QCOMPARE(decoded.has_value(), good);
        if (!decoded)
            QCOMPARE(decoded.error().code, ErrorCode::Damaged);
    }

    void daysOfTheTrashHaveOneSpelling()
    {
        for (const std::uint32_t days : {0U, 1U, 30U, 365U, 4'000'000'000U}) {
            SettingsRecord settings;
            settings.settings.trashDays = days;
            QCOMPARE(decodeSettings(encodeSettings(settings).view())->settings.trashDays, days);
        }
        const Bytes four(4, 1);
        const auto with = [&](const Bytes& value) {
            return plaintext(
                {field(48, four), field(49, {1}), field(51, eight), field(52, eight), field(56, value)});
        };
        QCOMPARE(decodeSettings(with({7, 0, 0, 0}))->settings.trashDays, 7U);
        QVERIFY(!decodeSettings(with({30, 0, 0, 0}))); // what is the rule is not spelled out
        QVERIFY(!decodeSettings(with({7, 0, 0})));
    }

    void secondsOfTheClipboardHaveOneSpelling()
    {
        for (const std::uint32_t seconds : {0U, 1U, 60U, 300U}) {
            SettingsRecord settings;
            settings.settings.clearCopiedSeconds = seconds;
            QCOMPARE(decodeSettings(encodeSettings(settings).view())->settings.clearCopiedSeconds, seconds);
        }
        const Bytes four(4, 1);
        const auto with = [&](const Bytes& value) {
            return plaintext(
                {field(48, four), field(49, {1}), field(51, eight), field(52, eight), field(71, value)});
        };
        QCOMPARE(decodeSettings(with({30, 0, 0, 0}))->settings.clearCopiedSeconds, 30U);
        QVERIFY(!decodeSettings(with({60, 0, 0, 0}))); // what is the rule is not spelled out
        QVERIFY(!decodeSettings(with({30, 0, 0})));
    }

    void timesOfUnlockAndExportAreKept()
    {
        SettingsRecord settings;
        settings.settings.lastUnlocked = 1'700'000'000'000;
        settings.settings.lastExported = 1'700'000'000'001;
        const auto read = decodeSettings(encodeSettings(settings).view());
        QCOMPARE(read->settings.lastUnlocked, Timestamp{1'700'000'000'000});
        QCOMPARE(read->settings.lastExported, Timestamp{1'700'000'000'001});
        const Bytes four(4, 1);
        const auto with = [&](std::uint16_t type, const Bytes& value) {
            return plaintext(
                {field(48, four), field(49, {1}), field(51, eight), field(52, eight), field(type, value)});
        };
        for (const std::uint16_t type : {std::uint16_t{77}, std::uint16_t{78}}) {
            QVERIFY(decodeSettings(with(type, {1, 0, 0, 0, 0, 0, 0, 0})));
            QVERIFY(!decodeSettings(with(type, {0, 0, 0, 0, 0, 0, 0, 0}))); // not known is not spelled out
            QVERIFY(!decodeSettings(with(type, {1, 0, 0, 0})));
        }
    }

    void roundOfChecksHasOneSpelling()
    {
        CheckRound round{CheckRound::Stage::Attachments, 7, {}, 1'700'000'000'000};
        round.after.bytes.fill(9);
        SettingsRecord settings;
        settings.settings.checkRound = round;
        const SecureBytes plain = encodeSettings(settings);
        QVERIFY(decodeSettings(plain.view())->settings.checkRound == round);
        settings.settings.checkRound = {};
        QVERIFY(encodeSettings(settings).view().size() + 6 + 33 == plain.view().size());
        const Bytes four(4, 1);
        const auto with = [&](const Bytes& value) {
            return plaintext(
                {field(48, four), field(49, {1}), field(51, eight), field(52, eight), field(63, value)});
        };
        Bytes value(33, 0);
        QVERIFY(!decodeSettings(with(value))); // a round that says nothing is not spelled out
        value[0] = 1;
        QVERIFY(decodeSettings(with(value)));
        value[0] = 3;
        QVERIFY(!decodeSettings(with(value)));
        QVERIFY(!decodeSettings(with(Bytes(32, 1))));
    }

    void toldMarksAreStrictlyAscending()
    {
        SettingsRecord settings;
        const SecureBytes without = encodeSettings(settings);
        settings.settings.told = {ToldMark{1}, ToldMark{2}};
        const SecureBytes plain = encodeSettings(settings);
        QCOMPARE(plain.view().size(), without.view().size() + 6 + 32);
        QVERIFY(decodeSettings(plain.view())->settings.told == settings.settings.told);
        settings.settings.told = {ToldMark{2}, ToldMark{2}};
        QVERIFY(!decodeSettings(encodeSettings(settings).view()));
        settings.settings.told.clear();
        for (std::uint8_t i = 0; i < mostToldMarks + 1; ++i)
            settings.settings.told.push_back(ToldMark{i});
        QVERIFY(!decodeSettings(encodeSettings(settings).view()));
    }

    void toldMarksStayFew()
    {
        std::vector<ToldMark> marks;
        for (std::uint8_t i = 0; i < mostToldMarks; ++i)
            marks.push_back(ToldMark{i});
        addToldMarks(marks, {ToldMark{3}}, {});
        QCOMPARE(marks.size(), mostToldMarks);
        addToldMarks(marks, {ToldMark{200}}, {ToldMark{200}, ToldMark{5}});
        QVERIFY((marks == std::vector{ToldMark{5}, ToldMark{200}}));
    }

    void refusesWhatIsIncomplete()
    {
        const Bytes four(4, 1);
        const std::vector<Bytes> always{field(48, four), field(49, {1}), field(51, eight), field(52, eight)};
        QVERIFY(decodeSettings(plaintext({always[0], always[1], always[2], always[3]})));
        for (std::size_t left = 0; left < always.size(); ++left) {
            Bytes plain{fieldLayout};
            for (std::size_t i = 0; i < always.size(); ++i)
                if (i != left)
                    plain.insert(plain.end(), always[i].begin(), always[i].end());
            QVERIFY(!decodeSettings(plain));
        }
        QVERIFY(decodeTombstone(plaintext({field(64, {1}), field(65, eight)})));
        QVERIFY(!decodeTombstone(plaintext({field(64, {1})})));
        QVERIFY(!decodeTombstone(plaintext({field(65, eight)})));
    }

    void neverFailsOtherThanDamagedOnMutations()
    {
        BodyCodec codec;
        const Bytes whole = copied(encodeNote(fullNote("some text for a body, long enough to be compressed, "
                                                       "long enough to be compressed, long enough"),
                                              codec));
        std::mt19937_64 random(5);
        for (int round = 0; round < 20'000; ++round) {
            Bytes mutated = whole;
            for (std::uint64_t changes = 1 + random() % 4; changes > 0; --changes)
                mutated[random() % mutated.size()] = static_cast<std::uint8_t>(random());
            mutated.resize(mutated.size() - random() % 3);
            if (const auto decoded = decodeNote({}, mutated, codec))
                QVERIFY(decoded->note.body.size() <= largestBody);
            else
                QCOMPARE(decoded.error().code, ErrorCode::Damaged);
        }
    }

    void bringsTheOthersBack()
    {
        NotebookRecord notebook;
        notebook.notebook.name = "Travel";
        notebook.notebook.parent.bytes.fill(4);
        notebook.notebook.color = 2;
        const auto book = decodeNotebook({}, encodeNotebook(notebook).view());
        QVERIFY(book && book->notebook.name == "Travel" && book->notebook.color == 2);
        QVERIFY(book->notebook.parent == notebook.notebook.parent);
        SettingsRecord settings;
        settings.settings.idleSeconds = 60;
        settings.settings.warnBeforeLocking = false;
        settings.settings.caret = 1234;
        settings.settings.openNotebook = RecordId{};
        const auto set = decodeSettings(encodeSettings(settings).view());
        QVERIFY(set && set->settings.idleSeconds == 60 && !set->settings.warnBeforeLocking);
        QVERIFY(set->settings.caret == 1234 && set->settings.openNotebook == RecordId{});
        QVERIFY(set->settings.locks == LockTriggers{});
        const std::size_t standard = encodeSettings(settings).view().size();
        settings.settings.locks = {false, false, false, true, false};
        const SecureBytes turned = encodeSettings(settings);
        QCOMPARE(turned.view().size(), standard + std::size_t{5 * 7}); // a field of one octet each
        const auto setTurned = decodeSettings(turned.view());
        QVERIFY(setTurned && setTurned->settings.locks == settings.settings.locks);
        Bytes spelledOut(turned.view().begin(), turned.view().end());
        spelledOut.back() = 0; // "not off" is not said
        QVERIFY(!decodeSettings(spelledOut));
        TombstoneRecord tombstone;
        tombstone.deleted = 99;
        const auto stone = decodeTombstone(encodeTombstone(tombstone).view());
        QVERIFY(stone && stone->deleted == 99 && stone->formerKind == RecordKind::Note);
    }

    void bindsARecordToItsPlace()
    {
        const DataKey dataKey = DataKey::random();
        VaultId vault;
        vault.bytes.fill(1);
        const RecordSealer sealer(vault, deriveSubkey<RecordsPurpose>(dataKey));
        RecordId id;
        id.bytes.fill(2);
        const RecordIdentity identity{id, 1, 5};
        const Bytes sealed = sealer.seal(identity, bytesOf("text"));
        QVERIFY(sealer.open(identity, sealed));
        QVERIFY(sealed != sealer.seal(identity, bytesOf("text"))); // a fresh nonce each time
        RecordId otherId = id;
        otherId.bytes[15] ^= 1;
        QVERIFY(!sealer.open({otherId, 1, 5}, sealed));
        QVERIFY(!sealer.open({id, 2, 5}, sealed));
        QVERIFY(!sealer.open({id, 1, 4}, sealed));
        VaultId otherVault = vault;
        otherVault.bytes[0] ^= 1;
        QVERIFY(!RecordSealer(otherVault, deriveSubkey<RecordsPurpose>(dataKey)).open(identity, sealed));
        QVERIFY(!RecordSealer(vault, deriveSubkey<RecordsPurpose>(DataKey::random())).open(identity, sealed));
        for (std::size_t i = 0; i < sealed.size(); ++i) {
            Bytes flipped = sealed;
            flipped[i] ^= 0x10;
            QVERIFY(!sealer.open(identity, flipped));
        }
        QVERIFY(!sealer.open(identity, ByteView(sealed).first(39)));
    }
};

QTEST_GUILESS_MAIN(RecordTest)
#include "record_test.moc"
