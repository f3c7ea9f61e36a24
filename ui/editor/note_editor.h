// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// First: moc 6.4 cannot read libstdc++ when <array> is the first of its headers that it meets.
#include "core/base/result.h"
#include "ui/editor/body_text.h"
#include "ui/editor/find_target.h"
#include "ui/editor/given_file.h"
#include "ui/editor/link_spots.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextEdit>
#include <QTimer>

#include <functional>
#include <memory>

namespace lockleaf::ui {

class EditorPictures;
class MarkdownStyler;
class NoteDecorations;
class PictureSource;

/// The text of one note as Markdown: shown styled, stored exactly as typed.
class NoteEditor : public QTextEdit, public FindTarget
{
    Q_OBJECT

public:
    explicit NoteEditor(QWidget* parent = nullptr);
    ~NoteEditor() override;

    /// Shows `body`; undo begins anew. `caret` is a UTF-16 offset into the document, `scroll` in pixels.
    void setBody(ByteView body, int caret = 0, int scroll = 0);
    /// What is written now.
    [[nodiscard]] SecureBytes body() const;
    [[nodiscard]] bool isBlank() const;
    /// Another number whenever the text may have become another one; never for its look alone.
    [[nodiscard]] int textRevision() const { return m_revision; }
    /// Whether an input method holds text that is not in the note yet.
    [[nodiscard]] bool isComposing() const { return m_composing; }
    /// Takes into the text what an input method still holds: before it is saved for the last time.
    void commitComposing();
    /// As setBody() takes them; where a long text is not laid out that far yet, what is to be shown then.
    [[nodiscard]] int caret() const;
    [[nodiscard]] int scrolled() const;
    /// Empties text, undo history and accessibility; before a lock.
    void forget();

    /// "Edited today, 10:42", over the text; it scrolls with it.
    void setDateLine(const QString& sentence);
    /// Somebody puts something beside that sentence that needs at least `width` pixels: without as much room
    /// the sentence is not shown.
    void setHeadNeed(int width);
    /// Where that something has its place, in this widget; it scrolls with the text.
    [[nodiscard]] QRect headRect() const;
    /// The size of the text as a factor of the design's, 0.5 to 3.
    void setTextScale(double scale);
    [[nodiscard]] double textScale() const { return m_scale; }
    /// Left edge and width of the column of text, in this widget.
    [[nodiscard]] QRect column() const;

    /// Runs `command` on the cursor as one step of undo, then shows where the caret is. Does nothing in a
    /// text that can only be read.
    template <class Command>
    void apply(Command command)
    {
        if (isReadOnly())
            return;
        QTextCursor cursor = textCursor();
        cursor.beginEditBlock();
        command(cursor);
        cursor.endEditBlock();
        setTextCursor(cursor);
        ensureCursorVisible();
    }
    void undoTyping();
    void redoTyping();

    /// Where the pictures of the note come from; nothing: none are shown. It must outlive the editor or be
    /// taken away before.
    void setPictures(PictureSource* pictures);

    [[nodiscard]] std::function<QString()> textReader() const override;
    [[nodiscard]] int rawLength() const override;
    [[nodiscard]] bool isWhole() const override { return true; }
    [[nodiscard]] int loads() const override { return m_loads; }
    [[nodiscard]] FoundRange selected() const override;
    [[nodiscard]] QString selectedInLine() const override;
    void showRange(const FoundRange& range) override;
    void setHits(std::vector<FoundRange> hits) override;
    void setPresentHit(int index) override;
    [[nodiscard]] const HitMarks& hits() const override { return m_hits; }
    /// Makes text that was typed elsewhere fit for this one, as pasting does.
    [[nodiscard]] QString fitForText(const QString& text) const { return m_bodyText.forInsertion(text); }
    /// Puts the texts in place of the ranges, which stand in the order of the text: one step of undo. The
    /// caret stays where it is among what is left.
    void replaceRanges(const std::vector<FoundRange>& ranges, const std::vector<QString>& texts);

Q_SIGNALS:
    /// The text has become another one by what the person did.
    void edited();
    /// headRect() is another one.
    void headMoved();
    /// Ctrl+Tab or Ctrl+Shift+Tab: the focus should go on.
    void leaveRequested(bool forward);
    /// Ctrl and a click on a link to another note, or Ctrl+Enter in it.
    void linkActivated(const QString& written);
    /// The same of `[words](target)` or an address.
    void targetActivated(const QString& target);
    /// The same of a tag, without its "#".
    void tagActivated(const QString& tag);
    /// Files or pictures were dropped or pasted; they belong where the caret is now.
    void filesGiven(const lockleaf::ui::GivenFiles& files);
    /// A double click on the picture of this target.
    void pictureActivated(const QString& target);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void changeEvent(QEvent* event) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;

    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    static constexpr int CaretRoom = 3; ///< Beside the column, for a caret at the end of a line.

    void placeColumn();
    void refreshLook();
    void paintOver(QPainter& painter) const;
    void paintTitleCaret(QPainter& painter) const;
    void paintDateLine(QPainter& painter) const;
    /// The pixels that the sentence with the date takes; 0 where it is not shown.
    [[nodiscard]] int dateLineWidth() const;
    void handleContentsChange(int position, int removed, int added);
    void handleContentsChanged();
    void showActiveLine();
    void styleVisible();
    [[nodiscard]] QString formattedText() const;
    void layOutAnew();
    void changeUnlaid(const std::function<void()>& change);
    void finishLayout();
    void resumeLayout();
    [[nodiscard]] bool isLong() const;
    [[nodiscard]] bool isLaidOut() const;
    void showAwaitedPlace();
    void arrive();
    void forgetAwaitedPlace();
    void noteHitsMoved(int position, int removed, int added);
    void refreshHits();
    void refreshHighlight();
    void paintHits(QPainter& painter) const;
    /// Whether the present hit shows nothing unless its line shows its marks.
    [[nodiscard]] bool isPresentHitHidden() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> hitTexts() const;
    /// What keys do in a text that can only be read.
    [[nodiscard]] bool handleReadingKey(const QKeyEvent& event);
    [[nodiscard]] bool handleEditingKey(const QKeyEvent& event);
    /// Backspace, Home and the arrows at the mark of a list, which is one thing to the person.
    [[nodiscard]] bool handleListMarkKey(const QKeyEvent& event);
    /// The link or tag under `point` of the viewport.
    [[nodiscard]] std::optional<LinkSpot> linkAt(const QPoint& point) const;
    /// The one that the caret is in.
    [[nodiscard]] std::optional<LinkSpot> linkAtCaret() const;
    void activate(const LinkSpot& spot);
    /// Gives the lines the room that their pictures take now; what is on screen stays where it is.
    void handlePicturesChanged();
    void placePictures();
    /// The block whose task box is at `point` of the viewport; an invalid one if none is.
    [[nodiscard]] QTextBlock taskAt(const QPoint& point) const;
    [[nodiscard]] QTextBlock firstVisibleBlock() const;
    [[nodiscard]] QTextBlock blockAt(double y) const;

    BodyText m_bodyText;
    std::unique_ptr<MarkdownStyler> m_styler;
    std::unique_ptr<NoteDecorations> m_decorations;
    std::unique_ptr<EditorPictures> m_pictures;
    bool m_picturesLate = false; ///< They changed while an input method was at work.
    int m_loadScroll = -1;       ///< Where the text is to stand once its pictures have come; -1: where it is.
    QString m_dateLine;
    int m_headNeed = 0;
    std::optional<LinkSpot> m_pressedLink;
    double m_scale = 1.0;
    bool m_loading = false;
    bool m_replaying = false;    ///< Undo or redo runs.
    bool m_composing = false;    ///< An input method holds text that is not in the document yet.
    bool m_showsPreedit = false; ///< What an input method holds comes and goes; the text stays.
    bool m_touched = false;      ///< The text changed since contentsChanged() was last heard.
    int m_revision = 0;
    int m_loads = 0;
    HitMarks m_hits;
    bool m_hitsShown = false; ///< There were some when they were last brought on screen.
    int m_awaitedCaret = -1;  ///< To be shown once the layout has come there; -1: none.
    int m_awaitedAnchor = -1; ///< The other end of what is to be selected then.
    int m_awaitedScroll = -1;
    bool m_stayAtCaret = false; ///< It was shown where it is awaited, and nobody has scrolled since.
    QTimer m_layOutSoon;
    int m_deferredFrom = -1; ///< Styling that waits for the end of composing.
    int m_deferredTo = -1;
};

} // namespace lockleaf::ui
