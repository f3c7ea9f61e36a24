// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/vault/note.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace lockleaf {

/// 32 hexadecimal digits in Joplin's files; no id of ours.
using JoplinId = RecordId;

/// What an item is, as far as it matters here.
enum class JoplinType { Note = 1, Notebook = 2, Resource = 4, Tag = 5, NoteTag = 6, Other = 0 };

/// One `<32 hex>.md` of a JEX: a title, a body, and properties at its end.
struct JoplinItem
{
    std::string title;     ///< Unescaped; empty for a NoteTag.
    std::string_view body; ///< A view into what was parsed, byte for byte.
    std::map<std::string, std::string, std::less<>> properties; ///< Unescaped, by name.

    [[nodiscard]] std::string property(std::string_view name) const;
    /// Null where the property is no id.
    [[nodiscard]] JoplinId idProperty(std::string_view name) const;
    [[nodiscard]] JoplinType type() const;
    /// Whether the property is there and says neither nothing, "0" nor "0.00000000".
    [[nodiscard]] bool says(std::string_view name) const;
    /// The first of the two dates that is given.
    [[nodiscard]] std::optional<Timestamp> date(std::string_view name, std::string_view otherwise) const;
};

/// Parses an item from its end (valid UTF-8). Errors: Damaged, where it has no properties, a property of no
/// name, or no type. Linear.
[[nodiscard]] Result<JoplinItem> parseJoplinItem(std::string_view text);

/// A place of a body that names an item: `:/<32 hex>`, with a heading (`#…`) where one follows.
struct JoplinLink
{
    std::string_view written;
    JoplinId id;
};

/// Tells of each such place in `body`, in its order.
void forEachJoplinLink(std::string_view body, const std::function<void(const JoplinLink&)>& tell);

/// What the name of a tar's entry says: an item, a resource's file, or nothing of Joplin's. One folder may
/// stand around it all.
struct JexName
{
    JoplinId id;
    bool isBlob = false;
};
[[nodiscard]] std::optional<JexName> parseJexName(std::string_view path);

} // namespace lockleaf
