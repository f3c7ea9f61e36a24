// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sheet.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace lockleaf::ui {

namespace {

constexpr int DefaultCardWidth = 620;
constexpr int WindowMargin = 16;
constexpr int SheetShadowSpread = 28;

/// The raised surface that holds the content.
class Card : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const Theme& theme = currentTheme();
        const bool outlined = theme.isDark() || theme.isHighContrast();
        control_painter::frame(painter, rect(), theme.color(outlined ? Token::Line : Token::Raised), 1,
                               metrics::RadiusSheet, theme.color(Token::Raised));
    }
};

bool takesFocus(const QWidget& widget)
{
    return widget.isEnabled() && widget.isVisible() && (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus;
}

} // namespace

Sheet::Sheet(const QString& title, QWidget* anyWidget)
    : QWidget(anyWidget->window()), m_card(new Card(this)),
      m_title(new Label({}, TextRole::SheetTitle, Token::Text, m_card)),
      m_close(new IconButton(Icon::Close, tr("Close"), m_card)), m_cardLayout(new QVBoxLayout(m_card)),
      m_content(new QVBoxLayout),
      m_passed{QKeySequence(Qt::CTRL | Qt::Key_L), QKeySequence(Qt::CTRL | Qt::Key_Q)},
      m_cardWidth(DefaultCardWidth)
{
    setVisible(false);
    setFocusPolicy(Qt::NoFocus);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    m_cardLayout->setSpacing(metrics::Space3);
    m_cardLayout->addLayout(head);
    m_content->setContentsMargins(0, 0, 0, 0);
    m_content->setSpacing(metrics::Space2);
    m_cardLayout->addLayout(m_content, 1);
    setCardPadding(metrics::SheetPadding);
    setTitle(title);
    connect(m_close, &QPushButton::clicked, this, &Sheet::reject);
    window()->installEventFilter(this);
    m_card->installEventFilter(this);
    connect(qApp, &QApplication::focusChanged, this, &Sheet::handleFocusChanged);
}

Sheet::~Sheet() = default;

void Sheet::setCardWidth(int width)
{
    m_cardWidth = width;
    placeCard();
}

void Sheet::setCardHeight(int height)
{
    m_cardHeight = height;
    placeCard();
}

void Sheet::setCardTop(int top)
{
    m_cardTop = top;
    placeCard();
}

void Sheet::setCardPadding(int padding)
{
    m_cardLayout->setContentsMargins(padding, padding, padding, padding);
    placeCard();
}

void Sheet::setClosable(bool closable)
{
    m_closable = closable;
    m_close->setEnabled(closable);
}

void Sheet::setPassedShortcuts(const QList<QKeySequence>& keys)
{
    m_passed = keys;
}

void Sheet::setInitialFocus(QWidget* widget)
{
    m_initialFocus = widget;
}

void Sheet::setTitle(const QString& title)
{
    m_title->setText(title);
    m_title->setVisible(!title.isEmpty());
    m_close->setVisible(!title.isEmpty());
    setAccessibleName(title);
}

void Sheet::openSheet()
{
    if (isOpen())
        return;
    m_returnFocus = window()->focusWidget();
    placeCard();
    show();
    raise();
    placeCard(); // heights are known only once shown
    if (QWidget* first = m_initialFocus ? m_initialFocus.data() : firstFocus())
        first->setFocus(Qt::OtherFocusReason);
}

void Sheet::reject()
{
    if (!m_closable || !isOpen())
        return;
    Q_EMIT rejected();
    closeSheet();
}

void Sheet::closeSheet()
{
    if (!isOpen())
        return;
    hide();
    if (m_returnFocus && m_returnFocus->isVisible())
        m_returnFocus->setFocus(Qt::OtherFocusReason);
    m_returnFocus.clear();
    Q_EMIT closed();
}

bool Sheet::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        // Accepting keeps the key from the shortcuts of the window behind. Alt with a letter stays: the
        // card's own mnemonics.
        auto* key = static_cast<QKeyEvent*>(event);
        const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
        if (!isPassed(*key) && (arrow || !key->modifiers().testFlag(Qt::AltModifier))) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void Sheet::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), currentTheme().color(Token::Scrim));
    control_painter::shadow(painter, m_card->geometry(), metrics::RadiusSheet, SheetShadowSpread);
}

void Sheet::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        reject();
    event->accept(); // nothing typed here is for the window behind
}

void Sheet::mousePressEvent(QMouseEvent* event)
{
    if (m_veilCloses && !m_card->geometry().contains(event->pos()))
        reject();
    event->accept();
}

bool Sheet::focusNextPrevChild(bool next)
{
    QWidget* const start = QApplication::focusWidget();
    QWidget* const from = start != nullptr && isAncestorOf(start) ? start : this;
    QWidget* walk = from;
    do {
        walk = next ? walk->nextInFocusChain() : walk->previousInFocusChain();
        if (isAncestorOf(walk) && takesFocus(*walk)) {
            walk->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return true;
        }
    } while (walk != from);
    return true; // nowhere to go is still not outside
}

bool Sheet::eventFilter(QObject* watched, QEvent* event)
{
    if (isOpen() && ((watched == window() && event->type() == QEvent::Resize) ||
                     (watched == m_card && event->type() == QEvent::LayoutRequest)))
        placeCard();
    return QWidget::eventFilter(watched, event);
}

void Sheet::placeCard()
{
    const QWidget* host = parentWidget();
    setGeometry(host->rect());
    const int width = qMin(m_cardWidth, host->width() - 2 * WindowMargin);
    const int needed = m_cardLayout->hasHeightForWidth() ? m_cardLayout->totalHeightForWidth(width)
                                                         : m_cardLayout->totalSizeHint().height();
    const int height = qMin(m_cardHeight > 0 ? m_cardHeight : needed, host->height() - 2 * WindowMargin);
    const int centred = (host->height() - height) / 2;
    const int top =
        m_cardTop < 0 ? centred : qMax(WindowMargin, qMin(m_cardTop, host->height() - height - WindowMargin));
    m_card->setGeometry((host->width() - width) / 2, top, width, height);
    update();
}

void Sheet::handleFocusChanged(QWidget*, QWidget* now)
{
    if (!isOpen() || now == nullptr)
        return;
    if (now == this || isAncestorOf(now)) {
        m_lastFocus = now;
        return;
    }
    // Popups of the card (an opened list) are windows of their own and keep the focus, and so does a sheet
    // that was opened over this one.
    const bool sameWindow = now->window() == window();
    for (QWidget* up = now; sameWindow && up != nullptr; up = up->parentWidget()) {
        if (qobject_cast<Sheet*>(up) != nullptr)
            return;
    }
    if (!sameWindow)
        return;
    if (QWidget* back = returnPlace())
        back->setFocus(Qt::OtherFocusReason);
}

QWidget* Sheet::returnPlace()
{
    if (m_lastFocus == this)
        return this;
    return m_lastFocus && takesFocus(*m_lastFocus) ? m_lastFocus.data() : firstFocus();
}

QWidget* Sheet::firstFocus() const
{
    QWidget* fallback = nullptr;
    const QWidget* const self = this;
    for (QWidget* walk = self->nextInFocusChain(); walk != self; walk = walk->nextInFocusChain()) {
        if (!isAncestorOf(walk) || !takesFocus(*walk))
            continue;
        if (walk != m_close)
            return walk;
        fallback = walk;
    }
    return fallback;
}

bool Sheet::isPassed(const QKeyEvent& key) const
{
    const QKeySequence pressed(key.keyCombination());
    return m_passed.contains(pressed);
}

} // namespace lockleaf::ui
