// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "core/vault/failed_attempts.h"
#include "ui/editor/link_completer.h"
#include "ui/main/backlink_feed.h"
#include "ui/main/copied_text.h"
#include "ui/main/link_renamer.h"
#include "ui/main/navigator.h"
#include "ui/main/note_desk.h"
#include "ui/main/note_files.h"
#include "ui/main/notebook_actions.h"
#include "ui/main/selection_actions.h"
#include "ui/main/tag_actions.h"
#include "ui/main/trash_actions.h"
#include "ui/models/note_list_model.h"
#include "ui/models/search_results.h"
#include "ui/models/sidebar_model.h"
#include "ui/pictures/note_pictures.h"
#include "ui/sheets/lock_signals.h"
#include "ui/sheets/tray_state.h"
#include "ui/theme/theme_manager.h"
#include "ui/vault/backup_schedule.h"
#include "ui/vault/check_rounds.h"
#include "ui/vault/file_upkeep.h"
#include "ui/vault/file_watch.h"
#include "ui/vault/late_arrivals.h"
#include "ui/vault/memory_upkeep.h"
#include "ui/vault/search_upkeep.h"
#include "ui/vault/sidebar_feed.h"
#include "ui/vault/surroundings_look.h"
#include "ui/vault/trash_purge.h"
#include "ui/vault/vault_copy_job.h"
#include "ui/vault/vault_health.h"
#include "ui/vault/version_thinning.h"

#include <QPointer>
#include <QWidget>

namespace lockleaf {
struct KitReminder;
}

namespace lockleaf::ui {

class CountdownPill;
class EditorPane;
class InnerDrag;
class ListPane;
class PaneLayout;
class PdfRun;
class PrintPipe;
class SettingsSheet;
class Sheet;
class Sidebar;
class Toast;
class TrashBar;
class TrashHead;
class WindowActions;
enum class PrintOutcome;

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
    [[nodiscard]] std::vector<UnsavedText> unsavedTexts() const;
    /// Takes back what was copied from here, where it is still there.
    void takeBackCopied() { m_copied.takeBack(); }
    void showCountdown(int secondsLeft);
    void setAppearance(Appearance appearance) { m_appearance = appearance; }
    void setLockSignals(const LockSignals& known) { m_lockSignals = known; }
    void setTray(const TrayState& tray) { m_tray = tray; }
    /// Unless a sheet is open, which somebody is at.
    void startNoteFromOutside();
    /// Takes in what was written for this vault by somebody who did not unlock it.
    void takeArrivals() { m_arrivals.start(); }
    /// What is offered behind "#" while somebody writes (LinkCompleter::TagSource).
    void setTagSource(LinkCompleter::TagSource tags) { m_completer.setTagSource(std::move(tags)); }
    /// What "Tag…" does to the selected notes; it is offered once this is set.
    void setTagger(SelectionActions::Tagger tagger);
    /// What came of addressChosen().
    void showAddressOutcome(bool opened);
    /// The answers to printRequested().
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);
    /// After the window's size changed.
    void placeOverlays();

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void lockRequested();
    /// The vault has new keys: it is to be locked.
    void keysChanged();
    void quitRequested();
    void activityNoticed();
    void firstListPainted();
    void idleSecondsChanged(int seconds);
    void warnBeforeLockingChanged(bool warn);
    void lockTriggersChanged(const lockleaf::LockTriggers& triggers);
    /// The person has seen this address and wants it to be opened.
    void addressChosen(const QString& address);
    /// As of MainWindow.
    void printRequested();
    void printWritten();
    void printCancelled();
    /// The person follows a tag in a text, given without its "#".
    void tagChosen(const QString& tag);
    void trayChosen(bool wanted);
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
    void connectChips();
    void connectLinks();
    void connectFiles();
    void openFiles(const QString& target);
    void takeFileOut(RecordId note, const AttachedFile& file);
    void connectReading();
    /// A note's text to be read or printed, with the targets that it has a meaning for.
    struct ReadableNote
    {
        std::shared_ptr<const SecureBytes> body;
        std::vector<std::string> known;
    };
    void withReadableNote(const std::function<void(ReadableNote)>& take);
    void readOpenNote();
    void openPdf();
    void openPrint();
    [[nodiscard]] std::unique_ptr<PdfRun>
    layOut(const ReadableNote& note,
           std::function<Result<void>(const QByteArray&, const std::stop_token&)> taker);
    void showHeading();
    void askToOpen(const QString& address);
    void openHit(RecordId id);
    void showHits();
    void handleSearching(bool searching);
    void takeSettings(const VaultSettings& settings);
    void changeSettings(const std::function<void(VaultSettings&)>& change);
    void connectOrganising();
    void connectNotebooks();
    void connectTags();
    void connectTrash();
    void connectDrags();
    [[nodiscard]] QString dragWords(const QModelIndex& index) const;
    void dropNotes(const QPoint& global, const QModelIndex& index);
    void dropNotesOn(const SidebarPlace& place, const std::vector<RecordId>& notes);
    void openSidebarMenu(const QPoint& position, const SidebarModel::Row& row);
    void openTrashedMenu(const QPoint& position, const std::vector<RecordId>& notes, const QString& title);
    void openIfNone(Sheet* sheet);
    void connectNoteTags();
    /// One null id: the note that is begun on the desk.
    void giveTag(const std::vector<RecordId>& notes, const QString& tag);
    void takeTagOff(const QString& tag);
    void withSavedNote(const std::function<void(RecordId)>& act);
    void handleTagRenamed(const QString& from, const QString& to);
    void deleteNote(RecordId id);
    void deleteOpenNote();
    void deleteSelection();
    void moveSelection();
    void refreshTrash();
    /// Whether what is listed, or what was found, is in the trash.
    [[nodiscard]] bool showsTrash() const;
    void stopOrganising();
    void showSidebar(const SidebarContent& content);
    void choosePlace(const SidebarPlace& place);
    void goToPlace(const SidebarPlace& place);
    void showPlaceName();
    void openFromList(RecordId id);
    [[nodiscard]] bool isTakenAway() const;
    void keepOpenNote();
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
    void openImport();
    void openExport();
    void openExportOf(std::vector<RecordId> selected);
    // What brings notes here and elsewhere (window_moving.cpp).
    void openRestore(const QString& archive);
    /// `copy`: already chosen; empty: none is.
    void openMerge(const std::filesystem::path& copy = {});
    void openConflicts(const std::vector<std::pair<RecordId, RecordId>>& pairs);
    void undoImport(const std::vector<RecordId>& notes, const std::vector<RecordId>& notebooks);
    void openShortcuts();
    void openVersions();
    void handleVersionRestored(RecordId note, RecordId former);
    // The vault's file (window_health.cpp).
    void connectHealth();
    void connectBackups();
    void addBackupPage(SettingsSheet& sheet);
    void openBackups();
    void tellOfBackup();
    void showReturned(const std::vector<RecordId>& notes);
    void openCheck();
    void tellFileGone();
    void handleFileBack(bool changed);
    void openSalvage();
    // What lies around it (window_surroundings.cpp).
    void connectSurroundings();
    void tellSurroundings(const Surroundings& found);
    void tellArrivals(const Arrivals& arrivals);
    void tellInbox(const InboxReport& report);
    void tellSpill(const SpillReport& report);
    // Its keys (window_keys.cpp).
    void connectKeys();
    void openKeyChange();
    /// `rehearses`: the code of the recovery kit is to be tried.
    void openWays(bool rehearses = false);
    /// Once after an unlock: whether the recovery kit is to be spoken of.
    void lookAtKit();
    void remindOfKit(const KitReminder& reminder);
    // What happened around the last unlock (window_unlock_facts.cpp).
    void connectUnlockFacts();
    /// Once after an unlock: tells, and then remembers this one.
    void lookAtUnlock();
    void tellUnlock(const FailedAttempts& failed);
    void noteUnlock();
    void noteExport();
    void openUnlockFacts();
    [[nodiscard]] QString backupFact() const;
    /// Now, or once the sheet that is open has gone.
    void whenNoSheet(const std::function<void()>& act);
    void openVaultNotice(const QStringList& sentences, bool older);
    void whenNothingIsTold(const std::function<void()>& act);
    void openVaultCopy();
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
    FileUpkeep m_fileUpkeep;
    MemoryUpkeep m_memoryUpkeep;
    TrashPurge m_purge;
    CheckRounds m_checkRounds;
    FileWatch m_fileWatch;
    SurroundingsLook m_surroundings;
    LateArrivals m_arrivals;
    BackupSchedule m_backups;
    NoteListModel m_list;
    SearchResults m_results;
    SidebarModel m_notebooks;
    SidebarFeed m_feed;
    SidebarPlace m_place;
    Sidebar* m_sidebar;
    ListPane* m_listPane;
    EditorPane* m_editorPane;
    PaneLayout* m_panes;
    NoteDesk m_desk;
    NotePictures m_pictures;
    NoteFiles m_files;
    Navigator m_navigator;
    LinkCompleter m_completer;
    BacklinkFeed m_backlinks;
    NoteSelection m_selection;
    SelectionActions m_selectionActions;
    NotebookActions m_notebookActions;
    TagActions m_tagActions;
    LinkRenamer m_linkRenamer;
    TrashActions m_trashActions;
    TrashBar* m_trashBar;
    TrashHead* m_trashHead;
    std::array<InnerDrag*, 3> m_drags{};   ///< Of notes, of hits, of notebooks.
    std::optional<RecordId> m_newNotebook; ///< To be chosen once the sidebar has it.
    CopiedText m_copied;
    Toast* m_toast;
    CountdownPill* m_pill;
    QPointer<Sheet> m_sheet;
    QPointer<Sheet> m_goneNotice; ///< That the vault's file has gone.
    VaultSettings m_settings;     ///< The place in it is that of the last save.
    bool m_settingsKnown = false; ///< They could be read.
    Timestamp m_unlockedBefore = 0;
    FailedAttempts m_failed; ///< Between that unlock and this one.
    Appearance m_appearance = Appearance::System;
    LockSignals m_lockSignals;
    TrayState m_tray;
    bool m_firstListEnded = false;
    bool m_openFirstWhenLoaded = false;
    int m_rowToOpen = -1;           ///< Once the list is loaded, if no note is open then; -1: none.
    bool m_enterWhenOpened = false; ///< The note of the last time is on its way.
    RecordId m_hit;                 ///< Being read; the words of the search are marked in it then.
    bool m_placesDraft = false;     ///< Its row comes and goes; that is no choice of another.
    QString m_heading;              ///< To be shown once the note is there that has it.
    RecordId m_headingNote;
    std::uint64_t m_readNumber = 0; ///< Of what the reader was asked to show last.
    bool m_printing = false;        ///< Asked for, and not ended yet.
    bool m_closing = false;
    std::function<void()> m_toastAction; ///< What the toast offers to do.
    QString m_restoring;                 ///< When the version that is being restored was made, in words.
};

} // namespace lockleaf::ui
