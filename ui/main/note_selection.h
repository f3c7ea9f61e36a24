// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/note_list_model.h"

#include <QItemSelectionModel>

#include <functional>
#include <vector>

namespace lockleaf::ui {

/// Which notes are selected in the list. It is kept as ranges of rows, of which the list has read only some;
/// their ids are asked for when they are needed. GUI thread only; all that it is given must outlive it.
class NoteSelection : public QObject
{
    Q_OBJECT

public:
    using Use = std::function<void(std::vector<RecordId>)>;

    NoteSelection(VaultSession& session, NoteListModel& model, QItemSelectionModel& rows);

    /// From now on it is the selection in these rows that counts: those of the list, or of a search, which
    /// knows the ids of all its rows.
    void follow(ListRows& model, QItemSelectionModel& rows);

    /// Selected notes, without the one that is not in the vault.
    [[nodiscard]] int count() const { return m_count; }
    /// The first selected row; -1 for none.
    [[nodiscard]] int firstRow() const;
    /// Finds the ids of the selected notes and hands them to `use`, at once where all of their rows have been
    /// read. Nothing is called where the selection changes before.
    void resolve(const Use& use);

Q_SIGNALS:
    void countChanged(int count);

private:
    struct Rows
    {
        int first = 0;
        int last = 0;
    };
    struct Search;

    [[nodiscard]] std::vector<Rows> rows() const;
    [[nodiscard]] int draftRow() const { return m_shown->rowOf(RecordId{}); }
    void refresh();
    void begin(const std::shared_ptr<Search>& search);
    void readNext(const std::shared_ptr<Search>& search);
    void take(const std::shared_ptr<Search>& search, const Result<ListWindow>& window);

    VaultSession& m_session;
    NoteListModel& m_model;
    ListRows* m_shown = nullptr;
    QItemSelectionModel* m_rows = nullptr;
    int m_count = 0;
    std::uint64_t m_generation = 0; ///< Another one whenever the selection has become another.
};

} // namespace lockleaf::ui
