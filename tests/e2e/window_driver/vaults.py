# SPDX-License-Identifier: GPL-3.0-or-later
"""Vaults for tests, made quickly: with a cheap key derivation and settings that the window does not offer."""
import os
import subprocess

from . import processes
from .acceptance import CannotJudge, need, tools


def make_vault(desktop, password, idle_seconds=300, name="Personal", notes=0, real_cost=False, locks="", clear_copied=None):
    """A new vault in the private Documents folder; its path.

    `locks` names the switches of locking that stand otherwise than by themselves: "-sleep,+minimised".
    `real_cost` derives the key as the window does for a new vault; else it takes under a millisecond.
    """
    program = tools() / "make_vault"
    if not program.exists():
        raise CannotJudge(f"make_vault has not been built in {tools()}")
    path = desktop.base / "home/Documents" / f"{name}.lockleaf"
    # Gone again before anything is looked for in files; a pipe of root's cannot be opened by name by others.
    secret = desktop.base / "password"
    secret.write_text(password + "\n")
    os.chown(secret, desktop.user.pw_uid, desktop.user.pw_gid)
    command = [desktop.reachable(program), path, notes, "--password-file", secret,
               "--idle-seconds", idle_seconds, "--cost", "real" if real_cost else "cheap"]
    if locks:
        command += ["--locks", locks]
    if clear_copied is not None:
        command += ["--clear-copied", clear_copied]
    try:
        run = subprocess.run([str(word) for word in command], env=desktop.environment, capture_output=True,
                             preexec_fn=lambda: (os.umask(0o077), processes.become(desktop.user)))
    finally:
        secret.unlink()
    need(run.returncode == 0, f"make_vault: {run.stderr.decode(errors='replace').strip()}")
    return path
