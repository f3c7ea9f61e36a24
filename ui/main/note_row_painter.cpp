// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_row_painter.h"

#include "ui/main/drawing.h"
#include "ui/main/marked_text.h"
#include "ui/main/notebook_colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyleOptionViewItem>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int TopPadding = 12;
constexpr int TitleGap = 4;
constexpr int SnippetGap = 6;
constexpr int BottomPadding = 13;
constexpr int MetaGap = 14;
constexpr int IconGap = 6;
constexpr int BarWidth = 3;

/// Paints from the leading to the trailing edge, whichever side that is.
class LineCursor
{
public:
    LineCursor(QPainter& painter, const QRect& line, Qt::LayoutDirection direction)
        : m_painter(painter), m_line(line), m_direction(direction)
    {
    }

    [[nodiscard]] int room() const { return m_line.width() - m_used; }
    void skip(int width) { m_used += width; }
    [[nodiscard]] QRect take(int width)
    {
        const QRect logical(m_line.left() + m_used, m_line.top(), width, m_line.height());
        m_used += width;
        return QStyle::visualRect(m_direction, m_line, logical);
    }
    void text(const ShapedText& text, const QColor& color)
    {
        m_painter.setPen(color);
        text.draw(m_painter, take(text.width()));
    }
    void icon(Icon icon, const QColor& color)
    {
        icons::paint(m_painter, take(metrics::IconSmall), icon, color, metrics::IconSmall);
    }

private:
    QPainter& m_painter;
    QRect m_line;
    Qt::LayoutDirection m_direction;
    int m_used = 0;
};

} // namespace

NoteRowPainter::NoteRowPainter(const ListRows& model, QObject* parent)
    : QAbstractItemDelegate(parent), m_model(model)
{
    refreshFonts();
}

void NoteRowPainter::refreshFonts()
{
    m_titleFont = typography::font(TextRole::BodyStrong);
    m_snippetFont = typography::font(TextRole::Help);
    m_markFont = m_snippetFont;
    m_markFont.setWeight(m_titleFont.weight());
    m_captionFont = typography::font(TextRole::Caption);
    m_captions.clear();
    m_labelFont = typography::font(TextRole::SectionLabel);
    m_titleHeight = QFontMetrics(m_titleFont).height();
    m_snippetLine = QFontMetrics(m_snippetFont).height();
    m_metaHeight = std::max(QFontMetrics(m_captionFont).height(), metrics::IconSmall);
    m_rowHeight =
        TopPadding + m_titleHeight + TitleGap + 2 * m_snippetLine + SnippetGap + m_metaHeight + BottomPadding;
    m_groupHeight = QFontMetrics(m_labelFont).height() + 19;
}

QSize NoteRowPainter::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return {metrics::ListWidth, m_rowHeight};
}

void NoteRowPainter::paintGround(QPainter& painter, const QStyleOptionViewItem& option) const
{
    const Theme& theme = currentTheme();
    // One pixel below stays free, so that neighbours do not touch.
    const QRect card = option.rect.adjusted(0, 0, 0, -1);
    if (option.state & QStyle::State_Selected) {
        control_painter::selection(painter, card, metrics::RadiusRow);
        const QRect bar(option.rect.left(), option.rect.top() + TopPadding, BarWidth,
                        option.rect.height() - 2 * TopPadding);
        control_painter::fill(painter, QStyle::visualRect(option.direction, option.rect, bar),
                              theme.color(Token::Accent), BarWidth / 2.0);
    } else if (option.state & QStyle::State_MouseOver) {
        control_painter::fill(painter, card, theme.color(Token::Hover), metrics::RadiusRow);
    } else if (m_hairline) {
        painter.fillRect(
            QRect(option.rect.left() + Padding, option.rect.bottom(), option.rect.width() - 2 * Padding, 1),
            theme.color(Token::Line));
    }
    if (option.state & QStyle::State_HasFocus)
        control_painter::focusRing(painter, card, metrics::RadiusRow);
}

void NoteRowPainter::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    painter->save();
    paintGround(*painter, option);
    if (const NoteSummary* summary = m_model.summaryAt(index.row())) {
        QRect line = option.rect.adjusted(Padding, TopPadding, -Padding, 0);
        line.setHeight(m_titleHeight);
        const SearchExcerpt* excerpt = m_model.excerptAt(index.row());
        paintTitle(*painter, line, *summary, excerpt, option.direction);
        line.translate(0, m_titleHeight + TitleGap);
        line.setHeight(2 * m_snippetLine);
        if (excerpt && !excerpt->text.empty())
            paintExcerpt(*painter, line, *excerpt, option.direction);
        else
            paintSnippet(*painter, line, *summary, option.direction);
        line.translate(0, 2 * m_snippetLine + SnippetGap);
        line.setHeight(m_metaHeight);
        paintMeta(*painter, line, *summary, option.direction);
    }
    painter->restore();
}

void NoteRowPainter::paintTitle(QPainter& painter, const QRect& line, const NoteSummary& summary,
                                const SearchExcerpt* excerpt, Qt::LayoutDirection direction) const
{
    const Theme& theme = currentTheme();
    const QString time = m_model.shortTimeOf(summary);
    painter.setFont(m_captionFont);
    const ShapedText& shapedTime = m_captions.of(painter, time);
    int trailing = shapedTime.width();
    const QRect timeRect(line.right() + 1 - trailing, line.top(), trailing, line.height());
    painter.setPen(theme.color(Token::TextSecondary));
    shapedTime.draw(painter, QStyle::visualRect(direction, line, timeRect));
    if (summary.pinned) {
        trailing += IconGap + metrics::IconSmall;
        const QRect pin(line.right() + 1 - trailing, line.top(), metrics::IconSmall, line.height());
        icons::paint(painter, QStyle::visualRect(direction, line, pin), Icon::Pin,
                     theme.color(Token::AccentText), metrics::IconSmall);
    }
    const QRect title(line.left(), line.top(), line.width() - trailing - metrics::Space3, line.height());
    MarkedText text;
    if (excerpt && !excerpt->titleMarks.empty())
        text = MarkedText::from(excerpt->title, excerpt->titleMarks);
    else
        text.text = summary.title.empty() ? tr("New note") : QString::fromStdString(summary.title);
    drawMarkedText(painter, QStyle::visualRect(direction, line, title), 1, line.height(), text, m_titleFont,
                   m_titleFont, theme.color(Token::Text), direction);
}

void NoteRowPainter::paintSnippet(QPainter& painter, const QRect& lines, const NoteSummary& summary,
                                  Qt::LayoutDirection direction) const
{
    MarkedText text{QString::fromStdString(summary.snippet).simplified(), {}};
    if (text.text.isEmpty() && summary.title.empty())
        text.text = tr("Nothing written yet");
    drawMarkedText(painter, lines, 2, m_snippetLine, text, m_snippetFont, m_snippetFont,
                   currentTheme().color(Token::TextSecondary), direction);
}

void NoteRowPainter::paintExcerpt(QPainter& painter, const QRect& lines, const SearchExcerpt& excerpt,
                                  Qt::LayoutDirection direction) const
{
    drawMarkedText(painter, lines, 2, m_snippetLine, MarkedText::from(excerpt.text, excerpt.textMarks),
                   m_snippetFont, m_markFont, currentTheme().color(Token::TextSecondary), direction);
}

void NoteRowPainter::paintMeta(QPainter& painter, const QRect& line, const NoteSummary& summary,
                               Qt::LayoutDirection direction) const
{
    const Theme& theme = currentTheme();
    painter.setFont(m_captionFont);
    LineCursor cursor(painter, line, direction);
    if (const ListRows::NotebookLook look = m_model.notebookLook(summary.notebook); !look.name.isEmpty()) {
        cursor.icon(Icon::Notebook, notebookColor(theme, look.color));
        cursor.skip(IconGap);
        const ShapedText* name = &m_captions.of(painter, look.name);
        if (const int most = line.width() / 2; name->width() > most)
            name = &m_captions.of(painter, painter.fontMetrics().elidedText(look.name, Qt::ElideRight, most));
        cursor.text(*name, theme.color(Token::TextSecondary));
        cursor.skip(MetaGap);
    }
    if (summary.tasksAll > 0) {
        const ShapedText& count =
            m_captions.of(painter, u"%1/%2"_s.arg(summary.tasksDone).arg(summary.tasksAll));
        if (cursor.room() >= metrics::IconSmall + IconGap + count.width()) {
            cursor.icon(Icon::Task, theme.color(Token::AccentText));
            cursor.skip(IconGap);
            cursor.text(count, theme.color(Token::AccentText));
            cursor.skip(MetaGap);
        }
    }
    for (const std::string& tag : summary.tags) {
        const ShapedText& text = m_captions.of(painter, u"#"_s + QString::fromStdString(tag));
        if (cursor.room() < text.width())
            break;
        cursor.text(text, theme.color(Token::TextSecondary));
        cursor.skip(MetaGap - 4);
    }
}

void NoteRowPainter::paintGroup(QPainter& painter, const QRect& rect, const QString& label,
                                Qt::LayoutDirection direction) const
{
    painter.setFont(m_labelFont);
    painter.setPen(currentTheme().color(Token::TextSecondary));
    painter.drawText(rect.adjusted(Inset + Padding, 3, -Inset - Padding, 0), leadingLine(direction), label);
}

} // namespace lockleaf::ui
