// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/interchange/foreign_report.h"
#include "core/interchange/import_markdown.h"
#include "ui/vault/job_run.h"

namespace lockleaf::ui {

/// What somebody wants to import.
struct ImportWish
{
    std::filesystem::path source;             ///< A folder or a file.
    std::string notebook;                     ///< Everything goes below it; empty: the top.
    Duplicates duplicates = Duplicates::Skip; ///< Of a folder; from files duplicates never come.
    bool dryRun = false;
};

/// What it turned out to be, and what came of it.
struct ImportOutcome
{
    enum class Source {
        Missing, ///< There is nothing of that name, or it cannot be looked at.
        Folder,  ///< Of Markdown files.
        Export,  ///< A file of another program: JEX or ENEX.
        Archive, ///< An encrypted one: that is for a restore.
        Unknown,
    };
    Source source = Source::Missing;
    ImportReport folder; ///< Of Source::Folder.
    ForeignReport file;  ///< Of Source::Export.

    [[nodiscard]] bool isExport() const { return source == Source::Export; }
    [[nodiscard]] std::uint64_t found() const { return isExport() ? file.found : folder.found; }
    [[nodiscard]] const std::vector<RecordId>& notes() const
    {
        return isExport() ? file.notes : folder.notes;
    }
    [[nodiscard]] const std::vector<RecordId>& notebooks() const
    {
        return isExport() ? file.notebooks : folder.notebooks;
    }
};

/// One import of a folder or a file or, as a dry run, the counting of what would come. Starts when it is
/// made; GUI thread only; `session` must outlive it. What the source is is found out on the vault's thread,
/// since a disk may take its time. Deleting it cancels it: what came in until then stays.
class ImportRun : public QObject
{
    Q_OBJECT

public:
    ImportRun(VaultSession& session, ImportWish wish);

    /// finished() follows with ErrorCode::Cancelled, unless it had ended already.
    void cancel() { m_run.cancel(); }

Q_SIGNALS:
    void progressed(qulonglong done, qulonglong total);
    /// Once. The outcome tells what came in, also where `error` ended it early. InvalidArgument for an
    /// archive and for what is of no known kind.
    void finished(const std::shared_ptr<const lockleaf::ui::ImportOutcome>& outcome,
                  const std::optional<lockleaf::Error>& error);

private:
    JobRun m_run;
};

} // namespace lockleaf::ui
