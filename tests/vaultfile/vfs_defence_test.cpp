// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/file_io.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

/// Passes everything on, counts the reads, and runs out of memory when it is told to.
class CountedFile final : public FileIo
{
public:
    static inline std::size_t reads = 0;
    static inline bool noMemory = false;

    explicit CountedFile(std::unique_ptr<FileIo> inner) : m_inner(std::move(inner)) {}
    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        ++reads;
        return m_inner->readSome(offset, into);
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        return m_inner->writeSome(offset, from);
    }
    int sync() override { return m_inner->sync(); }
    int truncate(std::uint64_t size) override
    {
        if (noMemory)
            throw std::bad_alloc();
        return m_inner->truncate(size);
    }
    std::int64_t size() override { return m_inner->size(); }
    std::int64_t nextData(std::uint64_t offset) override { return m_inner->nextData(offset); }
    int holdExclusively() override { return m_inner->holdExclusively(); }

private:
    std::unique_ptr<FileIo> m_inner;
};

/// Whether `call` lets an exception out.
template <class Call>
bool throws(Call call)
{
    try {
        call();
        return false;
    } catch (...) {
        return true;
    }
}

} // namespace

/// Names, holes and a lack of memory that SQLite or somebody else brings.
class VfsDefenceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_file = *m_folder / "v.lockleaf";
        m_key = std::make_unique<UnlockedKey>(std::move(*createVault(m_file)));
        wrapFilesForTests([](std::unique_ptr<FileIo> inner, FileRole) -> std::unique_ptr<FileIo> {
            if (CountedFile::noMemory)
                throw std::bad_alloc();
            return std::make_unique<CountedFile>(std::move(inner));
        });
    }
    void cleanup()
    {
        CountedFile::noMemory = false;
        wrapFilesForTests({});
    }
    void takesAnyNameForAName_data();
    void takesAnyNameForAName();
    void letsNoExceptionIntoSqlite();
    void stepsOverAHoleBehindTheLog();

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    std::filesystem::path m_file;
    std::unique_ptr<UnlockedKey> m_key;
};

void VfsDefenceTest::takesAnyNameForAName_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name :
         {":memory:", "file:x?vfs=unix", "file:x?mode=memory", "file::memory:", "a%20b?c#d"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void VfsDefenceTest::takesAnyNameForAName()
{
    QFETCH(const QString, name);
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(m_folder->path());
    const std::filesystem::path file = name.toStdString();
    std::string rows;
    std::string reason;
    for (int round = 0; round < 2; ++round) {
        const auto key = round == 0 ? createVault(file) : VaultFile::unlock(file, password("correct horse"));
        auto vault = key ? VaultFile::open(file, *key) : Result<std::unique_ptr<VaultFile>>{};
        reason = why(key) + (key ? why(vault) : std::string{});
        if (!reason.empty())
            break;
        Connection db(**vault);
        db.run("INSERT INTO t(text) VALUES('a sentence that must not be seen')");
        rows = db.value("SELECT count(*) FROM t");
    }
    std::filesystem::current_path(before);
    QVERIFY2(reason.empty(), reason.c_str());
    QCOMPARE(rows, std::string{"2"});
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder->path())) {
        const Bytes raw = contentsOf(entry.path());
        const std::string_view secret = "must not be seen";
        QVERIFY(std::search(raw.begin(), raw.end(), secret.begin(), secret.end()) == raw.end());
        ++files;
    }
    QCOMPARE(files, std::size_t{3}); // this one with its log, and that of init()
}

void VfsDefenceTest::letsNoExceptionIntoSqlite()
{
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    std::string log;
    {
        Connection db(**vault);
        QVERIFY(db.ready());
        log = sqlite3_filename_wal(sqlite3_db_filename(db.handle(), "main"));
    }
    sqlite3_vfs* vfs = sqlite3_vfs_find((*vault)->vfsName().c_str());
    QVERIFY(vfs != nullptr);
    Bytes memory(static_cast<std::size_t>(vfs->szOsFile));
    auto* raw = reinterpret_cast<sqlite3_file*>(memory.data());
    constexpr int flags = SQLITE_OPEN_WAL | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int outcome = SQLITE_OK;
    const auto openLog = [&] { outcome = vfs->xOpen(vfs, log.c_str(), raw, flags, nullptr); };
    const auto removeLog = [&] { outcome = vfs->xDelete(vfs, log.c_str(), 0); };
    CountedFile::noMemory = true;
    QVERIFY(!throws(removeLog));
    QVERIFY(outcome != SQLITE_OK);
    CountedFile::noMemory = false;
    QVERIFY(!throws(removeLog));
    QCOMPARE(outcome, SQLITE_OK);
    CountedFile::noMemory = true;
    QVERIFY(!throws(openLog));
    QVERIFY(outcome != SQLITE_OK);
    QVERIFY(raw->pMethods == nullptr);
    CountedFile::noMemory = false;
    QVERIFY(!throws(openLog));
    QCOMPARE(outcome, SQLITE_OK);
    raw->pMethods->xClose(raw);
}

void VfsDefenceTest::stepsOverAHoleBehindTheLog()
{
    Bytes file;
    Bytes log;
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("INSERT INTO t(text) VALUES('a row of text')");
        file = contentsOf(m_file);
        log = contentsOf(m_file.string() + "-wal");
    }
    const auto live = m_file.string() + "-wal";
    for (const bool dataBehind : {false, true}) {
        writeContents(m_file, file);
        writeContents(live, log);
        constexpr std::uintmax_t size = std::uintmax_t{1} << 30; // some 130,000 frames
        std::filesystem::resize_file(live, size);
        if (dataBehind) {
            std::fstream out(live, std::ios::binary | std::ios::in | std::ios::out);
            out.seekp(static_cast<std::streamoff>(size - 100'000));
            out.write("data", 4);
        }
        CountedFile::reads = 0;
        auto vault = VaultFile::open(m_file, *m_key);
        QVERIFY2(vault, why(vault).c_str());
        QVERIFY2(CountedFile::reads < 300, std::to_string(CountedFile::reads).c_str());
        Connection db(**vault);
        QCOMPARE(db.value("SELECT count(*) FROM t"), std::string{"1"});
    }
}

QTEST_GUILESS_MAIN(VfsDefenceTest)
#include "vfs_defence_test.moc"
