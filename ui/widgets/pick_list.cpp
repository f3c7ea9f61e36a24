// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/pick_list.h"

#include "ui/main/drawing.h"
#include "ui/main/notebook_colors.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int PickMostHeight = 420;
constexpr int PickRowRoom = 15; ///< Over and under the text of a row, together.
constexpr int PickLabelRoom = 16;
constexpr int PickLabelTop = 8;
constexpr int PickCreateGap = 10;
constexpr int PickPadding = 12;
constexpr int PickTextGap = 10;
constexpr int PickIndent = 18;
constexpr int PickPage = 8;

int lineHeight(TextRole role)
{
    return QFontMetrics(typography::font(role)).height();
}

class PickDelegate : public QStyledItemDelegate
{
public:
    PickDelegate(const PickModel& model, QAbstractItemView* view)
        : QStyledItemDelegate(view), m_model(model), m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const PickRow& row = *m_model.rowAt(index.row());
        if (row.kind == PickRow::Kind::Label)
            return {100, lineHeight(TextRole::SectionLabel) + PickLabelRoom +
                             (index.row() > 0 ? PickLabelTop : 0)};
        const bool apart = row.apart && index.row() > 0;
        return {100, std::max(metrics::IconButtonSize, lineHeight(TextRole::Body) + PickRowRoom) +
                         (apart ? PickCreateGap : 0)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setLayoutDirection(option.direction);
        const PickRow& row = *m_model.rowAt(index.row());
        if (row.kind == PickRow::Kind::Label)
            paintLabel(*painter, option, row, index.row() > 0);
        else
            paintRow(*painter, option, row, index);
        painter->restore();
    }

private:
    static void paintLabel(QPainter& painter, const QStyleOptionViewItem& option, const PickRow& row,
                           bool below)
    {
        painter.setFont(typography::font(TextRole::SectionLabel));
        painter.setPen(currentTheme().color(Token::TextSecondary));
        painter.drawText(option.rect.adjusted(PickPadding, below ? PickLabelTop : 0, -PickPadding, 0),
                         leadingLine(option.direction), row.text);
    }

    void paintRow(QPainter& painter, const QStyleOptionViewItem& option, const PickRow& row,
                  const QModelIndex& index) const
    {
        const Theme& theme = currentTheme();
        const bool apart = row.apart && index.row() > 0;
        const QRect card = option.rect.adjusted(0, (apart ? PickCreateGap : 0) + 1, 0, -1);
        const bool current = index == m_view->currentIndex();
        if (current)
            control_painter::selection(painter, card, metrics::RadiusRow);
        else if (row.enabled && (option.state & QStyle::State_MouseOver))
            control_painter::fill(painter, card, theme.color(Token::Hover), metrics::RadiusRow);
        if (current && control_painter::showsFocusRing(*m_view))
            control_painter::focusRing(painter, card, metrics::RadiusRow);
        const QColor quiet = theme.color(!row.enabled ? Token::TextTertiary
                                         : current    ? Token::AccentText
                                                      : Token::TextSecondary);
        const int left = card.left() + PickPadding + row.depth * PickIndent;
        const QRect icon(left, card.top(), metrics::IconMedium, card.height());
        icons::paint(painter, QStyle::visualRect(option.direction, card, icon), row.icon,
                     row.color >= 0 ? notebookColor(theme, row.color) : quiet, metrics::IconMedium);
        painter.setFont(typography::font(TextRole::Help));
        const int detailWidth =
            std::min(painter.fontMetrics().horizontalAdvance(row.detail) + 2, card.width() / 2);
        const QRect detail(card.right() + 1 - PickPadding - detailWidth, card.top(), detailWidth,
                           card.height());
        painter.setPen(quiet);
        painter.drawText(QStyle::visualRect(option.direction, card, detail),
                         static_cast<int>(QStyle::visualAlignment(option.direction, Qt::AlignRight).toInt()) |
                             Qt::AlignVCenter | Qt::TextSingleLine,
                         painter.fontMetrics().elidedText(row.detail, Qt::ElideRight, detailWidth));
        const int textLeft = icon.right() + 1 + PickTextGap;
        const QRect text(textLeft, card.top(), detail.left() - metrics::Space3 - textLeft, card.height());
        painter.setPen(theme.color(!row.enabled ? Token::TextTertiary
                                   : current    ? Token::AccentText
                                                : Token::Text));
        paintText(painter, QStyle::visualRect(option.direction, card, text), row, current, option.direction);
    }

    /// The text with what was typed of it in bold.
    static void paintText(QPainter& painter, const QRect& rect, const PickRow& row, bool current,
                          Qt::LayoutDirection direction)
    {
        const QFont strong = typography::font(TextRole::BodyStrong);
        const QString shown = QFontMetrics(strong).elidedText(row.text, Qt::ElideRight, rect.width());
        QTextLayout layout(shown, current ? strong : typography::font(TextRole::Body), painter.device());
        QTextOption option;
        option.setWrapMode(QTextOption::NoWrap);
        option.setTextDirection(direction);
        layout.setTextOption(option);
        QTextCharFormat bold;
        bold.setFontWeight(strong.weight());
        QList<QTextLayout::FormatRange> formats;
        const bool elided = shown.size() < row.text.size() || shown != row.text;
        const qsizetype most = elided ? std::max<qsizetype>(0, shown.size() - 1) : shown.size();
        for (const TextSpan& span : row.marks)
            if (span.begin < most)
                formats.append({static_cast<int>(span.begin),
                                static_cast<int>(std::min(span.length, most - span.begin)), bold});
        layout.setFormats(formats);
        layout.beginLayout();
        QTextLine line = layout.createLine();
        if (line.isValid())
            line.setLineWidth(rect.width());
        layout.endLayout();
        if (line.isValid())
            layout.draw(&painter, QPointF(rect.left(), rect.top() + (rect.height() - line.height()) / 2));
    }

    const PickModel& m_model;
    QAbstractItemView* m_view;
};

} // namespace

PickList::PickList(PickModel& model, const QString& accessibleName, QWidget* parent)
    : QListView(parent), m_model(model), m_mostHeight(PickMostHeight)
{
    setModel(&model);
    setItemDelegate(new PickDelegate(model, this));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setAccessibleName(accessibleName);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { updateGeometry(); });
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void PickList::setMostHeight(int height)
{
    m_mostHeight = height;
    updateGeometry();
}

QSize PickList::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_model.rowCount() && height < m_mostHeight; ++row)
        height += sizeHintForRow(row);
    return {200, std::min(height, m_mostHeight)};
}

void PickList::goTo(int from, int step)
{
    for (int row = from; row >= 0 && row < m_model.rowCount(); row += step)
        if (m_model.flags(m_model.index(row)) != Qt::NoItemFlags) {
            setCurrentIndex(m_model.index(row));
            // The label over the first row of a group comes along.
            const bool labelled = row > 0 && m_model.rowAt(row - 1)->kind == PickRow::Kind::Label;
            scrollTo(m_model.index(labelled ? row - 1 : row));
            scrollTo(m_model.index(row));
            return;
        }
}

void PickList::goToFirst()
{
    goTo(0, 1);
}

bool PickList::handleKey(const QKeyEvent& event, bool ends)
{
    if ((event.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    const int row = currentIndex().isValid() ? currentIndex().row() : -1;
    const int last = m_model.rowCount() - 1;
    switch (event.key()) {
    case Qt::Key_Up:
        goTo(row - 1, -1);
        return true;
    case Qt::Key_Down:
        goTo(row + 1, 1);
        return true;
    case Qt::Key_PageUp:
        goTo(std::max(0, row - PickPage), 1);
        return true;
    case Qt::Key_PageDown:
        goTo(std::min(last, row + PickPage), -1);
        return true;
    case Qt::Key_Home:
        if (ends)
            goTo(0, 1);
        return ends;
    case Qt::Key_End:
        if (ends)
            goTo(last, -1);
        return ends;
    default:
        return false;
    }
}

const PickRow* PickList::current() const
{
    return currentIndex().isValid() ? m_model.rowAt(currentIndex().row()) : nullptr;
}

void PickList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    viewport()->update();
    if (!current.isValid())
        return;
    QAccessibleEvent moved(this, QAccessible::ActiveDescendantChanged);
    moved.setChild(current.row());
    QAccessible::updateAccessibility(&moved);
    Q_EMIT currentRowChanged(current.data(Qt::AccessibleTextRole).toString());
}

void PickList::mouseReleaseEvent(QMouseEvent* event)
{
    QListView::mouseReleaseEvent(event);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && index == currentIndex())
        Q_EMIT picked();
}

void PickList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange) {
        scheduleDelayedItemsLayout();
        updateGeometry();
    }
}

} // namespace lockleaf::ui
