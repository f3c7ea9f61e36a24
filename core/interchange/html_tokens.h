// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lockleaf {

/// A piece of HTML, ENML or XML.
struct HtmlToken
{
    enum class Kind { Text, Open, Close, End };
    Kind kind = Kind::End;
    std::string name;          ///< Of Open and Close: lower case.
    std::string_view text;     ///< Of Text, with its references; of Open, the attributes. A view.
    bool isPlain = false;      ///< Text of a CDATA section: it has no references.
    bool closesItself = false; ///< `<br/>`.
    std::size_t begin = 0;     ///< Where it begins in the whole text.
};

/// Cuts markup into tokens, as tolerantly as people's exports need: nothing is an error, what is no tag is
/// text. Comments, processing instructions and document types are passed over, so that nothing a document
/// declares is ever used. Linear.
class HtmlTokens
{
public:
    /// `text` must outlive this and what it gives.
    explicit HtmlTokens(std::string_view text) : m_text(text) {}
    [[nodiscard]] HtmlToken next();
    /// Goes on behind the next closing tag of this name, or at the end; for scripts.
    void skipBehind(std::string_view name);
    [[nodiscard]] std::size_t position() const { return m_at; }

private:
    [[nodiscard]] bool skipDeclaration();
    [[nodiscard]] std::size_t nextMark(std::size_t from) const;
    [[nodiscard]] std::size_t tagEnd(std::size_t from);
    [[nodiscard]] std::optional<HtmlToken> takeTag();

    std::string_view m_text;
    std::size_t m_at = 0;
    bool m_noSubsetEnd = false;         ///< No `]>` is left.
    bool m_noTagEnd = false;            ///< No `>` is left.
    std::array<bool, 2> m_noQuoteEnd{}; ///< No such quote is left.
};

/// `text` with what its references stand for (`&amp;`, `&#65;`, the names of HTML 4); others stay as they
/// are.
[[nodiscard]] std::string decodedReferences(std::string_view text);

/// The value of an attribute, decoded; nothing where it is not there. Empty where it has no value.
[[nodiscard]] std::optional<std::string> htmlAttribute(std::string_view attributes, std::string_view name);

} // namespace lockleaf
