// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/sidebar_list.h"

#include "ui/main/drawing.h"
#include "ui/main/notebook_colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QScopedValueRollback>
#include <QStyledItemDelegate>

namespace lockleaf::ui {

namespace {

constexpr int Inset = 10;
constexpr int RowHeight = 32;
constexpr int LabelHeight = 40;
constexpr int IconLeft = 22;
constexpr int TextGap = 9;
constexpr int Indent = 18;
constexpr int CountRight = 22;
constexpr int ChevronLeft = 8;

int textHeight(TextRole role)
{
    return QFontMetrics(typography::font(role)).height();
}

class SidebarDelegate : public QStyledItemDelegate
{
public:
    SidebarDelegate(const SidebarModel& model, QAbstractItemView* view)
        : QStyledItemDelegate(view), m_model(model), m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const bool label = m_model.row(index.row()).kind == SidebarModel::RowKind::Label;
        return {metrics::SidebarMinimum, label
                                             ? std::max(LabelHeight, textHeight(TextRole::SectionLabel) + 24)
                                             : std::max(RowHeight, textHeight(TextRole::Body) + 14)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const SidebarModel::Row& row = m_model.row(index.row());
        if (row.kind == SidebarModel::RowKind::Label)
            paintLabel(*painter, option, row);
        else
            paintRow(*painter, option, row, index == m_view->currentIndex());
        painter->restore();
    }

private:
    static void paintLabel(QPainter& painter, const QStyleOptionViewItem& option,
                           const SidebarModel::Row& row)
    {
        painter.setFont(typography::font(TextRole::SectionLabel));
        painter.setPen(currentTheme().color(Token::TextSecondary));
        painter.drawText(option.rect.adjusted(IconLeft, 6, -IconLeft, 0), leadingLine(option.direction),
                         row.name);
    }

    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const SidebarModel::Row& row,
                  bool current) const
    {
        const Theme& theme = currentTheme();
        const QRect card = option.rect.adjusted(Inset, 1, -Inset, -1);
        const bool selected = current;
        if (selected)
            control_painter::selection(painter, card, metrics::RadiusRow);
        else if (option.state & QStyle::State_MouseOver)
            control_painter::fill(painter, card, theme.color(Token::Hover), metrics::RadiusRow);
        if (current && m_view->hasFocus() && InputModality::instance().isKeyboard())
            control_painter::focusRing(painter, card, metrics::RadiusRow);

        const auto place = [&](int left, int width) {
            return QStyle::visualRect(option.direction, option.rect,
                                      QRect(left, option.rect.top(), width, option.rect.height()));
        };
        const int left = option.rect.left() + row.depth * Indent;
        if (row.expandable)
            icons::paint(painter, place(left + ChevronLeft, metrics::IconSmall),
                         row.expanded ? Icon::ChevronDown : Icon::ChevronRight,
                         theme.color(Token::TextSecondary), metrics::IconSmall);
        const bool all = row.kind == SidebarModel::RowKind::AllNotes;
        const QColor iconColor = all ? theme.color(selected ? Token::AccentText : Token::TextSecondary)
                                     : notebookColor(theme, row.color);
        icons::paint(painter, place(left + IconLeft, metrics::IconLarge), all ? Icon::Note : Icon::Notebook,
                     iconColor, metrics::IconLarge);
        paintTexts(painter, option, row, left + IconLeft + metrics::IconLarge + TextGap, selected);
    }

    static void paintTexts(QPainter& painter, const QStyleOptionViewItem& option,
                           const SidebarModel::Row& row, int left, bool selected)
    {
        const Theme& theme = currentTheme();
        const QString count =
            row.count > 0 ? QLocale().toString(static_cast<qulonglong>(row.count)) : QString();
        painter.setFont(typography::font(TextRole::Help));
        const int countWidth = painter.fontMetrics().horizontalAdvance(count);
        const int right = option.rect.right() + 1 - CountRight;
        painter.setPen(theme.color(selected ? Token::AccentText : Token::TextSecondary));
        const QRect countRect(right - countWidth, option.rect.top(), countWidth, option.rect.height());
        painter.drawText(QStyle::visualRect(option.direction, option.rect, countRect),
                         Qt::AlignVCenter | Qt::TextDontClip, count);
        painter.setFont(typography::font(selected ? TextRole::BodyStrong : TextRole::Body));
        painter.setPen(theme.color(selected ? Token::AccentText : Token::Text));
        const QRect name(left, option.rect.top(), right - countWidth - metrics::Space2 - left,
                         option.rect.height());
        painter.drawText(QStyle::visualRect(option.direction, option.rect, name),
                         leadingLine(option.direction),
                         painter.fontMetrics().elidedText(row.name, Qt::ElideRight, name.width()));
    }

    const SidebarModel& m_model;
    QAbstractItemView* m_view;
};

} // namespace

SidebarList::SidebarList(SidebarModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new SidebarDelegate(model, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Notebooks"));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
    showChosen({});
}

void SidebarList::showChosen(std::optional<RecordId> notebook)
{
    const QScopedValueRollback silent(m_silent, true);
    setCurrentIndex(m_model.index(m_model.rowOf(notebook)));
}

void SidebarList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (m_silent || !current.isValid())
        return;
    const SidebarModel::Row& row = m_model.row(current.row());
    Q_EMIT chosen(row.kind == SidebarModel::RowKind::Notebook ? std::optional(row.notebook) : std::nullopt);
}

void SidebarList::keyPressEvent(QKeyEvent* event)
{
    const bool open = event->key() == (isRightToLeft() ? Qt::Key_Left : Qt::Key_Right);
    const bool fold = event->key() == (isRightToLeft() ? Qt::Key_Right : Qt::Key_Left);
    if ((open || fold) && currentIndex().isValid())
        m_model.setExpanded(currentIndex().row(), open);
    else
        QListView::keyPressEvent(event);
}

void SidebarList::mousePressEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && m_model.row(index.row()).expandable) {
        const SidebarModel::Row& row = m_model.row(index.row());
        const int x = isRightToLeft() ? viewport()->width() - event->position().toPoint().x()
                                      : event->position().toPoint().x();
        if (x < row.depth * Indent + IconLeft) {
            m_model.setExpanded(index.row(), !row.expanded);
            return;
        }
    }
    QListView::mousePressEvent(event);
}

void SidebarList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
}

} // namespace lockleaf::ui
