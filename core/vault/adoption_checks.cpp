// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/adoption_checks.h"

#include "core/store/attachment_record.h"
#include "core/vault/attachment_target.h"
#include "core/vault/note_checks.h"
#include "core/vault/notebook_tree.h"
#include "core/vault/tag_text.h"

namespace lockleaf {

namespace {

constexpr std::uint8_t mostNotebookColor = 3;

/// The error of `checked`, if it has one, in words of a whole sentence.
Result<void> inWords(const Result<void>& checked, const char* sentence)
{
    return checked ? Result<void>{} : Result<void>(fail(checked.error().code, sentence));
}

Result<void> checkText(ByteView body, std::string_view title)
{
    const Result<void> text = checkBody(body);
    const bool tooLarge = !text && text.error().code == ErrorCode::BodyTooLarge;
    LOCKLEAF_CHECK(inWords(text, tooLarge ? "It is longer than a note may be, which is 64 MiB."
                                          : "Its text is not valid UTF-8, or holds a NUL character."));
    return inWords(checkTitle(title), "Its title is too long, or holds control characters.");
}

} // namespace

Result<void> checkAdopted(NoteRecord& record)
{
    Note& note = record.note;
    LOCKLEAF_CHECK(checkText(note.body.view(), note.explicitTitle));
    LOCKLEAF_CHECK(inWords(checkTagNames(note.tags), "One of its tags cannot be a tag, or it has too many."));
    if (note.id.isNull() || record.versions.counters().empty())
        return fail(ErrorCode::InvalidArgument, "It has no id, or nothing says which version it is.");
    const Result<void> sorted = sortTargets(note.targets);
    const bool twice = !sorted && sorted.error().code == ErrorCode::InvalidArgument;
    return inWords(sorted, twice ? "One of its links leads to two things."
                                 : "One of its links leads to what no link can lead to.");
}

Result<void> checkAdopted(const Revision& revision)
{
    return checkText(revision.body.view(), revision.explicitTitle);
}

Result<void> checkAdopted(const NotebookRecord& record)
{
    LOCKLEAF_CHECK(inWords(checkNotebookName(record.notebook.name), "A notebook cannot have its name."));
    if (record.notebook.id.isNull() || record.versions.counters().empty())
        return fail(ErrorCode::InvalidArgument, "It has no id, or nothing says which version it is.");
    if (record.notebook.color > mostNotebookColor)
        return fail(ErrorCode::InvalidArgument, "It has a colour that there is not.");
    return {};
}

Result<void> checkAdopted(const Attachment& attachment)
{
    if (!isAttachmentName(attachment.name))
        return fail(ErrorCode::NameNotValid, "A file cannot have its name.");
    if (attachment.id.isNull() || attachment.size > largestAttachment)
        return fail(ErrorCode::InvalidArgument, "It has no id, or is larger than 1 TiB.");
    return {};
}

} // namespace lockleaf
