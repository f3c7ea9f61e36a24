// SPDX-License-Identifier: GPL-3.0-or-later
// The header of an age file (docs/archive-format.md, section 1), and the keys by which a file is opened.
// There is one spelling of each: what can be read is written again as the same octets, but for a MAC that is
// wrong.
#include "core/archive/age_header.h"
#include "core/archive/age_scrypt.h"
#include "core/archive/age_x25519.h"
#include "core/archive/bech32.h"
#include "tests/support/byte_ends.h"

#include <cstdlib>

using namespace lockleaf;

namespace {

void readAsHeader(ByteView data, std::size_t step)
{
    test::StepSource source(data, step);
    PeekSource lines(source);
    const auto header = age::readHeader(lines);
    if (!header)
        return;
    const age::FileKey fileKey;
    const Bytes again = age::encodeHeader(fileKey, header->stanzas);
    const std::string_view text = textOf(again);
    if (!text.starts_with(header->signedText) || !textOf(data).starts_with(header->signedText) ||
        text.size() != header->signedText.size() + 1 + 43 + 1)
        std::abort();
    const bool sameMac = data.size() >= again.size() && std::equal(again.begin(), again.end(), data.begin());
    if (sameMac != age::macHolds(*header, fileKey))
        std::abort();
    for (const age::Stanza& stanza : header->stanzas) {
        if (const auto scrypt = age::parseScrypt(stanza); scrypt && scrypt->workFactor < 1)
            std::abort();
        static_cast<void>(age::parseX25519(stanza));
    }
}

void readAsKey(std::string_view text)
{
    if (const auto decoded = decodeBech32(text); decoded) {
        // A prefix without letters does not say in which case the rest is.
        const std::string again{encodeBech32(decoded->prefix, decoded->data.view()).text()};
        if (again != text && decoded->prefix.find_first_of("abcdefghijklmnopqrstuvwxyz"
                                                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos)
            std::abort();
    }
    if (const auto recipient = age::Recipient::parse(text); recipient && recipient->text() != text)
        std::abort();
    static_cast<void>(age::parseIdentityFile(text));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = startCrypto();
    if (!started)
        std::abort();
    if (size == 0)
        return 0;
    const ByteView rest(data + 1, size - 1);
    if (data[0] & 1)
        readAsKey(textOf(rest));
    else
        readAsHeader(rest, data[0] / 2 + 1U);
    return 0;
}
