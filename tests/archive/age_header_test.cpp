// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/archive/age_header.h"
#include "core/archive/age_scrypt.h"
#include "core/archive/age_x25519.h"
#include "tests/support/byte_ends.h"
#include "tests/support/result_code.h"

using namespace lockleaf;

namespace {

constexpr std::string_view mac = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const std::string versionOne = "age-encryption.org/v1\n";

Result<age::Header> headerOf(std::string_view text, std::size_t step = 1)
{
    test::StepSource source(bytesOf(text), step);
    PeekSource lines(source);
    return age::readHeader(lines);
}

/// The code of a header that must not be read.
std::optional<ErrorCode> refusal(std::string_view header)
{
    return test::codeOf(headerOf(header));
}

Bytes someOctets(std::size_t size)
{
    Bytes octets(size);
    for (std::size_t i = 0; i < size; ++i)
        octets[i] = static_cast<std::uint8_t>(i * 37 + 11);
    return octets;
}

age::Stanza scryptStanza(const std::string& workFactor)
{
    return {{"scrypt", "rF0/NwblUHHTpgQgRpe5CQ", workFactor}, Bytes(32)};
}

} // namespace

class AgeHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void stanzasHaveOneSpelling();
    void headersThatAreNone_data();
    void headersThatAreNone();
    void headersAreBounded();
    void whatIsNoArchiveIsToldSo();
    void linesAndLooks();
    void workFactorIsJudgedBeforeTheWork();
    void scryptSizesAreExact();
};

void AgeHeaderTest::stanzasHaveOneSpelling()
{
    const age::FileKey fileKey;
    for (const std::size_t size : {0U, 1U, 2U, 47U, 48U, 49U, 95U, 96U, 97U, 480U}) {
        const std::vector<age::Stanza> stanzas = {{{"one", "!~"}, someOctets(size)}, {{"two"}, {}}};
        const Bytes text = age::encodeHeader(fileKey, stanzas);
        for (const std::size_t step : {1U, 13U, 100'000U}) {
            const auto header = headerOf(textOf(text), step);
            QVERIFY(header.has_value());
            QVERIFY(age::macHolds(*header, fileKey));
            QCOMPARE(header->stanzas.size(), std::size_t{2});
            QVERIFY(header->stanzas[0].arguments == stanzas[0].arguments);
            QVERIFY(header->stanzas[0].body == stanzas[0].body);
            QVERIFY(age::encodeHeader(fileKey, header->stanzas) == text);
        }
        Bytes changed = text;
        changed[versionOne.size() + 4] ^= 1;
        QVERIFY(!age::macHolds(*headerOf(textOf(changed)), fileKey));
    }
}

void AgeHeaderTest::headersThatAreNone_data()
{
    QTest::addColumn<QByteArray>("rest"); // after the version
    const QByteArray end = "--- " + QByteArray(mac.data(), mac.size()) + "\n";
    const QByteArray full(64, 'A');
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("no stanzas") << end;
    QTest::newRow("no end") << QByteArray("-> a\n\n");
    QTest::newRow("end without line end") << "-> a\n\n" + end.chopped(1);
    QTest::newRow("end with CRLF") << "-> a\n\n" + end.chopped(1) + "\r\n";
    QTest::newRow("end without MAC") << QByteArray("-> a\n\n---\n");
    QTest::newRow("padded MAC") << "-> a\n\n" + end.chopped(1) + "=\n";
    QTest::newRow("four dashes") << "-> a\n\n-" + end;
    QTest::newRow("empty line before the end") << "-> a\n\n\n" + end;
    QTest::newRow("line of nothing known") << "-> a\n\n<- a\n\n" + end;
    QTest::newRow("arrow alone") << "->\n\n" + end;
    QTest::newRow("no arguments") << "-> \n\n" + end;
    QTest::newRow("arrow without space") << "->a\n\n" + end;
    QTest::newRow("two spaces") << "-> a  b\n\n" + end;
    QTest::newRow("space in front") << "->  a\n\n" + end;
    QTest::newRow("space behind") << "-> a \n\n" + end;
    QTest::newRow("tab") << "-> a\tb\n\n" + end;
    QTest::newRow("CR behind the arguments") << "-> a\r\n\n" + end;
    QTest::newRow("control character") << "-> a\x1f\n\n" + end;
    QTest::newRow("delete") << "-> a\x7f\n\n" + end;
    QTest::newRow("not ASCII") << "-> \xc3\xa4\n\n" + end;
    QTest::newRow("no body") << "-> a\n" + end;
    QTest::newRow("body of full lines only") << "-> a\n" + full + "\n" + end;
    QTest::newRow("body line too long") << "-> a\n" + full + "AAAA\n" + end;
    QTest::newRow("body after a short line") << "-> a\nAA\nAA\n" + end;
    QTest::newRow("padded body") << "-> a\nAA==\n" + end;
    QTest::newRow("stray bits") << "-> a\nAB\n" + end;
    QTest::newRow("one column") << "-> a\nA\n" + end;
    QTest::newRow("space in the body") << "-> a\nAA \n" + end;
    for (const char octet : {'\x80', '\xb7', '\xff'}) { // libsodium alone takes these for letters
        QTest::addRow("not ASCII in the body, %d", octet) << QByteArray("-> a\nAAA") + octet + "\n" + end;
        QTest::addRow("not ASCII in the MAC, %d", octet)
            << QByteArray("-> a\n\n") + end.chopped(3) + octet + "A\n";
    }
    QTest::newRow("URL base64") << "-> a\n-_-_\n" + end;
}

void AgeHeaderTest::headersThatAreNone()
{
    QFETCH(const QByteArray, rest);
    const auto code = refusal(versionOne + rest.toStdString());
    QVERIFY(code.has_value());
    QCOMPARE(*code, ErrorCode::ArchiveHeaderDamaged);
}

void AgeHeaderTest::headersAreBounded()
{
    /// Gives a header that does not end, and counts what was taken.
    class Endless final : public ByteSource
    {
    public:
        explicit Endless(std::string unit) : m_unit(std::move(unit)) {}
        std::size_t taken = 0;
        Result<std::size_t> read(MutableByteView buffer) override
        {
            for (std::uint8_t& octet : buffer) {
                octet = static_cast<std::uint8_t>(taken < versionOne.size()
                                                      ? versionOne[taken]
                                                      : m_unit[(taken - versionOne.size()) % m_unit.size()]);
                ++taken;
            }
            return buffer.size();
        }

    private:
        std::string m_unit;
    };
    for (const char* unit :
         {"-> a\n\n", "a", "-> a\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"}) {
        Endless source(unit);
        PeekSource lines(source);
        const auto header = age::readHeader(lines);
        QVERIFY(!header);
        QCOMPARE(test::codeOf(header), std::optional(ErrorCode::ArchiveHeaderDamaged));
        QVERIFY(source.taken < 3 * age::longestHeader);
    }
    const std::vector<age::Recipient> many(age::mostRecipients + 1, age::Identity::generate().recipient());
    const age::FileKey fileKey;
    QVERIFY(age::x25519Header(fileKey, std::span(many).first(10)).has_value());
    QCOMPARE(test::codeOf(age::x25519Header(fileKey, many)), std::optional(ErrorCode::InvalidArgument));
    QCOMPARE(test::codeOf(age::x25519Header(fileKey, {})), std::optional(ErrorCode::InvalidArgument));
}

void AgeHeaderTest::whatIsNoArchiveIsToldSo()
{
    for (const char* text :
         {"", "age", "age-encryption.or", "Age-encryption.org/v1\n", "\nage-encryption.org/v1\n"})
        QCOMPARE(refusal(text), std::optional(ErrorCode::NotAnArchive));
    for (const char* text : {"age-encryption.org/v2\n", "age-encryption.org/v12\n",
                             "age-encryption.org/v1\r\n", "age-encryption.org/v1"})
        QCOMPARE(refusal(text), std::optional(ErrorCode::NewerFormat));
}

void AgeHeaderTest::linesAndLooks()
{
    const std::string text = "one\n\nthree" + std::string(70'000, 'x') + "\nlast";
    for (const std::size_t step : {1U, 5U, 4096U, 1'000'000U}) {
        test::StepSource source(bytesOf(text), step);
        PeekSource lines(source);
        QCOMPARE(textOf(*lines.peek(5)), std::string_view("one\n\n"));
        QVERIFY(lines.readLine(2)->end == SourceLine::End::TooLong); // and nothing was taken
        QCOMPARE(lines.readLine(3)->text, std::string_view("one"));
        QCOMPARE(lines.readLine(0)->text, std::string_view(""));
        std::array<std::uint8_t, 5> five{};
        std::size_t got = 0;
        while (got < five.size())
            got += *lines.read(MutableByteView{five}.subspan(got));
        QCOMPARE(textOf(five), std::string_view("three"));
        QVERIFY(lines.readLine(69'999)->end == SourceLine::End::TooLong);
        QCOMPARE(lines.readLine(70'000)->text.size(), std::size_t{70'000});
        QCOMPARE(textOf(*lines.peek(100)), std::string_view("last"));
        const auto last = *lines.readLine(100);
        QCOMPARE(last.text, std::string_view("last"));
        QVERIFY(last.end == SourceLine::End::EndOfSource);
        QCOMPARE(*lines.read(five), std::size_t{0});
        QVERIFY(lines.readLine(100)->text.empty());
    }
}

void AgeHeaderTest::workFactorIsJudgedBeforeTheWork()
{
    for (const char* text : {"", "0", "01", "+1", "-1", "1 ", "0x0a", "1e1", "1\n"})
        QCOMPARE(test::codeOf(age::parseScrypt(scryptStanza(text))),
                 std::optional(ErrorCode::ArchiveHeaderDamaged));
    for (const char* text : {"23", "64", "99", "100", "4294967297", "18446744073709551617"}) {
        const auto stanza = age::parseScrypt(scryptStanza(text));
        QVERIFY(stanza.has_value());
        age::FileKey fileKey;
        const auto opened = age::unwrapByScrypt(fileKey, *stanza, bytesOf("x"));
        QVERIFY(!opened);
        QCOMPARE(test::codeOf(opened), std::optional(ErrorCode::DerivationTooCostly));
    }
    age::FileKey fileKey;
    const auto opened = age::unwrapByScrypt(fileKey, *age::parseScrypt(scryptStanza("1")), bytesOf("x"));
    QVERIFY(opened.has_value() && !*opened);
}

void AgeHeaderTest::scryptSizesAreExact()
{
    const std::string salt = "rF0/NwblUHHTpgQgRpe5CQ";
    const std::vector<age::Stanza> wrong = {
        {{"scrypt", salt, "10"}, Bytes(31)},       {{"scrypt", salt, "10"}, Bytes(33)},
        {{"scrypt", salt, "10", "a"}, Bytes(32)},  {{"scrypt", salt}, Bytes(32)},
        {{"scrypt", salt + "A", "10"}, Bytes(32)}, {{"scrypt", salt.substr(0, 20), "10"}, Bytes(32)},
        {{"scrypt", salt + "==", "10"}, Bytes(32)}};
    for (const age::Stanza& stanza : wrong)
        QCOMPARE(test::codeOf(age::parseScrypt(stanza)), std::optional(ErrorCode::ArchiveHeaderDamaged));
}

QTEST_GUILESS_MAIN(AgeHeaderTest)
#include "age_header_test.moc"
