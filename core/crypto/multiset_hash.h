// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"

namespace lockleaf {

/// The sum mod 2^256 of keyed 256-bit hashes: a fingerprint of a set that changes with one addition and one
/// subtraction when one element changes (format.md 6). Who has no key cannot find another set of equal sum;
/// each element stands at most once in the set.
class MultisetHash
{
public:
    MultisetHash() = default;
    explicit MultisetHash(const Hash256& sum) : m_sum(sum) {}

    /// Adds or takes away the keyed hash of one element, given in an injective encoding.
    void add(const Hash256& element);
    void subtract(const Hash256& element);

    /// Little-endian sum.
    [[nodiscard]] const Hash256& value() const { return m_sum; }
    bool operator==(const MultisetHash&) const = default;

private:
    Hash256 m_sum{};
};

} // namespace lockleaf
