// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/attaching.h"

namespace lockleaf::test {

/// A Vault that refuses all of NoteOrganizer, for doubles whose tests need none of it.
class NoOrganizing : public NoAttaching
{
public:
    Result<std::vector<TagCount>> tags() override { return refused(); }
    Result<void> setTags(RecordId, std::vector<std::string>) override { return refused(); }
    Result<void> changeTags(RecordId, const std::vector<std::string>&,
                            const std::vector<std::string>&) override
    {
        return refused();
    }
    Result<std::unique_ptr<SlicedJob>> makeRenameTagJob(std::string_view, std::string_view,
                                                        NoteRewrites&) override
    {
        return refused();
    }
    std::unique_ptr<SlicedJob> makeRelinkJob(std::vector<RecordId>, std::string_view, std::string_view,
                                             NoteRewrites&) override
    {
        return nullptr;
    }
    std::unique_ptr<SlicedJob> makeTakeBackJob(NoteRewrites, TakenBack&) override { return nullptr; }
    Result<RecordId> addNotebookIn(RecordId, std::string_view) override { return refused(); }
    Result<void> renameNotebook(RecordId, std::string_view) override { return refused(); }
    Result<void> setNotebookColor(RecordId, std::uint8_t) override { return refused(); }
    Result<void> moveNotebook(RecordId, RecordId) override { return refused(); }
    std::unique_ptr<SlicedJob> makeDeleteNotebookJob(RecordId, DeletedNotebooks&) override { return nullptr; }
    std::unique_ptr<SlicedJob> makeUndeleteNotebookJob(DeletedNotebooks) override { return nullptr; }
    std::unique_ptr<SlicedJob> makePurgeTrashJob(Timestamp, TrashReport&) override { return nullptr; }
    std::unique_ptr<SlicedJob> makeEmptyTrashJob(TrashReport&) override { return nullptr; }

private:
    static std::unexpected<Error> refused() { return fail(ErrorCode::Internal, "not in this double"); }
};

/// A Vault that hands all of NoteOrganizer on to another one.
class HandsOnOrganizing : public HandsOnAttaching
{
public:
    Result<std::vector<TagCount>> tags() override { return real().tags(); }
    Result<void> setTags(RecordId id, std::vector<std::string> tags) override
    {
        return real().setTags(id, std::move(tags));
    }
    Result<void> changeTags(RecordId id, const std::vector<std::string>& added,
                            const std::vector<std::string>& removed) override
    {
        return real().changeTags(id, added, removed);
    }
    Result<std::unique_ptr<SlicedJob>> makeRenameTagJob(std::string_view from, std::string_view to,
                                                        NoteRewrites& rewrites) override
    {
        return real().makeRenameTagJob(from, to, rewrites);
    }
    std::unique_ptr<SlicedJob> makeRelinkJob(std::vector<RecordId> notes, std::string_view oldTitle,
                                             std::string_view newTitle, NoteRewrites& rewrites) override
    {
        return real().makeRelinkJob(std::move(notes), oldTitle, newTitle, rewrites);
    }
    std::unique_ptr<SlicedJob> makeTakeBackJob(NoteRewrites rewrites, TakenBack& report) override
    {
        return real().makeTakeBackJob(std::move(rewrites), report);
    }
    Result<RecordId> addNotebookIn(RecordId parent, std::string_view name) override
    {
        return real().addNotebookIn(parent, name);
    }
    Result<void> renameNotebook(RecordId id, std::string_view name) override
    {
        return real().renameNotebook(id, name);
    }
    Result<void> setNotebookColor(RecordId id, std::uint8_t color) override
    {
        return real().setNotebookColor(id, color);
    }
    Result<void> moveNotebook(RecordId id, RecordId parent) override
    {
        return real().moveNotebook(id, parent);
    }
    std::unique_ptr<SlicedJob> makeDeleteNotebookJob(RecordId id, DeletedNotebooks& deleted) override
    {
        return real().makeDeleteNotebookJob(id, deleted);
    }
    std::unique_ptr<SlicedJob> makeUndeleteNotebookJob(DeletedNotebooks deleted) override
    {
        return real().makeUndeleteNotebookJob(std::move(deleted));
    }
    std::unique_ptr<SlicedJob> makePurgeTrashJob(Timestamp now, TrashReport& report) override
    {
        return real().makePurgeTrashJob(now, report);
    }
    std::unique_ptr<SlicedJob> makeEmptyTrashJob(TrashReport& report) override
    {
        return real().makeEmptyTrashJob(report);
    }
};

} // namespace lockleaf::test
