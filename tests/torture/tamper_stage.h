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
    enum class Keys {
        Same,   ///< Of all but `otherKeys`.
        Changed ///< Changed after `second`: what is older, and the fork of it, has the ones of before.
    };
    explicit TamperStage(std::uint64_t seed, Keys keys = Keys::Same);

    Pieces now;    ///< With a live log. Notes, versions, notebooks, files, a tombstone.
    Pieces moment; ///< The same log, some saves ago.
    Pieces first;  ///< Closed, and before the password was changed.
    Pieces second; ///< With a live log, of before the last checkpoint, after the change.
    Pieces fork;   ///< Goes on from `first` in another way, on another computer; with a live log.
    /// Of the same id and password under another data key; with a live log. After a change of the keys: made
    /// with the old ones by somebody who kept them, with notes deleted, put back, exchanged and invented, and
    /// with right sums.
    Pieces otherKeys;
    bool keysChanged = false;
    UnlockedKey key;    ///< Of `now`.
    UnlockedKey oldKey; ///< Where they were changed.
    std::string password = "another password";
    std::string firstPassword = "torture";

    Contents truth; ///< What it says now, lists and searches too.
    /// By name, what each part has ever said, in vaults with the key of `now`, and in all others.
    std::map<std::string, std::set<std::string>> earlier;
    std::map<std::string, std::set<std::string>> underOtherKeys;
    std::set<std::size_t> replacedPages; ///< Places in the file, of which the log has newer ones.

    [[nodiscard]] UnlockedKey keyCopy() const { return {key.vaultId, key.dataKey.clone()}; }
    /// The one that opens some of the pieces, `otherKeys` only after a change of the keys.
    [[nodiscard]] const UnlockedKey& keyOf(const Pieces& pieces) const;

private:
    void fill(Course& course);
    void edit(Course& course, int from, int count);
    void remember(Course& course) { remember(course.vault(), earlier); }
    static void remember(Vault& vault, std::map<std::string, std::set<std::string>>& into);
    void makeFork();
    void makeOtherKeys();
    void makeForgery();
    void learnReplacedPages();

    std::vector<RecordId> m_notes;
};

/// contentsOf(), and besides: lists in every order, counts, tags, searches, links, each under a name that
/// begins with "list " or "search ".
[[nodiscard]] Contents everythingOf(Vault& vault);

} // namespace lockleaf::test
