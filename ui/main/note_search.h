// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/editor/find_runner.h"

#include <QTimer>

namespace lockleaf::ui {

class FindBar;
class FindTarget;
class NoteEditor;

/// Finding and replacing in the note that is open: brings together the bar, the search and the text in which
/// hits are marked. GUI thread only.
class NoteSearch : public QObject
{
    Q_OBJECT

public:
    /// `bar` and `editor` must outlive it. Of the targets only `editor` can be written in.
    NoteSearch(FindBar& bar, NoteEditor& editor, QObject* parent = nullptr);

    /// Where to search from now on; null where no note is open, which empties all. The same target with
    /// another text begins anew.
    void setTarget(FindTarget* target);
    /// The target has more or other text than it had.
    void noteTextChanged();

    /// Shows the bar, for replacing too if `replacing`; what is selected within a line is taken over.
    void open(bool replacing);
    /// To the next or the previous hit, around the end of the text. Where nothing is looked for yet the bar
    /// opens.
    void findNext() { step(true); }
    void findPrevious() { step(false); }
    /// Hides the bar and takes the marks away. True if there was anything of that.
    bool close();

    /// Marks the words of a search in the note that is open and shows the first of them, and the bar with
    /// `words`, which is what was searched for; findNext() and findPrevious() go on through them until
    /// close(), another note, or until something else is typed in the bar. The keyboard stays where it is.
    void showHits(std::vector<HitTerm> terms, const QString& words);
    /// Whether it is the words of a search that are marked.
    [[nodiscard]] bool isShowingHits() const { return m_target && !m_terms.empty(); }
    [[nodiscard]] int hitCount() const;
    /// Takes back all that was typed or read. Before a lock.
    void forget();

Q_SIGNALS:
    /// The bar opens: the text should be in sight.
    void opened();
    /// The keyboard belongs to the text again.
    void textWanted();

private:
    void handleQueryChanged();
    void step(bool forward);
    [[nodiscard]] int indexOfStep(bool forward) const;
    /// Searches now: at once, or beside the GUI thread.
    void search();
    void handleFound(FindResult result);
    void goTo(int index);
    void sayWhere();
    void replaceOne();
    void replaceAll();
    void handleAllReplaced(const FindResult& result);
    void replaceHit(int index, const QString& text);
    [[nodiscard]] FindQuery query() const;
    [[nodiscard]] FindJob job();
    [[nodiscard]] FindJob replacingJob();
    [[nodiscard]] bool isSearching() const;
    [[nodiscard]] bool isWritable() const;
    [[nodiscard]] bool isShort() const;
    void endHits();
    /// Ends what runs and forgets the copy of the text.
    void stop();

    FindBar& m_bar;
    NoteEditor& m_editor;
    FindTarget* m_target = nullptr;
    int m_loads = -1; ///< Of the target's text when it was taken.
    FindRunner m_runner;
    QTimer m_searchSoon;               ///< Runs out when typing stops.
    QTimer m_slow;                     ///< Runs out when a search takes long enough to say so.
    std::function<QString()> m_reader; ///< Holds the text while it is searched again and again.
    std::vector<HitTerm> m_terms;
    FindEnd m_end = FindEnd::Complete;
    QString m_problem;
    QString m_replaced;       ///< "14 replaced", until something else happens.
    int m_origin = 0;         ///< Where one stood when one began to type what to find.
    FoundRange m_shown;       ///< The hit that one was last brought to.
    bool m_jumpWaits = false; ///< The next result is gone to.
    bool m_stepWaits = false; ///< And then a step is made.
    bool m_stepForward = true;
    bool m_replacing = false; ///< The text changes by this.
};

} // namespace lockleaf::ui
