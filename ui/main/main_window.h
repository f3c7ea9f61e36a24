// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/vault/note.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

namespace lockleaf::ui {

class PrintPipe;
class ThemeManager;
class VaultSession;
enum class Appearance;
struct LockSignals;
struct TrayState;
enum class PrintOutcome;
struct UnsavedText;

/// The window of an unlocked vault: sidebar, list, editor. GUI thread only.
///
/// It talks to the vault through `session` alone, which must outlive it, and never locks or ends anything
/// itself: it says what the person asked for, and whoever runs it acts.
class MainWindow : public QWidget
{
    Q_OBJECT

public:
    /// `vaultName` is shown at the top of the sidebar and in the names of archives, never in a window title.
    MainWindow(VaultSession& session, ThemeManager& theme, const QString& vaultName);
    ~MainWindow() override;

    /// Hides everything at once: from the next painting on nothing of the notes is on screen, and
    /// accessibility is given none of it. Cannot be undone.
    void blank();

    /// blank(), then saves the open note and where the person was, closes sheets and popups, empties models,
    /// editor, undo stacks and the clipboard where it holds text of ours. Calls `done` once, on this thread,
    /// when the vault has answered; false: something typed could not be saved. Later calls only wait for the
    /// first to end.
    void prepareToLock(std::function<void(bool allSaved)> done);
    /// Once prepareToLock() was called: every text that has not reached the vault by now.
    [[nodiscard]] std::vector<UnsavedText> unsavedTexts() const;

    /// The warning before an idle lock, with its countdown; 0 takes it away.
    void showCountdown(int secondsLeft);

    /// What the settings sheet shows as chosen; the colours themselves are ThemeManager's.
    void setAppearance(Appearance appearance);
    /// What the settings say of this desktop; holds for sheets that are opened from now on.
    void setLockSignals(const LockSignals& known);
    void setTray(const TrayState& tray);

    /// Begins a new note, as "New note" does; not while a sheet is open.
    void startNote();
    /// Something was put into the inbox of the vault meanwhile.
    void takeInbox();

    /// What came of addressChosen().
    void showAddressOutcome(bool opened);

    /// The answers to printRequested(): a print system reads from `pipe`, and then how it ended; or at once
    /// how it ended.
    void startPrinting(const std::shared_ptr<PrintPipe>& pipe);
    void showPrintOutcome(PrintOutcome outcome);

Q_SIGNALS:
    /// The person has seen this address (http, https, mailto; encoded, so ASCII alone) and wants it opened;
    /// showAddressOutcome() is to follow.
    void addressChosen(const QString& address);
    /// The person wants the open note printed, and waits for a print system. One at a time.
    void printRequested();
    /// The whole document is in the pipe, which is to be closed now.
    void printWritten();
    /// The document stays incomplete: the print system is to be ended before the pipe is closed.
    void printCancelled();
    void lockRequested();
    /// The person changed the keys of the vault, which takes no changes any more: it is to be locked.
    void keysChanged();
    /// Ctrl+Q, or the window was asked to close; it stays until whoever runs it ends it.
    void quitRequested();
    /// Somebody typed, clicked or scrolled in this window; at most once a second.
    void activityNoticed();
    /// Once: the list has been read (rows, none, or an error that is told) and the window has painted since,
    /// whether or not the list has room in it.
    void firstListPainted();
    /// The idle time to lock after, in seconds; 0 is never. Once after the settings were read, then at each
    /// change.
    void idleSecondsChanged(int seconds);
    /// What locks besides; told like idleSecondsChanged().
    void lockTriggersChanged(const lockleaf::LockTriggers& triggers);
    /// Whether showCountdown() is wanted before an idle lock; told like idleSecondsChanged().
    void warnBeforeLockingChanged(bool warn);
    /// The person chose another appearance; it is already applied.
    void appearanceChanged(lockleaf::ui::Appearance appearance);
    /// The person switched the icon in the system tray on or off.
    void trayChosen(bool wanted);

protected:
    void closeEvent(QCloseEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace lockleaf::ui
