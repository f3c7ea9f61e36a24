// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backup/backup.h"
#include "core/backup/catalogue.h"

#include <string>
#include <vector>

namespace lockleaf {

/// What stands at a name in the folder, without a key.
struct FoundBackup
{
    std::string name;
    std::array<std::uint8_t, 16> fileSalt{};
    std::uint64_t fileSize = 0;
    std::uint64_t headerGeneration = 0;
    bool hasOtherKeys = false;
    bool readable = true; ///< False: the beginning of the file is damaged.
    bool hasLog = false;  ///< Somebody opened it and changed it.
};

/// A folder of backups as one vault sees it: its own files, and the catalogue. Files of other vaults and
/// files that it does not know are left alone. `vault` must outlive it.
class BackupFolder
{
public:
    BackupFolder(Vault& vault, BackupPlace place) : m_vault(vault), m_place(std::move(place)) {}

    /// Makes the folder where it is missing. Errors: NotARegularFile where something else stands there, a
    /// link included.
    [[nodiscard]] Result<void> make();
    /// Reads catalogue and names. A folder that is not there is empty; a catalogue that cannot be opened is
    /// empty, and catalogueLost() says so.
    [[nodiscard]] Result<void> read();

    [[nodiscard]] const std::vector<FoundBackup>& found() const { return m_found; }
    [[nodiscard]] Catalogue& catalogue() { return m_catalogue; }
    [[nodiscard]] bool catalogueLost() const { return m_catalogueLost; }
    [[nodiscard]] std::filesystem::path pathOf(std::string_view name) const { return m_place.folder / name; }
    [[nodiscard]] const BackupPlace& place() const { return m_place; }

    [[nodiscard]] const FoundBackup* find(std::string_view name) const;
    [[nodiscard]] CatalogueEntry* entry(std::string_view name);
    /// Whether `entry` is proven, and its file the one of then.
    [[nodiscard]] bool counts(const CatalogueEntry& entry) const;
    /// A name for a backup that is free.
    [[nodiscard]] std::string freeName(Timestamp made, BackupReason reason) const;

    /// Writes the catalogue so that after a power cut the old or the new one is there.
    [[nodiscard]] Result<void> writeCatalogue();
    /// Drops entries of files that went as they were to go.
    void forgetWhatLeft();
    /// Removes what runs that were cut short have left.
    void removeTemporaries();
    /// Removes a generation and what is empty beside it, durably.
    [[nodiscard]] Result<void> remove(const std::string& name);

    [[nodiscard]] BackupListing listing() const;
    [[nodiscard]] Generation describe(const FoundBackup& found) const;

private:
    [[nodiscard]] Result<bool> isThere() const;
    [[nodiscard]] Result<void> readCatalogue();
    void look(const std::string& name);

    Vault& m_vault;
    BackupPlace m_place;
    std::vector<FoundBackup> m_found;
    std::vector<std::string> m_temporaries;
    Catalogue m_catalogue;
    bool m_catalogueLost = false;
};

} // namespace lockleaf
