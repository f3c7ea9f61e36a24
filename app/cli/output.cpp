// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "app/cli/interrupt.h"
#include "core/base/text.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <utf8proc.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t bufferSize = std::size_t{64} * 1024;

/// Never the sentence of errno's own code: that one speaks of the vault's disk.
std::unexpected<Error> unwritten(int errnoValue)
{
    return std::unexpected(
        Error{ErrorCode::InputOutput,
              std::string{"Standard output could not be written ("} + std::strerror(errnoValue) + ").",
              errnoValue});
}

Result<void> writeAll(ByteView bytes)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            continue;
        }
        if (errno != EINTR)
            return unwritten(errno);
        if (interrupted())
            return fail(ErrorCode::Cancelled);
    }
    return {};
}

bool mayBeShown(utf8proc_int32_t character)
{
    switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_CF: // joiners make emoji and scripts; the rest of the kind only reorders or hides
        return character == 0x200C || character == 0x200D;
    default:
        return true;
    }
}

} // namespace

Result<void> Output::write(ByteView bytes)
{
    if (bytes.size() >= bufferSize) {
        LOCKLEAF_CHECK(flush());
        return writeAll(bytes);
    }
    if (m_buffer.size() + bytes.size() > bufferSize)
        LOCKLEAF_CHECK(flush());
    m_buffer.append(bytes);
    return {};
}

Result<void> Output::line(std::string_view text)
{
    LOCKLEAF_CHECK(write(text));
    return write("\n");
}

Result<void> Output::flush()
{
    auto result = writeAll(m_buffer.view());
    m_buffer.clear();
    return result;
}

std::string printable(std::string_view text)
{
    std::string shown;
    shown.reserve(text.size());
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto size = static_cast<utf8proc_ssize_t>(text.size());
    for (utf8proc_ssize_t i = 0; i < size;) {
        utf8proc_int32_t character = 0;
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + i, size - i, &character);
        if (length <= 0 || !mayBeShown(character))
            shown += "\xEF\xBF\xBD";
        else
            shown += text.substr(static_cast<std::size_t>(i), static_cast<std::size_t>(length));
        i += length > 0 ? length : 1;
    }
    return shown;
}

std::string shownPath(const std::string& path)
{
    return isStorableText(path) ? path : printable(path);
}

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, 1, ',');
    return digits;
}

std::string byteSize(std::uint64_t bytes)
{
    if (bytes < 1000)
        return bytes == 1 ? "1 byte" : std::to_string(bytes) + " bytes";
    static constexpr std::array units = {"kB", "MB", "GB", "TB", "PB", "EB"};
    double value = static_cast<double>(bytes) / 1000;
    std::size_t unit = 0;
    while (value >= 999.95 && unit + 1 < units.size()) {
        value /= 1000;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %s", value, units[unit]);
    return text.data();
}

} // namespace lockleaf::app
