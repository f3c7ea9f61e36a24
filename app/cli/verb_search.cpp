// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/complaint.h"
#include "app/cli/interrupt.h"
#include "app/cli/note_rows.h"
#include "app/cli/open_vault.h"
#include "app/cli/run_job.h"
#include "app/cli/verbs.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace lockleaf::app {

namespace {

constexpr std::size_t hitsAtOnce = 500;

struct SearchOptions
{
    VaultOptions vault;
    std::string query;
    std::size_t limit = 0; ///< 0: all.
    bool best = false;
};

Result<SearchHits> findAll(Vault& vault, const SearchOptions& options)
{
    SearchHits hits;
    const auto job = vault.makeSearchJob(options.query, {}, SIZE_MAX, hits);
    LOCKLEAF_CHECK(runJob(*job, "Searching"));
    return hits;
}

Result<SearchHits> find(Vault& vault, const SearchOptions& options)
{
    if (options.best)
        return vault.rankedSearch(options.query, {}, options.limit == 0 ? mostRanked : options.limit);
    return options.limit == 0 ? findAll(vault, options) : vault.search(options.query, {}, options.limit);
}

Result<int> runSearch(Context& context, const SearchOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_TRY(const SearchHits hits, find(*vault, options));
    NoteRows rows(context, *vault);
    for (std::size_t at = 0; at < hits.ids.size(); at += hitsAtOnce) {
        if (interrupted())
            return fail(ErrorCode::Cancelled);
        const auto first = hits.ids.begin() + static_cast<std::ptrdiff_t>(at);
        const std::size_t many = std::min(hitsAtOnce, hits.ids.size() - at);
        LOCKLEAF_TRY(const auto found, vault->summaries({first, first + static_cast<std::ptrdiff_t>(many)}));
        for (const NoteSummary& row : found)
            LOCKLEAF_CHECK(rows.print(row));
    }
    LOCKLEAF_CHECK(context.output.flush());
    if (!hits.indexIsWhole)
        return complain(ErrorCode::NotFound,
                        "The search index is not complete, so that notes may be missing. Run reindex.");
    LOCKLEAF_CHECK(closeVault(*vault));
    return hits.ids.empty() ? 1 : 0;
}

Result<int> runReindex(Context& context, const VaultOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options));
    {
        const auto job = vault->makeReindexJob(false);
        LOCKLEAF_CHECK(runJob(*job, "Indexing"));
    }
    while (true) {
        LOCKLEAF_TRY(const bool more, vault->tidyIndex());
        if (!more || interrupted())
            break;
    }
    LOCKLEAF_TRY(const VaultCounts counts, vault->counts());
    LOCKLEAF_CHECK(context.output.line("Indexed " + grouped(counts.notes + counts.trashed) + " notes."));
    LOCKLEAF_CHECK(context.output.flush());
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

} // namespace

void addSearchVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<SearchOptions>();
    CLI::App* verb = app.add_subcommand("search", "Find notes, as the search field of the window does");
    addVaultOptions(*verb, options->vault);
    verb->add_option(
            "QUERY", options->query,
            "Words, \"phrases\", -word, tag:a/b, in:A/B, is:task, is:pinned, before:2026-05, after:…")
        ->required();
    verb->add_option("--limit", options->limit, "At most so many")->type_name("K")->check(checkLimit);
    verb->add_flag("--best", options->best, "The best matching first, of the first 300 found");
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runSearch(context, *options); };
    });
}

void addReindexVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<VaultOptions>();
    CLI::App* verb = app.add_subcommand("reindex", "Make the search index anew from the notes");
    addVaultOptions(*verb, *options);
    verb->callback([options, &chosen] {
        chosen = [options](Context& context) { return runReindex(context, *options); };
    });
}

} // namespace lockleaf::app
