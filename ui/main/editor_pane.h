// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"
#include "ui/main/surface.h"

#include <QTimer>

#include <memory>

namespace lockleaf::ui {

class BacklinksView;
class ElidedLabel;
class FindBar;
class FindTarget;
class IconButton;
class LargeNoteView;
class NoteDesk;
class NoteEditor;
class NoteReader;
class NoteSearch;
class NoteTagRow;
class NotebookMark;
class SaveStatus;
class SegmentedControl;
class SelectionPage;
class WindowActions;

/// The third pane: where the note belongs and what can be done to its text, the text, and how it is kept.
class EditorPane : public Surface
{
    Q_OBJECT

public:
    EditorPane(WindowActions& actions, QWidget* parent = nullptr);

    [[nodiscard]] NoteEditor& editor() const { return *m_editor; }
    [[nodiscard]] NoteReader& reader() const { return *m_reader; }
    /// What shows the open note: the editor, a view for one that is too large for it, or the reader.
    [[nodiscard]] QWidget* text() const;
    /// Whether the open note is shown to be read. It stays so with another note, but not with a new one.
    [[nodiscard]] bool isReading() const { return m_reading; }
    void setReading(bool reading);
    /// Makes the text larger or smaller by a factor; 0: the normal size.
    void scaleText(double factor);
    /// Brings a heading of the open note into sight, by its id (headingId()).
    void showHeading(const QString& id);
    /// Brings the keyboard there.
    void focusText();
    /// Empties what is only shown; before a lock.
    void forget();
    /// Connects to the desk whose note is shown; once.
    void setDesk(NoteDesk& desk);
    /// With more than one note selected their number stands in the place of the open note.
    void setSelectedCount(int count);
    [[nodiscard]] SelectionPage& selectionPage() const { return *m_selection; }
    /// The breadcrumb of the open note.
    void setNotebook(const QString& path, int color);
    /// Whether the way back to the list is shown.
    void setBackVisible(bool visible);
    /// Keeps the middle of the header free, for the pill of the countdown.
    void setFormatsVisible(bool visible);
    [[nodiscard]] QWidget* moreButton() const;
    /// Finding in the open note; marks the words of a search in the list, too.
    [[nodiscard]] NoteSearch& search() const { return *m_search; }
    /// The tags of the open note, over its text.
    [[nodiscard]] NoteTagRow& tags() const { return *m_tags; }
    /// Which notes link to the open one.
    [[nodiscard]] BacklinksView& backlinks() const { return *m_backlinks; }

Q_SIGNALS:
    void backRequested();
    void moreRequested();
    void retryRequested();
    void newNoteRequested();
    void leaveRequested(bool forward);
    void readingChanged(bool reading);
    /// The reader is to get the text of the open note.
    void readWanted();
    /// A link to a file of the vault was followed: its target, as the text says it.
    void fileActivated(const QString& target);
    /// One looks for something in the text, which should be in sight.
    void searchOpened();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHeader(WindowActions& actions);
    QWidget* makeEmpty();
    void connectFormats(WindowActions& actions);
    void connectSearch(WindowActions& actions);
    void refreshNote();
    void refreshDetails();
    void connectReader();
    void refreshReader(bool open);
    [[nodiscard]] FindTarget* findTarget() const;
    [[nodiscard]] double placeInText() const;
    void goToPlaceInText(double place);
    void connectTags();
    void refreshTags();
    void placeTags();
    void refreshStatus();
    void showVersionKept(bool isNew);
    void leaveText(bool forward);
    void count();
    void arrangeHeader();

    NoteDesk* m_desk = nullptr;
    NoteTagRow* m_tags;
    NoteEditor* m_editor;
    QWidget* m_largeHead; ///< Room for the tags of a note that is too large for the editor.
    LargeNoteView* m_large;
    NoteReader* m_reader;
    SelectionPage* m_selection;
    BacklinksView* m_backlinks;
    FindBar* m_findBar;
    NoteSearch* m_search;
    SaveStatus* m_status;
    QWidget* m_header = nullptr;
    QWidget* m_formats = nullptr;
    QWidget* m_empty = nullptr;
    QWidget* m_body = nullptr;
    IconButton* m_back = nullptr;
    NotebookMark* m_mark = nullptr;
    ElidedLabel* m_path = nullptr;
    SegmentedControl* m_mode = nullptr;
    IconButton* m_pin = nullptr;
    IconButton* m_more = nullptr;
    QTimer m_countSoon;
    QTimer m_minute;
    QTimer m_wordEnds; ///< Of a passing word in the status.
    bool m_formatsWanted = true;
    bool m_severalSelected = false;
    bool m_reading = false;
    std::shared_ptr<const SecureBytes> m_readLarge; ///< What the reader was asked to show last.
    int m_readLoads = -1;
    int m_readRevision = -1;
};

} // namespace lockleaf::ui
