// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/sealed_database.h"
#include "core/vaultfile/sealed_log.h"
#include "tests/vaultfile/file_lab.h"
#include "tests/vaultfile/vault_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

template <class T>
ErrorCode codeOf(const Result<T>& result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

std::set<std::string> namesIn(const std::filesystem::path& folder)
{
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.insert(entry.path().filename().string());
    return names;
}

/// A database without a connection on it.
struct BareDatabase
{
    explicit BareDatabase(const std::filesystem::path& path)
        : file(std::move(*openFile(path, FileAccess::CreateNew, FileRole::Vault))),
          database(file, PageSealer(SecretKey<PagesPurpose>::random(), layout::FileSalt{}))
    {
    }
    SyncedFile file;
    SealedDatabase database;
};

Bytes pageOf(std::uint8_t fill)
{
    Bytes page(layout::pageSize, fill);
    std::fill(page.end() - layout::pageReserve, page.end(), std::uint8_t{0});
    return page;
}

Bytes firstPage()
{
    Bytes page = pageOf(0);
    page[16] = 0x20;
    page[20] = layout::pageReserve;
    return page;
}

} // namespace

/// What SQLite may ask of the files, and what it may not.
class VfsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void init()
    {
        m_folder = std::make_unique<TemporaryFolder>();
        m_file = *m_folder / "v.lockleaf";
        m_key = std::make_unique<UnlockedKey>(std::move(*createVault(m_file)));
    }
    void hidesAPlantedJournal();
    void opensNothingElse();
    void leavesOnlyItsOwnFiles();
    void readsPartsOfAPage();
    void fillsHolesWithSealedPages();
    void refusesOtherShapes();
    void ignoresAPartOfAPageAtTheEnd();
    void refusesAPageBeyondTheEnd();
    void stepsOverThePendingByte();
    void noticesAPageReplacedWhileOpen();
    void noticesAFrameReplacedWhileOpen_data();
    void noticesAFrameReplacedWhileOpen();
    void noticesSwappedAndZeroPages();
    void holdsTheFileAgainstOthers();
    void holdsItAfterASecondDescriptor();
    void createsSafely();
    void createsNothingWhenItFails();
    void hidesWhatIsInside();
    void refusesAReadOnlyFile();

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    std::filesystem::path m_file;
    std::unique_ptr<UnlockedKey> m_key;
};

void VfsTest::hidesAPlantedJournal()
{
    // A journal that a plain SQLite would roll back into the file.
    Bytes journal(28 + 8192 + 8, 0);
    const std::array<std::uint8_t, 8> magic{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
    std::copy(magic.begin(), magic.end(), journal.begin());
    journal[11] = 1;
    const auto planted = m_file.string() + "-journal";
    writeContents(planted, journal);
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    Connection db(**vault);
    QVERIFY(db.ready());
    QCOMPARE(db.run("INSERT INTO t(text) VALUES('a')"), SQLITE_OK);
    QCOMPARE(db.checkpoint(), SQLITE_OK);
    db.close();
    QVERIFY(contentsOf(planted) == journal);
}

void VfsTest::opensNothingElse()
{
    auto vault = VaultFile::open(m_file, *m_key);
    Connection db(**vault);
    QVERIFY(db.ready());
    const std::string other = (*m_folder / "other.db").string();
    QVERIFY(db.run("ATTACH '" + other + "' AS o") != SQLITE_OK);
    QVERIFY(db.run("VACUUM INTO '" + other + "'") != SQLITE_OK);
    sqlite3_limit(db.handle(), SQLITE_LIMIT_ATTACHED, 2);
    QVERIFY(db.run("ATTACH '" + other + "' AS o") != SQLITE_OK);
    QVERIFY(db.run("ATTACH '" + (*vault)->databaseName() + "' AS o") != SQLITE_OK);
    QVERIFY(db.run("ATTACH '' AS o; CREATE TABLE o.x(a)") != SQLITE_OK || !std::filesystem::exists(other));
    QVERIFY(!std::filesystem::exists(other));
    // A second connection on the same file.
    sqlite3* second = nullptr;
    QVERIFY(sqlite3_open_v2((*vault)->databaseName().c_str(), &second, SQLITE_OPEN_READWRITE,
                            (*vault)->vfsName().c_str()) != SQLITE_OK);
    sqlite3_close(second);
    sqlite3_vfs* vfs = sqlite3_vfs_find((*vault)->vfsName().c_str());
    QVERIFY(vfs != nullptr);
    Bytes memory(static_cast<std::size_t>(vfs->szOsFile));
    auto* raw = reinterpret_cast<sqlite3_file*>(memory.data());
    const int kinds[] = {SQLITE_OPEN_TEMP_DB,    SQLITE_OPEN_TRANSIENT_DB,  SQLITE_OPEN_TEMP_JOURNAL,
                         SQLITE_OPEN_SUBJOURNAL, SQLITE_OPEN_SUPER_JOURNAL, SQLITE_OPEN_MAIN_JOURNAL};
    for (const int kind : kinds)
        QVERIFY(vfs->xOpen(vfs, nullptr, raw, kind | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr) !=
                SQLITE_OK);
    int exists = 1;
    vfs->xAccess(vfs, ((*vault)->databaseName() + "-journal").c_str(), SQLITE_ACCESS_EXISTS, &exists);
    QCOMPARE(exists, 0);
}

void VfsTest::leavesOnlyItsOwnFiles()
{
    auto vault = VaultFile::open(m_file, *m_key);
    Connection db(**vault);
    db.run("PRAGMA cache_size=5");
    db.run("BEGIN; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<2000) INSERT INTO t "
           "SELECT i, hex(randomblob(500)) FROM n; SAVEPOINT s; UPDATE t SET text='x'||text;");
    QVERIFY(!db.value("SELECT text FROM t ORDER BY text DESC").empty()); // a sorter
    db.run("CREATE INDEX i ON t(text); ROLLBACK TO s; COMMIT");
    QVERIFY((*vault)->takeError());
    QCOMPARE(namesIn(m_folder->path()), (std::set<std::string>{"v.lockleaf", "v.lockleaf-wal"}));
}

void VfsTest::readsPartsOfAPage()
{
    BareDatabase bare(*m_folder / "bare");
    Bytes page = firstPage();
    for (std::size_t i = 100; i < layout::pageContent; ++i)
        page[i] = static_cast<std::uint8_t>(i);
    QVERIFY(bare.database.write(0, page));
    QVERIFY(bare.database.write(layout::pageSize, page));
    const auto part = [&](std::uint64_t offset, std::size_t size) {
        Bytes bytes(size, 0xEE);
        const auto got = bare.database.read(offset, bytes);
        const std::size_t within = offset % layout::pageSize;
        return got && *got &&
               std::equal(bytes.begin(), bytes.end(), page.begin() + static_cast<long>(within));
    };
    QVERIFY(part(0, 8192));
    QVERIFY(part(0, 100));
    QVERIFY(part(24, 16));
    QVERIFY(part(8192 + 4, 4));
    QVERIFY(part(8192 + 1000, 7000));
    QVERIFY(part(2 * 8192 - 4, 4));
    Bytes over(100);
    QVERIFY(!bare.database.read(8192 - 50, over));
}

void VfsTest::fillsHolesWithSealedPages()
{
    BareDatabase bare(*m_folder / "bare");
    QVERIFY(bare.database.write(0, firstPage()));
    QVERIFY(bare.database.write(9 * layout::pageSize, pageOf(7)));
    QCOMPARE(*bare.database.pageCount(), 10U);
    for (std::uint32_t number = 2; number < 10; ++number) {
        Bytes page(layout::pageSize, 1);
        const auto got = bare.database.read((number - 1) * layout::pageSize, page);
        QVERIFY(got && *got);
        QVERIFY(page == Bytes(layout::pageSize, 0));
    }
    const Bytes raw = contentsOf(*m_folder / "bare");
    const Bytes zeros(64, 0);
    QVERIFY(std::search(raw.begin() + 65536, raw.end(), zeros.begin(), zeros.end()) == raw.end());
}

void VfsTest::refusesOtherShapes()
{
    BareDatabase bare(*m_folder / "bare");
    Bytes wrong = firstPage();
    wrong[20] = 0; // no reserve: the page would lose its last octets
    QCOMPARE(codeOf(bare.database.write(0, wrong)), ErrorCode::Internal);
    QCOMPARE(*bare.database.size(), std::uint64_t{0});
    wrong = firstPage();
    wrong[16] = 0x10; // 4,096
    QVERIFY(!bare.database.write(0, wrong));
    QVERIFY(!bare.database.write(0, Bytes(4096, 0)));
    QVERIFY(!bare.database.write(100, pageOf(1)));
    QVERIFY(!bare.database.write(8192, Bytes(8192, 1))); // its reserve is not zero
    QVERIFY(bare.database.write(0, firstPage()));
}

void VfsTest::ignoresAPartOfAPageAtTheEnd()
{
    BareDatabase bare(*m_folder / "bare");
    QVERIFY(bare.database.write(0, firstPage()));
    QVERIFY(bare.database.write(8192, pageOf(5)));
    QVERIFY(bare.file.truncate(65536 + 8192 + 5000));
    QCOMPARE(*bare.database.size(), std::uint64_t{8192});
    QVERIFY(bare.database.write(2 * 8192, pageOf(6)));
    Bytes page(8192);
    QVERIFY(bare.database.read(8192, page));
    QVERIFY(page == Bytes(8192, 0));
    QVERIFY(!bare.database.truncate(5000));
    QVERIFY(bare.database.truncate(8192));
    QCOMPARE(*bare.database.pageCount(), 1U);
}

void VfsTest::refusesAPageBeyondTheEnd()
{
    BareDatabase bare(*m_folder / "bare");
    Bytes page(8192, 1);
    const auto empty = bare.database.read(0, page);
    QVERIFY(empty && !*empty); // an empty file is not damaged
    QVERIFY(bare.database.write(0, firstPage()));
    QCOMPARE(codeOf(bare.database.read(8192, page)), ErrorCode::Damaged);
}

void VfsTest::stepsOverThePendingByte()
{
    // SQLite leaves out the page that holds its lock bytes; here it is brought near.
    const int before = sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, 0);
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, 40 * 8192);
    const auto file = *m_folder / "p.lockleaf";
    const auto key = createVault(file);
    std::string count;
    std::string check;
    bool verified = true;
    if (key) {
        auto vault = VaultFile::open(file, *key);
        Connection db(**vault);
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<1500) INSERT INTO t "
               "SELECT i, hex(randomblob(200)) FROM n");
        db.checkpoint();
        count = db.value("SELECT count(*) FROM t");
        check = db.value("PRAGMA integrity_check");
        for (std::uint32_t page = 1; page <= *(*vault)->pageCount(); ++page)
            verified = verified && (*vault)->verifyPage(page).has_value();
        verified = verified && *(*vault)->pageCount() > 60;
    }
    sqlite3_test_control(SQLITE_TESTCTRL_PENDING_BYTE, before);
    QVERIFY2(key, why(key).c_str());
    QCOMPARE(count, std::string{"1500"});
    QCOMPARE(check, std::string{"ok"});
    QVERIFY(verified);
}

void VfsTest::noticesAPageReplacedWhileOpen()
{
    auto vault = VaultFile::open(m_file, *m_key);
    Connection db(**vault);
    db.run("INSERT INTO t(text) VALUES('one')");
    db.checkpoint();
    const Bytes older = contentsOf(m_file);
    db.run("UPDATE t SET text='two'");
    db.checkpoint();
    const std::uint32_t pages = *(*vault)->pageCount();
    const Bytes newer = contentsOf(m_file);
    int replaced = 0;
    for (std::uint32_t page = 1; page <= pages; ++page) {
        const std::size_t at = 65536 + (page - 1) * 8192;
        if (std::equal(older.begin() + static_cast<long>(at), older.begin() + static_cast<long>(at + 8192),
                       newer.begin() + static_cast<long>(at)))
            continue;
        std::fstream out(m_file, std::ios::binary | std::ios::in | std::ios::out);
        out.seekp(static_cast<long>(at));
        out.write(reinterpret_cast<const char*>(older.data() + at), 8192);
        out.close();
        QCOMPARE(codeOf((*vault)->verifyPage(page)), ErrorCode::Damaged);
        ++replaced;
    }
    QVERIFY(replaced > 0);
    sqlite3_db_release_memory(db.handle());
    QVERIFY(db.value("SELECT text FROM t") != "one");
}

void VfsTest::noticesAFrameReplacedWhileOpen_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("size");
    QTest::newRow("head") << 0 << int{LogSealer::frameHeadSize};
    QTest::newRow("page") << int{LogSealer::frameHeadSize} << int{layout::pageSize};
}
void VfsTest::noticesAFrameReplacedWhileOpen()
{
    QFETCH(int, from);
    QFETCH(int, size);
    auto vault = VaultFile::open(m_file, *m_key);
    Connection db(**vault);
    db.run("PRAGMA cache_size=2; BEGIN");
    for (int i = 0; i < 40; ++i)
        db.run("INSERT INTO t(text) VALUES(zeroblob(3000))");
    db.run("SELECT sum(length(text)) FROM t"); // what is read has to be in the file
    const auto log = m_file.string() + "-wal";
    const Bytes older = contentsOf(log);
    QVERIFY(older.size() > 100'000);
    for (int i = 0; i < 40; ++i)
        db.run("UPDATE t SET text='changed' WHERE id=" + std::to_string(i + 1));
    db.run("COMMIT");
    QVERIFY((*vault)->verifyLog());
    std::fstream out(log, std::ios::binary | std::ios::in | std::ios::out);
    for (std::size_t frame = layout::logFramesOffset; frame + LogSealer::frameSize <= older.size();
         frame += LogSealer::frameSize) {
        const std::size_t at = frame + static_cast<std::size_t>(from);
        out.seekp(static_cast<long>(at));
        out.write(reinterpret_cast<const char*>(older.data() + at), size);
    }
    out.close();
    QCOMPARE(codeOf((*vault)->verifyLog()), ErrorCode::Damaged);
}

void VfsTest::noticesSwappedAndZeroPages()
{
    {
        auto vault = VaultFile::open(m_file, *m_key);
        Connection db(**vault);
        db.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300) INSERT INTO t "
               "SELECT i, hex(randomblob(200)) FROM n");
        db.checkpoint();
    }
    Bytes file = contentsOf(m_file);
    const auto page = [&file](std::size_t number) {
        return file.begin() + static_cast<long>(65536 + (number - 1) * 8192);
    };
    std::swap_ranges(page(4), page(5), page(5));
    std::fill(page(6), page(7), std::uint8_t{0});
    writeContents(m_file, file);
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    for (const std::uint32_t number : {4U, 5U, 6U})
        QCOMPARE(codeOf((*vault)->verifyPage(number)), ErrorCode::Damaged);
    QVERIFY((*vault)->verifyPage(3));
    Connection db(**vault);
    QVERIFY(db.value("SELECT sum(length(text)) FROM t").starts_with("error"));
}

void VfsTest::holdsTheFileAgainstOthers()
{
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    QCOMPARE(codeOf(VaultFile::open(m_file, *m_key)), ErrorCode::InUse);
    vault->reset();
    QVERIFY(VaultFile::open(m_file, *m_key));
}

void VfsTest::holdsItAfterASecondDescriptor()
{
    auto vault = VaultFile::open(m_file, *m_key);
    QVERIFY(vault);
    const int second = ::open(m_file.c_str(), O_RDWR | O_CLOEXEC);
    QVERIFY(second >= 0);
    ::close(second);
    QVERIFY(VaultFile::info(m_file)); // opens and closes one, too
    const pid_t child = fork();
    if (child == 0) {
        const int other = ::open(m_file.c_str(), O_RDWR | O_CLOEXEC);
        struct flock whole{};
        whole.l_type = F_WRLCK;
        _exit(fcntl(other, F_OFD_SETLK, &whole) == 0 ? 0 : 5);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 5);
}

void VfsTest::createsSafely()
{
    const Bytes before = contentsOf(m_file);
    QCOMPARE(codeOf(createVault(m_file)), ErrorCode::AlreadyExists);
    QVERIFY(contentsOf(m_file) == before);
    const auto other = *m_folder / "o.lockleaf";
    writeContents(other.string() + "-wal", bytesOf("left over"));
    QCOMPARE(codeOf(createVault(other)), ErrorCode::AlreadyExists);
    std::filesystem::remove(other.string() + "-wal");
    std::filesystem::create_symlink(*m_folder / "dangling", other);
    QCOMPARE(codeOf(createVault(other)), ErrorCode::AlreadyExists);
    QCOMPARE(codeOf(createVault(*m_folder / "none" / "x.lockleaf")), ErrorCode::FileNotFound);
    struct stat status{};
    QCOMPARE(stat(m_file.c_str(), &status), 0);
    QCOMPARE(int(status.st_mode & 0777), 0600);
}

void VfsTest::createsNothingWhenItFails()
{
    const auto target = *m_folder / "n.lockleaf";
    const auto before = namesIn(m_folder->path());
    std::size_t failures = 0;
    for (std::size_t at = 1; at < 200; ++at) {
        FileLab lab;
        lab.faultAt = at;
        lab.faultErrno = at % 2 == 0 ? ENOSPC : EIO;
        lab.faultLasts = true;
        const auto made = createVault(target);
        if (made)
            break;
        ++failures;
        const bool fits = codeOf(made) == (at % 2 == 0 ? ErrorCode::DiskFull : ErrorCode::InputOutput);
        QVERIFY2(fits, (std::to_string(at) + " " + why(made)).c_str());
        QCOMPARE(namesIn(m_folder->path()), before);
    }
    QVERIFY(failures > 10);
    QVERIFY(std::filesystem::exists(target));
    // A schema that cannot be made.
    const auto refused = VaultFile::create(
        *m_folder / "r.lockleaf", password("p"), KeyDerivationCost::cheapForTests(),
        [](sqlite3*, const UnlockedKey&) -> Result<void> { return fail(ErrorCode::Cancelled); });
    QCOMPARE(codeOf(refused), ErrorCode::Cancelled);
    QVERIFY(!std::filesystem::exists(*m_folder / "r.lockleaf"));
}

void VfsTest::hidesWhatIsInside()
{
    const std::string secret = "a sentence that must not be seen";
    auto vault = VaultFile::open(m_file, *m_key);
    Connection db(**vault);
    db.run("INSERT INTO t(text) VALUES('" + secret + "')");
    const auto seen = [&](const std::filesystem::path& file) {
        const Bytes raw = contentsOf(file);
        return std::search(raw.begin(), raw.end(), secret.begin(), secret.end()) != raw.end();
    };
    QVERIFY(!seen(m_file.string() + "-wal"));
    db.checkpoint();
    QVERIFY(!seen(m_file));
    const Bytes raw = contentsOf(m_file);
    const std::string schema = "CREATE TABLE";
    QVERIFY(std::search(raw.begin(), raw.end(), schema.begin(), schema.end()) == raw.end());
}

void VfsTest::refusesAReadOnlyFile()
{
    std::filesystem::permissions(m_folder->path(), std::filesystem::perms{0755});
    std::filesystem::permissions(m_file, std::filesystem::perms{0444});
    const pid_t child = fork();
    if (child == 0) {
        // Root may write everything, so be somebody else.
        const bool plain = geteuid() != 0 || setresuid(65534, 65534, 65534) == 0;
        const ErrorCode code = codeOf(VaultFile::open(m_file, *m_key));
        _exit(plain && code == ErrorCode::PermissionDenied ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    QCOMPARE(WEXITSTATUS(status), 0);
}

QTEST_GUILESS_MAIN(VfsTest)
#include "vfs_test.moc"
