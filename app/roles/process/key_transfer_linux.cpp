// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/process/key_transfer.h"

#include "core/crypto/secure_bytes.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t idSize = std::tuple_size_v<decltype(VaultId::bytes)>;
constexpr std::size_t transferSize = idSize + keySize;

} // namespace

Result<void> sendKey(OwnedDescriptor pipe, const UnlockedKey& key)
{
    // Wiped at the end of the scope; in the kernel the pipe's page is freed once it has been read.
    WipedArray<transferSize> bytes;
    std::copy_n(key.vaultId.bytes.begin(), idSize, bytes.data());
    std::copy_n(key.dataKey.view().begin(), keySize, bytes.data() + idSize);
    // Writes of up to PIPE_BUF are whole or not at all.
    const ssize_t written = write(pipe.get(), bytes.data(), transferSize);
    if (written != ssize_t{transferSize})
        return failErrno(written < 0 ? errno : EIO, "write");
    return {};
}

Result<UnlockedKey> receiveKey(OwnedDescriptor pipe)
{
    WipedArray<transferSize> bytes;
    const ssize_t count = read(pipe.get(), bytes.data(), transferSize);
    if (count != ssize_t{transferSize})
        return failErrno(count < 0 ? errno : EIO, "read");
    UnlockedKey key;
    std::copy_n(bytes.data(), idSize, key.vaultId.bytes.begin());
    std::copy_n(bytes.data() + idSize, keySize, key.dataKey.span().begin());
    return key;
}

} // namespace lockleaf::app
