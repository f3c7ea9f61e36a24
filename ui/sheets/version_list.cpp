// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/version_list.h"

#include "ui/main/drawing.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace lockleaf::ui {

namespace {

constexpr int TimeLineLeft = 16; ///< Of the line's middle, from the leading edge.
constexpr int TimeLineTextLeft = 34;
constexpr int TimeLineDot = 9;
constexpr int VersionRowPadding = 8;
constexpr int DayRowPadding = 12;

int lineOf(TextRole role)
{
    return QFontMetrics(typography::font(role)).height();
}

class VersionDelegate : public QStyledItemDelegate
{
public:
    VersionDelegate(const VersionsModel& model, QAbstractItemView* view)
        : QStyledItemDelegate(view), m_model(model), m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        if (!m_model.versionAt(index.row()))
            return {100, lineOf(TextRole::SectionLabel) + DayRowPadding};
        return {100, lineOf(TextRole::Body) + lineOf(TextRole::Caption) + 2 * VersionRowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (const RevisionSummary* const version = m_model.versionAt(index.row()))
            paintVersion(*painter, option, index, *version);
        else
            paintDay(*painter, option, index.data().toString());
        painter->restore();
    }

private:
    static QRect place(const QStyleOptionViewItem& option, int left, int top, int width, int height)
    {
        return QStyle::visualRect(option.direction, option.rect,
                                  QRect(option.rect.left() + left, top, width, height));
    }
    static void paintDay(QPainter& painter, const QStyleOptionViewItem& option, const QString& day)
    {
        painter.setFont(typography::font(TextRole::SectionLabel));
        painter.setPen(currentTheme().color(Token::TextSecondary));
        painter.drawText(option.rect.adjusted(TimeLineDot, 0, -TimeLineDot, 0), leadingLine(option.direction),
                         day);
    }
    void paintVersion(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                      const RevisionSummary& version) const
    {
        const Theme& theme = currentTheme();
        const QRect card = option.rect.adjusted(0, 1, 0, -1);
        const bool selected = index == m_view->currentIndex();
        if (selected)
            control_painter::selection(painter, card, metrics::RadiusRow);
        else if (option.state & QStyle::State_MouseOver)
            control_painter::fill(painter, card, theme.color(Token::Hover), metrics::RadiusRow);
        if (selected && m_view->hasFocus() && InputModality::instance().isKeyboard())
            control_painter::focusRing(painter, card, metrics::RadiusRow);
        paintLine(painter, option, index.row(), selected);

        const int wide = option.rect.width() - TimeLineTextLeft - VersionRowPadding;
        const int top = option.rect.top() + VersionRowPadding;
        const int first = lineOf(TextRole::Body);
        painter.setFont(typography::font(selected ? TextRole::BodyStrong : TextRole::Body));
        painter.setPen(theme.color(selected ? Token::AccentText : Token::Text));
        painter.drawText(place(option, TimeLineTextLeft, top, wide, first), leadingLine(option.direction),
                         index.data().toString());
        painter.setFont(typography::font(TextRole::Caption));
        painter.setPen(theme.color(Token::TextSecondary));
        const QString details = VersionsModel::details(version);
        painter.drawText(place(option, TimeLineTextLeft, top + first, wide, lineOf(TextRole::Caption)),
                         leadingLine(option.direction),
                         painter.fontMetrics().elidedText(details, Qt::ElideRight, wide));
    }
    /// The line of the day with this version's dot on it.
    void paintLine(QPainter& painter, const QStyleOptionViewItem& option, int row, bool selected) const
    {
        const Theme& theme = currentTheme();
        const int middle = option.rect.top() + VersionRowPadding + lineOf(TextRole::Body) / 2;
        const bool goesOn = m_model.goesOnAfter(row);
        const bool cameHere = m_model.versionAt(row - 1) != nullptr;
        const int top = cameHere ? option.rect.top() : middle;
        const int end = goesOn ? option.rect.bottom() + 1 : middle;
        painter.fillRect(place(option, TimeLineLeft, top, 1, end - top), theme.color(Token::LineStrong));
        const QRectF dot =
            place(option, TimeLineLeft - TimeLineDot / 2, middle - TimeLineDot / 2, TimeLineDot, TimeLineDot);
        painter.setPen(QPen(theme.color(selected ? Token::Accent : Token::LineStrong), 1.5));
        painter.setBrush(theme.color(selected ? Token::Accent : Token::Raised));
        painter.drawEllipse(dot);
    }

    const VersionsModel& m_model;
    QAbstractItemView* m_view;
};

} // namespace

VersionList::VersionList(VersionsModel& model, QWidget* parent) : QListView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new VersionDelegate(model, this));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(SingleSelection);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Versions"));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void VersionList::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    Q_EMIT versionChosen(current.isValid() ? m_model.versionAt(current.row()) : nullptr);
}

void VersionList::changeEvent(QEvent* event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        scheduleDelayedItemsLayout();
}

} // namespace lockleaf::ui
