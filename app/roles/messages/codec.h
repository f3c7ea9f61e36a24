// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/roles/messages/messages.h"
#include "core/base/bytes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

/// Messages to bytes and back (docs/role-messages.md). A frame is u32 length, u16 type, payload, all
/// little-endian; the length counts type and payload.
namespace lockleaf::app {

constexpr std::size_t frameLengthSize = 4;
constexpr std::size_t frameTypeSize = 2;
constexpr std::size_t largestFrame = std::size_t{16} * 1024; ///< Type and payload.
constexpr std::size_t longestText = 4096;                    ///< Bytes of one text field: PATH_MAX.

/// Writes fields at the end of a byte string.
class FieldWriter
{
public:
    explicit FieldWriter(Bytes& out) : m_out(out) {}

    template <class... Fields>
    void operator()(Fields&... fields)
    {
        (write(fields), ...);
    }

private:
    void write(bool value) { m_out.push_back(value ? 1 : 0); }
    void write(std::uint32_t value);
    void write(std::int32_t value) { write(static_cast<std::uint32_t>(value)); }
    template <std::size_t Size>
    void write(std::array<std::uint8_t, Size>& octets)
    {
        m_out.insert(m_out.end(), octets.begin(), octets.end());
    }
    void write(std::string& text); // not const: else the template below would be the better match
    template <class Field>
    void write(Field& field)
    {
        if constexpr (std::is_enum_v<Field>)
            m_out.push_back(static_cast<std::uint8_t>(field));
        else
            field.fields(*this);
    }

    Bytes& m_out;
};

/// Reads fields and remembers the first thing that was wrong; nothing is read past the end.
class FieldReader
{
public:
    explicit FieldReader(ByteView in) : m_in(in) {}

    template <class... Fields>
    void operator()(Fields&... fields)
    {
        (read(fields), ...);
    }
    /// Everything was well formed and nothing is left over.
    [[nodiscard]] bool finishedWell() const { return m_good && m_in.empty(); }

private:
    ByteView take(std::size_t size);
    std::uint8_t readOctet();
    void read(bool& value);
    void read(std::uint32_t& value);
    void read(std::int32_t& value);
    void read(std::string& text);
    template <std::size_t Size>
    void read(std::array<std::uint8_t, Size>& octets)
    {
        if (const ByteView taken = take(Size); !taken.empty())
            std::copy(taken.begin(), taken.end(), octets.begin());
    }
    void read(AppearanceChoice& value) { readEnum(value, AppearanceChoice::Dark); }
    void read(LockReason& value) { readEnum(value, LockReason::Minimized); }
    void read(SaveOutcome& value) { readEnum(value, SaveOutcome::Kept); }
    void read(ErrorCode& value) { readEnum(value, ErrorCode::Internal); }
    void read(PrintResult& value) { readEnum(value, PrintResult::Busy); }
    template <class Enum>
    void readEnum(Enum& value, Enum last)
    {
        const std::uint8_t octet = readOctet();
        if (octet > static_cast<std::uint8_t>(last))
            m_good = false;
        else
            value = static_cast<Enum>(octet);
    }
    template <class Field>
    void read(Field& field)
    {
        field.fields(*this);
    }

    ByteView m_in;
    bool m_good = true;
};

/// The whole frame of `message`, length and type included.
template <class Message>
[[nodiscard]] Bytes encodeFrame(Message message)
{
    Bytes frame(frameLengthSize + frameTypeSize);
    storeLe16(frame.data() + frameLengthSize, Message::type);
    FieldWriter writer{frame};
    message.fields(writer);
    storeLe32(frame.data(), static_cast<std::uint32_t>(frame.size() - frameLengthSize));
    return frame;
}

/// The message of the set `Variant` that type and payload spell. Nothing: not of this set, or malformed.
template <class Variant, std::size_t Index = 0>
[[nodiscard]] std::optional<Variant> decodeMessage(std::uint16_t type, ByteView payload)
{
    if constexpr (Index == std::variant_size_v<Variant>) {
        return std::nullopt;
    } else {
        using Message = std::variant_alternative_t<Index, Variant>;
        if (type != Message::type)
            return decodeMessage<Variant, Index + 1>(type, payload);
        Message message;
        FieldReader reader{payload};
        message.fields(reader);
        if (!reader.finishedWell())
            return std::nullopt;
        return Variant{std::move(message)};
    }
}

/// Takes a stream of bytes apart into frames.
class FrameSplitter
{
public:
    struct Frame
    {
        std::uint16_t type = 0;
        Bytes payload;
    };

    /// Adds what was read from the socket.
    void feed(ByteView bytes);
    /// The next whole frame; nothing while it is incomplete or once the stream is broken.
    [[nodiscard]] std::optional<Frame> next();
    /// A length was impossible. There is no way to find the next frame: give the peer up.
    [[nodiscard]] bool isBroken() const { return m_broken; }
    /// No part of a frame waits for its rest.
    [[nodiscard]] bool isBetweenFrames() const { return m_buffer.empty(); }

private:
    Bytes m_buffer;
    bool m_broken = false;
};

} // namespace lockleaf::app
