// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/main/shaped_text.h"

#include <memory>
#include <unordered_map>

namespace lockleaf::ui {

/// Short texts of one font that are drawn again and again, as dates and names of notebooks in rows: each is
/// shaped once. Keeps some hundreds of them, until clear() or its own end. GUI thread only.
class ShapedTexts
{
public:
    /// In the painter's font, which must be the same one until clear(). Valid until the next call.
    [[nodiscard]] const ShapedText& of(const QPainter& painter, const QString& text)
    {
        if (const auto known = m_texts.find(text); known != m_texts.end())
            return *known->second;
        if (m_texts.size() >= Most)
            m_texts.clear();
        return *m_texts.emplace(text, std::make_unique<ShapedText>(painter, text)).first->second;
    }
    void clear() { m_texts.clear(); }

private:
    static constexpr std::size_t Most = 256; ///< Many times what a screen shows.

    std::unordered_map<QString, std::unique_ptr<ShapedText>> m_texts;
};

} // namespace lockleaf::ui
