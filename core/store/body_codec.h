// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <memory>
#include <optional>

namespace lockleaf {

/// Shrinks and restores note bodies with zstd (RFC 8878), before they are sealed. One thread; keeps its work
/// memory between calls, since making it costs more than compressing a short note.
class BodyCodec
{
public:
    BodyCodec();
    ~BodyCodec();
    BodyCodec(BodyCodec&&) noexcept;
    BodyCodec& operator=(BodyCodec&&) noexcept;

    /// One zstd frame, or nothing where that would not be smaller than `limit` bytes.
    [[nodiscard]] std::optional<SecureBytes> shrink(ByteView body, std::size_t limit);
    /// The body of exactly `size` bytes in `frame`. Never writes more than that. Errors: Damaged.
    [[nodiscard]] Result<SecureBytes> restore(ByteView frame, std::size_t size);

private:
    struct Contexts;
    std::unique_ptr<Contexts> m_contexts;
};

} // namespace lockleaf
