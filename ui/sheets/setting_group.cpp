// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/setting_group.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int SettingGroupSideInset = 16;
constexpr int RowInset = 10;

} // namespace

SettingGroup::SettingGroup(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
}

void SettingGroup::addRow(const QString& name, const QString& help, QWidget* control)
{
    auto* row = new QWidget(this);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins(SettingGroupSideInset, RowInset, SettingGroupSideInset, RowInset);
    line->setSpacing(metrics::Space4);
    auto* words = new QVBoxLayout;
    words->setSpacing(1);
    auto* title = new Label(name, TextRole::Body, Token::Text, row);
    title->setBuddy(control);
    words->addWidget(title);
    if (!help.isEmpty()) {
        auto* sentence = new Label(help, TextRole::Help, Token::TextSecondary, row);
        sentence->setWordWrap(true);
        words->addWidget(sentence);
    }
    control->setAccessibleName(name);
    control->setAccessibleDescription(help);
    line->addLayout(words, 1);
    control->setParent(row);
    line->addWidget(control);
    m_rows->addWidget(row);
}

void SettingGroup::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme& theme = currentTheme();
    control_painter::frame(painter, rect(), theme.color(Token::Line), 1, metrics::RadiusPicture,
                           theme.color(Token::List));
    for (int i = 1; i < m_rows->count(); ++i)
        painter.fillRect(QRect(SettingGroupSideInset, m_rows->itemAt(i)->geometry().top(),
                               width() - 2 * SettingGroupSideInset, 1),
                         theme.color(Token::Line));
}

} // namespace lockleaf::ui
