// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"

#include "ui/editor/completion_popup.h"
#include "ui/editor/link_spots.h"
#include "ui/vault/title_source.h"

#include <functional>
#include <utility>

namespace lockleaf::ui {

class NoteEditor;

/// Offers notes behind "[[" and tags behind "#" while somebody types in the editor. Never while an input
/// method composes, and not in code. GUI thread only; editor and session must outlive it.
class LinkCompleter : public QObject
{
    Q_OBJECT

public:
    using NotebookNames = std::function<QString(RecordId)>;
    /// The notes that were last open, the last first, and the one that is open now.
    using RecentNotes = std::function<std::pair<std::vector<RecordId>, RecordId>()>;
    /// All tags that there are, without "#". It is asked at each key, so it answers from memory.
    using TagSource = std::function<QStringList()>;

    LinkCompleter(NoteEditor& editor, VaultSession& session, NotebookNames notebookName,
                  RecentNotes recentNotes);

    ~LinkCompleter() override;

    /// Without one no tags are offered.
    void setTagSource(TagSource tags) { m_tags = std::move(tags); }
    [[nodiscard]] bool isOpen() const { return m_popup->isVisible(); }
    /// Takes the popup away and forgets what it showed.
    void close();

Q_SIGNALS:
    /// The link to it has been written already.
    void createRequested(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] std::optional<LinkSpot> currentSpot() const;
    void handleEdited();
    void handleCaretMoved();
    void follow(const LinkSpot& spot);
    void handleAnswer(const std::vector<TitleMatch>& matches);
    [[nodiscard]] std::vector<PickRow> tagRows(const QString& typed) const;
    void showRows(std::vector<PickRow> rows, const QString& title);
    void place();
    [[nodiscard]] bool handleKey(const QKeyEvent& event);
    void take();
    void create();
    void write(const QString& text);

    NoteEditor& m_editor;
    NotebookNames m_notebookName;
    RecentNotes m_recentNotes;
    TagSource m_tags;
    TitleSource m_titles;
    PickModel m_rows;
    QPointer<CompletionPopup> m_popup; ///< Never null while this lives, but the window may end first.
    RecordId m_open;                   ///< The note that is written in: no link leads to itself.
    std::optional<LinkSpot> m_spot;
    int m_block = -1;             ///< Number of the line that m_spot is in.
    qsizetype m_dismissedAt = -1; ///< Where the person sent it away by Esc; not again while they go on there.
    bool m_typed = false;         ///< What changes the text now is typing.
    bool m_takeWhenAnswered = false;
};

} // namespace lockleaf::ui
