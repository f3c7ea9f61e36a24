// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/editor/markdown_scanner.h"

#include <QString>

#include <optional>

namespace lockleaf::ui {

/// What a line of a note points to, or is about to.
struct LinkSpot
{
    enum class Kind {
        Note,
        Tag,
        Target,  ///< Of `[words](target)`.
        Address, ///< One that stands in the text itself.
    };

    Kind kind = Kind::Note;
    qsizetype begin = 0; ///< Behind the "[[" or "#", in UTF-16 units of the line.
    QString text; ///< The title, with the heading behind it, or the tag, as written; never the words. Of
                  ///< the others the target or address.
};

/// The link or tag that is being written before `caret`: from its mark, which nothing has closed, up to
/// there; of a link the title only, not its words. Not in code or front matter.
[[nodiscard]] std::optional<LinkSpot> spotBeingWritten(QStringView line, const markdown::Line& looks,
                                                       qsizetype caret);
/// The whole link or tag with the character at `column`; nothing for a title without one, which is a place in
/// the same note.
[[nodiscard]] std::optional<LinkSpot> spotAt(QStringView line, const markdown::Line& looks, qsizetype column);

/// Whether a link can hold this title as it is.
[[nodiscard]] bool isLinkable(QStringView title);

} // namespace lockleaf::ui
