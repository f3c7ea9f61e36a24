// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sheets/settings_pages.h"

#include "ui/main/drawing.h"
#include "ui/theme/input_modality.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace lockleaf::ui {

namespace {

constexpr int SettingsPagesRowHeight = 32;
constexpr int SettingsPagesIconLeft = 12;
constexpr int SettingsPagesTextLeft = 39;

class PageDelegate : public QStyledItemDelegate
{
public:
    explicit PageDelegate(QListWidget* list) : QStyledItemDelegate(list), m_list(list) {}

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, std::max(SettingsPagesRowHeight,
                              QFontMetrics(typography::font(TextRole::Body)).height() + 14)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const Theme& theme = currentTheme();
        const QRect card = option.rect.adjusted(0, 1, 0, -1);
        const bool selected = index == m_list->currentIndex();
        if (selected)
            control_painter::selection(*painter, card, metrics::RadiusRow);
        else if (option.state & QStyle::State_MouseOver)
            control_painter::fill(*painter, card, theme.color(Token::Hover), metrics::RadiusRow);
        if (selected && m_list->hasFocus() && InputModality::instance().isKeyboard())
            control_painter::focusRing(*painter, card, metrics::RadiusRow);
        const auto place = [&](int left, int width) {
            return QStyle::visualRect(
                option.direction, option.rect,
                QRect(option.rect.left() + left, option.rect.top(), width, option.rect.height()));
        };
        const auto icon = static_cast<Icon>(index.data(Qt::UserRole).toInt());
        icons::paint(*painter, place(SettingsPagesIconLeft, metrics::IconMedium), icon,
                     theme.color(selected ? Token::AccentText : Token::TextSecondary), metrics::IconMedium);
        painter->setFont(typography::font(selected ? TextRole::BodyStrong : TextRole::Body));
        painter->setPen(theme.color(selected ? Token::AccentText : Token::Text));
        painter->drawText(
            place(SettingsPagesTextLeft, option.rect.width() - SettingsPagesTextLeft - SettingsPagesIconLeft),
            leadingLine(option.direction), index.data().toString());
        painter->restore();
    }

private:
    QListWidget* m_list;
};

} // namespace

SettingsPages::SettingsPages(QWidget* parent) : QListWidget(parent)
{
    setItemDelegate(new PageDelegate(this));
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Pages"));
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, viewport(),
            qOverload<>(&QWidget::update));
}

void SettingsPages::addPage(Icon icon, const QString& name)
{
    auto* item = new QListWidgetItem(name, this);
    item->setData(Qt::UserRole, static_cast<int>(icon));
}

} // namespace lockleaf::ui
