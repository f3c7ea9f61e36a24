// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/joplin_note.h"

#include "core/interchange/html_to_markdown.h"
#include "core/vault/attachment_target.h"
#include "core/vault/note_title.h"

#include <algorithm>

namespace lockleaf {

namespace {

constexpr std::size_t mostTargets = 20'000;

void giveTargets(ForeignNote& made, const JoplinIndex& index)
{
    std::set<std::string_view> seen;
    bool missing = false;
    forEachJoplinLink(made.note.body.text(), [&](const JoplinLink& link) {
        if (seen.size() == mostTargets || !seen.insert(link.written).second || !isTarget(link.written))
            return;
        const RecordId meaning = index.meaningOf(link.id);
        if (meaning.isNull())
            missing = true;
        else
            made.note.targets.push_back({std::string(link.written), meaning});
    });
    if (missing)
        made.remarks.emplace_back("a link to what is not in the file");
}

/// Joplin shows a to-do as a box before its title.
void putTaskBefore(NewNote& note, const JoplinItem& item, std::string_view text)
{
    const std::string line =
        (item.says("todo_completed") ? "- [x] " : "- [ ] ") + oneLine(item.title, item.title.size());
    SecureBytes body;
    body.append(bytesOf(line));
    if (!text.empty()) {
        body.append(bytesOf("\n\n"));
        body.append(bytesOf(text));
    }
    note.body = std::move(body);
}

/// The text of a note in HTML. One that becomes too large is refused later: half a text is none.
std::string convertedBody(ForeignNote& made, const JoplinItem& item)
{
    MarkdownText converted = markdownOf(item.body, largestBody);
    if (converted.lacksInlinePicture)
        made.remarks.emplace_back("a picture within the text itself");
    if (converted.lacksStyle)
        made.remarks.emplace_back("underlines and highlights");
    return converted.tooLarge ? std::string(largestBody + 1, ' ') : std::move(converted.text);
}

void remarkOnTheRest(ForeignNote& made, const JoplinItem& item)
{
    if (item.says("todo_due"))
        made.remarks.emplace_back("the time at which a to-do is due");
    if (item.says("latitude") || item.says("longitude"))
        made.remarks.emplace_back("the place where it was written");
    for (const char* name : {"source_url", "author"}) {
        if (item.says(name))
            made.remarks.push_back((name[0] == 's' ? "the address it came from: " : "its author: ") +
                                   oneLine(item.property(name), 1024));
    }
}

} // namespace

ForeignNote noteOfJoplin(const JoplinItem& item, const JoplinId& id, const RecordId& record,
                         const JoplinIndex& index, std::size_t levels)
{
    ForeignNote made;
    made.item = oneLine(item.title, longestTitle);
    made.note.id = record;
    const std::string converted = item.property("markup_language") == "2" ? convertedBody(made, item) : "";
    const std::string_view text = item.property("markup_language") == "2" ? converted : item.body;
    made.note.body = SecureBytes::copyOf(bytesOf(text));
    if (item.says("is_todo"))
        putTaskBefore(made.note, item, text);
    giveTargets(made, index);
    giveTitle(made.note, item.title);
    made.notebook = index.pathOf(item.idProperty("parent_id"), levels);
    made.note.tags = index.tagsOf(id);
    made.note.created = item.date("user_created_time", "created_time");
    made.note.modified = item.date("user_updated_time", "updated_time");
    remarkOnTheRest(made, item);
    if (made.item.empty())
        made.item = outlineOf(made.note.body.text(), {}).title;
    return made;
}

} // namespace lockleaf
