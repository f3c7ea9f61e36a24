// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/jobs_bench.h"

#include "core/archive/export_archive.h"
#include "core/base/file_source.h"
#include "core/vault/vault.h"
#include "tests/bench/bench_tools.h"
#include "tests/bench/budgets.h"

#include <cstdlib>
#include <fstream>
#include <random>

namespace lockleaf::test {

namespace {

using std::chrono::steady_clock;

double millisecondsFrom(steady_clock::time_point begin, steady_clock::time_point end)
{
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

struct Archived
{
    double written = 0;
    double readBack = 0;
};

Archived archive(Vault& vault, const std::filesystem::path& target, const age::Recipient& recipient)
{
    ExportReport report;
    NoProgress quiet;
    const auto begin = steady_clock::now();
    const auto job = makeExportJob(vault, target, must(ArchiveSeal::forRecipients({&recipient, 1})), report);
    std::optional<steady_clock::time_point> written; // its size is told before it is read back
    while (!must(job->runSlice(SlicedJob::sliceBudget, quiet)))
        if (!written && report.archiveBytes > 0)
            written = steady_clock::now();
    const auto end = steady_clock::now();
    std::filesystem::remove(target);
    return {millisecondsFrom(begin, written.value_or(end)), millisecondsFrom(written.value_or(end), end)};
}

/// `tar` of a folder through `age`, in milliseconds, the sync that an export ends with included. Nothing
/// where it does not work. The names are this program's own.
std::optional<double> tarThroughAge(const std::filesystem::path& folder, const std::string& recipient)
{
    const std::filesystem::path target = folder.string() + ".tar.age";
    const std::string command = "tar -C '" + folder.string() + "' -cf - . 2>/dev/null | age -r " + recipient +
                                " -o '" + target.string() + "' 2>/dev/null && sync '" + target.string() + "'";
    const auto begin = steady_clock::now();
    const int status =
        std::system(command.c_str()); // NOLINT(cert-env33-c): a benchmark of these very programs
    const auto end = steady_clock::now();
    std::error_code ignored;
    std::filesystem::remove(target, ignored);
    return status == 0 ? std::optional(millisecondsFrom(begin, end)) : std::nullopt;
}

void writeFile(const std::filesystem::path& file, ByteView content)
{
    std::ofstream out(file, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

/// `part`: one piece of the work, measured by itself.
void tell(const std::string& what, std::uint64_t notes, const Archived& ours, std::optional<double> reference,
          const char* part, double partTook)
{
    if (reference) {
        const std::string beside = what + ", beside tar through age";
        print(beside.c_str(), notes, "ms", ours.written, *reference);
        char text[160];
        std::snprintf(text, sizeof text,
                      "%.0f ms on one processor, of which %s takes %.0f; tar and age share two", ours.written,
                      part, partTook);
        explainBudget(beside, notes, text);
    }
    print((what + ", read back").c_str(), notes, "ms", ours.readBack, ours.written);
}

/// A vault of one note with one file of random octets, beside the archive that it becomes.
void largeFile(const std::filesystem::path& folder, std::uint64_t size, const age::Recipient& recipient)
{
    const auto plain = folder / "bench-large";
    std::filesystem::create_directory(plain);
    Bytes content(size);
    std::mt19937_64 random(5);
    for (std::size_t at = 0; at + 8 <= content.size(); at += 8) {
        const std::uint64_t word = random();
        std::memcpy(content.data() + at, &word, 8);
    }
    writeFile(plain / "large.bin", content);
    content = {};
    const auto file = folder / "bench-large.lockleaf";
    std::filesystem::remove(file);
    const auto passphrase = must(Passphrase::fromTyped(bytesOf("bench")));
    const auto vault = must(
        Vault::open(file, must(Vault::create(file, passphrase, {KeyDerivationCost::cheapForTests()})), {}));
    const RecordId note = must(vault->addNote({}));
    AttachReport attached;
    const auto job =
        must(vault->makeAttachJob(note, "large.bin", must(FileSource::open(plain / "large.bin")), attached));
    NoProgress quiet;
    must(runToEnd(*job, {}, quiet));
    const auto reference = tarThroughAge(plain, recipient.text());
    const RecordId id = must(vault->attachments()).front().id;
    const Sample reading = sampleOf([&] {
        for (std::uint64_t at = 0; at < chunksOf(size); ++at)
            (void)must(vault->attachmentChunk(id, at));
    });
    tell("archive of a large file", size, archive(*vault, folder / "bench-large.tar.age", recipient),
         reference, "opening each chunk alone", reading.wall);
    must(vault->close());
    for (const auto& left : {file, std::filesystem::path(file.string() + "-wal")})
        std::filesystem::remove(left);
    std::filesystem::remove_all(plain);
}

} // namespace

void benchArchives(const BenchVault& bench, std::uint64_t largeFileSize)
{
    const age::Recipient recipient = age::Identity::generate().recipient();
    const auto folder = bench.file.parent_path();
    const auto vault =
        must(Vault::open(bench.file, UnlockedKey{bench.key.vaultId, bench.key.dataKey.clone()}, {}));
    const auto plain = folder / "bench-notes";
    std::filesystem::create_directory(plain);
    Sample reading;
    for (const RecordId& id : must(vault->allNoteIds(false))) {
        SecureBytes body;
        reading += sampleOf([&] { body = std::move(must(vault->note(id)).body); });
        writeFile(plain / (id.toHex() + ".md"), body.view());
    }
    const auto reference = tarThroughAge(plain, recipient.text());
    if (!reference)
        std::puts("# no tar through age here: archives have nothing to be measured beside");
    tell("archive of all notes", bench.notes, archive(*vault, folder / "bench-notes-ours.tar.age", recipient),
         reference, "opening and checking each note alone", reading.wall);
    must(vault->close());
    std::filesystem::remove_all(plain);
    largeFile(folder, largeFileSize, recipient);
}

} // namespace lockleaf::test
