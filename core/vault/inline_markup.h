// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/note_markup.h"

#include <array>
#include <vector>

namespace lockleaf {

/// Finds tags and wiki links in one line without block marks. Each search for a closing mark that fails is
/// not tried again, so that a line of opening marks takes linear time.
class InlineMarkup
{
public:
    /// Both must outlive this.
    InlineMarkup(std::string_view line, MarkupVisitor& visitor) : m_line(line), m_visitor(visitor) {}
    void run();

private:
    [[nodiscard]] char at(std::size_t index) const { return index < m_line.size() ? m_line[index] : '\0'; }
    void step();
    void takeEscape();
    void takeCode();
    void takeBracket();
    void takeLinkTarget();
    void takeAngle();
    void takeAddress();
    void takeTag();
    [[nodiscard]] bool tagMayBegin() const;
    [[nodiscard]] std::size_t tagEnd(std::size_t begin) const;
    void reportLink(std::size_t begin, std::size_t end);
    void reportAttribute(std::string_view element);

    std::string_view m_line;
    MarkupVisitor& m_visitor;
    std::size_t m_at = 0;
    std::vector<bool> m_openBrackets; ///< Whether a `!` stands before each that is open.
    bool m_noBalanced = false;        ///< A target whose brackets do not match was met.
    bool m_noParenthesis = false;     ///< No `)` is left.
    bool m_noAngle = false;
    std::array<bool, 17> m_noCodeEnd{}; ///< By length of the run; longer ones never close.
};

} // namespace lockleaf
