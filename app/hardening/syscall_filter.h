// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

namespace lockleaf::app {

/// What a process may still do once its filter stands.
enum class FilterKind {
    /// No socket or socket pair but AF_UNIX; no looking into other processes; no bpf, io_uring or key rings.
    Common,
    /// As Common, and no program can be started nor the process made dumpable again: for whoever may hold a
    /// key, a password or a note.
    SecretHolder,
};

/// Takes the calls of `kind` from this process, its threads and everything it will start, for good.
///
/// Refused calls fail with EAFNOSUPPORT (sockets) or EPERM, so that libraries which only try them carry on.
/// Sets no_new_privs. Filters add up: a later call can only take away more. Call it before the first thread.
/// Fails with ErrorCode::Internal and errno where the kernel has no seccomp: do not go on then.
[[nodiscard]] Result<void> applySyscallFilter(FilterKind kind);

} // namespace lockleaf::app
