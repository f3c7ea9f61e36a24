// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/interchange/import_markdown.h"
#include "core/interchange/markdown_tree.h"

#include <chrono>
#include <map>
#include <memory>
#include <set>

namespace lockleaf {

/// Takes the files that notes name into the vault, each once, in slices.
class FileImport
{
public:
    /// All must outlive this.
    FileImport(Vault& vault, const MarkdownTree& tree, ImportReport& report, bool dryRun)
        : m_vault(vault), m_tree(tree), m_report(report), m_dryRun(dryRun)
    {
    }
    ~FileImport();

    /// Whether it has been decided what becomes of a file: one of MarkdownTree::files().
    [[nodiscard]] bool isSettled(std::size_t file) const { return m_taken.contains(file); }
    /// Its attachment; nothing where it could not be taken in, or in a dry run.
    [[nodiscard]] std::optional<RecordId> attachmentOf(std::size_t file) const;
    /// Goes on with a file that is not settled; true: it is now. Errors: those of the vault alone.
    [[nodiscard]] Result<bool> step(std::size_t file, std::chrono::milliseconds budget,
                                    ProgressSink& progress);
    /// A note names it that is not made, since the vault has it.
    void nameByDuplicate(std::size_t file) { m_named.insert(file); }
    /// At the end: tells of the files that have not come to be settled.
    void reportOthers();

private:
    [[nodiscard]] Result<void> begin(std::size_t file);
    void skip(std::size_t file, const Error& reason);

    Vault& m_vault;
    const MarkdownTree& m_tree;
    ImportReport& m_report;
    bool m_dryRun;
    std::map<std::size_t, std::optional<RecordId>> m_taken;
    std::set<std::size_t> m_named;            ///< By duplicates.
    std::unique_ptr<AttachReport> m_attached; ///< Outlives the job.
    std::unique_ptr<SlicedJob> m_job;
    std::shared_ptr<std::optional<Error>> m_readError; ///< That the file, not the vault, has given.
};

} // namespace lockleaf
