// SPDX-License-Identifier: GPL-3.0-or-later
// Descriptors on the channel: one message may bring one, and nothing else any.
#include "app/roles/messages/message_channel.h"

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>
#include <vector>

using namespace lockleaf;
using namespace lockleaf::app;

namespace {

struct Pipe
{
    OwnedDescriptor readEnd;
    OwnedDescriptor writeEnd;

    Pipe()
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("pipe");
        readEnd = OwnedDescriptor{ends[0]};
        writeEnd = OwnedDescriptor{ends[1]};
    }
    /// Whether no descriptor anywhere can write into it any more.
    [[nodiscard]] bool hasEnded() const
    {
        char octet = 0;
        fcntl(readEnd.get(), F_SETFL, O_NONBLOCK);
        return read(readEnd.get(), &octet, 1) == 0;
    }
};

struct SocketPair
{
    std::array<int, 2> ends{};

    SocketPair()
    {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("socketpair");
    }
};

/// As a peer that does what it likes.
void sendRaw(int socket, const Bytes& bytes, const std::vector<int>& descriptors)
{
    iovec part{const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
    std::vector<char> control(CMSG_SPACE(descriptors.size() * sizeof(int)));
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(descriptors.size() * sizeof(int));
    std::memcpy(CMSG_DATA(header), descriptors.data(), descriptors.size() * sizeof(int));
    if (sendmsg(socket, &message, MSG_NOSIGNAL) != static_cast<ssize_t>(bytes.size()))
        qFatal("sendmsg");
}

/// The session's end: keeps what comes with PrintReady.
struct Taker
{
    MessageChannel channel;
    QSignalSpy closed{&channel, &MessageChannel::closed};
    std::vector<quint16> types;
    std::vector<OwnedDescriptor> taken;

    explicit Taker(int socket, bool expects = true) : channel(socket)
    {
        if (expects)
            channel.expectDescriptorsWith(PrintReady::type);
        QObject::connect(&channel, &MessageChannel::frameReceived, &channel,
                         [this](quint16 type, const Bytes&) {
                             types.push_back(type);
                             if (type == PrintReady::type)
                                 taken.push_back(channel.takeDescriptor());
                         });
    }
};

} // namespace

class MessageChannelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDescriptorGoesToThePeerAlone()
    {
        const SocketPair sockets;
        MessageChannel keeper(sockets.ends[0]);
        Taker session(sockets.ends[1]);
        Pipe pipe;
        keeper.send(LockCountdown{3});
        keeper.send(PrintReady{}, std::move(pipe.writeEnd));
        keeper.send(LockCountdown{2});
        QTRY_COMPARE(session.types.size(), std::size_t{3});
        QVERIFY((session.types == std::vector<quint16>{132, 134, 132}));
        QCOMPARE(session.taken.size(), std::size_t{1});
        QVERIFY(session.taken[0].isValid());
        QCOMPARE(fcntl(session.taken[0].get(), F_GETFD), FD_CLOEXEC);
        QVERIFY(!pipe.hasEnded());
        session.taken.clear();
        QVERIFY(pipe.hasEnded()); // nobody else had one
        QCOMPARE(session.closed.count(), 0);
    }

    void itKeepsItsPlaceBehindWhatWaits()
    {
        const SocketPair sockets;
        const int little = 4096;
        setsockopt(sockets.ends[0], SOL_SOCKET, SO_SNDBUF, &little, sizeof little);
        MessageChannel keeper(sockets.ends[0]);
        Taker session(sockets.ends[1]);
        Pipe pipe;
        const OpenVault large{std::string(longestText, 'x'), {}};
        constexpr std::size_t many = 20;
        for (std::size_t i = 0; i < many; ++i)
            keeper.send(large);
        keeper.send(PrintReady{}, std::move(pipe.writeEnd));
        for (std::size_t i = 0; i < many; ++i)
            keeper.send(large);
        QTRY_COMPARE(session.types.size(), 2 * many + 1);
        QCOMPARE(session.types[many], PrintReady::type);
        QVERIFY(session.taken[0].isValid());
        QCOMPARE(session.closed.count(), 0);
    }

    void whatIsNotTakenIsClosed()
    {
        const SocketPair sockets;
        MessageChannel keeper(sockets.ends[0]);
        MessageChannel session(sockets.ends[1]);
        session.expectDescriptorsWith(PrintReady::type);
        QSignalSpy received(&session, &MessageChannel::frameReceived);
        QSignalSpy closed(&session, &MessageChannel::closed);
        Pipe pipe;
        keeper.send(PrintReady{}, std::move(pipe.writeEnd));
        QTRY_COMPARE(received.count(), 1);
        QVERIFY(pipe.hasEnded());
        QCOMPARE(closed.count(), 0);
    }

    void nothingIsTakenFromAPeerThatSendsWhatItMayNot_data()
    {
        QTest::addColumn<bool>("expects");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("count");
        QTest::addRow("to one that expects none") << false << 134 << 1;
        QTest::addRow("with another message") << true << 131 << 1;
        QTest::addRow("two") << true << 134 << 2;
        QTest::addRow("many") << true << 134 << 20;
    }

    void nothingIsTakenFromAPeerThatSendsWhatItMayNot()
    {
        QFETCH(bool, expects);
        QFETCH(int, type);
        QFETCH(int, count);
        const SocketPair sockets;
        const OwnedDescriptor peer{sockets.ends[0]};
        Taker session(sockets.ends[1], expects);
        Pipe pipe;
        const std::vector<int> sent(static_cast<std::size_t>(count), pipe.writeEnd.get());
        sendRaw(peer.get(), Bytes{2, 0, 0, 0, static_cast<std::uint8_t>(type), 0}, sent);
        pipe.writeEnd.reset();
        QTRY_COMPARE(session.closed.count(), 1);
        QVERIFY(session.taken.empty());
        QVERIFY(pipe.hasEnded()); // none was kept
    }

    void aHalfMessageKeepsItsDescriptor()
    {
        const SocketPair sockets;
        const OwnedDescriptor peer{sockets.ends[0]};
        Taker session(sockets.ends[1]);
        Pipe pipe;
        sendRaw(peer.get(), Bytes{2, 0, 0}, {pipe.writeEnd.get()});
        session.channel.drain();
        QCOMPARE(session.closed.count(), 0);
        const Bytes rest{0, 134, 0};
        QCOMPARE(::send(peer.get(), rest.data(), rest.size(), MSG_NOSIGNAL), ssize_t{3});
        QTRY_COMPARE(session.taken.size(), std::size_t{1});
        QVERIFY(session.taken[0].isValid());
    }

    void whoGoesOnSendingIsNotReadForEver()
    {
        const SocketPair sockets;
        const OwnedDescriptor peer{sockets.ends[0]};
        Taker session(sockets.ends[1]);
        const Bytes two{2, 0, 0, 0, 131, 0, 2, 0, 0, 0, 131, 0};
        const auto sendTwo = [&] {
            return ::send(peer.get(), two.data(), two.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        };
        constexpr std::size_t most = 3'000'000; // after so many it is a failure, and no hang
        QObject::connect(&session.channel, &MessageChannel::frameReceived, &session.channel, [&] {
            if (session.types.size() < most)
                static_cast<void>(sendTwo()); // there is always more
        });
        QCOMPARE(sendTwo(), ssize_t{12});
        session.channel.drain();
        QVERIFY(!session.types.empty());
        QVERIFY2(session.types.size() < most, "read for as long as something came");
    }

    void withoutItsDescriptorTheMessageIsRefused()
    {
        const SocketPair sockets;
        MessageChannel keeper(sockets.ends[0]);
        Taker session(sockets.ends[1]);
        keeper.send(PrintReady{});
        QTRY_COMPARE(session.closed.count(), 1);
        QVERIFY(session.types.empty());
    }
};

QTEST_GUILESS_MAIN(MessageChannelTest)
#include "message_channel_test.moc"
