// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/import_run.h"

#include "core/interchange/import_file.h"
#include "core/interchange/import_foreign.h"
#include "ui/vault/held_job.h"

#include <array>

namespace lockleaf::ui {

namespace {

constexpr std::string_view ageBeginning = "age-encryption.org/";
constexpr std::string_view armorBeginning = "-----BEGIN AGE ENCRYPTED FILE-----";

Result<bool> isArchive(const std::filesystem::path& file)
{
    LOCKLEAF_TRY(const std::shared_ptr<const ImportFile> opened, ImportFile::open(file));
    std::array<std::uint8_t, 64> beginning{};
    LOCKLEAF_TRY(const std::size_t size, opened->readAt(0, beginning));
    const std::string_view text = textOf(ByteView(beginning).first(size));
    return text.starts_with(ageBeginning) || text.starts_with(armorBeginning) || file.extension() == ".age";
}

Result<std::unique_ptr<SlicedJob>> makeFileJob(Vault& vault, const ImportWish& wish, ImportOutcome& outcome)
{
    outcome.source = ImportOutcome::Source::Missing;
    LOCKLEAF_TRY(const bool archive, isArchive(wish.source));
    outcome.source = archive ? ImportOutcome::Source::Archive : ImportOutcome::Source::Unknown;
    if (archive)
        return fail(ErrorCode::InvalidArgument);
    LOCKLEAF_TRY(const std::optional<ForeignKind> kind, foreignKindOf(wish.source));
    if (!kind)
        return fail(ErrorCode::InvalidArgument);
    outcome.source = ImportOutcome::Source::Export;
    return makeForeignImportJob(vault, wish.source, *kind, {wish.notebook, wish.dryRun}, outcome.file);
}

Result<std::unique_ptr<SlicedJob>> makeImportJob(Vault& vault, const ImportWish& wish, ImportOutcome& outcome)
{
    std::error_code error;
    if (!std::filesystem::is_directory(wish.source, error))
        return makeFileJob(vault, wish, outcome);
    outcome.source = ImportOutcome::Source::Folder;
    MarkdownImportOptions options;
    options.notebook = wish.notebook;
    options.duplicates = wish.duplicates;
    options.dryRun = wish.dryRun;
    return makeMarkdownImportJob(vault, wish.source, options, outcome.folder);
}

} // namespace

ImportRun::ImportRun(VaultSession& session, ImportWish wish) : m_run(session, nullptr)
{
    auto outcome = std::make_shared<ImportOutcome>();
    connect(&m_run, &JobRun::progressed, this, &ImportRun::progressed);
    connect(&m_run, &JobRun::finished, this,
            [this, outcome](const std::optional<Error>& error) { Q_EMIT finished(outcome, error); });
    m_run.start([outcome, wish = std::move(wish)](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(auto job, makeImportJob(vault, wish, *outcome));
        return std::make_unique<HeldJob>(outcome, std::move(job));
    });
}

} // namespace lockleaf::ui
