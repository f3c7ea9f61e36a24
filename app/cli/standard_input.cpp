// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/standard_input.h"

#include "app/cli/interrupt.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace lockleaf::app {

namespace {

constexpr std::size_t readSize = std::size_t{64} * 1024;

/// Bytes read into `buffer`; 0 at the end.
Result<std::size_t> readSome(int descriptor, MutableByteView buffer)
{
    while (true) {
        if (interrupted())
            return fail(ErrorCode::Cancelled);
        const ssize_t got = read(descriptor, buffer.data(), buffer.size());
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            return failErrno(errno, "read");
    }
}

} // namespace

Result<SecureBytes> readDescriptor(int descriptor, std::size_t limit, ErrorCode tooLong)
{
    SecureBytes all;
    SecureBytes buffer(readSize);
    while (true) {
        LOCKLEAF_TRY(const std::size_t got, readSome(descriptor, buffer.span()));
        if (got == 0)
            return all;
        if (got > limit - all.size())
            return fail(tooLong);
        all.append(buffer.view().first(got));
    }
}

bool StandardInput::isTerminal()
{
    return isatty(STDIN_FILENO) == 1;
}

Result<bool> StandardInput::readMore()
{
    if (m_ended)
        return false;
    SecureBytes buffer(readSize);
    LOCKLEAF_TRY(const std::size_t got, readSome(STDIN_FILENO, buffer.span()));
    m_ended = got == 0;
    m_pending.append(buffer.view().first(got));
    return got != 0;
}

Result<SecureBytes> StandardInput::takeLine(std::size_t limit)
{
    std::size_t searched = 0;
    while (true) {
        const ByteView pending = m_pending.view();
        const auto end =
            std::find(pending.begin() + static_cast<std::ptrdiff_t>(searched), pending.end(), '\n');
        const auto length = static_cast<std::size_t>(end - pending.begin());
        if (length > limit + 1) // one more for a carriage return
            return fail(ErrorCode::PasswordTooLong);
        const bool whole = end != pending.end();
        if (!whole) {
            searched = length;
            LOCKLEAF_TRY(const bool more, readMore());
            if (more)
                continue;
        }
        std::size_t lineLength = length;
        if (whole && lineLength != 0 && pending[lineLength - 1] == '\r')
            --lineLength;
        SecureBytes line = SecureBytes::copyOf(m_pending.view().first(lineLength));
        m_pending = SecureBytes::copyOf(m_pending.view().subspan(whole ? length + 1 : length));
        return line;
    }
}

Result<SecureBytes> StandardInput::takeRest(std::size_t limit)
{
    if (m_pending.size() > limit)
        return fail(ErrorCode::BodyTooLarge);
    SecureBytes rest = std::move(m_pending);
    m_pending = SecureBytes();
    if (m_ended)
        return rest;
    LOCKLEAF_TRY(SecureBytes more,
                 readDescriptor(STDIN_FILENO, limit - rest.size(), ErrorCode::BodyTooLarge));
    m_ended = true;
    if (rest.empty())
        return more;
    rest.append(more.view());
    return rest;
}

} // namespace lockleaf::app
