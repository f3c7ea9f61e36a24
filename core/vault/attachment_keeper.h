// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/result.h"
#include "core/base/sliced_job.h"
#include "core/crypto/secure_bytes.h"
#include "core/vault/attachment.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// What a clearing of attachments has done.
struct AttachmentTidyReport
{
    std::uint64_t removed = 0; ///< Attachments that are gone for good.
    std::uint64_t bytes = 0;   ///< What their contents had.
    std::uint64_t refused = 0; ///< Damaged ones, which stay.
};

/// The part of Vault that keeps files. Thread, durability and errors as there.
///
/// A file is sealed in chunks as it comes in, stands in the vault once however many notes have it, and is
/// found from a note by the target that its text names. It goes for good with the last note that has it, or
/// as long after it was taken out of the last one as notes stay in the trash.
class AttachmentKeeper
{
public:
    virtual ~AttachmentKeeper() = default;

    /// All that are whole, by id; those that no note has included.
    [[nodiscard]] virtual Result<std::vector<Attachment>> attachments() = 0;
    /// Errors: NotFound.
    [[nodiscard]] virtual Result<Attachment> attachment(RecordId id) = 0;
    /// Those of a note, by what is written for them. Errors: NotFound.
    [[nodiscard]] virtual Result<std::vector<AttachedFile>> attachmentsOf(RecordId note) = 0;
    /// The notes that have it, those in the trash included, by id.
    [[nodiscard]] virtual Result<std::vector<RecordId>> notesWithAttachment(RecordId id) = 0;
    /// A part of the content: chunk `index`, counted from 0, of chunksOf(size). Errors: NotFound; Damaged;
    /// InvalidArgument, where there are not so many.
    [[nodiscard]] virtual Result<SecureBytes> attachmentChunk(RecordId id, std::uint64_t index) = 0;

    /// Takes in `content` to its end and gives it to `note` under the file name `name`, in slices that hold
    /// one chunk each. What the vault has already is not stored again. `report` must outlive the job and is
    /// filled at its end. Nothing of a job that failed, was destroyed before its end, or was ended by a crash
    /// is seen; what it wrote goes with makeAttachmentTidyJob(). Errors: NameNotValid, at once; NotFound,
    /// where the note is gone; AttachmentTooLarge; those of the content and the disk.
    [[nodiscard]] virtual Result<std::unique_ptr<SlicedJob>>
    makeAttachJob(RecordId note, std::string name, std::unique_ptr<ByteSource> content,
                  AttachReport& report) = 0;
    /// Takes in a file that no note has yet, for notes that are to come (NewNote::targets); like
    /// makeAttachJob(), but `written` is what `name` would be as a target. It counts as unused since now.
    [[nodiscard]] virtual Result<std::unique_ptr<SlicedJob>>
    makeStoreJob(std::string name, std::unique_ptr<ByteSource> content, AttachReport& report) = 0;
    /// Gives a note an attachment that the vault has, under a target that the note does not use; returns the
    /// target that stands for it, that of before where the note has it already. `wanted` is a target as it
    /// stands in a text. Errors: NotFound, NameNotValid.
    [[nodiscard]] virtual Result<std::string> attach(RecordId note, RecordId attachment,
                                                     std::string_view wanted) = 0;
    /// Takes the attachment of this target from the note, whose text stays; attach() takes it back. Errors:
    /// NotFound.
    [[nodiscard]] virtual Result<void> detach(RecordId note, std::string_view written) = 0;
    /// Removes for good what was never attached to its end, what went with its last note, and what no note
    /// has had since before `unusedBefore` (nothing: whatever is unused stays). For the background.
    [[nodiscard]] virtual std::unique_ptr<SlicedJob>
    makeAttachmentTidyJob(std::optional<Timestamp> unusedBefore, AttachmentTidyReport& report) = 0;
};

} // namespace lockleaf
