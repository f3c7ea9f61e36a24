// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/main/rewrite_run.h"
#include "ui/models/sidebar_model.h"
#include "ui/vault/job_run.h"

#include <QPointer>

namespace lockleaf::ui {

class NameSheet;
class NoteDesk;
class Sheet;

/// What can be done to tags, and the ways back. While a job changes texts nothing can be typed into the open
/// note, so that none of it is lost. GUI thread only; all that it is given must outlive it.
class TagActions : public QObject
{
    Q_OBJECT

public:
    TagActions(QWidget& window, VaultSession& session, NoteDesk& desk, const SidebarModel& model);

    /// All tags that notes have, for completion; answers from memory.
    [[nodiscard]] QStringList all() const;
    /// Asks for the new name of a tag.
    void rename(const QString& tag);
    /// Asks for a tag that these notes get.
    void choose(const std::vector<RecordId>& notes);
    /// What runs goes no further; before a lock.
    void stop();

Q_SIGNALS:
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    void progressWanted(lockleaf::ui::Sheet* sheet);
    void tagWanted(const std::vector<lockleaf::RecordId>& notes, const QString& tag);
    void said(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(const lockleaf::Error& error);
    /// A tag has another name.
    void renamed(const QString& from, const QString& to);

private:
    using Rewrites = RewriteRun::Rewrites;

    void begin(const QString& from, const QString& to, const QPointer<NameSheet>& sheet);
    void run(const QString& from, const QString& to, const QPointer<NameSheet>& sheet);
    void handleRenamed(const QString& from, const QString& to, const Rewrites& rewrites,
                       const std::optional<Error>& error);
    void takeBack(const QString& from, const QString& to, const Rewrites& rewrites);
    void tellChanged(const std::vector<RecordId>& notes);

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    const SidebarModel& m_model;
    std::unique_ptr<JobRun> m_run;
    std::vector<std::function<void()>> m_afterRun; ///< What was to be taken back meanwhile.
    RewriteRun m_back;
    bool m_stopped = false;
};

} // namespace lockleaf::ui
