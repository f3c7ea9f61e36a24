// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main/backlinks_view.h"

#include "ui/theme/counted.h"
#include "ui/theme/metrics.h"
#include "ui/theme/theme_manager.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/pick_list.h"

#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int SmallestBacklinkRoom = 64;

/// Has the keyboard itself: a row is the current one only while it has.
class BacklinkList : public PickList
{
public:
    BacklinkList(PickModel& model, const QString& accessibleName, QWidget* parent)
        : PickList(model, accessibleName, parent)
    {
        setFocusPolicy(Qt::TabFocus); // a click opens a note and leaves the keyboard where it is
    }

protected:
    void keyPressEvent(QKeyEvent* event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter ||
            event->key() == Qt::Key_Space) {
            if (current())
                Q_EMIT picked();
        } else if (!handleKey(*event)) {
            event->ignore();
        }
    }
    void focusInEvent(QFocusEvent* event) override
    {
        PickList::focusInEvent(event);
        if (!current())
            goToFirst();
    }
    void focusOutEvent(QFocusEvent* event) override
    {
        PickList::focusOutEvent(event);
        setCurrentIndex({});
    }
};

} // namespace

BacklinksView::BacklinksView(QWidget* parent)
    : QWidget(parent), m_heading(new LinkButton({}, this)),
      m_list(new BacklinkList(m_rows, tr("Notes that link here"), this))
{
    m_heading->setToken(Token::TextSecondary);
    auto* headingRow = new QHBoxLayout;
    headingRow->setContentsMargins(metrics::Space3, 0, metrics::Space3, 0); // over the icons of the rows
    headingRow->addWidget(m_heading);
    headingRow->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::Space2, metrics::Space2, metrics::Space2, metrics::Space1);
    column->setSpacing(metrics::Space1);
    column->addLayout(headingRow);
    column->addWidget(m_list);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
    connect(m_heading, &QPushButton::clicked, this, [this] { setFolded(!m_folded); });
    connect(m_list, &PickList::picked, this, [this] {
        const PickRow* row = m_list->current();
        const RecordId note = row ? row->id : RecordId{};
        if (!m_list->hasFocus())
            m_list->setCurrentIndex({});
        if (!note.isNull())
            Q_EMIT chosen(note);
    });
    connect(&ThemeManager::instance(), &ThemeManager::themeChanged, this, qOverload<>(&QWidget::update));
    setFolded(false);
}

void BacklinksView::showNotes(const Backlinks& backlinks)
{
    const PickRow* current = m_list->current();
    const RecordId former = current ? current->id : RecordId{};
    std::vector<PickRow> rows;
    int again = 0;
    for (const NoteSummary& note : backlinks.notes) {
        if (note.id == former)
            again = static_cast<int>(rows.size());
        PickRow row;
        row.kind = PickRow::Kind::Note;
        row.text = note.title.empty() ? tr("New note") : QString::fromStdString(note.title);
        row.id = note.id;
        rows.push_back(std::move(row));
    }
    const auto count = static_cast<qint64>(rows.size());
    m_heading->setText(rows.empty() ? QString()
                       : backlinks.hasMore
                           ? tr("Linked from more than %1 notes").arg(QLocale().toString(count))
                           : counted(count, tr("Linked from 1 note"), tr("Linked from %1 notes")));
    m_heading->setAccessibleName(m_heading->text());
    const bool same = std::ranges::equal(rows, m_rows.rows(), [](const PickRow& a, const PickRow& b) {
        return a.id == b.id && a.text == b.text;
    });
    if (!same) {
        m_rows.setRows(std::move(rows));
        if (m_list->hasFocus() && count > 0) // what one was at stays so
            m_list->setCurrentIndex(m_rows.index(again));
    }
    refresh();
}

void BacklinksView::setWanted(bool wanted)
{
    m_wanted = wanted;
    refresh();
}

void BacklinksView::setRoom(int height)
{
    m_list->setMostHeight(std::max(SmallestBacklinkRoom, height));
}

bool BacklinksView::takeFocus()
{
    if (!isVisible())
        return false;
    QWidget* stop = m_folded ? static_cast<QWidget*>(m_heading) : m_list;
    stop->setFocus(Qt::TabFocusReason);
    return true;
}

void BacklinksView::setFolded(bool folded)
{
    m_folded = folded;
    if (folded && m_list->hasFocus())
        m_heading->setFocus();
    m_heading->setLeadingIcon(folded ? Icon::ChevronRight : Icon::ChevronDown);
    m_heading->setAccessibleDescription(folded ? tr("Shows them") : tr("Hides them"));
    refresh();
}

void BacklinksView::refresh()
{
    m_list->setVisible(!m_folded);
    const bool seen = m_wanted && m_rows.rowCount() > 0;
    // What is typed on must not press a button that happens to come next.
    if (!seen && (m_list->hasFocus() || m_heading->hasFocus()))
        Q_EMIT leaveRequested(false);
    setVisible(seen);
}

void BacklinksView::keyPressEvent(QKeyEvent* event)
{
    const bool control = (event->modifiers() & ~Qt::KeypadModifier).testFlag(Qt::ControlModifier);
    if (control && event->key() == Qt::Key_Tab)
        Q_EMIT leaveRequested(true);
    else if ((control && event->key() == Qt::Key_Backtab) || event->key() == Qt::Key_Escape)
        Q_EMIT leaveRequested(false);
    else
        QWidget::keyPressEvent(event);
}

void BacklinksView::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(QRect(0, 0, width(), 1), currentTheme().color(Token::Line));
}

} // namespace lockleaf::ui
