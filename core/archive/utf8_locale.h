// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <locale.h>

namespace lockleaf {

/// Makes UTF-8 the character set of this thread while it lives: libarchive reads and writes file names by the
/// locale of the thread, and what a program was started with may be anything.
class Utf8Locale
{
public:
    Utf8Locale();
    ~Utf8Locale();
    Utf8Locale(const Utf8Locale&) = delete;
    Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
    locale_t m_before;
};

} // namespace lockleaf
