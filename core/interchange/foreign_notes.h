// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_foreign.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace lockleaf {

/// A note that an importer has made, before it is in the vault.
struct ForeignNote
{
    std::string item;     ///< As the report names it.
    std::string notebook; ///< Path below the import's own; empty: that itself.
    NewNote note;         ///< With its id; its notebook is filled in.
    std::vector<std::string> remarks;
};

/// `text` as one line: control characters as spaces, none at the ends, at most `limit` bytes, cut at a whole
/// character.
[[nodiscard]] std::string oneLine(std::string_view text, std::size_t limit);
/// `name` as the name of a notebook: one line without `/`, never empty.
[[nodiscard]] std::string notebookName(std::string_view name);
/// `name` as the name of a file in the vault; `otherwise` where nothing is left of it.
[[nodiscard]] std::string fileName(std::string_view name, const std::string& otherwise);

/// The id of what has this digest in a file, `occurrence` times before: the same in every import.
[[nodiscard]] RecordId idOfContent(std::string_view label, ByteView digest, std::uint32_t occurrence);

/// Sets the title of a note whose body is there: not where the text gives it by itself; one that is too long
/// goes before the text instead, so that none of it is lost.
void giveTitle(NewNote& note, std::string_view title);

/// Brings notes into the vault in batches, one transaction each, and keeps the report: a note is in it once
/// it is durable or refused.
class ForeignNotes
{
public:
    /// Both must outlive this.
    ForeignNotes(Vault& vault, ForeignImportOptions options, ForeignReport& report)
        : m_vault(vault), m_options(std::move(options)), m_report(report)
    {
    }

    [[nodiscard]] Vault& vault() { return m_vault; }
    [[nodiscard]] ForeignReport& report() { return m_report; }
    [[nodiscard]] bool dryRun() const { return m_options.dryRun; }
    /// Levels of notebooks that may stand below the import's own.
    [[nodiscard]] std::size_t levelsLeft() const;

    void skip(const std::string& item, Error reason);
    void remark(const std::string& item, std::string what);
    /// Whether the note is in the vault, living or in the trash; it is skipped as a duplicate then.
    [[nodiscard]] Result<bool> isDuplicate(const RecordId& id, const std::string& item);

    /// Takes a note for the next batch, or skips it where the vault would refuse it.
    void take(ForeignNote note);
    /// Whether the batch has grown enough to be committed before the slice ends.
    [[nodiscard]] bool batchIsFull() const;
    /// Commits what was taken.
    [[nodiscard]] Result<void> commit();
    /// Makes a notebook that may stay empty. Its own transaction.
    [[nodiscard]] Result<void> makeNotebook(const std::string& path);

private:
    /// What a transaction makes; it counts once that is durable.
    struct Made
    {
        std::vector<RecordId> notes;
        std::vector<RecordId> notebooks;
    };
    [[nodiscard]] Result<void> addAll(bool newIds, Made& made);
    [[nodiscard]] Result<RecordId> notebookAt(const std::string& path, Made& made);
    void countMade(const Made& made);
    [[nodiscard]] Result<void> countNotebook(const std::string& path);
    void countImported(ForeignNote& note);

    Vault& m_vault;
    ForeignImportOptions m_options;
    ForeignReport& m_report;
    std::vector<ForeignNote> m_pending;
    std::size_t m_pendingBytes = 0;
    std::map<std::string, RecordId> m_notebooks;
    std::set<std::string> m_missing; ///< Notebooks that a dry run would make.
    std::set<std::string> m_tags;
};

} // namespace lockleaf
