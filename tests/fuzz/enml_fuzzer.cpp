// SPDX-License-Identifier: GPL-3.0-or-later
// A note of an ENEX: where it stands in the file, its fields, and its text as Markdown.
#include "core/base/text.h"
#include "core/interchange/enex_note.h"
#include "core/interchange/enex_scanner.h"
#include "core/interchange/html_to_markdown.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;

namespace {

constexpr std::size_t markdownLimit = std::size_t{1} << 20;

using Events = std::vector<std::pair<EnexScanner::Event, std::uint64_t>>;

Events eventsOf(ByteView bytes, std::size_t step)
{
    Events events;
    EnexScanner scanner(
        0, [&](EnexScanner::Event event, std::uint64_t place) { events.emplace_back(event, place); });
    for (std::size_t at = 0; at < bytes.size(); at += step)
        scanner.feed(bytes.subspan(at, std::min(step, bytes.size() - at)));
    return events;
}

void checkMarkdown(const MarkdownText& made, bool wasText)
{
    if (made.text.size() > markdownLimit || (wasText && !made.tooLarge && !isStorableText(made.text)))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const ByteView bytes(data, size);
    // How the file is cut into pieces changes nothing.
    const Events events = eventsOf(bytes, std::max<std::size_t>(size, 1));
    if (events != eventsOf(bytes, 1) || events != eventsOf(bytes, 3))
        std::abort();
    if (std::ranges::any_of(events, [&](const auto& event) { return event.second > size; }))
        std::abort();
    checkMarkdown(markdownOf(text, markdownLimit), isStorableText(text));
    const EnexNote note = parseEnexNote(text);
    checkMarkdown(markdownOf(note.content, markdownLimit), isStorableText(text));
    if (isStorableText(text)) {
        const ForeignNote made =
            noteOfEvernote(note, RecordId{}, [](const std::string&) { return RecordId{}; });
        static_cast<void>(made);
    }
    return 0;
}
