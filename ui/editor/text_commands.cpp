// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/text_commands.h"

#include "ui/editor/markdown_scanner.h"

#include <QTextDocument>

#include <algorithm>
#include <vector>

using namespace Qt::StringLiterals;

namespace lockleaf::ui::text_commands {

using markdown::Line;
using markdown::LineKind;
using markdown::LineState;

namespace {

constexpr int SpacesPerLevel = 2;

Line lineOf(const QTextBlock& block)
{
    const QTextBlock previous = block.previous();
    return markdown::scanLine(block.text(),
                              LineState::unpacked(previous.isValid() ? previous.userState() : -1));
}

bool isListKind(LineKind kind)
{
    return kind == LineKind::Bullet || kind == LineKind::Number || kind == LineKind::Task;
}

std::vector<QTextBlock> selectedBlocks(const QTextCursor& cursor)
{
    std::vector<QTextBlock> blocks;
    const QTextDocument* document = cursor.document();
    const QTextBlock last = document->findBlock(cursor.selectionEnd());
    for (QTextBlock block = document->findBlock(cursor.selectionStart()); block.isValid();
         block = block.next()) {
        // A selection that ends before the first character of a line does not mean that line.
        if (block.position() == cursor.selectionEnd() && cursor.hasSelection() && !blocks.empty())
            break;
        blocks.push_back(block);
        if (block == last)
            break;
    }
    return blocks;
}

/// Replaces the first `length` characters of a block without touching the caller's selection.
void replacePrefix(const QTextBlock& block, int length, const QString& with)
{
    QTextCursor edit(block);
    edit.setPosition(block.position() + length, QTextCursor::KeepAnchor);
    if (edit.selectedText() != with)
        edit.insertText(with);
}

int indentation(const QTextBlock& block)
{
    const QString text = block.text();
    qsizetype length = 0;
    while (length < text.size() && (text[length] == u' ' || text[length] == u'\t'))
        ++length;
    return static_cast<int>(length);
}

/// "# " and the like at the beginning, whatever kind the line is taken for.
int headingPrefix(const QString& text)
{
    qsizetype hashes = 0;
    while (hashes < text.size() && text[hashes] == u'#')
        ++hashes;
    const bool heading = hashes >= 1 && hashes <= 6 && hashes < text.size() && text[hashes] == u' ';
    return heading ? static_cast<int>(hashes) + 1 : 0;
}

int anyPrefix(const QTextBlock& block)
{
    if (const int heading = headingPrefix(block.text()); heading > 0)
        return heading;
    const Line line = lineOf(block);
    return isListKind(line.kind) || line.kind == LineKind::Quote ? line.prefix : indentation(block);
}

QString markText(LineMark mark, int number)
{
    switch (mark) {
    case LineMark::Bullet:
        return u"- "_s;
    case LineMark::Number:
        return u"%1. "_s.arg(number);
    case LineMark::Task:
        return u"- [ ] "_s;
    case LineMark::Quote:
        break;
    }
    return u"> "_s;
}

LineKind kindOf(LineMark mark)
{
    switch (mark) {
    case LineMark::Bullet:
        return LineKind::Bullet;
    case LineMark::Number:
        return LineKind::Number;
    case LineMark::Task:
        return LineKind::Task;
    case LineMark::Quote:
        break;
    }
    return LineKind::Quote;
}

void selectWord(QTextCursor& cursor)
{
    QTextCursor word = cursor;
    word.select(QTextCursor::WordUnderCursor);
    const QString text = word.selectedText();
    if (!text.isEmpty() && std::ranges::all_of(text, [](QChar c) { return c.isLetterOrNumber(); }))
        cursor = word;
}

QString around(const QTextCursor& cursor, int from, int to)
{
    QTextCursor piece(cursor.document());
    if (from < 0 || to >= cursor.document()->characterCount())
        return {};
    piece.setPosition(from);
    piece.setPosition(to, QTextCursor::KeepAnchor);
    return piece.selectedText();
}

void select(QTextCursor& cursor, int from, int to)
{
    cursor.setPosition(from);
    cursor.setPosition(to, QTextCursor::KeepAnchor);
}

} // namespace

void toggleInline(QTextCursor& cursor, const QString& mark)
{
    if (!cursor.hasSelection())
        selectWord(cursor);
    const int length = static_cast<int>(mark.size());
    const int from = cursor.selectionStart();
    const int to = cursor.selectionEnd();
    const QString text = cursor.selectedText();
    const bool outside =
        around(cursor, from - length, from) == mark && around(cursor, to, to + length) == mark;
    // "**" is no "*" twice: one star more on either side means another mark.
    const bool longer = length == 1 && around(cursor, from - 2, from) == mark + mark &&
                        around(cursor, from - 3, from) != mark + mark + mark;
    if (outside && !longer) {
        select(cursor, from - length, to + length);
        cursor.insertText(text);
        select(cursor, from - length, to - length);
    } else if (text.size() >= qsizetype{2} * length && text.startsWith(mark) && text.endsWith(mark) &&
               (length > 1 || !text.startsWith(mark + mark))) {
        cursor.insertText(text.mid(length, text.size() - qsizetype{2} * length));
        select(cursor, from, to - 2 * length);
    } else {
        QTextCursor edit = cursor;
        edit.setPosition(to);
        edit.insertText(mark);
        edit.setPosition(from);
        edit.insertText(mark);
        select(cursor, from + length, to + length);
    }
}

void toggleHeading(QTextCursor& cursor, int level)
{
    const std::vector<QTextBlock> blocks = selectedBlocks(cursor);
    const bool all = std::ranges::all_of(
        blocks, [&](const QTextBlock& block) { return headingPrefix(block.text()) == level + 1; });
    for (const QTextBlock& block : blocks)
        replacePrefix(block, anyPrefix(block), all ? QString() : QString(level, u'#') + u' ');
}

void toggleLineMark(QTextCursor& cursor, LineMark mark)
{
    const std::vector<QTextBlock> blocks = selectedBlocks(cursor);
    const bool all = std::ranges::all_of(
        blocks, [&](const QTextBlock& block) { return lineOf(block).kind == kindOf(mark); });
    int number = 1;
    for (const QTextBlock& block : blocks) {
        const QString kept = block.text().left(indentation(block));
        const QString indent = mark == LineMark::Quote ? QString() : kept;
        replacePrefix(block, anyPrefix(block), indent + (all ? QString() : markText(mark, number++)));
    }
}

void insertLink(QTextCursor& cursor)
{
    const QString text = cursor.selectedText();
    const int from = cursor.selectionStart();
    const bool isAddress = text.startsWith(u"https://"_s) || text.startsWith(u"http://"_s);
    if (isAddress) {
        cursor.insertText(u"[](%1)"_s.arg(text));
        cursor.setPosition(from + 1);
        return;
    }
    cursor.insertText(u"["_s + text + u"](https://)"_s);
    const int end = cursor.position();
    if (text.isEmpty())
        cursor.setPosition(from + 1);
    else
        select(cursor, from + 3 + static_cast<int>(text.size()), end - 1);
}

void toggleCode(QTextCursor& cursor)
{
    const std::vector<QTextBlock> blocks = selectedBlocks(cursor);
    const bool emptyLine = !cursor.hasSelection() && cursor.block().text().isEmpty();
    if (blocks.size() < 2 && !emptyLine) {
        toggleInline(cursor, u"`"_s);
        return;
    }
    QTextCursor edit(blocks.back());
    edit.movePosition(QTextCursor::EndOfBlock);
    edit.insertText(u"\n```"_s);
    edit.setPosition(blocks.front().position());
    edit.insertText(u"```\n"_s);
    if (emptyLine)
        cursor.setPosition(edit.position());
}

void toggleTaskDone(QTextCursor& cursor)
{
    for (const QTextBlock& block : selectedBlocks(cursor)) {
        const Line line = lineOf(block);
        if (line.kind != LineKind::Task)
            continue;
        const int box = block.position() + line.prefix - 3; // "[ ] ": the character between the brackets
        QTextCursor edit(block);
        edit.setPosition(box);
        edit.setPosition(box + 1, QTextCursor::KeepAnchor);
        edit.insertText(line.done ? u" "_s : u"x"_s);
    }
}

void breakLine(QTextCursor& cursor)
{
    const Line line = lineOf(cursor.block());
    const bool goesOn = isListKind(line.kind) || line.kind == LineKind::Quote;
    if (!goesOn || cursor.hasSelection() || cursor.positionInBlock() < line.prefix) {
        cursor.insertBlock();
        return;
    }
    const QTextBlock block = cursor.block();
    const QString text = block.text();
    if (text.mid(line.prefix).trimmed().isEmpty()) {
        replacePrefix(block, static_cast<int>(text.size()), QString());
        return;
    }
    QString prefix = text.left(line.prefix);
    if (line.kind == LineKind::Task) {
        prefix[line.prefix - 3] = u' ';
    } else if (line.kind == LineKind::Number) {
        const int indent = indentation(block);
        const QString digits = prefix.mid(indent, line.prefix - 2 - indent);
        prefix = prefix.left(indent) + QString::number(digits.toLongLong() + 1) + prefix.mid(line.prefix - 2);
    }
    cursor.insertBlock();
    cursor.insertText(prefix);
}

void changeDepth(QTextCursor& cursor, bool deeper)
{
    for (const QTextBlock& block : selectedBlocks(cursor)) {
        if (!isListKind(lineOf(block).kind))
            continue;
        if (deeper) {
            QTextCursor(block).insertText(QString(SpacesPerLevel, u' '));
        } else {
            const int less =
                block.text().startsWith(u'\t') ? 1 : std::min(SpacesPerLevel, indentation(block));
            replacePrefix(block, less, QString());
        }
    }
}

bool isInList(const QTextCursor& cursor)
{
    return listPrefix(cursor.block()) > 0;
}

int listPrefix(const QTextBlock& block)
{
    const Line line = lineOf(block);
    return isListKind(line.kind) ? line.prefix : 0;
}

} // namespace lockleaf::ui::text_commands
