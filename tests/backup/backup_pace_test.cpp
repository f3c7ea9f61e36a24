// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/backup/backup_fixture.h"

#include <algorithm>
#include <cstdio>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

using Steady = std::chrono::steady_clock;

double millisecondsSince(Steady::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Steady::now() - begin).count();
}

double at(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values.empty() ? 0
                          : values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

} // namespace

/// A large vault in which somebody goes on writing while a backup is made.
class BackupPaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void savesGoOnMeanwhile()
    {
        BackupFixture fixture;
        std::vector<RecordId> notes;
        for (int batch = 0; batch < 20; ++batch) {
            const auto added = fixture.vault->inOneTransaction([&]() -> Result<void> {
                for (int i = 0; i < 500; ++i) {
                    NewNote note;
                    const Bytes content = contentOf(1500, static_cast<unsigned>(batch * 500 + i));
                    std::string text = "# Note\n\n";
                    for (const std::uint8_t octet : content)
                        text += static_cast<char>('a' + octet % 26);
                    note.body = SecureBytes::copyOf(bytesOf(text));
                    LOCKLEAF_TRY(const RecordId id, fixture.vault->addNote(std::move(note)));
                    notes.push_back(id);
                }
                return {};
            });
            QVERIFY(added.has_value());
        }
        BackupReport report;
        const auto job = makeBackupJob(*fixture.vault, fixture.place(), BackupReason::Scheduled, report);
        NoProgress progress;
        std::vector<double> slices;
        std::vector<double> saves;
        const auto begin = Steady::now();
        for (bool finished = false; !finished;) {
            auto from = Steady::now();
            const auto done = job->runSlice(SlicedJob::sliceBudget, progress);
            slices.push_back(millisecondsSince(from));
            QVERIFY2(done.has_value(), done ? "" : describe(done.error()).c_str());
            finished = *done;
            from = Steady::now();
            BackupFixture::save(*fixture.vault, notes[slices.size() * 37 % notes.size()],
                                "saved " + std::to_string(slices.size()));
            saves.push_back(millisecondsSince(from));
            QVERIFY2(slices.size() < 5000, "a backup that never ends");
        }
        const double whole = millisecondsSince(begin);
        QCOMPARE(report.made.counts.notes, std::uint64_t{10'000});
        std::printf("10,000 notes, %.1f MB: %.1f s with %zu saves; a slice took %.1f ms (p95 %.1f, at most "
                    "%.1f), a save %.1f "
                    "(p95 %.1f, at most %.1f)\n",
                    static_cast<double>(report.made.fileSize) / 1e6, whole / 1000, saves.size(),
                    at(slices, 0.5), at(slices, 0.95), at(slices, 1), at(saves, 0.5), at(saves, 0.95),
                    at(saves, 1));
        std::fflush(stdout);
    }
};

QTEST_GUILESS_MAIN(BackupPaceTest)
#include "backup_pace_test.moc"
