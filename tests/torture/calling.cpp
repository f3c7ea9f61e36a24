// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/calling.h"

#include "tests/torture/seeded_random.h"
#include "tests/torture/torture.h"

#include <cstring>
#include <sstream>

namespace lockleaf::test {

Calling calledWith(int argc, char** argv, std::uint64_t count)
{
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    seedRandomness(1); // before anything is drawn
    require(startCrypto(), "the cryptography of this computer does not hold");
    Calling calling;
    calling.count = count;
    if (argc == 3 && std::strcmp(argv[1], "--only") == 0) {
        std::istringstream what(argv[2]);
        calling.only.emplace();
        for (std::string part; std::getline(what, part, ':');)
            calling.only->push_back(part);
        return calling;
    }
    if (argc > 1)
        calling.count = std::strtoull(argv[1], nullptr, 10);
    if (argc > 2)
        calling.seed = std::strtoull(argv[2], nullptr, 10);
    if (argc > 3)
        calling.name = argv[3];
    std::printf("seed %llu\n", static_cast<unsigned long long>(calling.seed));
    return calling;
}

} // namespace lockleaf::test
