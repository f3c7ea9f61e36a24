// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/import_foreign.h"

#include "core/base/text.h"
#include "core/interchange/foreign_notes.h"
#include "core/interchange/import_enex.h"
#include "core/interchange/import_jex.h"

#include <array>

namespace lockleaf {

namespace {

constexpr std::size_t tarBlock = 512;
constexpr std::size_t tarMagicAt = 257;

bool hasExtension(const std::filesystem::path& file, std::string_view wanted)
{
    std::string extension = file.extension().string();
    for (char& c : extension)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return extension == wanted;
}

} // namespace

Result<std::optional<ForeignKind>> foreignKindOf(const std::filesystem::path& file)
{
    LOCKLEAF_TRY(const std::shared_ptr<const ImportFile> opened, ImportFile::open(file));
    std::array<std::uint8_t, 4096> beginning{};
    LOCKLEAF_TRY(const std::size_t size, opened->readAt(0, beginning));
    const std::string_view text = textOf(ByteView(beginning).first(size));
    if (size >= tarBlock && text.substr(tarMagicAt, 5) == "ustar")
        return std::optional(ForeignKind::Jex);
    if (text.find("<en-export") != std::string_view::npos || hasExtension(file, ".enex"))
        return std::optional(ForeignKind::Enex);
    if (hasExtension(file, ".jex"))
        return std::optional(ForeignKind::Jex);
    return std::optional<ForeignKind>{};
}

Result<std::unique_ptr<SlicedJob>> makeForeignImportJob(Vault& vault, const std::filesystem::path& file,
                                                        ForeignKind kind, ForeignImportOptions options,
                                                        ForeignReport& report)
{
    LOCKLEAF_TRY(std::shared_ptr<const ImportFile> opened, ImportFile::open(file));
    if (kind == ForeignKind::Jex)
        return makeJexImportJob(vault, std::move(opened), std::move(options), report);
    const std::string stem = file.stem().string(); // of any octets
    return makeEnexImportJob(vault, std::move(opened), isStorableText(stem) ? notebookName(stem) : "Evernote",
                             std::move(options), report);
}

} // namespace lockleaf
