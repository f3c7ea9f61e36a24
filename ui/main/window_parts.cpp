// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/window_parts.h"

#include "ui/editor/note_editor.h"
#include "ui/main/activity_watch.h"
#include "ui/main/backlinks_view.h"
#include "ui/main/editor_pane.h"
#include "ui/main/error_words.h"
#include "ui/main/inner_drag.h"
#include "ui/main/list_pane.h"
#include "ui/main/pane_layout.h"
#include "ui/main/sidebar.h"
#include "ui/main/trash_bar.h"
#include "ui/main/window_actions.h"
#include "ui/reader/note_reader.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/countdown_pill.h"
#include "ui/widgets/sheet.h"
#include "ui/widgets/toast.h"

#include <QGuiApplication>
#include <QScopedValueRollback>

#include <algorithm>

namespace lockleaf::ui {

WindowParts::WindowParts(QWidget& window, VaultSession& session, ThemeManager& theme, QString vaultName)
    : m_window(window), m_session(session), m_theme(theme), m_vaultName(std::move(vaultName)),
      m_actions(new WindowActions(window)), m_health(session), m_thinning(session), m_upkeep(session),
      m_fileUpkeep(session), m_memoryUpkeep(session), m_purge(session), m_checkRounds(session, this),
      m_fileWatch(session), m_surroundings(session), m_arrivals(session), m_backups(session), m_list(session),
      m_results(session), m_feed(session), m_sidebar(new Sidebar(m_notebooks, m_vaultName)),
      m_listPane(new ListPane(m_list, m_results)), m_editorPane(new EditorPane(*m_actions)),
      m_panes(new PaneLayout(m_sidebar, m_listPane, m_editorPane, &window)),
      m_desk(session, m_list, m_editorPane->editor()), m_pictures(session),
      m_files(window, session, m_desk, m_editorPane->editor(), m_pictures),
      m_navigator(window, session, m_desk, m_list, *m_actions),
      m_completer(
          m_editorPane->editor(), session,
          [this](RecordId notebook) { return m_list.notebookLook(notebook).name; },
          [this] { return std::pair(m_navigator.recent(), m_desk.openId()); }),
      m_backlinks(session, m_desk), m_selection(session, m_list, *m_listPane->view().selectionModel()),
      m_selectionActions(window, session, m_desk, m_selection),
      m_notebookActions(window, session, m_desk, m_notebooks),
      m_tagActions(window, session, m_desk, m_notebooks), m_linkRenamer(window, session, m_desk),
      m_trashActions(window, session, m_backups), m_trashBar(new TrashBar), m_trashHead(new TrashHead),
      m_copied(*QGuiApplication::clipboard()), m_toast(new Toast(&window)), m_pill(new CountdownPill(&window))
{
    m_editorPane->setDesk(m_desk);
    m_toast->setBottomMargin(metrics::StatusHeight + metrics::Space6);
    m_toast->setPane(m_editorPane);
    m_toast->setFloor(&m_editorPane->backlinks());
    m_pill->hide();
    connectActions();
    connectPanes();
    connectModels();
    connectNavigator();
    connectSelection();
    connectVersions();
    connectSearch();
    connectLinks();
    connectFiles();
    connectReading();
    connectOrganising();
    connectHealth();
    connectBackups();
    connectUnlockFacts();
    connect(new ActivityWatch(this), &ActivityWatch::noticed, this, &WindowParts::activityNoticed);
}

WindowParts::~WindowParts()
{
    m_editorPane->editor().setPictures(nullptr); // they go before it
    m_editorPane->reader().setPictures(nullptr);
}

QWidget* WindowParts::panes() const
{
    return m_panes;
}

void WindowParts::connectActions()
{
    const auto run = [this](QAction* action, auto what) { connect(action, &QAction::triggered, this, what); };
    run(m_actions->newNote, [this] { startNote(); });
    run(m_actions->pin, [this] { m_desk.togglePinned(); });
    run(m_actions->trash, [this] { deleteOpenNote(); });
    run(m_actions->importNotes, [this] { openImport(); });
    run(m_actions->restoreArchive, [this] { openRestore({}); });
    run(m_actions->mergeCopy, [this] { openMerge(); });
    run(m_actions->exportArchive, [this] { openExport(); });
    run(m_actions->sidebar, [this] { m_panes->toggleSidebar(); });
    run(m_actions->nextPane, [this] { focusNextPane(true); });
    constexpr double Step = 1.1;
    run(m_actions->larger, [this] { m_editorPane->scaleText(Step); });
    run(m_actions->smaller, [this] { m_editorPane->scaleText(1 / Step); });
    run(m_actions->normalSize, [this] { m_editorPane->scaleText(0); });
    run(m_actions->settings, [this] { openSettings(); });
    run(m_actions->shortcuts, [this] { openShortcuts(); });
    run(m_actions->menu, [this] { openMenu(nullptr); });
    run(m_actions->lock, [this] { Q_EMIT lockRequested(); });
    run(m_actions->quit, [this] { Q_EMIT quitRequested(); });
}

void WindowParts::connectPanes()
{
    connect(m_sidebar, &Sidebar::newNoteRequested, this, &WindowParts::startNote);
    connect(m_sidebar, &Sidebar::menuRequested, this, [this] { openMenu(m_sidebar->menuButton()); });
    connect(m_sidebar, &Sidebar::lockRequested, this, &WindowParts::lockRequested);
    connect(m_sidebar, &Sidebar::settingsRequested, this, &WindowParts::openSettings);

    connect(m_listPane, &ListPane::openRequested, this, &WindowParts::openFromList);
    connect(m_listPane, &ListPane::entered, this, &WindowParts::enterEditor);
    connect(m_listPane, &ListPane::newNoteRequested, this, &WindowParts::startNote);
    connect(m_listPane, &ListPane::importRequested, m_actions->importNotes, &QAction::trigger);
    connect(m_listPane, &ListPane::restoreRequested, m_actions->restoreArchive, &QAction::trigger);
    connect(m_listPane, &ListPane::orderChosen, this, &WindowParts::chooseOrder);
    connect(m_listPane, &ListPane::sidebarRequested, m_panes, &PaneLayout::toggleSidebar);
    connect(&m_listPane->view(), &NoteListView::deleteRequested, this, &WindowParts::deleteNote);
    connect(&m_listPane->view(), &NoteListView::menuRequested, this, &WindowParts::openRowMenu);

    connect(m_editorPane, &EditorPane::backRequested, this, [this] {
        m_panes->showList();
        m_listPane->shownView().setFocus();
    });
    connect(m_editorPane, &EditorPane::moreRequested, this, [this] {
        QWidget* button = m_editorPane->moreButton();
        openNoteMenu(button->mapToGlobal(QPoint(0, button->height() + 2)));
    });
    connect(m_editorPane, &EditorPane::newNoteRequested, this, &WindowParts::startNote);
    connect(m_editorPane, &EditorPane::leaveRequested, this, &WindowParts::focusNextPane);
    connect(m_editorPane, &EditorPane::searchOpened, m_panes, &PaneLayout::showEditor);
    connect(m_panes, &PaneLayout::arrangementChanged, this, &WindowParts::showArrangement);
    connect(m_pill, &CountdownPill::lockNowRequested, this, &WindowParts::lockRequested);
    QWidget::setTabOrder(m_sidebar, m_listPane);
    QWidget::setTabOrder(m_listPane, m_editorPane);
}

void WindowParts::connectModels()
{
    connect(&m_list, &NoteListModel::loaded, this, &WindowParts::handleListLoaded);
    connect(&m_list, &NoteListModel::failed, this, [this](const Error& error) {
        report(Attempt::ReadList, error);
        handleFirstListEnded();
    });
    connect(&m_desk, &NoteDesk::saveStateChanged, this, &WindowParts::handleSaveState);
    connect(&m_desk, &NoteDesk::failed, this, &WindowParts::report);
    connect(&m_desk, &NoteDesk::noteChanged, this, &WindowParts::handleNoteChanged);
    connect(&m_desk, &NoteDesk::detailsChanged, this,
            [this] { m_actions->pin->setChecked(m_desk.isPinned()); });
    connect(&m_desk, &NoteDesk::trashed, this, [this](const QString& title) {
        say(tr("“%1” moved to Trash").arg(title.isEmpty() ? tr("New note") : title), tr("Undo"),
            [this] { m_desk.restoreTrashed(); });
        if (const auto next = m_listPane->currentNote())
            m_desk.open(*next);
    });
}

void WindowParts::start()
{
    m_session.settings(this, [this](Result<VaultSettings> settings) {
        if (!settings)
            report(Attempt::ReadSettings, settings.error());
        m_settingsKnown = settings.has_value();
        takeSettings(settings ? *settings : VaultSettings{});
    });
}

void WindowParts::takeSettings(const VaultSettings& settings)
{
    m_settings = settings;
    m_sidebar->setIdleSeconds(static_cast<int>(settings.idleSeconds));
    Q_EMIT idleSecondsChanged(static_cast<int>(settings.idleSeconds));
    Q_EMIT warnBeforeLockingChanged(settings.warnBeforeLocking);
    Q_EMIT lockTriggersChanged(settings.locks);
    m_copied.setSeconds(static_cast<int>(settings.clearCopiedSeconds));
    m_listPane->setOrder(settings.listOrder, settings.listReversed);
    m_listPane->setRanked(settings.rankedSearch);
    if (settings.openNotebook)
        m_place = SidebarPlace::inNotebook(*settings.openNotebook);
    showPlaceName();
    m_feed.refresh();
    m_openFirstWhenLoaded = settings.openNote.isNull();
    m_list.load(chosenList(), settings.openNote);
    if (!settings.openNote.isNull() && !m_desk.hasNote() && !m_desk.isOpening()) {
        m_desk.open(settings.openNote, static_cast<int>(settings.caret), static_cast<int>(settings.scroll));
        m_enterWhenOpened = true; // one types on where one was
    }
}

void WindowParts::handleListLoaded()
{
    handleFirstListEnded();
    if (const auto draft = m_desk.draft()) {
        const QScopedValueRollback placing(m_placesDraft, true);
        m_list.setDraft(draft);
    }
    // A note that is being read was chosen meanwhile.
    const auto isIdle = [this] { return !m_desk.hasNote() && !m_desk.isOpening(); };
    if (std::exchange(m_openFirstWhenLoaded, false) && isIdle())
        openFirst();
    const int row = std::min(std::exchange(m_rowToOpen, -1), m_list.rowCount() - 1);
    if (const NoteSummary* next = m_list.summaryAt(row); next && isIdle())
        m_desk.open(next->id);
}

void WindowParts::handleFirstListEnded()
{
    if (std::exchange(m_firstListEnded, true))
        return;
    m_window.installEventFilter(this);
    m_window.update(); // even where nothing that shows has changed
}

bool WindowParts::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == &m_window && event->type() == QEvent::Paint) {
        m_window.removeEventFilter(this);
        // The window's own ground comes first; its panes are painted before the event loop goes on.
        QMetaObject::invokeMethod(this, &WindowParts::handleFirstListPainted, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void WindowParts::handleFirstListPainted()
{
    if (m_closing)
        return;
    m_health.readNotices();
    m_navigator.loadTitles();
    m_health.checkList();
    m_thinning.start();
    m_upkeep.start();
    m_fileUpkeep.postpone();
    m_memoryUpkeep.start();
    m_purge.start();
    m_checkRounds.start(m_settings.checkRound);
    m_backups.start(m_settings);
    m_surroundings.look(m_settings.told);
    m_arrivals.start();
    lookAtUnlock();
    Q_EMIT firstListPainted();
}

void WindowParts::openFirst()
{
    if (const NoteSummary* first = m_list.summaryAt(0))
        m_desk.open(first->id);
    else if (!m_settings.openNotebook)
        startNote(); // a new vault: one is writing at once
}

void WindowParts::enterEditor()
{
    m_panes->showEditor();
    m_editorPane->focusText();
}

void WindowParts::handleNoteChanged()
{
    const bool open = m_desk.hasNote();
    m_actions->setNoteOpen(open, m_desk.isWritable(), m_editorPane->isReading());
    refreshBreadcrumb();
    if (open && m_list.isLoaded())
        m_listPane->showOpen(m_desk.openId());
    if (open && std::exchange(m_enterWhenOpened, false))
        enterEditor();
    if (open)
        return;
    m_panes->showList();
    // What is typed on must not press a button that happens to be next to the editor.
    m_listPane->shownView().setFocus();
}

void WindowParts::showArrangement()
{
    m_listPane->setStandsAlone(!m_panes->isSidebarInPlace());
    m_editorPane->setBackVisible(m_panes->mode() == PaneLayout::Mode::OnePane);
    placeOverlays();
}

void WindowParts::focusNextPane(bool forward)
{
    const std::vector<QWidget*> stops{&m_sidebar->list(), &m_listPane->shownView(), m_editorPane->text()};
    QWidget* focus = m_window.focusWidget();
    const auto current = std::ranges::find_if(stops, [&](QWidget* stop) {
        const QWidget* pane = stop == stops[1] ? m_listPane : stop->parentWidget();
        return pane->isAncestorOf(focus) || stop == focus;
    });
    const auto count = static_cast<std::ptrdiff_t>(stops.size());
    std::ptrdiff_t at = current == stops.end() ? -1 : current - stops.begin();
    for (std::ptrdiff_t tries = 0; tries < count; ++tries) {
        at = (at + (forward ? 1 : -1) + count) % count;
        QWidget* stop = stops[static_cast<std::size_t>(at)];
        if (stop->isVisible()) {
            stop->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void WindowParts::report(Attempt attempt, const Error& error)
{
    if (attempt == Attempt::RestoreVersion)
        m_restoring.clear();
    say(sentence(attempt, error));
}

void WindowParts::notePlace()
{
    NoteEditor& editor = m_editorPane->editor();
    m_settings.openNote = m_desk.openId();
    m_settings.caret = static_cast<std::uint64_t>(std::max(0, editor.caret()));
    m_settings.scroll = static_cast<std::uint64_t>(std::max(0, editor.scrolled()));
}

// A session that hangs is ended without a word: the place goes to the vault with each text, so that the caret
// comes back to where this text was written.
void WindowParts::handleSaveState()
{
    if (m_closing || m_desk.saveState() != NoteDesk::SaveState::Saved || m_desk.openId().isNull())
        return;
    const VaultSettings before = m_settings;
    notePlace();
    if (m_settings.openNote == before.openNote && m_settings.caret == before.caret)
        return;
    m_session.saveSettings(m_settings, this, [](const Result<void>&) {
        // Where one was writing is no loss worth a message; the text was saved.
    });
}

} // namespace lockleaf::ui
