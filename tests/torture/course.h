// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/vault/vault.h"
#include "tests/support/sim_disk.h"
#include "tests/torture/contents.h"

#include <functional>
#include <string>
#include <vector>

namespace lockleaf::test {

/// A clock that goes on by a second each time somebody looks.
class SteppingClock final : public Clock
{
public:
    [[nodiscard]] Timestamp now() const override { return m_now += 1000; }
    void goOn(Timestamp by) { m_now += by; }

private:
    mutable Timestamp m_now = 1'700'000'000'000;
};

/// Something that was done and acknowledged.
struct Step
{
    std::string name;
    std::size_t begun = 0; ///< Operations of the disk before it, and when it had been acknowledged.
    std::size_t acknowledged = 0;
    bool inParts = false; ///< Of several transactions: each part of it may be there or not.
    Contents after = {};
    bool witnessed = false;   ///< The witness is on the disk from here on.
    std::size_t password = 0; ///< Which of Course::passwords opens the vault after it.
};

/// Thrown where a step does not work.
struct StepFailed
{
    std::string step;
    Error error;
};

/// A file that appears whole or not at all.
struct PublishedFile
{
    std::string path;
    std::size_t acknowledged = 0;
    SharedBytes content;
    std::string
        identity; ///< Which opens an archive; it says when it was made, so no other run makes the same.
    std::size_t mayGoFrom = SIZE_MAX; ///< From here on it may have been taken away.
};

/// A vault on a simulated disk to which things are done, with what must be there after each of them.
class Course
{
public:
    /// Makes the file system that the course goes on with, in the place of the computer's while it lives,
    /// with what a simulated disk holds.
    using Ground = std::function<std::unique_ptr<FileSystem>(const DiskState&)>;

    /// Two, so that what makes the entries of one durable does it for nothing else.
    inline static const std::vector<std::string> folders{"/disk", "/home"};
    inline static const std::string file = "/disk/v.lockleaf";
    inline static const std::string backups = "/disk/v.backups";
    inline static const std::string state = "/home/state";

    enum class Begin { WithVault, WithNothing };
    /// Without a ground it stays on the simulated disk.
    Course(const std::string& name, std::uint64_t seed, Begin begin = Begin::WithVault,
           const Ground& ground = {});

    /// Does something. Throws StepFailed where that does not work; nothing was acknowledged then.
    void step(const std::string& name, const std::function<Result<void>()>& work);
    /// A job, each slice of which is a step.
    void stepThrough(const std::string& name, SlicedJob& job);
    /// The step that was done last is of several transactions; leaves the witness durable.
    void wasInParts() { steps.back().inParts = true; }
    void wasWitnessed() { steps.back().witnessed = true; }
    void published(const std::string& path, const std::string& identity = {});
    /// The last step may have taken away what was published at `path`.
    void tookAway(const std::string& path);

    [[nodiscard]] Vault& vault() { return *m_vault; }
    [[nodiscard]] bool isOpen() const { return m_vault != nullptr; }
    /// Whether the work of a step is under way, and not what the course itself looks at.
    [[nodiscard]] bool isWorking() const { return m_working; }
    /// Nothing is read after each step: Step::after stays empty.
    void doNotLook() { m_looks = false; }
    /// Whether nothing is made to fail, so that it must go as it was planned.
    [[nodiscard]] bool isAsPlanned() const { return m_looks; }
    /// Called after each step, with its place in `steps`.
    std::function<void(std::size_t)> onAcknowledged;
    void create();
    void open();
    void close();
    void checkpoint();
    RecordId add(const std::string& body);
    /// Adds within a step. The id is drawn by the course, so that it depends on nothing else.
    [[nodiscard]] Result<RecordId> put(const std::string& body);
    void save(const RecordId& id, const std::string& body);
    /// A file of so many octets of its own; `written`: what stands for it in the note.
    void attach(const RecordId& note, const std::string& fileName, std::size_t size,
                std::string* written = nullptr);
    void changePassword(const std::string& password);
    /// Changes the keys, and the password with them; `meanwhile` is done just before the last part of it.
    void changeKeys(const std::string& password, const std::function<void()>& meanwhile);
    /// A text of about `size` octets that does not compress well, another one each time.
    [[nodiscard]] std::string text(std::size_t size);
    [[nodiscard]] std::size_t draw(std::size_t below) { return m_random() % below; }
    [[nodiscard]] SteppingClock& clock() { return m_clock; }
    [[nodiscard]] UnlockedKey keyCopy() const { return {m_key.vaultId, m_key.dataKey.clone()}; }
    /// Only where the course has no other ground.
    [[nodiscard]] SimDisk& disk() { return *m_disk; }
    [[nodiscard]] bool isSimulated() const { return m_disk != nullptr; }
    /// The vault is destroyed as it is.
    void letGo() { m_vault.reset(); }
    /// Another disk in the place of the present one; no vault is open.
    void startOn(DiskState found);
    /// Everything ends and the disk is let go; what was recorded stays.
    void end();

    std::string name;
    DiskState first;
    std::vector<DiskOperation> log;
    std::vector<Step> steps; ///< The first one: how it began.
    std::vector<PublishedFile> files;
    std::vector<std::string> passwords{"torture"};

private:
    void begin(Begin how, const Ground& ground);
    void settleOn(const Ground& ground);
    [[nodiscard]] std::size_t operations() const { return m_disk ? m_disk->log().size() : 0; }

    std::mt19937_64 m_random;
    SteppingClock m_clock;
    std::unique_ptr<SimDisk> m_disk;
    std::unique_ptr<FileSystem> m_ground; ///< In its place.
    UnlockedKey m_key;
    std::unique_ptr<Vault> m_vault;
    std::uint64_t m_texts = 0;
    bool m_working = false;
    bool m_looks = true;
};

[[nodiscard]] Passphrase passphraseOf(const std::string& password);

/// What a file holds by the file system that is in use; null where there is none.
[[nodiscard]] SharedBytes contentInUse(const std::string& path);

} // namespace lockleaf::test
