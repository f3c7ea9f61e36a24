// SPDX-License-Identifier: GPL-3.0-or-later
// Puts older pieces of a vault beside newer ones and destroys the log's headers; each must be noticed, and
// nothing may be lost. With `hold` it opens a vault of the given path and keeps it open until its input ends,
// after it has opened and closed a second descriptor.
// Usage: stale_torture | stale_torture hold VAULT PASSWORD
#include "tests/torture/torture.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t framesAt = 8192;
constexpr std::size_t frameSize = 72 + 8192;

struct Pieces
{
    Bytes file;
    Bytes log;
};

struct Bench
{
    TortureVault place;
    std::size_t written = 0;

    [[nodiscard]] Pieces pieces() const { return {contentsOf(place.file), contentsOf(place.log)}; }
    void put(const Pieces& pieces) const
    {
        writeContents(place.file, pieces.file);
        writeContents(place.log, pieces.log);
    }
    /// Adds notes and returns what lies on the disk while the log is live; then closes.
    Pieces add(int count)
    {
        auto vault = demand(place.open(), "open");
        for (int i = 0; i < count; ++i)
            (void)demand(addNote(*vault, "Note " + std::to_string(++written)), "add");
        Pieces live = pieces();
        demand(vault->close(), "close");
        return live;
    }
    /// Opens and demands that exactly `count` notes are there and all is whole.
    void expectNotes(std::size_t count, bool setAside, const char* what) const
    {
        auto vault = demand(place.open(), what);
        const auto notices = vault->notices();
        const bool saysSo =
            std::find(notices.begin(), notices.end(), OpenNotice::LogSetAside) != notices.end();
        require(saysSo == setAside, std::string{what} + ": the notice about a log that was set aside");
        require(demand(vault->countNotes({}), what) == count, std::string{what} + ": notes are missing");
        const std::string problems = problemsOf(*vault);
        require(problems.empty(), std::string{what} + ": " + problems);
    }
    /// Opening must fail like this and leave the files as they are.
    void expectRefusal(const Pieces& given, ErrorCode code, const char* what) const
    {
        put(given);
        const auto opened = place.open();
        require(!opened, std::string{what} + " was not noticed");
        require(opened.error().code == code, std::string{what} + ": " + describe(opened.error()));
        require(contentsOf(place.file) == given.file && contentsOf(place.log) == given.log,
                std::string{what} + ": the files were changed");
        std::printf("%s: %s\n", what, describe(opened.error()).c_str());
    }
};

void staleLogs()
{
    Bench bench;
    const Pieces early = bench.add(5);
    const Pieces late = bench.add(5);
    const Pieces closed = bench.pieces();
    bench.put({closed.file, early.log});
    bench.expectNotes(10, true, "the log of an older state beside the closed file");
    bench.put({closed.file, late.log});
    bench.expectNotes(10, true, "the last log beside the closed file");
    bench.expectRefusal({early.file, late.log}, ErrorCode::OlderThanLog, "an older file beside a newer log");
    bench.put(late);
    bench.expectNotes(10, false, "file and log that belong together");
    std::size_t aside = 0;
    for (const auto& entry : std::filesystem::directory_iterator(bench.place.folder.path()))
        aside += entry.path().string().find("-wal.old-") != std::string::npos;
    require(aside == 2, "the logs that were set aside are not there");
}

void replayedFrame()
{
    Bench bench;
    auto vault = demand(bench.place.open(), "open");
    // A transaction larger than the cache: frames are written more than once before it commits.
    Pieces spilled;
    std::vector<RecordId> ids;
    demand(vault->inOneTransaction([&]() -> Result<void> {
        for (int round = 0; round < 2; ++round) {
            for (std::size_t i = 0; i < 160; ++i) {
                std::string body; // one word, of which the index takes little
                for (std::uint32_t part = 0; body.size() < 300'000; ++part)
                    body += std::to_string(part * 2654435761U + i * 40503U + static_cast<unsigned>(round));
                if (round == 0) {
                    LOCKLEAF_TRY(const RecordId id, addNote(*vault, body));
                    ids.push_back(id);
                } else {
                    LOCKLEAF_CHECK(vault->saveBody(ids[i], bytesOf(body)));
                }
            }
            if (round == 0)
                spilled = bench.pieces();
        }
        return {};
    }),
           "a large transaction");
    (void)demand(addNote(*vault, "A later commit"), "add");
    const Pieces whole = bench.pieces();
    vault.reset();
    int noticed = 0;
    for (std::size_t at = framesAt;
         at + frameSize <= std::min(spilled.log.size(), whole.log.size()) && noticed < 5; at += frameSize) {
        const auto from = spilled.log.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::equal(from, from + frameSize, whole.log.begin() + static_cast<std::ptrdiff_t>(at)))
            continue;
        Pieces replayed = whole;
        std::copy(from, from + frameSize, replayed.log.begin() + static_cast<std::ptrdiff_t>(at));
        bench.expectRefusal(replayed, ErrorCode::Damaged, "a replayed frame");
        ++noticed;
    }
    require(noticed > 0, "no frame was written twice: the transaction was too small");
    bench.put(whole);
    bench.expectNotes(161, false, "the log without the replay");
}

void destroyedHeaders()
{
    Bench bench;
    const Pieces live = bench.add(6);
    Pieces destroyed = live;
    std::fill_n(destroyed.log.begin(), framesAt, std::uint8_t{0});
    bench.expectRefusal(destroyed, ErrorCode::Damaged, "both headers of the log destroyed");
    for (const std::size_t copy : {std::size_t{0}, std::size_t{4096}}) {
        Pieces one = live;
        std::fill_n(one.log.begin() + static_cast<std::ptrdiff_t>(copy), 512, std::uint8_t{0xFF});
        bench.put(one);
        auto vault = demand(bench.place.open(), "one header destroyed");
        require(demand(vault->countNotes({}), "count") == 6, "one header destroyed: notes are missing");
        require(!problemsOf(*vault).empty(), "one header destroyed: verify does not say so");
    }
    bench.put(live);
    bench.expectNotes(6, false, "the log with its headers");
}

int hold(const char* path, const char* password)
{
    require(startCrypto(), "the cryptography of this computer does not hold");
    auto key = demand(Vault::unlock(path, *Passphrase::fromTyped(bytesOf(password))), "unlock");
    const auto vault = demand(Vault::open(path, std::move(key), {}), "open");
    const int second = ::open(path, O_RDWR | O_CLOEXEC);
    require(second >= 0, "a second descriptor");
    ::close(second);
    std::puts("held");
    std::fflush(stdout);
    char ignored = 0;
    while (::read(STDIN_FILENO, &ignored, 1) > 0) {
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    if (argc == 4 && std::string_view{argv[1]} == "hold")
        return hold(argv[2], argv[3]);
    staleLogs();
    replayedFrame();
    destroyedHeaders();
    return 0;
}
