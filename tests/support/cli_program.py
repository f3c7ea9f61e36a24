# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs lockleaf-cli and the age command for tests, and says what a folder holds."""
import hashlib
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(os.environ.get("LOCKLEAF_BIN") or ROOT / "build/release/bin")
SHARED = Path(os.environ.get("LOCKLEAF_SHARED") or ROOT.parent / "shared")
CLI = BIN / "lockleaf-cli"
MAKE_VAULT = BIN / "make_vault"


def skip(reason):
    print(f"skipped: {reason}")
    sys.exit(77)


class Workspace:
    """A temporary folder with a state folder of its own; password files are made on demand."""

    def __init__(self):
        self.path = Path(tempfile.mkdtemp(prefix="lockleaf-cli-"))
        self.state = self.path / "state"
        self.passwords = self.path / "passwords"
        self.passwords.mkdir()
        self.mounts = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for mount in reversed(self.mounts):
            subprocess.run(["umount", "-l", str(mount)], check=False)
        shutil.rmtree(self.path, ignore_errors=True)

    def __truediv__(self, name):
        return self.path / name

    def environment(self):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("XDG_")}
        environment["XDG_STATE_HOME"] = str(self.state)
        environment["HOME"] = str(self.path)
        return environment

    def password_file(self, password):
        data = password if isinstance(password, bytes) else password.encode() + b"\n"
        file = self.passwords / hashlib.sha256(data).hexdigest()[:16]
        file.write_bytes(data)
        return str(file)

    def run(self, *arguments, stdin=b"", timeout=120, prefix=()):
        """The finished process of `lockleaf-cli arguments`, without a terminal."""
        return subprocess.run([*prefix, str(CLI), *map(str, arguments)], input=stdin, capture_output=True,
                              env=self.environment(), timeout=timeout, start_new_session=True, check=False)

    def ok(self, *arguments, **options):
        """Standard output of a run that must succeed."""
        done = self.run(*arguments, **options)
        if done.returncode != 0:
            raise AssertionError(f"{arguments[0]} gave {done.returncode}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def tmpfs(self, name, size):
        """A small file system of its own (root only)."""
        folder = self.path / name
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
        self.mounts.append(folder)
        return folder


def contents(folder):
    """What stands in a folder, so that two states can be compared: kind, mode and hash of every name."""
    found = {}
    for path in sorted(Path(folder).rglob("*")):
        if path.is_symlink():
            what = "-> " + os.readlink(path)
        elif path.is_dir():
            what = "folder"
        else:
            what = hashlib.sha256(path.read_bytes()).hexdigest()
        found[str(path.relative_to(folder))] = (path.lstat().st_mode, what)
    return found


def run_in_terminal(command, answers, timeout=120, environment=None, cwd=None):
    """Runs `command` with a terminal of its own. `answers`: (text to wait for, octets to type then) pairs.
    Returns exit code (negative: signal) and all that the terminal showed."""
    pid, terminal = pty.fork()
    if pid == 0:
        if cwd is not None:
            os.chdir(cwd)
        os.execvpe(str(command[0]), [str(part) for part in command], environment or os.environ)
    shown = b""
    position = 0
    waiting = list(answers)
    end = time.monotonic() + timeout
    while True:
        if time.monotonic() > end:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            raise AssertionError(f"{command[0]} did not end; it showed {shown!r}")
        if waiting and (at := shown.find(waiting[0][0], position)) >= 0:
            position = at + len(waiting[0][0])
            time.sleep(0.05)  # the prompt may be shown a moment before typing is hidden
            os.write(terminal, waiting.pop(0)[1])
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(terminal, 65536)
        except OSError:  # the other side has closed
            break
        if not piece:
            break
        shown += piece
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), shown
