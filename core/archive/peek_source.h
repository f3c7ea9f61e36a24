// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/byte_stream.h"

namespace lockleaf {

/// A line of a stream that is text at its beginning or throughout.
struct SourceLine
{
    enum class End { Newline, EndOfSource, TooLong };

    std::string_view text; ///< Without the LF; valid until the source is used again.
    End end = End::EndOfSource;
};

/// Another source, of which one can look at the octets to come and take whole lines. Holds little more than
/// the longest line or look that is asked for.
class PeekSource final : public ByteSource
{
public:
    /// `source` must outlive this object, which takes more from it than it has given.
    explicit PeekSource(ByteSource& source) : m_source(source) {}

    /// The next `size` octets, or all where there are fewer; they stay to be read. Valid until this object is
    /// used again.
    [[nodiscard]] Result<ByteView> peek(std::size_t size);
    /// Takes the octets through the next LF. Where none comes within `longest` octets and one more, nothing
    /// is taken and the line is TooLong; at the end of the source it may be empty.
    [[nodiscard]] Result<SourceLine> readLine(std::size_t longest);
    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;

private:
    [[nodiscard]] ByteView waiting() const { return ByteView{m_buffer}.subspan(m_taken, m_end - m_taken); }
    /// Reads on, once. False at the end of the source.
    Result<bool> fill();

    ByteSource& m_source;
    Bytes m_buffer;
    std::size_t m_taken = 0; ///< What of the buffer has been given.
    std::size_t m_end = 0;   ///< What of the buffer is filled.
};

} // namespace lockleaf
