# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes: started as a plain user, found by /proc, all ended at the end.

Everything that is started here, and everything that those start, stays a descendant of this process: it makes
itself the reaper of orphans. Ending all of them therefore ends nothing else.
"""
import ctypes
import os
import pathlib
import pwd
import signal
import subprocess
import time

from .waiting import wait_until

PLAIN_USER = "lockleaf-test"
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)
_started = []


def adopt_orphans():
    """From now on processes whose parent ended become children of this one."""
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def plain_user():
    """The account that programs under test run as: lockleaf-test when this is root (made if missing), else this one."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    try:
        return pwd.getpwnam(PLAIN_USER)
    except KeyError:
        subprocess.run(["useradd", "--create-home", "--shell", "/bin/bash", PLAIN_USER], check=True)
        return pwd.getpwnam(PLAIN_USER)


def become(user):
    """Gives up root for good; for a child before it runs something."""
    if os.geteuid() == 0 and user.pw_uid != 0:
        os.initgroups(user.pw_name, user.pw_gid)
        os.setgid(user.pw_gid)
        os.setuid(user.pw_uid)


def start(command, user=None, environment=None, **options):
    """Starts `command`, as `user` if given, to be ended with this process at the latest."""

    def prepare():
        if user is not None:
            become(user)
        # After the change of user, which takes it back.
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)

    options.setdefault("stdin", subprocess.DEVNULL)
    process = subprocess.Popen(command, env=environment, preexec_fn=prepare, **options)
    _started.append(process)
    return process


def _status(pid):
    """Parent and state letter of a process; nothing when it is gone."""
    try:
        text = pathlib.Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    fields = text[text.rindex(")") + 2:].split()
    return int(fields[1]), fields[0]


def _threads_of(pid):
    """How many threads a process has that have not been reaped; a first thread that ended stays among them."""
    try:
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0


def is_alive(pid):
    """False once the process has ended, reaped or not: with all of its threads, the last of which closes its files."""
    status = _status(pid)
    return status is not None and (status[1] not in "ZX" or _threads_of(pid) > 1)


def descendants(of=None):
    """All living processes below `of` (this one)."""
    parents = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            status = _status(int(entry))
            if status and status[1] not in "ZX":
                parents[int(entry)] = status[0]
    found, fresh = [], [of or os.getpid()]
    while fresh:
        fresh = [pid for pid, parent in parents.items() if parent in fresh]
        found += fresh
    return found


def executable(pid):
    """Path of the program that a process runs; empty when it is gone."""
    try:
        return os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
    except OSError:
        return ""


def arguments(pid):
    """The command line of a process, an entry an argument."""
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return []


def status_field(pid, name):
    """A field of /proc/PID/status; nothing when it is not there."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(name + ":"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return None


def reap():
    """Takes note of children that have ended, adopted ones too."""
    for process in _started:
        process.poll()
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def end_all(grace=2.0):
    """Ends every descendant: politely, then for good."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for pid in descendants():
            try:
                # A stopped process ends only once it goes on.
                os.kill(pid, signal.SIGCONT)
                os.kill(pid, number)
            except ProcessLookupError:
                pass
        end = time.monotonic() + grace
        while descendants() and time.monotonic() < end:
            reap()
            time.sleep(0.02)
        reap()
        if not descendants():
            return
    wait_until(lambda: not descendants(), "every process that was started to end", 5)
