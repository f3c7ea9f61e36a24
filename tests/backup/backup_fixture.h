// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/backup.h"
#include "core/backup/note_return.h"
#include "tests/vault/copies_fixture.h"

namespace lockleaf::test {

/// A vault whose backups are made and looked at.
struct BackupFixture : CopiesFixture
{
    [[nodiscard]] BackupPlace place() const { return BackupPlace::of(file, {}, std::chrono::minutes{0}); }

    static Result<void> run(SlicedJob& job)
    {
        NoProgress progress;
        return runToEnd(job, {}, progress);
    }
    Result<BackupReport> tryBackup(BackupReason reason = BackupReason::Scheduled)
    {
        BackupReport report;
        const auto job = makeBackupJob(*vault, place(), reason, report);
        LOCKLEAF_CHECK(run(*job));
        return report;
    }
    BackupReport backup(BackupReason reason = BackupReason::Scheduled)
    {
        auto report = tryBackup(reason);
        if (!report)
            qFatal("backup: %s", describe(report.error()).c_str());
        return std::move(*report);
    }
    BackupListing listing()
    {
        auto listed = listBackups(*vault, place());
        if (!listed)
            qFatal("list: %s", describe(listed.error()).c_str());
        return std::move(*listed);
    }
    ProofReport prove(const std::string& name)
    {
        ProofReport report;
        const auto job = makeProveJob(*vault, place(), name, report);
        if (const auto done = run(*job); !done)
            qFatal("prove: %s", describe(done.error()).c_str());
        return report;
    }
    [[nodiscard]] std::vector<std::string> namesInFolder() const
    {
        std::vector<std::string> names;
        if (std::filesystem::exists(place().folder))
            for (const auto& entry : std::filesystem::directory_iterator(place().folder))
                names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }
    [[nodiscard]] std::size_t generationsOnDisk() const
    {
        const auto names = namesInFolder();
        return static_cast<std::size_t>(std::ranges::count_if(
            names, [](const std::string& name) { return name.ends_with(".lockleaf"); }));
    }
    void hourPasses(int hours = 1) { clock.advance(Timestamp{3600} * 1000 * hours); }
};

} // namespace lockleaf::test
