// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTextBlock>
#include <QTextCursor>

/// What the format buttons and editing keys do: plain changes of the Markdown text at a cursor. The caller
/// brackets each with beginEditBlock() and endEditBlock().
namespace lockleaf::ui::text_commands {

/// Puts `mark` ("**", "*", "~~", "`") around the selection, or takes it away where it is; without a selection
/// around the word at the caret, or around nothing with the caret between.
void toggleInline(QTextCursor& cursor, const QString& mark);
/// Makes the selected lines headings of `level` 1 to 3; lines that are already become plain.
void toggleHeading(QTextCursor& cursor, int level);

enum class LineMark { Bullet, Number, Task, Quote };
/// Puts the mark before each selected line in place of another one; takes it away where all have it.
void toggleLineMark(QTextCursor& cursor, LineMark mark);
/// "[text](address)" with the address selected; an address that is selected becomes the target.
void insertLink(QTextCursor& cursor);
/// A fenced block around the selected lines, or an empty one; inside one line "`".
void toggleCode(QTextCursor& cursor);

/// Ticks or unticks the tasks in the selected lines.
void toggleTaskDone(QTextCursor& cursor);
/// Enter: a list, quote or task goes on with a new item; an empty item ends.
void breakLine(QTextCursor& cursor);
/// Tab and Shift+Tab: list items move one level in or out.
void changeDepth(QTextCursor& cursor, bool deeper);

[[nodiscard]] bool isInList(const QTextCursor& cursor);
/// Length of the indentation and mark of a list in this block; 0 if it is none.
[[nodiscard]] int listPrefix(const QTextBlock& block);

} // namespace lockleaf::ui::text_commands
