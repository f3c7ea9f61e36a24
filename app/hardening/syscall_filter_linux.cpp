// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/hardening/syscall_filter.h"

#include <cerrno>
#include <memory>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/socket.h>

namespace lockleaf::app {

namespace {

using Filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

// Reading and writing another process, running code in the kernel, rings that do I/O past this filter, and
// key rings that outlive us. A program that edits notes needs none of them.
constexpr int refusedCalls[] = {
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(process_madvise),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(kcmp),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(open_by_handle_at),
};

// The bits of a register that the kernel looks at where it takes an int.
constexpr scmp_datum_t kernelInt = 0xFFFF'FFFF;

// Each step returns 0 or a negative errno, as libseccomp does.
int refuseCommon(scmp_filter_ctx filter)
{
    for (const int call : refusedCalls) {
        if (const int status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0); status != 0)
            return status;
    }
    // The kernel takes the family as an int, the filter compares all 64 bits of the register. With "not
    // equal" high bits only make a call fail that would have passed, never the other way round.
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair)}) {
        const int status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EAFNOSUPPORT), call, 1,
                                            SCMP_A0(SCMP_CMP_NE, scmp_datum_t{AF_UNIX}));
        if (status != 0)
            return status;
    }
    return 0;
}

int refuseForSecretHolder(scmp_filter_ctx filter)
{
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(execveat)}) {
        if (const int status = seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), call, 0); status != 0)
            return status;
    }
    // The kernel takes the option as an int and ignores the upper half of the register: "equal" over all 64
    // bits would let the same call pass with a bit set there. The value is an unsigned long in the kernel
    // too.
    return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(prctl), 2,
                            SCMP_A0(SCMP_CMP_MASKED_EQ, kernelInt, scmp_datum_t{PR_SET_DUMPABLE}),
                            SCMP_A1(SCMP_CMP_NE, scmp_datum_t{0}));
}

} // namespace

Result<void> applySyscallFilter(FilterKind kind)
{
    const Filter filter{seccomp_init(SCMP_ACT_ALLOW), seccomp_release};
    if (!filter)
        return fail(ErrorCode::OutOfMemory);
    // Calls through another ABI (32-bit, x32) would have numbers that these rules do not know.
    int status = seccomp_attr_set(filter.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    if (status == 0)
        status = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_NNP, 1);
    if (status == 0)
        status = seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1);
    if (status == 0)
        status = refuseCommon(filter.get());
    if (status == 0 && kind == FilterKind::SecretHolder)
        status = refuseForSecretHolder(filter.get());
    if (status == 0)
        status = seccomp_load(filter.get());
    if (status != 0)
        return std::unexpected(
            Error{ErrorCode::Internal, "the system call filter could not be set", -status});
    return {};
}

} // namespace lockleaf::app
