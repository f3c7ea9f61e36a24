// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_region.h"
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t secondCopy = 32768;

/// Writes the checksum that makes a changed block look undamaged to who has no key.
void seal(Bytes& file, std::size_t copy)
{
    const Hash256 checksum = hash256({ByteView(file).subspan(copy, 4064)});
    std::copy(checksum.begin(), checksum.end(), file.begin() + static_cast<std::ptrdiff_t>(copy + 4064));
}

template <class T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace

/// What the header says of itself with and without a key, and how it changes.
class HeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(startCrypto());
        auto made = createVault(m_file);
        QVERIFY2(made, why(made).c_str());
        m_key = std::make_unique<UnlockedKey>(std::move(*made));
        m_whole = contentsOf(m_file);
    }
    void init() { writeContents(m_file, m_whole); }
    void showsWhatNeedsNoKey();
    void tellsWhatIsNoVault();
    void tellsDamageFromWrongPassword();
    void tellsANewerFormat();
    void tellsTheFormatBeforeTheFreeze();
    void needsTheMac();
    void refusesCostlyDerivation();
    void skipsUnknownSlots();
    void readsFromEitherCopy();
    void changesThePassword();
    void finishesAChangeThatWasCutShort();
    void survivesACrashInsideAChange();
    void findsStrayOctets();
    void changesNothingOnRefusal();

private:
    [[nodiscard]] Result<UnlockedKey> unlock(std::string_view text) const
    {
        return VaultFile::unlock(m_file, password(text));
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "v.lockleaf";
    std::unique_ptr<UnlockedKey> m_key;
    Bytes m_whole;
};

void HeaderTest::showsWhatNeedsNoKey()
{
    const auto info = VaultFile::info(m_file);
    QVERIFY2(info, why(info).c_str());
    QCOMPARE(info->format, std::uint16_t{1});
    QVERIFY(info->vaultId == m_key->vaultId);
    QCOMPARE(info->generation, std::uint64_t{1});
    QCOMPARE(info->slots.size(), std::size_t{1});
    QVERIFY(info->slots[0].kind == KeySlotInfo::Kind::Password);
    QVERIFY(info->slots[0].cost == KeyDerivationCost::cheapForTests());
    QCOMPARE(info->fileSize, std::uint64_t{m_whole.size()});
    QVERIFY(!VaultFile::info(m_folder / "none.lockleaf"));
    QVERIFY(m_whole.size() > 65536 && (m_whole.size() - 65536) % 8192 == 0);
}

void HeaderTest::tellsWhatIsNoVault()
{
    writeContents(m_file, {});
    QCOMPARE(codeOf(unlock("x")), ErrorCode::NotAVault);
    writeContents(m_file, bytesOf("LOCK"));
    QCOMPARE(codeOf(unlock("x")), ErrorCode::NotAVault);
    writeContents(m_file, Bytes(100000, 0x55));
    QCOMPARE(codeOf(VaultFile::info(m_file)), ErrorCode::NotAVault);
    for (const std::size_t size : {8UL, 4096UL, 32768UL, 40000UL, 65536UL, 70000UL}) {
        writeContents(m_file, ByteView(m_whole).first(size));
        QVERIFY2(codeOf(unlock("correct horse")) == ErrorCode::Damaged, std::to_string(size).c_str());
        QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
    }
    std::filesystem::remove(m_file);
    std::filesystem::create_symlink(m_folder / "elsewhere", m_file);
    QCOMPARE(codeOf(unlock("x")), ErrorCode::NotARegularFile);
    std::filesystem::remove(m_file);
    std::filesystem::create_directory(m_file);
    QCOMPARE(codeOf(unlock("x")), ErrorCode::NotARegularFile);
    std::filesystem::remove(m_file);
    QCOMPARE(codeOf(unlock("x")), ErrorCode::FileNotFound);
}

void HeaderTest::tellsDamageFromWrongPassword()
{
    QCOMPARE(codeOf(unlock("correct horsf")), ErrorCode::WrongPassword);
    Bytes flipped = m_whole;
    flipped[200] ^= 1; // inside the slot
    flipped[secondCopy + 200] ^= 1;
    writeContents(m_file, flipped);
    // Decided without the password: the right and a wrong one get the same answer.
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::Damaged);
    QCOMPARE(codeOf(unlock("wrong")), ErrorCode::Damaged);
}

void HeaderTest::tellsANewerFormat()
{
    const auto changed = [this](std::size_t at) {
        Bytes file = m_whole;
        for (const std::size_t copy : {std::size_t{0}, secondCopy}) {
            file[copy + at] += 1;
            seal(file, copy);
        }
        writeContents(m_file, file);
        return codeOf(unlock("correct horse"));
    };
    QCOMPARE(changed(8), ErrorCode::NewerFormat);  // format
    QCOMPARE(changed(10), ErrorCode::NewerFormat); // suite
    QCOMPARE(changed(13), ErrorCode::NewerFormat); // page size
    QCOMPARE(changed(16), ErrorCode::NewerFormat); // a feature that readers must know
    QCOMPARE(changed(24), ErrorCode::NewerFormat); // a feature that writers must know
    QCOMPARE(changed(32), ErrorCode::Damaged);     // a feature that may be ignored, but the MAC is wrong
}

void HeaderTest::tellsTheFormatBeforeTheFreeze()
{
    Bytes file = m_whole;
    for (const std::size_t copy : {std::size_t{0}, secondCopy}) {
        file[copy + 8] = 0;
        seal(file, copy);
    }
    writeContents(m_file, file);
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::EarlierFormat);
    QCOMPARE(codeOf(unlock("wrong")), ErrorCode::EarlierFormat); // decided without the password
    file[secondCopy + 200] ^= 1;                                 // one sound copy is enough to tell
    writeContents(m_file, file);
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::EarlierFormat);
}

void HeaderTest::needsTheMac()
{
    for (const std::size_t at : {32UL, 40UL, 56UL, 72UL, 80UL, 4032UL}) {
        Bytes file = m_whole;
        for (const std::size_t copy : {std::size_t{0}, secondCopy}) {
            file[copy + at] ^= 1;
            seal(file, copy);
        }
        writeContents(m_file, file);
        QVERIFY2(codeOf(unlock("correct horse")) == ErrorCode::Damaged, std::to_string(at).c_str());
        QVERIFY(!VaultFile::open(m_file, *m_key));
    }
}

void HeaderTest::refusesCostlyDerivation()
{
    Bytes file = m_whole;
    for (const std::size_t copy : {std::size_t{0}, secondCopy}) {
        storeLe64(file.data() + copy + 124 + 16, std::uint64_t{1} << 40);
        seal(file, copy);
    }
    writeContents(m_file, file);
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::DerivationTooCostly);
    const auto info = VaultFile::info(m_file);
    QVERIFY(info);
    QCOMPARE(info->slots[0].cost.memoryBytes, std::uint64_t{1} << 40);
}

void HeaderTest::skipsUnknownSlots()
{
    // A header as a later version may write it: other kinds of slots and other entries around ours.
    HeaderBlock block;
    std::copy_n(m_whole.begin(), block.size(), block.begin());
    Header header = decodeHeader(block).header;
    header.entries.insert(header.entries.begin(), HeaderEntry{HeaderEntry::slotType, Bytes(60, 9)});
    header.entries.push_back(HeaderEntry{777, Bytes(300, 1)});
    header.compatibleFeatures = 4;
    const auto made = encodeHeader(header, deriveSubkey<HeaderMacPurpose>(m_key->dataKey));
    QVERIFY(made);
    Bytes file = m_whole;
    std::copy(made->begin(), made->end(), file.begin());
    std::copy(made->begin(), made->end(), file.begin() + secondCopy);
    writeContents(m_file, file);
    QVERIFY(unlock("correct horse"));
    QCOMPARE(VaultFile::info(m_file)->slots.size(), std::size_t{2});
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    QVERIFY(changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0));
    vault->reset();
    const Bytes after = contentsOf(m_file);
    std::copy_n(after.begin(), block.size(), block.begin());
    const Header kept = decodeHeader(block).header;
    QCOMPARE(kept.entries.size(), std::size_t{3});
    QCOMPARE(kept.entries[0].value, Bytes(60, 9));
    QCOMPARE(kept.entries[2].value, Bytes(300, 1));
    QCOMPARE(kept.compatibleFeatures, std::uint64_t{4});
}

void HeaderTest::readsFromEitherCopy()
{
    for (const std::size_t copy : {std::size_t{0}, secondCopy}) {
        for (const std::size_t at : {0UL, 9UL, 100UL, 4000UL, 4050UL, 4090UL}) {
            Bytes file = m_whole;
            file[copy + at] ^= 0x80;
            writeContents(m_file, file);
            QVERIFY(unlock("correct horse"));
            auto vault = VaultFile::open(m_file, *m_key);
            QVERIFY2(vault, why(vault).c_str());
            // It is written anew at once, and verify says that it was damaged.
            QCOMPARE(codeOf((*vault)->verifyHeaderRegion()), ErrorCode::Damaged);
            vault->reset();
            QVERIFY(contentsOf(m_file) == m_whole);
        }
    }
}

void HeaderTest::changesThePassword()
{
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    QVERIFY(changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0));
    QCOMPARE((*vault)->headerGeneration(), std::uint64_t{2});
    QVERIFY((*vault)->verifyHeaderRegion());
    vault->reset();
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::WrongPassword);
    const auto key = unlock("new");
    QVERIFY(key);
    QVERIFY(VaultFile::open(m_file, *key));
}

void HeaderTest::finishesAChangeThatWasCutShort()
{
    {
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0));
    }
    const Bytes changed = contentsOf(m_file);
    Bytes between = changed;
    std::copy_n(m_whole.begin(), 4096, between.begin()); // the first copy is still the old one
    writeContents(m_file, between);
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::PasswordChanged);
    QCOMPARE(codeOf(unlock("neither")), ErrorCode::WrongPassword);
    const auto key = unlock("new");
    QVERIFY(key);
    {
        auto vault = VaultFile::open(m_file, *key);
        QVERIFY(vault);
        QVERIFY((*vault)->verifyHeaderRegion());
    }
    QVERIFY(contentsOf(m_file) == changed);
    QCOMPARE(codeOf(unlock("correct horse")), ErrorCode::WrongPassword);
    // A false copy of a higher generation does not shut anybody out.
    Bytes forged = m_whole;
    forged[secondCopy + 72] = 99;
    seal(forged, secondCopy);
    writeContents(m_file, forged);
    QVERIFY(unlock("correct horse"));
}

void HeaderTest::survivesACrashInsideAChange()
{
    std::mt19937 random(7);
    int old = 0;
    int fresh = 0;
    for (int round = 0; round < 60; ++round) {
        writeContents(m_file, m_whole);
        Bytes disk;
        Result<void> changed;
        {
            FileLab lab;
            auto vault = VaultFile::open(m_file, *m_key);
            lab.powerCutAt = lab.operations + 1 + static_cast<std::size_t>(round % 6);
            changed =
                changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0);
            disk = lab.diskAfterCut(FileRole::Vault, random);
        }
        writeContents(m_file, disk);
        const auto withOld = unlock("correct horse");
        const auto withNew = unlock("new");
        QVERIFY2(withOld.has_value() != withNew.has_value(), std::to_string(round).c_str());
        if (changed)
            QVERIFY(withNew.has_value());
        QVERIFY(VaultFile::open(m_file, withOld ? *withOld : *withNew));
        ++(withOld ? old : fresh);
    }
    QVERIFY(old > 5 && fresh > 5);
}

void HeaderTest::findsStrayOctets()
{
    for (const std::size_t at : {4096UL, 8191UL, 8300UL, 30000UL, 36864UL, 41100UL, 65535UL}) {
        Bytes file = m_whole;
        file[at] ^= 4;
        writeContents(m_file, file);
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        const auto found = (*vault)->verifyHeaderRegion();
        QVERIFY2(codeOf(found) == ErrorCode::Damaged, std::to_string(at).c_str());
        QVERIFY(found.error().detail.find(std::to_string(at)) != std::string::npos);
    }
    for (const std::size_t at : {8192UL, 8250UL, 40960UL, 41000UL}) { // state blocks
        Bytes file = m_whole;
        file[at] ^= 4;
        writeContents(m_file, file);
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        QCOMPARE(codeOf((*vault)->verifyHeaderRegion()), ErrorCode::Damaged);
    }
    Bytes file = m_whole;
    file[8200] ^= 1;
    file[40970] ^= 1;
    writeContents(m_file, file);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::Damaged);
}

void HeaderTest::changesNothingOnRefusal()
{
    UnlockedKey other{m_key->vaultId, DataKey::random()};
    QCOMPARE(codeOf(VaultFile::open(m_file, other)), ErrorCode::Damaged);
    UnlockedKey elsewhere{VaultId{}, m_key->dataKey.clone()};
    QCOMPARE(codeOf(VaultFile::open(m_file, elsewhere)), ErrorCode::WrongPassword);
    QVERIFY(!unlock("wrong"));
    QVERIFY(contentsOf(m_file) == m_whole);
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
        ++files;
    QVERIFY(files <= 2); // the vault, and the empty log of the tests before
}

QTEST_GUILESS_MAIN(HeaderTest)
#include "header_test.moc"
