// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/crypto/secure_bytes.h"

#include <string>
#include <string_view>

namespace lockleaf::app {

/// Standard output with errors that are seen (a full disk, a closed pipe) and a buffer that is wiped. Errors:
/// InputOutput with a sentence of its own and errno; Cancelled.
class Output
{
public:
    Result<void> write(ByteView bytes);
    Result<void> write(std::string_view text) { return write(bytesOf(text)); }
    /// `text` and a line end.
    Result<void> line(std::string_view text);
    /// Call at the end; what was not flushed is lost.
    Result<void> flush();

private:
    SecureBytes m_buffer;
};

/// `text` with control and direction characters replaced, so that a title cannot command a terminal.
[[nodiscard]] std::string printable(std::string_view text);

/// A path as text, for JSON too: names of files are bytes, and only their shown form is sure to be UTF-8.
[[nodiscard]] std::string shownPath(const std::string& path);

/// "1,873"
[[nodiscard]] std::string grouped(std::uint64_t number);
/// "412 bytes", "4.1 MB" (powers of 1,000).
[[nodiscard]] std::string byteSize(std::uint64_t bytes);

} // namespace lockleaf::app
