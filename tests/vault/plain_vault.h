// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/vault/vault_fixture.h"

#include "core/vault/sealed_vault.h"

#include <fstream>
#include <sqlite3.h>

namespace lockleaf::test {

/// A database without sealed pages, so that single rows can be put back to earlier states below the vault.
class PlainFile final : public VaultFile
{
public:
    explicit PlainFile(std::filesystem::path path) : m_path(std::move(path)) {}
    std::string vfsName() const override { return {}; }
    std::string databaseName() const override { return m_path.string(); }
    LogState logState() const override { return LogState::None; }
    bool logMissing() const override { return false; }
    std::string repaired() const override { return {}; }
    Result<void> takeError() override { return {}; }
    std::uint64_t headerGeneration() const override { return 1; }
    std::vector<KeySlotInfo> waysIn() const override { return {}; }
    Result<void> changeWays(const UnlockedKey&, const WayChange&, std::uint64_t) override
    {
        return fail(ErrorCode::Internal);
    }
    Result<std::unique_ptr<VaultFile>> beginCopy(const std::filesystem::path&,
                                                 const UnlockedKey&) const override
    {
        return fail(ErrorCode::Internal);
    }
    void startWriteback() override {}
    Result<void> syncAndDrop() override { return {}; }
    const std::array<std::uint8_t, 32>& inboxPublicKey() const override { return m_inboxPublicKey; }
    Result<std::uint32_t> pageCount() override { return 0U; }
    Result<void> verifyPage(std::uint32_t) override { return {}; }
    Result<void> verifyHeaderRegion() override { return {}; }
    Result<void> verifyLog() override { return {}; }

private:
    std::filesystem::path m_path;
    std::array<std::uint8_t, 32> m_inboxPublicKey{};
};

/// A vault on such a file, which can be tampered with while it is closed.
class PlainVault
{
public:
    PlainVault()
    {
        m_key.vaultId.bytes.fill(5);
        sqlite3* made = nullptr;
        sqlite3_open(m_file.c_str(), &made);
        const auto populated = SealedVault::populate(made, m_key);
        sqlite3_close(made);
        if (!populated)
            qFatal("populate: %s", describe(populated.error()).c_str());
        open();
    }
    Result<void> tryOpen()
    {
        vault.reset();
        auto opened =
            SealedVault::openOn(std::make_unique<PlainFile>(m_file),
                                UnlockedKey{m_key.vaultId, m_key.dataKey.clone()}, {m_state, &clock});
        if (!opened)
            return std::unexpected(opened.error());
        vault = std::move(*opened);
        return {};
    }
    void open()
    {
        if (const auto opened = tryOpen(); !opened)
            qFatal("open: %s", describe(opened.error()).c_str());
    }
    void close()
    {
        if (!vault->close())
            qFatal("close");
        vault.reset();
    }
    RecordId add(std::string_view body)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        clock.advance(1000);
        return *vault->addNote(std::move(note));
    }
    /// Notes "- [ ] note 0", "- [ ] note 1"… in one transaction.
    std::vector<RecordId> addMany(int number)
    {
        std::vector<RecordId> ids;
        const auto added = vault->inOneTransaction([&] {
            for (int i = 0; i < number; ++i)
                ids.push_back(add("- [ ] note " + std::to_string(i)));
            return Result<void>{};
        });
        if (!added)
            qFatal("add: %s", describe(added.error()).c_str());
        return ids;
    }
    void saveAll(const std::vector<RecordId>& ids, std::string_view body)
    {
        const auto saved = vault->inOneTransaction([&] {
            Result<void> outcome;
            for (const RecordId& id : ids)
                if (outcome)
                    outcome = vault->saveBody(id, bytesOf(body));
            return outcome;
        });
        if (!saved)
            qFatal("save: %s", describe(saved.error()).c_str());
    }
    /// Runs SQL with the vault closed; "old" is the state that copyAside() kept, if any.
    void tamper(const std::string& sql)
    {
        sqlite3* raw = nullptr;
        sqlite3_open(m_file.c_str(), &raw);
        char* message = nullptr;
        const std::string attach = "ATTACH '" + m_old.string() + "' AS old;";
        if (sqlite3_exec(raw, (attach + sql).c_str(), nullptr, nullptr, &message) != SQLITE_OK)
            qFatal("tamper: %s", message);
        QVERIFY(sqlite3_total_changes(raw) > 0);
        sqlite3_close(raw);
    }
    void copyAside()
    {
        close();
        std::filesystem::copy_file(m_file, m_old, std::filesystem::copy_options::overwrite_existing);
        open();
    }
    void putWholeFileBack()
    {
        std::filesystem::copy_file(m_old, m_file, std::filesystem::copy_options::overwrite_existing);
    }
    /// Puts the first page of a table or index back as copyAside() saw it. With the vault closed.
    void putPageBack(const std::string& object)
    {
        const std::string old = bytesIn(m_old);
        const std::size_t at = pageOf(object) * pageSizeOf(old);
        std::string now = bytesIn(m_file);
        now.replace(at, pageSizeOf(old), old, at, pageSizeOf(old));
        write(now);
    }
    /// Writes `to` over the one place of that page where `from` stands. With the vault closed.
    void overwrite(const std::string& object, const std::string& from, const std::string& to)
    {
        std::string now = bytesIn(m_file);
        const std::size_t begin = pageOf(object) * pageSizeOf(now);
        const std::size_t at = now.find(from, begin);
        if (at >= begin + pageSizeOf(now))
            qFatal("not in the page");
        now.replace(at, to.size(), to);
        write(now);
    }
    /// Lowers the first key of the root page of a table that has several pages: a walk over its rows meets
    /// them all as before, but the way to some of them alone leads elsewhere. With the vault closed.
    void lowerFirstKey(const std::string& table)
    {
        std::string now = bytesIn(m_file);
        const std::size_t page = pageOf(table) * pageSizeOf(now);
        if (now[page] != 5)
            qFatal("not an inner page of a table");
        const auto octet = [&](std::size_t at) {
            return static_cast<std::size_t>(static_cast<unsigned char>(now[page + at]));
        };
        const std::size_t cell =
            octet(12) * 256 + octet(13); // the child's number in four octets, then the key
        now[page + cell + 4] = static_cast<char>(now[page + cell + 4] - 3);
        write(now);
    }
    /// `count` bytes of that page from `before` bytes before `key` on.
    [[nodiscard]] std::string bytesAround(const std::string& object, const std::string& key,
                                          std::size_t before, std::size_t count)
    {
        const std::string now = bytesIn(m_file);
        return now.substr(now.find(key, pageOf(object) * pageSizeOf(now)) - before, count);
    }
    [[nodiscard]] std::string firstProblem()
    {
        VerifyReport report;
        NoProgress progress;
        const auto job = vault->makeVerifyJob(report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            return "job: " + describe(done.error());
        return report.problems.empty() ? std::string{} : report.problems.front().text;
    }

    /// The first problem that the check of the list alone finds, empty for none.
    [[nodiscard]] std::string firstListProblem()
    {
        VerifyReport report;
        NoProgress progress;
        const auto job = vault->makeListCheckJob(report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            return "job: " + describe(done.error());
        return report.problems.empty() ? std::string{} : report.problems.front().text;
    }

    TemporaryFolder folder;
    StandingClock clock;
    std::unique_ptr<Vault> vault;

    /// The number that a query of the database gives, read while the vault is closed for it; it is open again
    /// after.
    std::int64_t number(const std::string& sql)
    {
        close();
        sqlite3* raw = nullptr;
        sqlite3_open(m_file.c_str(), &raw);
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(raw, sql.c_str(), -1, &statement, nullptr);
        if (sqlite3_step(statement) != SQLITE_ROW)
            qFatal("%s: %s", sql.c_str(), sqlite3_errmsg(raw));
        const std::int64_t value = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        sqlite3_close(raw);
        open();
        return value;
    }

private:
    static std::string bytesIn(const std::filesystem::path& path)
    {
        std::ifstream file(path, std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    void write(const std::string& bytes) { std::ofstream(m_file, std::ios::binary) << bytes; }
    static std::size_t pageSizeOf(const std::string& database)
    {
        const auto high = static_cast<unsigned char>(database[16]);
        return high * 256U + static_cast<unsigned char>(database[17]);
    }
    /// The number, from 0, of the first page of a table or index.
    std::size_t pageOf(const std::string& object)
    {
        sqlite3* raw = nullptr;
        sqlite3_open(m_file.c_str(), &raw);
        Database database = Database::borrow(raw);
        std::size_t page = 0;
        {
            auto root = database.prepare("SELECT rootpage FROM sqlite_master WHERE name = ?1");
            root->bind(1, std::string_view{object});
            if (root->step())
                page = static_cast<std::size_t>(root->integer(0)) - 1;
        }
        if (!database.close())
            qFatal("close");
        sqlite3_close(raw);
        return page;
    }
    static UnlockedKey randomKey()
    {
        if (!startCrypto())
            qFatal("the cryptography of this computer does not hold");
        return {{}, DataKey::random()};
    }

    std::filesystem::path m_file = folder / "plain.db";
    std::filesystem::path m_old = folder / "old.db";
    std::filesystem::path m_state = folder / "state";
    UnlockedKey m_key = randomKey();
};

} // namespace lockleaf::test
