// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/multiset_hash.h"

#include <sodium.h>

namespace lockleaf {

void MultisetHash::add(const Hash256& element)
{
    sodium_add(m_sum.data(), element.data(), m_sum.size());
}

void MultisetHash::subtract(const Hash256& element)
{
    sodium_sub(m_sum.data(), element.data(), m_sum.size());
}

} // namespace lockleaf
