// SPDX-License-Identifier: GPL-3.0-or-later
// What comes into a vault from elsewhere, and leaves it.
#include "core/archive/export_archive.h"
#include "core/archive/restore_archive.h"
#include "core/interchange/import_markdown.h"
#include "core/vault/merge_job.h"
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

namespace lockleaf::test {

namespace {

/// Exports to the simulated disk, and reads the archive back once it is there.
void exportTo(Course& course, const std::string& path, const age::Identity& identity)
{
    const age::Recipient recipient = identity.recipient();
    ExportReport report;
    const auto job =
        makeExportJob(course.vault(), path, demand(ArchiveSeal::forRecipients({&recipient, 1}), "seal"),
                      report, {.trash = true, .versions = true, .notes = {}});
    NoProgress progress;
    course.step("export", [&] { return runToEnd(*job, {}, progress); });
    require(report.readBack, "an archive that was not read back");
    course.published(path, std::string{textOf(identity.text().view())});
}

/// A copy in the computer's own files, from which archives are read.
std::unique_ptr<ArchiveInput> opened(const TemporaryFolder& folder, ByteView content,
                                     const age::Identity& identity)
{
    writeContents(folder / "copy.tar.age", content);
    age::OpeningKeys keys;
    keys.identities.push_back(demand(age::Identity::parse(textOf(identity.text().view())), "identity"));
    return demand(ArchiveInput::open(folder / "copy.tar.age", keys), "open the archive");
}

void copyOnDisk(const std::string& to)
{
    auto from = demand(fileSystem().open(FileSystem::anywhere, Course::file, FileAccess::Read), "copy");
    auto copy = demand(fileSystem().open(FileSystem::anywhere, to, FileAccess::CreateNew), "copy");
    Bytes content(static_cast<std::size_t>(from->size()));
    require(readFully(*from, 0, content) == from->size(), "copy");
    require(writeFully(*copy, 0, content) == 0, "copy");
}

std::uint64_t notesIn(const PublishedFile& file, ByteView content)
{
    const TemporaryFolder folder;
    RestoreReport report;
    NoProgress progress;
    const auto job = makeRestoreJob(
        nullptr, opened(folder, content, demand(age::Identity::parse(file.identity), "identity")), report,
        true);
    demand(runToEnd(*job, {}, progress), "reading an archive");
    return report.cut ? 0 : report.notes();
}

} // namespace

std::string archiveProblem(const PublishedFile& file, ByteView content)
{
    const std::uint64_t found = notesIn(file, content);
    return found > 0 && found == notesIn(file, *file.content) ? "" : file.path + " is not whole";
}

void exports(Course& course)
{
    const RecordId note = course.add(course.text(3000));
    course.attach(note, "picture.bin", 60'000);
    course.save(note, course.text(3000));
    const age::Identity identity = age::Identity::generate();
    exportTo(course, "/disk/first.tar.age", identity);
    course.save(note, course.text(2000));
    exportTo(course, "/disk/second.tar.age", identity);
    const TemporaryFolder folder;
    RestoreReport report;
    const auto look = makeRestoreJob(
        &course.vault(), opened(folder, *contentInUse("/disk/second.tar.age"), identity), report, true);
    NoProgress progress;
    demand(runToEnd(*look, {}, progress), "reading the archive");
    require(!report.cut && report.taken.same == 2, "an archive that does not say what the vault does");
    course.close();
}

void restores(Course& course)
{
    std::vector<RecordId> ids;
    ids.reserve(5);
    for (int i = 0; i < 5; ++i)
        ids.push_back(course.add(course.text(1500)));
    course.attach(ids[0], "picture.bin", 50'000);
    const age::Identity identity = age::Identity::generate();
    exportTo(course, "/disk/archive.tar.age", identity);
    course.step("delete", [&] { return course.vault().deleteForever(ids[0]); });
    course.step("delete", [&] { return course.vault().deleteForever(ids[1]); });
    course.save(ids[2], course.text(1000));
    const TemporaryFolder folder;
    RestoreReport report;
    {
        const auto job = makeRestoreJob(
            &course.vault(), opened(folder, *contentInUse("/disk/archive.tar.age"), identity), report, false);
        course.stepThrough("restore", *job);
    }
    require(!report.cut && report.taken.added == 2, "a restore that did not bring back what was deleted");
    course.close();
}

void merges(Course& course)
{
    std::vector<RecordId> ids;
    ids.reserve(4);
    for (int i = 0; i < 4; ++i)
        ids.push_back(course.add(course.text(1200)));
    course.close();
    copyOnDisk("/disk/copy.lockleaf");
    course.open();
    course.save(ids[0], course.text(1300));
    course.save(ids[1], course.text(1300));
    SteppingClock clock;
    clock.goOn(7'000'000);
    auto copy = demand(Vault::open("/disk/copy.lockleaf", course.keyCopy(), {"/home/other", &clock}), "copy");
    demand(copy->saveBody(ids[1], bytesOf(course.text(1400))), "save");
    demand(copy->saveBody(ids[2], bytesOf(course.text(1400))), "save");
    demand(copy->deleteForever(ids[3]), "delete");
    demand(addNote(*copy, course.text(5000)), "add");
    demand(copy->ensureNotebook("From the copy"), "notebook");
    const VaultId id = course.keyCopy().vaultId;
    TakenOver taken;
    {
        const auto job = demand(makeMergeJob(course.vault(), id, *copy, id, taken, false), "merge");
        course.stepThrough("merge", *job);
    }
    require(taken.added == 1 && taken.conflicts == 1 && taken.deleted == 1,
            "a merge that came to something else");
    copy.reset();
    course.close();
}

void imports(Course& course)
{
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "tree/Inner");
    // Notes tell their dates themselves: those of the files would be others in each course.
    const std::string dates = "---\ncreated: 2023-05-01T10:00:00Z\nmodified: 2023-05-02T10:00:00Z\n---\n";
    for (int i = 0; i < 5; ++i) {
        const std::string path = std::string(i % 2 == 0 ? "" : "Inner/") + "n" + std::to_string(i) + ".md";
        writeContents(folder / ("tree/" + path),
                      bytesOf(dates + course.text(900) + (i % 2 == 0 ? "![](p.png)" : "")));
    }
    writeContents(folder / "tree/p.png", bytesOf(course.text(30'000)));
    for (const char* notebook : {"In slices", "At once"}) {
        ImportReport report;
        const auto job =
            makeMarkdownImportJob(course.vault(), folder / "tree", {.notebook = notebook}, report);
        if (std::string_view{notebook} == "In slices") {
            course.stepThrough("import", *job);
        } else {
            NoProgress progress;
            course.step("import at once", [&] { return runToEnd(*job, {}, progress); });
            course.wasInParts();
        }
        require(report.imported == 5 && report.filesTaken == 1, "an import that came to something else");
    }
    course.close();
}

} // namespace lockleaf::test
