// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/footnotes.h"
#include "core/interchange/html_output.h"
#include "core/interchange/markdown_html.h"

#include <md4c.h>

#include <map>
#include <vector>

namespace lockleaf {

/// Writes what the parser of Markdown meets as HTML. Its calls come from C: they throw nothing, and anything
/// but 0 ends the parser.
class HtmlWriter
{
public:
    HtmlWriter(const HtmlOptions& options, Footnotes& footnotes);

    [[nodiscard]] Result<void> write(std::string_view markdown);
    /// The footnotes that were mentioned, behind everything else.
    [[nodiscard]] Result<void> writeFootnotes();
    [[nodiscard]] std::string take() { return m_out.take(); }

private:
    struct Picture
    {
        HtmlTarget target;
        std::string title;
    };

    template <auto Handler, class Kind>
    static int callback(Kind kind, void* detail, void* self) noexcept;
    static int textCallback(MD_TEXTTYPE kind, const MD_CHAR* text, MD_SIZE size, void* self) noexcept;

    void enterBlock(MD_BLOCKTYPE kind, void* detail);
    void leaveBlock(MD_BLOCKTYPE kind, void* detail);
    void enterSpan(MD_SPANTYPE kind, void* detail);
    void leaveSpan(MD_SPANTYPE kind, void* detail);
    void text(MD_TEXTTYPE kind, std::string_view text);

    void openBlock(std::string_view name, std::string_view attributes = {}, int state = 0);
    void openList(MD_BLOCKTYPE kind, void* detail);
    void openItem(const MD_BLOCK_LI_DETAIL& detail);
    void openTable(const MD_BLOCK_TABLE_DETAIL& detail);
    void openCell(std::string_view name, const MD_BLOCK_TD_DETAIL& detail);
    void closeHeading(unsigned level);
    void openLink(const HtmlTarget& target, const std::string& title = {}, std::string_view attributes = {});
    void openWikiLink(const std::string& target);
    void closeLink();
    void writePicture(const Picture& picture);
    void plainText(std::string_view text);
    /// Writes what stands at the beginning of `text` if it is more than text; returns how much that is.
    [[nodiscard]] std::size_t writeSpecial(std::string_view text, std::size_t at);
    [[nodiscard]] std::size_t writeTag(std::string_view text, std::size_t at);
    void codeText(std::string_view text);
    [[nodiscard]] std::string stateAttribute(int state) const;
    [[nodiscard]] std::size_t writeEmbed(std::string_view text);
    void writeMention(Footnotes::Note& note);
    void words(std::string_view text);
    [[nodiscard]] std::string uniqueId(std::string id);
    void countItem();
    [[nodiscard]] bool mayGoOn();
    void stopFor(ErrorCode code, std::string_view detail);

    const HtmlOptions& m_options;
    Footnotes& m_footnotes;
    HtmlOutput m_out;
    std::optional<Error> m_error;
    std::size_t m_events = 0;
    std::size_t m_depth = 0;
    std::size_t m_items = 0;
    std::size_t m_cells = 0;
    std::size_t m_paragraph = 0; ///< Bytes of text since a block began.
    int m_quotes = 0;
    bool m_inCode = false;       ///< A block of it.
    bool m_codeLineEnds = false; ///< A line of it has ended; the next one has not begun.
    std::size_t m_headingStart = 0;
    std::string m_headingWords;
    bool m_inHeading = false;
    std::vector<bool> m_links;       ///< Whether each open link was written as one.
    std::vector<Picture> m_pictures; ///< Open ones, within each other; what is in them is words.
    std::map<std::string, std::size_t, std::less<>> m_ids; ///< And how many headings wanted each.
    bool m_wordsWritten = false; ///< Those of the open link; what comes for them is passed over.
};

/// What kind of target `written` is.
[[nodiscard]] HtmlTarget htmlTargetOf(std::string_view written);

} // namespace lockleaf
