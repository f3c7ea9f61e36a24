// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_region.h"
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t copiesAt[] = {0, 32768};
constexpr std::size_t slotsAt = 124; ///< In a copy: the first slot, behind the head of its entry.
constexpr std::size_t slotStride = 4 + KeySlot::size;

template <class T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

PreparedWay prepared(const WayIn& way)
{
    return std::move(*PreparedWay::of(way, KeyDerivationCost::cheapForTests()));
}

} // namespace

/// The ways in of a vault: added, replaced, removed, through crashes and forged headers.
class WaysOfVaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(startCrypto());
        auto made = createVault(m_file);
        QVERIFY2(made, why(made).c_str());
        m_key = std::make_unique<UnlockedKey>(std::move(*made));
        writeContents(m_folder / "key", bytesOf("any file"));
        writeContents(m_folder / "other key", bytesOf("another file"));
        m_whole = contentsOf(m_file);
        addAll();
        m_withAll = contentsOf(m_file);
    }
    void init() { writeContents(m_file, m_withAll); }
    void opensByEachWay();
    void saysWhatIsWrong();
    void sealsTheKindWithTheKey();
    void keepsTheLastWay();
    void takesEightWays();
    void replacesTheSlotThatOpened();
    void refusesAWayThatWasRemoved();
    void survivesACrashInsideAnAddition();
    void survivesACrashInsideARemoval();
    void saysWhenAChangeIsUncertain();
    void passesOverForgedSlots();

private:
    void addAll()
    {
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY2(vault, why(vault).c_str());
        const std::array ways{both("correct horse", "key"), code()};
        for (const WayIn& way : ways) {
            const PreparedWay ready = prepared(way);
            QVERIFY((*vault)->changeWays(*m_key, {WayChange::What::Add, &ready}, 0));
        }
    }
    [[nodiscard]] WayIn both(std::string_view text, const std::string& keyFile) const
    {
        return WayIn::passwordAndKeyFile(passphrase(text), std::move(*KeyFile::read(m_folder / keyFile)));
    }
    [[nodiscard]] WayIn code() const { return WayIn::recoveryCode(m_code.clone()); }
    [[nodiscard]] Result<UnlockedKey> unlock(const WayIn& way) const
    {
        return VaultFile::unlock(m_file, way);
    }
    [[nodiscard]] Result<void> change(const WayChange& change) const
    {
        LOCKLEAF_TRY(const auto vault, VaultFile::open(m_file, *m_key));
        return vault->changeWays(*m_key, change, 0);
    }
    [[nodiscard]] Result<void> remove(std::size_t index) const
    {
        return change({WayChange::What::Remove, nullptr, {}, index});
    }
    void crashes(const WayChange& ways, const WayIn& way, bool adds);

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "v.lockleaf";
    std::unique_ptr<UnlockedKey> m_key;
    RecoveryCode m_code = RecoveryCode::random();
    Bytes m_whole;   ///< With the password alone.
    Bytes m_withAll; ///< Password; password and key file; recovery code.
};

void WaysOfVaultTest::opensByEachWay()
{
    const std::array ways{password("correct horse"), both("correct horse", "key"), code()};
    for (const WayIn& way : ways) {
        const auto key = unlock(way);
        QVERIFY2(key, why(key).c_str());
        QVERIFY(equalConstantTime(key->dataKey.view(), m_key->dataKey.view()));
        QVERIFY(VaultFile::open(m_file, *key));
        QVERIFY(key->openedBy);
        const auto slots = VaultFile::info(m_file)->slots;
        QCOMPARE(slots.size(), std::size_t{3});
        QVERIFY(slots[static_cast<std::size_t>(way.kind()) - 1].salt == *key->openedBy);
    }
    const auto vault = VaultFile::open(m_file, *m_key);
    const auto slots = (*vault)->waysIn();
    QVERIFY(slots[0].kind == KeySlotInfo::Kind::Password);
    QVERIFY(slots[1].kind == KeySlotInfo::Kind::PasswordAndKeyFile && slots[1].created > 0);
    QVERIFY(slots[2].kind == KeySlotInfo::Kind::RecoveryCode);
    QVERIFY(slots[2].cost == KeyDerivationCost::cheapForTests());
    QVERIFY((*vault)->verifyHeaderRegion());
}

void WaysOfVaultTest::saysWhatIsWrong()
{
    QCOMPARE(codeOf(unlock(password("wrong"))), ErrorCode::WrongPassword);
    QCOMPARE(codeOf(unlock(both("wrong", "key"))), ErrorCode::WrongPasswordOrKeyFile);
    QCOMPARE(codeOf(unlock(both("correct horse", "other key"))), ErrorCode::WrongPasswordOrKeyFile);
    QCOMPARE(codeOf(unlock(WayIn::recoveryCode(RecoveryCode::random()))), ErrorCode::WrongRecoveryCode);
    writeContents(m_file, m_whole);
    QCOMPARE(codeOf(unlock(both("correct horse", "key"))), ErrorCode::NoSuchWay);
    QCOMPARE(codeOf(unlock(code())), ErrorCode::NoSuchWay);
    QVERIFY(unlock(password("correct horse")));
}

void WaysOfVaultTest::sealsTheKindWithTheKey()
{
    // A code used as a password derives the same key; the kind in the associated data keeps them apart.
    const DataKey& dataKey = m_key->dataKey;
    const PreparedWay way = prepared(code());
    const KeySlot sealed = KeySlot::seal(WayKind::RecoveryCode, dataKey, way.key, way.salt, way.cost, 5);
    QVERIFY(sealed.open(way.key));
    auto bytes = sealed.encoded();
    QCOMPARE(bytes.size(), std::size_t{112});
    for (const unsigned kind : {1U, 2U}) {
        bytes[0] = static_cast<std::uint8_t>(kind);
        const auto changed = KeySlot::decoded(bytes);
        QVERIFY(changed);
        QVERIFY(!changed->open(way.key));
    }
    for (const unsigned kind : {0U, 4U, 255U}) {
        bytes[0] = static_cast<std::uint8_t>(kind);
        QVERIFY(!KeySlot::decoded(bytes));
    }
}

void WaysOfVaultTest::keepsTheLastWay()
{
    QCOMPARE(codeOf(remove(3)), ErrorCode::NotFound);
    QVERIFY(remove(0));
    QVERIFY(remove(0));
    const Bytes before = contentsOf(m_file);
    QCOMPARE(codeOf(remove(0)), ErrorCode::LastWay);
    QVERIFY(contentsOf(m_file) == before);
    QVERIFY(unlock(code()));
    // A slot that we cannot open is no way in for us.
    HeaderBlock block;
    std::copy_n(before.begin(), block.size(), block.begin());
    Header header = decodeHeader(block).header;
    header.entries.push_back({HeaderEntry::slotType, Bytes(112, 77)});
    const auto made = encodeHeader(header, deriveSubkey<HeaderMacPurpose>(m_key->dataKey));
    Bytes file = before;
    for (const std::size_t at : copiesAt)
        std::copy(made->begin(), made->end(), file.begin() + static_cast<std::ptrdiff_t>(at));
    writeContents(m_file, file);
    QCOMPARE(codeOf(remove(0)), ErrorCode::LastWay);
    QVERIFY(remove(1));
    QCOMPARE(VaultFile::info(m_file)->slots.size(), std::size_t{1});
}

void WaysOfVaultTest::takesEightWays()
{
    const PreparedWay more = prepared(WayIn::recoveryCode(RecoveryCode::random()));
    for (int i = 0; i < 5; ++i)
        QVERIFY(change({WayChange::What::Add, &more}));
    QCOMPARE(codeOf(change({WayChange::What::Add, &more})), ErrorCode::TooManyWays);
    QCOMPARE(VaultFile::info(m_file)->slots.size(), std::size_t{8});
    QVERIFY(unlock(code()));
}

void WaysOfVaultTest::replacesTheSlotThatOpened()
{
    const PreparedWay second = prepared(both("correct horse", "other key"));
    QVERIFY(change({WayChange::What::Add, &second}));
    const auto opened = unlock(both("correct horse", "other key"));
    QVERIFY(opened);
    const PreparedWay fresh = prepared(both("new", "other key"));
    QVERIFY(change({WayChange::What::Replace, &fresh, opened->openedBy}));
    QVERIFY(unlock(both("new", "other key")));
    QVERIFY(unlock(both("correct horse", "key")));
    QCOMPARE(codeOf(unlock(both("correct horse", "other key"))), ErrorCode::WrongPasswordOrKeyFile);
    // After a recovery code there may be no password to replace: it is added.
    QVERIFY(remove(0));
    const PreparedWay newPassword = prepared(password("remembered"));
    QVERIFY(change({WayChange::What::Replace, &newPassword, unlock(code())->openedBy}));
    QVERIFY(unlock(password("remembered")));
    QVERIFY(unlock(code()));
    QCOMPARE(VaultFile::info(m_file)->slots.size(), std::size_t{4});
}

void WaysOfVaultTest::refusesAWayThatWasRemoved()
{
    QVERIFY(remove(2));
    QCOMPARE(codeOf(unlock(code())), ErrorCode::NoSuchWay);
    // The older copy put back beside the newer one.
    Bytes file = contentsOf(m_file);
    std::copy_n(m_withAll.begin(), 4096, file.begin());
    writeContents(m_file, file);
    QCOMPARE(codeOf(unlock(code())), ErrorCode::WayRemoved);
    QVERIFY(unlock(password("correct horse")));
    const PreparedWay other = prepared(WayIn::recoveryCode(RecoveryCode::random()));
    QVERIFY(change({WayChange::What::Add, &other}));
    QCOMPARE(codeOf(unlock(code())), ErrorCode::WrongRecoveryCode);
}

void WaysOfVaultTest::crashes(const WayChange& ways, const WayIn& way, bool adds)
{
    std::mt19937 random(11);
    int before = 0;
    int after = 0;
    for (int round = 0; round < 90; ++round) {
        writeContents(m_file, m_withAll);
        Bytes disk;
        Result<void> changed;
        {
            FileLab lab;
            auto vault = VaultFile::open(m_file, *m_key);
            lab.powerCutAt = lab.operations + 1 + static_cast<std::size_t>(round % 6);
            changed = (*vault)->changeWays(*m_key, ways, 0);
            disk = lab.diskAfterCut(FileRole::Vault, random);
        }
        writeContents(m_file, disk);
        const bool done = unlock(way).has_value() == adds;
        QVERIFY2(!changed || done, std::to_string(round).c_str());
        ++(done ? after : before);
        // Who has another way in never notices, and the next opening leaves one state in both copies.
        const auto key = unlock(password("correct horse"));
        QVERIFY2(key, why(key).c_str());
        {
            const auto vault = VaultFile::open(m_file, *key);
            QVERIFY2(vault, why(vault).c_str());
            QCOMPARE((*vault)->waysIn().size(), done ? (adds ? 4UL : 2UL) : 3UL);
        }
        const Bytes whole = contentsOf(m_file);
        QVERIFY(std::equal(whole.begin(), whole.begin() + 4096, whole.begin() + 32768));
        QCOMPARE(unlock(way).has_value() == adds, done);
    }
    QVERIFY2(before > 8 && after > 8, (std::to_string(before) + " " + std::to_string(after)).c_str());
}

void WaysOfVaultTest::survivesACrashInsideAnAddition()
{
    const WayIn way = both("correct horse", "other key");
    const PreparedWay ready = prepared(way);
    crashes({WayChange::What::Add, &ready}, way, true);
}

void WaysOfVaultTest::survivesACrashInsideARemoval()
{
    crashes({WayChange::What::Remove, nullptr, {}, 2}, code(), false);
}

void WaysOfVaultTest::saysWhenAChangeIsUncertain()
{
    FileLab lab;
    auto vault = VaultFile::open(m_file, *m_key);
    lab.refuses = [](const FileEvent& event) { return event.kind == FileEvent::Kind::Sync; };
    QCOMPARE(codeOf((*vault)->changeWays(*m_key, {WayChange::What::Remove, nullptr, {}, 2}, 0)),
             ErrorCode::WayChangeUncertain);
    QCOMPARE((*vault)->waysIn().size(), std::size_t{3});
    lab.refuses = {};
    vault->reset();
    // A write that fails leaves all as it was, and says why.
    init();
    lab.startAgain();
    auto again = VaultFile::open(m_file, *m_key);
    lab.faultErrno = ENOSPC;
    lab.refuses = [](const FileEvent& event) { return event.kind == FileEvent::Kind::Write; };
    QCOMPARE(codeOf((*again)->changeWays(*m_key, {WayChange::What::Remove, nullptr, {}, 2}, 0)),
             ErrorCode::DiskFull);
    lab.refuses = {};
    QVERIFY(unlock(code()));
}

void WaysOfVaultTest::passesOverForgedSlots()
{
    // Each field of each slot, changed by who has no key but can make the checksum: as the newest copy, it
    // never opens more than before and keeps nobody out, since the other copy counts.
    const std::array ways{password("correct horse"), both("correct horse", "key"), code()};
    constexpr std::size_t fields[] = {0, 4, 8, 16, 24, 40, 64, 96};
    for (std::size_t slot = 0; slot < 3; ++slot) {
        for (const std::size_t field : fields) {
            Bytes file = m_withAll;
            file[72] = 99;
            file[slotsAt + slot * slotStride + field] ^= 3;
            const Hash256 checksum = hash256({ByteView(file).first(4064)});
            std::copy(checksum.begin(), checksum.end(), file.begin() + 4064);
            writeContents(m_file, file);
            for (const WayIn& way : ways) {
                const auto key = unlock(way);
                QVERIFY2(key, (std::to_string(slot) + " " + std::to_string(field) + " " + why(key)).c_str());
            }
            QVERIFY(!unlock(both("correct horse", "other key")));
            QVERIFY(!unlock(password("wrong")));
            const auto vault = VaultFile::open(m_file, *m_key);
            QVERIFY(vault);
            QCOMPARE((*vault)->headerGeneration(), std::uint64_t{3});
        }
    }
    // A recovery slot of costs beyond the limits is passed over before any derivation.
    Bytes file = m_withAll;
    for (const std::size_t at : copiesAt) {
        storeLe64(file.data() + at + slotsAt + 2 * slotStride + 16, std::uint64_t{1} << 50);
        const Hash256 checksum = hash256({ByteView(file).subspan(at, 4064)});
        std::copy(checksum.begin(), checksum.end(), file.begin() + static_cast<std::ptrdiff_t>(at + 4064));
    }
    writeContents(m_file, file);
    QCOMPARE(codeOf(unlock(code())), ErrorCode::DerivationTooCostly);
}

QTEST_GUILESS_MAIN(WaysOfVaultTest)
#include "ways_test.moc"
