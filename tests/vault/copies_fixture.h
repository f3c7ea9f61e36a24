// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/merge_job.h"
#include "tests/vault/attachment_fixture.h"

namespace lockleaf::test {

/// A vault and copies of it on other computers, which grow apart.
struct CopiesFixture : AttachmentFixture
{
    /// Copies the file as it is now and opens the copy as on another computer.
    std::unique_ptr<Vault> copied(const std::string& name)
    {
        close();
        std::filesystem::copy_file(file, folder / name);
        reopen();
        return openCopy(name);
    }
    std::unique_ptr<Vault> openCopy(const std::string& name)
    {
        auto opened = Vault::open(folder / name, UnlockedKey{key.vaultId, key.dataKey.clone()},
                                  {folder / (name + "-state"), &clock});
        if (!opened)
            qFatal("open copy: %s", describe(opened.error()).c_str());
        return std::move(*opened);
    }
    TakenOver merge(Vault& into, Vault& from, bool dryRun = false)
    {
        TakenOver report;
        auto job = makeMergeJob(into, key.vaultId, from, key.vaultId, report, dryRun);
        NoProgress progress;
        if (const auto done = runToEnd(**job, {}, progress); !done)
            qFatal("merge: %s", describe(done.error()).c_str());
        return report;
    }
    static std::string problemsOf(Vault& vault)
    {
        VerifyReport report;
        NoProgress progress;
        const auto job = vault.makeVerifyJob(report);
        if (const auto done = runToEnd(*job, {}, progress); !done)
            return "job: " + describe(done.error());
        return report.problems.empty() ? std::string{} : report.problems.front().text;
    }
    static std::string textOfNote(Vault& vault, RecordId id)
    {
        const auto note = vault.note(id);
        return note ? std::string(note->body.text()) : describe(note.error());
    }
    static void save(Vault& vault, RecordId id, std::string_view body)
    {
        if (const auto saved = vault.saveBody(id, bytesOf(body)); !saved)
            qFatal("save: %s", describe(saved.error()).c_str());
    }
};

/// Everything that is said of all notes, so that two vaults can be compared.
inline std::map<std::string, std::string> everythingIn(Vault& vault)
{
    std::map<std::string, std::string> all;
    const auto ids = vault.allNoteIds(true);
    if (!ids)
        return {{"error", describe(ids.error())}};
    for (const RecordId& id : *ids) {
        const auto record = vault.noteRecord(id);
        if (!record) {
            all[id.toHex()] = describe(record.error());
            continue;
        }
        const Note& note = record->note;
        std::string said = note.explicitTitle + "|" + std::string(note.body.text()) + "|" +
                           note.notebook.toHex() + "|" + std::to_string(note.created) + "|" +
                           std::to_string(note.modified) + "|" + std::to_string(note.pinned) + "|" +
                           std::to_string(note.trashed.value_or(-1));
        for (const std::string& tag : note.tags)
            said += "|" + tag;
        for (const LinkTarget& target : note.targets)
            said += "|" + target.written + "=" + target.id.toHex();
        for (const auto& [device, counter] : record->versions.counters())
            said += "|" + device.toHex() + ":" + std::to_string(counter);
        all[id.toHex()] = said;
    }
    return all;
}

inline std::map<std::string, std::string> notebooksIn(Vault& vault)
{
    std::map<std::string, std::string> all;
    const auto notebooks = vault.notebooks();
    if (!notebooks)
        return {{"error", describe(notebooks.error())}};
    for (const Notebook& notebook : *notebooks)
        all[notebook.id.toHex()] = notebook.name + " in " + notebook.parent.toHex();
    return all;
}

} // namespace lockleaf::test
