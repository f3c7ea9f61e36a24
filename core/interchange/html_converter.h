// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/html_elements.h"
#include "core/interchange/html_to_markdown.h"
#include "core/interchange/markdown_writer.h"

#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace lockleaf {

/// markdownOf(), element by element.
class HtmlConverter
{
public:
    HtmlConverter(std::string_view html, std::size_t limit, const MarkdownContext& context);
    /// Call once.
    [[nodiscard]] MarkdownText run();

private:
    struct Open
    {
        std::string name;
        Element element = Element::Other;
        std::array<bool, textStyleCount> styles{};
        bool captures = false; ///< What is in it goes to m_capture.
        bool hides = false;    ///< What is in it is left out.
        bool isData = false;   ///< Of a table and its parts.
    };

    void takeText(const HtmlToken& token);
    void capture(const std::string& text);
    void captureLineEnd();
    void open(const HtmlToken& token);
    void openHidden(const HtmlToken& token, Element element);
    void openCaptured(const HtmlToken& token, Element element);
    /// `<a/>` and the like: begun and ended at once.
    void openEmpty(const HtmlToken& token, Element element);
    /// True: it was an element that holds nothing.
    bool openAlone(const HtmlToken& token, Element element);
    void takePicture(const HtmlToken& token);
    void takeMedia(const HtmlToken& token);
    void enter(const HtmlToken& token, Open& made);
    void enterBlock(const std::string& style, Open& made);
    void enterList(const HtmlToken& token, const std::string& style);
    void enterItem(const std::string& style);
    void beginCapture(Open& made, bool keepsLines);
    void enterCrypt(const HtmlToken& token, Open& made);
    void enterTable(Open& made);
    void enterLink(const HtmlToken& token);
    void enterStyles(const std::string& style, Open& made);
    void push(Open made);
    /// Ends the innermost element of this name with all in it; passed over where there is none.
    void closeNamed(const std::string& name);
    /// Ends an element that another of its kind ends, unless `boundary` stands between.
    void closeImplied(Element element, Element boundary);
    void leave();
    void endCapture();
    void leaveTable(const Open& left);
    void leaveLink();
    static constexpr std::size_t longestWords = 4096;

    HtmlTokens m_tokens;
    MarkdownWriter m_writer;
    std::size_t m_limit;
    const MarkdownContext& m_context;
    MarkdownText m_result;
    std::vector<Open> m_open;
    std::unordered_map<std::string, std::size_t> m_names; ///< How many of each are open.
    std::size_t m_hidden = 0;
    std::optional<std::string> m_capture;
    bool m_captureKeepsLines = false;
    std::vector<bool> m_todoLists;
    std::size_t m_inTable = 0;
    bool m_inCell = false;
    std::size_t m_tableBytes = 0;
    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::string> m_hrefs;
    std::string m_linkWords;
};

} // namespace lockleaf
