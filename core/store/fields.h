// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/bytes.h"
#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <optional>
#include <vector>

namespace lockleaf {

/// The layout of everything that is sealed in the store (docs/vault-format.md, section 6): one byte of layout
/// version (1), then fields `type u16 ‖ length u32 ‖ value`, types strictly ascending. So it has one spelling
/// only, and a reader can carry along fields that it does not know.
constexpr std::uint8_t fieldLayout = 1;

/// A field that this version does not know, kept as it was.
struct UnknownField
{
    std::uint16_t type = 0;
    SecureBytes value;
};

/// Nothing that was kept. A reference to it outlives every writer, as one to a temporary would not.
[[nodiscard]] inline const std::vector<UnknownField>& noUnknownFields()
{
    static const std::vector<UnknownField> none;
    return none;
}

/// Writes fields in ascending order of their types; asserts that order. Unknown fields that were read are
/// woven in where they belong.
class FieldWriter
{
public:
    /// `kept` must outlive the writer and be ascending, as a FieldReader gives them.
    explicit FieldWriter(const std::vector<UnknownField>& kept = noUnknownFields());

    void bytes(std::uint16_t type, ByteView value);
    /// Two parts in one field, without joining them first.
    void bytes(std::uint16_t type, ByteView first, ByteView second);
    void u8(std::uint16_t type, std::uint8_t value);
    void u32(std::uint16_t type, std::uint32_t value);
    void u64(std::uint16_t type, std::uint64_t value);

    [[nodiscard]] SecureBytes finish();

private:
    void put(std::uint16_t type, ByteView first, ByteView second);
    void putKeptBelow(std::uint32_t type);

    const std::vector<UnknownField>& m_kept;
    std::size_t m_nextKept = 0;
    int m_lastType = -1;
    SecureBytes m_out;
};

/// One field as it lies in the plaintext.
struct Field
{
    std::uint16_t type = 0;
    ByteView value;

    // The value as an integer; nothing where the length is another.
    [[nodiscard]] std::optional<std::uint8_t> u8() const;
    [[nodiscard]] std::optional<std::uint32_t> u32() const;
    [[nodiscard]] std::optional<std::uint64_t> u64() const;
    template <class Tag>
    [[nodiscard]] std::optional<Id<Tag>> id() const
    {
        Id<Tag> id;
        if (value.size() != id.bytes.size())
            return std::nullopt;
        std::memcpy(id.bytes.data(), value.data(), id.bytes.size());
        return id;
    }
};

/// Takes a plaintext apart. Errors: Damaged, for any departure from the layout. The views point into `plain`.
[[nodiscard]] Result<std::vector<Field>> readFields(ByteView plain);

} // namespace lockleaf
