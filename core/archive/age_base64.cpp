// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/age_base64.h"

#include <sodium.h>

#include <algorithm>

namespace lockleaf::age {

namespace {

int sodiumVariant(Base64 kind)
{
    return kind == Base64::Padded ? sodium_base64_VARIANT_ORIGINAL
                                  : sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
}

} // namespace

std::string encodeBase64(ByteView bytes, Base64 kind)
{
    const int variant = sodiumVariant(kind);
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back(); // libsodium's zero at the end
    return text;
}

bool decodeBase64(std::string_view text, Base64 kind, Bytes& bytes)
{
    // libsodium 1.0.18 takes octets above 0x7F for letters where char is signed: a fuzzer of ours found it.
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; }))
        return false;
    const std::size_t before = bytes.size();
    bytes.resize(before + (text.size() / 4 + 1) * 3);
    std::size_t size = 0;
    // Without a place to tell where it stopped, libsodium takes the whole text or nothing; it refuses bits
    // that are left over.
    const bool whole = sodium_base642bin(bytes.data() + before, bytes.size() - before, text.data(),
                                         text.size(), nullptr, &size, nullptr, sodiumVariant(kind)) == 0;
    bytes.resize(before + (whole ? size : 0));
    return whole;
}

} // namespace lockleaf::age
