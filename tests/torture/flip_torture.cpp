// SPDX-License-Identifier: GPL-3.0-or-later
// Flips single bits of a vault with a live log and looks who notices. Usage: flip_torture [FLIPS [SEED]]
#include "tests/torture/torture.h"

#include <cstring>
#include <map>
#include <random>
#include <set>

using namespace lockleaf;
using namespace lockleaf::test;

namespace {

constexpr std::size_t headerRegion = 65536;
constexpr std::size_t pageSize = 8192;
constexpr std::size_t markAt = 2048;
constexpr std::size_t markSize = 72;

struct Pieces
{
    Bytes file;
    Bytes log;
};

using Bodies = std::map<RecordId, std::string>;

std::string bodyText(int i)
{
    std::mt19937 random(static_cast<unsigned>(i));
    std::string body = "# Note " + std::to_string(i) + "\n";
    const std::size_t size = i % 20 == 0 ? 40'000 : 400 + random() % 2000;
    while (body.size() < size)
        body += std::to_string(random()) + ' ';
    return body;
}

/// Notes in the file, more of them in the log, and some in both.
Pieces fill(const TortureVault& place, Bodies& bodies)
{
    auto vault = demand(place.open(), "open");
    std::vector<RecordId> ids;
    for (int i = 0; i < 80; ++i) {
        ids.push_back(demand(addNote(*vault, bodyText(i)), "add"));
        bodies[ids.back()] = bodyText(i);
    }
    demand(vault->checkpoint(), "checkpoint");
    for (int i = 0; i < 5; ++i) {
        const RecordId id = ids[static_cast<std::size_t>(i) * 15];
        demand(vault->saveBody(id, bytesOf(bodyText(1000 + i))), "save");
        bodies[id] = bodyText(1000 + i);
        const RecordId added = demand(addNote(*vault, bodyText(2000 + i)), "add");
        bodies[added] = bodyText(2000 + i);
    }
    return {contentsOf(place.file), contentsOf(place.log)};
}

enum class Seen { AtOpening, AtReading, ByVerify, Nowhere };

/// Who notices, with a program that reads everything. A wrong text ends it all.
Seen whoSees(const TortureVault& place, const Bodies& bodies, const std::string& where)
{
    const auto key = Vault::unlock(place.file, TortureVault::passphrase());
    if (!key)
        return Seen::AtOpening;
    auto vault = place.open();
    if (!vault)
        return Seen::AtOpening;
    bool failed = false;
    for (const auto& [id, body] : bodies) {
        const auto note = (*vault)->note(id);
        if (!note)
            failed = true;
        else
            require(note->body.text() == body, "a wrong text after a flip in " + where);
    }
    const auto rows = (*vault)->listNotes({}, 0, 1000);
    failed = failed || !rows || rows->size() != bodies.size();
    if (failed)
        return Seen::AtReading;
    return problemsOf(**vault).empty() ? Seen::Nowhere : Seen::ByVerify;
}

/// The pages of the file that the log has a newer one of: those that change when it is moved into the file.
std::set<std::size_t> replacedPages(const TortureVault& place, const Pieces& whole)
{
    demand(demand(place.open(), "open")->checkpoint(), "checkpoint");
    const Bytes after = contentsOf(place.file);
    std::set<std::size_t> pages;
    for (std::size_t at = headerRegion; at + pageSize <= whole.file.size(); at += pageSize)
        if (std::memcmp(&whole.file[at], &after[at], pageSize) != 0)
            pages.insert((at - headerRegion) / pageSize);
    return pages;
}

/// Why a flip at this place may go unnoticed; empty where it may not.
std::string harmlessReason(bool inLog, std::size_t at, const std::set<std::size_t>& replaced)
{
    if (!inLog && at >= headerRegion && replaced.contains((at - headerRegion) / pageSize))
        return "page that the log has a newer one of: never read, and replaced when the log is moved into "
               "the file";
    if (inLog && at >= markAt && at < markAt + markSize)
        return "mark of the log: a hint that counts as absent when it cannot be opened, and is written anew";
    return {};
}

} // namespace

int main(int argc, char** argv)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    const int flips = argc > 1 ? std::atoi(argv[1]) : 1000;
    std::mt19937 random(argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 1);
    const TortureVault place;
    Bodies bodies;
    const Pieces whole = fill(place, bodies);
    writeContents(place.file, whole.file);
    writeContents(place.log, whole.log);
    require(whoSees(place, bodies, "nothing") == Seen::Nowhere, "a problem without any flip");
    writeContents(place.file, whole.file);
    writeContents(place.log, whole.log);
    const std::set<std::size_t> replaced = replacedPages(place, whole);
    require(!replaced.empty() && replaced.size() < (whole.file.size() - headerRegion) / pageSize,
            "the log should hold some of the pages, not all");
    struct Region
    {
        const char* name;
        bool inLog;
        std::size_t begin;
        std::size_t end;
    };
    const std::vector<Region> regions{{"header copies", false, 0, 4096},
                                      {"header copies", false, 32768, 36864},
                                      {"state blocks", false, 8192, 8296},
                                      {"state blocks", false, 40960, 41064},
                                      {"gaps of the header", false, 4096, 65536},
                                      {"pages", false, headerRegion, whole.file.size()},
                                      {"pages", false, headerRegion, whole.file.size()},
                                      {"headers of the log", true, 0, 8192},
                                      {"frames", true, 8192, whole.log.size()},
                                      {"frames", true, 8192, whole.log.size()}};
    std::map<std::string, std::array<int, 4>> tally;
    std::map<std::string, int> harmless;
    for (int i = 0; i < flips; ++i) {
        const Region& region = regions[static_cast<std::size_t>(i) % regions.size()];
        const std::size_t at = region.begin + random() % (region.end - region.begin);
        const auto bit = static_cast<std::uint8_t>(1U << (random() % 8));
        Pieces flipped = whole;
        (region.inLog ? flipped.log : flipped.file)[at] ^= bit;
        writeContents(place.file, flipped.file);
        writeContents(place.log, flipped.log);
        const std::string where = std::string{region.name} + ", octet " + std::to_string(at);
        const Seen seen = whoSees(place, bodies, where);
        if (seen == Seen::Nowhere) {
            const std::string reason = harmlessReason(region.inLog, at, replaced);
            require(!reason.empty(), "nobody noticed a flip in " + where);
            ++harmless[reason];
        }
        ++tally[region.name][static_cast<std::size_t>(seen)];
    }
    for (const auto& [name, counts] : tally)
        std::printf("%-20s opening %4d  reading %4d  verify %4d  harmless %4d\n", name.c_str(), counts[0],
                    counts[1], counts[2], counts[3]);
    int unnoticed = 0;
    for (const auto& [reason, count] : harmless) {
        std::printf("harmless, %d: %s\n", count, reason.c_str());
        unnoticed += count;
    }
    std::printf("%d flips, 0 wrong texts, %d noticed, %d harmless\n", flips, flips - unnoticed, unnoticed);
    return 0;
}
