// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// The files of a tree by the ways in which texts name them.
///
/// A target is looked for as it is written, without its anchor or query, with its percent signs decoded, with
/// its backslash escapes resolved, and each of these with its capitals and the composition of its accents
/// left out of account; then with `.md` added; then as a folder with a `README.md` or `index.md`. A wiki link
/// may name a file anywhere by its last parts. Nothing outside of the tree is ever found.
class TreePaths
{
public:
    /// Adds a file; `path` is relative to the root, with slashes. One that is no UTF-8 cannot be named by a
    /// text.
    void add(const std::string& path, std::size_t number);

    /// What a target in the file at `from` leads to: the number of a file; nothing where there is none.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view target, const std::string& from) const;
    /// The same of what stands in the brackets of a wiki link, without its words; of several the one in the
    /// same folder, else the one with the shortest path.
    [[nodiscard]] std::optional<std::size_t> findByName(std::string_view name, const std::string& from) const;

private:
    [[nodiscard]] std::optional<std::size_t> at(const std::string& path) const;
    [[nodiscard]] std::optional<std::size_t> atAnyEnding(const std::string& path) const;
    [[nodiscard]] std::optional<std::size_t> findIn(const std::string& folder, std::string_view target) const;

    std::unordered_map<std::string, std::size_t> m_exact;
    std::unordered_map<std::string, std::size_t> m_folded;
    std::unordered_map<std::string, std::vector<std::string>> m_byName; ///< Paths by the folded last part.
};

/// The path from the root that a target in the file at `from` says, with its percent signs decoded and
/// without anchor and query; nothing where it leaves the tree or is no file.
[[nodiscard]] std::optional<std::string> pathOfTarget(std::string_view target, const std::string& from);

/// `text` with its percent signs decoded; those that encode nothing stay.
[[nodiscard]] std::string percentDecoded(std::string_view text);

/// Whether a target could be a file: not an address of another kind, not a place in the same text.
[[nodiscard]] bool isLocalTarget(std::string_view target);

} // namespace lockleaf
