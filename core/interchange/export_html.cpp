// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/export_html.h"

#include "core/archive/archive_names.h"
#include "core/interchange/chosen_notes.h"
#include "core/interchange/html_output.h"
#include "core/interchange/link_meaning.h"
#include "core/interchange/markdown_html.h"
#include "core/interchange/plain_attachment.h"
#include "core/interchange/plain_folder.h"
#include "core/interchange/plain_pages.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace lockleaf {

namespace {

/// A larger text becomes a page of plain text.
constexpr std::size_t largestHtmlBody = std::size_t{4} << 20;
constexpr std::size_t largestHtmlPage = std::size_t{64} << 20;

constexpr std::string_view pageBegin = R"(<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<style>
:root { color-scheme: light dark }
body { max-width: 42em; margin: 2em auto; padding: 0 1.5em; font: 1.05em/1.55 sans-serif }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 1.4em 0 .3em }
a { color: #1F6A8A }
img { max-width: 100%; border-radius: 10px }
pre, code { font-family: monospace; font-size: .9em; background: rgba(127, 140, 130, .15); border-radius: 4px }
pre { padding: .8em 1em; white-space: pre-wrap }
pre code { background: none }
blockquote { margin: 0 0 1em; padding-left: 1em; border-left: 3px solid #2A7548; font-style: italic }
table { border-collapse: collapse }
td, th { border: 1px solid rgba(127, 140, 130, .5); padding: .3em .6em }
li.task { list-style: none; margin-left: -1.4em }
@media (prefers-color-scheme: dark) { a { color: #7CC4E4 } }
</style>
<title>)";

/// A path as an address: all but letters, digits and a few marks are percent-encoded.
std::string encodedPath(std::string_view path)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : path) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           c == '/' || c == '-' || c == '_' || c == '.' || c == '~';
        const auto byte = static_cast<unsigned char>(c);
        if (plain)
            out += c;
        else
            out.append({'%', digits[byte >> 4U], digits[byte & 15U]});
    }
    return out;
}

/// From the page at `from` to what stands at `to`.
std::string relativeAddress(const std::string& from, const std::string& to)
{
    std::string out;
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::ranges::count(from, '/')); ++i)
        out += "../";
    return out + encodedPath(to);
}

std::string shownTitle(const std::string& title)
{
    return title.empty() ? std::string("Untitled") : title;
}

class HtmlExportJob final : public SlicedJob
{
public:
    HtmlExportJob(Vault& vault, std::filesystem::path target, PlainExportReport& report, ExportChoice choice)
        : m_vault(vault), m_target(std::move(target)), m_report(report), m_choice(std::move(choice))
    {
    }

    Result<bool> runSlice(std::chrono::milliseconds budget, ProgressSink& progress) override
    {
        const auto end = std::chrono::steady_clock::now() + budget;
        if (!m_folder)
            LOCKLEAF_CHECK(begin());
        do {
            if (m_next == m_ids.size() && m_files.areWritten()) {
                LOCKLEAF_CHECK(writeIndex());
                LOCKLEAF_CHECK(m_folder->publish());
                return true;
            }
            LOCKLEAF_CHECK(m_files.areWritten() ? writeNote(m_ids[m_next++])
                                                : m_files.writePart(m_vault, *m_folder, m_report));
        } while (std::chrono::steady_clock::now() < end);
        progress.progressed(m_next, m_ids.size());
        return false;
    }

private:
    Result<void> begin()
    {
        LOCKLEAF_TRY(m_folder, PlainFolder::create(m_target));
        LOCKLEAF_TRY(m_ids, chosenNotes(m_vault, m_choice));
        LOCKLEAF_TRY(m_pages, plainPages(m_vault, m_ids, ".html"));
        return {};
    }

    Result<void> writeNote(const RecordId& id)
    {
        LOCKLEAF_TRY(const Note note, m_vault.note(id));
        const PlainPage& page = m_pages.at(id);
        std::optional<Error> failed;
        HtmlOptions options;
        options.forBrowser = true;
        options.firstLineIsTitle = true;
        options.limits.input = largestHtmlBody;
        options.limits.output = largestHtmlPage;
        options.address = [&](const HtmlTarget& target) -> std::optional<std::string> {
            auto address =
                failed ? Result<std::optional<std::string>>(std::nullopt) : addressOf(target, note, page);
            if (!address) {
                failed = address.error();
                return std::nullopt;
            }
            return *address;
        };
        auto html = markdownToHtml(note.body.text(), options);
        if (failed)
            return std::unexpected(*failed);
        if (!html && html.error().code != ErrorCode::BodyTooLarge)
            return std::unexpected(html.error());
        HtmlOutput out(largestHtmlPage * 8);
        beginPage(out, page.title);
        if (html)
            out.markup(*html);
        else
            writePlain(out, note.body.text());
        endPage(out);
        ++m_report.notes;
        return writePage(page.path, out, note.modified);
    }

    /// What leads from a page to a target; nothing where that is nowhere.
    Result<std::optional<std::string>> addressOf(const HtmlTarget& target, const Note& note,
                                                 const PlainPage& page)
    {
        if (target.kind == HtmlTarget::Kind::Place)
            return std::optional("#" + encodedPath(target.written));
        if (target.kind == HtmlTarget::Kind::Web)
            return std::optional(target.written);
        if (target.kind == HtmlTarget::Kind::Tag)
            return std::optional<std::string>{};
        LOCKLEAF_TRY(const LinkMeaning meaning, linkMeaning(m_vault, note.targets, target.written,
                                                            target.kind == HtmlTarget::Kind::Title));
        if (const auto other = m_pages.find(meaning.note); other != m_pages.end()) {
            if (target.picture)
                return std::optional<std::string>{}; // a note within a note: its words alone
            return std::optional(relativeAddress(page.path, other->second.path) +
                                 (meaning.heading.empty() ? "" : "#" + encodedPath(meaning.heading)));
        }
        if (meaning.attachment.isNull())
            return std::optional<std::string>{};
        LOCKLEAF_TRY(const std::string path, m_files.placeOf(m_vault, meaning.attachment));
        return std::optional(relativeAddress(page.path, path));
    }

    static void writePlain(HtmlOutput& out, std::string_view text)
    {
        out.markup("<pre>");
        out.text(text);
        out.markup("</pre>\n");
    }

    static void beginPage(HtmlOutput& out, const std::string& title)
    {
        out.markup(pageBegin);
        out.text(shownTitle(title));
        out.markup("</title>\n</head>\n<body>\n");
    }

    static void endPage(HtmlOutput& out) { out.markup("</body>\n</html>\n"); }

    Result<void> writePage(const std::string& path, HtmlOutput& out, Timestamp modified)
    {
        const std::string html = out.take();
        LOCKLEAF_CHECK(m_folder->beginFile(path));
        LOCKLEAF_CHECK(m_folder->write(bytesOf(html)));
        LOCKLEAF_CHECK(m_folder->endFile(modified));
        m_report.bytes += html.size();
        return {};
    }

    Result<void> writeIndex()
    {
        std::map<std::string, std::vector<const PlainPage*>> byNotebook;
        for (const auto& [id, page] : m_pages)
            byNotebook[page.notebook].push_back(&page);
        HtmlOutput out(largestHtmlPage * 8);
        beginPage(out, "Notes");
        out.markup("<h1>Notes</h1>\n");
        for (auto& [notebook, pages] : byNotebook) {
            std::ranges::sort(pages, {}, [](const PlainPage* page) { return collisionKey(page->title); });
            if (!notebook.empty()) {
                out.markup("<h2>");
                out.text(notebook);
                out.markup("</h2>\n");
            }
            out.markup("<ul>\n");
            for (const PlainPage* page : pages) {
                out.markup("<li dir=\"auto\"><a href=\"" + encodedPath(page->path) + "\">");
                out.text(shownTitle(page->title));
                out.markup("</a></li>\n");
            }
            out.markup("</ul>\n");
        }
        endPage(out);
        return writePage("index.html", out, systemClock().now());
    }

    Vault& m_vault;
    std::filesystem::path m_target;
    PlainExportReport& m_report;
    ExportChoice m_choice;
    std::unique_ptr<PlainFolder> m_folder;
    std::vector<RecordId> m_ids;
    std::map<RecordId, PlainPage> m_pages;
    PlainAttachments m_files;
    std::size_t m_next = 0;
};

} // namespace

std::unique_ptr<SlicedJob> makeHtmlExportJob(Vault& vault, std::filesystem::path folder,
                                             PlainExportReport& report, ExportChoice choice)
{
    return std::make_unique<HtmlExportJob>(vault, std::move(folder), report, std::move(choice));
}

} // namespace lockleaf
