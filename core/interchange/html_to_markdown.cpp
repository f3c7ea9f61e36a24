// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/html_to_markdown.h"

#include "core/interchange/html_tokens.h"
#include "core/interchange/markdown_writer.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace lockleaf {

namespace {

enum class Element {
    Other,
    Block,
    Paragraph,
    Heading,
    List,
    Item,
    Quote,
    Pre,
    Code,
    Bold,
    Italic,
    Strike,
    Marked,
    Link,
    Break,
    Rule,
    Picture,
    Input,
    Media,
    Todo,
    Crypt,
    Table,
    Row,
    Cell,
    Script,
    Span,
    Void,
};

Element elementOf(const std::string& name)
{
    using enum Element;
    static const std::unordered_map<std::string_view, Element> elements{
        {"div", Block},      {"section", Block},    {"article", Block},    {"header", Block},
        {"footer", Block},   {"main", Block},       {"nav", Block},        {"aside", Block},
        {"figure", Block},   {"figcaption", Block}, {"address", Block},    {"form", Block},
        {"fieldset", Block}, {"dl", Block},         {"dt", Block},         {"dd", Block},
        {"center", Block},   {"body", Block},       {"html", Block},       {"en-note", Block},
        {"caption", Block},  {"details", Block},    {"summary", Block},    {"p", Paragraph},
        {"h1", Heading},     {"h2", Heading},       {"h3", Heading},       {"h4", Heading},
        {"h5", Heading},     {"h6", Heading},       {"ul", List},          {"ol", List},
        {"menu", List},      {"li", Item},          {"blockquote", Quote}, {"pre", Pre},
        {"code", Code},      {"tt", Code},          {"kbd", Code},         {"samp", Code},
        {"b", Bold},         {"strong", Bold},      {"i", Italic},         {"em", Italic},
        {"s", Strike},       {"strike", Strike},    {"del", Strike},       {"u", Marked},
        {"ins", Marked},     {"mark", Marked},      {"a", Link},           {"br", Break},
        {"hr", Rule},        {"img", Picture},      {"input", Input},      {"en-media", Media},
        {"en-todo", Todo},   {"en-crypt", Crypt},   {"table", Table},      {"tr", Row},
        {"td", Cell},        {"th", Cell},          {"script", Script},    {"style", Script},
        {"title", Script},   {"template", Script},  {"textarea", Script},  {"span", Span},
        {"font", Span},      {"meta", Void},        {"link", Void},        {"col", Void},
        {"base", Void},      {"area", Void},        {"wbr", Void},         {"source", Void},
        {"embed", Void},     {"param", Void},       {"track", Void},
    };
    const auto found = elements.find(name);
    return found == elements.end() ? Other : found->second;
}

constexpr std::size_t deepest = 4096;       // elements in each other; what is deeper has no marks of its own
constexpr std::size_t impliedDistance = 64; // how far an item looks for the one that it ends

bool isBlank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

std::string styleOf(const HtmlToken& token)
{
    std::string style = htmlAttribute(token.text, "style").value_or("");
    std::erase(style, ' ');
    return style;
}

/// Elements that hold nothing.
bool isAlone(Element element)
{
    return element == Element::Break || element == Element::Rule || element == Element::Picture ||
           element == Element::Media || element == Element::Todo || element == Element::Input ||
           element == Element::Void;
}

bool isCodeBlock(const std::string& style)
{
    return style.find("-en-codeblock:true") != std::string::npos;
}

/// Whether the table that begins before `tokens` is one of words, and not one that places parts of a page.
bool isDataTable(HtmlTokens tokens)
{
    std::size_t widest = 0;
    std::size_t cells = 0;
    while (true) {
        const HtmlToken token = tokens.next();
        if (token.kind == HtmlToken::Kind::End)
            return false;
        if (token.kind == HtmlToken::Kind::Close && token.name == "table")
            return std::max(widest, cells) > 1;
        if (token.kind != HtmlToken::Kind::Open)
            continue;
        switch (elementOf(token.name)) {
        case Element::Table:
        case Element::List:
        case Element::Heading:
        case Element::Quote:
        case Element::Pre:
        case Element::Rule:
        case Element::Crypt:
            return false;
        case Element::Row:
            widest = std::max(widest, cells);
            cells = 0;
            break;
        case Element::Cell:
            ++cells;
            break;
        case Element::Block:
            if (isCodeBlock(styleOf(token)))
                return false;
            break;
        default:
            break;
        }
    }
}

class Converter
{
public:
    Converter(std::string_view html, std::size_t limit, const MarkdownContext& context)
        : m_tokens(html), m_writer(limit), m_limit(limit), m_context(context)
    {
    }

    MarkdownText run()
    {
        while (!m_writer.isTooLarge() && !m_result.tooLarge) {
            const HtmlToken token = m_tokens.next();
            if (token.kind == HtmlToken::Kind::End)
                break;
            if (token.kind == HtmlToken::Kind::Text)
                takeText(token);
            else if (token.kind == HtmlToken::Kind::Open)
                open(token);
            else
                closeNamed(token.name);
        }
        while (!m_open.empty())
            leave();
        m_result.text = m_writer.finish();
        m_result.tooLarge = m_result.tooLarge || m_writer.isTooLarge();
        return std::move(m_result);
    }

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

    void takeText(const HtmlToken& token)
    {
        if (m_hidden > 0)
            return;
        const std::string text = token.isPlain ? std::string(token.text) : decodedReferences(token.text);
        if (m_capture)
            return capture(text);
        if (m_inTable > 0 && !m_inCell && isBlank(text))
            return; // between cells
        m_writer.text(text);
        if (!m_hrefs.empty() && m_linkWords.size() < longestWords)
            m_linkWords += text;
    }

    void capture(const std::string& text)
    {
        if (!m_captureKeepsLines && isBlank(text) && text.find('\n') != std::string::npos)
            return; // between the blocks of a code block
        *m_capture += text;
        m_result.tooLarge = m_result.tooLarge || m_capture->size() > m_limit;
    }

    void captureLineEnd()
    {
        if (!m_capture->empty() && !m_capture->ends_with('\n'))
            *m_capture += '\n';
    }

    void open(const HtmlToken& token)
    {
        const Element element = elementOf(token.name);
        if (element == Element::Script)
            return m_tokens.skipBehind(token.name);
        if (m_hidden > 0)
            return openHidden(token, element);
        if (m_capture)
            return openCaptured(token, element);
        if (openAlone(token, element))
            return;
        if (element == Element::Item)
            closeImplied(Element::Item, Element::List);
        else if (element == Element::Cell)
            closeImplied(Element::Cell, Element::Table);
        else if (element == Element::Row)
            closeImplied(Element::Row, Element::Table);
        if (token.closesItself && element != Element::Other && element != Element::Span)
            return openEmpty(token, element);
        if (m_open.size() >= deepest)
            return;
        Open made;
        made.name = token.name;
        made.element = element;
        enter(token, made);
        push(std::move(made));
    }

    void openHidden(const HtmlToken& token, Element element)
    {
        if (token.closesItself || isAlone(element) || m_open.size() >= deepest)
            return;
        Open made;
        made.name = token.name;
        push(std::move(made));
    }

    void openCaptured(const HtmlToken& token, Element element)
    {
        if (element == Element::Break) {
            *m_capture += '\n';
            return;
        }
        const bool isBlock = element == Element::Block || element == Element::Paragraph ||
                             element == Element::Item || element == Element::Row;
        if (isBlock)
            captureLineEnd();
        if (isAlone(element) || token.closesItself || m_open.size() >= deepest)
            return;
        Open made;
        made.name = token.name;
        made.element = isBlock ? Element::Block : Element::Other;
        push(std::move(made));
    }

    /// `<a/>` and the like: begun and ended at once.
    void openEmpty(const HtmlToken& token, Element element)
    {
        if (m_open.size() >= deepest)
            return;
        Open made;
        made.name = token.name;
        made.element = element;
        enter(token, made);
        push(std::move(made));
        leave();
    }

    /// True: it was an element that holds nothing.
    bool openAlone(const HtmlToken& token, Element element)
    {
        switch (element) {
        case Element::Break:
            m_writer.lineBreak();
            return true;
        case Element::Rule:
            if (!m_inCell)
                m_writer.rule();
            return true;
        case Element::Picture:
            takePicture(token);
            return true;
        case Element::Media:
            takeMedia(token);
            return true;
        case Element::Todo:
            m_writer.task(htmlAttribute(token.text, "checked").value_or("") == "true");
            return true;
        case Element::Input:
            if (htmlAttribute(token.text, "type").value_or("") == "checkbox")
                m_writer.task(htmlAttribute(token.text, "checked").has_value());
            return true;
        case Element::Void:
            return true;
        default:
            return false;
        }
    }

    void takePicture(const HtmlToken& token)
    {
        const std::string source = htmlAttribute(token.text, "src").value_or("");
        const std::string words = htmlAttribute(token.text, "alt").value_or("");
        if (source.starts_with("data:"))
            m_result.lacksInlinePicture = true;
        else if (!source.empty())
            return m_writer.picture(words, source);
        m_writer.text(words);
    }

    void takeMedia(const HtmlToken& token)
    {
        const std::string hash = htmlAttribute(token.text, "hash").value_or("");
        const auto file = m_context.file ? m_context.file(hash) : std::nullopt;
        if (file)
            return m_writer.file(file->name, file->target, file->isPicture);
        m_result.lacksFile = true;
        m_writer.text("(a file that the export does not hold)");
    }

    void enter(const HtmlToken& token, Open& made)
    {
        const std::string style = styleOf(token);
        switch (made.element) {
        case Element::Block:
            enterBlock(style, made);
            break;
        case Element::Paragraph:
            m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
            break;
        case Element::Heading:
            m_writer.heading(made.name[1] - '0');
            break;
        case Element::List:
            enterList(token, style);
            break;
        case Element::Item:
            enterItem(style);
            break;
        case Element::Quote:
            m_writer.openQuote();
            break;
        case Element::Pre:
            beginCapture(made, true);
            break;
        case Element::Crypt:
            enterCrypt(token, made);
            break;
        case Element::Table:
        case Element::Row:
        case Element::Cell:
            enterTable(made);
            break;
        case Element::Link:
            enterLink(token);
            break;
        default:
            enterStyles(style, made);
        }
    }

    void enterBlock(const std::string& style, Open& made)
    {
        m_writer.breakBlock(MarkdownWriter::Gap::Line);
        if (style.find("--en-task-group:true") != std::string::npos) {
            const std::size_t at = style.find("--en-id:");
            if (m_context.tasks && at != std::string::npos) {
                const std::string group = style.substr(at + 8, style.find(';', at) - at - 8);
                for (const MarkdownTask& task : m_context.tasks(group)) {
                    m_writer.task(task.done);
                    m_writer.text(task.title);
                    m_writer.breakBlock(MarkdownWriter::Gap::Line);
                }
            }
            made.hides = true; // what Evernote says there to older versions of itself
        } else if (isCodeBlock(style)) {
            beginCapture(made, false);
        }
    }

    void enterList(const HtmlToken& token, const std::string& style)
    {
        const std::string start = htmlAttribute(token.text, "start").value_or("1");
        unsigned first = 0;
        for (const char c : start.substr(0, 8)) {
            if (c < '0' || c > '9')
                break;
            first = first * 10 + static_cast<unsigned>(c - '0');
        }
        m_writer.openList(token.name == "ol", first);
        m_todoLists.push_back(style.find("--en-todo:true") != std::string::npos);
    }

    void enterItem(const std::string& style)
    {
        std::optional<bool> task;
        if (style.find("--en-checked:") != std::string::npos || (!m_todoLists.empty() && m_todoLists.back()))
            task = style.find("--en-checked:true") != std::string::npos;
        m_writer.openItem(task);
    }

    void beginCapture(Open& made, bool keepsLines)
    {
        made.captures = true;
        m_capture.emplace();
        m_captureKeepsLines = keepsLines;
    }

    void enterCrypt(const HtmlToken& token, Open& made)
    {
        m_result.hasEncrypted = true;
        m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
        m_writer.text("Evernote has encrypted this part, and Lockleaf can't open it.");
        if (const std::string hint = htmlAttribute(token.text, "hint").value_or(""); !hint.empty())
            m_writer.text(" Hint: " + hint);
        beginCapture(made, true);
    }

    void enterTable(Open& made)
    {
        if (made.element == Element::Table) {
            made.isData = m_inTable == 0 && isDataTable(m_tokens);
            m_writer.breakBlock(made.isData ? MarkdownWriter::Gap::Paragraph : MarkdownWriter::Gap::Line);
            m_inTable += made.isData ? 1U : 0U;
            if (made.isData)
                m_rows.clear();
        } else if (m_inTable == 0) {
            m_writer.breakBlock(MarkdownWriter::Gap::Line);
        } else if (made.element == Element::Row) {
            m_rows.emplace_back();
        } else if (!m_inCell) {
            made.isData = true;
            m_inCell = true;
            m_writer.beginCell();
        }
    }

    void enterLink(const HtmlToken& token)
    {
        const std::string href = htmlAttribute(token.text, "href").value_or("");
        m_hrefs.push_back(href);
        m_linkWords.clear();
        if (!href.empty())
            m_writer.openLink(href);
    }

    void enterStyles(const std::string& style, Open& made)
    {
        const auto set = [&](TextStyle which, bool on) {
            made.styles[static_cast<std::size_t>(which)] = on;
            if (on)
                m_writer.openStyle(which);
        };
        const auto says = [&](std::string_view part) { return style.find(part) != std::string::npos; };
        const bool span = made.element == Element::Span;
        set(TextStyle::Bold,
            made.element == Element::Bold || (span && (says("font-weight:bold") || says("font-weight:700"))));
        set(TextStyle::Italic, made.element == Element::Italic || (span && says("font-style:italic")));
        set(TextStyle::Strike, made.element == Element::Strike || (span && says("line-through")));
        set(TextStyle::Code, made.element == Element::Code);
        if (made.element == Element::Marked || says("--en-highlight") || says("text-decoration:underline"))
            m_result.lacksStyle = true;
    }

    void push(Open made)
    {
        ++m_names[made.name];
        m_hidden += made.hides ? 1U : 0U;
        m_open.push_back(std::move(made));
    }

    /// Ends the innermost element of this name with all in it; passed over where there is none.
    void closeNamed(const std::string& name)
    {
        const auto open = m_names.find(name);
        if (open == m_names.end() || open->second == 0)
            return;
        bool last = false;
        while (!last) {
            last = m_open.back().name == name;
            leave();
        }
    }

    /// Ends an element that another of its kind ends, unless `boundary` stands between.
    void closeImplied(Element element, Element boundary)
    {
        const std::size_t lowest = m_open.size() > impliedDistance ? m_open.size() - impliedDistance : 0;
        for (std::size_t i = m_open.size(); i-- > lowest;) {
            if (m_open[i].element == boundary)
                return;
            if (m_open[i].element != element)
                continue;
            while (m_open.size() > i)
                leave();
            return;
        }
    }

    void leave()
    {
        const Open left = std::move(m_open.back());
        m_open.pop_back();
        --m_names[left.name];
        m_hidden -= left.hides ? 1U : 0U;
        if (left.captures)
            return endCapture();
        if (m_capture) {
            if (left.element == Element::Block)
                captureLineEnd();
            return;
        }
        switch (left.element) {
        case Element::Block:
            m_writer.breakBlock(MarkdownWriter::Gap::Line);
            break;
        case Element::Heading:
            m_writer.endHeading();
            break;
        case Element::Paragraph:
            m_writer.breakBlock(MarkdownWriter::Gap::Paragraph);
            break;
        case Element::List:
            m_todoLists.pop_back();
            m_writer.close();
            break;
        case Element::Item:
        case Element::Quote:
            m_writer.close();
            break;
        case Element::Table:
        case Element::Row:
        case Element::Cell:
            leaveTable(left);
            break;
        case Element::Link:
            leaveLink();
            break;
        default:
            for (std::size_t i = 0; i < textStyleCount; ++i) {
                if (left.styles[i])
                    m_writer.closeStyle(static_cast<TextStyle>(i));
            }
        }
    }

    void endCapture()
    {
        std::string code = std::move(*m_capture);
        m_capture.reset();
        code.resize(code.find_last_not_of(" \t\r\n") + 1);
        std::erase(code, '\r');
        if (code.starts_with('\n'))
            code.erase(0, 1);
        m_writer.codeBlock(code);
    }

    void leaveTable(const Open& left)
    {
        if (!left.isData) {
            m_writer.breakBlock(MarkdownWriter::Gap::Line);
            return;
        }
        if (left.element == Element::Table) {
            --m_inTable;
            m_writer.table(m_rows);
            m_rows.clear();
            return;
        }
        m_inCell = false;
        std::string cell = m_writer.endCell();
        m_tableBytes += cell.size();
        m_result.tooLarge = m_result.tooLarge || m_tableBytes > m_limit;
        if (m_rows.empty())
            m_rows.emplace_back();
        m_rows.back().push_back(std::move(cell));
    }

    void leaveLink()
    {
        const std::string href = std::move(m_hrefs.back());
        m_hrefs.pop_back();
        if (href.empty())
            return;
        m_writer.closeLink();
        if (m_context.link)
            m_context.link(href, m_linkWords);
    }

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

} // namespace

MarkdownText markdownOf(std::string_view html, std::size_t limit, const MarkdownContext& context)
{
    return Converter(html, limit, context).run();
}

} // namespace lockleaf
