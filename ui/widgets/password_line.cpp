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

QString shownText(const PasswordText& text, QChar dot)
{
    if (!dot.isNull())
        return QString(characters(text.view()), dot);
    QString shown(text.view().data(), text.size());
    for (QChar& unit : shown)
        if (unit < u' ' || unit == QChar::LineSeparator || unit == QChar::ParagraphSeparator)
            unit = u' '; // as in any field of one line
    return shown;
}

} // namespace

PasswordLine::PasswordLine(const PasswordText& text, const Look& look)
    : m_text(text), m_hidden(!look.dot.isNull()), m_shown(shownText(text, look.dot)),
      m_layout(m_shown, look.font)
{
    QTextOption option;
    option.setTextDirection(look.direction);
    m_layout.setTextOption(option);
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
    return static_cast<int>(m_hidden ? characters(m_text.view().first(position)) : position);
}

qreal PasswordLine::caretX() const
{
    return m_layout.lineAt(0).cursorToX(shownIndex(m_text.caret()));
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
    if (caretWidth > 0)
        m_layout.drawCursor(&painter, place, shownIndex(m_text.caret()), caretWidth);
}

} // namespace lockleaf::ui
