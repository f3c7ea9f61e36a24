// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "core/archive/age_payload.h"
#include "core/archive/export_archive.h"
#include "core/archive/tar_stream.h"
#include "core/crypto/keyed_hash.h"
#include "core/crypto/secret_key.h"
#include "tests/support/memory_vault.h"
#include "tests/support/test_environment.h"

#include <sodium.h>

#include <csignal>
#include <fstream>
#include <sys/resource.h>

using namespace lockleaf;

namespace {

constexpr int cheapScrypt = 4;

Bytes fileBytes(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

class BytesSource final : public ByteSource
{
public:
    explicit BytesSource(ByteView content) : m_rest(content) {}
    Result<std::size_t> read(MutableByteView buffer) override
    {
        const std::size_t given = std::min(buffer.size(), m_rest.size());
        std::memcpy(buffer.data(), m_rest.data(), given);
        m_rest = m_rest.subspan(given);
        return given;
    }

private:
    ByteView m_rest;
};

using Entries = std::vector<std::pair<std::string, std::string>>;

/// Opens an archive by its password, as a reader that knows only the specification would.
Entries openArchive(const std::filesystem::path& path, std::string_view password)
{
    const Bytes file = fileBytes(path);
    const QList<QByteArray> lines =
        QByteArray(reinterpret_cast<const char*>(file.data()), static_cast<qsizetype>(file.size()))
            .split('\n');
    const QByteArray salt =
        QByteArray("age-encryption.org/v1/scrypt") + QByteArray::fromBase64(lines.at(1).split(' ').at(2));
    const QByteArray body = QByteArray::fromBase64(lines.at(2));
    std::array<std::uint8_t, 32> wrapKey{};
    if (crypto_pwhash_scryptsalsa208sha256_ll(
            bytesOf(password).data(), password.size(), reinterpret_cast<const std::uint8_t*>(salt.data()),
            static_cast<std::size_t>(salt.size()), 1U << lines.at(1).split(' ').at(3).toInt(), 8, 1,
            wrapKey.data(), 32) != 0)
        return {};
    const std::array<std::uint8_t, 12> nonce{};
    age::FileKey fileKey;
    if (crypto_aead_chacha20poly1305_ietf_decrypt(
            fileKey.data(), nullptr, nullptr, reinterpret_cast<const std::uint8_t*>(body.data()),
            static_cast<std::size_t>(body.size()), nullptr, 0, nonce.data(), wrapKey.data()) != 0)
        return {};
    const std::size_t header = textOf(file).find("\n--- ") + 5 + 43 + 1;
    BytesSource source(ByteView{file}.subspan(header));
    age::PayloadOpener opener(fileKey, source);
    TarReader tar(opener);
    Entries entries;
    while (true) {
        const auto name = tar.nextEntry();
        if (!name || !*name)
            return name ? entries : Entries{};
        std::string content;
        while (true) {
            const auto block = tar.nextBlock();
            if (!block)
                return {};
            if (block->empty())
                break;
            content += textOf(*block);
        }
        entries.emplace_back(**name, content);
    }
}

ArchiveSeal seal()
{
    auto passphrase = Passphrase::fromTyped(bytesOf("open sesame"));
    return std::move(*ArchiveSeal::forPassphrase(*passphrase, cheapScrypt));
}

Result<void> run(SlicedJob& job)
{
    NoProgress progress;
    return runToEnd(job, {}, progress);
}

QByteArrayList namesIn(const std::filesystem::path& folder)
{
    QByteArrayList names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names << QByteArray::fromStdString(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

QByteArray blake2b(const std::string& content)
{
    const Hash256 hash = hash256({bytesOf(content)});
    return QByteArray(reinterpret_cast<const char*>(hash.data()), 32).toHex();
}

/// Watches that progress never falls.
class Counting final : public ProgressSink
{
public:
    std::uint64_t last = 0;
    std::uint64_t total = 0;
    bool fell = false;
    void progressed(std::uint64_t done, std::uint64_t all) override
    {
        fell = fell || done < last;
        last = done;
        total = all;
    }
};

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void everyNoteIsInItOnce();
    void manifestPartsFollowWhatTheyDescribe();
    void anEmptyVaultGivesAnArchive();
    void existingTargetIsRefused();
    void aCancelledExportLeavesNothing();
    void aFullDiskLeavesNothing();
    void whatIsDeletedMeanwhileIsLeftOut();
    void aListThatNamesTheWrongNotesIsDamage();
    void aDamagedByteBeforeReadBackIsSeen();
    void progressGrowsToItsEnd();
};

void ExportTest::everyNoteIsInItOnce()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    const RecordId work = *vault.ensureNotebook("Work/Ideas: 2024");
    const std::string body = "---\nmine: yes\n---\n# Title \"x\"\r\nтело без конца";
    const RecordId first = vault.put(body, work);
    const RecordId second = vault.put("", {}, "Explicit: [a] \\ \"b\"\u2028");
    vault.notes.at(second).tags = {"red", "a\"b"};
    vault.notes.at(second).pinned = true;
    const RecordId trashed = vault.put("in the trash");
    vault.notes.at(trashed).trashed = 5;

    ExportReport report;
    QVERIFY(run(*makeExportJob(vault, folder / "out.tar.age", seal(), report)).has_value());
    QCOMPARE(namesIn(folder.path()), QByteArrayList{"out.tar.age"});
    QCOMPARE(report.notes, std::uint64_t{2});
    QCOMPARE(report.bodyBytes, std::uint64_t{body.size()});
    QVERIFY(report.readBack);
    QCOMPARE(report.archiveBytes, std::uint64_t{std::filesystem::file_size(folder / "out.tar.age")});
    const auto permissions = std::filesystem::status(folder / "out.tar.age").permissions();
    QCOMPARE(permissions, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);

    QVERIFY(openArchive(folder / "out.tar.age", "open Sesame").empty());
    const Entries entries = openArchive(folder / "out.tar.age", "open sesame");
    QCOMPARE(entries.size(), std::size_t{4});
    QCOMPARE(entries[0].first, std::string("README.txt"));
    QCOMPARE(entries[1].first, "notes/Work/Ideas- 2024/Title -x-~" + first.toHex().substr(0, 8) + ".md");
    QCOMPARE(entries[1].second,
             "---\nlockleaf: 1\nid: \"" + first.toHex() +
                 "\"\ntitle: \"Title \\\"x\\\"\"\nnotebook: \"Work/Ideas: 2024\"\ntags: []\n"
                 "created: 2023-11-14T22:13:20.000Z\nmodified: 2023-11-14T22:13:21.500Z\n"
                 "pinned: false\n---\n" +
                 body);
    QVERIFY(entries[2].second.find("title: \"Explicit: [a] \\\\ \\\"b\\\"\\u2028\"\nnotebook: \"\"\n"
                                   "tags: [\"red\", \"a\\\"b\"]\n") != std::string::npos);
    QVERIFY(entries[2].second.ends_with("pinned: true\n---\n"));

    const QByteArrayList lines = QByteArray::fromStdString(entries[3].second).split('\n');
    QCOMPARE(lines.at(0), QByteArray(R"({"lockleaf":1,"part":1,"entries":3,"last":true})"));
    for (int i = 0; i < 3; ++i) {
        const QJsonObject line = QJsonDocument::fromJson(lines.at(i + 1)).object();
        const auto& [path, content] = entries[static_cast<std::size_t>(i)];
        QCOMPARE(line["path"].toString().toStdString(), path);
        QCOMPARE(line["size"].toInteger(), static_cast<qint64>(content.size()));
        QCOMPARE(line["blake2b"].toString().toLatin1(), blake2b(content));
    }
    const QJsonObject note = QJsonDocument::fromJson(lines.at(3)).object();
    QCOMPARE(note["title"].toString().toStdString(), std::string("Explicit: [a] \\ \"b\"\u2028"));
}

void ExportTest::manifestPartsFollowWhatTheyDescribe()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    for (int i = 0; i < 10'050; ++i)
        vault.put("n");
    ExportReport report;
    QVERIFY(run(*makeExportJob(vault, folder / "out.tar.age", seal(), report)).has_value());
    const Entries entries = openArchive(folder / "out.tar.age", "open sesame");
    QCOMPARE(entries.size(), std::size_t{10'053});
    QCOMPARE(entries[10'000].first, std::string("manifest-00001.jsonl"));
    QVERIFY(entries[10'000].second.starts_with(R"({"lockleaf":1,"part":1,"entries":10000,"last":false})"));
    QCOMPARE(entries.back().first, std::string("manifest-00002.jsonl"));
    QVERIFY(entries.back().second.starts_with(R"({"lockleaf":1,"part":2,"entries":51,"last":true})"));
    QCOMPARE(std::ranges::count(entries.back().second, '\n'), 52);
}

void ExportTest::anEmptyVaultGivesAnArchive()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    ExportReport report;
    QVERIFY(run(*makeExportJob(vault, folder / "out.tar.age", seal(), report)).has_value());
    QCOMPARE(openArchive(folder / "out.tar.age", "open sesame").size(), std::size_t{2});
}

void ExportTest::existingTargetIsRefused()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    std::ofstream(folder / "there") << "mine";
    std::filesystem::create_symlink("nowhere", folder / "link");
    ExportReport report;
    for (const char* name : {"there", "link"}) {
        const auto result = run(*makeExportJob(vault, folder / name, seal(), report));
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
    }
    // Also what appears between the first slice and the last.
    vault.put("one");
    vault.beforeNote = [&](RecordId) { std::ofstream(folder / "late") << "mine"; };
    const auto result = run(*makeExportJob(vault, folder / "late", seal(), report));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::AlreadyExists);
    QCOMPARE(fileBytes(folder / "late").size(), std::size_t{4});
    QCOMPARE(namesIn(folder.path()), (QByteArrayList{"late", "link", "there"}));
    QCOMPARE(run(*makeExportJob(vault, folder / "no" / "x", seal(), report)).error().code,
             ErrorCode::FileNotFound);
}

void ExportTest::aCancelledExportLeavesNothing()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    for (int i = 0; i < 50; ++i)
        vault.put("text");
    NoProgress progress;
    for (int slices = 1; slices < 60; slices += 7) {
        ExportReport report;
        auto job = makeExportJob(vault, folder / "out.tar.age", seal(), report);
        for (int i = 0; i < slices; ++i)
            QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress).has_value());
        QCOMPARE(namesIn(folder.path()).size(), 1);
        QVERIFY(!std::filesystem::exists(folder / "out.tar.age"));
        job.reset();
        QCOMPARE(namesIn(folder.path()).size(), 0);
    }
}

void ExportTest::aFullDiskLeavesNothing()
{
    // A limit on the size of files makes the same write fail as a full disk, without needing one.
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    vault.put(std::string(300'000, 'x'));
    ExportReport report;
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{200'000, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    const auto result = run(*makeExportJob(vault, folder / "out.tar.age", seal(), report));
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::DiskFull);
    QCOMPARE(namesIn(folder.path()).size(), 0);
}

void ExportTest::whatIsDeletedMeanwhileIsLeftOut()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    const RecordId a = vault.put("a");
    const RecordId b = vault.put("b");
    const RecordId c = vault.put("c");
    const RecordId d = vault.put("d");
    vault.beforeNote = [&](RecordId id) {
        if (id != a || !vault.notes.contains(b))
            return;
        ++vault.epoch;
        vault.notes.erase(b);
        vault.notes.at(c).trashed = 1;
        vault.notes.at(d).body = SecureBytes::copyOf(bytesOf("d, edited"));
        vault.notes.at(d).notebook = *vault.ensureNotebook("New/One");
    };
    ExportReport report;
    QVERIFY(run(*makeExportJob(vault, folder / "out.tar.age", seal(), report)).has_value());
    QCOMPARE(report.notes, std::uint64_t{2});
    const Entries entries = openArchive(folder / "out.tar.age", "open sesame");
    QCOMPARE(entries.size(), std::size_t{4});
    QVERIFY(entries[2].first.starts_with("notes/New/One/d, edited~"));
    QVERIFY(entries[2].second.ends_with("\nd, edited"));
}

void ExportTest::aListThatNamesTheWrongNotesIsDamage()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    const RecordId a = vault.put("a");
    vault.put("b");
    vault.beforeNote = [&](RecordId) { vault.notes.at(a).trashed = 1; }; // and no change was counted
    ExportReport report;
    const auto result = run(*makeExportJob(vault, folder / "out.tar.age", seal(), report));
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::Damaged);
    QCOMPARE(namesIn(folder.path()).size(), 0);
}

void ExportTest::aDamagedByteBeforeReadBackIsSeen()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    vault.put(std::string(100'000, 'x'));
    ExportReport report;
    auto job = makeExportJob(vault, folder / "out.tar.age", seal(), report);
    NoProgress progress;
    for (int i = 0; i < 5; ++i) // begin, the note taken and written, end of the notes, finish
        QVERIFY(job->runSlice(std::chrono::milliseconds{0}, progress).has_value());
    const std::filesystem::path temporary = std::filesystem::directory_iterator(folder.path())->path();
    std::fstream file(temporary, std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(90'000);
    const int byte = file.get();
    file.seekp(90'000);
    file.put(static_cast<char>(byte ^ 1));
    file.close();
    const auto result = run(*job);
    QVERIFY(!result);
    QCOMPARE(result.error().code, ErrorCode::InputOutput);
    QVERIFY(!report.readBack);
    job.reset();
    QCOMPARE(namesIn(folder.path()).size(), 0);
}

void ExportTest::progressGrowsToItsEnd()
{
    test::TemporaryFolder folder;
    test::MemoryVault vault;
    for (int i = 0; i < 20; ++i)
        vault.put("text");
    ExportReport report;
    auto job = makeExportJob(vault, folder / "out.tar.age", seal(), report);
    Counting progress;
    while (true) {
        const auto ended = job->runSlice(std::chrono::milliseconds{0}, progress);
        QVERIFY(ended.has_value());
        if (*ended)
            break;
    }
    QVERIFY(!progress.fell);
    QCOMPARE(progress.total, std::uint64_t{40});
    QCOMPARE(progress.last, std::uint64_t{40});
}

QTEST_GUILESS_MAIN(ExportTest)
#include "export_test.moc"
