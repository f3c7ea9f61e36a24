# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's session, killed while somebody writes: what was saved by then must be there when it is unlocked again."""
import dataclasses
import json
import os
import signal
import time

from .acceptance import invented_words, need, say
from .processes import is_alive
from .program import KEEPER, LOCK_SCREEN
from .waiting import wait_until

# What may be missing at most of what was typed, before the process is killed (docs/threat-model.md, 3): a save begins after
# three seconds at most, and on a busy machine keys arrive late and a save takes its time.
MAY_MISS_SECONDS = 3.0 + 1.0
# Each look at a note derives the key once more: after a kill the last notes are looked at, at the end all.
LOOKED_AT = 4
# The keeper gives up where a role ends by itself three times within a minute.
KILLS_OF_A_KEEPER = 2
# Only the session while somebody types or while it locks; every process at once.
WAYS = ("typing", "lock", "all", "typing", "typing")


@dataclasses.dataclass
class Typed:
    """One note: what had been saved, and what was typed after that, with the time of each word."""
    title: str
    saved: str
    later: list  # (seconds, word) as they were typed

    def at_least(self, killed):
        """The text that must be there."""
        return self.saved + "".join(word for when, word in self.later if when < killed - MAY_MISS_SECONDS)

    def at_most(self):
        return self.saved + "".join(word for _, word in self.later)


class KilledWindow:
    """A vault in the window of a real Lockleaf."""

    def __init__(self, desktop, lockleaf, vault, password, random):
        self.desktop, self.lockleaf, self.vault = desktop, lockleaf, vault
        self.password, self.random = password, random
        self._rounds = 0
        self.kept = {}  # title to text, as it was found after a kill
        self.kills = self.within_typing = self.missing = 0
        self._of_this_keeper = KILLS_OF_A_KEEPER

    def _ask(self, *arguments):
        run = self.lockleaf.command_line(*arguments, password=self.password)
        need(run.returncode == 0, f"lockleaf-cli {arguments[0]}: {run.returncode}: {run.stderr.decode(errors='replace').strip()}")
        return run.stdout.decode()

    def _start(self):
        if self._of_this_keeper >= KILLS_OF_A_KEEPER:
            if self.lockleaf.roles():
                self.lockleaf.quit()
            self.lockleaf.start(self.vault)
            self._of_this_keeper = 0
        self.lockleaf.unlock(self.password)

    def _write(self, seconds):
        """A new note, half of it saved; then words until a moment."""
        words = iter(invented_words(400, 7))
        title = "Note " + next(words)
        saved = f"{title}\n\n" + " ".join(next(words) for _ in range(6))
        self.desktop.press("ctrl+n")
        self.desktop.type_text(saved)
        self.lockleaf.wait_for_saved()
        typed = Typed(title, saved, [])
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            word = " " + next(words)
            self.desktop.type_text(word, pause_ms=2)
            typed.later.append((time.monotonic(), word))
        return typed

    def _kill(self, typed, way):
        session = self.lockleaf.session()
        if way == "lock":
            self.desktop.xdotool("key", "--delay", 0, "ctrl+l")
            time.sleep(self.random.uniform(0, 0.06))
        if way == "all":
            for pid in self.lockleaf.processes_of(KEEPER):
                os.kill(pid, signal.SIGKILL)
        gone = not is_alive(session)
        if not gone:
            os.kill(session, signal.SIGKILL)
        killed = time.monotonic()
        wait_until(lambda: not is_alive(session), "the session to be gone", 5)
        if way == "all":
            wait_until(lambda: not self.lockleaf.roles(), "the rest to end", 10)
            self._of_this_keeper = KILLS_OF_A_KEEPER
        else:
            self.lockleaf.wait_for_window(LOCK_SCREEN)
            self._of_this_keeper += 1
        self.kills += not gone
        self.within_typing += bool(typed.later) and not gone
        return killed

    def _look(self, typed, killed, kept=LOOKED_AT):
        """By the command line, before anybody unlocks."""
        self._ask("verify", self.vault)
        rows = {row["title"]: row["id"] for row in map(json.loads, self._ask("list", self.vault, "--json").splitlines())}
        need(self.kept.keys() <= rows.keys(), "a note of before is gone")
        for title, text in list(self.kept.items())[-kept:]:
            need(title in rows and self._ask("show", self.vault, rows[title]) == text, f"{title}: another text than before")
        need(typed.title in rows, "the note that was saved is not there")
        found = self._ask("show", self.vault, rows[typed.title])
        least, most = typed.at_least(killed), typed.at_most()
        need(found.startswith(least), f"of {least!r} there is only {found!r}")
        need(most.startswith(found), f"{found!r} was never typed")
        self.missing = max(self.missing, len(most) - len(found))
        self.kept[typed.title] = found

    def kill_once(self):
        """From a start or a lock screen to the next."""
        way = WAYS[self._rounds % len(WAYS)]
        # At first so long that not all of it may be missing.
        seconds = self.random.uniform(4.6 if self._rounds == 0 else 0.0, 5.5)
        self._rounds += 1
        self._start()
        typed = self._write(seconds)
        killed = self._kill(typed, way)
        self._look(typed, killed)
        say(f"killed at {way} after {seconds:.1f} s of typing: {len(typed.at_most()) - len(self.kept[typed.title])} characters missing")

    def end(self):
        """Unlocks once more and looks whether the window shows a vault that can be written into."""
        self._start()
        typed = self._write(0)
        self.lockleaf.quit()
        self._look(typed, time.monotonic(), len(self.kept))
