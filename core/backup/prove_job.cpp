// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup.h"
#include "core/backup/backup_folder.h"
#include "core/vault/guarded.h"
#include "core/vaultfile/file_io.h"

#include <algorithm>

namespace lockleaf {

namespace {

/// What is known of a generation that was read as a whole.
CatalogueEntry entryOf(const Generation& generation, const FoundBackup& found, const VaultCounts& counts,
                       const Hash256& headHash)
{
    CatalogueEntry entry;
    entry.name = generation.name;
    entry.reason = generation.reason;
    entry.made = generation.made;
    entry.epoch = counts.epoch;
    entry.notes = counts.notes;
    entry.trashed = counts.trashed;
    entry.notebooks = counts.notebooks;
    entry.bodyBytes = counts.bodyBytes;
    entry.attachments = counts.attachments;
    entry.attachmentBytes = counts.attachmentBytes;
    entry.fileSize = found.fileSize;
    entry.fileSalt = found.fileSalt;
    entry.headerGeneration = found.headerGeneration;
    entry.headHash = headHash;
    return entry;
}

class ProveJob final : public SlicedJob
{
public:
    ProveJob(Vault& vault, BackupPlace place, std::string name, ProofReport& report)
        : m_vault(vault), m_folder(vault, std::move(place)), m_name(std::move(name)), m_report(report)
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        return guarded([&]() -> Result<bool> {
            if (!m_begun)
                return begin();
            LOCKLEAF_TRY(const bool read, m_verify->runSlice(budget, progress));
            if (!read)
                return false;
            LOCKLEAF_CHECK(judge());
            return true;
        });
    }

private:
    Result<bool> begin()
    {
        m_begun = true;
        LOCKLEAF_CHECK(m_folder.read());
        const FoundBackup* const found = m_folder.find(m_name);
        if (found == nullptr)
            return fail(ErrorCode::NotFound, "There is no such backup of this vault.");
        m_before = m_folder.describe(*found);
        if (found->hasOtherKeys) {
            m_report.generation = m_before;
            return fail(ErrorCode::WrongPassword,
                        "This backup was made before the keys were changed; only its own password opens it.");
        }
        auto opened = OpenGeneration::open(m_vault, m_folder.place(), m_name);
        if (!opened && isDamage(opened.error())) {
            m_report.findings.problems.push_back({opened.error().code, describe(opened.error())});
            LOCKLEAF_CHECK(enterDamage());
            return true;
        }
        if (!opened)
            return std::unexpected(std::move(opened).error());
        m_generation = std::move(*opened);
        m_verify = m_generation->vault().makeVerifyJob(m_report.findings);
        return false;
    }

    static bool isDamage(const Error& error) { return exitCode(error.code) == exitCode(ErrorCode::Damaged); }

    Result<void> judge()
    {
        LOCKLEAF_TRY(const VaultCounts counts, m_generation->vault().counts());
        const Hash256 headHash = m_generation->vault().headHash();
        m_verify.reset();
        (void)m_generation->vault().close(); // what somebody changed by hand goes from the log into the file
        m_generation.reset();
        LOCKLEAF_CHECK(m_folder.read()); // sizes as they are now that it is closed
        const FoundBackup* const found = m_folder.find(m_name);
        if (found == nullptr)
            return fail(ErrorCode::NotFound, "The backup is gone.");
        const auto unread =
            std::ranges::find(m_report.findings.problems, ErrorCode::InputOutput, &VerifyProblem::code);
        if (unread != m_report.findings.problems.end()) // a disk that fails says nothing about the backup
            return fail(ErrorCode::InputOutput, unread->text);
        if (!m_report.findings.problems.empty())
            return enterDamage();
        const CatalogueEntry* const listed = m_folder.entry(m_name);
        if (listed != nullptr && listed->headHash != headHash && !listed->damaged)
            m_report.findings.problems.push_back(
                {ErrorCode::Damaged,
                 "It is whole, but not what was proven as it was made: it was changed since."});
        CatalogueEntry entry = entryOf(m_before, *found, counts, headHash);
        entry.proven = m_vault.now();
        enter(std::move(entry));
        m_report.proven = true;
        return write();
    }

    Result<void> enterDamage()
    {
        if (CatalogueEntry* const listed = m_folder.entry(m_name); listed != nullptr)
            listed->damaged = true;
        return write();
    }

    /// In its place by the time that it says, but never as the last one where others were made after it.
    void enter(CatalogueEntry entry)
    {
        std::vector<CatalogueEntry>& entries = m_folder.catalogue().entries;
        if (CatalogueEntry* const listed = m_folder.entry(entry.name); listed != nullptr) {
            entry.accepted = listed->accepted;
            *listed = std::move(entry);
            return;
        }
        const auto later = std::ranges::find_if(
            entries, [&](const CatalogueEntry& other) { return other.made > entry.made; });
        entries.insert(later, std::move(entry));
    }

    Result<void> write()
    {
        LOCKLEAF_CHECK(m_folder.writeCatalogue());
        const BackupListing listing = m_folder.listing();
        if (const auto now = std::ranges::find(listing.generations, m_name, &Generation::name);
            now != listing.generations.end())
            m_report.generation = *now;
        return {};
    }

    Vault& m_vault;
    BackupFolder m_folder;
    std::string m_name;
    ProofReport& m_report;
    bool m_begun = false;
    Generation m_before;
    std::unique_ptr<OpenGeneration> m_generation;
    std::unique_ptr<SlicedJob> m_verify;
};

} // namespace

OpenGeneration::OpenGeneration(std::unique_ptr<Vault> vault, std::filesystem::path file)
    : m_vault(std::move(vault)), m_file(std::move(file))
{
}

OpenGeneration::~OpenGeneration()
{
    quietly([this] {
        m_vault.reset(); // nothing was written, so nothing has to be moved out of its log
        (void)removeEmptyLog(m_file);
    });
}

Result<std::unique_ptr<OpenGeneration>> OpenGeneration::open(Vault& vault, const BackupPlace& place,
                                                             const std::string& name)
{
    return guarded([&]() -> Result<std::unique_ptr<OpenGeneration>> {
        BackupFolder folder(vault, place);
        LOCKLEAF_CHECK(folder.read());
        const FoundBackup* const found = folder.find(name);
        if (found == nullptr)
            return fail(ErrorCode::NotFound, "There is no such backup of this vault.");
        if (found->hasOtherKeys)
            return fail(ErrorCode::WrongPassword,
                        "This backup was made before the keys were changed; only its own password opens it.");
        const std::filesystem::path file = folder.pathOf(name);
        auto opened = vault.openCopy(file);
        if (!opened) {
            (void)removeEmptyLog(file);
            return std::unexpected(std::move(opened).error());
        }
        return std::unique_ptr<OpenGeneration>(new OpenGeneration(std::move(*opened), file));
    });
}

std::unique_ptr<SlicedJob> makeProveJob(Vault& vault, BackupPlace place, std::string name,
                                        ProofReport& report)
{
    return std::make_unique<ProveJob>(vault, std::move(place), std::move(name), report);
}

std::unique_ptr<SlicedJob> makeRestoreAllJob(OpenGeneration& from, std::filesystem::path target,
                                             SnapshotReport& report)
{
    return from.vault().makeSnapshotJob(std::move(target), report);
}

Result<void> acceptShrink(Vault& vault, const BackupPlace& place)
{
    return guarded([&]() -> Result<void> {
        BackupFolder folder(vault, place);
        LOCKLEAF_CHECK(folder.read());
        std::vector<CatalogueEntry>& entries = folder.catalogue().entries;
        const auto last = std::find_if(entries.rbegin(), entries.rend(),
                                       [&](const CatalogueEntry& entry) { return folder.counts(entry); });
        if (last == entries.rend() || last->accepted)
            return {};
        for (CatalogueEntry& entry : entries)
            entry.accepted = false;
        last->accepted = true;
        return folder.writeCatalogue();
    });
}

Result<void> removeGeneration(Vault& vault, const BackupPlace& place, const std::string& name)
{
    return guarded([&]() -> Result<void> {
        BackupFolder folder(vault, place);
        LOCKLEAF_CHECK(folder.read());
        if (folder.find(name) == nullptr && folder.entry(name) == nullptr)
            return fail(ErrorCode::NotFound, "There is no such backup of this vault.");
        const BackupListing listing = folder.listing();
        const auto newest =
            std::ranges::find(listing.generations, GenerationState::Proven, &Generation::state);
        if (newest != listing.generations.end() && newest->name == name)
            return fail(ErrorCode::InvalidArgument,
                        "This is the newest proven backup; make another one first.");
        if (CatalogueEntry* const entry = folder.entry(name); entry != nullptr) {
            entry->leaving = true;
            LOCKLEAF_CHECK(folder.writeCatalogue());
        }
        return folder.remove(name);
    });
}

} // namespace lockleaf
