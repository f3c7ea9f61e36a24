// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lockscreen/brand_panel.h"

#include "ui/lockscreen/leaf_art.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/label.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <optional>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int BrandPanelSideMargin = metrics::Space14;
constexpr int TopMargin = 60;
constexpr int LogoSize = 40;
constexpr qreal LeafScale = 0.745;
constexpr qreal LeafLeft = 130;
constexpr qreal LeafLift = 14;
constexpr qreal DesignWidth = 480;
constexpr qreal DesignHeight = 900;

/// A square that paints one drawing of the brand in the colours of the panel.
class Drawing : public QWidget
{
public:
    Drawing(std::optional<Icon> icon, int size, QWidget* parent) : QWidget(parent), m_icon(icon), m_size(size)
    {
        setFixedSize(size, size);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = currentTheme();
        if (m_icon)
            icons::paint(painter, rect(), *m_icon, theme.color(Token::BrandText), m_size);
        else
            painter.drawPixmap(0, 0, icons::logo(m_size, devicePixelRatioF(), theme.color(Token::LogoTile)));
    }

private:
    std::optional<Icon> m_icon;
    int m_size;
};

void addPromise(QGridLayout& grid, int row, Icon icon, const QString& title, const QString& sentence,
                QWidget* parent)
{
    auto* promise = new Label(title, TextRole::BodyStrong, Token::BrandText, parent);
    auto* detail = new Label(sentence, TextRole::Help, Token::BrandText2, parent);
    promise->setWordWrap(true);
    detail->setWordWrap(true);
    grid.addWidget(new Drawing(icon, metrics::IconLarge, parent), row * 3, 0, Qt::AlignTop);
    grid.addWidget(promise, row * 3, 1);
    grid.addWidget(detail, row * 3 + 1, 1);
    grid.setRowMinimumHeight(row * 3 + 2, 18);
}

} // namespace

BrandPanel::BrandPanel(QWidget* parent) : QWidget(parent)
{
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::Space3);
    head->addWidget(new Drawing(std::nullopt, LogoSize, this));
    head->addWidget(new Label(u"Lockleaf"_s, TextRole::SheetSubtitle, Token::BrandText, this), 1);

    auto* slogan =
        new Label(tr("A quiet place for private notes."), TextRole::Slogan, Token::BrandText, this);
    slogan->setWordWrap(true);

    auto* promises = new QGridLayout;
    promises->setHorizontalSpacing(metrics::Space4);
    promises->setVerticalSpacing(1);
    promises->setColumnStretch(1, 1);
    addPromise(*promises, 0, Icon::Lock, tr("Encrypted before it is saved"),
               tr("Titles, tags, pictures and search index included."), this);
    addPromise(*promises, 1, Icon::Folder, tr("One vault, on your disk"),
               tr("No account, no server. Back it up like any file."), this);
    addPromise(*promises, 2, Icon::Key, tr("Only you hold the key"),
               tr("Nobody can reset it. Keep your recovery kit safe."), this);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(BrandPanelSideMargin, TopMargin, metrics::Space8, metrics::Space8);
    column->setSpacing(0);
    column->addLayout(head);
    column->addSpacing(62);
    column->addWidget(slogan);
    column->addSpacing(34);
    column->addLayout(promises);
    column->addStretch(1);
}

void BrandPanel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme& theme = currentTheme();
    painter.fillRect(rect(), theme.color(Token::Brand));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const qreal share = qMin(1.0, qMin(width() / DesignWidth, height() / DesignHeight));
    const qreal left = width() - (DesignWidth - LeafLeft) * share;
    leaf_art::paint(painter, QPointF(mirrored ? width() - left : left, height() - LeafLift * share),
                    LeafScale * share, theme.color(Token::BrandLeaf), theme.color(Token::BrandVein),
                    mirrored);
}

} // namespace lockleaf::ui
