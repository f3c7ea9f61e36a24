// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/shaped_texts.h"
#include "ui/models/list_rows.h"

#include <QAbstractItemDelegate>
#include <QFont>

namespace lockleaf::ui {

/// Draws one row of the note list: title and time, two lines of text, then notebook, tasks and tags. Laid out
/// for both writing directions.
class NoteRowPainter : public QAbstractItemDelegate
{
    Q_OBJECT

public:
    /// Distance of a row from the edges of the list, and of its text from its own edge.
    static constexpr int Inset = 8;
    static constexpr int Padding = 14;

    explicit NoteRowPainter(const ListRows& model, QObject* parent = nullptr);

    /// Whether a hairline goes under the rows painted next.
    void setHairline(bool on) { m_hairline = on; }
    /// After the base font changed.
    void refreshFonts();
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] int groupHeight() const { return m_groupHeight; }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    /// The label over a group, in `rect` of groupHeight().
    void paintGroup(QPainter& painter, const QRect& rect, const QString& label,
                    Qt::LayoutDirection direction) const;

private:
    void paintGround(QPainter& painter, const QStyleOptionViewItem& option) const;
    /// `excerpt` is nothing where no words were looked for.
    void paintTitle(QPainter& painter, const QRect& line, const NoteSummary& summary,
                    const SearchExcerpt* excerpt, Qt::LayoutDirection direction) const;
    void paintSnippet(QPainter& painter, const QRect& lines, const NoteSummary& summary,
                      Qt::LayoutDirection direction) const;
    void paintExcerpt(QPainter& painter, const QRect& lines, const SearchExcerpt& excerpt,
                      Qt::LayoutDirection direction) const;
    void paintMeta(QPainter& painter, const QRect& line, const NoteSummary& summary,
                   Qt::LayoutDirection direction) const;

    const ListRows& m_model;
    QFont m_titleFont;
    QFont m_snippetFont;
    QFont m_markFont;
    QFont m_captionFont;
    QFont m_labelFont;
    mutable ShapedTexts m_captions; ///< In m_captionFont.
    int m_titleHeight = 0;
    int m_snippetLine = 0;
    int m_metaHeight = 0;
    int m_rowHeight = 0;
    int m_groupHeight = 0;
    bool m_hairline = true;
};

} // namespace lockleaf::ui
