// SPDX-License-Identifier: GPL-3.0-or-later
// What one vault by itself goes through besides plain saves.
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

#include <sqlite3.h>

#include <algorithm>

namespace lockleaf::test {

namespace {

/// Memory that SQLite tries to keep within: its pages go to the log before the commit then, and are
/// rewritten there.
class LittleMemory
{
public:
    LittleMemory() { sqlite3_soft_heap_limit64(1 << 19); }
    ~LittleMemory() { sqlite3_soft_heap_limit64(0); }
    LittleMemory(const LittleMemory&) = delete;
    LittleMemory& operator=(const LittleMemory&) = delete;
};

/// How often a page of a frame was written anew without its head: SQLite's way with what it has put into the
/// log too early.
std::size_t pagesRewritten(const std::vector<DiskOperation>& log)
{
    return static_cast<std::size_t>(std::count_if(log.begin(), log.end(), [](const DiskOperation& operation) {
        return operation.kind == DiskOperation::Kind::Write && operation.bytes->size() == 8192 &&
               operation.offset > 8192 && (operation.offset - 8192) % 8264 == 72;
    }));
}

Result<void> addSome(Course& course, int count, std::size_t size)
{
    for (int i = 0; i < count; ++i)
        LOCKLEAF_CHECK(course.put(course.text(size)));
    return {};
}

} // namespace

void attachments(Course& course)
{
    const RecordId note = course.add(course.text(500));
    const RecordId other = course.add(course.text(500));
    course.attach(note, "small.bin", 3000);
    course.attach(note, "large.bin", attachmentChunk + 200'000);
    std::string written;
    course.attach(other, "unused.bin", 9000, &written);
    course.checkpoint();
    course.step("detach", [&] { return course.vault().detach(other, written); });
    AttachmentTidyReport report;
    course.clock().goOn(Timestamp{40} * 24 * 3600 * 1000);
    const auto tidy = course.vault().makeAttachmentTidyJob(course.clock().now(), report);
    course.stepThrough("tidy", *tidy);
    course.close();
}

void passwords(Course& course)
{
    const RecordId note = course.add(course.text(700));
    for (int i = 0; i < 3; ++i) {
        const std::string next = "password " + std::to_string(i);
        course.changePassword(next);
        course.save(note, course.text(900));
        if (i == 1) {
            course.close();
            course.open();
        }
    }
    course.checkpoint();
    course.changePassword("the last one");
    course.close();
}

void keys(Course& course)
{
    const RecordId note = course.add(course.text(700));
    const RecordId other = course.add(course.text(400));
    course.attach(note, "kept.bin", attachmentChunk + 5000);
    course.save(note, course.text(900));
    course.step("keep versions", [&] { return course.vault().keepEditedNotes(); });
    course.changeKeys("the second keys", [&] {
        course.save(note, course.text(500));
        course.step("delete", [&] { return course.vault().deleteForever(other); });
        course.add(course.text(300));
    });
    course.save(note, course.text(600));
    course.changeKeys("the third keys", [] {});
    course.close();
}

void checkpoints(Course& course)
{
    const RecordId first = course.add(course.text(300));
    {
        const LittleMemory little;
        course.step("a transaction larger than memory", [&] {
            return course.vault().inOneTransaction([&] { return addSome(course, 12, 50'000); });
        });
        course.checkpoint();
        course.step("another one", [&] {
            return course.vault().inOneTransaction([&] { return addSome(course, 6, 90'000); });
        });
    }
    require(!course.isSimulated() || pagesRewritten(course.disk().log()) > 0,
            "SQLite rewrote no page of its log");
    course.save(first, course.text(300));
    course.close();
    course.open();
    course.save(first, course.text(40'000));
    course.checkpoint();
    course.close();
}

/// The log is moved into the file without being emptied, and the next one begins over its frames.
void longLog(Course& course)
{
    const RecordId note = course.add(course.text(300));
    course.attach(note, "long.bin", 9 * attachmentChunk);
    for (int i = 0; i < 3; ++i)
        course.step("a batch", [&] {
            return course.vault().inOneTransaction([&] { return addSome(course, 1, 20'000); });
        });
    course.save(note, course.text(2000));
    course.close();
}

void lockAndReopen(Course& course)
{
    const RecordId note = course.add(course.text(600));
    for (int i = 0; i < 4; ++i) {
        course.save(note, course.text(1500));
        course.step("keep versions", [&] { return course.vault().keepEditedNotes(); });
        VaultSettings settings = demand(course.vault().settings(), "settings");
        settings.idleSeconds = 100 + static_cast<std::uint32_t>(i);
        course.step("settings", [&] { return course.vault().saveSettings(settings); });
        course.close();
        course.open();
    }
    course.close();
}

void creation(Course& course)
{
    course.create();
    course.open();
    const RecordId note = course.add(course.text(800));
    course.save(note, course.text(800));
    course.checkpoint();
    for (int i = 0; i < 4; ++i)
        course.save(note, course.text(800));
    course.close();
}

void trash(Course& course)
{
    std::vector<RecordId> ids;
    Vault& vault = course.vault();
    RecordId book;
    course.step("notebook", [&]() -> Result<void> {
        LOCKLEAF_TRY(book, vault.ensureNotebook("Kept/Inner"));
        return {};
    });
    for (int i = 0; i < 6; ++i) {
        ids.push_back(course.add(course.text(600)));
        if (i % 2 == 0)
            course.step("move", [&] { return vault.moveToNotebook(ids.back(), book); });
    }
    for (int i = 0; i < 3; ++i) {
        course.clock().goOn(Timestamp{26} * 3600 * 1000);
        course.save(ids[0], course.text(700));
    }
    const auto thin = vault.makeThinJob(std::chrono::minutes{60});
    course.clock().goOn(Timestamp{90} * 24 * 3600 * 1000);
    course.stepThrough("thin", *thin);
    course.step("trash", [&] { return vault.moveToTrash(ids[1]); });
    course.step("trash", [&] { return vault.moveToTrash(ids[3]); });
    course.step("back", [&] { return vault.restoreFromTrash(ids[1]); });
    DeletedNotebooks deleted;
    const auto drop = vault.makeDeleteNotebookJob(book, deleted);
    course.stepThrough("delete notebook", *drop);
    course.step("delete", [&] { return vault.deleteForever(ids[5]); });
    TrashReport report;
    const auto empty = vault.makeEmptyTrashJob(report);
    course.stepThrough("empty trash", *empty);
    course.step("tags", [&] { return vault.setTags(ids[1], {"one", "two"}); });
    course.close();
}

} // namespace lockleaf::test
