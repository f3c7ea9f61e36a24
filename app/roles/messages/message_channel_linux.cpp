// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/roles/messages/message_channel.h"

#include <QPointer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace lockleaf::app {

namespace {

// A role that is stopped or hangs must not make the keeper grow: at some hundred waiting messages it counts
// as gone.
constexpr std::size_t mostWaiting = std::size_t{256} * 1024;

} // namespace

MessageChannel::MessageChannel(int descriptor, QObject* parent) : QObject(parent), m_descriptor(descriptor)
{
    fcntl(m_descriptor, F_SETFD, FD_CLOEXEC);
    fcntl(m_descriptor, F_SETFL, fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
    m_readable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &MessageChannel::handleReadable);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &MessageChannel::flush);
}

MessageChannel::~MessageChannel()
{
    m_readable.reset();
    m_writable.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void MessageChannel::sendFrame(const Bytes& frame, OwnedDescriptor passed)
{
    if (!isOpen())
        return;
    if (passed.isValid()) {
        if (m_passed.isValid())
            return;
        m_passed = std::move(passed);
        m_beforePassed = m_waiting.size();
    }
    m_waiting.insert(m_waiting.end(), frame.begin(), frame.end());
    flush();
}

// Sends what waits, up to a message with a descriptor, or from that one on.
ssize_t MessageChannel::sendSome()
{
    if (!m_passed.isValid())
        return ::send(m_descriptor, m_waiting.data(), m_waiting.size(), MSG_NOSIGNAL);
    if (m_beforePassed > 0) {
        const ssize_t sent = ::send(m_descriptor, m_waiting.data(), m_beforePassed, MSG_NOSIGNAL);
        m_beforePassed -= static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
        return sent;
    }
    // Only this message: the kernel ties the descriptor to what is sent in one call, and the peer takes it
    // for that of the last message that it reads together with it.
    const std::size_t size = frameLengthSize + loadLe32(m_waiting.data());
    iovec bytes{m_waiting.data(), size};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* const header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    const int descriptor = m_passed.get();
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    const ssize_t sent = ::sendmsg(m_descriptor, &message, MSG_NOSIGNAL);
    if (sent > 0)
        m_passed.reset(); // the peer has it, or will have; no copy of it stays here
    return sent;
}

void MessageChannel::flush()
{
    while (isOpen() && !m_waiting.empty()) {
        const ssize_t sent = sendSome();
        if (sent > 0) {
            m_waiting.erase(m_waiting.begin(), m_waiting.begin() + sent);
            continue;
        }
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && m_waiting.size() <= mostWaiting)
            break;
        // Whatever the peer still sent before it went can be read; its end is noticed there.
        m_waiting.clear();
        m_passed.reset();
        if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            close();
    }
    if (isOpen())
        m_writable->setEnabled(!m_waiting.empty());
}

void MessageChannel::handleReadable()
{
    readOnce();
}

void MessageChannel::drain()
{
    // More than the kernel keeps for a peer that has ended. What comes all the same is from a process that it
    // left behind, and that might never stop.
    constexpr int mostReads = 1024;
    for (int reads = 0; reads < mostReads && readOnce(); ++reads) {
    }
}

// As recv(), and keeps what came with the bytes.
ssize_t MessageChannel::receive(std::span<std::uint8_t> buffer)
{
    iovec bytes{buffer.data(), buffer.size()};
    // Room for more than may come, so that what is too much is seen and closed.
    alignas(cmsghdr) std::array<char, CMSG_SPACE(4 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &bytes;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t count = ::recvmsg(m_descriptor, &message, MSG_CMSG_CLOEXEC);
    if (count < 0)
        return count;
    if ((message.msg_flags & MSG_CTRUNC) != 0)
        m_badDescriptor = true;
    for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr;
         header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        for (std::size_t at = 0; CMSG_LEN(at + sizeof(int)) <= header->cmsg_len; at += sizeof(int)) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(header) + at, sizeof descriptor);
            OwnedDescriptor came{descriptor};
            if (m_arrived.isValid() || !m_typeWithDescriptor)
                m_badDescriptor = true; // and it is closed
            else
                m_arrived = std::move(came);
        }
    }
    return count;
}

// True: something came, and there may be more.
bool MessageChannel::readOnce()
{
    if (!isOpen())
        return false;
    std::array<std::uint8_t, 4096> buffer;
    const ssize_t count = receive(buffer);
    if (count < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
        return errno == EINTR;
    if (count <= 0 || m_badDescriptor) {
        close();
        return false;
    }
    m_splitter.feed({buffer.data(), static_cast<std::size_t>(count)});
    return deliver();
}

bool MessageChannel::deliver()
{
    const QPointer<MessageChannel> alive{this};
    while (auto frame = m_splitter.next()) {
        const bool brings = m_typeWithDescriptor == frame->type;
        if (brings ? !m_arrived.isValid() : m_arrivedForNext) {
            close();
            return false;
        }
        Q_EMIT frameReceived(frame->type, frame->payload);
        if (!alive || !isOpen())
            return false;
        if (brings)
            m_arrived.reset();
        m_arrivedForNext = false;
    }
    // A descriptor belongs to the last message that it came with; that one was another, or is still to come.
    if (m_splitter.isBroken() || (m_arrived.isValid() && m_splitter.isBetweenFrames())) {
        close();
        return false;
    }
    m_arrivedForNext = m_arrived.isValid();
    return true;
}

void MessageChannel::close()
{
    if (!isOpen())
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    ::close(m_descriptor);
    m_descriptor = -1;
    m_waiting.clear();
    m_passed.reset();
    m_arrived.reset();
    Q_EMIT closed();
}

} // namespace lockleaf::app
