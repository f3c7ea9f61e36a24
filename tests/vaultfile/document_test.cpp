// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_region.h"
#include "core/vaultfile/sealers.h"
#include "core/vaultfile/state_blocks.h"
#include "tests/crypto/hex.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

const std::filesystem::path root = sourceFolder();

/// The document without spaces, so that hexadecimal rows can be found however they are broken.
std::string documentText()
{
    const Bytes raw = contentsOf(root / "docs/vault-format.md");
    std::string text;
    for (const std::uint8_t byte : raw) {
        if (byte != ' ' && byte != '\n')
            text += static_cast<char>(byte);
    }
    return text;
}

} // namespace

/// The example vault of docs/vault-format.md opens, and the document's figures are those of it.
class DocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(startCrypto());
        for (const char* name : {"example.lockleaf", "example.lockleaf-wal"})
            copyFile(root / "tests/vectors/vault-1" / name, m_folder / name);
    }
    void statesTheKeys();
    void statesTheBlocks();
    void opensTheExample();

private:
    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "example.lockleaf";
};

void DocumentTest::statesTheKeys()
{
    const std::string document = documentText();
    const auto states = [&document](ByteView value) {
        return document.find(hex(value)) != std::string::npos;
    };
    // Typed with a combining accent, sealed in normal form C.
    const Passphrase typed = passphrase("cafe\xCC\x81");
    QVERIFY(states(typed.view()));
    const auto key = VaultFile::unlock(m_file, WayIn::password(typed.clone()));
    QVERIFY2(key, why(key).c_str());
    QVERIFY(VaultFile::unlock(m_file, password("caf\xC3\xA9")));
    QVERIFY(states(key->dataKey.view()));
    QVERIFY(states(deriveSubkey<HeaderMacPurpose>(key->dataKey).view()));
    QVERIFY(states(deriveSubkey<StatePurpose>(key->dataKey).view()));
    QVERIFY(states(deriveSubkey<PagesPurpose>(key->dataKey).view()));
    QVERIFY(states(deriveSubkey<WalPurpose>(key->dataKey).view()));
    QVERIFY(states(deriveSubkey<InboxSeedPurpose>(key->dataKey).view()));
}

void DocumentTest::statesTheBlocks()
{
    const std::string document = documentText();
    const Bytes file = contentsOf(m_file);
    const Bytes log = contentsOf(m_file.string() + "-wal");
    const auto states = [&document](const Bytes& from, std::size_t at, std::size_t size) {
        return document.find(hex(ByteView(from).subspan(at, size))) != std::string::npos;
    };
    for (const std::size_t field : {124UL, 4032UL, 4064UL})
        QVERIFY(states(file, field, field == 124 ? 24 : 32));
    QVERIFY(states(file, 8192, 104));
    QVERIFY(states(file, 65536, 32));
    QVERIFY(states(file, 65536 + 8152, 24));
    QVERIFY(states(file, 65536 + 8176, 16));
    QVERIFY(states(log, 0, 104));
    QVERIFY(states(log, 2048, 72));
    QVERIFY(states(log, 8192, 72));
    QVERIFY(states(log, 8192 + 72 + 8176, 16));
}

void DocumentTest::opensTheExample()
{
    const auto key = VaultFile::unlock(m_file, password("cafe\xCC\x81"));
    QVERIFY(key);
    auto vault = VaultFile::open(m_file, *key);
    QVERIFY2(vault, why(vault).c_str());
    QCOMPARE((*vault)->logState(), VaultFile::LogState::Replayed);
    QVERIFY((*vault)->verifyHeaderRegion());
    QVERIFY((*vault)->verifyLog());
    QCOMPARE(*(*vault)->pageCount(), 28U);
    for (std::uint32_t page = 1; page <= 12; ++page)
        QVERIFY((*vault)->verifyPage(page));
    Connection db(**vault);
    QCOMPARE(db.value("PRAGMA integrity_check"), std::string{"ok"});
    QVERIFY(db.value("SELECT count(*) FROM sqlite_schema") != "0");
}

QTEST_GUILESS_MAIN(DocumentTest)
#include "document_test.moc"
