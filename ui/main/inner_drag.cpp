// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/inner_drag.h"

#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/theme/typography.h"
#include "ui/widgets/control_painter.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>

namespace lockleaf::ui {

namespace {

constexpr int DragLabelWidest = 260;
constexpr int DragLabelHeight = 32;
constexpr QPoint DragLabelOffset{12, 8};

} // namespace

/// What follows the pointer.
class DragLabel : public QWidget
{
public:
    DragLabel(const QString& words, QWidget* window) : QWidget(window)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        const QFontMetrics metrics(typography::font(TextRole::BodyStrong));
        m_words = metrics.elidedText(words, Qt::ElideRight, DragLabelWidest);
        resize(metrics.horizontalAdvance(m_words) + 2 * metrics::Space3,
               std::max(DragLabelHeight, metrics.height() + 12));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        control_painter::fill(painter, rect(), currentTheme().color(Token::Accent), metrics::RadiusControl);
        painter.setFont(typography::font(TextRole::BodyStrong));
        painter.setPen(currentTheme().color(Token::OnAccent));
        painter.drawText(rect(), Qt::AlignCenter, m_words);
    }

private:
    QString m_words;
};

InnerDrag::InnerDrag(QAbstractItemView& source, Words words)
    : QObject(&source), m_source(source), m_words(std::move(words))
{
    source.viewport()->installEventFilter(this);
}

InnerDrag::~InnerDrag()
{
    delete m_label;
}

void InnerDrag::cancel()
{
    m_index = QPersistentModelIndex();
    m_withheld = false;
    if (m_running)
        end();
}

void InnerDrag::begin(const QString& words)
{
    m_running = true;
    m_label = new DragLabel(words, m_source.window());
    m_label->show();
    qApp->installEventFilter(this); // for Esc, wherever the focus is
}

void InnerDrag::end()
{
    m_running = false;
    qApp->removeEventFilter(this);
    delete m_label;
    Q_EMIT ended();
}

bool InnerDrag::handlePress(const QMouseEvent& event)
{
    m_withheld = false;
    m_index = QPersistentModelIndex();
    if (event.button() != Qt::LeftButton || event.modifiers() != Qt::NoModifier)
        return false;
    m_index = m_source.indexAt(event.position().toPoint());
    m_pressed = event.position().toPoint();
    const QItemSelection selection = m_source.selectionModel()->selection();
    const bool several = selection.size() > 1 || (selection.size() == 1 && selection.front().height() > 1);
    m_withheld = several && m_index.isValid() && m_source.selectionModel()->isSelected(m_index);
    return m_withheld;
}

bool InnerDrag::handleMove(const QMouseEvent& event)
{
    if (!event.buttons().testFlag(Qt::LeftButton) || (!m_index.isValid() && !m_running))
        return false;
    if (!m_running &&
        (event.position().toPoint() - m_pressed).manhattanLength() < QApplication::startDragDistance())
        return true; // nor is it the beginning of a selection
    if (!m_running) {
        const QString words = m_words(m_index);
        if (words.isEmpty())
            return false;
        begin(words);
    }
    const QPoint global = event.globalPosition().toPoint();
    m_label->move(m_source.window()->mapFromGlobal(global) + DragLabelOffset);
    m_label->raise();
    Q_EMIT moved(global, m_index);
    return true;
}

bool InnerDrag::handleRelease(const QMouseEvent& event)
{
    const QModelIndex index = m_index;
    m_index = QPersistentModelIndex();
    if (m_running) {
        m_withheld = false;
        Q_EMIT dropped(event.globalPosition().toPoint(), index);
        end();
        return true;
    }
    if (std::exchange(m_withheld, false)) {
        // It was a click after all: the view hears of it now.
        const QScopedValueRollback repeating(m_repeating, true);
        QMouseEvent press(QEvent::MouseButtonPress, event.position(), event.globalPosition(), event.button(),
                          event.buttons() | event.button(), event.modifiers());
        QCoreApplication::sendEvent(m_source.viewport(), &press);
    }
    return false;
}

bool InnerDrag::eventFilter(QObject* watched, QEvent* event)
{
    if (m_running && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        cancel();
        return true;
    }
    if (watched != m_source.viewport() || m_repeating)
        return false;
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick: // who has just clicked drags at once
        return handlePress(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseMove:
        return handleMove(*static_cast<QMouseEvent*>(event));
    case QEvent::MouseButtonRelease:
        return handleRelease(*static_cast<QMouseEvent*>(event));
    default:
        return false;
    }
}

} // namespace lockleaf::ui
