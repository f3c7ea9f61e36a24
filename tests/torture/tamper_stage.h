// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/torture/contents.h"
#include "tests/torture/course.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace lockleaf::test {

/// Everything that somebody can put back or change: the files of a vault and what this computer remembers.
struct Pieces
{
    std::map<std::string, Bytes> files; ///< By path.

    [[nodiscard]] Bytes& vault() { return files[Course::file]; }
    [[nodiscard]] Bytes& log() { return files[logPath]; }
    inline static const std::string logPath = Course::file + "-wal";
    /// The same on a disk, all of it durable.
    [[nodiscard]] DiskState disk() const;
    [[nodiscard]] static Pieces of(const DiskState& state);
};

/// A vault as it was at several times, with what it said at each of them.
struct TamperStage
{
    explicit TamperStage(std::uint64_t seed);

    Pieces now;       ///< With a live log. Notes, versions, notebooks, files, a tombstone.
    Pieces moment;    ///< The same log, some saves ago.
    Pieces first;     ///< Closed, and before the password was changed.
    Pieces second;    ///< With a live log, of before the last checkpoint, after the change.
    Pieces fork;      ///< Goes on from `first` in another way, on another computer; with a live log.
    Pieces otherKeys; ///< Of the same id and password under another data key; with a live log.
    UnlockedKey key;  ///< Of all but `otherKeys`.
    std::string password = "another password";
    std::string firstPassword = "torture";

    Contents truth;                                       ///< What it says now, lists and searches too.
    std::map<std::string, std::set<std::string>> earlier; ///< By name, what each part has ever said.
    std::set<std::size_t> replacedPages; ///< Places in the file, of which the log has newer ones.

    [[nodiscard]] UnlockedKey keyCopy() const { return {key.vaultId, key.dataKey.clone()}; }

private:
    void fill(Course& course);
    void edit(Course& course, int from, int count);
    void remember(Course& course);
    void makeFork();
    void makeOtherKeys();
    void learnReplacedPages();

    std::vector<RecordId> m_notes;
};

/// contentsOf(), and besides: lists in every order, counts, tags, searches, links, each under a name that
/// begins with "list " or "search ".
[[nodiscard]] Contents everythingOf(Vault& vault);

} // namespace lockleaf::test
