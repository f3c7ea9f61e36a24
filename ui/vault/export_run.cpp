// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/export_run.h"

#include "core/archive/notes_in.h"
#include "ui/vault/held_job.h"

namespace lockleaf::ui {

namespace {

Result<ExportChoice> choiceFor(Vault& vault, const ExportWish& wish)
{
    ExportChoice choice{wish.trash, wish.versions, wish.notes};
    if (wish.notebook) {
        LOCKLEAF_TRY(choice.notes, notesIn(vault, *wish.notebook, wish.trash));
    }
    return choice;
}

/// An archive's job with its report; the sum is told at its end.
class ArchiveExportJob final : public SlicedJob
{
public:
    ArchiveExportJob(Vault& vault, const ExportWish& wish, ArchiveSeal seal, ExportChoice choice,
                     std::shared_ptr<ExportSum> sum)
        : m_sum(std::move(sum)),
          m_job(makeExportJob(vault, wish.target, std::move(seal), m_report, std::move(choice)))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        auto done = m_job->runSlice(budget, progress);
        if (done && *done)
            *m_sum = {m_report.notes, m_report.attachments, m_report.readBack, 0};
        return done;
    }

private:
    ExportReport m_report;
    std::shared_ptr<ExportSum> m_sum;
    std::unique_ptr<SlicedJob> m_job; ///< Goes first.
};

} // namespace

ExportRun::ExportRun(VaultSession& session, ExportWish wish)
    : m_wish(std::move(wish)), m_run(session, nullptr)
{
    connect(&m_run, &JobRun::progressed, this, &ExportRun::progressed);
    connect(&m_run, &JobRun::finished, this, &ExportRun::handleFinished);
}

ExportRun::ExportRun(VaultSession& session, ExportWish wish, Passphrase password)
    : ExportRun(session, std::move(wish))
{
    auto secret = std::make_shared<Passphrase>(std::move(password));
    seal([secret]() mutable {
        const std::shared_ptr<Passphrase> held = std::move(secret); // goes on this thread
        return ArchiveSeal::forPassphrase(*held);
    });
}

ExportRun::ExportRun(VaultSession& session, ExportWish wish, std::vector<age::Recipient> recipients)
    : ExportRun(session, std::move(wish))
{
    seal([recipients = std::move(recipients)] { return ArchiveSeal::forRecipients(recipients); });
}

ExportRun::ExportRun(VaultSession& session, ExportWish wish, MakePlain make)
    : ExportRun(session, std::move(wish))
{
    m_run.start([wish = m_wish, make = std::move(make),
                 sum = m_sum](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(ExportChoice choice, choiceFor(vault, wish));
        return make(vault, wish.target, std::move(choice), sum);
    });
}

ExportRun::~ExportRun() = default;

void ExportRun::seal(std::function<Result<ArchiveSeal>()> make)
{
    m_work.run(std::move(make), [this](Result<ArchiveSeal> made) {
        if (made)
            writeArchive(std::move(*made));
        else
            handleFinished(made.error());
    });
}

void ExportRun::writeArchive(ArchiveSeal seal)
{
    auto held = std::make_shared<ArchiveSeal>(std::move(seal));
    m_run.start([wish = m_wish, held, sum = m_sum](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(ExportChoice choice, choiceFor(vault, wish));
        return std::make_unique<ArchiveExportJob>(vault, wish, std::move(*held), std::move(choice), sum);
    });
}

void ExportRun::handleFinished(const std::optional<Error>& error)
{
    Q_EMIT finished(*m_sum, error);
}

void ExportRun::cancel()
{
    if (!m_work.isBusy()) {
        m_run.cancel();
        return;
    }
    m_work.giveUp();
    // Whoever cancels is not told before this returns.
    QMetaObject::invokeMethod(
        this, [this] { handleFinished(Error{ErrorCode::Cancelled, {}, 0}); }, Qt::QueuedConnection);
}

} // namespace lockleaf::ui
