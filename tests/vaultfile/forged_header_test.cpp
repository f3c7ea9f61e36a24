// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/header_region.h"
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t copyAt[] = {0, 32768};
constexpr std::size_t atId = 40;
constexpr std::size_t atGeneration = 72;
constexpr std::size_t atMemory = 124 + 16;
constexpr std::uint64_t gibibyte = std::uint64_t{1} << 30;

template <class T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

/// Writes the checksum that makes a changed block look undamaged to who has no key.
void seal(Bytes& file, std::size_t copy)
{
    const Hash256 checksum = hash256({ByteView(file).subspan(copy, 4064)});
    std::copy(checksum.begin(), checksum.end(), file.begin() + static_cast<std::ptrdiff_t>(copy + 4064));
}

} // namespace

/// Headers that somebody without the key has written or put back, and changes of them that fail.
class ForgedHeaderTest : public QObject
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
    void opensBesideAForgedId();
#ifndef LOCKLEAF_SANITIZED // a sanitizer needs more address space than is left here
    void opensBesideASlotThatNeedsMoreMemory();
#endif
    void passesOverASlotBeyondTheLimits();
    void showsTheDearestSlotOfBothCopies();
    void outranksAHeaderThatWasPutBack();
    void saysWhenAChangeIsUncertain();
    void putsBackWhatCouldNotBeProved();
    void saysThatACopyWasRepaired();

private:
    /// Changes copy `copy` and makes it the newest by its number.
    Bytes forged(std::size_t copy, const std::function<void(std::uint8_t*)>& change) const
    {
        Bytes file = m_whole;
        storeLe64(file.data() + copyAt[copy] + atGeneration, 99);
        change(file.data() + copyAt[copy]);
        seal(file, copyAt[copy]);
        return file;
    }
    [[nodiscard]] Result<UnlockedKey> unlock(std::string_view text) const
    {
        return VaultFile::unlock(m_file, password(text));
    }
    Result<void> change(std::string_view password, std::uint64_t known = 0)
    {
        LOCKLEAF_TRY(auto vault, VaultFile::open(m_file, *m_key));
        return changePassword(*vault, *m_key, passphrase(password), KeyDerivationCost::cheapForTests(),
                              known);
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_file = m_folder / "v.lockleaf";
    std::unique_ptr<UnlockedKey> m_key;
    Bytes m_whole;
};

void ForgedHeaderTest::opensBesideAForgedId()
{
    for (const std::size_t copy : {0UL, 1UL}) {
        writeContents(m_file, forged(copy, [](std::uint8_t* block) { block[atId] ^= 1; }));
        const auto key = unlock("correct horse");
        QVERIFY2(key, why(key).c_str());
        const auto vault = VaultFile::open(m_file, *key);
        QVERIFY2(vault, why(vault).c_str());
    }
    UnlockedKey other{VaultId{}, DataKey::random()};
    QCOMPARE(codeOf(VaultFile::open(m_file, other)), ErrorCode::WrongPassword);
}

#ifndef LOCKLEAF_SANITIZED
void ForgedHeaderTest::opensBesideASlotThatNeedsMoreMemory()
{
    constexpr std::size_t atPasses = 124 + 4;
    writeContents(m_file, forged(1, [](std::uint8_t* block) {
                      storeLe64(block + atMemory, 4 * gibibyte);
                      storeLe32(block + atPasses, 2);
                  }));
    const pid_t child = fork();
    if (child == 0) {
        const rlimit limit{2 * gibibyte, 2 * gibibyte}; // the slot cannot be derived
        const bool limited = setrlimit(RLIMIT_AS, &limit) == 0;
        const bool wrong = codeOf(unlock("wrong")) == ErrorCode::OutOfMemory;
        _exit(limited && wrong && unlock("correct horse") ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 0);
}
#endif

void ForgedHeaderTest::passesOverASlotBeyondTheLimits()
{
    HeaderBlock block;
    std::copy_n(m_whole.begin(), block.size(), block.begin());
    Header header = decodeHeader(block).header;
    HeaderEntry dear = header.entries.front();
    storeLe64(dear.value.data() + 16, 1000 * gibibyte);
    header.entries.insert(header.entries.begin(), dear);
    const auto made = encodeHeader(header, deriveSubkey<HeaderMacPurpose>(m_key->dataKey));
    QVERIFY(made);
    Bytes file = m_whole;
    for (const std::size_t at : copyAt)
        std::copy(made->begin(), made->end(), file.begin() + static_cast<std::ptrdiff_t>(at));
    writeContents(m_file, file);
    QVERIFY(unlock("correct horse"));
    QCOMPARE(codeOf(unlock("wrong")), ErrorCode::DerivationTooCostly);
}

void ForgedHeaderTest::showsTheDearestSlotOfBothCopies()
{
    QVERIFY(VaultFile::info(m_file)->dearest == KeyDerivationCost::cheapForTests());
    for (const std::size_t copy : {0UL, 1UL}) {
        // Of the lower generation, so that it is not the copy that is shown.
        Bytes file = forged(copy, [](std::uint8_t* block) {
            storeLe64(block + atGeneration, 0);
            storeLe64(block + atMemory, 3 * gibibyte);
        });
        writeContents(m_file, file);
        const auto info = VaultFile::info(m_file);
        QCOMPARE(info->slots[0].cost.memoryBytes, KeyDerivationCost::cheapForTests().memoryBytes);
        QCOMPARE(info->dearest.memoryBytes, 3 * gibibyte);
        // What is beyond the limits is never derived, and a damaged copy neither.
        storeLe64(file.data() + copyAt[copy] + atMemory, 1000 * gibibyte);
        writeContents(m_file, file);
        QVERIFY(VaultFile::info(m_file)->dearest == KeyDerivationCost::cheapForTests());
        seal(file, copyAt[copy]);
        writeContents(m_file, file);
        QVERIFY(VaultFile::info(m_file)->dearest == KeyDerivationCost::cheapForTests());
        storeLe64(file.data() + copyAt[1 - copy] + atMemory, 1000 * gibibyte);
        seal(file, copyAt[1 - copy]);
        writeContents(m_file, file);
        QCOMPARE(VaultFile::info(m_file)->dearest.memoryBytes, 1000 * gibibyte);
    }
}

void ForgedHeaderTest::outranksAHeaderThatWasPutBack()
{
    QVERIFY(change("leaked"));
    QVERIFY(change("third"));
    const Bytes third = contentsOf(m_file);
    // The first header is put back into both copies, and the owner changes the password from there. The
    // records have seen generation 3.
    writeContents(m_file, m_whole);
    QVERIFY(change("fourth", 3));
    QCOMPARE(VaultFile::info(m_file)->generation, std::uint64_t{4});
    Bytes file = contentsOf(m_file);
    std::copy_n(third.begin() + copyAt[1], 4096, file.begin() + copyAt[1]);
    writeContents(m_file, file);
    QVERIFY(unlock("fourth"));
    QCOMPARE(codeOf(unlock("third")), ErrorCode::PasswordChanged);
}

void ForgedHeaderTest::saysWhenAChangeIsUncertain()
{
    {
        FileLab lab;
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        lab.refuses = [](const FileEvent& event) { return event.kind == FileEvent::Kind::Sync; };
        const auto changed =
            changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0);
        QCOMPARE(codeOf(changed), ErrorCode::WayChangeUncertain);
        QCOMPARE((*vault)->headerGeneration(), std::uint64_t{1});
        // Either, as far as the disk goes.
        std::mt19937 random(1);
        bool old = false;
        bool fresh = false;
        for (int disk = 0; disk < 60; ++disk) {
            writeContents(m_folder / "cut.lockleaf", lab.diskAfterCut(FileRole::Vault, random));
            const auto cut = m_folder / "cut.lockleaf";
            const bool withOld = VaultFile::unlock(cut, password("correct horse")).has_value();
            const bool withNew = VaultFile::unlock(cut, password("new")).has_value();
            QVERIFY(withOld != withNew);
            old = old || withOld;
            fresh = fresh || withNew;
        }
        QVERIFY(old && fresh);
    }
    // Where the block could not even be written the old one holds, and the error says why.
    init();
    FileLab lab;
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    lab.faultErrno = ENOSPC;
    bool half = false;
    lab.refuses = [&](const FileEvent& event) {
        if (event.kind != FileEvent::Kind::Write)
            return false;
        const bool first = event.size == 4096 && !std::exchange(half, true);
        lab.fault = first ? FileLab::Fault::ShortWrite : FileLab::Fault::Fail;
        return first || event.size == 2048; // the rest
    };
    const auto changed =
        changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0);
    QCOMPARE(codeOf(changed), ErrorCode::DiskFull);
    lab.refuses = {};
    QVERIFY(half);
    QVERIFY(unlock("correct horse"));
}

void ForgedHeaderTest::putsBackWhatCouldNotBeProved()
{
    // A disk that keeps something else than what was written to it.
    struct Liar final : FileIo
    {
        Liar(std::unique_ptr<FileIo> file, bool& on) : inner(std::move(file)), lies(on) {}
        std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
        {
            const auto got = inner->readSome(offset, into);
            if (lies && offset == copyAt[1] && got > 0)
                into[200] ^= 1;
            return got;
        }
        std::int64_t writeSome(std::uint64_t offset, ByteView from) override
        {
            return inner->writeSome(offset, from);
        }
        int sync() override { return inner->sync(); }
        int truncate(std::uint64_t size) override { return inner->truncate(size); }
        std::int64_t size() override { return inner->size(); }
        int holdExclusively() override { return inner->holdExclusively(); }
        std::unique_ptr<FileIo> inner;
        bool& lies;
    };
    bool lies = false;
    wrapFilesForTests([&](std::unique_ptr<FileIo> inner, FileRole) -> std::unique_ptr<FileIo> {
        return std::make_unique<Liar>(std::move(inner), lies);
    });
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    lies = true;
    const auto changed =
        changePassword(**vault, *m_key, passphrase("new"), KeyDerivationCost::cheapForTests(), 0);
    lies = false;
    vault->reset();
    wrapFilesForTests({});
    QCOMPARE(codeOf(changed), ErrorCode::InputOutput);
    QVERIFY(unlock("correct horse"));
    QVERIFY(!unlock("new"));
}

void ForgedHeaderTest::saysThatACopyWasRepaired()
{
    {
        const auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY(vault);
        QVERIFY((*vault)->repaired().empty());
    }
    for (const std::size_t at : {100UL, copyAt[1] + 100, 8200UL, 40970UL}) {
        Bytes file = m_whole;
        file[at] ^= 1;
        writeContents(m_file, file);
        {
            const auto vault = VaultFile::open(m_file, *m_key);
            QVERIFY(vault);
            QVERIFY2(!(*vault)->repaired().empty(), std::to_string(at).c_str());
        }
        const auto again = VaultFile::open(m_file, *m_key);
        QVERIFY(again);
        QVERIFY((*again)->repaired().empty());
        QVERIFY((*again)->verifyHeaderRegion());
    }
    // Both at once are both named, and what a change leaves that was cut short is no damage.
    Bytes file = m_whole;
    file[100] ^= 1;
    file[8200] ^= 1;
    writeContents(m_file, file);
    {
        const auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY((*vault)->repaired().find("state block") != std::string::npos);
        QVERIFY((*vault)->repaired().find("header copy 1") != std::string::npos);
    }
    QVERIFY(change("new"));
    file = contentsOf(m_file);
    std::copy_n(m_whole.begin(), 4096, file.begin());
    writeContents(m_file, file);
    const auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    QVERIFY((*vault)->repaired().empty());
}

QTEST_GUILESS_MAIN(ForgedHeaderTest)
#include "forged_header_test.moc"
