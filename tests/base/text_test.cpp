// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/bytes.h"
#include "core/base/error.h"
#include "core/base/text.h"

#include <cerrno>

#include <QTest>

#include <set>

using namespace lockleaf;

/// Texts, identifiers, integers and errors.
class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWellFormedText();
    void refusesEveryOtherSequence();
    void findsABadByteAnywhere();
    void readsIdentifiers();
    void storesLittleEndian();
    void mapsErrors();
};

void TextTest::takesWellFormedText()
{
    for (const std::string_view text :
         {"", "plain", "\x7F", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
          "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "1234567\xC3\xA9", "\r\n\t\x01"})
        QVERIFY2(isStorableText(text), std::string(text).c_str());
}

void TextTest::refusesEveryOtherSequence()
{
    // Each two-byte beginning against the table of the standard.
    for (unsigned lead = 0x80; lead < 0x100; ++lead) {
        for (unsigned second = 0; second < 0x100; ++second) {
            std::string text{static_cast<char>(lead), static_cast<char>(second)};
            const bool continues = second >= 0x80 && second <= 0xBF;
            bool expected = lead >= 0xC2 && lead <= 0xDF && continues;
            if (lead >= 0xE0 && lead <= 0xEF) {
                text += "\x80";
                expected = continues && (lead != 0xE0 || second >= 0xA0) && (lead != 0xED || second <= 0x9F);
            } else if (lead >= 0xF0) {
                text += "\x80\x80";
                expected = lead <= 0xF4 && continues && (lead != 0xF0 || second >= 0x90) &&
                           (lead != 0xF4 || second <= 0x8F);
            }
            QCOMPARE(isStorableText(text), expected);
        }
    }
    QVERIFY(!isStorableText("\xE2\x82"));
    QVERIFY(!isStorableText("\xF0\x9F\x94"));
}

void TextTest::findsABadByteAnywhere()
{
    for (std::size_t at = 0; at < 40; ++at) {
        std::string text(40, 'a');
        QVERIFY(isStorableText(text));
        text[at] = '\0';
        QVERIFY(!isStorableText(text));
        text[at] = '\xFF';
        QVERIFY(!isStorableText(text));
    }
}

void TextTest::readsIdentifiers()
{
    const auto id = RecordId::fromHex("00112233445566778899aAbBcCdDeEfF");
    QVERIFY(id);
    QCOMPARE(id->toHex(), std::string{"00112233445566778899aabbccddeeff"});
    QVERIFY(!RecordId::fromHex("00112233445566778899aabbccddeef"));
    QVERIFY(!RecordId::fromHex("00112233445566778899aabbccddeeffa"));
    QVERIFY(!RecordId::fromHex("g0112233445566778899aabbccddeeff"));
    QVERIFY(RecordId{}.isNull() && !id->isNull());
}

void TextTest::storesLittleEndian()
{
    std::array<std::uint8_t, 8> p{};
    storeLe64(p.data(), 0x0102030405060708U);
    QCOMPARE(p[0], std::uint8_t{8});
    QCOMPARE(loadLe64(p.data()), std::uint64_t{0x0102030405060708U});
    QCOMPARE(loadLe32(p.data()), std::uint32_t{0x05060708U});
    QCOMPARE(loadLe16(p.data()), std::uint16_t{0x0708U});
    storeLe32(p.data(), 0xFFFFFFFFU);
    QCOMPARE(loadLe32(p.data()), std::uint32_t{0xFFFFFFFFU});
    storeLe16(p.data(), 0xFFFEU);
    QCOMPARE(loadLe16(p.data()), std::uint16_t{0xFFFEU});
}

void TextTest::mapsErrors()
{
    QVERIFY(systemError(ENOSPC, "write").code == ErrorCode::DiskFull);
    QVERIFY(systemError(ELOOP, "open").code == ErrorCode::NotARegularFile);
    QVERIFY(systemError(EROFS, "open").code == ErrorCode::ReadOnly);
    QCOMPARE(systemError(EIO, "read").systemError, EIO);
    QCOMPARE(exitCode(ErrorCode::WrongPassword), 1);
    QCOMPARE(exitCode(ErrorCode::AlreadyExists), 2);
    QCOMPARE(exitCode(ErrorCode::OlderThanLog), 3);
    QCOMPARE(exitCode(ErrorCode::DiskFull), 4);
    QCOMPARE(exitCode(ErrorCode::PasswordChangeUncertain), 4);
    QCOMPARE(exitCode(ErrorCode::InUse), 5);
    // Each has a sentence of its own, but for a code that nobody knows.
    std::set<std::string_view> sentences;
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code)
        sentences.insert(plainEnglish(static_cast<ErrorCode>(code)));
    QCOMPARE(sentences.size(), static_cast<std::size_t>(ErrorCode::Internal) + 1);
    QCOMPARE(describe({ErrorCode::Damaged, "page 3", 0}),
             std::string{"This vault file is damaged. (page 3)"});
}

QTEST_GUILESS_MAIN(TextTest)
#include "text_test.moc"
