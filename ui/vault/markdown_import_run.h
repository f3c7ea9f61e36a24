// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/interchange/import_markdown.h"
#include "ui/vault/job_run.h"

namespace lockleaf::ui {

/// One import of a folder of Markdown files, or, as a dry run, the counting of what would come. Starts when
/// it is made; GUI thread only; `session` must outlive it. Deleting it cancels it: what came in until then
/// stays.
class MarkdownImportRun : public QObject
{
    Q_OBJECT

public:
    MarkdownImportRun(VaultSession& session, std::filesystem::path folder, MarkdownImportOptions options);

    /// finished() follows with ErrorCode::Cancelled, unless it had ended already.
    void cancel() { m_run.cancel(); }

Q_SIGNALS:
    void progressed(qulonglong done, qulonglong total);
    /// Once. The report tells what came in, also where `error` ended it early.
    void finished(const std::shared_ptr<const lockleaf::ImportReport>& report,
                  const std::optional<lockleaf::Error>& error);

private:
    JobRun m_run;
};

} // namespace lockleaf::ui
