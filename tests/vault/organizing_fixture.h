// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/vault/vault_fixture.h"

namespace lockleaf::test {

/// The value of a result that has one.
template <class T>
[[nodiscard]] T taken(Result<T> result)
{
    if (!result)
        qFatal("%s", describe(result.error()).c_str());
    return std::move(*result);
}

/// A vault with short ways to what orders its notes.
struct OrganizedVault : VaultFixture
{
    /// Runs a job to its end, slices of no time: one note each.
    void finish(std::unique_ptr<SlicedJob> job)
    {
        NoProgress progress;
        while (true) {
            const auto done = job->runSlice(std::chrono::milliseconds{0}, progress);
            if (!done)
                qFatal("job: %s", describe(done.error()).c_str());
            if (*done)
                return;
        }
    }
    /// Runs `slices` slices of a job and drops it.
    void begin(std::unique_ptr<SlicedJob> job, int slices)
    {
        NoProgress progress;
        for (int i = 0; i < slices; ++i)
            if (const auto done = job->runSlice(std::chrono::milliseconds{0}, progress); !done || *done)
                qFatal("job ended after %d slices", i);
    }
    NoteRewrites rename(std::string_view from, std::string_view to)
    {
        NoteRewrites rewrites;
        auto job = vault->makeRenameTagJob(from, to, rewrites);
        if (!job)
            qFatal("rename: %s", describe(job.error()).c_str());
        finish(std::move(*job));
        return rewrites;
    }
    TakenBack takeBack(NoteRewrites rewrites)
    {
        TakenBack report;
        finish(vault->makeTakeBackJob(std::move(rewrites), report));
        return report;
    }
    RecordId addIn(RecordId notebook, std::string_view body)
    {
        NewNote note;
        note.body = SecureBytes::copyOf(bytesOf(body));
        note.notebook = notebook;
        clock.advance(1000);
        return *vault->addNote(std::move(note));
    }
    /// "name notes notesBelow" of every tag.
    [[nodiscard]] std::vector<std::string> tagLines()
    {
        std::vector<std::string> lines;
        for (const TagCount& tag : taken(vault->tags()))
            lines.push_back(tag.name + " " + std::to_string(tag.notes) + " " +
                            std::to_string(tag.notesBelow));
        return lines;
    }
    /// All bodies and record tags, trash included, by id.
    [[nodiscard]] std::map<RecordId, std::string> everything()
    {
        std::map<RecordId, std::string> all;
        for (const RecordId& id : taken(vault->allNoteIds(true))) {
            const Note note = std::move(*vault->note(id));
            std::string& text = all[id] = std::string(note.body.text()) + "\n|";
            for (const std::string& tag : note.tags)
                text += tag + "|";
            text += note.trashed ? "trash " : "";
            text += note.notebook.toHex() + std::to_string(note.modified) + (note.pinned ? "pinned" : "");
        }
        return all;
    }
};

using Lines = std::vector<std::string>;

} // namespace lockleaf::test
