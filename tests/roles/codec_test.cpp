// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/messages/codec.h"

#include <QTest>
#include <random>

using namespace lockleaf;
using namespace lockleaf::app;

namespace {

StartLockScreen fullStart()
{
    StartLockScreen start;
    start.reason = LockReason::Idle;
    start.idleSeconds = 300;
    start.error = ErrorCode::Damaged;
    start.vaultPath = "/home/anna/Notizen/Übung.lockleaf";
    start.takeFocus = false;
    start.failures = 4;
    start.pauseMilliseconds = 2000;
    start.colors = {AppearanceChoice::Dark, true};
    start.placement = {-12, 40, 1200, 800, true, false, false, true, 3};
    return start;
}

ByteView payloadOf(const Bytes& frame)
{
    return ByteView{frame}.subspan(frameLengthSize + frameTypeSize);
}

} // namespace

class CodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aMessageComesBackAsItWas()
    {
        const Bytes frame = encodeFrame(fullStart());
        FrameSplitter splitter;
        splitter.feed(frame);
        const auto split = splitter.next();
        QVERIFY(split.has_value());
        const auto message = decodeMessage<ToLockScreen>(split->type, split->payload);
        QVERIFY(message.has_value());
        const auto& start = std::get<StartLockScreen>(*message);
        QCOMPARE(start.reason, LockReason::Idle);
        QCOMPARE(start.idleSeconds, 300U);
        QCOMPARE(start.error, ErrorCode::Damaged);
        QCOMPARE(start.vaultPath, std::string("/home/anna/Notizen/Übung.lockleaf"));
        QVERIFY(!start.takeFocus);
        QCOMPARE(start.failures, 4U);
        QCOMPARE(start.pauseMilliseconds, 2000U);
        QVERIFY(start.colors == (Colors{AppearanceChoice::Dark, true}));
        QVERIFY(start.placement == fullStart().placement);
    }

    void theBytesAreThoseOfTheDocument()
    {
        KeySent sent;
        sent.vaultPath = "/a";
        const Bytes expected{6, 0, 0, 0, 67, 0, 2, 0, '/', 'a'};
        QVERIFY(encodeFrame(sent) == expected);
        const Bytes address{7, 0, 0, 0, 200, 0, 3, 0, 'a', ':', 'b'};
        QVERIFY(encodeFrame(AddressChosen{"a:b"}) == address);
        const Bytes opened{3, 0, 0, 0, 133, 0, 1};
        QVERIFY(encodeFrame(AddressOpened{true}) == opened);
        const Bytes printReady{2, 0, 0, 0, 134, 0};
        QVERIFY(encodeFrame(PrintReady{}) == printReady);
        const Bytes printEnded{3, 0, 0, 0, 135, 0, 2};
        QVERIFY(encodeFrame(PrintEnded{PrintResult::NoPrintSystem}) == printEnded);
        const Bytes printRequested{2, 0, 0, 0, 201, 0};
        QVERIFY(encodeFrame(PrintRequested{}) == printRequested);
        const Bytes printComplete{2, 0, 0, 0, 202, 0};
        QVERIFY(encodeFrame(PrintComplete{}) == printComplete);
        const Bytes printCancelled{2, 0, 0, 0, 203, 0};
        QVERIFY(encodeFrame(PrintCancelled{}) == printCancelled);
        const Bytes keysChanged{2, 0, 0, 0, 204, 0};
        QVERIFY(encodeFrame(KeysChanged{}) == keysChanged);
        const Bytes signalsKnown{6, 0, 0, 0, 136, 0, 1, 0, 1, 0};
        QVERIFY(encodeFrame(LockSignalsKnown{true, false, true, false}) == signalsKnown);
        const Bytes triggersChanged{7, 0, 0, 0, 205, 0, 1, 0, 1, 0, 1};
        QVERIFY(encodeFrame(LockTriggersChanged{{true, false, true, false, true}}) == triggersChanged);
        const Bytes trayKnown{4, 0, 0, 0, 137, 0, 1, 0};
        QVERIFY(encodeFrame(TrayKnown{true, false}) == trayKnown);
        const Bytes newNote{2, 0, 0, 0, 138, 0};
        QVERIFY(encodeFrame(NewNoteWanted{}) == newNote);
        const Bytes inboxFilled{2, 0, 0, 0, 139, 0};
        QVERIFY(encodeFrame(InboxFilled{}) == inboxFilled);
        const Bytes trayChosen{3, 0, 0, 0, 207, 0, 1};
        QVERIFY(encodeFrame(TrayChosen{true}) == trayChosen);
        const Bytes empty{2, 0, 0, 0, 198, 0};
        QVERIFY(encodeFrame(LockRequested{}) == empty);
        PlacementChanged moved;
        moved.placement = {-1, 2, 3, 4, false, true, false, true, 7};
        const Bytes placement{26, 0, 0, 0, 68, 0, 255, 255, 255, 255, 2, 0, 0, 0, 3,
                              0,  0, 0, 4, 0,  0, 0,   0,   1,   0,   1, 7, 0, 0, 0};
        QVERIFY(encodeFrame(moved) == placement);
    }

    void theBytesOfACaptureAreThoseOfTheDocument()
    {
        const Bytes start{10, 0, 0, 0, 0, 1, 2, 1, 0, 0, 2, 0, 'A', 'b'};
        QVERIFY(encodeFrame(StartCapture{{AppearanceChoice::Dark, true}, "", "Ab"}) == start);
        CaptureTarget target{true, ErrorCode::Internal, {}};
        target.address.vault.bytes.fill(7);
        target.address.key.fill(8);
        Bytes expected{52, 0, 0, 0, 1, 1, 1, static_cast<std::uint8_t>(ErrorCode::Internal)};
        expected.insert(expected.end(), 16, 7);
        expected.insert(expected.end(), 32, 8);
        const Bytes frame = encodeFrame(target);
        QVERIFY(frame == expected);
        const auto back = decodeMessage<ToCapture>(CaptureTarget::type, payloadOf(frame));
        QVERIFY(back && std::get<CaptureTarget>(*back).address == target.address);
        for (std::size_t size = 0; size < payloadOf(frame).size(); ++size)
            QVERIFY(!decodeMessage<ToCapture>(CaptureTarget::type, payloadOf(frame).first(size)));
        const Bytes outcome{4, 0, 0, 0, 2, 1, 1, 0};
        QVERIFY(encodeFrame(CaptureOutcome{true, ErrorCode{}}) == outcome);
        const Bytes finish{3, 0, 0, 0, 3, 1, 1};
        QVERIFY(encodeFrame(FinishCapture{true}) == finish);
        const Bytes sealed{2, 0, 0, 0, 64, 1};
        QVERIFY(encodeFrame(CaptureSealed{}) == sealed);
        QVERIFY(!decodeMessage<FromSession>(CaptureSealed::type, {}));
        QVERIFY(!decodeMessage<FromCapture>(LockRequested::type, {}));
        QVERIFY(!decodeMessage<ToCapture>(NewNoteWanted::type, {}));
    }

    void everyPrefixIsRefused()
    {
        const Bytes frame = encodeFrame(fullStart());
        const ByteView payload = payloadOf(frame);
        for (std::size_t size = 0; size < payload.size(); ++size)
            QVERIFY(!decodeMessage<ToLockScreen>(StartLockScreen::type, payload.first(size)).has_value());
        Bytes longer(payload.begin(), payload.end());
        longer.push_back(0);
        QVERIFY(!decodeMessage<ToLockScreen>(StartLockScreen::type, longer).has_value());
    }

    void aMessageOfTheOtherDirectionIsRefused()
    {
        QVERIFY(decodeMessage<FromSession>(LockRequested::type, {}).has_value());
        QVERIFY(!decodeMessage<FromLockScreen>(LockRequested::type, {}).has_value());
        QVERIFY(!decodeMessage<ToLockScreen>(LockScreenPainted::type, {}).has_value());
        QVERIFY(
            !decodeMessage<FromSession>(KeySent::type, payloadOf(encodeFrame(KeySent{"/a"}))).has_value());
        QVERIFY(!decodeMessage<FromSession>(AddressOpened::type, Bytes{1}).has_value());
        QVERIFY(!decodeMessage<ToSession>(AddressOpened::type, Bytes{2}).has_value());
        QVERIFY(decodeMessage<ToSession>(PrintReady::type, {}).has_value());
        QVERIFY(!decodeMessage<FromSession>(PrintReady::type, {}).has_value());
        QVERIFY(decodeMessage<FromSession>(PrintRequested::type, {}).has_value());
        QVERIFY(decodeMessage<FromLockScreen>(PrintRequested::type, {}).has_value()); // a recovery kit
        QVERIFY(!decodeMessage<ToLockScreen>(PrintRequested::type, {}).has_value());
        const Bytes switches{1, 0, 1, 0, 1};
        QVERIFY(decodeMessage<FromSession>(LockTriggersChanged::type, switches).has_value());
        QVERIFY(!decodeMessage<FromLockScreen>(LockTriggersChanged::type, switches).has_value());
        QVERIFY(decodeMessage<ToSession>(LockSignalsKnown::type, ByteView{switches}.first(4)).has_value());
        QVERIFY(
            !decodeMessage<ToLockScreen>(LockSignalsKnown::type, ByteView{switches}.first(4)).has_value());
        QVERIFY(!decodeMessage<FromSession>(0, {}).has_value());
    }

    void valuesOutOfRangeAreRefused()
    {
        const auto openFailed = [](std::uint8_t code) {
            return decodeMessage<FromSession>(OpenFailed::type, Bytes{code}).has_value();
        };
        QVERIFY(openFailed(static_cast<std::uint8_t>(ErrorCode::Internal)));
        QVERIFY(!openFailed(static_cast<std::uint8_t>(ErrorCode::Internal) + 1));
        QVERIFY(decodeMessage<FromSession>(EditsClosed::type, Bytes{1}).has_value());
        QVERIFY(!decodeMessage<FromSession>(EditsClosed::type, Bytes{2}).has_value());
        QVERIFY(!decodeMessage<FromSession>(AppearanceChosen::type, Bytes{3}).has_value());
        QVERIFY(decodeMessage<ToSession>(PrintEnded::type, Bytes{3}).has_value());
        QVERIFY(!decodeMessage<ToSession>(PrintEnded::type, Bytes{4}).has_value());
        QVERIFY(!decodeMessage<FromSession>(LockTriggersChanged::type, Bytes{1, 1, 2, 1, 1}).has_value());
        const auto startFor = [](std::uint8_t reason) {
            Bytes frame = encodeFrame(fullStart());
            frame[frameLengthSize + frameTypeSize] = reason;
            return decodeMessage<ToLockScreen>(StartLockScreen::type, payloadOf(frame)).has_value();
        };
        QVERIFY(startFor(static_cast<std::uint8_t>(LockReason::Minimized)));
        QVERIFY(!startFor(static_cast<std::uint8_t>(LockReason::Minimized) + 1));
    }

    void textsAreBounded()
    {
        Bytes payload{0, 0};
        storeLe16(payload.data(), longestText);
        payload.resize(2 + longestText, 'x');
        QVERIFY(decodeMessage<FromLockScreen>(KeySent::type, payload).has_value());
        payload[10] = 0;
        QVERIFY(!decodeMessage<FromLockScreen>(KeySent::type, payload).has_value());
        storeLe16(payload.data(), longestText + 1);
        payload.assign(2 + longestText + 1, 'x');
        storeLe16(payload.data(), longestText + 1);
        QVERIFY(!decodeMessage<FromLockScreen>(KeySent::type, payload).has_value());
        // A text that would be refused is not sent at all, so that it cannot end the peer.
        QCOMPARE(payloadOf(encodeFrame(KeySent{std::string("a\0b", 3)})).size(), std::size_t{2});
        QCOMPARE(payloadOf(encodeFrame(KeySent{std::string(longestText + 1, 'x')})).size(), std::size_t{2});
    }

    void cornersThatNoWindowHasAreTold()
    {
        QVERIFY(WindowPlacement{}.isPossible());
        QVERIFY((WindowPlacement{-32'768, 32'767, 32'767, 1, true}).isPossible());
        QVERIFY(!(WindowPlacement{INT32_MIN, 0, 100, 100}).isPossible());
        QVERIFY(!(WindowPlacement{0, 32'768, 100, 100}).isPossible());
        QVERIFY(!(WindowPlacement{0, 0, 0x8000'0000, 100}).isPossible());
        QVERIFY(!(WindowPlacement{0, 0, 100, 0xFFFF'FFFF}).isPossible());
    }

    void aStreamInPiecesGivesTheSameFrames()
    {
        Bytes stream;
        for (const Bytes& frame :
             {encodeFrame(fullStart()), encodeFrame(LockRequested{}), encodeFrame(KeySent{"/x"})})
            stream.insert(stream.end(), frame.begin(), frame.end());
        for (const std::size_t step : {std::size_t{1}, std::size_t{5}, stream.size()}) {
            FrameSplitter splitter;
            std::vector<std::uint16_t> types;
            for (std::size_t at = 0; at < stream.size(); at += step) {
                splitter.feed(ByteView{stream}.subspan(at, std::min(step, stream.size() - at)));
                while (const auto frame = splitter.next())
                    types.push_back(frame->type);
            }
            QVERIFY((types == std::vector<std::uint16_t>{1, 198, 67}));
            QVERIFY(!splitter.isBroken());
        }
    }

    void impossibleLengthsBreakTheStream()
    {
        for (const std::uint32_t length :
             {0U, 1U, static_cast<std::uint32_t>(largestFrame) + 1, 0xFFFFFFFFU}) {
            Bytes stream(8);
            storeLe32(stream.data(), length);
            FrameSplitter splitter;
            splitter.feed(stream);
            QVERIFY(!splitter.next().has_value());
            QVERIFY(splitter.isBroken());
            splitter.feed(encodeFrame(LockRequested{}));
            QVERIFY(!splitter.next().has_value());
        }
    }

    void noiseIsSurvived()
    {
        std::mt19937 random{20260509};
        for (int round = 0; round < 20'000; ++round) {
            Bytes payload(random() % 64);
            for (auto& octet : payload)
                octet = static_cast<std::uint8_t>(random() % 4 == 0 ? random() : random() % 3);
            const auto type = static_cast<std::uint16_t>(random() % 210);
            if (const auto message = decodeMessage<FromSession>(type, payload))
                QVERIFY(message->index() < std::variant_size_v<FromSession>);
            (void)decodeMessage<FromLockScreen>(type, payload);
            (void)decodeMessage<ToSession>(type, payload);
            (void)decodeMessage<ToLockScreen>(type, payload);
        }
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
