// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/password_text.h"

#include <QTextLayout>

namespace lockleaf::ui {

/// A password laid out in one line, for as long as it takes to paint it or to find a place in it. Hidden text
/// is a row of dots, one a character, and Qt learns its length alone. Shown text is handed to Qt as a string
/// and as glyphs; the string is overwritten at the end, the glyphs are freed memory.
class PasswordLine
{
public:
    struct Look
    {
        QFont font;
        QChar dot; ///< Null: the text is shown.
        Qt::LayoutDirection direction = Qt::LeftToRight;
    };
    PasswordLine(const PasswordText& text, const Look& look);
    ~PasswordLine();
    PasswordLine(const PasswordLine&) = delete;
    PasswordLine& operator=(const PasswordLine&) = delete;

    [[nodiscard]] qreal width() const { return m_layout.lineAt(0).naturalTextWidth() + 1; }
    /// Where the caret stands, from the beginning of the line.
    [[nodiscard]] qreal caretX() const;
    /// The position in the text that is nearest.
    [[nodiscard]] qsizetype positionAt(qreal x) const;
    /// Paints text and, if wanted, the caret; `colors` are those of the selection.
    void paint(QPainter& painter, QPointF place, const QPalette& colors, int caretWidth) const;

private:
    [[nodiscard]] int shownIndex(qsizetype position) const;

    const PasswordText& m_text;
    bool m_hidden;
    QString m_shown;
    QTextLayout m_layout;
};

} // namespace lockleaf::ui
