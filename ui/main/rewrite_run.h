// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/vault/job_run.h"

#include <QPointer>

namespace lockleaf::ui {

class NoteDesk;
class Sheet;
class ShownJob;

/// Runs jobs that rewrite the texts of many notes, and takes them back; one after another. What is typed into
/// them is saved first, and from then on, while the open note is one of them, nothing can be typed into it,
/// so that neither that nor what the job writes is lost. Afterwards the open note and the lists show what
/// they are now. GUI thread only; all that it is given must outlive it.
class RewriteRun : public QObject
{
    Q_OBJECT

public:
    using Rewrites = std::shared_ptr<NoteRewrites>; ///< Shared, since a job may end after who asked for it.
    using Ended = std::function<void(const std::optional<Error>& error)>;
    using TookBack = std::function<void(const std::optional<Error>& error, const TakenBack& report)>;

    RewriteRun(QWidget& window, VaultSession& session, NoteDesk& desk);
    ~RewriteRun() override;

    [[nodiscard]] static std::vector<RecordId> notesOf(const NoteRewrites& rewrites);

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Runs the job over `notes`, once those that were given before have ended. `title` says what is going
    /// on, should it take long. `ended` comes before lists are read anew.
    void start(const QString& title, std::vector<RecordId> notes, JobRun::Make make, Ended ended);
    /// Restores what a job has changed, where it is still as that left it.
    void takeBack(const QString& title, const Rewrites& rewrites, TookBack ended);
    /// Before a lock: what runs goes no further and tells nothing. Each note is either as it was or changed.
    void stop();

Q_SIGNALS:
    void progressWanted(lockleaf::ui::Sheet* sheet);

private:
    struct Job
    {
        QString title;
        std::vector<RecordId> notes; ///< What it may change.
        JobRun::Make make;
        Ended ended;
    };
    void startNext();
    void run();
    void finish();
    void refreshHold();
    [[nodiscard]] bool concernsOpenNote() const;

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    std::vector<Job> m_waiting;
    Job m_now; ///< What runs, or waits for texts to be saved.
    QPointer<ShownJob> m_job;
    bool m_running = false;
    bool m_holding = false;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
