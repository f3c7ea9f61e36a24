// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/archive/export_archive.h"
#include "ui/vault/job_run.h"
#include "ui/vault/side_work.h"

namespace lockleaf::ui {

/// Which notes are to go out, and where to.
struct ExportWish
{
    std::filesystem::path target;
    bool trash = false;
    bool versions = false;
    std::optional<RecordId> notebook;           ///< Only what is in it and below it.
    std::optional<std::vector<RecordId>> notes; ///< Only these.
};

/// What an export came to.
struct ExportSum
{
    std::uint64_t notes = 0;
    std::uint64_t files = 0;
    bool checked = false;    ///< It was read back whole.
    std::uint64_t texts = 0; ///< Of the notes: too large for pages, written as text.
};

/// One export, slice by slice between the other calls on the vault. Starts when it is made; lives on the GUI
/// thread; `session` must outlive it. The key of an archive is derived on a thread of its own before.
/// Deleting the run cancels it and leaves no file.
class ExportRun : public QObject
{
    Q_OBJECT

public:
    /// Makes the job of a plain export on the vault's thread; it keeps `sum` right.
    using MakePlain = std::function<Result<std::unique_ptr<SlicedJob>>(
        Vault& vault, std::filesystem::path target, ExportChoice choice, std::shared_ptr<ExportSum> sum)>;

    /// Into an archive with a password.
    ExportRun(VaultSession& session, ExportWish wish, Passphrase password);
    /// Into an archive for these people (at least one).
    ExportRun(VaultSession& session, ExportWish wish, std::vector<age::Recipient> recipients);
    /// Not encrypted.
    ExportRun(VaultSession& session, ExportWish wish, MakePlain make);
    ~ExportRun() override;

    /// Asks it to stop; finished() follows with ErrorCode::Cancelled, unless it had ended already. A key that
    /// is being derived is given up at once.
    void cancel();

Q_SIGNALS:
    void progressed(qulonglong done, qulonglong total);
    /// Once; no error: it went well.
    void finished(const lockleaf::ui::ExportSum& sum, const std::optional<lockleaf::Error>& error);

private:
    ExportRun(VaultSession& session, ExportWish wish);
    void seal(std::function<Result<ArchiveSeal>()> make);
    void writeArchive(ArchiveSeal seal);
    void handleFinished(const std::optional<Error>& error);

    ExportWish m_wish;
    std::shared_ptr<ExportSum> m_sum = std::make_shared<ExportSum>();
    SideWork m_work;
    JobRun m_run;
};

} // namespace lockleaf::ui
