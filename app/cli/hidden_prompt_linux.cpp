// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/hidden_prompt.h"

#include "app/cli/complaint.h"
#include "app/cli/interrupt.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace lockleaf::app {

namespace {

/// The kernel's line editor holds 4,096 bytes with the line end and drops what is typed beyond it.
constexpr std::size_t longestTerminalLine = 4095;

volatile std::sig_atomic_t suspendAsked = 0;

extern "C" void handleSuspendSignal(int)
{
    suspendAsked = 1;
}

class Terminal
{
public:
    static Result<Terminal> open()
    {
        const int descriptor = ::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (descriptor < 0)
            return complain(ErrorCode::InvalidArgument,
                            "There is no terminal to ask for the password on; use --password-file.");
        return Terminal(descriptor);
    }
    /// Stays open. Where it was opened for reading alone no question is seen.
    static Terminal standardInput() { return Terminal(STDIN_FILENO); }
    Terminal(Terminal&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}
    Terminal& operator=(Terminal&&) = delete;
    ~Terminal()
    {
        if (m_descriptor > STDIN_FILENO)
            close(m_descriptor);
    }

    void print(std::string_view text) const
    {
        while (!text.empty()) {
            const ssize_t written = write(m_descriptor, text.data(), text.size());
            if (written <= 0)
                return;
            text.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    explicit Terminal(int descriptor) : m_descriptor(descriptor) {}
    int m_descriptor;
};

/// Hides what is typed while it lives, and lets Ctrl+Z wait until the terminal has been put back.
class HiddenTyping
{
public:
    explicit HiddenTyping(int descriptor) : m_descriptor(descriptor)
    {
        m_isTerminal = tcgetattr(descriptor, &m_before) == 0;
        struct sigaction action = {};
        action.sa_handler = handleSuspendSignal;
        sigemptyset(&action.sa_mask);
        sigaction(SIGTSTP, &action, &m_suspendBefore);
        hide();
    }
    ~HiddenTyping()
    {
        show();
        sigaction(SIGTSTP, &m_suspendBefore, nullptr);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

    void suspend()
    {
        suspendAsked = 0;
        show();
        raise(SIGSTOP);
        hide();
    }

private:
    void hide()
    {
        if (!m_isTerminal)
            return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK);
        hidden.c_lflag |= ICANON | ECHONL | ISIG;
        tcsetattr(m_descriptor, TCSAFLUSH, &hidden);
    }
    void show()
    {
        if (m_isTerminal)
            tcsetattr(m_descriptor, TCSADRAIN, &m_before);
    }

    int m_descriptor;
    bool m_isTerminal = false;
    termios m_before = {};
    struct sigaction m_suspendBefore = {};
};

/// One line of the terminal without its end. `onSuspend` is called for Ctrl+Z.
template <class OnSuspend>
Result<SecureBytes> readLine(const Terminal& terminal, OnSuspend onSuspend)
{
    SecureBytes line;
    SecureBytes buffer(longestTerminalLine + 1);
    while (true) {
        if (interrupted())
            return fail(ErrorCode::Cancelled);
        const ssize_t got = read(terminal.descriptor(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) {
            if (suspendAsked != 0 && !interrupted())
                onSuspend();
            continue;
        }
        if (got < 0)
            return failErrno(errno, "reading from the terminal");
        if (got == 0 && line.empty())
            return fail(ErrorCode::Cancelled); // Ctrl+D on an empty line
        const auto size = static_cast<std::size_t>(got);
        const bool ended = size == 0 || buffer.data()[size - 1] == '\n';
        line.append(buffer.view().first(ended && size != 0 ? size - 1 : size));
        if (line.size() >= longestTerminalLine)
            return complain(ErrorCode::PasswordTooLong,
                            "That line is longer than a terminal takes; use --password-file.");
        if (ended)
            return line;
    }
}

Result<SecureBytes> askHiddenOn(const Terminal& terminal, std::string_view question)
{
    HiddenTyping hidden(terminal.descriptor());
    terminal.print(question);
    auto line = readLine(terminal, [&] {
        hidden.suspend();
        terminal.print(question);
    });
    if (!line)
        terminal.print("\n"); // the line end that was not typed
    return line;
}

} // namespace

Result<SecureBytes> askHidden(std::string_view question)
{
    LOCKLEAF_TRY(const Terminal terminal, Terminal::open());
    return askHiddenOn(terminal, question);
}

Result<SecureBytes> askHiddenOnStandardInput(std::string_view question)
{
    return askHiddenOn(Terminal::standardInput(), question);
}

Result<bool> askConsent(std::string_view question)
{
    LOCKLEAF_TRY(const Terminal terminal, Terminal::open());
    terminal.print(question);
    LOCKLEAF_TRY(const SecureBytes answer, readLine(terminal, [] {}));
    const std::string_view text = answer.text();
    return text == "y" || text == "Y" || text == "yes" || text == "Yes";
}

} // namespace lockleaf::app
