// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/password_line.h"

#include <QPainter>
#include <QPalette>
#include <QTextOption>

namespace lockleaf::ui {

namespace {

/// Characters in a part of the text: a pair is one.
qsizetype characters(QStringView part)
{
    qsizetype count = 0;
    for (const QChar unit : part)
        count += unit.isLowSurrogate() ? 0 : 1;
    return count;
}

QString shownText(const PasswordText& text, const PasswordText& composed, QChar dot)
{
    if (!dot.isNull())
        return QString(characters(text.view()) + characters(composed.view()), dot);
    QString shown;
    shown.reserve(text.size() + composed.size());
    shown.append(text.view().first(text.caret()));
    shown.append(composed.view());
    shown.append(text.view().sliced(text.caret()));
    for (QChar& unit : shown)
        if (unit < u' ' || unit == QChar::LineSeparator || unit == QChar::ParagraphSeparator)
            unit = u' '; // as in any field of one line
    return shown;
}

} // namespace

PasswordLine::PasswordLine(const PasswordText& text, const PasswordText& composed, const Look& look)
    : m_text(text), m_composed(composed), m_hidden(!look.dot.isNull()),
      m_shown(shownText(text, composed, look.dot)), m_layout(m_shown, look.font)
{
    QTextOption option;
    option.setTextDirection(look.direction);
    m_layout.setTextOption(option);
    if (composed.size() != 0) {
        QTextLayout::FormatRange underlined;
        underlined.start = shownIndex(text.caret());
        underlined.length = static_cast<int>(m_hidden ? characters(composed.view()) : composed.size());
        underlined.format.setFontUnderline(true);
        m_layout.setFormats({underlined});
    }
    m_layout.beginLayout();
    m_layout.createLine(); // without a width: as wide as it needs
    m_layout.endLayout();
}

PasswordLine::~PasswordLine()
{
    // The layout shares this buffer, so writing through the constant pointer reaches both.
    if (!m_hidden && !m_shown.isEmpty())
        lockleaf::wipe(const_cast<QChar*>(m_shown.constData()),
                       static_cast<std::size_t>(m_shown.size()) * sizeof(QChar));
}

int PasswordLine::shownIndex(qsizetype position) const
{
    const qsizetype index = m_hidden ? characters(m_text.view().first(position)) : position;
    const qsizetype before =
        position > m_text.caret() ? (m_hidden ? characters(m_composed.view()) : m_composed.size()) : 0;
    return static_cast<int>(index + before);
}

qreal PasswordLine::caretX() const
{
    const qsizetype composed = m_hidden ? characters(m_composed.view()) : m_composed.size();
    return m_layout.lineAt(0).cursorToX(shownIndex(m_text.caret()) + static_cast<int>(composed));
}

qsizetype PasswordLine::positionAt(qreal x) const
{
    const int index = m_layout.lineAt(0).xToCursor(x);
    qsizetype position = 0;
    while (position < m_text.size() && shownIndex(position) < index)
        position = m_text.after(position, PasswordText::Step::Character);
    return position;
}

void PasswordLine::paint(QPainter& painter, QPointF place, const QPalette& colors, int caretWidth) const
{
    QList<QTextLayout::FormatRange> marked;
    if (m_text.hasSelection()) {
        QTextLayout::FormatRange selection;
        selection.start = shownIndex(m_text.selectionStart());
        selection.length = shownIndex(m_text.selectionEnd()) - selection.start;
        selection.format.setBackground(colors.brush(QPalette::Highlight));
        selection.format.setForeground(colors.brush(QPalette::HighlightedText));
        marked.push_back(selection);
    }
    m_layout.draw(&painter, place, marked);
    if (caretWidth > 0) {
        const qsizetype composed = m_hidden ? characters(m_composed.view()) : m_composed.size();
        m_layout.drawCursor(&painter, place, shownIndex(m_text.caret()) + static_cast<int>(composed),
                            caretWidth);
    }
}

} // namespace lockleaf::ui
