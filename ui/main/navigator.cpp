// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/navigator.h"

#include "core/interchange/link_meaning.h"
#include "ui/main/note_desk.h"
#include "ui/main/window_actions.h"
#include "ui/models/note_list_model.h"
#include "ui/sheets/switcher_sheet.h"

namespace lockleaf::ui {

Navigator::Navigator(QWidget& window, VaultSession& session, NoteDesk& desk, NoteListModel& list,
                     WindowActions& actions)
    : m_window(window), m_session(session), m_desk(desk), m_list(list), m_actions(actions)
{
    connect(&desk, &NoteDesk::leaving, this,
            [this](RecordId note, int caret, int scroll) { m_history.leave({note, caret, scroll}); });
    connect(&desk, &NoteDesk::noteChanged, this, &Navigator::handleDeskChanged);
    connect(&session, &VaultSession::noteChanged, this, [this](const NoteChange& change) {
        if (change.kind == NoteChange::Kind::Trashed) {
            m_history.forget(change.id);
            refreshActions();
        }
    });
    connect(actions.goTo, &QAction::triggered, this, [this] { openSwitcher(false); });
    connect(actions.commands, &QAction::triggered, this, [this] { openSwitcher(true); });
    connect(actions.back, &QAction::triggered, this, [this] { go(false); });
    connect(actions.forward, &QAction::triggered, this, [this] { go(true); });
}

void Navigator::handleDeskChanged()
{
    ++m_followed; // the person has gone elsewhere since
    if (!m_desk.openId().isNull())
        m_history.visit(m_desk.openId());
    refreshActions();
}

void Navigator::refreshActions()
{
    m_actions.setWays(m_history.canGo(false), m_history.canGo(true));
}

void Navigator::loadTitles()
{
    auto progress = std::make_shared<NoProgress>(); // outlives the job, whoever ends first
    m_session.runJob(
        [](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> { return vault.makeTitleLoadJob(); },
        m_stop.get_token(), *progress,
        [progress](const Result<void>&) {
            // Where they could not be read, whoever looks for one hears of it.
        });
}

void Navigator::forget(const std::vector<RecordId>& notes)
{
    for (const RecordId& note : notes)
        m_history.forget(note);
    refreshActions();
}

void Navigator::clear()
{
    ++m_followed;
    m_history.clear();
    refreshActions();
}

void Navigator::openSwitcher(bool commandsOnly)
{
    auto* sheet = new SwitcherSheet(
        m_session, m_actions, m_history.recent(), m_desk.openId(),
        [this](RecordId notebook) { return m_list.notebookLook(notebook).name; }, &m_window);
    if (commandsOnly)
        sheet->showCommands();
    connect(sheet, &SwitcherSheet::noteChosen, this, &Navigator::goTo);
    connect(sheet, &SwitcherSheet::createRequested, this, &Navigator::newNoteWanted);
    Q_EMIT sheetWanted(sheet);
}

void Navigator::goTo(RecordId note)
{
    Q_EMIT openWanted(m_history.placeOf(note));
}

void Navigator::go(bool forward)
{
    if (const auto place = m_history.next(forward))
        Q_EMIT openWanted(*place);
}

void Navigator::follow(const QString& written, bool isTitle)
{
    auto find = [written = written.toStdString(), isTitle, from = m_desk.openId()](Vault& vault) {
        return linkMeaning(vault, from, written, isTitle);
    };
    m_session.ask(this, std::move(find),
                  [this, written, isTitle, number = ++m_followed](const Result<LinkMeaning>& found) {
                      if (number != m_followed)
                          return;
                      if (!found)
                          Q_EMIT failed(found.error());
                      else
                          goWhere(*found, written, isTitle);
                  });
}

void Navigator::goWhere(const LinkMeaning& meaning, const QString& written, bool isTitle)
{
    if (!meaning.file.empty()) {
        Q_EMIT fileMeant(QString::fromStdString(meaning.file));
        return;
    }
    if (!meaning.note.isNull()) {
        goTo(meaning.note);
        if (!meaning.heading.empty())
            Q_EMIT headingMeant(meaning.note, QString::fromStdString(meaning.heading));
        return;
    }
    const QString title = written.section(u'#', 0, 0).trimmed(); // behind that stands a heading in it
    if (isTitle)
        Q_EMIT offered(tr("No note “%1” yet").arg(title), tr("Create"),
                       [this, title] { Q_EMIT newNoteWanted(title); });
    else
        Q_EMIT offered(tr("This link leads to nothing in the vault"), {}, {});
}

} // namespace lockleaf::ui
