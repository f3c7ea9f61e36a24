// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/main/rewrite_run.h"

#include <QTimer>

#include <chrono>

namespace lockleaf::ui {

/// Keeps links right when the title of a note changes: once the new title has come to rest, the links to the
/// old one in other notes say the new one, in one step that can be taken back. A title has come to rest when
/// its note leaves the desk, when the window loses the keyboard, or some seconds after it last changed.
///
/// Links stay where the old title still leads to another note, where the new one cannot be linked, and where
/// both are one to a link. So do those in the note itself, which is being written in. A lock does not wait
/// for a title to come to rest: the links stay as they are then, and nothing else is lost. Nor is anything
/// done while the index is not whole, since links would be missed; it is tried again when the title next
/// comes to rest. GUI thread only; all that it is given must outlive it.
class LinkRenamer : public QObject
{
    Q_OBJECT

public:
    LinkRenamer(QWidget& window, VaultSession& session, NoteDesk& desk);

    /// After how long without a change a title has come to rest.
    void setRestTime(std::chrono::milliseconds time) { m_rest.setInterval(time); }
    /// Before a lock: nothing more is done, and no title is remembered.
    void stop();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void progressWanted(lockleaf::ui::Sheet* sheet);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(const lockleaf::Error& error);

private:
    /// A note and the title that links to it are known to say; empty: it has none yet.
    struct Titled
    {
        RecordId note;
        std::string title;
    };
    struct Plan
    {
        bool atRest = false; ///< False: the title is not to be taken yet.
        std::string title;
        std::vector<RecordId> notes; ///< With links to be changed.
    };
    [[nodiscard]] static Result<Plan> planFor(Vault& vault, const Titled& before);

    void handleLeaving(RecordId note);
    void handleDeskChanged();
    void handleSaved(const NoteChange& change);
    void handleRest();
    void begin(RecordId note);
    [[nodiscard]] bool isPending() const;
    void settle(const Titled& before);
    void ask(const Titled& before);
    void handlePlan(const Titled& before, const Result<Plan>& plan);
    void rename(const std::string& from, const Plan& plan);
    void handleRenamed(const std::string& from, const std::string& to, const RewriteRun::Rewrites& rewrites,
                       const std::optional<Error>& error);
    void takeBack(const std::string& from, const RewriteRun::Rewrites& rewrites);
    void settleLater();

    VaultSession& m_session;
    NoteDesk& m_desk;
    RewriteRun m_run;
    QTimer m_rest;
    Titled m_open;               ///< The note on the desk.
    std::string m_last;          ///< Its title as it was last saved.
    bool m_known = false;        ///< Whether its title has been read.
    RecordId m_added;            ///< What was new on the desk and has its id since.
    std::vector<Titled> m_later; ///< What came to rest while a job was running.
    bool m_stopped = false;
};

} // namespace lockleaf::ui
