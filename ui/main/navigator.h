// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/main/note_history.h"
#include "ui/vault/vault_session.h"

#include <functional>
#include <stop_token>

namespace lockleaf {
struct LinkMeaning;
}

namespace lockleaf::ui {

class NoteDesk;
class NoteListModel;
class Sheet;
class WindowActions;

/// How one gets from note to note: back and forth, by the switcher, along links. It opens nothing itself, it
/// says what is wanted. GUI thread only; all that it is given must outlive it.
class Navigator : public QObject
{
    Q_OBJECT

public:
    Navigator(QWidget& window, VaultSession& session, NoteDesk& desk, NoteListModel& list,
              WindowActions& actions);
    ~Navigator() override { stopLoading(); }

    void openSwitcher(bool commandsOnly);
    void goTo(RecordId note);
    void go(bool forward);
    /// Opens the note that a link of the open one means in which `written` stands (linkMeaning()), and tells
    /// of a heading in it; tells of a file; or offers to make a note of that title.
    void follow(const QString& written, bool isTitle = true);
    /// The notes that were last open, the last first.
    [[nodiscard]] const std::vector<RecordId>& recent() const { return m_history.recent(); }
    /// Has the vault read its titles behind everything else, so that the switcher's first key finds them.
    void loadTitles();
    /// Before the vault is closed: no slice of that runs any more.
    void stopLoading() { m_stop.request_stop(); }
    /// These notes are in the trash, or gone.
    void forget(const std::vector<RecordId>& notes);
    /// Forgets every note; before a lock.
    void clear();

Q_SIGNALS:
    /// The heading of this id in a note that was just gone to.
    void headingMeant(lockleaf::RecordId note, const QString& id);
    /// A file of the open note, by its target.
    void fileMeant(const QString& target);
    void openWanted(const lockleaf::ui::NoteHistory::Place& place);
    /// An empty note that begins with `title`.
    void newNoteWanted(const QString& title);
    void sheetWanted(lockleaf::ui::Sheet* sheet);
    /// `sentence` with one thing to do about it.
    void offered(const QString& sentence, const QString& action, const std::function<void()>& act);
    void failed(const lockleaf::Error& error);

private:
    void handleDeskChanged();
    void goWhere(const LinkMeaning& meaning, const QString& written, bool isTitle);
    void refreshActions();

    QWidget& m_window;
    VaultSession& m_session;
    NoteDesk& m_desk;
    NoteListModel& m_list;
    WindowActions& m_actions;
    NoteHistory m_history;
    std::stop_source m_stop;
    std::uint64_t m_followed = 0; ///< Number of the last link that was followed.
};

} // namespace lockleaf::ui
