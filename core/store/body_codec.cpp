// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/body_codec.h"

#include <new>
#include <zstd.h>

namespace lockleaf {

namespace {

// A note is compressed at every save while somebody types. Level 3 takes longer, and makes the file 1.4 %
// smaller.
constexpr int level = 1;

} // namespace

struct BodyCodec::Contexts
{
    ZSTD_CCtx* compressing = ZSTD_createCCtx();
    ZSTD_DCtx* restoring = ZSTD_createDCtx();

    Contexts()
    {
        if (compressing == nullptr || restoring == nullptr) {
            ZSTD_freeCCtx(compressing);
            ZSTD_freeDCtx(restoring);
            throw std::bad_alloc();
        }
    }
    ~Contexts()
    {
        ZSTD_freeCCtx(compressing);
        ZSTD_freeDCtx(restoring);
    }
    Contexts(const Contexts&) = delete;
    Contexts& operator=(const Contexts&) = delete;
};

BodyCodec::BodyCodec() : m_contexts(std::make_unique<Contexts>()) {}
BodyCodec::~BodyCodec() = default;
BodyCodec::BodyCodec(BodyCodec&&) noexcept = default;
BodyCodec& BodyCodec::operator=(BodyCodec&&) noexcept = default;

std::optional<SecureBytes> BodyCodec::shrink(ByteView body, std::size_t limit)
{
    if (body.empty() || limit == 0)
        return std::nullopt;
    // A destination one byte short of the limit makes zstd give up where it would not pay.
    SecureBytes frame(limit - 1);
    const std::size_t size = ZSTD_compressCCtx(m_contexts->compressing, frame.data(), frame.size(),
                                               body.data(), body.size(), level);
    if (ZSTD_isError(size) != 0)
        return std::nullopt;
    frame.truncate(size);
    return frame;
}

Result<SecureBytes> BodyCodec::restore(ByteView frame, std::size_t size)
{
    if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size)
        return fail(ErrorCode::Damaged, "compressed body size");
    SecureBytes body(size);
    const std::size_t restored =
        ZSTD_decompressDCtx(m_contexts->restoring, body.data(), size, frame.data(), frame.size());
    if (restored != size) // an error code is never a size
        return fail(ErrorCode::Damaged, "compressed body");
    return body;
}

} // namespace lockleaf
