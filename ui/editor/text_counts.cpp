// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_counts.h"

#include "ui/editor/markdown_scanner.h"

#include <QTextBlock>
#include <QTextDocument>

namespace lockleaf::ui {

namespace {

/// Scripts that put no spaces between words.
bool isWordByItself(QChar c)
{
    return c.script() == QChar::Script_Han;
}

int wordsIn(const QString& text)
{
    int words = 0;
    bool inside = false;
    for (const QChar c : text) {
        if (isWordByItself(c)) {
            ++words;
            inside = false;
        } else if (c.isLetterOrNumber() || c.isMark() || c.isSurrogate()) {
            words += inside ? 0 : 1;
            inside = true;
        } else if (c != u'\'' && c != u'\u2019' && c != u'-' && c != u'_') {
            inside = false;
        }
    }
    return words;
}

} // namespace

TextCounts countText(const QTextDocument& document)
{
    TextCounts counts;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const QString text = block.text();
        const QTextBlock previous = block.previous();
        const auto before = markdown::LineState::unpacked(previous.isValid() ? previous.userState() : -1);
        // Only what begins like a task needs a closer look.
        const QStringView trimmed = QStringView(text).trimmed();
        const bool maybeTask = trimmed.size() > 4 && trimmed[1] == u' ' && trimmed[2] == u'[';
        if (maybeTask) {
            const markdown::Line line = markdown::scanLine(text, before);
            if (line.kind == markdown::LineKind::Task) {
                ++counts.tasksAll;
                counts.tasksDone += line.done ? 1 : 0;
                counts.words += wordsIn(text.mid(line.prefix));
                continue;
            }
        }
        counts.words += wordsIn(text);
    }
    return counts;
}

} // namespace lockleaf::ui
