// SPDX-License-Identifier: GPL-3.0-or-later
// Texts that were kept at a lock (docs/vault-format.md, section 11): the file, and what is in one of its
// boxes.
#include "core/capture/spilled_text.h"
#include "core/crypto/aead.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const SecretKey<SpillPurpose> key = SecretKey<SpillPurpose>::copyOf(Bytes(keySize, 7));
    const VaultId vault{};
    const ByteView input(data, size);
    if (!openSpill(input, vault, key).texts.empty()) // nobody has sealed it
        std::abort();
    Bytes file{'l', 'o', 'c', 'k', 'l', 'e', 'a', 'f', ' ', 's', 'p', 'i', 'l', 'l', 0, 0};
    file.resize(32);
    Bytes aad(file.begin(), file.begin() + 16);
    aad.push_back(1); // the format
    aad.resize(16 + 2 + 16 + 4);
    const Bytes box = aead::sealBox(key, aad, input);
    file.resize(36);
    storeLe32(file.data() + 32, static_cast<std::uint32_t>(box.size()));
    file.insert(file.end(), box.begin(), box.end());
    const OpenedSpill opened = openSpill(file, vault, key);
    if (opened.whole != (opened.texts.size() == 1))
        std::abort();
    // What can be read is written again with the same text.
    if (opened.whole &&
        !std::ranges::equal(openSpill(sealSpill(opened.texts, vault, key), vault, key).texts[0].body.view(),
                            opened.texts[0].body.view()))
        std::abort();
    return 0;
}
