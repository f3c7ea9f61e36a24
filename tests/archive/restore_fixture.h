// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/export_archive.h"
#include "core/archive/restore_archive.h"
#include "tests/vault/copies_fixture.h"

#include <fstream>

namespace lockleaf::test {

constexpr int quickScrypt = 4;

inline Result<void> runWhole(SlicedJob& job)
{
    NoProgress progress;
    return runToEnd(job, {}, progress);
}

inline age::OpeningKeys keysOf(std::string_view password)
{
    age::OpeningKeys keys;
    keys.passphrase = SecureBytes::copyOf(bytesOf(password));
    return keys;
}

inline Bytes octetsOf(const std::filesystem::path& path)
{
    std::ifstream stream(path, std::ios::binary);
    return Bytes(std::istreambuf_iterator<char>(stream), {});
}

inline void write(const std::filesystem::path& path, ByteView octets)
{
    std::ofstream stream(path, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
}

/// One vault's archive restored into another.
struct RestoreFixture : CopiesFixture
{
    std::filesystem::path archive = folder / "a.tar.age";

    ExportReport exported(ExportChoice choice = {true, true, {}})
    {
        std::filesystem::remove(archive);
        ExportReport report;
        auto seal = ArchiveSeal::forPassphrase(*Passphrase::fromTyped(bytesOf("open sesame")), quickScrypt);
        const auto job = makeExportJob(*vault, archive, std::move(*seal), report, std::move(choice));
        if (const auto done = runWhole(*job); !done)
            qFatal("export: %s", describe(done.error()).c_str());
        return report;
    }
    RestoreReport restored(Vault* into, bool dryRun = false)
    {
        RestoreReport report;
        auto input = ArchiveInput::open(archive, keysOf("open sesame"));
        if (!input) {
            report.cut = input.error();
            return report;
        }
        const auto job = makeRestoreJob(into, std::move(*input), report, dryRun);
        if (const auto done = runWhole(*job); !done)
            qFatal("restore: %s", describe(done.error()).c_str());
        return report;
    }
    /// Everything that a vault can hold.
    void fill()
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf("---\nmine: yes\n---\nbody\r\n"));
        note.explicitTitle = "Own \"title\" \u2028";
        note.notebook = *vault->ensureNotebook("Work/Ideas: 2024");
        note.tags = {"red", "a\"b"};
        note.pinned = true;
        const RecordId first = *vault->addNote(std::move(note));
        save(*vault, first, "edited");
        (void)vault->keepRevision(first, RevisionReason::Asked);
        save(*vault, first, "edited twice");
        (void)*vault->ensureNotebook("Empty one");
        const RecordId second = add("# With files");
        (void)attach(first, "large.bin", contentOf(2 * attachmentChunk + 5));
        (void)attach(second, "large.bin", contentOf(2 * attachmentChunk + 5));
        (void)attach(second, "empty \u202e.txt", {});
        const RecordId third = add("in the trash");
        (void)vault->moveToTrash(third);
        add("");
    }
};

/// A vault that is empty.
inline std::unique_ptr<CopiesFixture> emptyVault()
{
    return std::make_unique<CopiesFixture>();
}

} // namespace lockleaf::test
