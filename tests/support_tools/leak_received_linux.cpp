// SPDX-License-Identifier: GPL-3.0-or-later
// A leak to be loaded into Lockleaf by LD_PRELOAD, so that the self-check is seen to fail.
//
// LEAK_FILE names a file. With LEAK_AS=file (or nothing) each packet that the session receives from the
// self-check, which has what is typed, is appended to it; with LEAK_AS=memory the lock screen that follows
// takes the file into its memory and removes it. LEAK_AS=print writes the packets to standard output.
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <string_view>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace {

constexpr int driven = 5; // the descriptor of a role's orders

std::string_view variable(const char* name)
{
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view{value};
}

void leak(const void* bytes, std::size_t size)
{
    const bool prints = variable("LEAK_AS") == "print";
    const std::string_view path = variable("LEAK_FILE");
    if (path.empty())
        return;
    const int file =
        prints ? STDOUT_FILENO : open(path.data(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (write(file, bytes, size) < 0)
        return;
    if (!prints)
        close(file);
}

/// At the start of every process; the keeper and the session are not told by anything that they are none.
__attribute__((constructor)) void takeIntoMemory()
{
    if (variable("LEAK_AS") != "memory" || variable("LEAK_FILE").empty())
        return;
    const char* const path = variable("LEAK_FILE").data();
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return;
    constexpr std::size_t most = 64 * 1024;
    static char held[most];
    if (read(file, held, most) > 0)
        unlink(path);
    close(file);
}

/// Only orders with a text: those to the lock screen ('u') have the password.
ssize_t leaked(int descriptor, const void* buffer, ssize_t got)
{
    if (descriptor == driven && got > 1 && std::strchr("wp", *static_cast<const char*>(buffer)) != nullptr)
        leak(buffer, static_cast<std::size_t>(got));
    return got;
}

} // namespace

extern "C" {

__attribute__((visibility("default"))) ssize_t recv(int descriptor, void* buffer, std::size_t size, int flags)
{
    using Call = ssize_t (*)(int, void*, std::size_t, int);
    static const auto real = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "recv"));
    return leaked(descriptor, buffer, real(descriptor, buffer, size, flags));
}

/// What a compiler that checks sizes makes of recv().
__attribute__((visibility("default"))) ssize_t __recv_chk(int descriptor, void* buffer, std::size_t size,
                                                          std::size_t room, int flags)
{
    using Call = ssize_t (*)(int, void*, std::size_t, std::size_t, int);
    static const auto real = reinterpret_cast<Call>(dlsym(RTLD_NEXT, "__recv_chk"));
    return leaked(descriptor, buffer, real(descriptor, buffer, size, room, flags));
}

} // extern "C"
