// SPDX-License-Identifier: GPL-3.0-or-later
// An inbox that anybody may have written (docs/vault-format.md, section 10): the file, and a note in it that
// is sealed for the right key and says what it likes.
#include "core/capture/captured_note.h"
#include "core/capture/inbox_file.h"

#include <cstdlib>
#include <sodium.h>

using namespace lockleaf;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const SecretKey<InboxSeedPurpose> seed = SecretKey<InboxSeedPurpose>::copyOf(Bytes(keySize, 7));
    const VaultId vault{};
    const ByteView input(data, size);
    const InboxEntries entries = entriesOfInbox(input);
    if (entries.sealed.size() > mostInboxEntries || entries.unreadable > size)
        std::abort();
    InboxPublicKey key{};
    if (crypto_scalarmult_base(key.data(), seed.view().data()) != 0)
        std::abort();
    Bytes sealed(size + crypto_box_SEALBYTES);
    if (crypto_box_seal(sealed.data(), data, size, key.data()) != 0)
        std::abort();
    if (const auto note = openCaptured(sealed, vault, seed); note && note->body.size() > largestCapture)
        std::abort();
    return 0;
}
