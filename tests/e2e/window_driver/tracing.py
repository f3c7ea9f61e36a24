# SPDX-License-Identifier: GPL-3.0-or-later
"""System calls: as strace saw them, and tried from inside a process."""
import ctypes
import errno
import os
import pathlib
import platform
import re
import subprocess

from . import processes
from .waiting import wait_until

# Numbers of x86-64, used by call_inside.
CALLS = {"socket": 41, "socketpair": 53, "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311,
         "bpf": 321, "io_uring_setup": 425, "add_key": 248, "request_key": 249, "keyctl": 250, "close": 3}
_FAMILIES = {"AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16, "AF_PACKET": 17, "AF_VSOCK": 40, "AF_BLUETOOTH": 31}
_LINE = re.compile(r"^(\d+) +(?:<\.\.\. )?(\w+)")
_SOCKET = re.compile(r"^(\d+) +(socket|socketpair)\((\w+)[^=]*(?:\) += (-?\d+)(?: (\w+))?)?")


def strace_prefix(output, user):
    """The command that runs another one as `user` below strace. Not with --seccomp-bpf: that would set a filter of
    its own, and the filters are what is looked at."""
    as_user = ["-u", user.pw_name] if os.geteuid() == 0 else []
    return ["strace", "-f", "-qq", "-o", str(output), *as_user, "-e", "signal=none",
            "-e", "trace=socket,socketpair,execve,prctl,seccomp,exit_group"]


def traced_processes(trace):
    """Every process that has a line in the trace."""
    return {int(match.group(1)) for match in map(_LINE.match, pathlib.Path(trace).read_text(errors="replace").splitlines())
            if match}


def sockets_in(trace):
    """Every call that makes a socket: (process, call, family, whether it was refused)."""
    found = []
    for line in pathlib.Path(trace).read_text(errors="replace").splitlines():
        match = _SOCKET.match(line)
        if match:
            found.append((int(match.group(1)), match.group(2), match.group(3), (match.group(4) or "").startswith("-")))
    return found


def call_inside(tools, pid, number, *arguments):
    """Makes a process do a system call; what it returned, -errno for a failure."""

    def attempt():
        run = subprocess.run([pathlib.Path(tools) / "call_inside", str(pid), str(number), *map(str, arguments)],
                             capture_output=True, text=True)
        if run.returncode == 0:
            return run
        if run.returncode != 1:
            raise RuntimeError(f"call_inside: {run.stderr.strip()}")
        return None

    return int(wait_until(attempt, f"process {pid} to be where a call can be made from inside", 5).stdout.split()[1])


def can_call_inside():
    """Whether call_inside knows this machine."""
    return platform.machine() == "x86_64"


def attempts_from_inside(tools, pid):
    """Tries all that the filter forbids from inside a process. Returns name of the attempt to what it returned."""
    call = lambda name, *arguments: call_inside(tools, pid, CALLS[name], *arguments)
    results = {}
    for family, number in _FAMILIES.items():
        results[f"socket({family})"] = call("socket", number, 2, 0)
    results["socketpair(AF_INET)"] = call("socketpair", 2, 1, 0, 0)
    # No such process: without a filter the kernel says so.
    results["ptrace(PTRACE_ATTACH)"] = call("ptrace", 16, 2**30, 0, 0)
    results["process_vm_readv"] = call("process_vm_readv", os.getpid(), 0, 0, 0, 0, 0)
    results["process_vm_writev"] = call("process_vm_writev", os.getpid(), 0, 0, 0, 0, 0)
    results["bpf"] = call("bpf", 0, 0, 0)
    results["io_uring_setup"] = call("io_uring_setup", 1, 0)
    results["keyctl"] = call("keyctl", 0, -3, 0)
    results["add_key"] = call("add_key", 0, 0, 0, 0, -3)
    results["request_key"] = call("request_key", 0, 0, 0, 0)
    return results


# What the filter answers. Anything else would mean that the kernel itself looked at the call.
REFUSALS = {-errno.EAFNOSUPPORT, -errno.EPERM}


def in_child_as(user, work):
    """Runs work() in a child that has become `user`; its result must be a small whole number."""
    child = os.fork()
    if child == 0:
        try:
            processes.become(user)
            os._exit(work())
        except BaseException:
            os._exit(255)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def attach_as(user, pid):
    """Tries PTRACE_ATTACH as a plain user: 0, or the errno of the refusal."""

    def attach():
        libc = ctypes.CDLL(None, use_errno=True)
        libc.ptrace.restype = ctypes.c_long
        libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
        if libc.ptrace(16, pid, None, None) != 0:
            return ctypes.get_errno()
        os.waitpid(pid, 0x40000000)
        libc.ptrace(17, pid, None, None)
        return 0

    return in_child_as(user, attach)


def read_memory_as(user, pid):
    """Tries to read /proc/PID/mem as a plain user: 0, or the errno of the refusal."""

    def read():
        try:
            with open(f"/proc/{pid}/maps") as maps:
                ranges = [line.split()[0] for line in maps if " rw" in line]
            with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
                memory.seek(int(ranges[0].split("-")[0], 16))
                return 0 if memory.read(16) else errno.EIO
        except OSError as problem:
            return problem.errno

    return in_child_as(user, read)

