// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/archive/peek_source.h"
#include "core/base/byte_stream.h"

#include <array>
#include <optional>
#include <string>

namespace lockleaf::age {

/// Whether these first octets of a file are armored, maybe wrongly: then ArmorReader says what is wrong.
[[nodiscard]] bool looksArmored(ByteView beginning);
/// How many octets of a file looksArmored() should see.
constexpr std::size_t armorLook = 4096;

/// Takes the ASCII armor off an age file: the octets that its base64 stands for. Reads line after line and
/// holds one. Line ends may be LF or CRLF, white space (1,024 octets) may stand before and after; everything
/// else has one spelling. Errors: ArmorDamaged, again at every further call, and those of the source. What
/// follows the armor is only seen by reading to the end.
class ArmorReader final : public ByteSource
{
public:
    /// `source` stands at the beginning of the file and must outlive this object.
    explicit ArmorReader(PeekSource& source) : m_source(source) {}

    [[nodiscard]] Result<std::size_t> read(MutableByteView buffer) override;

private:
    Result<void> readBegin();
    /// Decodes the next line into `m_octets`, or ends.
    Result<void> readNext();
    Result<void> readTrailing();
    /// The next line without its line end.
    Result<std::string_view> line();

    PeekSource& m_source;
    bool m_begun = false;
    bool m_ended = false;
    std::optional<Error> m_error;
    Bytes m_octets;
    std::size_t m_given = 0;
};

/// Writes an age file in ASCII armor, canonically: lines of 64 columns, LF.
class ArmorWriter final : public ByteSink
{
public:
    /// `sink` must outlive this object.
    explicit ArmorWriter(ByteSink& sink) : m_sink(sink) {}

    Result<void> write(ByteView bytes) override;
    /// Writes the last line and the end mark; without it the file does not open. Call once.
    Result<void> finish();

private:
    void begin(std::string& text);

    ByteSink& m_sink;
    bool m_begun = false;
    Bytes m_pending; ///< Less than a full line.
};

} // namespace lockleaf::age
