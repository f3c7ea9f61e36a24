// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/consent_box.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/check_box.h"
#include "ui/widgets/control_painter.h"

#include <QHBoxLayout>
#include <QPainter>

namespace lockleaf::ui {

ConsentBox::ConsentBox(CheckBox* box, QWidget* parent) : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::Space4 - 2, metrics::Space2, metrics::Space4, metrics::Space2);
    row->addWidget(box);
}

void ConsentBox::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    if (theme.isHighContrast())
        control_painter::frame(painter, rect(), theme.color(Token::Text), 2, metrics::RadiusPicture);
    else
        control_painter::fill(painter, rect(), theme.color(Token::WarnTint), metrics::RadiusPicture);
}

} // namespace lockleaf::ui
