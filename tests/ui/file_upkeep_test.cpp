// SPDX-License-Identifier: GPL-3.0-or-later
// The file of an unlocked vault is put in order when nobody waits.
#include "tests/ui/window_fixture.h"
#include "ui/vault/file_upkeep.h"

#include <QSignalSpy>

using namespace lockleaf;
using namespace Qt::StringLiterals;

class FileUpkeepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void movesTheLogWhenNobodyWaits();
    void beginsAnewAfterAChange();
    void doesNothingOnceStopped();
};

namespace {

std::uintmax_t logOf(const std::filesystem::path& file)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file.string() + "-wal", error);
    return error ? 0 : size;
}

/// A vault whose log has some MB that are not in the file.
struct LongLog : test::VaultFixture
{
    ui::VaultSession session;

    LongLog() : session(longLogged()) {}
    std::unique_ptr<Vault> longLogged()
    {
        auto vault = open();
        NewNote note;
        std::string body;
        for (int i = 0; body.size() < 1'500'000; ++i) // does not compress away
            body += std::to_string(i * 7919 % 1'000'003) + " ";
        note.body = SecureBytes::copyOf(bytesOf(body));
        if (!vault->addNote(std::move(note)))
            qFatal("add");
        return vault;
    }
};

} // namespace

void FileUpkeepTest::movesTheLogWhenNobodyWaits()
{
    LongLog fixture;
    ui::FileUpkeep upkeep(fixture.session);
    upkeep.setIdleTime(std::chrono::milliseconds{0});
    const auto file = fixture.origin().file;
    const auto before = std::filesystem::file_size(file);
    QVERIFY(logOf(file) > 700'000);
    QSignalSpy tidied(&upkeep, &ui::FileUpkeep::tidied);
    upkeep.postpone();
    QTRY_COMPARE(tidied.size(), 1);
    QVERIFY(std::filesystem::file_size(file) > before + 500'000);
}

void FileUpkeepTest::beginsAnewAfterAChange()
{
    LongLog fixture;
    ui::FileUpkeep upkeep(fixture.session);
    upkeep.setIdleTime(std::chrono::milliseconds{0});
    QSignalSpy tidied(&upkeep, &ui::FileUpkeep::tidied);
    upkeep.postpone();
    QTRY_COMPARE(tidied.size(), 1);
    upkeep.postpone(); // nothing was changed since: nothing is to be done
    Q_EMIT fixture.session.notesChanged({});
    QTRY_COMPARE(tidied.size(), 2);
}

void FileUpkeepTest::doesNothingOnceStopped()
{
    LongLog fixture;
    ui::FileUpkeep upkeep(fixture.session);
    upkeep.setIdleTime(std::chrono::milliseconds{0});
    const auto before = std::filesystem::file_size(fixture.origin().file);
    QSignalSpy tidied(&upkeep, &ui::FileUpkeep::tidied);
    upkeep.stop();
    upkeep.postpone();
    Q_EMIT fixture.session.notesChanged({});
    // Whatever it had asked for would be answered before this.
    bool answered = false;
    fixture.session.ask(
        &upkeep, [](Vault& vault) { return vault.counts(); },
        [&answered](const Result<VaultCounts>&) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(tidied.size(), 0);
    QCOMPARE(std::filesystem::file_size(fixture.origin().file), before);
}

QTEST_MAIN(FileUpkeepTest)
#include "file_upkeep_test.moc"
