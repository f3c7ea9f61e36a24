// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <filesystem>
#include <memory>

namespace lockleaf {

/// What a key file gives to a key: BLAKE2b-512 of its content. Opens a vault together with the password.
class KeyFile
{
public:
    static constexpr std::size_t hashSize = 64;
    static constexpr std::uint64_t largest = std::uint64_t{256} << 20; ///< Bytes.
    static constexpr std::size_t madeSize = 64;                        ///< Random bytes in one that we make.

    /// Reads a regular file of 1 byte to `largest` piece by piece; a link in its last part is not followed.
    /// Slow for large ones: not on the GUI thread. Errors: FileNotFound, NotARegularFile, PermissionDenied,
    /// KeyFileNotUsable (empty, too large, or it changed meanwhile), InputOutput.
    [[nodiscard]] static Result<KeyFile> read(const std::filesystem::path& file);
    /// Makes a file of random bytes that only the owner can read, durably, where nothing may stand, and reads
    /// it back. Errors: AlreadyExists and those of files; nothing is left then.
    [[nodiscard]] static Result<KeyFile> make(const std::filesystem::path& file);

    [[nodiscard]] ByteView hash() const { return m_hash.view(); }
    [[nodiscard]] KeyFile clone() const { return KeyFile(SecureBytes::copyOf(m_hash.view())); }

private:
    explicit KeyFile(SecureBytes hash) : m_hash(std::move(hash)) {}
    SecureBytes m_hash;
};

} // namespace lockleaf
