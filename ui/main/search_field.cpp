// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/search_field.h"

#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int SearchDrawingLeft = 10;
constexpr int SearchTextLeft = 34;
constexpr int SearchHintPadding = 6;

} // namespace

SearchField::SearchField(QWidget* parent)
    : TextField(tr("Search notes"), parent),
      m_clear(new IconButton(Icon::Close, tr("Clear the search"), this))
{
    setPlaceholderText(tr("Search notes"));
    setBaseHeight(metrics::ButtonHeight);
    m_clear->setName(tr("Clear the search"), QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText));
    m_clear->setCursor(Qt::ArrowCursor);
    m_clear->hide();
    connect(m_clear, &QPushButton::clicked, this, [this] {
        clear();
        setFocus();
    });
    connect(this, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_clear->setVisible(!text.isEmpty());
        arrange();
        update();
    });
    arrange();
}

void SearchField::setKeyHint(const QString& keys)
{
    m_keys = keys;
    arrange();
    update();
}

void SearchField::keyPressEvent(QKeyEvent* event)
{
    const bool plain = (event->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (plain &&
        (event->key() == Qt::Key_Down || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT listWanted();
    } else if (plain && event->key() == Qt::Key_Escape) {
        if (text().isEmpty())
            Q_EMIT leaveWanted();
        else
            clear();
    } else {
        TextField::keyPressEvent(event);
    }
}

QRect SearchField::hintRect() const
{
    const QFontMetrics caption(typography::font(TextRole::Caption));
    const QSize size(caption.horizontalAdvance(m_keys) + 2 * SearchHintPadding, caption.height() + 4);
    const QRect box(width() - metrics::Space2 - size.width(), (height() - size.height()) / 2, size.width(),
                    size.height());
    return QStyle::visualRect(layoutDirection(), rect(), box);
}

void SearchField::paintEvent(QPaintEvent* event)
{
    TextField::paintEvent(event);
    const Theme& theme = currentTheme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int size = typography::scaled(metrics::IconSmall);
    icons::paint(painter,
                 QStyle::visualRect(layoutDirection(), rect(), QRect(SearchDrawingLeft, 0, size, height())),
                 Icon::Search, theme.color(Token::TextSecondary), size);
    if (!text().isEmpty() || m_keys.isEmpty())
        return;
    const QRect hint = hintRect();
    control_painter::frame(painter, hint, theme.color(Token::Line), 1, metrics::Space1);
    painter.setFont(typography::font(TextRole::Caption));
    painter.setPen(theme.color(Token::TextSecondary));
    painter.drawText(hint, Qt::AlignCenter | Qt::TextSingleLine, m_keys);
}

void SearchField::resizeEvent(QResizeEvent* event)
{
    TextField::resizeEvent(event);
    arrange();
}

void SearchField::changeEvent(QEvent* event)
{
    TextField::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::FontChange ||
        event->type() == QEvent::ApplicationFontChange)
        arrange();
}

void SearchField::arrange()
{
    const QSize button = m_clear->sizeHint();
    const QRect place(width() - button.width() - metrics::Space1, (height() - button.height()) / 2,
                      button.width(), button.height());
    m_clear->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
    const int leading = SearchTextLeft + typography::scaled(metrics::IconSmall) - metrics::IconSmall - 2;
    const int trailing =
        metrics::Space2 + (text().isEmpty() ? hintRect().width() : button.width() - metrics::Space1);
    const QMargins margins =
        isRightToLeft() ? QMargins(trailing, 0, leading, 0) : QMargins(leading, 0, trailing, 0);
    if (textMargins() != margins)
        setTextMargins(margins);
}

} // namespace lockleaf::ui
