// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/toast.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/control_painter.h"
#include "ui/widgets/label.h"

#include <QAccessible>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace lockleaf::ui {

namespace {

constexpr int ShadowRoom = 10;
constexpr int ToastPadding = 14;
constexpr int ToastSideMargin = 16;
constexpr int FloorGap = metrics::Space4;

} // namespace

Toast::Toast(QWidget* host)
    : QWidget(host), m_message(new Label({}, TextRole::Body, Token::ToastText, this)),
      m_action(new LinkButton({}, this)), m_clock(this),
      m_bottomMargin(metrics::StatusHeight + metrics::Space4)
{
    setVisible(false);
    m_action->setToken(Token::ToastAccent);
    m_action->setStrong(true);
    m_action->setFocusPolicy(Qt::TabFocus); // a click leaves the caret where it is
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(ShadowRoom + ToastPadding, ShadowRoom + 5, ShadowRoom + ToastPadding,
                            ShadowRoom + 5);
    row->setSpacing(metrics::Space6);
    row->addWidget(m_message, 1);
    row->addWidget(m_action);
    host->installEventFilter(this);
    m_clock.setSingleShot(true);
    connect(&m_clock, &QTimer::timeout, this, &Toast::dismiss);
    connect(m_action, &QPushButton::clicked, this, [this] {
        Q_EMIT actionTriggered();
        dismiss();
    });
    connect(qApp, &QApplication::focusChanged, this, &Toast::handleFocusChanged);
}

void Toast::present(const QString& message, const QString& action)
{
    m_message->setText(message);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_leftMilliseconds = metrics::ToastMilliseconds;
    setAccessibleName(message);
    m_hovered = false;
    place();
    show();
    raise();
    m_clock.stop();
    pauseOrResume();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void Toast::dismiss()
{
    if (isHidden())
        return;
    if (m_focused && m_returnFocus && m_returnFocus->isVisible())
        m_returnFocus->setFocus(Qt::OtherFocusReason);
    m_returnFocus.clear();
    m_clock.stop();
    hide();
    m_message->clear(); // it may name a note
    setAccessibleName({});
    Q_EMIT dismissed();
}

void Toast::setBottomMargin(int margin)
{
    m_bottomMargin = margin;
    place();
}

void Toast::setPane(QWidget* pane)
{
    m_pane = pane;
    pane->installEventFilter(this);
    place();
}

void Toast::setFloor(QWidget* floor)
{
    m_floor = floor;
    floor->installEventFilter(this);
    place();
}

QString Toast::message() const
{
    return m_message->text();
}

void Toast::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRectF body = QRectF(rect()).adjusted(ShadowRoom, ShadowRoom, -ShadowRoom, -ShadowRoom);
    control_painter::shadow(painter, body, metrics::RadiusPicture, ShadowRoom - 2);
    control_painter::fill(painter, body, currentTheme().color(Token::ToastFill), metrics::RadiusPicture);
}

void Toast::enterEvent(QEnterEvent* event)
{
    QWidget::enterEvent(event);
    m_hovered = true;
    pauseOrResume();
}

void Toast::leaveEvent(QEvent* event)
{
    QWidget::leaveEvent(event);
    m_hovered = false;
    pauseOrResume();
}

bool Toast::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    const bool moved = type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide;
    if (type == QEvent::Resize || ((watched == m_pane || watched == m_floor) && moved))
        place();
    return QWidget::eventFilter(watched, event);
}

/// Of where it stands, in the host.
int Toast::middle() const
{
    const QWidget* host = parentWidget();
    if (!m_pane || !m_pane->isVisible())
        return host->width() / 2;
    return m_pane->mapTo(host, QPoint(m_pane->width() / 2, 0)).x();
}

/// Where what is drawn of it ends below, in the host.
int Toast::foot() const
{
    const QWidget* host = parentWidget();
    const int lowest = host->height() - m_bottomMargin;
    return m_floor && m_floor->isVisible() ? qMin(lowest, m_floor->mapTo(host, QPoint()).y() - FloorGap)
                                           : lowest;
}

void Toast::place()
{
    const QWidget* host = parentWidget();
    const int widest = host->width() - 2 * ToastSideMargin;
    layout()->activate();
    const QSize wanted(qMin(widest, layout()->sizeHint().width()), layout()->sizeHint().height());
    const int last = host->width() - ToastSideMargin - wanted.width();
    setGeometry(qMax(ToastSideMargin, qMin(middle() - wanted.width() / 2, last)),
                foot() - wanted.height() + ShadowRoom, wanted.width(), wanted.height());
}

void Toast::handleFocusChanged(QWidget* old, QWidget* now)
{
    const bool focused = now != nullptr && isAncestorOf(now);
    if (focused && !m_focused)
        m_returnFocus = old;
    m_focused = focused;
    pauseOrResume();
}

void Toast::pauseOrResume()
{
    if (isHidden())
        return;
    const bool pause = m_hovered || m_focused;
    if (pause && m_clock.isActive()) {
        m_leftMilliseconds = m_clock.remainingTime();
        m_clock.stop();
    } else if (!pause && !m_clock.isActive()) {
        m_clock.start(qMax(1, m_leftMilliseconds));
    }
}

} // namespace lockleaf::ui
