// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/shown_job.h"

#include "ui/sheets/progress_sheet.h"

namespace lockleaf::ui {

namespace {

constexpr int ProgressDelay = 1000; ///< What is done within a second needs no bar.

} // namespace

ShownJob::ShownJob(QWidget& window, VaultSession& session, QString title, QObject* parent)
    : QObject(parent), m_window(window), m_title(std::move(title)), m_run(session, nullptr)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(ProgressDelay);
    connect(&m_soon, &QTimer::timeout, this, &ShownJob::showProgress);
}

ShownJob::~ShownJob()
{
    if (m_sheet)
        m_sheet->closeSheet();
}

void ShownJob::start(JobRun::Make make, Ended ended)
{
    connect(&m_run, &JobRun::finished, this, [this, ended = std::move(ended)](const auto& error) {
        m_soon.stop();
        if (m_sheet)
            m_sheet->closeSheet();
        deleteLater();
        ended(error);
    });
    m_soon.start();
    m_run.start(std::move(make));
}

void ShownJob::showProgress()
{
    m_sheet = new ProgressSheet(m_title, &m_window);
    connect(&m_run, &JobRun::progressed, m_sheet, &ProgressSheet::showProgress);
    connect(m_sheet, &ProgressSheet::cancelRequested, &m_run, &JobRun::cancel);
    Q_EMIT progressWanted(m_sheet);
}

} // namespace lockleaf::ui
