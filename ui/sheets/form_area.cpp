// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/form_area.h"

#include "ui/theme/metrics.h"

#include <QApplication>
#include <QEvent>
#include <QLayout>
#include <QResizeEvent>
#include <QScrollBar>

namespace lockleaf::ui {

namespace {

constexpr int FormLeastHeight = 96;
constexpr int FormFirstWidth = 564; ///< Of a card of 620, until it has been laid out.

} // namespace

FormArea::FormArea(QWidget* form, QWidget* parent) : QScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    // Else the area makes it as high as its sentences would be if they were narrow, and scrolls for that.
    form->setMinimumHeight(1);
    setWidget(form);
    viewport()->setAutoFillBackground(false);
    form->setAutoFillBackground(false);
    form->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { showFocused(now); });
}

QSize FormArea::sizeHint() const
{
    const QLayout* const layout = widget()->layout();
    // As beside a bar, or one that was there for a moment would stay: beside it sentences take more lines.
    const int wide = (isVisible() ? width() : FormFirstWidth) - verticalScrollBar()->sizeHint().width();
    const int high =
        layout->hasHeightForWidth() ? layout->totalHeightForWidth(wide) : layout->totalSizeHint().height();
    return {layout->totalSizeHint().width(), high};
}

QSize FormArea::minimumSizeHint() const
{
    return {widget()->layout()->totalMinimumSize().width(), qMin(FormLeastHeight, sizeHint().height())};
}

bool FormArea::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == widget() && event->type() == QEvent::LayoutRequest)
        updateGeometry();
    return QScrollArea::eventFilter(watched, event);
}

void FormArea::resizeEvent(QResizeEvent* event)
{
    QScrollArea::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
}

void FormArea::showFocused(QWidget* now)
{
    if (now != nullptr && widget()->isAncestorOf(now))
        ensureWidgetVisible(now, 0, metrics::Space6);
}

} // namespace lockleaf::ui
