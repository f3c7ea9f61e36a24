// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/surface.h"

#include <QTimer>

namespace lockleaf::ui {

class BacklinksView;
class ElidedLabel;
class FindBar;
class IconButton;
class LargeNoteView;
class NoteDesk;
class NoteEditor;
class NoteSearch;
class NoteTagRow;
class NotebookMark;
class SaveStatus;
class SelectionPage;
class WindowActions;

/// The third pane: where the note belongs and what can be done to its text, the text, and how it is kept.
class EditorPane : public Surface
{
    Q_OBJECT

public:
    EditorPane(WindowActions& actions, QWidget* parent = nullptr);

    [[nodiscard]] NoteEditor& editor() const { return *m_editor; }
    /// What shows the open note: the editor, or a view for one that is too large for it.
    [[nodiscard]] QWidget* text() const;
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
    IconButton* m_pin = nullptr;
    IconButton* m_more = nullptr;
    QTimer m_countSoon;
    QTimer m_minute;
    QTimer m_wordEnds; ///< Of a passing word in the status.
    bool m_formatsWanted = true;
    bool m_severalSelected = false;
};

} // namespace lockleaf::ui
