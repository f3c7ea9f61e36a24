// SPDX-License-Identifier: GPL-3.0-or-later
// Octets, and pages of the file.
#include "tests/torture/tamper_ways.h"

#include "core/vaultfile/layout.h"
#include "core/vaultfile/sealers.h"

#include <algorithm>
#include <cctype>

namespace lockleaf::test {

namespace {

constexpr std::size_t stride = 64; ///< Where not every octet is flipped.
constexpr std::size_t stateSize = 104;
constexpr std::size_t frameSize = LogSealer::frameSize;
constexpr std::size_t headSize = LogSealer::frameHeadSize;

/// Octets of one file that are flipped one by one.
struct Region
{
    std::string name;
    std::string path;
    std::vector<std::size_t> octets;
};

std::vector<std::size_t> octetsFrom(std::size_t begin, std::size_t size, std::size_t step = 1)
{
    std::vector<std::size_t> octets;
    for (std::size_t at = begin; at < begin + size; at += step)
        octets.push_back(at);
    return octets;
}

void append(std::vector<std::size_t>& octets, const std::vector<std::size_t>& more)
{
    octets.insert(octets.end(), more.begin(), more.end());
}

Way flipsOf(Region region, std::function<std::string(std::size_t)> harmless)
{
    const auto shared = std::make_shared<const Region>(std::move(region));
    Way way{.name = "bit flipped: " + shared->name,
            .places = shared->octets.size(),
            .apply =
                [shared](Pieces& pieces, std::size_t place, std::mt19937_64& random) {
                    const std::size_t at = shared->octets[place];
                    std::uint8_t& octet = pieces.files[shared->path][at];
                    const auto bit = static_cast<std::uint8_t>(1U << (random() % 8));
                    // An id in hexadecimal is the same in large letters.
                    const bool same =
                        shared->path.ends_with("device-id") && std::isalpha(octet) != 0 && bit == ('a' ^ 'A');
                    if (!same)
                        octet ^= bit;
                    return "octet " + std::to_string(at);
                },
            .harmless = {}};
    way.harmless = [shared, harmless](std::size_t place) { return harmless(shared->octets[place]); };
    return way;
}

std::string nowhereHarmless(std::size_t)
{
    return {};
}

std::string pinIsMadeAnew(std::size_t)
{
    return "each opening pins the inbox key that the header proves";
}

Region headersRegion()
{
    Region region{"copies of the header", Course::file, {}};
    for (const std::uint64_t at : layout::headerOffsets)
        append(region.octets, octetsFrom(at, layout::headerBlockSize));
    return region;
}

Region statesRegion()
{
    Region region{"state blocks", Course::file, {}};
    for (const std::uint64_t at : layout::stateOffsets)
        append(region.octets, octetsFrom(at, stateSize));
    return region;
}

Region logHeadRegion()
{
    Region region{"headers of the log", Pieces::logPath, {}};
    for (const std::uint64_t at : layout::logHeaderOffsets)
        append(region.octets, octetsFrom(at, LogSealer::headerSize));
    return region;
}

Region frameHeadRegion(const Bytes& log)
{
    Region region{"heads of frames", Pieces::logPath, {}};
    for (std::size_t frame = 0; frame < framesIn(log); ++frame)
        append(region.octets, octetsFrom(layout::logFramesOffset + frame * frameSize, headSize));
    return region;
}

Region framePageRegion(const Bytes& log)
{
    Region region{"pages of frames, one in 64", Pieces::logPath, {}};
    for (std::size_t frame = 0; frame < framesIn(log); ++frame)
        append(region.octets,
               octetsFrom(layout::logFramesOffset + frame * frameSize + headSize + frame % stride,
                          layout::pageSize - stride, stride));
    return region;
}

} // namespace

void addFlips(Ways& ways, const TamperStage& stage)
{
    const Bytes& file = stage.now.files.at(Course::file);
    const Bytes& log = stage.now.files.at(Pieces::logPath);
    ways.push_back(flipsOf(headersRegion(), nowhereHarmless));
    ways.push_back(flipsOf(statesRegion(), nowhereHarmless));
    ways.push_back(flipsOf({"gaps of the header, one in 64", Course::file,
                            octetsFrom(layout::headerBlockSize + 7, layout::headerRegionSize - 4200, stride)},
                           nowhereHarmless));
    ways.push_back(flipsOf(
        {"pages, one in 64", Course::file,
         octetsFrom(layout::headerRegionSize + 5, file.size() - layout::headerRegionSize - 5, stride)},
        [&stage](std::size_t at) -> std::string {
            const std::size_t page = (at - layout::headerRegionSize) / layout::pageSize;
            return stage.replacedPages.contains(page) ? "the log has a newer page" : "";
        }));
    ways.push_back(flipsOf(logHeadRegion(), nowhereHarmless));
    ways.push_back(
        flipsOf({"mark of the log", Pieces::logPath, octetsFrom(layout::logMarkOffset, LogSealer::markSize)},
                [](std::size_t) -> std::string { return "a mark that cannot be opened counts as none"; }));
    ways.push_back(flipsOf({"gaps of the log's head, one in 64", Pieces::logPath,
                            octetsFrom(LogSealer::headerSize + 3, layout::logMarkOffset - 200, stride)},
                           nowhereHarmless));
    ways.push_back(flipsOf(frameHeadRegion(log), nowhereHarmless));
    ways.push_back(flipsOf(framePageRegion(log), nowhereHarmless));
    for (const auto& [path, content] : stage.now.files)
        if (path.starts_with(Course::state))
            ways.push_back(flipsOf(
                {"what this computer remembers: " + path.substr(Course::state.size() + 1).substr(0, 8), path,
                 octetsFrom(0, content.size())},
                path.find("/inbox/") == std::string::npos ? nowhereHarmless : pinIsMadeAnew));
}

namespace {

/// Something that is done to each page of the file by itself.
Way eachPage(const TamperStage& stage, const std::string& name,
             const std::function<void(Bytes& file, std::size_t page, std::mt19937_64& random)>& change)
{
    const std::size_t pages = pagesIn(stage.now.files.at(Course::file));
    return {.name = name,
            .places = pages,
            .apply =
                [change](Pieces& pieces, std::size_t page, std::mt19937_64& random) {
                    change(pieces.vault(), page, random);
                    return "page " + std::to_string(page + 1);
                },
            .harmless = {}};
}

Way pagesFrom(const TamperStage& stage, const std::string& name, const Pieces& other)
{
    return eachPage(stage, name, [&other](Bytes& file, std::size_t page, std::mt19937_64&) {
        putBack(file, other.files.at(Course::file), layout::headerRegionSize + page * layout::pageSize,
                layout::pageSize);
    });
}

} // namespace

void addPages(Ways& ways, const TamperStage& stage)
{
    ways.push_back(eachPage(stage, "page zeroed", [](Bytes& file, std::size_t page, std::mt19937_64&) {
        std::ranges::fill(pageOf(file, page), std::uint8_t{0});
    }));
    ways.push_back(
        eachPage(stage, "page of chance", [](Bytes& file, std::size_t page, std::mt19937_64& random) {
            std::ranges::generate(pageOf(file, page), [&] { return static_cast<std::uint8_t>(random()); });
        }));
    ways.push_back(
        eachPage(stage, "page swapped with the next", [](Bytes& file, std::size_t page, std::mt19937_64&) {
            std::ranges::swap_ranges(pageOf(file, page), pageOf(file, (page + 1) % pagesIn(file)));
        }));
    ways.push_back(eachPage(
        stage, "page swapped with another", [](Bytes& file, std::size_t page, std::mt19937_64& random) {
            std::ranges::swap_ranges(pageOf(file, page), pageOf(file, random() % pagesIn(file)));
        }));
    ways.push_back(eachPage(stage, "page over the next", [](Bytes& file, std::size_t page, std::mt19937_64&) {
        std::ranges::copy(pageOf(file, page), pageOf(file, (page + 1) % pagesIn(file)).begin());
    }));
    addElsewhere(ways, pagesFrom(stage, "page replayed from the closed vault", stage.first));
    addElsewhere(ways, pagesFrom(stage, "page replayed from before the checkpoint", stage.second));
    addElsewhere(ways, pagesFrom(stage, "page of a copy that went another way", stage.fork));
    addElsewhere(ways, pagesFrom(stage, "page under other keys", stage.otherKeys));
    // Two at once, so that one of them may vouch for the other.
    ways.push_back(eachPage(
        stage, "two pages replayed", [&stage](Bytes& file, std::size_t page, std::mt19937_64& random) {
            const Bytes& other =
                random() % 2 == 0 ? stage.first.files.at(Course::file) : stage.fork.files.at(Course::file);
            for (const std::size_t one : {page, random() % pagesIn(file)})
                putBack(file, other, layout::headerRegionSize + one * layout::pageSize, layout::pageSize);
        }));
    ways.back().fromElsewhere = true;
    ways.push_back(
        eachPage(stage, "file cut before a page", [](Bytes& file, std::size_t page, std::mt19937_64&) {
            file.resize(layout::headerRegionSize + page * layout::pageSize);
        }));
    ways.push_back(
        eachPage(stage, "file cut within a page", [](Bytes& file, std::size_t page, std::mt19937_64& random) {
            file.resize(layout::headerRegionSize + page * layout::pageSize + 1 +
                        random() % (layout::pageSize - 1));
        }));
}

void addElsewhere(Ways& ways, Way way)
{
    way.fromElsewhere = true;
    ways.push_back(std::move(way));
}

std::size_t pagesIn(const Bytes& file)
{
    return (file.size() - layout::headerRegionSize) / layout::pageSize;
}

std::size_t framesIn(const Bytes& log)
{
    return log.size() < layout::logFramesOffset ? 0 : (log.size() - layout::logFramesOffset) / frameSize;
}

MutableByteView partOf(Bytes& file, std::size_t offset, std::size_t size)
{
    const std::size_t from = std::min(offset, file.size());
    return MutableByteView(file).subspan(from, std::min(size, file.size() - from));
}

MutableByteView pageOf(Bytes& file, std::size_t page)
{
    return partOf(file, layout::headerRegionSize + page * layout::pageSize, layout::pageSize);
}

MutableByteView frameOf(Bytes& log, std::size_t frame)
{
    return partOf(log, layout::logFramesOffset + frame * frameSize, frameSize);
}

void putBack(Bytes& file, Bytes other, std::size_t offset, std::size_t size)
{
    const MutableByteView from = partOf(other, offset, size);
    if (from.size() == size && partOf(file, offset, size).size() == size)
        std::ranges::copy(from, partOf(file, offset, size).begin());
}

Ways waysOf(const TamperStage& stage)
{
    Ways ways;
    addFlips(ways, stage);
    addPages(ways, stage);
    addPieces(ways, stage);
    addLogs(ways, stage);
    addRows(ways, stage);
    if (stage.keysChanged) {
        std::erase_if(ways, [](const Way& way) { return !way.fromElsewhere; });
        addOldKeys(ways, stage);
    }
    for (Way& way : ways) {
        way.stage = &stage;
        if (stage.keysChanged)
            way.name = "keys changed: " + way.name;
    }
    return ways;
}

} // namespace lockleaf::test
