// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/markdown_import_run.h"

namespace lockleaf::ui {

MarkdownImportRun::MarkdownImportRun(VaultSession& session, std::filesystem::path folder,
                                     MarkdownImportOptions options)
    : m_run(session, nullptr)
{
    auto report = std::make_shared<ImportReport>();
    connect(&m_run, &JobRun::progressed, this, &MarkdownImportRun::progressed);
    connect(&m_run, &JobRun::finished, this,
            [this, report](const std::optional<Error>& error) { Q_EMIT finished(report, error); });
    // The job may outlive this: it holds the report by itself.
    struct Holding final : SlicedJob
    {
        Holding(std::shared_ptr<ImportReport> held, std::unique_ptr<SlicedJob> job)
            : m_report(std::move(held)), m_job(std::move(job))
        {
        }
        Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
        {
            return m_job->runSlice(budget, progress);
        }
        std::shared_ptr<ImportReport> m_report;
        std::unique_ptr<SlicedJob> m_job; ///< Goes first.
    };
    m_run.start([report, folder = std::move(folder),
                 options = std::move(options)](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        return std::make_unique<Holding>(report, makeMarkdownImportJob(vault, folder, options, *report));
    });
}

} // namespace lockleaf::ui
