// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/enex_note.h"

#include "core/interchange/html_tokens.h"

#include <algorithm>
#include <chrono>
#include <set>

namespace lockleaf {

namespace {

constexpr std::size_t deepestField = 64;
constexpr std::size_t mostTasks = 100'000;
constexpr std::size_t mostAttributes = 32;

std::string trimmedText(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    text.remove_prefix(begin);
    return std::string(text.substr(0, text.find_last_not_of(blanks) + 1));
}

class EnexNoteParser
{
public:
    EnexNote run(std::string_view text)
    {
        HtmlTokens tokens(text);
        for (HtmlToken token = tokens.next(); token.kind != HtmlToken::Kind::End; token = tokens.next()) {
            if (token.kind == HtmlToken::Kind::Text)
                m_text += token.isPlain ? std::string(token.text) : decodedReferences(token.text);
            else if (token.kind == HtmlToken::Kind::Open)
                open(token);
            else
                close(token.name);
        }
        m_note.isMalformed = m_note.isMalformed || !m_open.empty();
        for (const std::string& name : m_attributes)
            m_note.remarks.push_back(name);
        return std::move(m_note);
    }

private:
    enum class Part { Note, Resource, Task };

    void open(const HtmlToken& token)
    {
        m_text.clear();
        m_field = token.name;
        if (token.name == "resource") {
            m_part = Part::Resource;
            m_note.resources.emplace_back();
            m_hasData = false;
        } else if (token.name == "task" && m_note.tasks.size() < mostTasks) {
            m_part = Part::Task;
            m_note.tasks.emplace_back();
        } else if (token.name == "data" && (m_part != Part::Resource || m_hasData)) {
            m_note.resources.emplace_back(); // one without a description
        } else if (token.name == "data") {
            m_hasData = true;
        }
        if (token.closesItself)
            return closeField(token.name);
        if (m_open.size() < deepestField)
            m_open.push_back(token.name);
        else
            m_note.isMalformed = true;
    }

    void close(const std::string& name)
    {
        if (m_field == name)
            closeField(name);
        const auto open = std::ranges::find(m_open.rbegin(), m_open.rend(), name);
        if (open != m_open.rbegin())
            m_note.isMalformed = true;
        if (open != m_open.rend())
            m_open.erase(std::prev(open.base()), m_open.end());
        if (name == "resource" || name == "task")
            m_part = Part::Note;
    }

    void closeField(const std::string& name)
    {
        if (m_part == Part::Resource)
            closeResourceField(name);
        else if (m_part == Part::Task)
            closeTaskField(name);
        else
            closeNoteField(name);
        m_field.clear();
        m_text.clear();
    }

    void closeResourceField(const std::string& name)
    {
        if (name == "file-name")
            m_note.resources.back().name = trimmedText(m_text);
        else if (name == "mime")
            m_note.resources.back().mime = trimmedText(m_text);
    }

    void closeTaskField(const std::string& name)
    {
        EnexTask& task = m_note.tasks.back();
        if (name == "title")
            task.title = trimmedText(m_text);
        else if (name == "taskstatus")
            task.done = trimmedText(m_text) == "completed";
        else if (name == "sortweight")
            task.weight = trimmedText(m_text);
        else if (name == "taskgroupnotelevelid")
            task.group = trimmedText(m_text);
        else if (name == "duedate")
            task.isDue = true;
    }

    void closeNoteField(const std::string& name)
    {
        const std::string text = name == "content" ? std::string{} : trimmedText(m_text);
        if (name == "content")
            m_note.content = std::move(m_text);
        else if (name == "title" && m_note.title.empty())
            m_note.title = text;
        else if (name == "created")
            m_note.created = parseEnexDate(text);
        else if (name == "updated")
            m_note.modified = parseEnexDate(text);
        else if (name == "tag")
            m_note.tags.push_back(text);
        else if (name == "source-url")
            m_note.sourceUrl = text;
        else if (name == "author")
            m_note.author = text;
        else if (!text.empty())
            closeOther(name);
    }

    void closeOther(const std::string& name)
    {
        // The order among reminders, and by which program a note was made, say nothing without Evernote.
        for (const char* known : {"altitude", "source", "source-application", "reminder-order", "note",
                                  "note-attributes", "resource", "task"}) {
            if (name == known)
                return;
        }
        if (m_attributes.size() >= mostAttributes)
            return;
        if (name == "latitude" || name == "longitude" || name == "place-name")
            m_attributes.insert("the place where it was written");
        else if (name.starts_with("reminder-"))
            m_attributes.insert("a reminder");
        else
            m_attributes.insert("the attribute " + name);
    }

    EnexNote m_note;
    Part m_part = Part::Note;
    bool m_hasData = false;
    std::string m_field; ///< The element that was opened last, while nothing else was.
    std::string m_text;
    std::vector<std::string> m_open;
    std::set<std::string> m_attributes;
};

} // namespace

EnexNote parseEnexNote(std::string_view text)
{
    return EnexNoteParser().run(text);
}

std::optional<Timestamp> parseEnexDate(std::string_view text)
{
    if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z')
        return std::nullopt;
    const auto number = [&](std::size_t at, std::size_t digits) {
        int value = 0;
        for (const char c : text.substr(at, digits))
            value = value < 0 || c < '0' || c > '9' ? -1 : value * 10 + (c - '0');
        return value;
    };
    const int year = number(0, 4);
    const int month = number(4, 2);
    const int day = number(6, 2);
    const int hour = number(9, 2);
    const int minute = number(11, 2);
    const int second = number(13, 2);
    if (year < 0 || month < 0 || day < 0 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        second < 0 || second > 60)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

std::string nameOfResource(const EnexResource& resource, std::size_t number)
{
    const std::string kind = resource.mime.substr(0, resource.mime.find('/'));
    std::string ending = oneLine(resource.mime.substr(std::min(kind.size() + 1, resource.mime.size())), 16);
    const bool plain = !ending.empty() && std::ranges::all_of(ending, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    });
    ending = !plain || ending == "octet" ? "" : "." + (ending == "jpeg" ? "jpg" : ending);
    return fileName(resource.name, (kind == "image" ? "image-" : "file-") + std::to_string(number) + ending);
}

} // namespace lockleaf
