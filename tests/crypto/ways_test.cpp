// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/keyed_hash.h"
#include "core/crypto/way_in.h"
#include "tests/support/test_environment.h"

#include <sys/stat.h>

#include <QTest>

#include <fstream>
#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::string_view alphabetOfCodes = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

template <class T>
ErrorCode codeFrom(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

std::string textOfCode(const RecoveryCode& code)
{
    return std::string{textOf(code.view())};
}

void put(const std::filesystem::path& file, std::string_view content)
{
    std::ofstream(file, std::ios::binary) << content;
}

} // namespace

/// Recovery codes and key files, and the keys that come of them.
class WaysTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void makesCodesThatReadBack();
    void tellsATypingErrorBeforeAnyDerivation();
    void readsWhatLooksAlike();
    void comparesAGroup();
    void readsKeyFiles();
    void makesAKeyFileForItsOwnerAlone();
    void derivesAsDocumented();
};

void WaysTest::makesCodesThatReadBack()
{
    std::set<std::string> seen;
    std::set<char> characters;
    for (int i = 0; i < 300; ++i) {
        const RecoveryCode code = RecoveryCode::random();
        const std::string text = textOfCode(code);
        QCOMPARE(text.size(), RecoveryCode::length);
        QVERIFY(seen.insert(text).second);
        for (const char c : text.substr(0, 30)) {
            QVERIFY(alphabetOfCodes.find(c) != std::string_view::npos);
            characters.insert(c);
        }
        const SecureBytes grouped = code.grouped();
        QCOMPARE(grouped.size(), std::size_t{39});
        const auto back = RecoveryCode::fromTyped(grouped.view());
        QVERIFY(back);
        QCOMPARE(textOfCode(*back), text);
    }
    QCOMPARE(characters.size(), std::size_t{32});
}

void WaysTest::tellsATypingErrorBeforeAnyDerivation()
{
    const RecoveryCode code = RecoveryCode::random();
    const std::string text = textOfCode(code);
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const char other : alphabetOfCodes) {
            std::string wrong = text;
            wrong[at] = other;
            if (wrong != text)
                QCOMPARE(codeFrom(RecoveryCode::fromTyped(bytesOf(wrong))), ErrorCode::RecoveryCodeMistyped);
        }
        for (std::size_t to = at + 1; to < text.size(); ++to) {
            std::string swapped = text;
            std::swap(swapped[at], swapped[to]);
            if (swapped != text)
                QCOMPARE(codeFrom(RecoveryCode::fromTyped(bytesOf(swapped))),
                         ErrorCode::RecoveryCodeMistyped);
        }
    }
    for (const std::string& wrong : {text + "0", text.substr(0, 31) + "!", std::string(600, ' ') + text})
        QCOMPARE(codeFrom(RecoveryCode::fromTyped(bytesOf(wrong))), ErrorCode::RecoveryCodeMistyped);
    for (const std::string& part : {std::string{}, std::string{"- -"}, text.substr(1), text.substr(0, 28)})
        QCOMPARE(codeFrom(RecoveryCode::fromTyped(bytesOf(part))), ErrorCode::RecoveryCodeIncomplete);
}

void WaysTest::readsWhatLooksAlike()
{
    // 30 characters and their check, as docs/vault-format.md says it.
    const auto code = RecoveryCode::fromTyped(bytesOf("0123 4567 89AB CDEF GHJK MNPQ RSTV WXTX"));
    QVERIFY2(code, code ? "" : std::string{plainEnglish(code.error().code)}.c_str());
    for (const std::string_view typed :
         {"o123-4567-89ab-cdef-ghjk-mnpq-rstv-wxtx", "OI23 4567 89AB CDEF GHJK MNPQ RSTU WXTX\r\n",
          "  0l2345\t6789ABCDEFGHJKMNPQRSTVWXTX"}) {
        const auto same = RecoveryCode::fromTyped(bytesOf(typed));
        QVERIFY(same);
        QCOMPARE(textOfCode(*same), textOfCode(*code));
    }
}

void WaysTest::comparesAGroup()
{
    const auto code = RecoveryCode::fromTyped(bytesOf("0123 4567 89AB CDEF GHJK MNPQ RSTV WXTX"));
    QVERIFY(code);
    QVERIFY(code->hasGroup(7, bytesOf("wxtx")));
    QVERIFY(code->hasGroup(0, bytesOf(" Oi23 ")));
    for (const std::string_view wrong : {"", "WXT", "WXTY", "WXTXX", "wx tx!"})
        QVERIFY(!code->hasGroup(7, bytesOf(wrong)));
}

void WaysTest::readsKeyFiles()
{
    const TemporaryFolder folder;
    const auto file = folder / "key";
    QCOMPARE(codeFrom(KeyFile::read(file)), ErrorCode::FileNotFound);
    put(file, "");
    QCOMPARE(codeFrom(KeyFile::read(file)), ErrorCode::KeyFileNotUsable);
    put(file, "a");
    const auto small = KeyFile::read(file);
    QVERIFY(small);
    put(file, std::string(700'001, 'b')); // several pieces
    const auto large = KeyFile::read(file);
    QVERIFY(large);
    QVERIFY(!equalConstantTime(small->hash(), large->hash()));
    // A hole costs nothing: the bound is looked at before anything is read.
    std::filesystem::resize_file(file, KeyFile::largest + 1);
    QCOMPARE(codeFrom(KeyFile::read(file)), ErrorCode::KeyFileNotUsable);
    std::filesystem::create_symlink(file, folder / "link");
    QCOMPARE(codeFrom(KeyFile::read(folder / "link")), ErrorCode::NotARegularFile);
    QCOMPARE(codeFrom(KeyFile::read(folder.path())), ErrorCode::NotARegularFile);
    QCOMPARE(mkfifo((folder / "pipe").c_str(), 0600), 0);
    QCOMPARE(codeFrom(KeyFile::read(folder / "pipe")), ErrorCode::NotARegularFile);
}

void WaysTest::makesAKeyFileForItsOwnerAlone()
{
    const TemporaryFolder folder;
    const auto made = KeyFile::make(folder / "key");
    QVERIFY(made);
    struct stat found = {};
    QCOMPARE(stat((folder / "key").c_str(), &found), 0);
    QCOMPARE(found.st_mode & 0777U, 0600U);
    QCOMPARE(static_cast<std::size_t>(found.st_size), KeyFile::madeSize);
    const auto back = KeyFile::read(folder / "key");
    QVERIFY(back && equalConstantTime(back->hash(), made->hash()));
    QCOMPARE(codeFrom(KeyFile::make(folder / "key")), ErrorCode::AlreadyExists);
    QVERIFY(KeyFile::read(folder / "key"));
}

void WaysTest::derivesAsDocumented()
{
    const TemporaryFolder folder;
    put(folder / "key", "what the file holds");
    auto keyFile = KeyFile::read(folder / "key");
    QVERIFY(keyFile);
    const KdfSalt salt{1, 2, 3};
    const KeyDerivationCost cost = KeyDerivationCost::cheapForTests();
    auto password = Passphrase::fromTyped(bytesOf("a password"));
    const auto typed = deriveKey(*password, salt, cost);
    QVERIFY(typed);
    const auto alone = WayIn::password(password->clone()).derive(salt, cost);
    QVERIFY(alone && equalConstantTime(alone->view(), typed->view()));
    const auto both = WayIn::passwordAndKeyFile(password->clone(), keyFile->clone()).derive(salt, cost);
    QVERIFY(both);
    const Hash256 expected = keyedHash256(*typed, {bytesOf("lockleaf keyfile"), keyFile->hash()});
    QVERIFY(equalConstantTime(both->view(), expected));
    const WayIn way = WayIn::passwordAndKeyFile(password->clone(), keyFile->clone());
    QCOMPARE(codeFrom(way.derive(salt, {std::uint64_t{1} << 50, 1})), ErrorCode::DerivationTooCostly);
}

QTEST_GUILESS_MAIN(WaysTest)
#include "ways_test.moc"
