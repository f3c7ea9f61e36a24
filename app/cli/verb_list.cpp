// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interrupt.h"
#include "app/cli/note_reference.h"
#include "app/cli/note_rows.h"
#include "app/cli/notebook_reference.h"
#include "app/cli/verbs.h"
#include "core/archive/json_object.h"
#include "core/base/iso_time.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <unordered_map>

namespace lockleaf::app {

namespace {

constexpr std::uint64_t rowsAtOnce = 2000;
constexpr std::size_t idDigitsShown = 12; // enough to be unique among a million notes

struct ListOptions
{
    VaultOptions vault;
    std::string notebook;
    std::string tag;
    bool pinned = false;
    bool openTasks = false;
    bool trash = false;
    std::uint64_t limit = 0; ///< 0: all.
};

class Lister
{
public:
    Lister(Context& context, Vault& vault, const ListOptions& options)
        : m_context(context), m_vault(vault), m_options(options)
    {
    }

    Result<void> run()
    {
        LOCKLEAF_TRY(const ListFilter filter, makeFilter());
        for (std::uint64_t offset = 0;; offset += rowsAtOnce) {
            LOCKLEAF_TRY(const std::vector<NoteSummary> rows, m_vault.listNotes(filter, offset, rowsAtOnce));
            for (const NoteSummary& row : rows) {
                LOCKLEAF_TRY(const bool more, take(row));
                if (!more)
                    return {};
            }
            if (rows.size() < rowsAtOnce)
                return {};
        }
    }

private:
    Result<ListFilter> makeFilter()
    {
        ListFilter filter;
        filter.trash = m_options.trash;
        filter.tag = m_options.tag;
        filter.openTasks = m_options.openTasks;
        if (m_options.pinned)
            filter.pinned = true;
        if (!m_options.notebook.empty()) {
            LOCKLEAF_TRY(filter.notebook, notebookOrTop(m_vault, m_options.notebook));
        }
        return filter;
    }

    /// Prints a row where it fits; false once the limit is reached.
    Result<bool> take(const NoteSummary& row)
    {
        if (interrupted())
            return fail(ErrorCode::Cancelled);
        if (m_options.limit != 0 && m_printed == m_options.limit)
            return false;
        ++m_printed;
        LOCKLEAF_TRY(const std::string* notebook, pathOf(row.notebook));
        LOCKLEAF_CHECK(print(row, *notebook));
        return true;
    }

    Result<const std::string*> pathOf(RecordId notebook)
    {
        auto found = m_paths.find(notebook);
        if (found == m_paths.end()) {
            LOCKLEAF_TRY(std::string path, pathOrNone(m_vault, notebook));
            found = m_paths.emplace(notebook, std::move(path)).first;
        }
        return &found->second;
    }

    Result<void> print(const NoteSummary& row, const std::string& notebook)
    {
        if (m_context.json) {
            JsonObject object;
            addNoteMembers(object, row, notebook);
            return m_context.output.line(object.finish().text());
        }
        std::string line = row.id.toHex().substr(0, idDigitsShown) + "  " +
                           isoTime(row.modified).substr(0, 10) + "  " +
                           (row.title.empty() ? "New note" : printable(row.title));
        if (!notebook.empty())
            line += "  [" + printable(notebook) + "]";
        return m_context.output.line(line);
    }

    Context& m_context;
    Vault& m_vault;
    const ListOptions& m_options;
    std::unordered_map<RecordId, std::string> m_paths;
    std::uint64_t m_printed = 0;
};

Result<int> runList(Context& context, const ListOptions& options)
{
    LOCKLEAF_TRY(const std::unique_ptr<Vault> vault, askAndOpenVault(context, options.vault));
    LOCKLEAF_CHECK(Lister(context, *vault, options).run());
    LOCKLEAF_CHECK(context.output.flush());
    LOCKLEAF_CHECK(closeVault(*vault));
    return 0;
}

} // namespace

void addListVerb(CLI::App& app, Run& chosen)
{
    auto options = std::make_shared<ListOptions>();
    CLI::App* verb = app.add_subcommand("list", "List the notes, newest edit first");
    addVaultOptions(*verb, options->vault);
    verb->add_option("--notebook", options->notebook, "Only those in this notebook; / is in none")
        ->type_name("A/B");
    verb->add_option("--tag", options->tag, "Only those with this tag, or one nested in it")
        ->type_name("TAG");
    verb->add_flag("--pinned", options->pinned, "Only those that are pinned");
    verb->add_flag("--tasks", options->openTasks, "Only those with a task that is not done");
    verb->add_flag("--trash", options->trash, "Those in the trash instead");
    verb->add_option("--limit", options->limit, "At most so many")->type_name("K")->check(checkLimit);
    verb->callback(
        [options, &chosen] { chosen = [options](Context& context) { return runList(context, *options); }; });
}

} // namespace lockleaf::app
