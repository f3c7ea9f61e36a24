// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/note_dates.h"
#include "ui/vault/vault_session.h"

#include <QAbstractListModel>
#include <QTimer>

#include <optional>
#include <unordered_map>

namespace lockleaf::ui {

/// Rows of notes as NoteListView shows them: those of a list, or what a search has found. Of however many
/// there are, only those near the screen need to have been read. GUI thread only.
class ListRows : public QAbstractListModel
{
    Q_OBJECT

public:
    /// The name and colour that rows show for a notebook.
    struct NotebookLook
    {
        QString name;
        int color = 0;
    };

    explicit ListRows(QObject* parent = nullptr);

    /// Nothing while the row has not been read.
    [[nodiscard]] virtual const NoteSummary* summaryAt(int row) const = 0;
    /// Nothing where the row has not been read that far. The null id is a note that is not in the vault.
    [[nodiscard]] virtual std::optional<RecordId> idAt(int row) const;
    /// -1 where the note is not among the rows, or its row is not known.
    [[nodiscard]] virtual int rowOf(RecordId id) const = 0;
    /// Where the words of a search stand; nothing where none were looked for, or not yet.
    [[nodiscard]] virtual const SearchExcerpt* excerptAt(int) const { return nullptr; }
    /// The date that a row shows.
    [[nodiscard]] virtual Timestamp dateOf(const NoteSummary& summary) const { return summary.modified; }
    /// Tells the model which rows are on screen; it fetches them if need be.
    virtual void showRows(int first, int last) = 0;

    /// What stands over the row: the name of the group that begins there. Null: nothing.
    [[nodiscard]] virtual QString labelAt(int row) const = 0;
    [[nodiscard]] virtual bool hasLabel(int row) const = 0;
    /// Labels over this row and all rows before it, as far as they are known.
    [[nodiscard]] virtual int labelsUpTo(int row) const = 0;

    /// For the names in rows; call again when they change.
    void setNotebooks(const std::vector<Notebook>& notebooks);
    [[nodiscard]] NotebookLook notebookLook(RecordId id) const;

    /// The present for dates, once a minute; tests set it.
    virtual void setNow(const QDateTime& now);
    [[nodiscard]] const QDateTime& now() const { return m_now; }
    /// The date that a row shows, in words.
    [[nodiscard]] QString shortTimeOf(const NoteSummary& summary) const;

    /// Qt::DisplayRole: the title; Qt::AccessibleTextRole: the whole row in words.
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// Other group labels, or others' places.
    void groupsChanged();
    /// The vault did not answer as it should.
    void failed(const lockleaf::Error& error);

protected:
    /// Tells of every row that has been read.
    virtual void tellRowsChanged() = 0;
    /// Before a lock: forgets notebooks, and no minute passes any more.
    void forgetLooks();
    [[nodiscard]] const LocalDays& days() const { return m_days; }

private:
    [[nodiscard]] QString accessibleText(const NoteSummary& summary, const SearchExcerpt* excerpt) const;

    std::unordered_map<RecordId, NotebookLook> m_notebooks;
    QDateTime m_now;
    LocalDays m_days;
    QTimer m_minute;
};

} // namespace lockleaf::ui
