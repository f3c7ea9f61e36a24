// SPDX-License-Identifier: GPL-3.0-or-later
// The log: deleted, cut, longer, and its frames.
#include "core/vaultfile/layout.h"
#include "core/vaultfile/sealers.h"
#include "tests/torture/tamper_ways.h"

#include <algorithm>

namespace lockleaf::test {

namespace {

constexpr std::size_t frameSize = LogSealer::frameSize;
constexpr std::size_t headSize = LogSealer::frameHeadSize;

Way eachFrame(const TamperStage& stage, const std::string& name,
              const std::function<void(Bytes& log, std::size_t frame, std::mt19937_64& random)>& change)
{
    return {.name = name,
            .places = framesIn(stage.now.files.at(Pieces::logPath)),
            .apply =
                [change](Pieces& pieces, std::size_t frame, std::mt19937_64& random) {
                    change(pieces.log(), frame, random);
                    return "frame " + std::to_string(frame);
                },
            .harmless = {}};
}

Way ofTheLog(const std::string& name, std::size_t places,
             const std::function<void(Pieces&, std::size_t place)>& change)
{
    return {.name = name,
            .places = places,
            .apply =
                [change](Pieces& pieces, std::size_t place, std::mt19937_64&) {
                    change(pieces, place);
                    return "place " + std::to_string(place);
                },
            .harmless = {}};
}

void addCuts(Ways& ways, const TamperStage& stage)
{
    ways.push_back(
        ofTheLog("log deleted", 1, [](Pieces& pieces, std::size_t) { pieces.files.erase(Pieces::logPath); }));
    ways.push_back(ofTheLog("log emptied", 1, [](Pieces& pieces, std::size_t) { pieces.log().clear(); }));
    ways.push_back(ofTheLog("log cut within its headers", 16, [](Pieces& pieces, std::size_t place) {
        pieces.log().resize(place * 512 + place);
    }));
    ways.push_back(
        eachFrame(stage, "log cut before a frame", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            log.resize(layout::logFramesOffset + frame * frameSize);
        }));
    ways.push_back(eachFrame(
        stage, "log cut within a frame", [](Bytes& log, std::size_t frame, std::mt19937_64& random) {
            log.resize(layout::logFramesOffset + frame * frameSize + 1 + random() % (frameSize - 1));
        }));
    // Without the mark, which tells how far it had come, only the witness knows.
    ways.push_back(eachFrame(
        stage, "log cut before a frame, and its mark", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            log.resize(layout::logFramesOffset + frame * frameSize);
            std::ranges::fill(partOf(log, layout::logMarkOffset, LogSealer::markSize), std::uint8_t{0});
        }));
    addElsewhere(ways, ofTheLog("log of a moment ago", 1, [&stage](Pieces& pieces, std::size_t) {
                     pieces.log() = stage.moment.files.at(Pieces::logPath);
                 }));
    addElsewhere(
        ways,
        ofTheLog("log longer by frames of another time", 3, [&stage](Pieces& pieces, std::size_t place) {
            const Pieces* others[] = {&stage.second, &stage.fork, &stage.otherKeys};
            const Bytes& other = others[place]->files.at(Pieces::logPath);
            pieces.log().insert(pieces.log().end(), other.begin() + layout::logFramesOffset, other.end());
        }));
    ways.push_back(ofTheLog("log longer by zeros", 3, [](Pieces& pieces, std::size_t place) {
        pieces.log().resize(pieces.log().size() + 1 + place * frameSize);
    }));
}

void addFrames(Ways& ways, const TamperStage& stage)
{
    ways.push_back(eachFrame(stage, "frame zeroed", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
        std::ranges::fill(frameOf(log, frame), std::uint8_t{0});
    }));
    ways.push_back(
        eachFrame(stage, "frame swapped with the next", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            std::ranges::swap_ranges(frameOf(log, frame), frameOf(log, (frame + 1) % framesIn(log)));
        }));
    ways.push_back(
        eachFrame(stage, "frame over the next", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            std::ranges::copy(frameOf(log, frame), frameOf(log, (frame + 1) % framesIn(log)).begin());
        }));
    ways.push_back(eachFrame(
        stage, "page of a frame over that of the next", [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            std::ranges::copy(frameOf(log, frame).subspan(headSize),
                              frameOf(log, (frame + 1) % framesIn(log)).begin() + headSize);
        }));
    for (const auto& [name, other] :
         {std::pair{"before", &stage.second}, {"a copy", &stage.fork}, {"other keys", &stage.otherKeys}})
        addElsewhere(ways, eachFrame(stage, std::string{"frame of "} + name,
                                     [other](Bytes& log, std::size_t frame, std::mt19937_64&) {
                                         const Bytes& from = other->files.at(Pieces::logPath);
                                         putBack(log, from,
                                                 layout::logFramesOffset + frame % framesIn(from) * frameSize,
                                                 frameSize);
                                     }));
    ways.push_back(eachFrame(
        stage, "frames from one on zeroed, and the mark",
        [](Bytes& log, std::size_t frame, std::mt19937_64&) {
            std::fill(log.begin() + static_cast<std::ptrdiff_t>(layout::logFramesOffset + frame * frameSize),
                      log.end(), std::uint8_t{0});
            std::ranges::fill(partOf(log, layout::logMarkOffset, LogSealer::markSize), std::uint8_t{0});
        }));
}

void addHeads(Ways& ways, const TamperStage& stage)
{
    ways.push_back(
        ofTheLog("headers of the log zeroed: first, second, both", 3, [](Pieces& pieces, std::size_t place) {
            for (const std::size_t copy : {std::size_t{0}, std::size_t{1}})
                if (place == copy || place == 2)
                    std::ranges::fill(
                        partOf(pieces.log(), layout::logHeaderOffsets[copy], LogSealer::headerSize),
                        std::uint8_t{0});
        }));
    ways.push_back(ofTheLog("headers of the log swapped", 1, [](Pieces& pieces, std::size_t) {
        std::ranges::swap_ranges(partOf(pieces.log(), layout::logHeaderOffsets[0], LogSealer::headerSize),
                                 partOf(pieces.log(), layout::logHeaderOffsets[1], LogSealer::headerSize));
    }));
    addElsewhere(
        ways, ofTheLog("header of the log from another time", 9, [&stage](Pieces& pieces, std::size_t place) {
            const Pieces* others[] = {&stage.second, &stage.fork, &stage.otherKeys};
            for (const std::size_t copy : {std::size_t{0}, std::size_t{1}})
                if (place / 3 == copy || place / 3 == 2)
                    putBack(pieces.log(), others[place % 3]->files.at(Pieces::logPath),
                            layout::logHeaderOffsets[copy], LogSealer::headerSize);
        }));
    addElsewhere(ways, ofTheLog("mark of another time", 3, [&stage](Pieces& pieces, std::size_t place) {
                     const Pieces* others[] = {&stage.moment, &stage.second, &stage.fork};
                     putBack(pieces.log(), others[place]->files.at(Pieces::logPath), layout::logMarkOffset,
                             LogSealer::markSize);
                 }));
    addElsewhere(ways, eachFrame(stage, "log cut before a frame, and the mark of a moment ago",
                                 [&stage](Bytes& log, std::size_t frame, std::mt19937_64&) {
                                     putBack(log, stage.moment.files.at(Pieces::logPath),
                                             layout::logMarkOffset, LogSealer::markSize);
                                     log.resize(layout::logFramesOffset + frame * frameSize);
                                 }));
}

} // namespace

void addLogs(Ways& ways, const TamperStage& stage)
{
    addCuts(ways, stage);
    addFrames(ways, stage);
    addHeads(ways, stage);
}

} // namespace lockleaf::test
