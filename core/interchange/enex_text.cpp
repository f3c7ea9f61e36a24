// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/interchange/enex_note.h"

#include "core/interchange/html_to_markdown.h"
#include "core/interchange/markdown_writer.h"
#include "core/vault/attachment_target.h"
#include "core/vault/note_title.h"

#include <algorithm>
#include <map>

namespace lockleaf {

namespace {

constexpr std::size_t mostLinks = 20'000; // to other notes

bool linksToNote(const std::string& href)
{
    return href.starts_with("evernote:///view/") ||
           (href.starts_with("https://www.evernote.com/") && href.find("/nl/") != std::string::npos);
}

/// Makes the text of a note, and what its links mean.
class EnexText
{
public:
    EnexText(const EnexNote& note, const std::function<RecordId(const std::string&)>& meaning)
        : m_note(note), m_meaning(meaning)
    {
        for (std::size_t i = 0; i < note.resources.size(); ++i) {
            if (!note.resources[i].attachment.isNull())
                m_byHash.try_emplace(note.resources[i].md5, i);
        }
        for (const EnexTask& task : note.tasks)
            m_tasks[task.group].push_back(&task);
        for (auto& [group, tasks] : m_tasks)
            std::ranges::stable_sort(tasks, {}, &EnexTask::weight);
    }

    void fill(ForeignNote& made)
    {
        MarkdownContext context;
        context.file = [this](const std::string& hash) { return fileOf(hash); };
        context.tasks = [this](const std::string& group) { return takeTasks(group); };
        context.link = [this](const std::string& href, const std::string& words) { takeLink(href, words); };
        MarkdownText text = markdownOf(m_note.content, largestBody, context);
        appendRest(text);
        made.note.body = SecureBytes::copyOf(bytesOf(text.text));
        made.note.targets = std::move(m_targets);
        if (text.tooLarge)
            made.note.body = SecureBytes(largestBody + 1); // is refused: half a text is none
        remarkOn(text, made);
    }

private:
    std::optional<MarkdownFile> fileOf(std::string hash)
    {
        for (char& c : hash)
            c = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        const auto found = m_byHash.find(hash);
        if (found == m_byHash.end())
            return std::nullopt;
        return fileAt(found->second);
    }

    MarkdownFile fileAt(std::size_t index)
    {
        const EnexResource& resource = m_note.resources[index];
        const std::string name = nameOfResource(resource, index + 1);
        auto shown = m_shown.find(resource.md5);
        if (shown == m_shown.end()) {
            const std::string target = freeTarget(m_targets, targetOf(name));
            putTarget(target, resource.attachment);
            shown = m_shown.emplace(resource.md5, target).first;
        }
        return {name, shown->second, resource.mime.starts_with("image/")};
    }

    void putTarget(const std::string& written, const RecordId& id)
    {
        const auto place = std::ranges::lower_bound(m_targets, written, {}, &LinkTarget::written);
        if (place == m_targets.end() || place->written != written)
            m_targets.insert(place, {written, id});
    }

    std::vector<MarkdownTask> takeTasks(const std::string& group)
    {
        std::vector<MarkdownTask> tasks;
        const auto found = m_tasks.find(group);
        if (found == m_tasks.end())
            return tasks;
        for (const EnexTask* task : found->second)
            tasks.push_back({task->title, task->done});
        m_tasks.erase(found);
        return tasks;
    }

    void takeLink(const std::string& href, const std::string& words)
    {
        if (!linksToNote(href))
            return;
        const RecordId id = m_meaning(oneLine(words, words.size()));
        if (id.isNull() || !isTarget(href) || markdownTarget(href) != href || m_targets.size() >= mostLinks)
            m_lacksLink = true;
        else
            putTarget(href, id);
    }

    /// Tasks and files that the text does not show, then where the note came from.
    void appendRest(MarkdownText& text)
    {
        if (text.tooLarge)
            return;
        MarkdownWriter writer(largestBody);
        while (!m_tasks.empty()) {
            for (const MarkdownTask& task : takeTasks(std::string(m_tasks.begin()->first))) {
                writer.task(task.done);
                writer.text(task.title);
                writer.breakBlock(MarkdownWriter::Gap::Line);
            }
        }
        for (std::size_t i = 0; i < m_note.resources.size(); ++i) {
            const EnexResource& resource = m_note.resources[i];
            if (resource.attachment.isNull() || m_shown.contains(resource.md5))
                continue;
            const MarkdownFile file = fileAt(i);
            writer.breakBlock(MarkdownWriter::Gap::Paragraph);
            writer.file(file.name, file.target, file.isPicture);
        }
        writer.breakBlock(MarkdownWriter::Gap::Paragraph);
        appendSource(writer);
        const std::string rest = writer.finish();
        if (!rest.empty())
            text.text += (text.text.empty() ? "" : "\n\n") + rest;
    }

    void appendSource(MarkdownWriter& writer) const
    {
        if (!m_note.sourceUrl.empty()) {
            writer.text("Source: ");
            writer.openLink(m_note.sourceUrl);
            writer.text(m_note.sourceUrl);
            writer.closeLink();
            writer.breakBlock(MarkdownWriter::Gap::Line);
        }
        if (!m_note.author.empty()) {
            writer.text("Author: " + m_note.author);
            writer.breakBlock(MarkdownWriter::Gap::Line);
        }
    }

    void remarkOn(const MarkdownText& text, ForeignNote& made) const
    {
        made.remarks.insert(made.remarks.end(), m_note.remarks.begin(), m_note.remarks.end());
        if (text.hasEncrypted)
            made.remarks.emplace_back("a part that Evernote has encrypted; it stands in the note as it was");
        if (text.lacksFile)
            made.remarks.emplace_back("a file that its text shows and the export does not hold");
        if (text.lacksInlinePicture)
            made.remarks.emplace_back("a picture within the text itself");
        if (text.lacksStyle)
            made.remarks.emplace_back("underlines and highlights");
        if (m_lacksLink)
            made.remarks.emplace_back("what a link to another note leads to; the link stays");
        if (m_note.isMalformed)
            made.remarks.emplace_back("damaged XML; the note was read as well as it can be");
        if (std::ranges::any_of(m_note.tasks, &EnexTask::isDue))
            made.remarks.emplace_back("the time at which a task is due");
    }

    const EnexNote& m_note;
    const std::function<RecordId(const std::string&)>& m_meaning;
    std::map<std::string, std::size_t> m_byHash;
    std::map<std::string, std::vector<const EnexTask*>> m_tasks;
    std::map<std::string, std::string> m_shown; ///< MD5 to target.
    std::vector<LinkTarget> m_targets;          ///< Ascending.
    bool m_lacksLink = false;
};

} // namespace

ForeignNote noteOfEvernote(const EnexNote& note, const RecordId& record,
                           const std::function<RecordId(const std::string&)>& meaning)
{
    ForeignNote made;
    made.note.id = record;
    EnexText(note, meaning).fill(made);
    giveTitle(made.note, note.title);
    made.item = oneLine(note.title, longestTitle);
    if (made.item.empty())
        made.item = outlineOf(made.note.body.text(), {}).title;
    made.note.tags = note.tags;
    made.note.created = note.created;
    made.note.modified = note.modified ? note.modified : note.created;
    return made;
}

} // namespace lockleaf
