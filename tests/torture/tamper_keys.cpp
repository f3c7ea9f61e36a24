// SPDX-License-Identifier: GPL-3.0-or-later
// What may come of a copy from before a change of the keys, besides its pieces in the places of the present
// ones.
#include "core/vaultfile/layout.h"
#include "tests/torture/tamper_ways.h"

namespace lockleaf::test {

namespace {

struct Copy
{
    std::string name;
    const Pieces* pieces;
};

std::vector<Copy> copiesWithOldKeys(const TamperStage& stage)
{
    return {{"before", &stage.second},
            {"the first time", &stage.first},
            {"a copy that went another way", &stage.fork},
            {"a forgery", &stage.otherKeys}};
}

Way eachCopy(const TamperStage& stage, const std::string& name,
             const std::function<void(Pieces&, const Pieces& old)>& change)
{
    return {.name = name,
            .places = copiesWithOldKeys(stage).size(),
            .apply =
                [&stage, change](Pieces& pieces, std::size_t place, std::mt19937_64&) {
                    const Copy copy = copiesWithOldKeys(stage)[place];
                    change(pieces, *copy.pieces);
                    return "from " + copy.name;
                },
            .harmless = {}};
}

void forgetState(Pieces& pieces)
{
    std::erase_if(pieces.files, [](const auto& file) { return file.first.starts_with(Course::state); });
}

void putWhole(Pieces& pieces, const Pieces& old)
{
    pieces.vault() = old.files.at(Course::file);
    const auto log = old.files.find(Pieces::logPath);
    if (log == old.files.end())
        pieces.files.erase(Pieces::logPath);
    else
        pieces.log() = log->second;
}

/// Beside the vault, under a name that the program itself looks at.
void addBeside(Ways& ways, const TamperStage& stage)
{
    for (const char* const name : {".v.lockleaf.new-keys", "v.lockleaf.old-keys", "v.lockleaf-wal.old-1",
                                   ".v.lockleaf.0123456789ab.new"})
        ways.push_back(eachCopy(stage, std::string{"file with old keys as "} + name,
                                [name = std::string{name}](Pieces& pieces, const Pieces& old) {
                                    pieces.files["/disk/" + name] = old.files.at(Course::file);
                                }));
    ways.push_back(eachCopy(stage, "file and log with old keys as .v.lockleaf.new-keys",
                            [](Pieces& pieces, const Pieces& old) {
                                const auto log = old.files.find(Pieces::logPath);
                                pieces.files["/disk/.v.lockleaf.new-keys"] = old.files.at(Course::file);
                                if (log != old.files.end())
                                    pieces.files["/disk/.v.lockleaf.new-keys-wal"] = log->second;
                            }));
}

} // namespace

void addOldKeys(Ways& ways, const TamperStage& stage)
{
    ways.push_back(
        eachCopy(stage, "all of it, and the present one as .old-keys", [](Pieces& pieces, const Pieces& old) {
            pieces.files["/disk/v.lockleaf.old-keys"] = pieces.vault();
            putWhole(pieces, old);
        }));
    ways.push_back(eachCopy(stage, "file without its log", [](Pieces& pieces, const Pieces& old) {
        pieces.vault() = old.files.at(Course::file);
        pieces.files.erase(Pieces::logPath);
    }));
    ways.push_back(eachCopy(stage, "log with old keys", [](Pieces& pieces, const Pieces& old) {
        const auto log = old.files.find(Pieces::logPath);
        if (log != old.files.end())
            pieces.log() = log->second;
    }));
    ways.push_back(eachCopy(stage, "all of it, and what this computer remembers deleted",
                            [](Pieces& pieces, const Pieces& old) {
                                putWhole(pieces, old);
                                forgetState(pieces);
                            }));
    ways.push_back(eachCopy(stage, "header region whole", [](Pieces& pieces, const Pieces& old) {
        putBack(pieces.vault(), old.files.at(Course::file), 0, layout::headerRegionSize);
    }));
    ways.push_back(
        eachCopy(stage, "everything behind the header region", [](Pieces& pieces, const Pieces& old) {
            Bytes file = old.files.at(Course::file);
            putBack(file, pieces.vault(), 0, layout::headerRegionSize);
            pieces.vault() = std::move(file);
        }));
    addBeside(ways, stage);
}

} // namespace lockleaf::test
