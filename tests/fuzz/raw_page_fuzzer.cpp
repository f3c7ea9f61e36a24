// SPDX-License-Identifier: GPL-3.0-or-later
// A page as a salvage reads it without SQLite, whatever stands in it. The input: the page's number (1), how
// it goes on (1), then pieces of it, each of which is place (2, little-endian), number of octets (1), octets.
#include "core/store/raw_page.h"
#include "tests/fuzz/support/fuzz_input.h"

#include <cstdlib>

using namespace lockleaf;

namespace {

constexpr std::size_t limit = std::size_t{1} << 20;

void lookAt(const RawCell& cell, PageView page, std::uint8_t goesOn)
{
    if (cell.local.data() < page.data() || cell.local.data() + cell.local.size() > page.data() + page.size())
        std::abort();
    std::vector<std::uint32_t> through;
    const auto readPage = [&](std::uint32_t number, MutablePage plain) {
        std::ranges::copy(page, plain.begin());
        plain[3] = goesOn; // the next page
        return number % 7 != 5;
    };
    const auto payload = wholePayload(cell, limit, readPage, &through);
    if (payload && payload->size() != cell.payloadSize)
        std::abort();
    const ByteView start = payload ? payload->view() : cell.local;
    std::uint64_t end = 0;
    for (const RawColumn& column : rawColumns(start, cell.payloadSize)) {
        if (column.position < end || column.position + column.size > cell.payloadSize)
            std::abort();
        end = column.position + column.size;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    test::FuzzInput input(data, size);
    const std::uint32_t number = input.octet() % 3 + 1u;
    const std::uint8_t goesOn = input.octet();
    static Bytes page(layout::pageSize);
    std::ranges::fill(page, std::uint8_t{0});
    while (!input.isEmpty()) {
        const std::size_t place = input.u16() % layout::pageContent;
        const ByteView octets = input.some(input.octet());
        std::copy_n(octets.begin(), std::min(octets.size(), layout::pageContent - place),
                    page.begin() + static_cast<std::ptrdiff_t>(place));
    }
    const PageView view(page.data(), layout::pageSize);
    const RawPage parsed = parseRawPage(number, view);
    std::size_t looked = 0;
    for (const RawCell& cell : parsed.cells)
        if (++looked <= 8) // thousands of cells may be the same one
            lookAt(cell, view, goesOn);
    return 0;
}
