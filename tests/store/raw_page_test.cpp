// SPDX-License-Identifier: GPL-3.0-or-later
// Rows read without SQLite: what SQLite wrote is read the same, and pages that anybody made up do no harm.
#include "core/store/raw_page.h"
#include "tests/support/test_environment.h"

#include <QTest>

#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <sqlite3.h>
#include <string>

using namespace lockleaf;

namespace {

constexpr int reserved = 40;

/// A database as SQLite writes it, with the pages of ours: 8,192 bytes, 40 of them kept free.
struct PlainDatabase
{
    test::TemporaryFolder folder;
    std::map<std::int64_t, std::string> rows;
    Bytes file;

    explicit PlainDatabase(std::size_t count)
    {
        sqlite3* connection = nullptr;
        const std::string path = (folder / "plain.db").string();
        int reserve = reserved;
        if (sqlite3_open(path.c_str(), &connection) != SQLITE_OK ||
            sqlite3_file_control(connection, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve) != SQLITE_OK)
            qFatal("open");
        run(connection,
            "PRAGMA page_size = 8192; CREATE TABLE t(row INTEGER PRIMARY KEY, number INTEGER, text "
            "BLOB); BEGIN");
        std::mt19937_64 random(count);
        for (std::size_t i = 0; i < count; ++i)
            insert(connection, random);
        run(connection, "COMMIT");
        sqlite3_close(connection);
        std::ifstream in(path, std::ios::binary);
        file.assign(std::istreambuf_iterator<char>(in), {});
    }
    static void run(sqlite3* connection, const char* sql)
    {
        if (sqlite3_exec(connection, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            qFatal("%s", sqlite3_errmsg(connection));
    }
    /// Sizes from nothing to many pages, and numbers of every width.
    void insert(sqlite3* connection, std::mt19937_64& random)
    {
        std::int64_t number = 0;
        do
            number =
                static_cast<std::int64_t>(random() >> (1 + random() % 60)) * (random() % 2 == 0 ? 1 : -1);
        while (rows.contains(number));
        std::string text(random() % 3 == 0 ? random() % 60'000 : random() % 9000, 'x');
        for (char& letter : text)
            letter = static_cast<char>('a' + random() % 26);
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(connection, "INSERT INTO t(number, text) VALUES(?, ?)", -1, &statement, nullptr);
        sqlite3_bind_int64(statement, 1, number);
        sqlite3_bind_blob(statement, 2, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
        if (sqlite3_step(statement) != SQLITE_DONE)
            qFatal("insert");
        sqlite3_finalize(statement);
        rows[number] = std::move(text);
    }
    [[nodiscard]] std::uint32_t pages() const
    {
        return static_cast<std::uint32_t>(file.size() / layout::pageSize);
    }
    bool read(std::uint32_t number, MutablePage into) const
    {
        if (number == 0 || number > pages())
            return false;
        std::copy_n(file.begin() + static_cast<std::ptrdiff_t>((number - 1) * layout::pageSize),
                    layout::pageSize, into.begin());
        return true;
    }
};

} // namespace

class RawPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreReadAsTheyWereWritten();
    void aChainThatIsBrokenGivesNothing();
    void aChainThatBitesItsTailEnds();
    void pagesThatAreMadeUpDoNoHarm();
    void rowsThatAreMadeUpDoNoHarm();
};

void RawPageTest::rowsAreReadAsTheyWereWritten()
{
    const PlainDatabase database(400);
    std::map<std::int64_t, std::string> found;
    SecureBytes scratch(layout::pageSize);
    const MutablePage page(scratch.data(), layout::pageSize);
    const PageReader reader = [&](std::uint32_t number, MutablePage into) {
        return database.read(number, into);
    };
    for (std::uint32_t number = 1; number <= database.pages(); ++number) {
        QVERIFY(database.read(number, page));
        const RawPage parsed = parseRawPage(number, page);
        if (parsed.kind != RawPage::Kind::TableLeaf)
            continue;
        for (const RawCell& cell : parsed.cells) {
            const auto payload = wholePayload(cell, 1 << 20, reader);
            QVERIFY(payload);
            const auto columns = rawColumns(payload->view(), payload->size());
            if (columns.size() != 3 || columns[2].type != RawColumn::Type::Blob)
                continue; // of the catalogue
            QCOMPARE(columns[0].type, RawColumn::Type::Null);
            found[columns[1].integer] =
                std::string(textOf(payload->view().subspan(columns[2].position, columns[2].size)));
        }
    }
    QCOMPARE(found.size(), database.rows.size());
    QVERIFY(found == database.rows);
}

void RawPageTest::aChainThatIsBrokenGivesNothing()
{
    RawCell cell;
    const Bytes local(1000, std::uint8_t{1});
    cell.local = local;
    cell.payloadSize = 20'000;
    cell.overflow = 7;
    std::vector<std::uint32_t> asked;
    const auto refusing = [&](std::uint32_t number, MutablePage) {
        asked.push_back(number);
        return false;
    };
    QVERIFY(!wholePayload(cell, 1 << 20, refusing));
    QCOMPARE(asked, std::vector<std::uint32_t>{7});
    const auto ending = [](std::uint32_t, MutablePage into) {
        std::ranges::fill(into, std::uint8_t{0}); // "no page follows"
        return true;
    };
    QVERIFY(!wholePayload(cell, 1 << 20, ending));
    QVERIFY(!wholePayload(cell, 19'999, ending)); // over the limit
}

void RawPageTest::aChainThatBitesItsTailEnds()
{
    RawCell cell;
    cell.payloadSize = 1 << 20;
    cell.overflow = 3;
    std::size_t asked = 0;
    const auto circle = [&](std::uint32_t, MutablePage into) {
        ++asked;
        std::ranges::fill(into, std::uint8_t{0});
        into[3] = 3;
        return true;
    };
    const auto payload = wholePayload(cell, 1 << 20, circle);
    QVERIFY(payload);
    QVERIFY(asked < 140);
}

void RawPageTest::pagesThatAreMadeUpDoNoHarm()
{
    std::mt19937_64 random(5);
    Bytes bytes(layout::pageSize);
    for (int turn = 0; turn < 3000; ++turn) {
        for (std::uint8_t& byte : bytes)
            byte = static_cast<std::uint8_t>(random());
        const std::uint32_t number = turn % 2 == 0 ? 1 : 2;
        const std::uint8_t types[] = {0x02, 0x05, 0x0A, 0x0D};
        bytes[number == 1 ? 100 : 0] = types[random() % 4];
        const RawPage parsed = parseRawPage(number, PageView(bytes.data(), layout::pageSize));
        for (const RawCell& cell : parsed.cells) {
            QVERIFY(cell.local.data() >= bytes.data());
            QVERIFY(cell.local.data() + cell.local.size() <= bytes.data() + layout::pageContent);
            const auto columns = rawColumns(cell.local, cell.payloadSize);
            for (const RawColumn& column : columns)
                QVERIFY(column.position <= cell.payloadSize &&
                        column.size <= cell.payloadSize - column.position);
        }
    }
}

void RawPageTest::rowsThatAreMadeUpDoNoHarm()
{
    QVERIFY(rawColumns({}, 0).empty());
    const Bytes tooLong{200, 1, 1};
    QVERIFY(rawColumns(tooLong, tooLong.size()).empty());
    const Bytes beyond{2, 40, 0, 0}; // a blob of 14 bytes where 2 are
    QVERIFY(rawColumns(beyond, beyond.size()).empty());
    const Bytes reservedType{2, 10};
    QVERIFY(rawColumns(reservedType, reservedType.size()).empty());
    const Bytes left{2, 9, 1}; // a byte that no column has
    QVERIFY(rawColumns(left, left.size()).empty());
    const Bytes negative{2, 1, 0xFE};
    QCOMPARE(rawColumns(negative, negative.size()).at(0).integer, std::int64_t{-2});
}

QTEST_GUILESS_MAIN(RawPageTest)
#include "raw_page_test.moc"
