// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/branded_page.h"

#include "ui/lockscreen/brand_panel.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int BrandedFormWidth = 480;
constexpr int BrandWidth = 480;
constexpr int BrandShareDivisor = 3;
constexpr int HideBrandBelow = 860;

} // namespace

BrandedPage::BrandedPage(QWidget* parent) : QWidget(parent), m_brand(new BrandPanel(this)) {}

void BrandedPage::setForm(QWidget* form, QWidget* head)
{
    auto* centre = new QWidget;
    auto* across = new QHBoxLayout(centre);
    across->setContentsMargins(metrics::Space6, metrics::Space3, metrics::Space6, metrics::Space8);
    across->addStretch(1);
    auto* upright = new QVBoxLayout;
    upright->addStretch(5);
    upright->addWidget(form);
    upright->addStretch(6);
    across->addLayout(upright, 100);
    across->addStretch(1);
    form->setMaximumWidth(typography::scaled(BrandedFormWidth));
    form->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(centre);
    scroll->viewport()->setAutoFillBackground(false);
    centre->setAutoFillBackground(false);
    auto* side = new QVBoxLayout;
    side->setSpacing(0);
    if (head != nullptr)
        side->addWidget(head);
    side->addWidget(scroll, 1);
    auto* page = new QHBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_brand);
    page->addLayout(side, 1);
}

void BrandedPage::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), currentTheme().color(Token::Paper));
}

void BrandedPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const int brandWidth =
        qMin(typography::scaled(BrandWidth), width() / BrandShareDivisor + metrics::Space8);
    // It adorns: where its words do not fit, the form has the window to itself.
    const bool room =
        width() >= typography::scaled(HideBrandBelow) && height() >= m_brand->heightForWidth(brandWidth);
    m_brand->setVisible(room);
    m_brand->setFixedWidth(brandWidth);
}

} // namespace lockleaf::ui
