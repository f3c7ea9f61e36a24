// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markdown_scanner.h"
#include "ui/editor/picture_spots.h"

#include <QFont>
#include <QTextBlock>
#include <QTextBlockUserData>
#include <QTextCharFormat>
#include <QTextDocument>
#include <QTextLayout>

#include <functional>
#include <utility>
#include <vector>

namespace lockleaf::ui {

/// What the styler knows about a line of a document.
class LineData : public QTextBlockUserData
{
public:
    markdown::Line line;
    markdown::LineState before;
    std::vector<PictureSpot> pictures; ///< Those that the line names.
    bool active = false;               ///< Styled with its marks shown, since the caret is there.
    bool styled = false;
};

/// What the pictures of a line take.
struct PictureRoom
{
    int below = 0;        ///< Pixels under the text of the line.
    bool instead = false; ///< They stand in the place of that text, unless the caret is there.
};

/// Gives the lines of a document the look of their Markdown. The text is never touched: characters get their
/// look through the layouts, which undo does not see; lines get heights, margins and hanging indents as block
/// formats, which join the step of undo that made them necessary.
/// GUI thread only.
class MarkdownStyler
{
public:
    /// Up to here every line is styled when it is loaded, above only what comes on screen.
    static constexpr int eagerCharacters = 200'000;
    /// Above this many characters lines get no block formats: each would cost more than a frame.
    static constexpr int largestWithBlockFormats = 500'000;
    /// Above this many characters a text is plain.
    static constexpr int largestStyled = 2'000'000;
    /// The slot in which a list's bullet, box or number stands, at text scale 1.
    static constexpr int ListSlot = 28;
    static constexpr int QuoteIndent = 18;
    static constexpr int CodeIndent = 18;
    /// Room over the first line, for the line with the date.
    static constexpr int TopRoom = 48;

    explicit MarkdownStyler(QTextDocument& document);

    /// Asks `rooms` how much of the document the pictures of a line take; none without. The line has been
    /// scanned then. picturesChanged() must follow where a text is loaded.
    void setPictureRooms(std::function<PictureRoom(const QTextBlock&)> rooms) { m_rooms = std::move(rooms); }
    /// Some picture takes another room than before: the lines get it as they do in restyleAll(). Whether any
    /// line has pictures.
    bool picturesChanged();

    /// Resolves fonts and colours anew; restyleAll() must follow.
    void setFonts(double scale);
    /// The format that text is to be loaded with, so that most lines need no other.
    [[nodiscard]] QTextBlockFormat bodyFormat() const;

    /// After loading, or after setFonts(). What can be undone and redone stays: lines whose format holds
    /// sizes of the former fonts get theirs as a part of the last step of undo, or, while something can be
    /// redone, which a change would end, with the next change of the text.
    void restyleAll();
    /// After a change at `position` by which `added` characters are new.
    void contentsChanged(int position, int added);
    /// Shows the marks where the caret is, hides them where it was.
    void setActive(const QTextBlock& block);
    /// Sees to it that the lines from `first` to `last` are styled.
    void styleRange(QTextBlock first, const QTextBlock& last);
    /// Applies the block formats that contentsChanged() found to be wrong, as a part of the last step of
    /// undo.
    void settleBlockFormats();
    /// After undo or redo, which bring the block formats along.
    void forgetUnsettled();

    /// Nothing while a line has not been looked at.
    [[nodiscard]] static const LineData* dataOf(const QTextBlock& block);
    [[nodiscard]] int scaled(int pixels) const { return qRound(pixels * m_scale); }
    [[nodiscard]] const QFont& bodyFont() const { return m_body; }
    [[nodiscard]] const QFont& titleFont() const { return m_heading[0]; }
    /// True while the styler itself changes the document.
    [[nodiscard]] bool isChanging() const { return m_changing; }
    /// Whether the layout was told of another look since the last call: that ends one that is on its way.
    [[nodiscard]] bool takeLayoutTold() { return std::exchange(m_layoutTold, false); }

private:
    LineData& scan(const QTextBlock& block, const markdown::LineState& before);
    void style(const QTextBlock& block, bool tellLayout = true);
    [[nodiscard]] QTextBlockFormat formatFor(const QTextBlock& block, const markdown::Line& line) const;
    [[nodiscard]] QTextCharFormat lineLook(const LineData& data) const;
    [[nodiscard]] QTextCharFormat look(std::uint16_t look, const LineData& data) const;
    void appendPrefix(QList<QTextLayout::FormatRange>& ranges, const QTextBlock& block,
                      const LineData& data) const;
    [[nodiscard]] bool wantsBlockFormats() const;
    [[nodiscard]] bool isPlain() const;
    void scanAgain(QTextBlock block, markdown::LineState state);
    /// Those of `blocks` whose format is not what it should be get it, in one step that ends the last one.
    void settle(const std::vector<QTextBlock>& blocks);
    void settleAll();
    void settleUnasked(const std::function<void()>& settleThem);
    [[nodiscard]] PictureRoom roomOf(const QTextBlock& block) const;

    QTextDocument& m_document;
    double m_scale = 1.0;
    QFont m_base; ///< The body's at scale 1.
    QFont m_body;
    QFont m_heading[3];
    QFont m_code;
    QTextBlock m_active; ///< Shows its marks.
    std::function<PictureRoom(const QTextBlock&)> m_rooms;
    std::vector<QTextBlock> m_unsettled; ///< Their format may be wrong.
    bool m_changing = false;
    bool m_layoutTold = false;
    bool m_otherFonts = false;   ///< Or pictures, since the text was loaded; undo may bring formats back.
    bool m_formatsStale = false; ///< Some format may hold sizes of other fonts or pictures.
};

} // namespace lockleaf::ui
