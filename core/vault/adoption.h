// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/store/record.h"

#include <memory>
#include <vector>

namespace lockleaf {

/// What became of something that another vault or an archive says.
enum class Adoption {
    Added,     ///< It was not here.
    Same,      ///< It is here already.
    BroughtUp, ///< Here was an ancestor, whose text is a version now; or only what is not text was joined.
    Older,     ///< It is an ancestor of what is here. Its text, where nothing here says it, is a version now.
    Conflict,  ///< Both were changed: a second note stands beside the first.
    Deleted,   ///< It was deleted here, after that text.
};

/// What is done with what was deleted for good here.
enum class AdoptionRule {
    Merge,   ///< It stays deleted, unless it was changed by somebody who did not know of the deletion.
    Needed,  ///< It comes back, since something that came needs it.
    Restore, ///< It comes back, since a person asked for it, and later merges do not delete it again.
};

struct NoteAdoption
{
    Adoption outcome = Adoption::Same;
    RecordId second; ///< Of a conflict: the note that stands beside the first.
};

/// A final deletion, and of what.
struct DeletedRecord
{
    RecordId id;
    TombstoneRecord tombstone;
};

/// The part of Vault that takes over what another vault or an archive says, and says the same of itself.
/// Thread, durability and errors as there. Nothing here overwrites a text: what gives way becomes a version
/// or a second note. Every call can be repeated and then changes nothing.
class NoteAdopter
{
public:
    virtual ~NoteAdopter() = default;

    /// Who counts changes made here, in version vectors.
    [[nodiscard]] virtual DeviceId writer() const = 0;
    /// A note with its version vector. Errors: NotFound.
    [[nodiscard]] virtual Result<NoteRecord> noteRecord(RecordId id) = 0;
    [[nodiscard]] virtual Result<std::vector<NotebookRecord>> notebookRecords() = 0;
    /// All final deletions, by id.
    [[nodiscard]] virtual Result<std::vector<DeletedRecord>> deletedRecords() = 0;

    /// What adoptNote() would do.
    [[nodiscard]] virtual Result<NoteAdoption> judgeNote(const NoteRecord& record, AdoptionRule rule) = 0;
    /// Takes over a note. The outcome follows from both notes alone, whichever is here: two vaults that adopt
    /// each other's end with the same. A living note whose notebook is not here is in none. Errors:
    /// AlreadyExists, where the id is that of something else; those of storing a note.
    [[nodiscard]] virtual Result<NoteAdoption> adoptNote(NoteRecord record, AdoptionRule rule) = 0;
    /// Takes over an earlier version of a note; false: it is here, or its note is not.
    [[nodiscard]] virtual Result<bool> adoptRevision(const Revision& revision) = 0;
    /// Takes over notebooks by their ids, all at once. Of two of one name in one place the one with the
    /// greater id gets a number behind it; one whose parent is not there, or is within it, stands at the top.
    /// Returns how many came or changed.
    [[nodiscard]] virtual Result<std::uint64_t> adoptNotebooks(std::vector<NotebookRecord> records,
                                                               AdoptionRule rule) = 0;
    /// Takes over the deletion of a note; true: the note is deleted here too. It stays where it was changed
    /// by somebody who did not know of the deletion, or after it.
    [[nodiscard]] virtual Result<bool> adoptDeletion(const DeletedRecord& deleted) = 0;
    /// The same of notebooks, all at once and after the notes: one that has living notes or notebooks in it
    /// stays. Returns how many are deleted.
    [[nodiscard]] virtual Result<std::uint64_t>
    adoptNotebookDeletions(const std::vector<DeletedRecord>& deleted) = 0;
    /// Takes in the content of an attachment under its own id, in slices; does nothing where it is here
    /// already. It is seen once all of it has come and agrees with `attachment`, and `waiting`, the notes
    /// here that name it already, have it then. `content` must be open until the job is gone. Errors:
    /// Damaged, where the content does not agree; AlreadyExists, where the id is that of something else;
    /// NameNotValid.
    [[nodiscard]] virtual Result<std::unique_ptr<SlicedJob>>
    makeAdoptFileJob(const Attachment& attachment, std::unique_ptr<ByteSource> content,
                     std::vector<RecordId> waiting) = 0;
};

} // namespace lockleaf
