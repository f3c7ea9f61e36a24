// SPDX-License-Identifier: GPL-3.0-or-later
// ASCII armor around an age file. It has one spelling but for white space around it and CRLF: what can be
// read is written again as the same lines; and how much is asked for at a time makes no difference.
#include "core/archive/age_armor.h"
#include "tests/support/byte_ends.h"

#include <cstdlib>

using namespace lockleaf;

namespace {

constexpr std::string_view space = " \t\r\n\v\f";

/// Without white space around it and without the CR before a LF.
std::string canonical(std::string_view armor)
{
    const std::size_t first = armor.find_first_not_of(space);
    if (first == std::string_view::npos)
        return {};
    armor = armor.substr(first, armor.find_last_not_of(space) + 1 - first);
    std::string text;
    for (std::size_t i = 0; i < armor.size(); ++i) {
        if (armor[i] != '\r' || i + 1 == armor.size() || armor[i + 1] != '\n')
            text += armor[i];
    }
    return text + "\n";
}

bool read(ByteView data, std::size_t step, Bytes& octets)
{
    test::StepSource source(data, step);
    PeekSource lines(source);
    age::ArmorReader reader(lines);
    return test::readAll(reader, step, octets).has_value();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView armor(data + 1, size - 1);
    Bytes atOnce;
    Bytes bySteps;
    const bool whole = read(armor, 1 << 16, atOnce);
    if (read(armor, data[0] + 1U, bySteps) != whole || (whole && bySteps != atOnce))
        std::abort();
    if (!whole)
        return 0;
    test::KeepingSink sink;
    age::ArmorWriter writer(sink);
    if (!writer.write(atOnce) || !writer.finish() || textOf(sink.bytes) != canonical(textOf(armor)))
        std::abort();
    return 0;
}
