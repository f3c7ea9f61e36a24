// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/export_formats.h"

#include "core/interchange/export_html.h"
#include "ui/reader/pdf_export.h"

#include <QCoreApplication>

namespace lockleaf::ui {

namespace {

QString formatWords(const char* english)
{
    return QCoreApplication::translate("ExportFormats", english);
}

/// A plain export with its report; the sum is told at its end.
class PlainExportJob final : public SlicedJob
{
public:
    PlainExportJob(std::shared_ptr<PlainExportReport> report, std::shared_ptr<ExportSum> sum,
                   std::unique_ptr<SlicedJob> job)
        : m_report(std::move(report)), m_sum(std::move(sum)), m_job(std::move(job))
    {
    }
    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        auto done = m_job->runSlice(budget, progress);
        if (done && *done)
            *m_sum = {m_report->notes, m_report->attachments, false, m_report->texts};
        return done;
    }

private:
    std::shared_ptr<PlainExportReport> m_report;
    std::shared_ptr<ExportSum> m_sum;
    std::unique_ptr<SlicedJob> m_job; ///< Goes first.
};

} // namespace

std::vector<PlainFormat> plainFormats()
{
    return {{formatWords("Markdown folder"),
             formatWords("One .md file per note. Anyone who can open the folder can read it."),
             {},
             formatWords("Save the folder"),
             [](Vault& vault, std::filesystem::path target, PlainExportReport& report,
                ExportChoice choice) -> Result<std::unique_ptr<SlicedJob>> {
                 return makeMarkdownExportJob(vault, std::move(target), report, std::move(choice));
             }},
            {formatWords("Pages for a browser"),
             formatWords("One HTML page per note. Anyone who can open the folder can read it."),
             {},
             formatWords("Save the folder"),
             [](Vault& vault, std::filesystem::path target, PlainExportReport& report,
                ExportChoice choice) -> Result<std::unique_ptr<SlicedJob>> {
                 return makeHtmlExportJob(vault, std::move(target), report, std::move(choice));
             }},
            {formatWords("PDF files"),
             formatWords("One PDF per note. Anyone who can open the folder can read it."),
             {},
             formatWords("Save the folder"),
             [look = paperLook()](Vault& vault, std::filesystem::path target, PlainExportReport& report,
                                  ExportChoice choice) -> Result<std::unique_ptr<SlicedJob>> {
                 return makePdfExportJob(vault, std::move(target), report, std::move(choice), look);
             }}};
}

ExportRun::MakePlain plainJob(const PlainFormat& format)
{
    return [make = format.make](Vault& vault, std::filesystem::path target, ExportChoice choice,
                                std::shared_ptr<ExportSum> sum) -> Result<std::unique_ptr<SlicedJob>> {
        auto report = std::make_shared<PlainExportReport>();
        LOCKLEAF_TRY(auto job, make(vault, std::move(target), *report, std::move(choice)));
        return std::make_unique<PlainExportJob>(std::move(report), std::move(sum), std::move(job));
    };
}

} // namespace lockleaf::ui
