// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/backup_folder.h"

#include "core/backup/generation_name.h"
#include "core/base/file_system.h"
#include "core/store/state_file.h"
#include "core/vault/left_copies.h"
#include "core/vaultfile/file_io.h"

#include <algorithm>
#include <cerrno>

namespace lockleaf {

namespace {

constexpr std::size_t largestCatalogue = std::size_t{4} << 20;
constexpr std::string_view vaultEnding = ".lockleaf";

bool removeAt(const std::filesystem::path& path)
{
    return fileSystem().remove(FileSystem::anywhere, path) == 0;
}

void describeEntry(Generation& generation, const CatalogueEntry& entry)
{
    generation.name = entry.name;
    generation.made = entry.made;
    generation.proven = entry.proven;
    generation.reason = entry.reason;
    generation.counts.notes = entry.notes;
    generation.counts.trashed = entry.trashed;
    generation.counts.notebooks = entry.notebooks;
    generation.counts.bodyBytes = entry.bodyBytes;
    generation.counts.epoch = entry.epoch;
    generation.counts.attachments = entry.attachments;
    generation.counts.attachmentBytes = entry.attachmentBytes;
    generation.fileSize = entry.fileSize;
}

ShrinkNotice noticeFor(const CatalogueEntry& before, const CatalogueEntry& now)
{
    return {true,
            before.name,
            before.notes,
            now.notes,
            before.bodyBytes,
            now.bodyBytes,
            before.attachmentBytes,
            now.attachmentBytes};
}

} // namespace

BackupPlace BackupPlace::of(const std::filesystem::path& vaultFile, const VaultSettings& settings,
                            std::chrono::minutes utcOffset)
{
    if (!settings.backupFolder.empty())
        return {vaultFile, settings.backupFolder, utcOffset};
    return {vaultFile, vaultFile.parent_path() / (nameInBackups(vaultFile) + ".backups"), utcOffset};
}

Result<bool> BackupFolder::isThere() const
{
    FileSystem::Found found;
    const int problem = fileSystem().look(FileSystem::anywhere, m_place.folder, found);
    if (problem == ENOENT)
        return false;
    if (problem != 0)
        return failErrno(problem, "the folder of the backups");
    if (found.kind != FileSystem::Kind::Folder)
        return fail(ErrorCode::NotARegularFile,
                    "In the place of the folder for backups stands something else, or a link.");
    return true;
}

Result<void> BackupFolder::make()
{
    LOCKLEAF_TRY(const bool there, isThere());
    if (there)
        return {};
    if (const int problem = fileSystem().makeFolder(m_place.folder); problem != 0)
        return failErrno(problem, "making the folder of the backups");
    return syncFolderAt(m_place.folder.parent_path(), "sync of the folder");
}

Result<void> BackupFolder::readCatalogue()
{
    m_catalogue = {};
    m_catalogueLost = false;
    const auto content = readSmallFile(pathOf(catalogueName(m_vault.vaultId())), largestCatalogue);
    if (content) {
        auto opened = openCatalogue(*content, m_vault.vaultId(), m_vault.backupKey());
        if (opened)
            m_catalogue = std::move(*opened);
        m_catalogueLost = !opened;
        return {};
    }
    const ErrorCode code = content.error().code;
    if (code == ErrorCode::FileNotFound || code == ErrorCode::InvalidArgument ||
        code == ErrorCode::NotARegularFile) {
        m_catalogueLost = true; // unless there is nothing to list
        return {};
    }
    return std::unexpected(content.error());
}

Result<void> BackupFolder::read()
{
    m_found.clear();
    m_temporaries.clear();
    m_catalogue = {};
    m_catalogueLost = false;
    LOCKLEAF_TRY(const bool there, isThere());
    if (!there)
        return {};
    LOCKLEAF_CHECK(readCatalogue());
    std::vector<std::string> names;
    if (const int problem = fileSystem().list(m_place.folder, names); problem != 0)
        return failErrno(problem, "reading the folder of the backups");
    std::ranges::sort(names);
    for (const std::string& name : names) {
        if (isTemporaryCopy(name, m_vault.vaultId()))
            m_temporaries.push_back(name);
        else if (name.ends_with(vaultEnding))
            look(name);
    }
    // After a change of the keys the catalogue of before cannot be opened, and need not be.
    if (std::ranges::all_of(m_found, &FoundBackup::hasOtherKeys))
        m_catalogueLost = false;
    return {};
}

/// Takes a file in where it is one of this vault.
void BackupFolder::look(const std::string& name)
{
    const bool isListed = entry(name) != nullptr;
    FoundBackup found;
    found.name = name;
    FileSystem::Found file;
    if (fileSystem().look(FileSystem::anywhere, pathOf(name), file) != 0 ||
        file.kind != FileSystem::Kind::RegularFile)
        return;
    found.fileSize = file.size;
    FileSystem::Found log;
    found.hasLog = fileSystem().look(FileSystem::anywhere, pathOf(name).string() + "-wal", log) == 0 &&
                   log.kind == FileSystem::Kind::RegularFile && log.size != 0;
    if (const auto info = Vault::info(pathOf(name))) {
        if (info->vaultId != m_vault.vaultId())
            return;
        found.fileSalt = info->fileSalt;
        found.headerGeneration = info->generation;
        found.hasOtherKeys = info->inboxPublicKey != m_vault.inboxPublicKey();
    } else if (isListed) {
        found.readable = false;
    } else {
        return; // nobody can say whose it is
    }
    m_found.push_back(std::move(found));
}

const FoundBackup* BackupFolder::find(std::string_view name) const
{
    const auto found = std::ranges::find(m_found, name, &FoundBackup::name);
    return found == m_found.end() ? nullptr : &*found;
}

CatalogueEntry* BackupFolder::entry(std::string_view name)
{
    const auto found = std::ranges::find(m_catalogue.entries, name, &CatalogueEntry::name);
    return found == m_catalogue.entries.end() ? nullptr : &*found;
}

bool BackupFolder::counts(const CatalogueEntry& entry) const
{
    const FoundBackup* const found = find(entry.name);
    return found != nullptr && !entry.damaged && found->readable && !found->hasLog &&
           found->fileSize == entry.fileSize && found->fileSalt == entry.fileSalt;
}

std::string BackupFolder::freeName(Timestamp made, BackupReason reason) const
{
    const std::string vaultName = nameInBackups(m_place.vaultFile);
    for (unsigned copy = 1;; ++copy) {
        std::string name = generationName(vaultName, made, reason, m_place.utcOffset, copy);
        FileSystem::Found found;
        const bool isListed =
            std::ranges::find(m_catalogue.entries, name, &CatalogueEntry::name) != m_catalogue.entries.end();
        if (!isListed && fileSystem().look(FileSystem::anywhere, pathOf(name), found) == ENOENT &&
            fileSystem().look(FileSystem::anywhere, pathOf(name).string() + "-wal", found) == ENOENT)
            return name;
        if (copy > Catalogue::mostEntries)
            return name; // which then exists
    }
}

Result<void> BackupFolder::writeCatalogue()
{
    const Bytes sealed = sealCatalogue(m_catalogue, m_vault.vaultId(), m_vault.backupKey());
    return replaceSmallFile(pathOf(catalogueName(m_vault.vaultId())), sealed);
}

void BackupFolder::forgetWhatLeft()
{
    std::erase_if(m_catalogue.entries, [this](const CatalogueEntry& entry) {
        return entry.leaving && find(entry.name) == nullptr;
    });
    // What was to go and is still there stays: a power cut, or a disk that refused.
    for (CatalogueEntry& entry : m_catalogue.entries)
        entry.leaving = false;
}

void BackupFolder::removeTemporaries()
{
    for (const std::string& name : m_temporaries)
        removeAt(pathOf(name)); // else the next run does it
    m_temporaries.clear();
}

Result<void> BackupFolder::remove(const std::string& name)
{
    const std::filesystem::path path = pathOf(name);
    const int problem = fileSystem().remove(FileSystem::anywhere, path);
    if (problem != 0 && problem != ENOENT)
        return failErrno(problem, "removing a backup");
    (void)removeEmptyLog(path); // it holds nothing
    std::erase_if(m_found, [&](const FoundBackup& found) { return found.name == name; });
    return syncFolderAt(m_place.folder, "sync of the folder");
}

Generation BackupFolder::describe(const FoundBackup& found) const
{
    Generation generation;
    generation.name = found.name;
    const auto listed = std::ranges::find(m_catalogue.entries, found.name, &CatalogueEntry::name);
    if (listed != m_catalogue.entries.end()) {
        describeEntry(generation, *listed);
        generation.state = counts(*listed) ? GenerationState::Proven : GenerationState::Damaged;
    } else if (const auto read =
                   readGenerationName(found.name, nameInBackups(m_place.vaultFile), m_place.utcOffset)) {
        generation.made = read->made;
        generation.reason = read->reason;
    }
    if (found.hasOtherKeys)
        generation.state = GenerationState::EarlierKeys;
    generation.fileSize = found.fileSize;
    generation.earlierPassword =
        found.hasOtherKeys || (found.readable && found.headerGeneration < m_vault.headerGeneration());
    return generation;
}

BackupListing BackupFolder::listing() const
{
    BackupListing listing;
    listing.catalogueLost = m_catalogueLost;
    std::vector<const CatalogueEntry*> proven;
    std::vector<KeptGeneration> kept;
    for (const CatalogueEntry& entry : m_catalogue.entries) {
        if (counts(entry)) {
            proven.push_back(&entry);
            kept.push_back(entry.kept());
            listing.lastProven = entry.made;
            listing.lastEpoch = entry.epoch;
        }
        if (find(entry.name) == nullptr && !entry.leaving) {
            Generation missing;
            describeEntry(missing, entry);
            missing.state = GenerationState::Missing;
            listing.generations.push_back(std::move(missing));
        }
    }
    for (const FoundBackup& found : m_found) {
        listing.generations.push_back(describe(found));
        listing.bytes += found.fileSize;
    }
    if (const auto held = heldBack(kept)) {
        listing.shrink = noticeFor(*proven[held->last], *proven[held->shrunk]);
        for (Generation& generation : listing.generations)
            for (std::size_t i = 0; i <= held->last; ++i)
                generation.held = generation.held || generation.name == proven[i]->name;
    }
    const auto placeOf = [this](const Generation& generation) {
        const auto listed = std::ranges::find(m_catalogue.entries, generation.name, &CatalogueEntry::name);
        return listed - m_catalogue.entries.begin();
    };
    std::ranges::sort(listing.generations, [&](const Generation& a, const Generation& b) {
        const bool bothListed = a.proven.has_value() && b.proven.has_value();
        if (bothListed) // clocks jump; the order of the list does not
            return placeOf(a) > placeOf(b);
        return a.made != b.made ? a.made > b.made : a.name > b.name;
    });
    return listing;
}

Result<BackupListing> listBackups(Vault& vault, const BackupPlace& place)
{
    BackupFolder folder(vault, place);
    LOCKLEAF_CHECK(folder.read());
    return folder.listing();
}

} // namespace lockleaf
