// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/contents.h"

#include "core/crypto/keyed_hash.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

std::string hashOf(ByteView bytes)
{
    const Hash256 hash = hash256({bytes});
    RecordId shown;
    std::copy_n(hash.begin(), shown.bytes.size(), shown.bytes.begin());
    return std::to_string(bytes.size()) + ":" + shown.toHex();
}

std::string wordsOf(const Note& note)
{
    std::string words = note.explicitTitle + "|" + hashOf(note.body.view()) + "|" + note.notebook.toHex() +
                        "|" + std::to_string(note.created) + "|" + std::to_string(note.modified) +
                        (note.pinned ? "|pinned" : "|") + (note.trashed ? "|trashed" : "|");
    for (const std::string& tag : note.tags)
        words += "|#" + tag;
    for (const LinkTarget& target : note.targets)
        words += "|" + target.written + "=" + target.id.toHex();
    return words;
}

template <class T>
std::string failed(const Result<T>& result)
{
    return "error: " + describe(result.error());
}

void addNote(Contents& all, Vault& vault, const RecordId& id)
{
    const std::string name = "note " + id.toHex();
    const auto note = vault.note(id);
    all[name] = note ? wordsOf(*note) : failed(note);
    const auto revisions = vault.revisions(id);
    if (!revisions)
        all["versions of " + name] = failed(revisions);
    else
        for (const RevisionSummary& summary : *revisions) {
            const auto revision = vault.revision(id, summary.id);
            all["version " + summary.id.toHex() + " of " + name] =
                revision ? revision->explicitTitle + "|" + hashOf(revision->body.view()) : failed(revision);
        }
}

std::string contentOf(Vault& vault, const Attachment& attachment)
{
    StreamHash256 hash;
    for (std::uint64_t chunk = 0; chunk < chunksOf(attachment.size); ++chunk) {
        const auto bytes = vault.attachmentChunk(attachment.id, chunk);
        if (!bytes)
            return failed(bytes);
        hash.update(bytes->view());
    }
    return hash.finish() == attachment.hash ? "whole" : "error: other content";
}

} // namespace

Contents contentsOf(Vault& vault)
{
    Contents all{{"vault", "there"}};
    const auto ids = vault.allNoteIds(true);
    if (!ids)
        all["notes"] = failed(ids);
    else
        for (const RecordId& id : *ids)
            addNote(all, vault, id);
    const auto notebooks = vault.notebooks();
    if (!notebooks)
        all["notebooks"] = failed(notebooks);
    else
        for (const Notebook& notebook : *notebooks)
            all["notebook " + notebook.id.toHex()] =
                notebook.name + "|" + notebook.parent.toHex() + "|" + std::to_string(notebook.color);
    const auto attachments = vault.attachments();
    if (!attachments)
        all["attachments"] = failed(attachments);
    else
        for (const Attachment& attachment : *attachments)
            all["attachment " + attachment.id.toHex()] =
                attachment.name + "|" + std::to_string(attachment.size) + "|" + contentOf(vault, attachment);
    const auto settings = vault.settings();
    all["settings"] = settings ? std::to_string(settings->idleSeconds) : failed(settings);
    return all;
}

Contents withoutIds(const Contents& contents)
{
    // What stands for an id: of a note its text, of the others their name.
    std::map<std::string, std::string> meanings;
    for (const auto& [name, value] : contents) {
        const std::size_t space = name.find(' ');
        if (space == std::string::npos || name.starts_with("version"))
            continue;
        const std::size_t from = name.starts_with("note ") ? value.find('|') + 1 : 0;
        meanings[name.substr(space + 1)] = value.substr(from, value.find('|', from) - from);
    }
    Contents plain;
    for (const auto& [name, value] : contents) {
        std::string words = name;
        words.append(" is ").append(value);
        for (std::size_t at = 0; at < words.size(); ++at) {
            const std::size_t end = std::min(words.find_first_not_of("0123456789abcdef", at), words.size());
            const bool isHash = at > 0 && words[at - 1] == ':';
            if (end - at == 32 && !isHash) {
                const auto meaning = meanings.find(words.substr(at, 32));
                const std::string instead = meaning == meanings.end() ? "-" : "<" + meaning->second + ">";
                words.replace(at, 32, instead);
                at += instead.size();
            } else {
                at = std::max(at, end == at ? at : end - 1);
            }
        }
        int copies = 0;
        while (!plain.emplace(words + (copies == 0 ? "" : " #" + std::to_string(copies)), "there").second)
            ++copies;
    }
    return plain;
}

std::string difference(const Contents& found, const Contents& before, const Contents& after, bool inParts)
{
    if (found == before || found == after)
        return {};
    const auto valueIn = [](const Contents& contents, const std::string& name) {
        const auto entry = contents.find(name);
        return entry == contents.end() ? std::string{"nothing"} : entry->second;
    };
    Contents names = before;
    names.insert(after.begin(), after.end());
    names.insert(found.begin(), found.end());
    bool asBefore = false;
    bool asAfter = false;
    for (const auto& [name, ignored] : names) {
        const std::string was = valueIn(before, name);
        const std::string is = valueIn(found, name);
        const std::string next = valueIn(after, name);
        if (is != was && is != next) {
            std::string words = name;
            words.append(" is ").append(is).append(", was ").append(was);
            return next == was ? words : words.append(", was to be ").append(next);
        }
        asBefore = asBefore || is != next;
        asAfter = asAfter || is != was;
        if (!inParts && asBefore && asAfter)
            return name + ": some of it is done and some is not";
    }
    return {};
}

std::string verified(Vault& vault, bool repaired)
{
    VerifyReport report;
    NoProgress progress;
    const auto job = vault.makeVerifyJob(report);
    if (const auto done = runToEnd(*job, {}, progress); !done)
        return "verify: " + describe(done.error());
    for (const VerifyProblem& problem : report.problems)
        if (!repaired || problem.text.find("damaged when the vault was opened") == std::string::npos)
            return "verify: " + problem.text;
    return {};
}

} // namespace lockleaf::test
