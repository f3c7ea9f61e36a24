// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/link_completer.h"
#include "ui/main/navigator.h"
#include "ui/main/note_desk.h"
#include "ui/main/selection_actions.h"
#include "ui/models/note_list_model.h"
#include "ui/models/search_results.h"
#include "ui/models/sidebar_model.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/search_upkeep.h"
#include "ui/vault/vault_health.h"
#include "ui/vault/version_thinning.h"

#include <QPointer>
#include <QWidget>

namespace lockleaf::ui {

class CountdownPill;
class EditorPane;
class ListPane;
class PaneLayout;
class Sheet;
class Sidebar;
class Toast;
class WindowActions;

/// The parts of the main window and how they work together: models, panes, desk, sheets. MainWindow owns it.
class WindowParts : public QObject
{
    Q_OBJECT

public:
    WindowParts(QWidget& window, VaultSession& session, ThemeManager& theme, QString vaultName);
    ~WindowParts() override;

    [[nodiscard]] QWidget* panes() const;
    /// Reads settings, notebooks and list; brings the person back to where they were.
    void start();
    /// Hides every pane and closes every sheet.
    void hideContent();
    /// Saves text and whereabouts, empties everything; `done` hears whether all typed text is safe.
    void close(std::function<void(bool allSaved)> done);
    void showCountdown(int secondsLeft);
    void setAppearance(Appearance appearance) { m_appearance = appearance; }
    /// What is offered behind "#" while somebody writes (LinkCompleter::TagSource).
    void setTagSource(LinkCompleter::TagSource tags) { m_completer.setTagSource(std::move(tags)); }
    /// What "Tag…" does to the selected notes; it is offered once this is set.
    void setTagger(SelectionActions::Tagger tagger);
    /// After the window's size changed.
    void placeOverlays();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void lockRequested();
    void quitRequested();
    void activityNoticed();
    void firstListPainted();
    void idleSecondsChanged(int seconds);
    void warnBeforeLockingChanged(bool warn);
    /// The person follows a tag in a text, given without its "#".
    void tagChosen(const QString& tag);
    void appearanceChanged(lockleaf::ui::Appearance appearance);

private:
    void notePlace();
    void handleSaveState();
    void connectActions();
    void connectPanes();
    void connectModels();
    void connectNavigator();
    void connectSelection();
    void openSelectionMenu(const QPoint& position);
    void connectVersions();
    void connectSearch();
    void openHit(RecordId id);
    void showHits();
    void handleSearching(bool searching);
    void takeSettings(const VaultSettings& settings);
    void changeSettings(const std::function<void(VaultSettings&)>& change);
    void refreshSidebar();
    void chooseNotebook(std::optional<RecordId> notebook);
    [[nodiscard]] ListFilter chosenList() const;
    void chooseOrder(NoteOrder order, bool reversed);
    void startNote();
    void startNoteTitled(const QString& title);
    void openPlace(const NoteHistory::Place& place);
    void openFirst();
    void handleListLoaded();
    void handleFirstListEnded();
    void handleFirstListPainted();
    void handleNoteChanged();
    void refreshBreadcrumb();
    void showArrangement();
    void openMenu(QWidget* below);
    void openNoteMenu(const QPoint& position);
    void openRowMenu(const QPoint& position, RecordId id);
    void focusNextPane(bool forward);
    void enterEditor();
    void openSettings();
    void openExport();
    void openShortcuts();
    void openVersions();
    void handleVersionRestored(RecordId note, RecordId former);
    void openVaultNotice(const QStringList& sentences, bool older);
    void openSheet(Sheet* sheet);
    /// At the foot of the window; `act` runs if the person takes `action`.
    void say(const QString& sentence, const QString& action = {}, std::function<void()> act = {});
    void report(Attempt attempt, const Error& error);

    QWidget& m_window;
    VaultSession& m_session;
    ThemeManager& m_theme;
    QString m_vaultName;
    WindowActions* m_actions;
    VaultHealth m_health;
    VersionThinning m_thinning;
    SearchUpkeep m_upkeep;
    NoteListModel m_list;
    SearchResults m_results;
    SidebarModel m_notebooks;
    Sidebar* m_sidebar;
    ListPane* m_listPane;
    EditorPane* m_editorPane;
    PaneLayout* m_panes;
    NoteDesk m_desk;
    Navigator m_navigator;
    LinkCompleter m_completer;
    NoteSelection m_selection;
    SelectionActions m_selectionActions;
    Toast* m_toast;
    CountdownPill* m_pill;
    QPointer<Sheet> m_sheet;
    VaultSettings m_settings; ///< The place in it is that of the last save.
    Appearance m_appearance = Appearance::System;
    bool m_firstListEnded = false;
    bool m_openFirstWhenLoaded = false;
    int m_rowToOpen = -1;           ///< Once the list is loaded, if no note is open then; -1: none.
    bool m_enterWhenOpened = false; ///< The note of the last time is on its way.
    RecordId m_hit;                 ///< Being read; the words of the search are marked in it then.
    bool m_closing = false;
    std::function<void()> m_toastAction; ///< What the toast offers to do.
    QString m_restoring;                 ///< When the version that is being restored was made, in words.
};

} // namespace lockleaf::ui
