// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/list_rows.h"

#include <map>
#include <optional>
#include <unordered_map>

namespace lockleaf::ui {

/// The notes of one list, pinned ones first, in the order of its filter. Of however many there are it holds
/// one window of rows; rows outside it exist, but are empty until the view asks for them. Changes arrive row
/// by row. GUI thread only; the session must outlive it.
class NoteListModel : public ListRows
{
    Q_OBJECT

public:
    /// Rows held at most, beyond the reach of any screen.
    static constexpr int WindowSize = 160;

    explicit NoteListModel(VaultSession& session, QObject* parent = nullptr);

    /// Replaces the list by that of `filter`, with the window around `around`; tells loaded() afterwards.
    void load(const ListFilter& filter, RecordId around = {});
    [[nodiscard]] const ListFilter& filter() const { return m_filter; }
    [[nodiscard]] bool isLoaded() const { return m_loaded; }
    /// Another number whenever a row may stand for another note than before.
    [[nodiscard]] std::uint64_t revision() const { return m_revision; }
    /// Empties it and stops listening; before a lock.
    void clear();

    /// A row for a note that is being written and is not in the vault yet, above all that are not pinned.
    /// It has the null id. When the vault tells of an added note, the row becomes that note's.
    void setDraft(std::optional<RecordId> notebook);
    [[nodiscard]] bool hasDraft() const { return m_draft.has_value(); }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    /// Nothing while the row is outside the window.
    [[nodiscard]] const NoteSummary* summaryAt(int row) const override;
    /// The date that the list is sorted by.
    [[nodiscard]] Timestamp dateOf(const NoteSummary& summary) const override
    {
        return m_filter.order == NoteOrder::Created ? summary.created : summary.modified;
    }
    /// In constant time; -1 where the note is not in the window. The null id finds the draft.
    [[nodiscard]] int rowOf(RecordId id) const override;
    /// Keeps `id` known to stand at `row` while it is outside the window: the open note.
    void track(RecordId id, int row);
    /// Where the tracked note stands now; -1 if that is not known.
    [[nodiscard]] int trackedRow() const;

    void showRows(int first, int last) override;

    /// The rows above which a group's label stands, as far as they are known.
    [[nodiscard]] const std::map<int, NoteGroup>& groupStarts() const { return m_groupStarts; }
    [[nodiscard]] QString labelAt(int row) const override;
    [[nodiscard]] bool hasLabel(int row) const override { return m_groupStarts.contains(row); }
    [[nodiscard]] int labelsUpTo(int row) const override;

    void setNow(const QDateTime& now) override;

Q_SIGNALS:
    void loaded();

protected:
    void tellRowsChanged() override;

private:
    void requestWindow(int first);
    void takeWindow(ListWindow window, bool reset);
    void handleNoteChanged(const NoteChange& change);
    void place(const NoteChange& change);
    void insertAt(int row, NoteSummary summary);
    void removeAt(int row);
    void moveTo(int from, int to, NoteSummary summary);
    void shiftGroups(int from, int by);
    void refreshGroups();
    void indexWindow();
    [[nodiscard]] int windowEnd() const { return m_first + static_cast<int>(m_rows.size()); }
    [[nodiscard]] NoteSummary draftSummary() const;

    VaultSession& m_session;
    ListFilter m_filter;
    std::uint64_t m_listVersion = 0;
    std::uint64_t m_revision = 0;
    bool m_loaded = false;
    bool m_fetching = false;
    int m_wantedFirst = -1; ///< First visible row that a fetch on its way does not cover; -1: none.
    int m_count = 0;        ///< Rows, with the draft.
    int m_pinnedCount = 0;
    int m_otherCount = 0; ///< Without the draft.
    std::optional<RecordId> m_draft;
    int m_first = 0; ///< Row of m_rows.front().
    std::vector<NoteSummary> m_rows;
    std::unordered_map<RecordId, int> m_offsets; ///< Into m_rows.
    std::map<int, NoteGroup> m_groupStarts;
    RecordId m_trackedId;
    QPersistentModelIndex m_tracked;
};

} // namespace lockleaf::ui
