// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/body_field.h"

#include "core/base/text.h"
#include "core/vault/note.h"

namespace lockleaf {

namespace {

constexpr std::size_t zstdPrefix = 8; ///< The body's size before the frame.
constexpr std::size_t worthCompressing = 64;

Result<SecureBytes> readCompressed(const Field& field, BodyCodec& codec)
{
    if (field.value.size() <= zstdPrefix)
        return fail(ErrorCode::Damaged, "compressed body");
    const std::uint64_t size = loadLe64(field.value.data());
    // The bound comes before any memory is taken: what is authentic may still have been written by a bug.
    if (size > largestBody || field.value.size() >= size)
        return fail(ErrorCode::Damaged, "compressed body size");
    return codec.restore(field.value.subspan(zstdPrefix), static_cast<std::size_t>(size));
}

} // namespace

void writeBody(FieldWriter& writer, ByteView body, BodyCodec& codec)
{
    if (body.empty())
        return;
    if (body.size() >= worthCompressing) {
        if (const auto frame = codec.shrink(body, body.size() - zstdPrefix)) {
            std::array<std::uint8_t, zstdPrefix> size{};
            storeLe64(size.data(), body.size());
            writer.bytes(fieldBodyZstd, size, frame->view());
            return;
        }
    }
    writer.bytes(fieldBody, body);
}

Result<bool> readBody(const Field& field, SecureBytes& body, BodyCodec& codec)
{
    if (!body.empty())
        return false;
    if (field.type == fieldBodyZstd) {
        LOCKLEAF_TRY(body, readCompressed(field, codec));
        return isStorableText(body.text());
    }
    body = SecureBytes::copyOf(field.value);
    return !field.value.empty() && field.value.size() <= largestBody && isStorableText(body.text());
}

} // namespace lockleaf
