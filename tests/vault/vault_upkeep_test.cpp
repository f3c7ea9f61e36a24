// SPDX-License-Identifier: GPL-3.0-or-later
// What is done for the file when nobody waits.
#include "tests/vault/attachment_fixture.h"

#include <sqlite3.h>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

struct UpkeepFixture : AttachmentFixture
{
    [[nodiscard]] std::uintmax_t fileSize() const { return std::filesystem::file_size(file); }
    [[nodiscard]] std::uintmax_t logSize() const
    {
        return std::filesystem::file_size(file.string() + "-wal");
    }

    RecordId addLarge(std::size_t size)
    {
        const RecordId note = add("with a file");
        if (!attach(note, "large.bin", contentOf(size)))
            qFatal("attach");
        return note;
    }
    void deleteWithFiles(RecordId note)
    {
        if (!vault->deleteForever(note))
            qFatal("delete");
        clock.advance(Timestamp{40} * 24 * 3600 * 1000);
        AttachmentTidyReport report;
        NoProgress progress;
        const auto job = vault->makeAttachmentTidyJob(clock.now(), report);
        if (!runToEnd(*job, {}, progress))
            qFatal("tidy");
    }
    [[nodiscard]] std::string problems()
    {
        VerifyReport report;
        NoProgress progress;
        const auto job = vault->makeVerifyJob(report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            return describe(done.error());
        return report.problems.empty() ? std::string{} : report.problems.front().text;
    }
};

} // namespace

class VaultUpkeepTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forgetsThePagesThatWereRead()
    {
        UpkeepFixture v;
        for (int i = 0; i < 40; ++i)
            v.add("note " + std::to_string(i) + " about " +
                  std::string(3000, static_cast<char>('a' + i % 26)));
        const auto found = [&] { return v.vault->search("about", {}, 100)->ids.size(); };
        QCOMPARE(found(), 40U);
        const auto withPages = sqlite3_memory_used();
        v.vault->forgetRead();
        QVERIFY2(sqlite3_memory_used() + 100'000 < withPages, std::to_string(sqlite3_memory_used()).c_str());
        QCOMPARE(found(), 40U);
        QCOMPARE(v.problems(), std::string{});
    }
    void givesRoomBackToTheDisk()
    {
        UpkeepFixture v;
        const RecordId kept = v.add("kept");
        const RecordId large = v.addLarge(12'000'000);
        for (int i = 0; i < 40; ++i) // lies behind the pages that become free
            v.add("note " + std::to_string(i) + std::string(3000, 'x'));
        v.close();
        v.reopen();
        const auto before = v.fileSize();
        v.deleteWithFiles(large);
        const std::uint64_t epoch = v.vault->counts()->epoch;
        int steps = 0;
        while (*v.vault->tidyFile())
            ++steps;
        QVERIFY(steps > 10);
        QCOMPARE(v.vault->counts()->epoch, epoch); // no record was changed
        QVERIFY(!*v.vault->tidyFile());
        QVERIFY2(v.fileSize() + 11'000'000 < before, std::to_string(v.fileSize()).c_str());
        QCOMPARE(v.problems(), std::string{});
        v.close();
        v.reopen();
        QCOMPARE(v.vault->notices(), std::vector<OpenNotice>{});
        QCOMPARE(v.bodyOf(kept), std::string("kept"));
        QCOMPARE(v.problems(), std::string{});
    }

    void keepsSavesThatComeBetweenItsSteps()
    {
        UpkeepFixture v;
        const RecordId kept = v.add("kept");
        v.deleteWithFiles(v.addLarge(8'000'000));
        std::vector<RecordId> added;
        while (*v.vault->tidyFile()) {
            added.push_back(v.add("between " + std::to_string(added.size())));
            QVERIFY(v.vault->saveBody(kept, bytesOf("kept " + std::to_string(added.size()))));
        }
        QVERIFY(added.size() > 5);
        v.vault.reset(); // as a kill would
        v.reopen();
        for (std::size_t i = 0; i < added.size(); ++i)
            QCOMPARE(v.bodyOf(added[i]), "between " + std::to_string(i));
        QCOMPARE(v.bodyOf(kept), "kept " + std::to_string(added.size()));
        QCOMPARE(v.problems(), std::string{});
    }

    void leavesALittleRoomAlone()
    {
        UpkeepFixture v;
        v.addLarge(30'000'000);
        v.deleteWithFiles(v.addLarge(1'500'000));
        v.close();
        v.reopen();
        const auto before = v.fileSize();
        QVERIFY(!*v.vault->tidyFile());
        QCOMPARE(v.fileSize(), before);
    }

    void movesTheLogIntoTheFile()
    {
        UpkeepFixture v;
        const RecordId note = v.addLarge(3'000'000);
        QVERIFY(v.logSize() > 3'000'000);
        const auto before = v.fileSize();
        QVERIFY(!*v.vault->tidyFile());
        QVERIFY(v.fileSize() > before + 2'500'000);
        // The next transaction begins the log anew instead of making it longer.
        QVERIFY(v.vault->saveBody(note, bytesOf("another text")));
        QVERIFY(v.logSize() < 1'000'000);
        QCOMPARE(v.problems(), std::string{});
    }
};

QTEST_GUILESS_MAIN(VaultUpkeepTest)
#include "vault_upkeep_test.moc"
