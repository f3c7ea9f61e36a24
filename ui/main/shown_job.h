// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QTimer>

namespace lockleaf::ui {

class ProgressSheet;
class Sheet;

/// A job that shows a sheet with its progress and Cancel once it has run for a second. GUI thread only. Ends
/// itself after `ended`; deleting it earlier cancels the job.
class ShownJob : public QObject
{
    Q_OBJECT

public:
    /// `title` says what is going on ("Moving to Trash"). `window` and `session` must outlive it.
    ShownJob(QWidget& window, VaultSession& session, QString title, QObject* parent);
    ~ShownJob() override;

    using Ended = std::function<void(const std::optional<Error>& error)>;
    void start(JobRun::Make make, Ended ended);

Q_SIGNALS:
    /// To be opened where no other sheet is.
    void progressWanted(lockleaf::ui::Sheet* sheet);

private:
    void showProgress();

    QWidget& m_window;
    QString m_title;
    JobRun m_run;
    QTimer m_soon;
    QPointer<ProgressSheet> m_sheet;
};

} // namespace lockleaf::ui
