// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/passphrase.h"

#include <string>

#include <QTest>

using namespace lockleaf;

namespace {

std::string normal(std::string_view typed)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf(typed));
    return passphrase ? std::string(textOf(passphrase->view())) : "refused";
}

ErrorCode refusal(std::string_view typed)
{
    const auto passphrase = Passphrase::fromTyped(bytesOf(typed));
    return passphrase ? ErrorCode::Internal : passphrase.error().code;
}

std::string repeated(std::string_view text, std::size_t times)
{
    std::string all;
    for (std::size_t i = 0; i < times; ++i)
        all += text;
    return all;
}

} // namespace

/// What may be a password, and in which form it is derived from.
class PassphraseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatIsNormal();
    void composesAccents();
    void measuresAfterComposing();
    void refusesWhatIsNoText();
    void comparesAndClones();
};

void PassphraseTest::keepsWhatIsNormal()
{
    for (const std::string_view text :
         {"a", " leading and trailing ", "пароль из слов", "\xF0\x9F\x94\x92\xF0\x9F\x8D\x83",
          "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC", "パスワード", "tab\tand\nline", "\xE2\x80\xAE"})
        QCOMPARE(normal(text), std::string(text));
    // Compatibility forms are other characters: normal form C leaves them alone.
    QCOMPARE(normal("\xEF\xAC\x81"), std::string{"\xEF\xAC\x81"}); // the ligature fi
    QCOMPARE(normal("\xEF\xBC\xA1"), std::string{"\xEF\xBC\xA1"}); // a full-width A
}

void PassphraseTest::composesAccents()
{
    QCOMPARE(normal("e\xCC\x81"), std::string{"é"});
    QCOMPARE(normal("é"), std::string{"é"});
    QCOMPARE(normal("и\xCC\x86"), std::string{"й"});
    QCOMPARE(normal("\xE2\x84\xAB"), std::string{"Å"}); // the Angstrom sign
    // Several marks in either order.
    QCOMPARE(normal("a\xCC\xA3\xCC\x82"), normal("a\xCC\x82\xCC\xA3"));
    QCOMPARE(normal("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), std::string{"한"});
}

void PassphraseTest::measuresAfterComposing()
{
    QCOMPARE(normal(std::string(4096, 'x')).size(), std::size_t{4096});
    QVERIFY(refusal(std::string(4097, 'x')) == ErrorCode::PasswordTooLong);
    QVERIFY(refusal("") == ErrorCode::PasswordEmpty);
    // 6,144 bytes as typed, 4,096 as composed.
    QCOMPARE(normal(repeated("e\xCC\x81", 2048)).size(), std::size_t{4096});
    QVERIFY(refusal(repeated("e\xCC\x81", 2049)) == ErrorCode::PasswordTooLong);
    QVERIFY(refusal(std::string(10'000'000, 'x')) == ErrorCode::PasswordTooLong);
    // Composition exclusions grow: 3 bytes become 6.
    QVERIFY(refusal(repeated("\xE0\xA5\x98", 1365)) == ErrorCode::PasswordTooLong);
}

void PassphraseTest::refusesWhatIsNoText()
{
    for (const std::string_view text :
         {std::string_view{"a\0b", 3}, std::string_view{"\0", 1}, std::string_view{"\xFF"},
          std::string_view{"\xC3"}, std::string_view{"\xC0\x80"}, std::string_view{"\xED\xA0\x80"},
          std::string_view{"\xF4\x90\x80\x80"}, std::string_view{"ab\xE2\x82"}})
        QVERIFY(refusal(text) == ErrorCode::PasswordNotText);
}

void PassphraseTest::comparesAndClones()
{
    const auto one = Passphrase::fromTyped(bytesOf("e\xCC\x81t\xC3\xA9"));
    const auto other = Passphrase::fromTyped(bytesOf("\xC3\xA9te\xCC\x81"));
    QVERIFY(one && other && *one == *other);
    QVERIFY(one->clone() == *one);
    QVERIFY(!(*one == *Passphrase::fromTyped(bytesOf("ete"))));
}

QTEST_GUILESS_MAIN(PassphraseTest)
#include "passphrase_test.moc"
