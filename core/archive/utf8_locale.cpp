// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/archive/utf8_locale.h"

namespace lockleaf {

namespace {

/// Made once and kept: an archive asks for it at every entry. C.UTF-8 is part of glibc since 2.35; where
/// there is none, names beyond ASCII make libarchive fail, and the error is reported from there.
locale_t utf8()
{
    static const locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return made;
}

} // namespace

Utf8Locale::Utf8Locale() : m_before(utf8() == nullptr ? nullptr : uselocale(utf8())) {}

Utf8Locale::~Utf8Locale()
{
    if (m_before != nullptr)
        uselocale(m_before);
}

} // namespace lockleaf
