// SPDX-License-Identifier: GPL-3.0-or-later
// The payload of an age file, sealed by us and then changed as the input says: whatever is opened is a
// beginning of what was sealed, whole only where nothing was changed.
#include "core/archive/age_payload.h"
#include "core/crypto/secret_key.h"
#include "tests/support/byte_ends.h"

#include <cstdlib>

using namespace lockleaf;

namespace {

constexpr std::size_t sealedChunk = age::chunkSize + 16;

/// Sizes around the edges of chunks.
std::size_t plainSize(std::uint8_t choice)
{
    const std::size_t edge = choice / 8 % 4 * age::chunkSize;
    const std::size_t offset = choice % 8;
    return edge + offset < 4 ? 0 : edge + offset - 4;
}

/// One change to the sealed octets.
void change(Bytes& sealed, std::uint8_t kind, std::size_t where)
{
    where %= sealed.size();
    const auto at = sealed.begin() + static_cast<std::ptrdiff_t>(where);
    switch (kind % 6) {
    case 0:
        *at ^= static_cast<std::uint8_t>(kind / 6 + 1);
        break;
    case 1:
        sealed.resize(where + 1);
        break;
    case 2:
        sealed.insert(at, kind);
        break;
    case 3:
        sealed.insert(sealed.end(), kind / 6 + 1U, kind);
        break;
    case 4: // the first two chunks change places
        if (sealed.size() >= 16 + 2 * sealedChunk)
            std::swap_ranges(sealed.begin() + 16, sealed.begin() + 16 + sealedChunk,
                             sealed.begin() + 16 + sealedChunk);
        break;
    default: // a whole chunk is left out
        if (sealed.size() >= 16 + sealedChunk)
            sealed.erase(sealed.begin() + 16, sealed.begin() + 16 + sealedChunk);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const bool started = startCrypto();
    if (!started)
        std::abort();
    if (size < 2)
        return 0;
    Bytes plain(plainSize(data[0]));
    for (std::size_t i = 0; i < plain.size(); ++i)
        plain[i] = static_cast<std::uint8_t>(i >> 16 ^ i >> 8 ^ i);
    const age::FileKey fileKey;
    test::KeepingSink sink;
    age::PayloadSealer sealer(fileKey, {}, sink);
    if (!sealer.write(plain) || !sealer.finish())
        std::abort();
    Bytes changed = sink.bytes;
    for (std::size_t i = 2; i + 4 <= size && !changed.empty(); i += 4)
        change(changed, data[i],
               std::size_t{data[i + 1]} << 16 | std::size_t{data[i + 2]} << 8 | data[i + 3]);

    test::StepSource source(changed, (data[1] + 1U) * 997);
    age::PayloadOpener opener(fileKey, source);
    Bytes opened;
    const bool whole = test::readAll(opener, (data[1] + 1U) * 499, opened).has_value();
    if (whole != (changed == sink.bytes) || (whole && opened != plain))
        std::abort();
    if (opened.size() > plain.size() || !std::equal(opened.begin(), opened.end(), plain.begin()))
        std::abort();
    return 0;
}
