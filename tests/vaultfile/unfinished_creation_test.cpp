// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vaultfile/unfinished_creation.h"

#include "core/vault/vault.h"
#include "core/vaultfile/file_io.h"
#include "tests/support/sim_disk.h"
#include "tests/vaultfile/vault_fixture.h"

#include <QtTest>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Path = std::filesystem::path;

void write(const Path& path, const std::string& content)
{
    std::ofstream(path, std::ios::binary) << content;
}

/// What begins as a file that is being made.
std::string begun(std::size_t size = 100'000)
{
    std::string content(size, '\0');
    content.replace(0, 8, "LOCKLEAF");
    return content;
}

Result<UnlockedKey> make(const Path& file)
{
    return Vault::create(file, passphrase("word"), {KeyDerivationCost::cheapForTests()});
}

} // namespace

class UnfinishedCreation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }
    void leftoversGo_data();
    void leftoversGo();
    void anythingElseStays_data();
    void anythingElseStays();
    void whatIsHeldStays();
    void nothingIsLeftOfACreationThatWasCutShort();
};

void UnfinishedCreation::leftoversGo_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    const auto one = [](const char* name, const std::string& content) {
        QTest::addRow("%s, %zu", name, content.size()) << QString(name) << QByteArray::fromStdString(content);
    };
    one(".v.lockleaf.0123456789ab.new", "");
    one(".v.lockleaf.0123456789ab.new", std::string(65'536, '\0'));
    one(".v.lockleaf.fedcba987654.new", begun());
    one("..v.lockleaf.new-keys.0123456789ab.new", begun());
}

void UnfinishedCreation::leftoversGo()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    const TemporaryFolder folder;
    const Path file = folder / "v.lockleaf";
    const Path left = folder / name.toStdString();
    auto key = make(file);
    QVERIFY(key);
    write(left, content.toStdString());
    write(left.string() + "-wal", "x");
    QVERIFY(Vault::open(file, std::move(*key), {}));
    QVERIFY(!std::filesystem::exists(left));
    QVERIFY(!std::filesystem::exists(left.string() + "-wal"));
    if (name.startsWith(".."))
        return; // that one goes with the next opening, or the next change of the keys
    std::filesystem::remove(file);
    std::filesystem::remove(file.string() + "-wal");
    write(left, content.toStdString());
    QVERIFY(make(file)); // as it does where one of that name is made
    QVERIFY(!std::filesystem::exists(left));
}

void UnfinishedCreation::anythingElseStays_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    const auto one = [](const char* name, const std::string& content) {
        QTest::addRow("%s, %zu", name, content.size()) << QString(name) << QByteArray::fromStdString(content);
    };
    for (const char* name :
         {".w.lockleaf.0123456789ab.new", "v.lockleaf.0123456789ab.new", ".v.lockleaf.0123456789ab",
          ".v.lockleaf.0123456789a.new", ".v.lockleaf.0123456789abc.new", ".v.lockleaf.0123456789AB.new",
          ".v.lockleaf.0123456789ag.new", ".v.lockleaf.new", ".v.lockleaf.my-own-notes.new",
          ".v.lockleaf.0123456789ab.new.lockleaf", ".lockleaf-0123456789ab.new"})
        one(name, begun());
    one(".v.lockleaf.0123456789ab.new", "something that somebody wrote");
    one(".v.lockleaf.0123456789ab.new", begun(std::size_t{3} << 20)); // larger than one without a note
}

void UnfinishedCreation::anythingElseStays()
{
    QFETCH(const QString, name);
    QFETCH(const QByteArray, content);
    const TemporaryFolder folder;
    const Path file = folder / "v.lockleaf";
    const Path other = folder / name.toStdString();
    write(other, content.toStdString());
    auto key = make(file);
    QVERIFY(key);
    QVERIFY(Vault::open(file, std::move(*key), {}));
    QCOMPARE(std::filesystem::file_size(other), static_cast<std::uintmax_t>(content.size()));
}

void UnfinishedCreation::whatIsHeldStays()
{
    const TemporaryFolder folder;
    const Path file = folder / "v.lockleaf";
    const Path other = folder / ".v.lockleaf.0123456789ab.new";
    const Path link = folder / ".v.lockleaf.0123456789cd.new";
    write(other, begun());
    write(folder / "elsewhere", begun());
    std::filesystem::create_symlink(folder / "elsewhere", link);
    auto held = openFile(other, FileAccess::ReadWrite, FileRole::Vault);
    QVERIFY(held && held->holdExclusively());
    auto key = make(file);
    QVERIFY(key);
    QVERIFY(Vault::open(file, std::move(*key), {}));
    QVERIFY(std::filesystem::exists(other));
    QVERIFY(std::filesystem::is_symlink(link) && std::filesystem::exists(link));
}

/// Whenever the program dies while a vault is made: the next one of that name leaves nothing else.
void UnfinishedCreation::nothingIsLeftOfACreationThatWasCutShort()
{
    std::vector<DiskState> moments;
    {
        const SimDisk disk{DiskState(std::vector<std::string>{"/disk"})};
        QVERIFY(make("/disk/v.lockleaf"));
        for (std::size_t i = 0; i < disk.log().size(); ++i)
            moments.push_back(disk.stateAfter(i));
    }
    int left = 0;
    for (const DiskState& then : moments) {
        SimDisk disk(then);
        std::vector<std::string> names;
        QCOMPARE(disk.list("/disk", names), 0);
        const bool unfinished = names.size() == 1 && names[0].starts_with('.');
        left += unfinished ? 1 : 0;
        if (names.empty() || unfinished)
            QVERIFY(make("/disk/v.lockleaf"));
        names.clear();
        QCOMPARE(disk.list("/disk", names), 0);
        QCOMPARE(names, std::vector<std::string>{"v.lockleaf"});
    }
    QVERIFY(left > 10);
}

QTEST_GUILESS_MAIN(UnfinishedCreation)
#include "unfinished_creation_test.moc"
