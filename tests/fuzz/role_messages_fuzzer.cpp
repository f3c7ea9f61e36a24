// SPDX-License-Identifier: GPL-3.0-or-later
// What keeper, lock screen and session may send to each other (docs/role-messages.md). The first octet says
// in how large pieces the stream arrives, the rest is the stream. There is one spelling of each message; and
// whatever text is put into one is sent in a way that the other end takes.
#include "app/roles/messages/codec.h"

#include <algorithm>
#include <cstdlib>

using namespace lockleaf;
using namespace lockleaf::app;

namespace {

template <class Variant>
void decode(const FrameSplitter::Frame& frame)
{
    const auto message = decodeMessage<Variant>(frame.type, frame.payload);
    if (!message)
        return;
    const Bytes again = std::visit([](const auto& known) { return encodeFrame(known); }, *message);
    const ByteView payload = ByteView(again).subspan(frameLengthSize + frameTypeSize);
    if (loadLe16(again.data() + frameLengthSize) != frame.type || !std::ranges::equal(payload, frame.payload))
        std::abort();
}

void readStream(ByteView stream, std::size_t step)
{
    FrameSplitter splitter;
    std::size_t taken = 0;
    for (std::size_t at = 0; at < stream.size(); at += step) {
        splitter.feed(stream.subspan(at, std::min(step, stream.size() - at)));
        while (const auto frame = splitter.next()) {
            taken += frameLengthSize + frameTypeSize + frame->payload.size();
            decode<ToLockScreen>(*frame);
            decode<FromLockScreen>(*frame);
            decode<ToSession>(*frame);
            decode<FromSession>(*frame);
        }
    }
    if (taken > stream.size())
        std::abort();
}

template <class Variant, class Message>
void mustArrive(const Message& message)
{
    const Bytes frame = encodeFrame(message);
    FrameSplitter splitter;
    splitter.feed(frame);
    const auto split = splitter.next();
    if (!split || !splitter.isBetweenFrames() || !decodeMessage<Variant>(split->type, split->payload))
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const ByteView stream(data + 1, size - 1);
    // Pieces of one octet of a long stream would all be moved for each frame.
    readStream(stream, std::max<std::size_t>(data[0] + 1u, size / 1000));
    const std::string text(textOf(stream));
    mustArrive<ToLockScreen>(ShowWindow{text, text}); // from another program, by the bus or the socket
    mustArrive<FromLockScreen>(KeySent{text});
    mustArrive<FromSession>(AddressChosen{text});
    return 0;
}
