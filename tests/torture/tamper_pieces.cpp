// SPDX-License-Identifier: GPL-3.0-or-later
// Whole pieces from other times beside the present ones: headers, states, pages, the log, what the computer
// remembers.
#include "core/vaultfile/layout.h"
#include "tests/torture/tamper_ways.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

constexpr std::size_t stateSize = 104;

struct Origin
{
    std::string name;
    const Pieces* pieces;
};

std::vector<Origin> origins(const TamperStage& stage)
{
    return {{"now", &stage.now},     {"a moment ago", &stage.moment}, {"before", &stage.second},
            {"first", &stage.first}, {"copy", &stage.fork},           {"other keys", &stage.otherKeys}};
}

void putHeader(Bytes& file, const Bytes& other, std::size_t copy)
{
    putBack(file, other, layout::headerOffsets[copy], layout::headerBlockSize);
}

void putState(Bytes& file, const Bytes& other, std::size_t block)
{
    putBack(file, other, layout::stateOffsets[block], stateSize);
}

/// Each of four pieces from each of the times.
Way mixtures(const TamperStage& stage)
{
    const std::size_t count = origins(stage).size();
    return {.name = "pieces of different times",
            .places = count * count * count * count,
            .apply =
                [&stage, count](Pieces& pieces, std::size_t place, std::mt19937_64&) {
                    const std::vector<Origin> from = origins(stage);
                    const Origin& header = from[place % count];
                    const Origin& state = from[place / count % count];
                    const Origin& pages = from[place / count / count % count];
                    const Origin& log = from[place / count / count / count];
                    pieces.vault() = pages.pieces->files.at(Course::file);
                    for (const std::size_t copy : {std::size_t{0}, std::size_t{1}}) {
                        putHeader(pieces.vault(), header.pieces->files.at(Course::file), copy);
                        putState(pieces.vault(), state.pieces->files.at(Course::file), copy);
                    }
                    const auto found = log.pieces->files.find(Pieces::logPath);
                    pieces.log() = found == log.pieces->files.end() ? Bytes{} : found->second;
                    return "header " + header.name + ", state " + state.name + ", pages " + pages.name +
                           ", log " + log.name;
                },
            .harmless = {},
            .fromElsewhere = true};
}

/// One piece alone from each of the times.
Way alone(const TamperStage& stage, const std::string& name,
          const std::function<void(Pieces&, const Pieces& other)>& change)
{
    return {.name = name,
            .places = origins(stage).size() - 1,
            .apply =
                [&stage, change](Pieces& pieces, std::size_t place, std::mt19937_64&) {
                    const Origin other = origins(stage)[place + 1];
                    change(pieces, *other.pieces);
                    return "from " + other.name;
                },
            .harmless = {},
            .fromElsewhere = true};
}

Way once(const std::string& name, const std::function<void(Pieces&)>& change)
{
    return {.name = name,
            .places = 1,
            .apply =
                [change](Pieces& pieces, std::size_t, std::mt19937_64&) {
                    change(pieces);
                    return std::string{"once"};
                },
            .harmless = {}};
}

void addHeaders(Ways& ways, const TamperStage& stage)
{
    for (const std::size_t copy : {std::size_t{0}, std::size_t{1}}) {
        const std::string which = copy == 0 ? "first" : "second";
        ways.push_back(alone(stage, which + " copy of the header from another time",
                             [copy](Pieces& pieces, const Pieces& other) {
                                 putHeader(pieces.vault(), other.files.at(Course::file), copy);
                             }));
        ways.push_back(alone(stage, which + " state block from another time",
                             [copy](Pieces& pieces, const Pieces& other) {
                                 putState(pieces.vault(), other.files.at(Course::file), copy);
                             }));
        ways.push_back(once(which + " copy of the header zeroed", [copy](Pieces& pieces) {
            std::ranges::fill(partOf(pieces.vault(), layout::headerOffsets[copy], layout::headerBlockSize),
                              std::uint8_t{0});
        }));
        ways.push_back(once(which + " state block zeroed", [copy](Pieces& pieces) {
            std::ranges::fill(partOf(pieces.vault(), layout::stateOffsets[copy], stateSize), std::uint8_t{0});
        }));
    }
    ways.push_back(once("both copies of the header zeroed", [](Pieces& pieces) {
        for (const std::uint64_t at : layout::headerOffsets)
            std::ranges::fill(partOf(pieces.vault(), at, layout::headerBlockSize), std::uint8_t{0});
    }));
    ways.push_back(once("both state blocks zeroed", [](Pieces& pieces) {
        for (const std::uint64_t at : layout::stateOffsets)
            std::ranges::fill(partOf(pieces.vault(), at, stateSize), std::uint8_t{0});
    }));
    ways.push_back(once("state blocks swapped", [](Pieces& pieces) {
        std::ranges::swap_ranges(partOf(pieces.vault(), layout::stateOffsets[0], stateSize),
                                 partOf(pieces.vault(), layout::stateOffsets[1], stateSize));
    }));
    ways.push_back({.name = "file cut within its header",
                    .places = layout::headerRegionSize / 4096,
                    .apply =
                        [](Pieces& pieces, std::size_t place, std::mt19937_64& random) {
                            pieces.vault().resize(place * 4096 + random() % 4096);
                            return std::to_string(pieces.vault().size()) + " octets";
                        },
                    .harmless = {}});
}

} // namespace

void addPieces(Ways& ways, const TamperStage& stage)
{
    addHeaders(ways, stage);
    ways.push_back(mixtures(stage));
    const auto forget = [](Pieces& pieces) {
        std::erase_if(pieces.files, [](const auto& file) { return file.first.starts_with(Course::state); });
    };
    ways.push_back(alone(stage, "all of it from another time", [](Pieces& pieces, const Pieces& other) {
        for (const auto& [path, content] : other.files)
            if (!path.starts_with(Course::state))
                pieces.files[path] = content;
        if (!other.files.contains(Pieces::logPath))
            pieces.files.erase(Pieces::logPath);
    }));
    ways.push_back(alone(stage, "what this computer remembers from another time",
                         [forget](Pieces& pieces, const Pieces& other) {
                             forget(pieces);
                             for (const auto& [path, content] : other.files)
                                 if (path.starts_with(Course::state))
                                     pieces.files[path] = content;
                         }));
    ways.push_back(once("what this computer remembers deleted", forget));
    for (const char* name :
         {"v.lockleaf-journal", "v.lockleaf-shm", "v.lockleaf-wal.old-1", "vault-journal", "vault-wal"})
        ways.push_back(
            once(std::string{"planted "} + name, [name = std::string{name}, &stage](Pieces& pieces) {
                pieces.files["/disk/" + name] = stage.second.files.at(Pieces::logPath);
            }));
    ways.push_back({.name = "file made longer",
                    .places = 4,
                    .apply =
                        [](Pieces& pieces, std::size_t place, std::mt19937_64& random) {
                            Bytes& file = pieces.vault();
                            const std::size_t before = file.size();
                            file.resize(before + (place % 2 == 0 ? layout::pageSize : 3000));
                            if (place / 2 == 1)
                                std::generate(file.begin() + static_cast<std::ptrdiff_t>(before), file.end(),
                                              [&] { return static_cast<std::uint8_t>(random()); });
                            return std::to_string(file.size() - before) + " octets";
                        },
                    .harmless = {}});
}

} // namespace lockleaf::test
