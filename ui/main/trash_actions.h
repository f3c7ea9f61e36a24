// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QPointer>

namespace lockleaf::ui {

class AskSheet;
class Sheet;

/// What cannot come back: it asks first. GUI thread only; all that it is given must outlive it.
class TrashActions : public QObject
{
    Q_OBJECT

public:
    TrashActions(QWidget& window, VaultSession& session);

    /// Asks about one note by its title, or about several by their number; deletion is then wanted.
    void askDelete(const std::vector<RecordId>& notes, const QString& title);
    /// Counts, asks, and deletes all that is in the trash.
    void askEmpty();
    /// What runs goes no further; before a lock.
    void stop();

Q_SIGNALS:
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    void deletionWanted(const std::vector<lockleaf::RecordId>& notes);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(const lockleaf::Error& error);

private:
    void openEmpty(std::uint64_t count);
    void runEmpty(AskSheet* sheet);
    void handleEmptied(const TrashReport& report, const std::optional<Error>& error);

    QWidget& m_window;
    VaultSession& m_session;
    std::unique_ptr<JobRun> m_run;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
