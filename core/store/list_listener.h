// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/crypto/keyed_hash.h"

namespace lockleaf {

struct ListRow;

/// Hears of every change of the rows of a NoteList, also of those that are taken back afterwards with their
/// transaction: whoever must not be fooled compares the sum of the elements with the one in the head.
class ListListener
{
public:
    virtual ~ListListener() = default;
    /// A row was added to the list or taken from it; `element` is what it counts in the sum.
    virtual void noteChange(const ListRow& row, const Hash256& element, bool added) = 0;
};

} // namespace lockleaf
