// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/key_change.h"

#include "core/vaultfile/key_exchange.h"
#include "tests/support/hindered_disk.h"
#include "tests/vault/attachment_fixture.h"

#include <QtTest>

#include <algorithm>
#include <fstream>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Path = std::filesystem::path;

/// A vault with a little of everything, whose keys are changed.
struct Changing : AttachmentFixture
{
    RecordId note = add("# First\n\nwith #tag and a body\n");
    RecordId edited = add("before");
    RecordId trashed = add("trashed");
    Bytes content = contentOf(attachmentChunk + 77'000);
    KeyChangeReport report;
    UnlockedKey newKey;
    NoProgress progress;
    std::unique_ptr<SlicedJob> job;

    Changing()
    {
        const auto attached = attach(note, "paper.bin", content);
        const auto book = vault->ensureNotebook("Kept/Inner");
        if (!attached || !book || !vault->moveToNotebook(note, *book))
            qFatal("the vault cannot be filled");
        clock.advance(Timestamp{3'600'000});
        if (!vault->saveBody(edited, bytesOf("after")) || !vault->moveToTrash(trashed) ||
            !vault->deleteForever(add("gone")))
            qFatal("the vault cannot be filled");
    }
    [[nodiscard]] static Passphrase newPassphrase() { return *Passphrase::fromTyped(bytesOf("new")); }
    Result<void> begin(const std::string& keepAs = {})
    {
        LOCKLEAF_TRY(newKey, prepareKeyChange(file, key.vaultId, WayIn::password(newPassphrase()),
                                              KeyDerivationCost::cheapForTests(), keepAs));
        KeyChangeOptions options;
        options.keepOldAs = keepAs;
        options.stateFolder = state;
        options.clock = &clock;
        job = makeKeyChangeJob(*vault, file, {newKey.vaultId, newKey.dataKey.clone()}, std::move(options),
                               report);
        return {};
    }
    /// Until everything was proved and only what changes meanwhile is to come.
    Result<bool> mostOfIt() { return job->runSlice(std::chrono::minutes{1}, progress); }
    Result<void> toTheEnd()
    {
        for (bool finished = false; !finished;) {
            LOCKLEAF_TRY(finished, job->runSlice(std::chrono::minutes{1}, progress));
        }
        job.reset();
        return {};
    }
    Result<void> change(const std::string& keepAs = {})
    {
        LOCKLEAF_CHECK(begin(keepAs));
        return toTheEnd();
    }
    /// Goes on with the new file.
    void takeNew()
    {
        job.reset();
        vault.reset();
        key = {newKey.vaultId, newKey.dataKey.clone()};
        reopen();
    }
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(file.parent_path()))
            if (entry.is_regular_file())
                names.push_back(entry.path().filename().string());
        std::ranges::sort(names);
        return names;
    }
};

Bytes bytesIn(const Path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void putBytes(const Path& file, std::size_t at, ByteView bytes)
{
    std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
    out.seekp(static_cast<std::streamoff>(at));
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

bool has(const Vault& vault, OpenNotice notice)
{
    return std::ranges::count(vault.notices(), notice) > 0;
}

} // namespace

/// A new data key in a new file that takes the old one's place.
class KeyChangeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void carriesEverythingOver()
    {
        Changing c;
        const auto before = c.vault->counts();
        QVERIFY(before);
        QVERIFY(c.change());
        QVERIFY(c.report.exchanged);
        QCOMPARE(c.report.caughtUp, 0U);
        QVERIFY(!Vault::unlock(c.file, VaultFixture::passphrase()));
        const auto opened = Vault::unlock(c.file, Changing::newPassphrase());
        QVERIFY(opened && opened->vaultId == c.key.vaultId);
        c.takeNew();
        QVERIFY(c.vault->notices().empty());
        const auto after = c.vault->counts();
        QVERIFY(after);
        QCOMPARE(after->notes, before->notes);
        QCOMPARE(after->trashed, before->trashed);
        QCOMPARE(after->notebooks, before->notebooks);
        QCOMPARE(after->revisions, before->revisions);
        QVERIFY(after->revisions > 0);
        QCOMPARE(after->attachmentBytes, before->attachmentBytes);
        QCOMPARE(after->epoch, before->epoch + 1);
        QCOMPARE(c.bodyOf(c.edited), std::string("after"));
        const auto files = c.vault->attachmentsOf(c.note);
        QVERIFY(files && files->size() == 1);
        const auto chunk = c.vault->attachmentChunk(files->front().attachment.id, 1);
        QVERIFY(chunk && chunk->size() == 77'000);
        QVERIFY(std::ranges::equal(chunk->view(), ByteView(c.content).subspan(attachmentChunk)));
        const auto hits = c.vault->search("body", {}, 10);
        QVERIFY(hits && hits->indexIsWhole && hits->ids == std::vector{c.note});
        QCOMPARE(c.vault->deletedRecords()->size(), 1U);
        QCOMPARE(c.problems(), std::string());
        QCOMPARE(c.names(), (std::vector<std::string>{"notes.lockleaf", "notes.lockleaf-wal"}));
    }

    void carriesOverWhatIsSavedMeanwhile()
    {
        Changing c;
        QVERIFY(c.begin());
        QVERIFY(c.mostOfIt());
        QVERIFY(c.vault->saveBody(c.edited, bytesOf("in between, findable")));
        const RecordId late = c.add("a late note");
        QVERIFY(c.vault->deleteForever(c.trashed));
        const auto second = c.attach(late, "late.bin", contentOf(9000, 5));
        QVERIFY(second);
        QVERIFY(c.vault->ensureNotebook("Late"));
        QVERIFY(c.vault->keepRevision(c.note, RevisionReason::Asked));
        QVERIFY(c.toTheEnd());
        QVERIFY(c.report.caughtUp > 0);
        c.takeNew();
        QCOMPARE(c.bodyOf(c.edited), std::string("in between, findable"));
        QCOMPARE(c.bodyOf(late), std::string("a late note"));
        QCOMPARE(c.vault->attachmentsOf(late)->size(), 1U);
        QCOMPARE(c.vault->counts()->trashed, 0U);
        QCOMPARE(c.vault->search("findable", {}, 10)->ids, std::vector{c.edited});
        QCOMPARE(c.vault->search("before", {}, 10)->ids.size(), 0U);
        QCOMPARE(c.problems(), std::string());
    }

    void aCancelLeavesTheVaultAsItWas()
    {
        Changing c;
        QVERIFY(c.begin());
        QVERIFY(c.mostOfIt());
        QVERIFY(std::filesystem::exists(newKeysFile(c.file)));
        c.job.reset();
        QCOMPARE(c.names(), (std::vector<std::string>{"notes.lockleaf", "notes.lockleaf-wal"}));
        QVERIFY(c.vault->saveBody(c.edited, bytesOf("goes on")));
        c.reopen();
        QVERIFY(c.vault->notices().empty());
        QCOMPARE(c.bodyOf(c.edited), std::string("goes on"));
        QVERIFY(!c.report.exchanged && !c.report.mustReopen);
    }

    void theOldVaultTakesNoChangesAfterwards()
    {
        Changing c;
        QVERIFY(c.change());
        QVERIFY(c.report.mustReopen);
        QCOMPARE(c.bodyOf(c.edited), std::string("after"));
        for (const auto& outcome :
             {c.vault->saveBody(c.edited, bytesOf("lost?")), c.vault->checkpoint(),
              c.vault->changePassword(VaultFixture::passphrase(), KeyDerivationCost::cheapForTests())}) {
            QVERIFY(!outcome);
            QCOMPARE(outcome.error().code, ErrorCode::KeysChanged);
        }
        const Bytes now = bytesIn(c.file);
        QVERIFY(c.vault->close());
        QVERIFY(bytesIn(c.file) == now);
        c.takeNew();
        QVERIFY(c.vault->notices().empty());
    }

    void theOldKeyOpensNothingOfTheNewFile()
    {
        Changing c;
        QVERIFY(c.change("old.lockleaf"));
        c.vault.reset();
        const auto opened = c.open(); // by the old key
        QVERIFY(!opened);
        // Nor is anything of the old file taken for a part of the new one.
        const Bytes old = bytesIn(c.folder / "old.lockleaf");
        const Bytes now = bytesIn(c.file);
        c.key = {c.newKey.vaultId, c.newKey.dataKey.clone()};
        const std::size_t pages = (std::min(old.size(), now.size()) - 65'536) / 8192;
        for (std::size_t page = 0; page < pages; page += page < 12 ? 1 : 37) {
            const std::size_t at = 65'536 + page * 8192;
            putBytes(c.file, at, ByteView(old).subspan(at, 8192));
            auto swapped = c.open();
            if (swapped) {
                c.vault = std::move(*swapped);
                QVERIFY2(!c.problems().empty(), std::to_string(page + 1).c_str());
                c.vault.reset();
            }
            putBytes(c.file, at, ByteView(now).subspan(at, 8192));
        }
        for (const std::size_t at : {std::size_t{8192}, std::size_t{40'960}}) // a state block
            putBytes(c.file, at, ByteView(old).subspan(at, 104));
        QVERIFY(!c.open());
    }

    void anOldFilePutBackIsNoticed()
    {
        Changing c;
        const Path copy = c.folder / "copy.lockleaf";
        QVERIFY(c.vault->checkpoint());
        std::filesystem::copy_file(c.file, copy);
        const UnlockedKey old{c.key.vaultId, c.key.dataKey.clone()};
        QVERIFY(c.change());
        c.takeNew();
        c.add("under the new keys");
        c.close();
        const Path aside = c.folder / "aside.lockleaf";
        std::filesystem::rename(c.file, aside);
        std::filesystem::copy_file(copy, c.file);
        c.key = {old.vaultId, old.dataKey.clone()};
        c.reopen();
        QVERIFY(has(*c.vault, OpenNotice::OldKeys));
        c.add("written into the old file");
        c.reopen();
        QVERIFY(has(*c.vault, OpenNotice::OldKeys)); // until somebody accepts it
        QVERIFY(c.vault->acceptOlderFile());
        c.close();
        c.reopen();
        QVERIFY(c.vault->notices().empty());
        c.close();
        // What was remembered of the new one is as it was.
        std::filesystem::rename(aside, c.file);
        c.takeNew();
        QVERIFY(c.vault->notices().empty());
    }

    void anEarlierNewFileIsNoticedAsOlder()
    {
        Changing c;
        QVERIFY(c.change());
        c.takeNew();
        c.close();
        const Path copy = c.folder / "copy.lockleaf";
        std::filesystem::copy_file(c.file, copy);
        c.reopen();
        c.add("later");
        c.close();
        std::filesystem::rename(copy, c.file);
        c.reopen();
        QVERIFY(has(*c.vault, OpenNotice::OlderThanWitness));
    }

    void stopsAtWhatCannotBeOpened()
    {
        Changing c;
        QVERIFY(c.vault->checkpoint());
        c.vault.reset();
        // Somewhere in the attachment's parts, which lie in the larger half of the file.
        Bytes all = bytesIn(c.file);
        const std::size_t at = 65'536 + (all.size() - 65'536) / 8192 * 3 / 4 * 8192 + 100;
        const std::array<std::uint8_t, 1> other{static_cast<std::uint8_t>(all[at] ^ 1U)};
        putBytes(c.file, at, other);
        c.reopen();
        const auto outcome = c.change();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::Damaged);
        QVERIFY(!c.report.mustReopen);
        c.job.reset();
        QCOMPARE(c.names(), (std::vector<std::string>{"notes.lockleaf", "notes.lockleaf-wal"}));
        QVERIFY(c.vault->saveBody(c.edited, bytesOf("still there")));
    }

    void keepsTheOldFileUnderItsName()
    {
        Changing c;
        QVERIFY(c.change("notes (old keys).lockleaf"));
        c.vault.reset();
        QVERIFY(Vault::unlock(c.folder / "notes (old keys).lockleaf", VaultFixture::passphrase()));
        QVERIFY(!std::filesystem::exists(oldKeysFile(c.file)));
    }

    void leavesWhatCameIntoItsPlace()
    {
        Changing c;
        QVERIFY(c.begin());
        QVERIFY(c.mostOfIt());
        std::filesystem::rename(c.file, c.folder / "aside.lockleaf");
        std::ofstream(c.file) << "another file";
        const auto outcome = c.toTheEnd();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::FileNotFound);
        QVERIFY(!c.report.mustReopen);
        c.job.reset();
        QCOMPARE(bytesIn(c.file).size(), std::size_t{12});
        QVERIFY(!std::filesystem::exists(oldKeysFile(c.file)));
    }

    void saysWhatHinders()
    {
        Changing c;
        const auto before = c.names();
        QVERIFY(keyChangeHindrance(c.file) == KeyChangeHindrance::None);
        QCOMPARE(c.names(), before);
        std::ofstream(c.file.string() + "-spill") << "x";
        QVERIFY(keyChangeHindrance(c.file) == KeyChangeHindrance::Inbox);
        std::filesystem::remove(c.file.string() + "-spill");
        std::ofstream(oldKeysFile(c.file)) << "x";
        QVERIFY(keyChangeHindrance(c.file) == KeyChangeHindrance::OldKeysFile);
        QCOMPARE(std::filesystem::file_size(oldKeysFile(c.file)), std::uintmax_t{1});
    }

    void refusesAFileSystemWithoutSecondNames()
    {
        Changing c;
        HinderedDisk fat;
        fat.hasNoLinks = true;
        QVERIFY(keyChangeHindrance(c.file) == KeyChangeHindrance::FileSystem);
        const auto refused = c.begin();
        QVERIFY(!refused && refused.error().code == ErrorCode::InputOutput);
        QCOMPARE(c.names(), (std::vector<std::string>{"notes.lockleaf", "notes.lockleaf-wal"}));
    }

    void refusesNamesThatStand()
    {
        Changing c;
        std::ofstream(c.folder / "there") << "x";
        const auto taken = c.begin("there");
        QVERIFY(!taken && taken.error().code == ErrorCode::AlreadyExists);
        const auto elsewhere = c.begin("../there");
        QVERIFY(!elsewhere && elsewhere.error().code == ErrorCode::InvalidArgument);
        std::ofstream(oldKeysFile(c.file)) << "x";
        const auto left = c.begin();
        QVERIFY(!left && left.error().code == ErrorCode::AlreadyExists);
        QVERIFY(!std::filesystem::exists(newKeysFile(c.file)));
    }

    void refusesWhereAnInboxWaits()
    {
        Changing c;
        std::ofstream(c.file.string() + "-inbox") << "x";
        const auto refused = c.begin();
        QVERIFY(!refused && refused.error().code == ErrorCode::InvalidArgument);
    }

    void whatWasLeftBehindIsCleanedOrSaid()
    {
        Changing c;
        c.close();
        std::ofstream(newKeysFile(c.file)) << "unfinished";
        std::filesystem::create_hard_link(c.file, oldKeysFile(c.file)); // died just before the exchange
        c.reopen();
        QVERIFY(c.vault->notices().empty());
        QVERIFY(!std::filesystem::exists(newKeysFile(c.file)));
        QVERIFY(!std::filesystem::exists(oldKeysFile(c.file)));
        QVERIFY(c.change("kept"));
        c.vault.reset();
        std::filesystem::rename(c.folder / "kept", oldKeysFile(c.file)); // died just after it
        c.takeNew();
        QCOMPARE(c.vault->notices(), std::vector{OpenNotice::OldKeysFileLeft});
        QVERIFY(std::filesystem::exists(oldKeysFile(c.file)));
    }
};

QTEST_GUILESS_MAIN(KeyChangeTest)
#include "key_change_test.moc"
