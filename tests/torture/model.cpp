// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/model.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

template <class T>
std::string failed(const char* what, const Result<T>& result)
{
    return std::string{what} + ": " + describe(result.error());
}

std::string fileDifference(const ModelNote& expected, const RecordId& id, Vault& vault)
{
    const auto files = vault.attachmentsOf(id);
    if (!files)
        return failed("its files", files);
    std::map<std::string, Hash256> found;
    for (const AttachedFile& file : *files) {
        found[file.written] = file.attachment.hash;
        StreamHash256 hash;
        for (std::uint64_t chunk = 0; chunk < chunksOf(file.attachment.size); ++chunk) {
            const auto bytes = vault.attachmentChunk(file.attachment.id, chunk);
            if (!bytes)
                return failed("a file", bytes);
            hash.update(bytes->view());
        }
        if (hash.finish() != file.attachment.hash)
            return "a file has another content";
    }
    return found == expected.files ? ""
                                   : "other files: " + std::to_string(found.size()) + " instead of " +
                                         std::to_string(expected.files.size());
}

std::string versionDifference(const ModelNote& expected, const RecordId& id, Vault& vault)
{
    if (expected.kept.empty())
        return {};
    const auto revisions = vault.revisions(id);
    if (!revisions)
        return failed("its versions", revisions);
    std::set<std::string> texts;
    for (const RevisionSummary& summary : *revisions) {
        const auto revision = vault.revision(id, summary.id);
        if (!revision)
            return failed("a version", revision);
        texts.emplace(revision->body.text());
    }
    const bool all = std::includes(texts.begin(), texts.end(), expected.kept.begin(), expected.kept.end());
    return all ? "" : "a version is missing";
}

std::string noteDifference(const ModelNote& expected, const RecordId& id, Vault& vault)
{
    const auto note = vault.note(id);
    if (!note)
        return failed("it", note);
    if (note->body.text() != expected.body)
        return "another text";
    if (note->pinned != expected.pinned || note->trashed.has_value() != expected.trashed)
        return "another state";
    if (std::set<std::string>(note->tags.begin(), note->tags.end()) != expected.tags)
        return "other tags";
    const auto path = vault.notebookPath(note->notebook);
    if (!path || *path != expected.notebook)
        return "another notebook: " + (path ? *path : "unreadable") + " instead of " + expected.notebook;
    if (std::string wrong = fileDifference(expected, id, vault); !wrong.empty())
        return wrong;
    return versionDifference(expected, id, vault);
}

} // namespace

std::set<RecordId> Model::withWord(const std::string& word) const
{
    std::set<RecordId> found;
    for (const auto& [id, note] : notes)
        if (!note.trashed && (note.body + " ").find(word + " ") != std::string::npos)
            found.insert(id);
    return found;
}

std::string differenceFrom(const Model& model, Vault& vault)
{
    const auto ids = vault.allNoteIds(true);
    if (!ids)
        return failed("notes", ids);
    for (const RecordId& id : *ids)
        if (!model.notes.contains(id))
            return "note " + id.toHex() + " should not be there";
    for (const auto& [id, note] : model.notes)
        if (std::string wrong = noteDifference(note, id, vault); !wrong.empty())
            return "note " + id.toHex() + ": " + wrong;
    const auto notebooks = vault.notebooks();
    if (!notebooks)
        return failed("notebooks", notebooks);
    std::set<std::string> paths;
    for (const Notebook& notebook : *notebooks)
        if (const auto path = vault.notebookPath(notebook.id))
            paths.insert(*path);
    return paths == model.notebooks ? "" : "other notebooks";
}

std::string searchDifference(const Model& model, Vault& vault, const std::string& word)
{
    const auto hits = vault.search(word, {}, 10'000);
    if (!hits)
        return failed("search", hits);
    const std::set<RecordId> found(hits->ids.begin(), hits->ids.end());
    if (found.size() == hits->ids.size() && found == model.withWord(word))
        return {};
    return "a search for " + word + " finds " + std::to_string(hits->ids.size()) + " notes instead of " +
           std::to_string(model.withWord(word).size());
}

} // namespace lockleaf::test
