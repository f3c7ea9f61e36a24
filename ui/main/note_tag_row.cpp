// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/note_tag_row.h"

#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/theme/typography.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/line_layout.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QStyle>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace lockleaf::ui {

namespace {

constexpr int WidestTag = 200;
constexpr int TagGap = metrics::Space2 - 2; ///< The pill of a chip stands a little inside of it.

QString elidedTag(const QString& tag)
{
    return QFontMetrics(typography::font(TextRole::Caption)).elidedText(tag, Qt::ElideRight, WidestTag);
}

QString menuText(const QString& tag)
{
    return elidedTag(tag).replace(u'&', u"&&"_s); // which would be a key
}

void setPlainText(Chip& chip, const QString& text)
{
    chip.setText(text);
    chip.setShortcut({}); // which a "&" would have made
}

} // namespace

NoteTagRow::NoteTagRow(QWidget* parent)
    : QWidget(parent), m_line(new QWidget(this)), m_more(nullptr), m_add(nullptr)
{
    auto* layout = new LineLayout(m_line, TagGap);
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        m_chips[i] = new Chip({}, Chip::Kind::Filled, m_line);
        setUpChip(i);
    }
    m_more = new Chip({}, Chip::Kind::Filled, m_line);
    m_more->setAccessibleDescription(tr("Opens a menu"));
    m_add = new Chip(tr("+ Tag"), Chip::Kind::Dashed, m_line);
    m_add->setAccessibleName(tr("Add a tag"));
    for (Chip* chip : m_chips)
        layout->addWidget(chip);
    layout->addWidget(m_more);
    layout->addWidget(m_add);
    for (Chip* chip : m_line->findChildren<Chip*>()) {
        chip->installEventFilter(this);
        chip->hide();
    }
    connect(m_more, &QPushButton::clicked, this, &NoteTagRow::openMoreMenu);
    connect(m_add, &QPushButton::clicked, this, &NoteTagRow::addRequested);
}

void NoteTagRow::setUpChip(std::size_t index)
{
    Chip* const chip = m_chips[index];
    chip->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(chip, &QPushButton::clicked, this, [this, index] { Q_EMIT chosen(tagAt(index)); });
    connect(chip, &Chip::removeRequested, this, [this, index] { Q_EMIT removeRequested(tagAt(index)); });
    connect(chip, &QWidget::customContextMenuRequested, this,
            [this, index](const QPoint& position) { openTagMenu(index, position); });
}

QString NoteTagRow::tagAt(std::size_t index) const
{
    return m_tags.value(static_cast<qsizetype>(index));
}

void NoteTagRow::showTags(const QStringList& tags, bool changeable)
{
    m_tags = tags;
    m_changeable = changeable;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const QString tag = tagAt(i);
        setPlainText(*m_chips[i], elidedTag(tag));
        m_chips[i]->setAccessibleName(tag.isEmpty() ? QString() : tr("Tag %1").arg(tag));
        m_chips[i]->setRemovable(changeable);
        m_chips[i]->updateGeometry();
    }
    arrange();
}

int NoteTagRow::moreWidth(qsizetype hidden) const
{
    if (hidden == 0)
        return 0;
    const Chip sample(tr("+%1").arg(hidden));
    return sample.sizeHint().width() + TagGap;
}

int NoteTagRow::widthWith(std::size_t chips) const
{
    int width = m_changeable ? m_add->sizeHint().width() + TagGap : 0;
    for (std::size_t i = 0; i < chips; ++i)
        width += m_chips[i]->sizeHint().width() + TagGap;
    width += moreWidth(m_tags.size() - static_cast<qsizetype>(chips));
    return std::max(0, width - TagGap);
}

int NoteTagRow::leastWidth() const
{
    return widthWith(m_tags.isEmpty() ? 0 : 1);
}

void NoteTagRow::arrange()
{
    m_shown = std::min(m_chips.size(), static_cast<std::size_t>(m_tags.size()));
    while (m_shown > 0 && widthWith(m_shown) > m_room)
        --m_shown;
    leaveHidden();
    for (std::size_t i = 0; i < m_chips.size(); ++i)
        m_chips[i]->setVisible(i < m_shown);
    showMore(m_tags.size() - static_cast<qsizetype>(m_shown));
    m_add->setVisible(m_changeable);
    m_line->layout()->activate();
}

void NoteTagRow::showMore(qsizetype hidden)
{
    setPlainText(*m_more, tr("+%1").arg(hidden));
    m_more->setAccessibleName(counted(hidden, tr("1 more tag"), tr("%1 more tags")));
    m_more->updateGeometry();
    m_more->setVisible(hidden > 0);
}

void NoteTagRow::leaveHidden()
{
    const QWidget* focus = window()->focusWidget();
    const bool chipHides = std::find(m_chips.begin() + static_cast<std::ptrdiff_t>(m_shown), m_chips.end(),
                                     focus) != m_chips.end();
    const bool moreHides = focus == m_more && m_tags.size() == static_cast<qsizetype>(m_shown);
    if (!chipHides && !moreHides && (focus != m_add || m_changeable))
        return;
    if (m_shown > 0)
        m_chips[m_shown - 1]->setFocus(Qt::OtherFocusReason);
    else if (m_changeable && isVisible())
        m_add->setFocus(Qt::OtherFocusReason);
    else
        Q_EMIT leaveRequested(true);
}

void NoteTagRow::place(const QRect& line, const QRect& seen)
{
    if (std::exchange(m_room, line.width()) != line.width())
        arrange();
    QRect used = line;
    used.setWidth(std::min(line.width(), m_line->layout()->sizeHint().width()));
    used = QStyle::visualRect(layoutDirection(), line, used);
    const QRect part = used.intersected(seen);
    // Not hidden where none of it is in sight: the keyboard can come to it all the same.
    setGeometry(part.isEmpty() ? QRect(used.topLeft(), QSize(0, 0)) : part);
    m_line->setGeometry(used.translated(-geometry().topLeft()));
}

bool NoteTagRow::takeFocus()
{
    if (!isVisible())
        return false;
    Chip* last = m_changeable ? m_add : m_tags.size() > static_cast<qsizetype>(m_shown) ? m_more : nullptr;
    if (!last && m_shown > 0)
        last = m_chips[m_shown - 1];
    if (last)
        last->setFocus(Qt::BacktabFocusReason);
    return last != nullptr;
}

bool NoteTagRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn)
        Q_EMIT seenRequested();
    return QWidget::eventFilter(watched, event);
}

void NoteTagRow::keyPressEvent(QKeyEvent* event)
{
    const bool control = (event->modifiers() & ~Qt::KeypadModifier).testFlag(Qt::ControlModifier);
    if ((control && event->key() == Qt::Key_Tab) || event->key() == Qt::Key_Escape)
        Q_EMIT leaveRequested(true);
    else if (control && event->key() == Qt::Key_Backtab)
        Q_EMIT leaveRequested(false);
    else
        QWidget::keyPressEvent(event);
}

void NoteTagRow::wheelEvent(QWheelEvent* event)
{
    if (!m_scrolled) {
        event->ignore();
        return;
    }
    QWheelEvent below(m_scrolled->mapFromGlobal(event->globalPosition()), event->globalPosition(),
                      event->pixelDelta(), event->angleDelta(), event->buttons(), event->modifiers(),
                      event->phase(), event->inverted());
    QCoreApplication::sendEvent(m_scrolled, &below);
}

QMenu* NoteTagRow::makeMenu(const QString& name)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(name);
    return menu;
}

void NoteTagRow::fillMenu(QMenu& menu, const QString& tag)
{
    connect(menu.addAction(tr("Show notes with #%1").arg(menuText(tag))), &QAction::triggered, this,
            [this, tag] { Q_EMIT chosen(tag); });
    if (m_changeable)
        connect(menu.addAction(tr("Take off this note")), &QAction::triggered, this,
                [this, tag] { Q_EMIT removeRequested(tag); });
}

void NoteTagRow::openTagMenu(std::size_t index, const QPoint& position)
{
    const QString tag = tagAt(index);
    QMenu* menu = makeMenu(tr("Tag %1").arg(tag));
    fillMenu(*menu, tag);
    menu->popup(m_chips[index]->mapToGlobal(position));
}

void NoteTagRow::openMoreMenu()
{
    QMenu* menu = makeMenu(m_more->accessibleName());
    for (const QString& tag : m_tags.mid(static_cast<qsizetype>(m_shown))) {
        if (m_changeable) {
            fillMenu(*menu->addMenu(u'#' + menuText(tag)), tag);
            continue;
        }
        connect(menu->addAction(u'#' + menuText(tag)), &QAction::triggered, this,
                [this, tag] { Q_EMIT chosen(tag); });
    }
    menu->popup(m_more->mapToGlobal(QPoint(0, m_more->height() + 2)));
}

} // namespace lockleaf::ui
