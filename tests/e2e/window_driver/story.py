# SPDX-License-Identifier: GPL-3.0-or-later
"""The story that A2-08 tells and A2-09, A2-10 and A2-11 look behind: create, type, lock, unlock, lock again."""
import dataclasses
import json
import os
import signal
import time

from . import processes
from .acceptance import invented_words, need, say
from .program import KEEPER, LOCK_SCREEN, SESSION
from .screen import differing_points
from .waiting import wait_until

SESSION_GONE_SECONDS = 1.0


@dataclasses.dataclass
class Secrets:
    """What must not be left behind."""
    password: str
    title: str
    text: str

    @staticmethod
    def invent():
        """A password, a title, and about 300 characters of text, unlike anything else on this computer."""
        words = invented_words(40)
        text, used = "", iter(words[8:])
        while len(text) < 300:
            text += next(used) + " "
        return Secrets(password=" ".join(words[:4]), title=f"{words[4]} {words[5]}", text=text.strip())

    def body(self):
        """The note as it is typed."""
        return f"{self.title}\n\n{self.text}"

    def needles(self):
        """Label to text: whole words, so that one is found also where the rest was overwritten."""
        words = self.text.split()
        typed = {f"typed-{i}": word for i, word in enumerate((words[0], words[len(words) // 2], words[-1]))}
        return {"password": self.password.split()[0], "password-end": self.password.split()[-1],
                "title": self.title.split()[0], "title-end": self.title.split()[-1], **typed}


def type_note(lockleaf, secrets):
    """Types title and text into the empty note that has the caret; does not wait for anything to be saved."""
    lockleaf.desktop.type_text(secrets.body())


def wait_for_end(session, since, allowed=SESSION_GONE_SECONDS):
    """Waits until the session's process has ended; seconds since `since`, which must not be over `allowed`."""
    wait_until(lambda: not processes.is_alive(session), "the session process to end", 10, pause=0.002)
    took = time.monotonic() - since
    need(took <= allowed, f"the session process ended {took:.2f} s after the lock, not within {allowed:g} s")
    return took


def lock_by_key(lockleaf, allowed=SESSION_GONE_SECONDS):
    """Ctrl+L; returns how long the session process lived on after the keys were pressed."""
    session = lockleaf.session()
    lockleaf.desktop.press("ctrl+l")
    begin = time.monotonic()
    took = wait_for_end(session, begin, allowed)
    lockleaf.wait_for_window(LOCK_SCREEN)
    check_locked(lockleaf)
    return took


def check_locked(lockleaf):
    """No session, one lock screen, the keeper still there."""
    roles = sorted(lockleaf.roles().values())
    need(roles == [KEEPER, LOCK_SCREEN], f"after a lock these processes are there: {roles}")


def idle_lock(lockleaf, idle_seconds, hanging=False):
    """Does nothing until the idle lock fires; not early, and the session gone within a second of it.

    `hanging` freezes the session first, as a program that does not answer any more. The moment of the lock is when
    the keeper starts the lock screen. Returns how long the session process lived on.
    """
    session = lockleaf.session()
    if hanging:
        stop(session)
    quiet_since = time.monotonic()
    wait_until(lambda: lockleaf.processes_of(LOCK_SCREEN), "the idle lock to fire", idle_seconds + 15, pause=0.005)
    fired = time.monotonic()
    took = wait_for_end(session, fired)
    idle = fired - quiet_since
    # The last key came before this began to wait, by as much as waiting for the save took.
    need(idle >= idle_seconds - 4, f"the idle lock came after {idle:.1f} s of {idle_seconds}")
    need(idle <= idle_seconds + 3, f"the idle lock came only after {idle:.1f} s of {idle_seconds}")
    lockleaf.wait_for_window(LOCK_SCREEN)
    check_locked(lockleaf)
    say(f"idle lock{' of a session that hangs' if hanging else ''}: the process ended {took * 1000:.0f} ms later")
    return took


def open_sheet(lockleaf):
    """Opens the settings sheet and waits until it covers the window."""
    desktop = lockleaf.desktop
    box = desktop.box(lockleaf.window_of(SESSION))
    before = desktop.picture()
    desktop.press("ctrl+comma")
    wait_until(lambda: len(differing_points(before, desktop.picture(), box, 23)) > 200, "the settings sheet", 5)


def stop(pid):
    """Freezes a process, as one that hangs."""
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: (processes.status_field(pid, "State") or "").startswith("T"), "the session to stand still")


def note_body(lockleaf, password, vault=None):
    """The note edited last, as the command line prints it from the closed vault (the only one, unless named)."""
    vault = vault or lockleaf.vault_file()

    def ask(*arguments):
        run = lockleaf.command_line(*arguments, password=password)
        need(run.returncode == 0, f"lockleaf-cli {arguments[0]}: exit code {run.returncode}: "
             f"{run.stderr.decode(errors='replace').strip()}")
        return run.stdout.decode()

    listed = ask("list", vault, "--json").splitlines()
    need(listed, "the vault holds no note at all")
    return ask("show", vault, json.loads(listed[0])["id"])


def change_in_the_middle(lockleaf, marker, steps=7):
    """Leaves the caret in the middle of a word, so that only a caret that comes back finds it again."""
    lockleaf.desktop.press(*["Left"] * steps)
    return lambda body: body[:len(body) - steps] + marker + body[len(body) - steps:]
