// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"
#include "core/store/record_store.h"

#include <QTest>

#include <cstring>
#include <map>
#include <random>
#include <set>
#include <sqlite3.h>

using namespace lockleaf;

namespace {

using Image = std::vector<std::uint8_t>;

constexpr std::size_t pageSize = 4096;

/// A database in memory, new or from the pages of another.
class MemoryDatabase
{
public:
    explicit MemoryDatabase(const Image& image = {})
    {
        sqlite3_open(":memory:", &m_connection);
        if (image.empty()) {
            sqlite3_exec(m_connection, "PRAGMA page_size = 4096", nullptr, nullptr, nullptr);
        } else {
            auto* copy = static_cast<std::uint8_t*>(sqlite3_malloc64(image.size()));
            std::ranges::copy(image, copy);
            sqlite3_deserialize(m_connection, "main", copy, static_cast<sqlite3_int64>(image.size()),
                                static_cast<sqlite3_int64>(image.size()),
                                SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE);
        }
        m_database.emplace(Database::borrow(m_connection));
    }
    ~MemoryDatabase()
    {
        m_database.reset();
        sqlite3_close(m_connection);
    }
    MemoryDatabase(const MemoryDatabase&) = delete;
    MemoryDatabase& operator=(const MemoryDatabase&) = delete;

    [[nodiscard]] Database& database() { return *m_database; }
    [[nodiscard]] Image image()
    {
        sqlite3_int64 size = 0;
        std::uint8_t* bytes = sqlite3_serialize(m_connection, "main", &size, 0);
        Image copy(bytes, bytes + size);
        sqlite3_free(bytes);
        return copy;
    }

private:
    sqlite3* m_connection = nullptr;
    std::optional<Database> m_database;
};

ByteView pageOf(const Image& image, std::size_t number)
{
    return ByteView(image).subspan((number - 1) * pageSize, pageSize);
}

void putPage(Image& image, std::size_t number, ByteView page)
{
    std::ranges::copy(page, image.begin() + static_cast<std::ptrdiff_t>((number - 1) * pageSize));
}

bool contains(ByteView page, ByteView bytes)
{
    return ::memmem(page.data(), page.size(), bytes.data(), bytes.size()) != nullptr;
}

/// The page that begins with `type` and holds all of `parts`; 0 for none.
std::size_t pageWith(const Image& image, std::uint8_t type, std::initializer_list<ByteView> parts)
{
    for (std::size_t number = 2; number <= image.size() / pageSize; ++number) {
        const ByteView page = pageOf(image, number);
        if (page[0] == type && std::ranges::all_of(parts, [&](ByteView p) { return contains(page, p); }))
            return number;
    }
    return 0;
}

using Rows = std::map<RecordId, std::pair<std::int64_t, Bytes>>; ///< id → sequence, tag

/// Rows of the directory as this tree of pages gives them; nothing where SQLite finds it broken.
std::optional<Rows> rowsIn(Database& database, const RecordId& first, const RecordId& last)
{
    auto rows =
        database.prepare("SELECT id, sequence, tag FROM record_tag WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    if (!rows)
        return {};
    rows->bind(1, first.view()).bind(2, last.view());
    Rows found;
    while (true) {
        const auto row = rows->step();
        if (!row)
            return {};
        if (!*row)
            return found;
        found[*idFrom<RecordTag>(rows->blob(0))] = {rows->integer(1),
                                                    Bytes(rows->blob(2).begin(), rows->blob(2).end())};
    }
}

std::optional<std::pair<std::int64_t, Bytes>> rowOf(Database& database, const RecordId& id)
{
    auto row = database.prepare("SELECT sequence, tag FROM record_tag WHERE id = ?1");
    if (!row)
        return {};
    row->bind(1, id.view());
    const auto found = row->step();
    if (!found || !*found)
        return {};
    return std::pair{row->integer(0), Bytes(row->blob(1).begin(), row->blob(1).end())};
}

std::pair<RecordId, RecordId> bucketRange(const RecordId& id)
{
    RecordId first;
    RecordId last;
    last.bytes.fill(0xFF);
    first.bytes[0] = last.bytes[0] = id.bytes[0];
    first.bytes[1] = id.bytes[1] & 0xF0;
    last.bytes[1] = id.bytes[1] | 0x0F;
    return {first, last};
}

/// Records of 64 buckets that come and change while images of all pages are kept, as somebody would who
/// copies the file now and then.
class History
{
public:
    explicit History(std::uint32_t seed) : m_random(seed)
    {
        if (!RecordStore::create(m_live.database(), key))
            qFatal("create");
        m_store = *RecordStore::open(m_live.database(), key, {});
        for (int n = 0; n < 700; ++n) {
            add();
            if (n > 60 && m_random() % 2 == 0)
                change(m_ids[m_random() % m_ids.size()]);
            if (n % 4 == 0)
                images.push_back(m_live.image());
        }
        now = m_live.image();
    }

    UnlockedKey key = {{}, DataKey::random()};
    std::vector<Image> images;
    Image now;
    struct Version
    {
        std::size_t image; ///< The first image that has it.
        std::string text;
    };
    std::map<RecordId, std::vector<Version>> versions;

private:
    void note(const RecordId& id, std::string text)
    {
        versions[id].push_back({images.size(), std::move(text)});
    }
    void add()
    {
        RecordId id;
        for (std::uint8_t& byte : id.bytes)
            byte = static_cast<std::uint8_t>(m_random());
        id.bytes[1] = static_cast<std::uint8_t>(id.bytes[1] & 0x0F);
        id.bytes[0] = static_cast<std::uint8_t>(id.bytes[0] & 0xFC);
        const std::string text = "record " + std::to_string(m_ids.size()) + " as it was first";
        const auto added = m_store->transact([&]() -> Result<void> {
            LOCKLEAF_CHECK(m_store->add(id, RecordKind::Note, bytesOf(text)));
            return {};
        });
        if (!added)
            qFatal("add: %s", describe(added.error()).c_str());
        m_ids.push_back(id);
        note(id, text);
    }
    void change(const RecordId& id)
    {
        const std::string text = "changed when there were " + std::to_string(m_ids.size());
        const auto changed = m_store->transact([&]() -> Result<void> {
            LOCKLEAF_TRY(const StoredRecord record, m_store->read(id));
            return m_store->replace(record, RecordKind::Note, bytesOf(text));
        });
        if (!changed)
            qFatal("change: %s", describe(changed.error()).c_str());
        note(id, text);
    }

    std::mt19937 m_random;
    MemoryDatabase m_live;
    std::unique_ptr<RecordStore> m_store;
    std::vector<RecordId> m_ids;
};

/// Two pages of the directory in an earlier state, in which the rows of a bucket are the present ones, and
/// yet one of them, looked up alone, is an old one.
struct Forked
{
    RecordId id;
    Image directory;       ///< The present pages with those two.
    Image directoryAndRow; ///< With the old page of the record as well.
};

std::int64_t rootOfDirectory(Database& database)
{
    auto root = database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'record_tag'");
    return root && root->step() ? root->integer(0) : 0;
}

std::optional<Forked> forkedAt(const History& history, std::size_t root, std::size_t leaf, const RecordId& id,
                               const Image& old)
{
    if (leaf * pageSize > history.now.size())
        return {};
    Forked forked{id, history.now, {}};
    putPage(forked.directory, root, pageOf(old, root));
    putPage(forked.directory, leaf, pageOf(old, leaf));
    MemoryDatabase good(history.now);
    MemoryDatabase bad(forked.directory);
    const auto [first, last] = bucketRange(id);
    const auto alone = rowOf(bad.database(), id);
    if (!alone || alone == rowOf(good.database(), id) ||
        rowsIn(bad.database(), first, last) != rowsIn(good.database(), first, last))
        return {};
    const std::size_t page = pageWith(old, 13, {id.view(), alone->second});
    if (page == 0 || page * pageSize > history.now.size())
        return {};
    forked.directoryAndRow = forked.directory;
    putPage(forked.directoryAndRow, page, pageOf(old, page));
    return forked;
}

/// Whether a key of the bucket before `id` stands in this inner page: only then can the walk over the bucket
/// and the way to `id` part there.
bool partsBefore(const History& history, ByteView inner, const RecordId& id)
{
    for (auto at = history.versions.lower_bound(bucketRange(id).first); at->first != id; ++at)
        if (contains(inner, at->first.view()))
            return true;
    return false;
}

std::vector<Forked> forksIn(const History& history, std::size_t enough)
{
    MemoryDatabase present(history.now);
    const auto root = static_cast<std::size_t>(rootOfDirectory(present.database()));
    std::vector<Forked> forks;
    for (const auto& [id, versions] : history.versions) {
        std::set<std::pair<Bytes, Bytes>> tried;
        for (std::size_t image = versions.front().image; image < versions.back().image; ++image) {
            const Image& old = history.images[image];
            const ByteView inner = pageOf(old, root);
            if (inner[0] != 2 || !partsBefore(history, inner, id))
                continue;
            const std::size_t leaf = pageWith(old, 10, {id.view()});
            if (leaf == 0)
                continue;
            const ByteView page = pageOf(old, leaf);
            if (!tried.insert({{inner.begin(), inner.end()}, {page.begin(), page.end()}}).second)
                continue;
            if (auto fork = forkedAt(history, root, leaf, id, old))
                forks.push_back(std::move(*fork));
            if (forks.size() == enough)
                return forks;
        }
    }
    return forks;
}

const History& theHistory()
{
    static const History history(
        9); // of the first dozen seeds the one whose tree can be put together wrongly
    return history;
}

} // namespace

class FreshnessTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(startCrypto()); }

    void neverShowsAnOldTextFromPagesOfTwoAges()
    {
        const History& history = theHistory();
        const std::vector<Forked> forks = forksIn(history, 3);
        QCOMPARE(forks.size(), 3U); // else nothing was attacked
        for (const Forked& fork : forks) {
            const std::string& text = history.versions.at(fork.id).back().text;
            for (const Image& image : {fork.directory, fork.directoryAndRow}) {
                MemoryDatabase memory(image);
                const auto store = RecordStore::open(memory.database(), history.key, {});
                QVERIFY(store);
                const auto read = (*store)->read(fork.id);
                if (read)
                    QCOMPARE(std::string(textOf(read->plain.view())), text);
                else
                    QCOMPARE(read.error().code, ErrorCode::Damaged);
            }
        }
    }

    void neverWritesOverAnotherRowThanTheCheckedOne()
    {
        const History& history = theHistory();
        const std::vector<Forked> forks = forksIn(history, 1);
        QCOMPARE(forks.size(), 1U);
        const RecordId& id = forks.front().id;
        MemoryDatabase memory(forks.front().directory);
        const auto store = RecordStore::open(memory.database(), history.key, {});
        QVERIFY(store);
        const auto changed = (*store)->transact([&]() -> Result<void> {
            LOCKLEAF_TRY(const StoredRecord record, (*store)->read(id));
            return (*store)->replace(record, RecordKind::Note, bytesOf("newest"));
        });
        QCOMPARE(changed.error().code, ErrorCode::Damaged);
        const auto read = (*store)->read(id);
        QVERIFY(read && textOf(read->plain.view()) == history.versions.at(id).back().text);
    }

    void answersAlikeFromMemoryAndFromTheTable_data()
    {
        QTest::addColumn<std::size_t>("kept");
        QTest::newRow("nothing kept") << std::size_t{0};
        QTest::newRow("some kept") << std::size_t{40};
        QTest::newRow("all kept") << Freshness::usualRowsKept;
    }
    void answersAlikeFromMemoryAndFromTheTable()
    {
        QFETCH(std::size_t, kept);
        const History& history = theHistory();
        MemoryDatabase memory(history.now);
        const auto store = RecordStore::open(memory.database(), history.key, {});
        QVERIFY(store);
        Freshness freshness({}, deriveSubkey<HeadPurpose>(history.key.dataKey), kept);
        QVERIFY(freshness.load(memory.database(), (*store)->head().recentSums, (*store)->head().freshness));
        for (int round = 0; round < 2; ++round) {
            for (const auto& [id, versions] : history.versions) {
                const auto found = freshness.find(memory.database(), id);
                QVERIFY(found && *found);
                QCOMPARE((*found)->identity.sequence, versions.size());
            }
        }
        RecordId absent = history.versions.begin()->first;
        absent.bytes[15] ^= 1;
        const auto none = freshness.find(memory.database(), absent);
        QVERIFY(none && !*none);
    }

    void takesBackWhatATransactionDid()
    {
        const History& history = theHistory();
        MemoryDatabase memory(history.now);
        const auto opened = RecordStore::open(memory.database(), history.key, {});
        QVERIFY(opened);
        RecordStore& store = **opened;
        const RecordId id = history.versions.begin()->first;
        RecordId added = id;
        added.bytes[15] ^= 1; // in the same bucket, which is in memory by then
        const auto changes = [&](ErrorCode end) {
            return store.transact([&, end]() -> Result<void> {
                LOCKLEAF_TRY(const StoredRecord record, store.read(id));
                LOCKLEAF_CHECK(store.replace(record, RecordKind::Note, bytesOf("changed")));
                LOCKLEAF_CHECK(store.add(added, RecordKind::Note, bytesOf("added")));
                LOCKLEAF_TRY(const StoredRecord again, store.read(added));
                if (textOf(again.plain.view()) != "added")
                    return fail(ErrorCode::Internal);
                return end == ErrorCode::Cancelled ? Result<void>(fail(end)) : Result<void>{};
            });
        };
        QCOMPARE(changes(ErrorCode::Cancelled).error().code, ErrorCode::Cancelled);
        QVERIFY(textOf(store.read(id)->plain.view()) == history.versions.at(id).back().text);
        QCOMPARE(store.read(added).error().code, ErrorCode::NotFound);
        QVERIFY(changes(ErrorCode::Internal));
        QVERIFY(textOf(store.read(id)->plain.view()) == "changed");
        const auto reopened = RecordStore::open(memory.database(), history.key, {});
        QVERIFY(reopened && (*reopened)->read(added));
        QVERIFY(textOf((*reopened)->read(id)->plain.view()) == "changed");
    }
};

QTEST_GUILESS_MAIN(FreshnessTest)
#include "freshness_test.moc"
