// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/sidebar_rows.h"

#include "ui/main/drawing.h"
#include "ui/main/notebook_colors.h"
#include "ui/main/sidebar_list.h"
#include "ui/theme/icons.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QLocale>
#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int CardInset = 10;
constexpr int PlaceHeight = 32;
constexpr int LabelHeight = 40;
constexpr int TrashGap = 10; ///< It stands apart from what can be in it.
constexpr int NameGap = 9;
constexpr int CountRight = 22;
constexpr int ChevronLeft = 8;

int lineHeight(TextRole role)
{
    return QFontMetrics(typography::font(role)).height();
}

Icon iconOf(SidebarPlace::Kind kind)
{
    switch (kind) {
    case SidebarPlace::Kind::Pinned:
        return Icon::Pin;
    case SidebarPlace::Kind::OpenTasks:
        return Icon::Task;
    case SidebarPlace::Kind::Notebook:
        return Icon::Notebook;
    case SidebarPlace::Kind::Tag:
        return Icon::Hash;
    case SidebarPlace::Kind::Trash:
        return Icon::Trash;
    case SidebarPlace::Kind::AllNotes:
        break;
    }
    return Icon::Note;
}

/// Name and number of a row, the name from `left` on.
void paintTexts(QPainter& painter, const QStyleOptionViewItem& option, const SidebarModel::Row& row, int left,
                bool chosen)
{
    const Theme& theme = currentTheme();
    const QString count = row.count > 0 ? QLocale().toString(static_cast<qulonglong>(row.count)) : QString();
    painter.setFont(typography::font(TextRole::Help));
    const int countWidth = painter.fontMetrics().horizontalAdvance(count);
    const int right = option.rect.right() + 1 - CountRight;
    painter.setPen(theme.color(chosen ? Token::AccentText : Token::TextSecondary));
    const QRect countRect(right - countWidth, option.rect.top(), countWidth, option.rect.height());
    painter.drawText(QStyle::visualRect(option.direction, option.rect, countRect),
                     Qt::AlignVCenter | Qt::TextDontClip, count);
    painter.setFont(typography::font(chosen ? TextRole::BodyStrong : TextRole::Body));
    painter.setPen(theme.color(chosen ? Token::AccentText : Token::Text));
    const QRect name(left, option.rect.top(), right - countWidth - metrics::Space2 - left,
                     option.rect.height());
    painter.drawText(QStyle::visualRect(option.direction, option.rect, name), leadingLine(option.direction),
                     painter.fontMetrics().elidedText(row.name, Qt::ElideRight, name.width()));
}

} // namespace

SidebarRows::SidebarRows(const SidebarModel& model, SidebarList* list)
    : QStyledItemDelegate(list), m_model(model), m_list(list)
{
}

QSize SidebarRows::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const SidebarModel::Row& row = m_model.row(index.row());
    const int place = std::max(PlaceHeight, lineHeight(TextRole::Body) + 14);
    if (row.kind != SidebarModel::RowKind::Place)
        return {metrics::SidebarMinimum, std::max(LabelHeight, lineHeight(TextRole::SectionLabel) + 24)};
    return {metrics::SidebarMinimum, row.place.kind == SidebarPlace::Kind::Trash ? place + TrashGap : place};
}

void SidebarRows::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(option.direction);
    if (m_model.row(index.row()).kind != SidebarModel::RowKind::Place) {
        paintLabel(*painter, option, index);
    } else {
        QStyleOptionViewItem place = option;
        if (m_model.row(index.row()).place.kind == SidebarPlace::Kind::Trash)
            place.rect.setTop(place.rect.top() + TrashGap);
        paintRow(*painter, place, index);
    }
    painter->restore();
}

void SidebarRows::paintGround(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                              const QRect& card) const
{
    const Theme& theme = currentTheme();
    if (m_list->isChosen(m_model.row(index.row())))
        control_painter::selection(painter, card, metrics::RadiusRow);
    else if (option.state & QStyle::State_MouseOver || index.row() == m_list->dropRow())
        control_painter::fill(painter, card, theme.color(Token::Hover), metrics::RadiusRow);
    const bool focused =
        index == m_list->currentIndex() && m_list->hasFocus() && InputModality::instance().isKeyboard();
    if (focused || index.row() == m_list->dropRow())
        control_painter::focusRing(painter, card, metrics::RadiusRow);
}

void SidebarRows::paintLabel(QPainter& painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Theme& theme = currentTheme();
    const SidebarModel::Row& row = m_model.row(index.row());
    const bool hovered = option.state & QStyle::State_MouseOver;
    const bool focused = index == m_list->currentIndex() && m_list->hasFocus();
    if (index.row() == m_list->dropRow() || (focused && InputModality::instance().isKeyboard()))
        control_painter::focusRing(painter, option.rect.adjusted(CardInset, 8, -CardInset, -2),
                                   metrics::RadiusRow);
    const QRect line = option.rect.adjusted(0, 6, 0, 0);
    // At rest the label stands alone; that it folds shows where one is, or where it hides something.
    if (row.expandable && (hovered || focused || !row.expanded))
        icons::paint(painter,
                     QStyle::visualRect(option.direction, option.rect,
                                        QRect(option.rect.left() + ChevronLeft, line.top(),
                                              metrics::IconSmall, line.height())),
                     row.expanded ? Icon::ChevronDown : Icon::ChevronRight, theme.color(Token::TextSecondary),
                     metrics::IconSmall);
    painter.setFont(typography::font(TextRole::SectionLabel));
    painter.setPen(theme.color(Token::TextSecondary));
    painter.drawText(line.adjusted(IconLeft, 0, -IconLeft, 0), leadingLine(option.direction), row.name);
    if (row.kind == SidebarModel::RowKind::Notebooks)
        icons::paint(painter, SidebarList::plusRect(option.rect, option.direction), Icon::Plus,
                     theme.color(Token::TextSecondary), metrics::IconSmall);
}

void SidebarRows::paintRow(QPainter& painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Theme& theme = currentTheme();
    const SidebarModel::Row& row = m_model.row(index.row());
    paintGround(painter, option, index, option.rect.adjusted(CardInset, 1, -CardInset, -1));
    const bool chosen = m_list->isChosen(row);
    const auto place = [&](int left, int width) {
        return QStyle::visualRect(option.direction, option.rect,
                                  QRect(left, option.rect.top(), width, option.rect.height()));
    };
    const int left = option.rect.left() + row.depth * Indent;
    if (row.expandable)
        icons::paint(painter, place(left + ChevronLeft, metrics::IconSmall),
                     row.expanded ? Icon::ChevronDown : Icon::ChevronRight, theme.color(Token::TextSecondary),
                     metrics::IconSmall);
    const QColor color = row.place.kind == SidebarPlace::Kind::Notebook
                             ? notebookColor(theme, row.color)
                             : theme.color(chosen ? Token::AccentText : Token::TextSecondary);
    icons::paint(painter, place(left + IconLeft, metrics::IconLarge), iconOf(row.place.kind), color,
                 metrics::IconLarge);
    paintTexts(painter, option, row, left + IconLeft + metrics::IconLarge + NameGap, chosen);
}

} // namespace lockleaf::ui
