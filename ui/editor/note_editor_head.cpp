// SPDX-License-Identifier: GPL-3.0-or-later
// The part of NoteEditor that has to do with the line over the text.
#include "ui/editor/note_editor.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace lockleaf::ui {

namespace {

constexpr int HeadMiddle = 29; ///< Below the top of the text's own room.
constexpr int HeadHeight = metrics::IconButtonSize;

} // namespace

void NoteEditor::setDateLine(const QString& sentence)
{
    if (std::exchange(m_dateLine, sentence) == sentence)
        return;
    viewport()->update();
    Q_EMIT headMoved();
}

void NoteEditor::setHeadNeed(int width)
{
    if (std::exchange(m_headNeed, width) == width)
        return;
    viewport()->update();
    Q_EMIT headMoved();
}

int NoteEditor::dateLineWidth() const
{
    const int wide = QFontMetrics(typography::font(TextRole::Caption)).horizontalAdvance(m_dateLine);
    const int room = viewport()->width() - CaretRoom - (m_headNeed > 0 ? m_headNeed + metrics::Space4 : 0);
    return wide <= room ? wide : 0;
}

QRect NoteEditor::headRect() const
{
    const int dateLine = dateLineWidth();
    const QRect whole(0, HeadMiddle - HeadHeight / 2 - verticalScrollBar()->value(),
                      std::max(0, viewport()->width() - CaretRoom), HeadHeight);
    QRect head = whole;
    head.setWidth(std::max(0, whole.width() - (dateLine > 0 ? dateLine + metrics::Space4 : 0)));
    return QStyle::visualRect(layoutDirection(), whole, head).translated(viewport()->pos());
}

void NoteEditor::paintDateLine(QPainter& painter) const
{
    if (dateLineWidth() == 0)
        return;
    painter.setPen(currentTheme().color(Token::TextSecondary));
    painter.setFont(typography::font(TextRole::Caption));
    const int height = painter.fontMetrics().height();
    painter.drawText(QRect(0, HeadMiddle - height / 2, viewport()->width() - CaretRoom, height),
                     static_cast<int>(isRightToLeft() ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter |
                         Qt::TextSingleLine,
                     m_dateLine);
}

} // namespace lockleaf::ui
