// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/torture/seeded_random.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <random>

namespace lockleaf::test {

namespace {

/// Ids are of 16 octets. They have a generator to themselves, so that they do not depend on how many nonces
/// happen to be left from before.
constexpr std::size_t idSize = 16;

std::array<std::mt19937_64, 2>& generators()
{
    static std::array<std::mt19937_64, 2> both;
    return both;
}

void fill(void* into, std::size_t size)
{
    auto* bytes = static_cast<unsigned char*>(into);
    std::mt19937_64& generator = generators()[size == idSize ? 0 : 1];
    for (std::size_t at = 0; at < size; at += sizeof(std::uint64_t)) {
        const std::uint64_t word = generator();
        std::memcpy(bytes + at, &word, std::min(sizeof word, size - at));
    }
}

const char* name()
{
    return "seeded, for tests";
}

std::uint32_t number()
{
    return static_cast<std::uint32_t>(generators()[1]());
}

} // namespace

void seedRandomness(std::uint64_t seed)
{
    static randombytes_implementation seeded{name, number, nullptr, nullptr, fill, nullptr};
    static const int installed = randombytes_set_implementation(&seeded);
    (void)installed;
    for (std::mt19937_64& generator : generators())
        generator.seed(seed++);
}

} // namespace lockleaf::test
