// SPDX-License-Identifier: GPL-3.0-or-later
// A copy of the header (docs/vault-format.md, section 2). Its checksum is made right, since without it
// nothing of the copy is read.
#include "core/crypto/keyed_hash.h"
#include "core/vaultfile/header_block.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t atChecksum = layout::headerBlockSize - 32;
    HeaderBlock block{};
    std::copy_n(data, std::min(size, atChecksum), block.begin());
    const Hash256 checksum = hash256({ByteView(block).first(atChecksum)});
    std::copy(checksum.begin(), checksum.end(), block.begin() + atChecksum);
    const HeaderCopy copy = decodeHeader(block);
    if (!copy.readable())
        return 0;
    if (copy.header.slots().size() > Header::mostSlots)
        std::abort();
    return 0;
}
