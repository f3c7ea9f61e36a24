// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/folded_text.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>
#include <utf8proc.h>

namespace lockleaf {

std::string foldedText(std::string_view text)
{
    std::string ascii{text}; // most names have nothing else
    const bool other =
        std::ranges::any_of(ascii, [](char c) { return static_cast<unsigned char>(c) >= 128; });
    if (!other) {
        std::ranges::transform(ascii, ascii.begin(),
                               [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return ascii;
    }
    constexpr auto how =
        static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    utf8proc_uint8_t* made = nullptr;
    const utf8proc_ssize_t size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                               static_cast<utf8proc_ssize_t>(text.size()), &made, how);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(made, &std::free);
    if (size == UTF8PROC_ERROR_NOMEM)
        throw std::bad_alloc();
    if (size < 0)
        return ascii; // no UTF-8: nothing to fold
    return {reinterpret_cast<const char*>(made), static_cast<std::size_t>(size)};
}

} // namespace lockleaf
