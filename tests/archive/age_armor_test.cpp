// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/archive/age_armor.h"
#include "core/crypto/secret_key.h"
#include "tests/support/byte_ends.h"
#include "tests/support/result_code.h"

using namespace lockleaf;

namespace {

Result<Bytes> unarmored(std::string_view text, std::size_t step = 3)
{
    test::StepSource source(bytesOf(text), step);
    PeekSource lines(source);
    age::ArmorReader reader(lines);
    Bytes octets;
    LOCKLEAF_CHECK(test::readAll(reader, step, octets));
    return octets;
}

std::string armored(ByteView octets, std::size_t step)
{
    test::KeepingSink sink;
    age::ArmorWriter writer(sink);
    while (!octets.empty()) {
        const std::size_t taken = std::min(step, octets.size());
        if (!writer.write(octets.first(taken)))
            return {};
        octets = octets.subspan(taken);
    }
    return writer.finish() ? std::string{textOf(sink.bytes)} : std::string{};
}

std::string withArmorLines(const std::string& lines)
{
    return "-----BEGIN AGE ENCRYPTED FILE-----\n" + lines + "-----END AGE ENCRYPTED FILE-----\n";
}

Bytes someOctets(std::size_t size)
{
    Bytes octets(size);
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<std::uint8_t>(i * 37 + 11);
    return octets;
}

} // namespace

class AgeArmorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void armorRoundTrips_data();
    void armorRoundTrips();
    void armorThatIsNone_data();
    void armorThatIsNone();
    void armorTakesSpaceAround();
    void anArmorErrorStays();
};

void AgeArmorTest::armorRoundTrips_data()
{
    QTest::addColumn<qulonglong>("size");
    for (const qulonglong size :
         {0ULL, 1ULL, 2ULL, 3ULL, 47ULL, 48ULL, 49ULL, 96ULL, 1000ULL, 48'000ULL, 70'001ULL})
        QTest::addRow("%llu", size) << size;
}

void AgeArmorTest::armorRoundTrips()
{
    QFETCH(const qulonglong, size);
    const Bytes octets = someOctets(size);
    QByteArray lines =
        QByteArray(reinterpret_cast<const char*>(octets.data()), static_cast<qsizetype>(size)).toBase64();
    for (qsizetype at = 64; at < lines.size(); at += 65)
        lines.insert(at, '\n');
    if (!lines.isEmpty())
        lines += '\n';
    const std::string expected = withArmorLines(lines.toStdString());
    for (const std::size_t step :
         {std::size_t{1}, std::size_t{5}, std::size_t{48}, std::size_t{50}, std::size_t{100'000}})
        QVERIFY(armored(octets, step) == expected);
    std::string windows = QByteArray::fromStdString(expected).replace("\n", "\r\n").toStdString();
    for (const std::size_t step : {1U, 7U, 64U, 100'000U}) {
        for (const std::string& text : {expected, windows, expected.substr(0, expected.size() - 1)}) {
            const auto read = unarmored(text, step);
            QVERIFY(read.has_value());
            QVERIFY(*read == octets);
        }
    }
    if (size > 0 && size < 2000) { // cut anywhere but before the last line end
        for (std::size_t cut = 0; cut + 1 < expected.size(); ++cut)
            QVERIFY(!unarmored(expected.substr(0, cut), 1000));
    }
}

void AgeArmorTest::armorThatIsNone_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray begin = "-----BEGIN AGE ENCRYPTED FILE-----\n";
    const QByteArray end = "-----END AGE ENCRYPTED FILE-----\n";
    const QByteArray full = QByteArray(64, 'A') + "\n";
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("white space alone") << QByteArray(" \n \n");
    QTest::newRow("begin alone") << begin;
    QTest::newRow("text in front") << "x\n" + begin + end;
    QTest::newRow("space before the dashes") << " " + begin + end;
    QTest::newRow("space behind the dashes") << begin.chopped(1) + " \n" + end;
    QTest::newRow("space behind the last dashes") << begin + end.chopped(1) + " \n";
    QTest::newRow("two CRs") << begin.chopped(1) + "\r\r\n" + end;
    QTest::newRow("empty line first") << begin + "\n" + full + end;
    QTest::newRow("empty line last") << begin + full + "\n" + end;
    QTest::newRow("short line in between") << begin + "AAAA\n" + full + end;
    QTest::newRow("padded full line in between") << begin + QByteArray(63, 'A') + "=\n" + full + end;
    QTest::newRow("long line") << begin + "AAAA" + full + end;
    QTest::newRow("no padding") << begin + "AA\n" + end;
    QTest::newRow("padding too long") << begin + "AAA==\n" + end;
    QTest::newRow("padding alone") << begin + "====\n" + end;
    QTest::newRow("something behind the padding") << begin + "AA==AAAA\n" + end;
    QTest::newRow("stray bits") << begin + "AB==\n" + end;
    QTest::newRow("CR within a line") << begin + "AA\rAA\n" + end;
    QTest::newRow("NUL") << begin + QByteArray("AA\0A\n", 5) + end;
    for (const char octet : {'\x80', '\xb7', '\xff'}) // libsodium alone takes these for letters
        QTest::addRow("not ASCII, %d", octet) << begin + "AA" + octet + "A\n" + end;
    QTest::newRow("URL base64") << begin + "-_-_\n" + end;
    QTest::newRow("text behind") << begin + full + end + "x";
    QTest::newRow("a second one") << begin + full + end + begin + full + end;
    QTest::newRow("space without end in front") << QByteArray(1026, '\n') + begin + end;
    QTest::newRow("a line of space without end in front") << QByteArray(2000, ' ') + "\n" + begin + end;
    QTest::newRow("space without end behind") << begin + end + QByteArray(1025, ' ');
}

void AgeArmorTest::armorThatIsNone()
{
    QFETCH(const QByteArray, text);
    for (const std::size_t step : {1U, 1000U}) {
        const auto read = unarmored({text.constData(), static_cast<std::size_t>(text.size())}, step);
        QVERIFY(!read);
        QCOMPARE(test::codeOf(read), std::optional(ErrorCode::ArmorDamaged));
    }
}

void AgeArmorTest::armorTakesSpaceAround()
{
    const std::string armor = withArmorLines("AAAA\n");
    for (const std::string& text : {"\n\r\n\t \n" + armor, armor + "\r\n \t\n",
                                    std::string(1023, '\n') + armor, armor + std::string(1024, ' ')})
        QVERIFY(unarmored(text).has_value());
    QVERIFY(age::looksArmored(bytesOf(armor)));
    QVERIFY(age::looksArmored(bytesOf("note:\n-----begin age encrypted file-----\n")));
    QVERIFY(!age::looksArmored(bytesOf("-----BEGIN CERTIFICATE-----\n")));
}

void AgeArmorTest::anArmorErrorStays()
{
    const std::string text = withArmorLines(std::string(64, 'A') + "\n*\n" + std::string(64, 'A') + "\n");
    test::StepSource source(bytesOf(text), 1000);
    PeekSource lines(source);
    age::ArmorReader reader(lines);
    Bytes buffer(48);
    QCOMPARE(*reader.read(buffer), std::size_t{48});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(test::codeOf(reader.read(buffer)), std::optional(ErrorCode::ArmorDamaged));
}

QTEST_GUILESS_MAIN(AgeArmorTest)
#include "age_armor_test.moc"
