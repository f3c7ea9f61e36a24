// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lockleaf {

/// HTML that is being written, up to a limit.
class HtmlOutput
{
public:
    explicit HtmlOutput(std::size_t limit) : m_limit(limit) {}

    /// Markup of ours.
    void markup(std::string_view text);
    /// Text of others, fit for a place between tags or in an attribute.
    void text(std::string_view text);
    /// Puts markup before what was written from `place` on.
    void insert(std::size_t place, std::string_view markup);
    /// Takes `markup` off the end again; false where something else stands there.
    [[nodiscard]] bool takeBack(std::string_view markup);
    [[nodiscard]] std::size_t size() const { return m_html.size(); }
    [[nodiscard]] bool isFull() const { return m_full; }
    [[nodiscard]] std::string take() { return std::move(m_html); }

private:
    std::string m_html;
    std::size_t m_limit;
    bool m_full = false;
};

} // namespace lockleaf
