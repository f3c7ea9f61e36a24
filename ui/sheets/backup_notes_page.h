// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/models/row_model.h"
#include "ui/vault/backup_visit.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;

namespace lockleaf::ui {

class Label;
class RowList;
class TextField;
class VersionText;

/// The notes of a backup that is open, with a field that filters them, and the text of the chosen one beside
/// them with what changed since.
class BackupNotesPage : public QWidget
{
    Q_OBJECT

public:
    /// `session` must outlive it.
    explicit BackupNotesPage(VaultSession& session, QWidget* parent = nullptr);
    ~BackupNotesPage() override;

    /// Shows what is in `visit`, which must outlive that; null: nothing is kept of what was shown.
    void visit(BackupVisit* visit);
    [[nodiscard]] std::vector<RecordId> chosen() const;
    /// Whether bringing back what is chosen would change anything, as far as is known by now.
    [[nodiscard]] bool bringsAnything() const { return m_bringsAnything; }
    /// Reads the comparison again, as after the notes were brought back.
    void compareAgain();
    /// Empties the filter; false: it was empty, or the focus is elsewhere.
    [[nodiscard]] bool leaveFilter();
    void focusFilter();
    void focusNotes();
    /// Side by side, or one over the other where the window is narrow.
    void setBeside(bool beside);

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// What chosen() or bringsAnything() say.
    void choiceChanged();
    void failed(const lockleaf::Error& error);

private:
    QWidget* makeNotes();
    QWidget* makePreview();
    void reload();
    void readMore();
    void take(const BackupNotes& notes, bool anew);
    void handleChoice();
    void compareSeveral(std::vector<RecordId> notes);
    void showComparison(const BackupComparison& compared);
    void showWords(const QString& words);

    VaultSession& m_session;
    BackupVisit* m_visit = nullptr;
    RowModel m_rows;
    std::vector<RecordId> m_ids; ///< Of the rows.
    std::vector<RecordId> m_compared;
    std::unique_ptr<JobRun> m_counting;
    QTimer m_typed;
    std::uint64_t m_asked = 0; ///< Number of the last question; answers to earlier ones are dropped.
    bool m_bringsAnything = false;
    QBoxLayout* m_both = nullptr;
    TextField* m_filter = nullptr;
    RowList* m_list = nullptr;
    QWidget* m_left = nullptr;
    Label* m_count = nullptr;
    Label* m_words = nullptr;
    VersionText* m_text = nullptr;
    Label* m_legend = nullptr;
};

} // namespace lockleaf::ui
