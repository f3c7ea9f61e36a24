// SPDX-License-Identifier: GPL-3.0-or-later
// Pages that are authentic and hostile: somebody who has a copy of the key wrote what SQLite is to read. The
// vault is opened, verified, searched and written to, or read as a salvage does; it says what is wrong or
// works.
//
// The input: one octet, how it is read; then changes to the pages of a small vault, each of which is page
// (1), place (2, little-endian), number of octets (1), octets.
#include "tests/fuzz/support/fuzz_input.h"
#include "tests/fuzz/support/fuzzed_vault.h"

#include <map>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    auto& vault = test::FuzzedVault::only();
    test::FuzzInput input(data, std::min<std::size_t>(size, 4096));
    const bool salvages = (input.octet() & 1) != 0;
    vault.freshFile();
    std::map<std::size_t, Bytes> changed;
    while (!input.isEmpty()) {
        const std::size_t index = input.octet() % vault.pages().size();
        const std::size_t place = input.u16() % layout::pageContent;
        const ByteView octets = input.some(input.octet() % 64);
        Bytes& page = changed.try_emplace(index, vault.pages()[index]).first->second;
        std::copy_n(octets.begin(), std::min(octets.size(), layout::pageContent - place),
                    page.begin() + static_cast<std::ptrdiff_t>(place));
    }
    for (const auto& [index, page] : changed)
        vault.putPage(static_cast<std::uint32_t>(index + 1), page);
    if (salvages)
        vault.salvage();
    else
        vault.use();
    return 0;
}
