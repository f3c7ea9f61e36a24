// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/crypto/keyed_hash.h"
#include "core/vault/note.h"
#include "core/vault/text_edits.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// A tag and how many living notes have it.
struct TagCount
{
    std::string name;             ///< As the first note that brought it spelled it.
    std::uint64_t notes = 0;      ///< With exactly this tag. 0: it only has others nested in it.
    std::uint64_t notesBelow = 0; ///< With it or one nested in it, each note once.
};

/// What a job over the texts of many notes has changed, to take it back with. Holds what notes say: drop it
/// at a lock.
struct NoteRewrites
{
    struct Rewritten
    {
        RecordId id;
        TextEdits back; ///< Lead from the text as it was left to the one before.
        std::optional<std::vector<std::string>> tags; ///< Those of the record before, where they changed.
        Hash256 left{};                               ///< Of text and tags as they were left.
    };

    std::vector<Rewritten> notes;
    std::uint64_t refused = 0; ///< Notes that stay as they were: damaged, or too large with the new name.
    std::vector<std::string> spellings; ///< Of tags as they were shown before.
};

/// What became of a NoteRewrites that was taken back.
struct TakenBack
{
    std::uint64_t notes = 0;        ///< Restored exactly.
    std::uint64_t changedSince = 0; ///< Left as they are: edited meanwhile, gone for good, or damaged.
};

/// A notebook that was deleted, with those below it, to bring them back with. Holds names: drop it at a lock.
struct DeletedNotebooks
{
    struct Deleted
    {
        RecordId id;
        SecureBytes record; ///< Its plaintext as it was.
    };

    std::vector<Deleted> notebooks; ///< The topmost one first.
    std::vector<RecordId> notes;    ///< Those that went to the trash with them.
    Timestamp when = 0;             ///< Their time in the trash.
};

/// What a job on the trash has done.
struct TrashReport
{
    std::uint64_t deleted = 0;
    std::uint64_t refused = 0; ///< Damaged notes, which stay.
};

/// The part of Vault that orders notes: notebooks, tags, links, trash. Thread, durability and errors as
/// there. Jobs work in slices, each of which is one transaction: a job that is cancelled, or ended by a
/// crash, leaves each note either as it was or changed. What they are given by reference must outlive them.
class NoteOrganizer
{
public:
    virtual ~NoteOrganizer() = default;

    // Tags. They are compared without regard to case (foldedText); none of this changes `modified`.
    /// All tags of living notes, and what they are nested in, in the order of their tree.
    [[nodiscard]] virtual Result<std::vector<TagCount>> tags() = 0;
    /// Replaces the tags of the note's record; those in its text stay. Errors: NotFound, NameNotValid.
    [[nodiscard]] virtual Result<void> setTags(RecordId id, std::vector<std::string> tags) = 0;
    /// Takes `removed` from the tags of the note's record, then adds those of `added` that it lacks.
    [[nodiscard]] virtual Result<void> changeTags(RecordId id, const std::vector<std::string>& added,
                                                  const std::vector<std::string>& removed) = 0;
    /// Renames a tag, and those nested in it, in the records and texts of all notes that have it as the job
    /// begins, trash included. Where `to` is there already they become one. Errors: NameNotValid (at once),
    /// where `to` could not stand in a text; those of the disk. `rewrites` is right after every slice.
    [[nodiscard]] virtual Result<std::unique_ptr<SlicedJob>>
    makeRenameTagJob(std::string_view from, std::string_view to, NoteRewrites& rewrites) = 0;

    // Links.
    /// Writes `newTitle` into the links to `oldTitle` (wiki_links.h) in the texts of `notes`.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeRelinkJob(std::vector<RecordId> notes,
                                                                   std::string_view oldTitle,
                                                                   std::string_view newTitle,
                                                                   NoteRewrites& rewrites) = 0;
    /// Restores what a rename changed, byte for byte, in the notes whose text and tags are still what it
    /// left.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeTakeBackJob(NoteRewrites rewrites,
                                                                     TakenBack& report) = 0;

    // Notebooks. NotFound where one is not there; NameNotValid for a name that is no part of a path;
    // NotebookExists where its place has one of that name; InvalidArgument for a place within itself, more
    // than 32 levels, or no such colour.
    [[nodiscard]] virtual Result<RecordId> addNotebookIn(RecordId parent, std::string_view name) = 0;
    [[nodiscard]] virtual Result<void> renameNotebook(RecordId id, std::string_view name) = 0;
    /// `color`: 0 to 3.
    [[nodiscard]] virtual Result<void> setNotebookColor(RecordId id, std::uint8_t color) = 0;
    /// `parent` null: to the top.
    [[nodiscard]] virtual Result<void> moveNotebook(RecordId id, RecordId parent) = 0;
    /// Moves all notes in the notebook and those below it to the trash, then deletes the notebooks, which
    /// leaves sealed tombstones. The notes remember where they were. `deleted` is right after every slice.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeDeleteNotebookJob(RecordId id,
                                                                           DeletedNotebooks& deleted) = 0;
    /// Brings the notebooks back under their ids and, from the trash, the notes that went with them. A name
    /// that was taken meanwhile gets a number; a notebook whose parent is gone stands at the top.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeUndeleteNotebookJob(DeletedNotebooks deleted) = 0;

    // Trash. Both jobs remove for good what was attached to these notes alone; the first also what no note
    // has had for as long.
    /// Deletes for good what was in the trash for the days of VaultSettings::trashDays at `now`; nothing
    /// where `now` is more than 400 days later than that after the last change, as a clock gone wrong is.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makePurgeTrashJob(Timestamp now,
                                                                       TrashReport& report) = 0;
    /// Deletes for good all that is in the trash as the job begins; countNotes() with `trash` says how much.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob> makeEmptyTrashJob(TrashReport& report) = 0;
};

} // namespace lockleaf
