// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/aftermath.h"

#include "core/backup/backup.h"
#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"
#include "tests/torture/workloads.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

/// What must be there at a point of a course.
struct Due
{
    const Step& done; ///< The last one acknowledged.
    const Step* next; ///< The one under way; null: none.
};

Due dueAt(const Course& course, std::size_t point)
{
    std::size_t last = 0;
    while (last + 1 < course.steps.size() && course.steps[last + 1].acknowledged <= point)
        ++last;
    const bool underWay = last + 1 < course.steps.size() && course.steps[last + 1].begun < point;
    return {course.steps[last], underWay ? &course.steps[last + 1] : nullptr};
}

/// What must be there once a step was acknowledged.
Due dueAfter(const Course& course, std::size_t step)
{
    return {course.steps[step], step + 1 < course.steps.size() ? &course.steps[step + 1] : nullptr};
}

class Inspection
{
public:
    /// `point`: how far the disk of the course had come.
    Inspection(const Course& course, std::size_t point, std::mt19937_64& random, Tally& tally)
        : m_course(course), m_due(dueAt(course, point)), m_point(point), m_random(random), m_tally(tally)
    {
    }
    /// Of another run that did the same, up to `due`.
    Inspection(const Course& course, const Due& due, std::mt19937_64& random, Tally& tally)
        : m_course(course), m_due(due), m_point(due.done.acknowledged), m_random(random), m_tally(tally),
          m_isAnotherRun(true)
    {
    }

    /// Opens what is found on the disk. `again`: how often the power may still fail.
    std::string inspect(const DiskState& found, int again);
    /// Looks at what the file system in use holds; `disk`: where that is a simulated one.
    std::string lookAt(const SimDisk* disk, bool thoroughly);

private:
    std::string lookAtFiles();
    std::string lookForLeftovers();
    std::string lookAtBackups(Vault& vault);
    std::string lookAtNotices(const Vault& vault);
    std::string lookAtVault(Vault& vault);
    Result<UnlockedKey> unlocked();
    std::string workOn(std::unique_ptr<Vault> vault, const UnlockedKey& key);
    std::string putOldKeysBack(std::unique_ptr<Vault> vault);
    Result<std::unique_ptr<Vault>> open(const UnlockedKey& key)
    {
        return Vault::open(Course::file, {key.vaultId, key.dataKey.clone()}, {Course::state, &m_clock});
    }

    const Course& m_course;
    Due m_due;
    std::size_t m_point;
    std::mt19937_64& m_random;
    Tally& m_tally;
    bool m_isAnotherRun = false;
    SteppingClock m_clock;
    bool m_repaired = false;
    bool m_oldKeysLeft = false; ///< The file with them, which a person would remove.
    std::size_t m_opened = 0;   ///< Operations of the disk until the vault was open.
    Contents m_found;
};

std::string Inspection::inspect(const DiskState& found, int again)
{
    m_opened = 0;
    DiskState between(Course::folders);
    std::size_t opened = 0;
    {
        SimDisk disk(found);
        if (std::string wrong = lookAt(&disk, again == 0); !wrong.empty())
            return wrong;
        opened = m_opened;
        if (again == 0 || opened == 0)
            return {};
        between = disk.stateAfter(m_random() % (opened + 1));
    }
    ++m_tally["second cut"];
    std::string wrong = inspect(between.afterPowerCut(m_random), again - 1);
    return wrong.empty() ? wrong : "after a second cut: " + wrong;
}

std::string Inspection::lookAtFiles()
{
    for (const PublishedFile& file : m_course.files) {
        if (m_isAnotherRun && file.path.starts_with(Course::backups))
            continue; // named by when it was made
        const SharedBytes content = contentInUse(file.path);
        if (content == nullptr && m_point >= file.acknowledged && m_point <= file.mayGoFrom)
            return file.path + " is not there";
        if (content != nullptr && !m_isAnotherRun && *content != *file.content)
            return file.path + " is not whole";
        if (content != nullptr && m_isAnotherRun)
            if (std::string wrong = archiveProblem(file, *content); !wrong.empty())
                return wrong;
        ++m_tally[content != nullptr ? "file whole" : "file not there"];
    }
    std::vector<std::string> names;
    if (m_isAnotherRun || fileSystem().list(Course::backups, names) != 0)
        return {};
    for (const std::string& name : names) {
        const bool isKnown = std::ranges::any_of(
            m_course.files, [&](const PublishedFile& file) { return file.path.ends_with("/" + name); });
        if (name.ends_with(".lockleaf") && !isKnown)
            return name + " has a name that counts";
    }
    return {};
}

/// An opening removes what the making of a vault, or of one with new keys, has left.
std::string Inspection::lookForLeftovers()
{
    std::vector<std::string> names;
    if (fileSystem().list(Course::folders[0], names) != 0)
        return "the folder cannot be listed";
    const auto left =
        std::ranges::find_if(names, [](const std::string& name) { return name.starts_with(".v.lockleaf."); });
    return left == names.end() ? "" : *left + " is left for ever";
}

/// What was proven is, and a backup that has its name and is not in the catalogue yet is no worse.
std::string Inspection::lookAtBackups(Vault& vault)
{
    const auto listing = listBackups(vault, BackupPlace::of(Course::file, {}, std::chrono::minutes{0}));
    if (!listing)
        return "the backups: " + describe(listing.error());
    for (const PublishedFile& file : m_course.files) {
        if (m_isAnotherRun || !file.path.starts_with(Course::backups) || m_point < file.acknowledged)
            continue;
        const auto listed = std::ranges::find_if(listing->generations, [&](const Generation& generation) {
            return file.path.ends_with("/" + generation.name);
        });
        const bool isThere = listed != listing->generations.end();
        if (!isThere && m_point <= file.mayGoFrom)
            return file.path + " is not listed";
        if (isThere && listed->state != GenerationState::Proven)
            return file.path + " is not proven any more";
    }
    for (const Generation& generation : listing->generations) {
        if (generation.state != GenerationState::Proven && generation.state != GenerationState::NotProven)
            return generation.name + " is damaged or missing";
        ++m_tally[generation.state == GenerationState::Proven ? "backup proven" : "backup not proven yet"];
    }
    return {};
}

/// By the password, where it is changed in this course; exactly one of them may open.
Result<UnlockedKey> Inspection::unlocked()
{
    Result<UnlockedKey> key = fail(ErrorCode::WrongPassword, "no password opens");
    for (std::size_t i = 0; i < m_course.passwords.size(); ++i) {
        auto opened = Vault::unlock(Course::file, passphraseOf(m_course.passwords[i]));
        const bool expected =
            i == m_due.done.password || (m_due.next != nullptr && i == m_due.next->password);
        if (!opened && expected && opened.error().code != ErrorCode::WrongPassword &&
            opened.error().code != ErrorCode::PasswordChanged)
            return opened;
        if (opened && (!expected || key))
            return fail(ErrorCode::Internal, "password " + std::to_string(i) + " opens, too");
        if (opened)
            key = std::move(opened);
    }
    return key;
}

std::string Inspection::lookAtNotices(const Vault& vault)
{
    m_repaired = false;
    m_oldKeysLeft = false;
    for (const OpenNotice notice : vault.notices()) {
        switch (notice) {
        case OpenNotice::LogSetAside:
            ++m_tally["log set aside"];
            break;
        case OpenNotice::LogMissing:
            ++m_tally["log missing"];
            break;
        case OpenNotice::Repaired:
            ++m_tally["repaired"];
            m_repaired = true;
            break;
        case OpenNotice::OldKeysFileLeft:
            ++m_tally["old keys left"];
            m_oldKeysLeft = true;
            break;
        case OpenNotice::NoWitness:
            ++m_tally["no witness"];
            if (m_due.done.witnessed)
                return "the witness is gone";
            break;
        default:
            return "a notice that should not be: " + std::to_string(static_cast<int>(notice));
        }
    }
    return {};
}

std::string Inspection::lookAtVault(Vault& vault)
{
    m_found = contentsOf(vault);
    const Contents& before = m_due.done.after;
    const Contents& after = m_due.next != nullptr ? m_due.next->after : before;
    const bool inParts = m_due.next != nullptr && m_due.next->inParts;
    if (std::string wrong = difference(m_found, before, after, inParts); !wrong.empty())
        return wrong;
    if (m_due.next != nullptr && before != after)
        ++m_tally[m_found == before ? "not done" : m_found == after ? "done" : "in part"];
    return verified(vault, m_repaired);
}

std::string Inspection::lookAt(const SimDisk* disk, bool thoroughly)
{
    if (std::string wrong = lookAtFiles(); !wrong.empty())
        return wrong;
    if (contentInUse(Course::file) == nullptr) {
        ++m_tally["no vault yet"];
        return m_due.done.after.empty() ? "" : "the vault is gone";
    }
    auto key = unlocked();
    if (!key)
        return "unlock: " + describe(key.error());
    auto vault = open(*key);
    if (!vault)
        return "open: " + describe(vault.error());
    // Where the power is to fail again, it may also be while the log is moved into the file.
    if (!thoroughly && m_random() % 2 == 0) {
        if (auto moved = (*vault)->checkpoint(); !moved)
            return "a checkpoint after it: " + describe(moved.error());
    }
    m_opened = disk != nullptr ? disk->log().size() : 0;
    if (std::string wrong = lookAtNotices(**vault); !wrong.empty() || !thoroughly)
        return wrong;
    if (std::string wrong = lookForLeftovers(); !wrong.empty())
        return wrong;
    if (std::string wrong = lookAtVault(**vault); !wrong.empty())
        return wrong;
    if (std::string wrong = lookAtBackups(**vault); !wrong.empty())
        return wrong;
    if (m_oldKeysLeft && m_random() % 4 != 0)
        return putOldKeysBack(std::move(*vault));
    return m_repaired || m_random() % 8 == 0 ? workOn(std::move(*vault), *key) : "";
}

/// Somebody puts the file with the old keys in the place of the new one, and whoever opens it is told.
std::string Inspection::putOldKeysBack(std::unique_ptr<Vault> vault)
{
    ++m_tally["old keys put back"];
    vault.reset();
    FileSystem& files = fileSystem();
    [[maybe_unused]] const int log = files.remove(FileSystem::anywhere, Course::file + "-wal");
    if (files.rename(FileSystem::anywhere, Course::file + ".old-keys", Course::file,
                     FileSystem::Rename::Replacing) != 0)
        return "the file with the old keys is not there";
    for (const std::string& password : m_course.passwords) {
        auto key = Vault::unlock(Course::file, passphraseOf(password));
        if (!key)
            continue;
        const auto old = open(*key);
        if (!old)
            return "the file with the old keys: " + describe(old.error());
        const auto notices = (*old)->notices();
        return std::ranges::find(notices, OpenNotice::OldKeys) != notices.end()
                   ? ""
                   : "the old keys are back, and nobody is told";
    }
    return "no password opens the file with the old keys";
}

/// Saves, closes and opens once more: what came out of the power cut must be good to go on with.
std::string Inspection::workOn(std::unique_ptr<Vault> vault, const UnlockedKey& key)
{
    ++m_tally["worked on"];
    if (m_oldKeysLeft && fileSystem().remove(FileSystem::anywhere, Course::file + ".old-keys") != 0)
        return "the file with the old keys is not there";
    auto id = addNote(*vault, "written after the power cut");
    if (!id)
        return "a save after it: " + describe(id.error());
    const Contents expected = contentsOf(*vault);
    if (auto closed = vault->close(); !closed)
        return "closing after it: " + describe(closed.error());
    vault.reset();
    auto reopened = open(key);
    if (!reopened)
        return "opening after it: " + describe(reopened.error());
    if (!(*reopened)->notices().empty())
        return "a notice after a clean end: " +
               std::to_string(static_cast<int>((*reopened)->notices().front()));
    if (std::string wrong = difference(contentsOf(**reopened), expected, expected, false); !wrong.empty())
        return "after a clean end: " + wrong;
    return verified(**reopened, false);
}

} // namespace

std::string aftermath(const Course& course, const DiskState& then, std::size_t point, std::uint64_t seed,
                      Tally& tally)
{
    std::mt19937_64 random(seed * 0x9E3779B97F4A7C15U + point);
    seedRandomness(random());
    Inspection inspection(course, point, random, tally);
    const int again = random() % 4 == 0 ? 1 + static_cast<int>(random() % 2) : 0;
    // Sometimes only the program dies, and the power fails while the next one opens the vault.
    if (random() % 8 == 0) {
        ++tally["killed"];
        return inspection.inspect(then, 2);
    }
    return inspection.inspect(then.afterPowerCut(random), again);
}

std::string aftermathOfKill(const Course& course, std::size_t acknowledged, std::uint64_t seed, Tally& tally)
{
    std::mt19937_64 random(seed);
    seedRandomness(random());
    return Inspection(course, dueAfter(course, acknowledged), random, tally).lookAt(nullptr, true);
}

} // namespace lockleaf::test
