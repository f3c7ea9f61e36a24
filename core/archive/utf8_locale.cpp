// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/utf8_locale.h"

namespace lockleaf {

// C.UTF-8 is part of glibc since 2.35. Where there is none, names beyond ASCII make libarchive fail, and the
// error is reported from there.
Utf8Locale::Utf8Locale()
    : m_utf8(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
      m_before(m_utf8 == nullptr ? nullptr : uselocale(m_utf8))
{
}

Utf8Locale::~Utf8Locale()
{
    if (m_utf8 == nullptr)
        return;
    uselocale(m_before);
    freelocale(m_utf8);
}

} // namespace lockleaf
