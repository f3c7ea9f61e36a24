// SPDX-License-Identifier: GPL-3.0-or-later
// The part of FindBar that places what is in it.
#include "ui/main/find_bar.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/label.h"
#include "ui/widgets/text_field.h"

#include <QScopedValueRollback>
#include <QStyle>

#include <algorithm>

namespace lockleaf::ui {

namespace {

constexpr int FindInset = 20;
constexpr int FindMargin = 7;
constexpr int FindFieldWidth = 260;
constexpr int FindFieldLeast = 150;

} // namespace

/// Places widgets side by side, and in a new line where the room ends.
class FindBar::Flow
{
public:
    Flow(const FindBar& bar, int top, int right) : m_bar(bar), m_top(top), m_right(right) {}

    void add(QWidget* widget, QSize size, int gap)
    {
        if (m_left > FindInset && m_left + gap + size.width() > m_right)
            breakLine();
        if (m_left > FindInset)
            m_left += gap;
        size.setWidth(std::min(size.width(), m_right - m_left));
        m_line.push_back({widget, QRect(QPoint(m_left, m_top), size)});
        m_left += size.width();
        m_height = std::max(m_height, size.height());
    }
    /// Ends the line; what was in it stands in the middle of its height.
    void breakLine()
    {
        if (m_line.empty())
            return;
        for (auto& [widget, place] : m_line) {
            place.moveTop(m_top + (m_height - place.height()) / 2);
            widget->setGeometry(QStyle::visualRect(m_bar.layoutDirection(), m_bar.rect(), place));
        }
        m_line.clear();
        m_bottom = m_top + m_height;
        m_top = m_bottom + metrics::Space1;
        m_left = FindInset;
        m_height = 0;
        m_right = m_bar.width() - FindInset; // only the first line has something at its end
    }
    [[nodiscard]] int bottom() const { return m_bottom; }

private:
    struct Place
    {
        QWidget* widget;
        QRect rect;
    };
    const FindBar& m_bar;
    std::vector<Place> m_line;
    int m_top;
    int m_right;
    int m_left = FindInset;
    int m_height = 0;
    int m_bottom = 0;
};

void FindBar::arrange()
{
    if (m_arranging || !m_replaceAll)
        return;
    const QScopedValueRollback arranging(m_arranging, true);
    int bottom = arrangeFinding(FindMargin);
    if (m_replacing)
        bottom = arrangeReplacing(bottom + metrics::Space1);
    setFixedHeight(bottom + FindMargin);
}

void FindBar::setVisible(bool visible)
{
    // Its height follows its width, and layouts give hidden widgets none: it would come at the height for
    // another width, and the text below it be laid out twice.
    if (visible && isHidden() && parentWidget()) {
        resize(parentWidget()->width(), height());
        arrange();
    }
    Surface::setVisible(visible);
}

int FindBar::arrangeFinding(int top)
{
    const QSize step = m_next->sizeHint();
    const QSize close = m_close->sizeHint();
    const QSize toggle = m_matchCase->sizeHint();
    const int fieldHeight = m_field->sizeHint().height();
    const int right = width() - FindInset - close.width() - metrics::Space2;
    m_close->setGeometry(
        QStyle::visualRect(layoutDirection(), rect(),
                           QRect(QPoint(width() - FindInset - close.width() + metrics::Space1,
                                        top + (fieldHeight - close.height()) / 2),
                                 close)));
    // The arrows keep their place while the count changes.
    const int countRoom = m_status->fontMetrics().horizontalAdvance(tr("%1 of %2").arg(888).arg(888));
    const int wordsWidth = m_status->fontMetrics().horizontalAdvance(m_status->text()) + 2;
    const int statusWidth = std::max(countRoom, wordsWidth);
    const int options = m_showsWords ? 0 : metrics::Space3 + 3 * toggle.width() + 2 * metrics::Space1;
    const int others =
        metrics::Space3 + statusWidth + metrics::Space3 + 2 * step.width() + metrics::Space1 + options;
    const int fieldRoom = right - FindInset - others;
    const bool oneLine = fieldRoom >= FindFieldLeast;

    Flow flow(*this, top, right);
    flow.add(m_field, {oneLine ? std::min(FindFieldWidth, fieldRoom) : right - FindInset, fieldHeight}, 0);
    const auto addStatus = [&] {
        const int room = std::min(statusWidth, width() - 2 * FindInset);
        m_status->setWordWrap(wordsWidth > room);
        const int height = wordsWidth > room ? m_status->heightForWidth(room) : m_status->sizeHint().height();
        flow.add(m_status, {room, std::max(height, step.height())}, metrics::Space3);
    };
    if (oneLine)
        addStatus();
    flow.add(m_previous, step, metrics::Space3);
    flow.add(m_next, step, metrics::Space1);
    if (!m_showsWords) {
        flow.add(m_matchCase, toggle, metrics::Space3);
        flow.add(m_wholeWords, toggle, metrics::Space1);
        flow.add(m_expression, toggle, metrics::Space1);
    }
    if (!oneLine)
        addStatus();
    flow.breakLine();
    return flow.bottom();
}

int FindBar::arrangeReplacing(int top)
{
    const int buttons =
        metrics::Space3 + m_replace->sizeHint().width() + metrics::Space2 + m_replaceAll->sizeHint().width();
    const int beside = width() - 2 * FindInset - buttons;
    const int wide = beside >= FindFieldLeast ? std::min(m_field->width(), beside) : m_field->width();
    const QSize field(wide, m_with->sizeHint().height());
    Flow flow(*this, top, width() - FindInset);
    flow.add(m_with, field, 0);
    flow.add(m_replace, m_replace->sizeHint(), metrics::Space3);
    flow.add(m_replaceAll, m_replaceAll->sizeHint(), metrics::Space2);
    flow.breakLine();
    return flow.bottom();
}

} // namespace lockleaf::ui
