// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/hit_marks.h"

#include <QString>

#include <functional>

namespace lockleaf::ui {

/// A text on screen in which hits are marked: the editor, or the view of a text that is too large for it.
/// Marks are drawn and never become a part of the text or of its history. GUI thread only.
class FindTarget
{
public:
    FindTarget() = default;
    FindTarget(const FindTarget&) = delete;
    FindTarget& operator=(const FindTarget&) = delete;
    virtual ~FindTarget() = default;

    /// Gives the text that is there now, as its places count, on any thread and for as long as it is kept.
    [[nodiscard]] virtual std::function<QString()> textReader() const = 0;
    /// The length of the text.
    [[nodiscard]] virtual int rawLength() const = 0;
    /// False while some of the text is still on its way.
    [[nodiscard]] virtual bool isWhole() const = 0;
    /// Another number for each text that is brought in, not for what is typed into it.
    [[nodiscard]] virtual int loads() const = 0;

    /// What is selected; without a selection the caret, with no length.
    [[nodiscard]] virtual TextRange selected() const = 0;
    /// The selected text if it lies within a line, else nothing.
    [[nodiscard]] virtual QString selectedInLine() const = 0;
    /// Selects `range` and brings it on screen: at once, or when the layout has come there.
    virtual void showRange(const TextRange& range) = 0;

    /// Marks these. The present one is none of them.
    virtual void setHits(std::vector<TextRange> hits) = 0;
    /// Which of them stands out; -1: none.
    virtual void setPresentHit(int index) = 0;
    [[nodiscard]] virtual const HitMarks& hits() const = 0;
};

} // namespace lockleaf::ui
