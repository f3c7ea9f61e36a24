// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/vault/backup_visit.h"

#include "ui/vault/held_job.h"

#include <utility>

namespace lockleaf::ui {

namespace {

constexpr std::size_t VisitComparisonSteps = std::size_t{1} << 22; ///< Some hundredths of a second.

std::unexpected<Error> visitIsOver()
{
    return fail(ErrorCode::Cancelled, "The backup is not open.");
}

/// Living notes, then those in the trash, as one list.
Result<BackupNotes> readPart(Vault& vault, std::uint64_t first, std::uint64_t limit)
{
    BackupNotes notes;
    std::uint64_t before = 0;
    for (const bool trash : {false, true}) {
        ListFilter filter;
        filter.trash = trash;
        LOCKLEAF_TRY(const std::uint64_t count, vault.countNotes(filter));
        const std::uint64_t from = std::max(first, before) - before;
        const std::uint64_t room = limit - notes.rows.size();
        if (from < count && room > 0) {
            LOCKLEAF_TRY(std::vector<NoteSummary> some, vault.listNotes(filter, from, room));
            std::ranges::move(some, std::back_inserter(notes.rows));
        }
        before += count;
    }
    notes.total = before;
    return notes;
}

Result<BackupNotes> findIn(Vault& vault, const std::string& query, std::size_t limit)
{
    BackupNotes notes;
    std::vector<RecordId> ids;
    for (const bool trash : {false, true}) {
        ListFilter filter;
        filter.trash = trash;
        LOCKLEAF_TRY(const SearchHits hits, vault.search(query, filter, limit));
        notes.hasMore = notes.hasMore || hits.hasMore;
        notes.indexIsWhole = notes.indexIsWhole && hits.indexIsWhole;
        for (const RecordId& id : hits.ids)
            if (std::ranges::find(ids, id) == ids.end()) // a query can name the trash itself
                ids.push_back(id);
    }
    LOCKLEAF_TRY(notes.rows, vault.summaries(ids));
    notes.total = notes.rows.size();
    return notes;
}

Result<BackupComparison> compareNote(Vault& mine, Vault& theirs, RecordId id)
{
    BackupComparison compared;
    ReturnReport would;
    NoProgress silent;
    LOCKLEAF_CHECK(runToEnd(*makeReturnJob(mine, theirs, {id}, true, would), {}, silent));
    if (would.notes.empty())
        return fail(ErrorCode::NotFound);
    compared.would = std::move(would.notes.front());
    if (compared.would.outcome == Return::Refused)
        return compared;
    auto texts = std::make_shared<VersionComparison>();
    LOCKLEAF_TRY(Note there, theirs.note(id));
    texts->version.explicitTitle = there.explicitTitle;
    texts->version.body = std::move(there.body);
    const std::string_view text = texts->version.body.text();
    if (compared.would.outcome == Return::Replaced) {
        LOCKLEAF_TRY(texts->now, mine.note(id));
        DiffLimits limits;
        limits.mostSteps = VisitComparisonSteps;
        texts->pieces = diffTexts(text, texts->now.body.text(), limits);
    } else if (!text.empty()) {
        texts->pieces = {{DiffPiece::Kind::Same, text}};
    }
    compared.texts = std::move(texts);
    return compared;
}

} // namespace

BackupVisit::BackupVisit(VaultSession& session, BackupPlace place, std::string name)
    : m_session(session), m_folder(std::move(place)), m_name(std::move(name))
{
}

BackupVisit::~BackupVisit()
{
    m_session.ask(
        nullptr,
        [place = m_place](Vault&) -> Result<void> {
            place->generation.reset();
            return {};
        },
        [](const Result<void>&) {
            // Nobody waits for it.
        });
}

void BackupVisit::open(QObject* guard, Answer<void> answer)
{
    auto call = [place = m_place, folder = m_folder, name = m_name](Vault& vault) -> Result<void> {
        LOCKLEAF_TRY(place->generation, OpenGeneration::open(vault, folder, name));
        return {};
    };
    m_session.ask(guard, std::move(call), std::move(answer));
}

template <class Call, class Reply>
void BackupVisit::ask(QObject* guard, Call call, Reply answer)
{
    auto read = [place = m_place,
                 call = std::move(call)](Vault& vault) -> std::invoke_result_t<Call&, Vault&, Vault&> {
        if (!place->generation)
            return visitIsOver();
        return call(vault, place->generation->vault());
    };
    m_session.ask(guard, std::move(read), std::move(answer));
}

void BackupVisit::readNotes(std::uint64_t first, std::uint64_t limit, QObject* guard,
                            Answer<BackupNotes> answer)
{
    ask(
        guard, [first, limit](Vault&, Vault& theirs) { return readPart(theirs, first, limit); },
        std::move(answer));
}

void BackupVisit::search(const std::string& query, std::size_t limit, QObject* guard,
                         Answer<BackupNotes> answer)
{
    ask(
        guard, [query, limit](Vault&, Vault& theirs) { return findIn(theirs, query, limit); },
        std::move(answer));
}

void BackupVisit::compare(RecordId note, QObject* guard, Answer<BackupComparison> answer)
{
    ask(
        guard, [note](Vault& mine, Vault& theirs) { return compareNote(mine, theirs, note); },
        std::move(answer));
}

JobRun::Make BackupVisit::returnJob(std::vector<RecordId> notes, bool dryRun,
                                    std::shared_ptr<ReturnReport> report) const
{
    using Held = std::pair<std::shared_ptr<ReturnReport>, std::shared_ptr<OpenGeneration>>;
    return [place = m_place, notes = std::move(notes), dryRun,
            report = std::move(report)](Vault& vault) -> Result<std::unique_ptr<SlicedJob>> {
        if (!place->generation)
            return visitIsOver();
        auto held = std::make_shared<Held>(report, place->generation);
        return std::make_unique<HeldJob>(held,
                                         makeReturnJob(vault, held->second->vault(), notes, dryRun, *report));
    };
}

JobRun::Make BackupVisit::copyJob(std::filesystem::path target, std::shared_ptr<SnapshotReport> report) const
{
    using Held = std::pair<std::shared_ptr<SnapshotReport>, std::shared_ptr<OpenGeneration>>;
    return [place = m_place, target = std::move(target),
            report = std::move(report)](Vault&) -> Result<std::unique_ptr<SlicedJob>> {
        if (!place->generation)
            return visitIsOver();
        auto held = std::make_shared<Held>(report, place->generation);
        return std::make_unique<HeldJob>(held, makeRestoreAllJob(*held->second, target, *report));
    };
}

} // namespace lockleaf::ui
