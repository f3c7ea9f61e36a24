# SPDX-License-Identifier: GPL-3.0-or-later
"""Vaults for tests, made quickly: with a cheap key derivation and settings that the window does not offer."""
import os
import subprocess

from . import processes
from .acceptance import CannotJudge, need, tools


def make_vault(desktop, password, idle_seconds=300, name="Personal", notes=0, real_cost=False):
    """A new vault in the private Documents folder; its path.

    `real_cost` derives the key as the window does for a new vault; else it takes under a millisecond.
    """
    program = tools() / "make_vault"
    if not program.exists():
        raise CannotJudge(f"make_vault has not been built in {tools()}")
    path = desktop.base / "home/Documents" / f"{name}.lockleaf"
    command = [desktop.reachable(program), path, notes, "--password-file", "/dev/stdin",
               "--idle-seconds", idle_seconds, "--cost", "real" if real_cost else "cheap"]
    run = subprocess.run([str(word) for word in command], input=password.encode() + b"\n", env=desktop.environment,
                         capture_output=True, preexec_fn=lambda: (os.umask(0o077), processes.become(desktop.user)))
    need(run.returncode == 0, f"make_vault: {run.stderr.decode(errors='replace').strip()}")
    return path
