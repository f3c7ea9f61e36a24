// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/note_list_view.h"

#include <QTimer>

namespace lockleaf::ui {

class Button;
class ElidedLabel;
class Label;
class SearchChips;
class SearchResults;

/// What stands under the search field while something is searched for: how much was found and where, then
/// the notes, or words where there are none.
class SearchPage : public QWidget
{
    Q_OBJECT

public:
    explicit SearchPage(SearchResults& results, QWidget* parent = nullptr);

    [[nodiscard]] NoteListView& view() const { return *m_view; }
    /// What narrows the search, and the order of the hits.
    [[nodiscard]] SearchChips& chips() const { return *m_chips; }
    /// The list that is searched, and its name.
    void setScope(const QString& name, const ListFilter& list);
    /// Whether all notebooks are searched although the list is of one.
    [[nodiscard]] bool isWidened() const { return m_widened; }
    /// Back to searching the list alone.
    void resetScope();
    /// Brings the keyboard to the first row, at once or when the answer to what was typed is there.
    void enterList();
    /// What was to be done once the answer comes is not wanted any more.
    void stayInField() { m_enterWhenAnswered = false; }

Q_SIGNALS:
    /// Another part of the notes is to be searched.
    void scopeChanged();
    /// The list is in focus and its first row is the current one.
    void listEntered();
    /// What was asked last is shown.
    void answered();
    void fieldWanted();
    void newNoteWanted(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeLayout();
    void widen(bool widened);
    void handleAnswered();
    void handleRefused(const Error& error);
    void refresh();
    void refreshScope();
    void announce();
    [[nodiscard]] QString countWords() const;
    [[nodiscard]] QString scopeWords() const;

    SearchResults& m_results;
    ElidedLabel* m_count;
    Label* m_where;
    SearchChips* m_chips;
    NoteListView* m_view; ///< After the chips also for who goes from one to the next by keys.
    Label* m_indexing;
    QWidget* m_empty;
    Label* m_emptyWords;
    Label* m_emptyHelp;
    Button* m_create;
    QTimer m_announceSoon; ///< Runs out when typing stops.
    QString m_listName;
    ListFilter m_scope;
    QString m_problem; ///< Why nothing was found out.
    bool m_everything = true;
    bool m_widened = false;
    bool m_enterWhenAnswered = false;
};

} // namespace lockleaf::ui
