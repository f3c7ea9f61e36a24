// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/catalogue.h"

#include "core/crypto/aead.h"
#include "core/vaultfile/associated_data.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::string_view catalogueLabel = "lockleaf backups";
static_assert(catalogueLabel.size() == layout::labelSize);
constexpr std::uint8_t catalogueLayout = 1;
constexpr std::uint8_t flagAccepted = 1;
constexpr std::uint8_t flagLeaving = 2;
constexpr std::uint8_t flagDamaged = 4;
constexpr std::size_t numbersInEntry = 11;
constexpr std::size_t fixedPart = 2 + numbersInEntry * 8 + 32 + 16 + 2;
constexpr std::size_t headPart = 5;
constexpr std::size_t longestName = 255;

AssociatedData catalogueData(VaultId vault)
{
    AssociatedData data(catalogueLabel);
    data.u16(layout::format).bytes(vault.view());
    return data;
}

void appendNumber(Bytes& out, std::uint64_t number)
{
    std::array<std::uint8_t, 8> bytes{};
    storeLe64(bytes.data(), number);
    out.insert(out.end(), bytes.begin(), bytes.end());
}

void append(Bytes& out, const CatalogueEntry& entry)
{
    out.push_back(static_cast<std::uint8_t>(entry.reason));
    out.push_back(static_cast<std::uint8_t>((entry.accepted ? flagAccepted : 0) |
                                            (entry.leaving ? flagLeaving : 0) |
                                            (entry.damaged ? flagDamaged : 0)));
    for (const std::uint64_t number :
         {static_cast<std::uint64_t>(entry.made), static_cast<std::uint64_t>(entry.proven), entry.epoch,
          entry.notes, entry.trashed, entry.notebooks, entry.bodyBytes, entry.attachments,
          entry.attachmentBytes, entry.fileSize, entry.headerGeneration})
        appendNumber(out, number);
    out.insert(out.end(), entry.headHash.begin(), entry.headHash.end());
    out.insert(out.end(), entry.fileSalt.begin(), entry.fileSalt.end());
    std::array<std::uint8_t, 2> size{};
    storeLe16(size.data(), static_cast<std::uint16_t>(entry.name.size()));
    out.insert(out.end(), size.begin(), size.end());
    out.insert(out.end(), entry.name.begin(), entry.name.end());
}

/// A name that stays in its folder.
bool isFileName(std::string_view name)
{
    return !name.empty() && name.size() <= longestName && name != "." && name != ".." &&
           name.find('/') == std::string_view::npos && name.find('\0') == std::string_view::npos;
}

/// Takes one entry off the beginning of `rest`; false where it does not follow the format.
bool takeEntry(ByteView& rest, CatalogueEntry& entry)
{
    if (rest.size() < fixedPart || rest[0] < 1 || rest[0] > 5 || rest[1] > 7)
        return false;
    entry.reason = static_cast<BackupReason>(rest[0]);
    entry.accepted = (rest[1] & flagAccepted) != 0;
    entry.leaving = (rest[1] & flagLeaving) != 0;
    entry.damaged = (rest[1] & flagDamaged) != 0;
    std::uint64_t made = 0;
    std::uint64_t proven = 0;
    const std::array<std::uint64_t*, numbersInEntry> numbers{&made,
                                                             &proven,
                                                             &entry.epoch,
                                                             &entry.notes,
                                                             &entry.trashed,
                                                             &entry.notebooks,
                                                             &entry.bodyBytes,
                                                             &entry.attachments,
                                                             &entry.attachmentBytes,
                                                             &entry.fileSize,
                                                             &entry.headerGeneration};
    rest = rest.subspan(2);
    for (std::uint64_t* number : numbers) {
        *number = loadLe64(rest.data());
        rest = rest.subspan(8);
    }
    entry.made = static_cast<Timestamp>(made);
    entry.proven = static_cast<Timestamp>(proven);
    std::copy_n(rest.begin(), entry.headHash.size(), entry.headHash.begin());
    rest = rest.subspan(entry.headHash.size());
    std::copy_n(rest.begin(), entry.fileSalt.size(), entry.fileSalt.begin());
    rest = rest.subspan(entry.fileSalt.size());
    const std::size_t size = loadLe16(rest.data());
    rest = rest.subspan(2);
    if (rest.size() < size)
        return false;
    entry.name = textOf(rest.first(size));
    rest = rest.subspan(size);
    return isFileName(entry.name);
}

} // namespace

Bytes sealCatalogue(const Catalogue& catalogue, VaultId vault, const SecretKey<BackupPurpose>& key)
{
    Bytes plain(headPart);
    plain[0] = catalogueLayout;
    storeLe32(plain.data() + 1, static_cast<std::uint32_t>(catalogue.entries.size()));
    for (const CatalogueEntry& entry : catalogue.entries)
        append(plain, entry);
    return aead::sealBox(key, catalogueData(vault).view(), plain);
}

Result<Catalogue> openCatalogue(ByteView sealed, VaultId vault, const SecretKey<BackupPurpose>& key)
{
    LOCKLEAF_TRY(const SecureBytes plain, aead::openBox(key, catalogueData(vault).view(), sealed));
    ByteView rest = plain.view();
    if (rest.size() < headPart || rest[0] != catalogueLayout)
        return fail(ErrorCode::Damaged, "the catalogue of backups");
    const std::uint32_t count = loadLe32(rest.data() + 1);
    rest = rest.subspan(headPart);
    Catalogue catalogue;
    if (count > Catalogue::mostEntries)
        return fail(ErrorCode::Damaged, "the catalogue of backups");
    for (std::uint32_t i = 0; i < count; ++i) {
        CatalogueEntry entry;
        if (!takeEntry(rest, entry))
            return fail(ErrorCode::Damaged, "the catalogue of backups");
        catalogue.entries.push_back(std::move(entry));
    }
    if (!rest.empty())
        return fail(ErrorCode::Damaged, "the catalogue of backups");
    return catalogue;
}

std::string catalogueName(VaultId vault)
{
    return vault.toHex() + ".catalogue";
}

} // namespace lockleaf
