// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/seeded_random.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <random>

namespace lockleaf::test {

namespace {

std::mt19937_64& generator()
{
    static std::mt19937_64 only;
    return only;
}

void fill(void* into, std::size_t size)
{
    auto* bytes = static_cast<unsigned char*>(into);
    for (std::size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
        const std::uint64_t word = generator()();
        std::memcpy(bytes + at, &word, std::min(sizeof word, size - at));
    }
}

const char* name()
{
    return "seeded, for tests";
}

std::uint32_t number()
{
    return static_cast<std::uint32_t>(generator()());
}

} // namespace

void seedRandomness(std::uint64_t seed)
{
    static randombytes_implementation seeded{name, number, nullptr, nullptr, fill, nullptr};
    static const int installed = randombytes_set_implementation(&seeded);
    (void)installed;
    generator().seed(seed);
}

} // namespace lockleaf::test
