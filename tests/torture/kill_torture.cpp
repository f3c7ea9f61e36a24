// SPDX-License-Identifier: GPL-3.0-or-later
// Kills a process that saves notes, again and again, and looks whether anything is missing that it had
// acknowledged. Usage: kill_torture [KILLS [SEED]]
#include "core/vaultfile/file_io.h"
#include "tests/torture/torture.h"

#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <map>
#include <random>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr int notesInUse = 30;
constexpr std::uint64_t framesOffset = 8192;

/// Passes everything on and knows whether a frame of the log was written since the log was last synced.
class WatchedFile final : public FileIo
{
public:
    static inline bool frameUnsynced = false;
    static inline std::uint64_t syncs = 0;

    WatchedFile(std::unique_ptr<FileIo> inner, FileRole role) : m_inner(std::move(inner)), m_role(role) {}
    std::int64_t readSome(std::uint64_t offset, MutableByteView into) override
    {
        return m_inner->readSome(offset, into);
    }
    std::int64_t writeSome(std::uint64_t offset, ByteView from) override
    {
        if (m_role == FileRole::Log && offset >= framesOffset)
            frameUnsynced = true;
        return m_inner->writeSome(offset, from);
    }
    int sync() override
    {
        const int outcome = m_inner->sync();
        if (outcome == 0 && m_role == FileRole::Log) {
            frameUnsynced = false;
            ++syncs;
        }
        return outcome;
    }
    int truncate(std::uint64_t size) override { return m_inner->truncate(size); }
    std::int64_t size() override { return m_inner->size(); }
    int holdExclusively() override { return m_inner->holdExclusively(); }

private:
    std::unique_ptr<FileIo> m_inner;
    FileRole m_role;
};

/// What the writer tells, in one write each (shorter than PIPE_BUF, so never torn).
struct Message
{
    enum Kind : std::uint32_t { Begins, Acknowledges, Unsynced, Fails } kind = Begins;
    std::uint32_t version = 0; ///< Which text: the bodies are made from it.
    RecordId id;
};

std::string bodyOf(std::uint32_t version)
{
    std::mt19937 random(version);
    std::string body = "Version " + std::to_string(version) + "\n\n";
    const std::size_t size = version % 17 == 0 ? 200'000 : random() % 6000;
    while (body.size() < size)
        body += "word" + std::to_string(random() % 1000) + ' ';
    return body;
}

void tell(int pipe, Message::Kind kind, std::uint32_t version, RecordId id)
{
    const Message message{kind, version, id};
    if (write(pipe, &message, sizeof message) != ssize_t{sizeof message})
        _exit(2);
}

/// Saves until it is killed.
[[noreturn]] void writeNotes(const TortureVault& place, int pipe, std::uint32_t version,
                             std::vector<RecordId> ids)
{
    wrapFilesForTests([](std::unique_ptr<FileIo> inner, FileRole role) {
        return std::make_unique<WatchedFile>(std::move(inner), role);
    });
    auto vault = place.open();
    if (!vault) {
        tell(pipe, Message::Fails, 0, {});
        _exit(2);
    }
    std::mt19937 random(version);
    while (true) {
        const std::string body = bodyOf(++version);
        RecordId id;
        bool saved = false;
        if (ids.size() < notesInUse) {
            tell(pipe, Message::Begins, version, {});
            const std::uint64_t before = WatchedFile::syncs;
            const auto added = addNote(**vault, body);
            saved = added.has_value() && WatchedFile::syncs > before;
            if (added)
                ids.push_back(id = *added);
        } else {
            id = ids[random() % ids.size()];
            tell(pipe, Message::Begins, version, id);
            const std::uint64_t before = WatchedFile::syncs;
            saved = (*vault)->saveBody(id, bytesOf(body)).has_value() && WatchedFile::syncs > before;
        }
        if (!saved || WatchedFile::frameUnsynced)
            tell(pipe, saved ? Message::Unsynced : Message::Fails, version, id);
        tell(pipe, Message::Acknowledges, version, id);
        if (version % 40 == 0 && !(*vault)->checkpoint())
            tell(pipe, Message::Fails, version, id);
    }
}

struct Tally
{
    int kills = 0;
    int insideASave = 0;
    std::uint64_t acknowledged = 0;
    std::uint32_t version = 0;
    std::map<RecordId, std::uint32_t> notes; ///< The last acknowledged version of each.
};

/// Starts a writer, kills it after a while, and takes in what it had told.
Message runAndKill(const TortureVault& place, Tally& tally, std::mt19937& random)
{
    int ends[2];
    require(pipe(ends) == 0, "pipe");
    std::vector<RecordId> ids;
    for (const auto& [id, version] : tally.notes)
        ids.push_back(id);
    const pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        writeNotes(place, ends[1], tally.version, ids);
    }
    close(ends[1]);
    Message last{Message::Acknowledges, 0, {}};
    const auto take = [&] {
        Message message;
        if (read(ends[0], &message, sizeof message) != ssize_t{sizeof message})
            return false;
        require(message.kind != Message::Fails, "a save failed");
        require(message.kind != Message::Unsynced, "a save was acknowledged before the log was synced");
        if (message.kind == Message::Acknowledges) {
            tally.notes[message.id] = message.version;
            ++tally.acknowledged;
        }
        tally.version = std::max(tally.version, message.version);
        last = message;
        return true;
    };
    // Let it work for some messages, then a moment more, so that kills fall anywhere.
    const auto messages = static_cast<unsigned>(2 + random() % 60);
    for (unsigned i = 0; i < messages && take(); ++i) {
    }
    usleep(static_cast<useconds_t>(random() % 3000));
    kill(writer, SIGKILL);
    while (take()) {
    }
    close(ends[0]);
    int status = 0;
    waitpid(writer, &status, 0);
    require(WIFSIGNALED(status), "the writer ended by itself");
    ++tally.kills;
    tally.insideASave += last.kind == Message::Begins;
    return last;
}

/// Everything acknowledged is there; of the save that was cut short, all or nothing.
void check(const TortureVault& place, Tally& tally, const Message& last)
{
    auto vault = demand(place.open(), "open after a kill");
    // A kill may fall between "everything is in the file" and the emptying of the log.
    for (const OpenNotice notice : vault->notices())
        require(notice == OpenNotice::NoWitness || notice == OpenNotice::LogSetAside ||
                    notice == OpenNotice::LogMissing || notice == OpenNotice::Repaired,
                "a notice after a kill: " + std::to_string(static_cast<int>(notice)));
    for (auto& [id, version] : tally.notes) {
        const Note note = demand(vault->note(id), "a note is lost");
        if (note.body.text() == bodyOf(version))
            continue;
        const bool cutShort = last.kind == Message::Begins && last.id == id;
        require(cutShort && note.body.text() == bodyOf(last.version), "an acknowledged text is lost");
        version = last.version;
    }
    const auto ids = demand(vault->allNoteIds(false), "list");
    const bool maybeAdded = last.kind == Message::Begins && last.id.isNull();
    require(ids.size() == tally.notes.size() || (maybeAdded && ids.size() == tally.notes.size() + 1),
            "other notes than were written");
    for (const RecordId id : ids) {
        if (tally.notes.contains(id))
            continue;
        const Note note = demand(vault->note(id), "the added note");
        require(note.body.text() == bodyOf(last.version), "the added note holds something else");
        tally.notes[id] = last.version;
    }
    const std::string problems = problemsOf(*vault);
    require(problems.empty(), "verify: " + problems);
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int kills = argc > 1 ? std::atoi(argv[1]) : 200;
    std::mt19937 random(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1);
    const TortureVault place;
    Tally tally;
    while (tally.kills < kills) {
        const Message last = runAndKill(place, tally, random);
        check(place, tally, last);
    }
    require(tally.insideASave >= kills / 4,
            "only " + std::to_string(tally.insideASave) + " kills inside a save: not enough to say anything");
    std::printf(
        "%d kills, %d of them inside a save, %llu saves acknowledged, 0 lost, verify clean each time, "
        "fdatasync before each acknowledgement\n",
        tally.kills, tally.insideASave, static_cast<unsigned long long>(tally.acknowledged));
    return 0;
}
