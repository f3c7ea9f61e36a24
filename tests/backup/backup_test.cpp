// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/backup/backup_fixture.h"

#include <fstream>
#include <sys/stat.h>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

void overwriteByte(const std::filesystem::path& path, std::uint64_t offset)
{
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(static_cast<std::streamoff>(offset));
    const int byte = file.get();
    file.seekp(static_cast<std::streamoff>(offset));
    file.put(static_cast<char>(byte ^ 1));
}

} // namespace

class BackupTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsOnceProvenAndSaysTheSame()
    {
        BackupFixture fixture;
        const RecordId note = fixture.add("# Soup\n\nLentils.");
        QVERIFY(fixture.attach(note, "plan.txt", contentOf(3'000'000)).has_value());
        const BackupReport report = fixture.backup();
        QCOMPARE(report.made.state, GenerationState::Proven);
        QCOMPARE(report.made.counts.notes, std::uint64_t{1});
        QVERIFY(report.made.proven.has_value());
        const BackupListing listing = fixture.listing();
        QCOMPARE(listing.generations.size(), std::size_t{1});
        QVERIFY(listing.lastProven == report.made.made);
        QVERIFY(!listing.catalogueLost);
        // It opens, is whole, and says what the vault says.
        auto open = OpenGeneration::open(*fixture.vault, fixture.place(), report.made.name);
        QVERIFY(open.has_value());
        QCOMPARE(BackupFixture::problemsOf((*open)->vault()), std::string{});
        QVERIFY(everythingIn((*open)->vault()) == everythingIn(*fixture.vault));
        open->reset();
        QCOMPARE(fixture.namesInFolder().size(), std::size_t{2}); // and the catalogue: no log, no temporary
    }

    void isForItsOwnerAlone()
    {
        BackupFixture fixture;
        fixture.add("one");
        const BackupReport report = fixture.backup();
        struct stat status{};
        QCOMPARE(stat(fixture.place().folder.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 0777U, 0700U);
        for (const std::string& name : fixture.namesInFolder()) {
            QCOMPARE(stat((fixture.place().folder / name).c_str(), &status), 0);
            QCOMPARE(status.st_mode & 0777U, 0600U);
        }
    }

    void hasItsOwnPageKeys()
    {
        BackupFixture fixture;
        fixture.add("one");
        const BackupReport report = fixture.backup();
        const auto origin = Vault::info(fixture.file);
        const auto copy = Vault::info(fixture.place().folder / report.made.name);
        QVERIFY(origin && copy);
        QVERIFY(origin->vaultId == copy->vaultId);
        QVERIFY(origin->fileSalt != copy->fileSalt);
        QVERIFY(origin->inboxPublicKey == copy->inboxPublicKey);
        // The password opens it as any vault.
        QVERIFY(
            Vault::unlock(fixture.place().folder / report.made.name, VaultFixture::passphrase()).has_value());
    }

    void hasWhatIsSavedMeanwhile()
    {
        BackupFixture fixture;
        for (int i = 0; i < 300; ++i)
            fixture.add("note " + std::to_string(i) + std::string(4000, 'x'));
        const RecordId first = fixture.add("before");
        BackupReport report;
        const auto job = makeBackupJob(*fixture.vault, fixture.place(), BackupReason::Asked, report);
        NoProgress progress;
        int saves = 0;
        while (true) {
            const auto done = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY2(done.has_value(), done ? "" : describe(done.error()).c_str());
            if (*done)
                break;
            if (saves < 40)
                BackupFixture::save(*fixture.vault, first, "text " + std::to_string(++saves));
        }
        QVERIFY(saves > 20);
        auto open = OpenGeneration::open(*fixture.vault, fixture.place(), report.made.name);
        QVERIFY(open.has_value());
        const std::string text = BackupFixture::textOfNote((*open)->vault(), first);
        QVERIFY2(text.starts_with("text "), text.c_str());
        QCOMPARE(BackupFixture::problemsOf((*open)->vault()), std::string{});
    }

    void opensWithoutTheWitnessKnowing()
    {
        BackupFixture fixture;
        const RecordId note = fixture.add("one");
        const BackupReport report = fixture.backup();
        BackupFixture::save(*fixture.vault, note, "two");
        fixture.prove(report.made.name);
        fixture.close();
        fixture.reopen();
        QVERIFY(fixture.vault->notices().empty());
    }
    void damageOfTheVaultMakesNothingThatCounts()
    {
        BackupFixture fixture;
        for (int i = 0; i < 50; ++i)
            fixture.add("note " + std::to_string(i) + std::string(4000, 'x'));
        const BackupReport before = fixture.backup();
        fixture.hourPasses();
        fixture.close();
        overwriteByte(fixture.file, 65'536 + 20 * 8'192 + 100);
        fixture.reopen();
        const auto report = fixture.tryBackup();
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().code, ErrorCode::Damaged);
        QVERIFY2(report.error().detail.starts_with("the vault itself"), report.error().detail.c_str());
        QCOMPARE(fixture.namesInFolder().size(), std::size_t{2});
        QVERIFY(fixture.listing().lastProven == before.made.made);
    }

    void damageOfABackupIsFoundByProving()
    {
        BackupFixture fixture;
        for (int i = 0; i < 50; ++i)
            fixture.add("note " + std::to_string(i) + std::string(4000, 'x'));
        const BackupReport report = fixture.backup();
        overwriteByte(fixture.place().folder / report.made.name, 65'536 + 20 * 8'192 + 100);
        const ProofReport proof = fixture.prove(report.made.name);
        QVERIFY(!proof.proven);
        QVERIFY(!proof.findings.problems.empty());
        QCOMPARE(proof.generation.state, GenerationState::Damaged);
        QVERIFY(!fixture.listing().lastProven.has_value());
        QCOMPARE(fixture.generationsOnDisk(), std::size_t{1}); // it is left
        // Whole again, it counts once it is proven again.
        overwriteByte(fixture.place().folder / report.made.name, 65'536 + 20 * 8'192 + 100);
        QVERIFY(fixture.prove(report.made.name).proven);
        QVERIFY(fixture.listing().lastProven.has_value());
    }

    void aLostOrForgedCatalogueIsRebuiltByProving()
    {
        BackupFixture fixture;
        fixture.add("one");
        const std::string first = fixture.backup().made.name;
        fixture.hourPasses();
        const std::string second = fixture.backup().made.name;
        const auto catalogue = fixture.place().folder / (fixture.key.vaultId.toHex() + ".catalogue");
        overwriteByte(catalogue, 50);
        QVERIFY(fixture.listing().catalogueLost);
        QVERIFY(!fixture.listing().lastProven.has_value());
        QCOMPARE(fixture.listing().generations.size(), std::size_t{2});
        QVERIFY(fixture.prove(second).proven);
        QVERIFY(fixture.prove(first).proven);
        const BackupListing listing = fixture.listing();
        QVERIFY(!listing.catalogueLost);
        QCOMPARE(listing.generations.front().name, second);
        std::filesystem::remove(catalogue);
        QVERIFY(fixture.listing().catalogueLost);
        fixture.hourPasses();
        QVERIFY(fixture.backup().catalogueLost);
        QCOMPARE(fixture.generationsOnDisk(), std::size_t{3});
    }

    void anEarlierCatalogueMakesNothingCountThatItDoesNotName()
    {
        BackupFixture fixture;
        fixture.add("one");
        const std::string first = fixture.backup().made.name;
        const auto catalogue = fixture.place().folder / (fixture.key.vaultId.toHex() + ".catalogue");
        std::filesystem::copy_file(catalogue, fixture.folder / "earlier");
        fixture.hourPasses();
        const std::string second = fixture.backup().made.name;
        std::filesystem::copy_file(fixture.folder / "earlier", catalogue,
                                   std::filesystem::copy_options::overwrite_existing);
        const BackupListing listing = fixture.listing();
        QCOMPARE(listing.generations.front().name, second);
        QCOMPARE(listing.generations.front().state, GenerationState::NotProven);
        QCOMPARE(listing.generations.back().state, GenerationState::Proven);
        QCOMPARE(listing.generations.back().name, first);
    }

    void anotherFileInItsPlaceDoesNotCount()
    {
        BackupFixture fixture;
        fixture.add("one");
        const std::string first = fixture.backup().made.name;
        fixture.hourPasses();
        fixture.add("two");
        const std::string second = fixture.backup().made.name;
        std::filesystem::copy_file(fixture.place().folder / first, fixture.place().folder / second,
                                   std::filesystem::copy_options::overwrite_existing);
        const BackupListing listing = fixture.listing();
        QCOMPARE(listing.generations.front().state, GenerationState::Damaged);
        QVERIFY(!fixture.prove(second).findings.problems.empty());
    }

    void whatItDoesNotKnowIsLeftAlone()
    {
        BackupFixture fixture;
        fixture.add("one");
        fixture.backup();
        const auto folder = fixture.place().folder;
        std::ofstream(folder / "letter.txt") << "hello";
        std::ofstream(folder / "strange.lockleaf") << "hello";
        std::ofstream(folder / ".lockleaf-0.new") << "hello";
        std::filesystem::create_symlink("letter.txt", folder / "link.lockleaf");
        for (int i = 0; i < 30; ++i) {
            fixture.hourPasses();
            fixture.backup();
        }
        QVERIFY(std::filesystem::exists(folder / "letter.txt"));
        QVERIFY(std::filesystem::exists(folder / "strange.lockleaf"));
        QVERIFY(std::filesystem::exists(folder / ".lockleaf-0.new"));
        QVERIFY(std::filesystem::is_symlink(folder / "link.lockleaf"));
        QVERIFY(fixture.generationsOnDisk() < 30); // and rotation goes on
    }

    void twoVaultsShareAFolder()
    {
        BackupFixture one;
        BackupFixture other;
        one.add("one");
        other.add("other");
        BackupPlace place = one.place();
        BackupPlace shared{other.file, place.folder, {}};
        one.backup();
        BackupReport report;
        QVERIFY(BackupFixture::run(*makeBackupJob(*other.vault, shared, BackupReason::Asked, report))
                    .has_value());
        QVERIFY(report.made.name != one.listing().generations.front().name);
        QCOMPARE(one.listing().generations.size(), std::size_t{1});
        QCOMPARE(listBackups(*other.vault, shared)->generations.size(), std::size_t{1});
    }

    void aLinkInThePlaceOfTheFolderIsRefused()
    {
        BackupFixture fixture;
        std::filesystem::create_directory(fixture.folder / "elsewhere");
        std::filesystem::create_directory_symlink(fixture.folder / "elsewhere", fixture.place().folder);
        const auto report = fixture.tryBackup();
        QVERIFY(!report.has_value());
        QCOMPARE(report.error().code, ErrorCode::NotARegularFile);
        QVERIFY(std::filesystem::is_empty(fixture.folder / "elsewhere"));
    }

    void aCancelLeavesNothing()
    {
        BackupFixture fixture;
        for (int i = 0; i < 50; ++i)
            fixture.add("note " + std::to_string(i) + std::string(4000, 'x'));
        for (int slices = 1; slices < 40; ++slices) {
            BackupReport report;
            auto job = makeBackupJob(*fixture.vault, fixture.place(), BackupReason::Asked, report);
            NoProgress progress;
            bool finished = false;
            for (int i = 0; i < slices && !finished; ++i) {
                const auto done = job->runSlice(std::chrono::milliseconds{0}, progress);
                QVERIFY(done.has_value());
                finished = *done;
            }
            job.reset();
            if (finished)
                return;
            QVERIFY2(fixture.namesInFolder().empty(),
                     fixture.namesInFolder().empty() ? "" : fixture.namesInFolder().front().c_str());
        }
    }

    void aLockDoesNotWaitForIt()
    {
        BackupFixture fixture;
        for (int i = 0; i < 50; ++i)
            fixture.add("note " + std::to_string(i) + std::string(4000, 'x'));
        for (const int slices : {2, 6, 20}) {
            BackupReport report;
            const auto job = makeBackupJob(*fixture.vault, fixture.place(), BackupReason::Asked, report);
            NoProgress progress;
            for (int i = 0; i < slices; ++i)
                QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress).has_value());
            fixture.close(); // which must succeed
            const auto after = job->runSlice(std::chrono::milliseconds{0}, progress);
            QVERIFY(!after.has_value());
            QCOMPARE(after.error().code, ErrorCode::Cancelled);
            QVERIFY(fixture.namesInFolder().empty());
            fixture.reopen();
        }
    }

    void whatARunThatWasKilledLeftIsRemoved()
    {
        BackupFixture fixture;
        fixture.add("one");
        fixture.backup();
        const std::string left = ".lockleaf-" + fixture.key.vaultId.toHex() + "-0123456789abcdef.new";
        std::ofstream(fixture.place().folder / left) << "half";
        std::ofstream(fixture.place().folder / (left + "-wal")) << "";
        fixture.hourPasses();
        fixture.backup();
        QCOMPARE(fixture.namesInFolder().size(), std::size_t{3});
    }

    void anEarlierPasswordIsSaid()
    {
        BackupFixture fixture;
        fixture.add("one");
        const std::string first = fixture.backup().made.name;
        const auto other = Passphrase::fromTyped(bytesOf("other words"));
        QVERIFY(fixture.vault->changePassword(*other, KeyDerivationCost::cheapForTests()).has_value());
        fixture.hourPasses();
        fixture.backup();
        const BackupListing listing = fixture.listing();
        QVERIFY(!listing.generations.front().earlierPassword);
        QVERIFY(listing.generations.back().earlierPassword);
        QVERIFY(Vault::unlock(fixture.place().folder / first, VaultFixture::passphrase()).has_value());
        QVERIFY(!Vault::unlock(fixture.place().folder / first, *other).has_value());
    }

    void openedByHandAsTheVaultItIsSaidToBeOlder()
    {
        BackupFixture fixture;
        const RecordId note = fixture.add("one");
        const std::string first = fixture.backup().made.name;
        BackupFixture::save(*fixture.vault, note, "two");
        const auto path = fixture.place().folder / first;
        const auto opened = Vault::open(path, UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()},
                                        {fixture.state, &fixture.clock});
        QVERIFY(opened.has_value());
        const std::vector<OpenNotice> notices = (*opened)->notices();
        QVERIFY(std::ranges::find(notices, OpenNotice::OlderThanWitness) != notices.end());
        // Changed by hand it is not what was proven any more.
        BackupFixture::save(**opened, note, "three");
        QCOMPARE(fixture.listing().generations.front().state, GenerationState::Damaged);
    }

    void theWholeVaultComesBackAsANewFile()
    {
        BackupFixture fixture;
        const RecordId note = fixture.add("one");
        const std::string first = fixture.backup().made.name;
        BackupFixture::save(*fixture.vault, note, "two");
        auto open = OpenGeneration::open(*fixture.vault, fixture.place(), first);
        QVERIFY(open.has_value());
        SnapshotReport report;
        QVERIFY(BackupFixture::run(*makeRestoreAllJob(**open, fixture.folder / "back.lockleaf", report))
                    .has_value());
        open->reset();
        const auto back = Vault::open(fixture.folder / "back.lockleaf",
                                      UnlockedKey{fixture.key.vaultId, fixture.key.dataKey.clone()}, {});
        QVERIFY(back.has_value());
        QCOMPARE(BackupFixture::textOfNote(**back, note), std::string{"one"});
        auto again = OpenGeneration::open(*fixture.vault, fixture.place(), first);
        QVERIFY(again.has_value());
        const auto refused =
            BackupFixture::run(*makeRestoreAllJob(**again, fixture.folder / "back.lockleaf", report));
        QVERIFY(!refused.has_value());
        QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "backup_test.moc"
