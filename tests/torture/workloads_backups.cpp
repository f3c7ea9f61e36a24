// SPDX-License-Identifier: GPL-3.0-or-later
// Backups: made while something is saved, rotated, and a note that comes back from one.
#include "core/backup/backup.h"
#include "core/backup/note_return.h"
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

namespace lockleaf::test {

namespace {

BackupPlace place()
{
    return BackupPlace::of(Course::file, {}, std::chrono::minutes{0});
}

/// Makes one, with a save between two slices of it now and then, and returns its name.
std::string backUp(Course& course, BackupReason reason, const RecordId& note)
{
    BackupReport report;
    const auto job = makeBackupJob(course.vault(), place(), reason, report);
    NoProgress progress;
    int slices = 0;
    for (bool finished = false; !finished;) {
        if (++slices == 4)
            course.save(note, course.text(400));
        course.step("backup", [&]() -> Result<void> {
            LOCKLEAF_TRY(finished, job->runSlice(std::chrono::milliseconds{0}, progress));
            return {};
        });
        course.wasInParts();
    }
    course.published(Course::backups + "/" + report.made.name);
    if (!report.takenAway.empty())
        course.tookAway(Course::backups + "/" + report.takenAway);
    return report.made.name;
}

} // namespace

void backups(Course& course)
{
    std::vector<RecordId> ids;
    ids.reserve(3);
    for (int i = 0; i < 3; ++i)
        ids.push_back(course.add(course.text(900)));
    course.attach(ids[0], "picture.bin", 20'000);
    backUp(course, BackupReason::Scheduled, ids[1]);
    course.save(ids[1], course.text(1200));
    const std::string second = backUp(course, BackupReason::BeforeLargeDeletion, ids[1]);
    backUp(course, BackupReason::Scheduled, ids[2]); // within the hour: the first one makes room
    require(!course.isAsPlanned() || course.files.front().mayGoFrom != SIZE_MAX, "no backup made room");
    course.step("delete", [&] { return course.vault().deleteForever(ids[0]); });
    course.save(ids[1], course.text(1100));
    std::unique_ptr<OpenGeneration> generation;
    course.step("open a backup", [&]() -> Result<void> {
        LOCKLEAF_TRY(generation, OpenGeneration::open(course.vault(), place(), second));
        return {};
    });
    ReturnReport report;
    {
        const auto job = makeReturnJob(course.vault(), generation->vault(), {ids[0], ids[1]}, false, report);
        course.stepThrough("bring back", *job);
    }
    require(!course.isAsPlanned() ||
                (report.countOf(Return::Revived) == 1 && report.countOf(Return::Replaced) == 1),
            "notes that did not come back");
    course.step("close a backup", [&]() -> Result<void> {
        generation.reset();
        return {};
    });
    course.close();
}

void aBackupAndNewKeys(Course& course)
{
    const RecordId note = course.add(course.text(500));
    course.attach(note, "file.bin", 2000);
    backUp(course, BackupReason::Scheduled, note);
    course.changeKeys("the second keys", [&] { course.save(note, course.text(300)); });
    course.save(note, course.text(400));
    course.close();
}

} // namespace lockleaf::test
