// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QTextDocument;

namespace lockleaf::ui {

/// What the foot of the editor counts.
struct TextCounts
{
    int words = 0;
    int tasksDone = 0;
    int tasksAll = 0;
};

/// Counts words (runs of letters and digits with the marks inside them; each ideograph is one) and tasks.
/// Linear in the text: call it after a pause.
[[nodiscard]] TextCounts countText(const QTextDocument& document);

} // namespace lockleaf::ui
