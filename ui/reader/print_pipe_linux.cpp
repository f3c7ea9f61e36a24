// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/print_pipe.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <utility>

namespace lockleaf::ui {

namespace {

/// Wakes whoever waits for it once a stop is requested.
class StopBell
{
public:
    explicit StopBell(const std::stop_token& stop)
        : m_bell(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), m_ring(stop, Ring{m_bell})
    {
    }
    ~StopBell()
    {
        if (m_bell >= 0)
            ::close(m_bell);
    }
    StopBell(const StopBell&) = delete;
    StopBell& operator=(const StopBell&) = delete;
    [[nodiscard]] int descriptor() const { return m_bell; }

private:
    struct Ring
    {
        int bell;
        void operator()() const { eventfd_write(bell, 1); }
    };

    int m_bell;
    std::stop_callback<Ring> m_ring;
};

} // namespace

PrintPipe::PrintPipe(int descriptor) : m_descriptor(descriptor)
{
    fcntl(m_descriptor, F_SETFL, fcntl(m_descriptor, F_GETFL) | O_NONBLOCK);
}

PrintPipe::~PrintPipe()
{
    close();
}

void PrintPipe::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Result<void> PrintPipe::write(ByteView bytes, const std::stop_token& stop) const
{
    const StopBell bell(stop);
    if (bell.descriptor() < 0)
        return failErrno(errno, "eventfd");
    while (!bytes.empty()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled);
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written >= 0) {
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            std::array<pollfd, 2> waited{pollfd{m_descriptor, POLLOUT, 0},
                                         pollfd{bell.descriptor(), POLLIN, 0}};
            if (poll(waited.data(), waited.size(), -1) < 0 && errno != EINTR)
                return failErrno(errno, "poll");
        } else if (errno != EINTR) {
            return failErrno(errno, "write");
        }
    }
    return {};
}

} // namespace lockleaf::ui
