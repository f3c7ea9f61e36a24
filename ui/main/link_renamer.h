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
/// both are one to a link. So do those in the note itself, which is being written in. Where another note has
/// the new title, they stay as well and that is said: otherwise they could not be told from links to that
/// note any more. The line of the title being empty for a while does not make the next line a title that
/// links follow. While the index is not whole nothing is done, since links would be missed; it is made up for
/// once it is. What a lock finds not done yet is done in a moment then, as far as that goes. GUI thread only;
/// all that it is given must outlive it.
class LinkRenamer : public QObject
{
    Q_OBJECT

public:
    LinkRenamer(QWidget& window, VaultSession& session, NoteDesk& desk);

    /// After how long without a change a title has come to rest.
    void setRestTime(std::chrono::milliseconds time) { m_rest.setInterval(time); }
    /// Tries again what could not be done yet, as when the index is whole at last.
    void settleAll();
    /// Before a lock: nothing more is said or begun, and no title is remembered, apart from those of which
    /// the links are still to be updated.
    void stop();
    /// After stop(), once everything typed has been saved: updates those links, within a moment, in the calls
    /// that the vault has still to do.
    void finish();

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

        bool operator==(const Titled&) const = default;
    };
    /// Whether links are to follow the title as it is now.
    enum class Verdict {
        Follow,       ///< It is at rest, with or without links.
        NotYet,       ///< It cannot be linked, or its note is in the trash.
        IndexPartial, ///< Links would be missed.
        Taken         ///< Another note has it.
    };
    struct Plan
    {
        Verdict verdict = Verdict::NotYet;
        std::string title;
        bool hasTitleLine = true;    ///< False: the first line is empty, the title is that of a later one.
        std::vector<RecordId> notes; ///< With links to be changed.
    };
    [[nodiscard]] static Result<Plan> planFor(Vault& vault, const Titled& before);
    [[nodiscard]] static Result<void> relink(Vault& vault, const std::vector<Titled>& all);

    void handleLeaving(RecordId note);
    void handleDeskChanged();
    void handleSaved(const NoteChange& change);
    void handleRest();
    void begin(RecordId note);
    [[nodiscard]] bool isPending() const;
    void settle(const Titled& before);
    void ask(const Titled& before);
    void handlePlan(const Titled& before, const Result<Plan>& plan);
    void sayTaken(const Titled& before, const std::string& title);
    void rename(const Titled& before, const Plan& plan);
    void handleRenamed(const std::string& from, const std::string& to, const RewriteRun::Rewrites& rewrites,
                       const std::optional<Error>& error);
    void takeBack(const std::string& from, const RewriteRun::Rewrites& rewrites);
    void remember(const Titled& before);
    void forget(const Titled& settled);
    void settleLater();

    VaultSession& m_session;
    NoteDesk& m_desk;
    RewriteRun m_run;
    QTimer m_rest;
    Titled m_open;                   ///< The note on the desk.
    std::string m_last;              ///< Its title as it was last saved.
    bool m_known = false;            ///< Whether its title has been read.
    RecordId m_added;                ///< What was new on the desk and has its id since.
    std::vector<Titled> m_unsettled; ///< What came to rest, until its links are updated.
    Titled m_taken;                  ///< Which note and title were last told to be another's as well.
    bool m_stopped = false;
};

} // namespace lockleaf::ui
