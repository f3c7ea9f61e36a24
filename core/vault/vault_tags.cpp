// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folded_text.h"
#include "core/vault/guarded.h"
#include "core/vault/rewrite_job.h"
#include "core/vault/sealed_vault.h"
#include "core/vault/tag_text.h"
#include "core/vault/wiki_links.h"

#include <algorithm>
#include <unordered_set>

namespace lockleaf {

namespace {

/// Orders names as a tree is read: what is nested in a tag follows it, before its next sibling.
bool treeLess(const TagIndex::Row& a, const TagIndex::Row& b)
{
    const auto rank = [](char c) { return c == '/' ? 0 : 1 + static_cast<unsigned char>(c); };
    return std::ranges::lexicographical_compare(a.folded, b.folded, {}, rank, rank);
}

} // namespace

Result<std::vector<TagCount>> SealedVault::tags()
{
    return guarded([&]() -> Result<std::vector<TagCount>> {
        LOCKLEAF_TRY(std::vector<TagIndex::Row> rows, m_list->tags().all());
        std::ranges::sort(rows, treeLess);
        std::vector<TagCount> tags;
        for (TagIndex::Row& row : rows)
            if (row.counts.below > 0)
                tags.push_back({std::move(row.name), row.counts.notes, row.counts.below});
        return tags;
    });
}

Result<void> SealedVault::setTags(RecordId id, std::vector<std::string> tags)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_CHECK(checkTagNames(tags));
        tags = withoutRepetitions(tags);
        return changeNote(id, [&](Note& note) {
            if (note.tags == tags)
                return false;
            note.tags = tags;
            return true;
        });
    });
}

Result<void> SealedVault::changeTags(RecordId id, const std::vector<std::string>& added,
                                     const std::vector<std::string>& removed)
{
    return guarded([&]() -> Result<void> {
        LOCKLEAF_CHECK(checkTagNames(added));
        std::unordered_set<std::string> gone;
        for (const std::string& tag : removed)
            gone.insert(foldedText(tag));
        return rewriteNote(id, [&](Note& note) -> Result<bool> {
            std::vector<std::string> tags = note.tags;
            std::erase_if(tags, [&](const std::string& tag) { return gone.contains(foldedText(tag)); });
            tags.insert(tags.end(), added.begin(), added.end());
            tags = withoutRepetitions(tags);
            LOCKLEAF_CHECK(checkTagNames(tags));
            if (tags == note.tags)
                return false;
            note.tags = std::move(tags);
            return true;
        });
    });
}

Result<void> SealedVault::rewriteNote(const RecordId& id, const std::function<Result<bool>(Note&)>& rewrite)
{
    return change([&]() -> Result<void> {
        LOCKLEAF_TRY(OpenNote open, openNote(id));
        const SecureBytes oldBody = SecureBytes::copyOf(open.record.note.body.view());
        LOCKLEAF_TRY(const bool changed, rewrite(open.record.note));
        if (!changed)
            return {};
        open.record.versions.advance(m_store->writer());
        return storeNote(open, oldBody.view());
    });
}

Result<RecordId> SealedVault::idOfListRow(std::int64_t row)
{
    LOCKLEAF_TRY(Statement find, m_database->prepare("SELECT id FROM note_list WHERE row = ?1"));
    find.bind(1, row);
    LOCKLEAF_TRY(const bool found, find.step());
    const auto id = found ? idFrom<RecordTag>(find.blob(0)) : std::nullopt;
    if (!id)
        return fail(ErrorCode::NotFound);
    return *id;
}

Result<std::unique_ptr<SlicedJob>> SealedVault::makeRenameTagJob(std::string_view from, std::string_view to,
                                                                 NoteRewrites& rewrites)
{
    return guarded([&]() -> Result<std::unique_ptr<SlicedJob>> {
        LOCKLEAF_TRY(const TagRename made, TagRename::of(from, to));
        const auto rename = std::make_shared<const TagRename>(made);
        RewriteJob::Plan plan;
        plan.edits = [rename](std::string_view body) { return rename->editsOf(body); };
        plan.tags = [rename](const std::vector<std::string>& tags) { return rename->renamed(tags); };
        const auto any = std::make_shared<bool>(false);
        plan.rows = [this, rename, any, &rewrites]() -> Result<std::vector<std::int64_t>> {
            for (const std::string& tag : {rename->to(), rename->from()}) {
                LOCKLEAF_TRY(const std::vector<std::string> names, m_list->tags().spellings(tag));
                rewrites.spellings.insert(rewrites.spellings.end(), names.begin(), names.end());
            }
            LOCKLEAF_TRY(std::vector<std::int64_t> rows, m_list->tags().rowsWith(rename->from()));
            *any = !rows.empty();
            return rows;
        };
        plan.finish = [this, rename, any] {
            return *any ? m_list->tags().spell(rename->to()) : Result<void>{};
        };
        return std::unique_ptr<SlicedJob>(
            std::make_unique<RewriteJob>(*this, std::move(plan), std::vector<RecordId>{}, rewrites));
    });
}

std::unique_ptr<SlicedJob> SealedVault::makeRelinkJob(std::vector<RecordId> notes, std::string_view oldTitle,
                                                      std::string_view newTitle, NoteRewrites& rewrites)
{
    RewriteJob::Plan plan;
    plan.edits = [from = std::string(oldTitle), to = std::string(newTitle)](std::string_view body) {
        return Result<TextEdits>(wikiLinkEdits(body, from, to));
    };
    return std::make_unique<RewriteJob>(*this, std::move(plan), std::move(notes), rewrites);
}

std::unique_ptr<SlicedJob> SealedVault::makeTakeBackJob(NoteRewrites rewrites, TakenBack& report)
{
    return std::make_unique<TakeBackJob>(*this, std::move(rewrites), report);
}

} // namespace lockleaf
