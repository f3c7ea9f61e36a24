# SPDX-License-Identifier: GPL-3.0-or-later
"""The real `lockleaf` as a person meets it: windows, keys, and the three processes behind them."""
import os
import pathlib
import subprocess
import time

from . import fonts, processes
from .desktop import BARE
from .waiting import Timeout, wait_until

# How a role is told from another: docs/architecture.md, "Three processes".
_ROLE_ARGUMENT = "--role="
LOCK_SCREEN = "lock-screen"
SESSION = "session"
KEEPER = "keeper"
CAPTURE = "capture"
# Argon2id with the memory of a new vault, on a busy machine.
_UNLOCK_SECONDS = 90


class Lockleaf:
    """One running Lockleaf on a Desktop."""

    def __init__(self, desktop, binaries):
        self.desktop = desktop
        self.fonts = set()
        self._executable = desktop.reachable(pathlib.Path(binaries) / "lockleaf")
        self._command_line = desktop.reachable(pathlib.Path(binaries) / "lockleaf-cli")

    # Processes

    def launch(self, *arguments, prefix=(), as_root=False):
        """Starts Lockleaf and does not wait. `prefix` is a command that runs it, as root if asked."""
        self.desktop.start([*prefix, self._executable, *arguments], as_root=as_root)

    def start(self, *arguments, **options):
        """Starts Lockleaf and waits for its lock screen."""
        self.launch(*arguments, **options)
        return self.wait_for_window(LOCK_SCREEN, 30)

    def roles(self):
        """Every living process of Lockleaf: process number to role."""
        found = {}
        for pid in processes.descendants():
            if processes.executable(pid) != str(self._executable):
                continue
            named = [word for word in processes.arguments(pid)[1:] if word.startswith(_ROLE_ARGUMENT)]
            found[pid] = named[0].removeprefix(_ROLE_ARGUMENT) if named else KEEPER
        return found

    def processes_of(self, role):
        """The living processes of a role."""
        return [pid for pid, name in self.roles().items() if name == role]

    def session(self):
        """The one session; Timeout where there is none."""
        return wait_until(lambda: self.processes_of(SESSION), "a session process", 5)[0]

    def quit(self):
        """Ends Lockleaf as the desktop does when somebody logs out."""
        for pid in self.processes_of(KEEPER):
            os.kill(pid, 15)
        wait_until(lambda: not self.roles(), "every process of Lockleaf to end", 10)

    # Windows

    def window_of(self, role):
        """The window that a role shows; 0 for none."""
        for pid in self.processes_of(role):
            windows = self.desktop.windows_of(pid)
            if windows:
                return max(windows, key=lambda window: self._area(window))
        return 0

    def _area(self, window):
        try:
            _, _, width, height = self.desktop.box(window)
            return width * height
        except RuntimeError:
            return 0

    def is_painted(self, window):
        """Whether a window shows more than one colour, and none of the bare desktop."""
        try:
            x, y, width, height = self.desktop.box(window)
        except RuntimeError:
            return False
        colours = self.desktop.picture().colours(x, y, width, height, step=11)
        return len(colours) > 2 and BARE not in colours

    def wait_for_window(self, role, seconds=15):
        """Waits until a role shows a painted window."""
        window = wait_until(lambda: self.window_of(role), f"the window of the {role}", seconds)
        wait_until(lambda: self.is_painted(window), f"the window of the {role} to be painted", 10)
        return window

    # What a person does

    def create_vault(self, password):
        """Fills in the create page that stands there (its caret is in the password) and waits for the first note."""
        desktop = self.desktop
        desktop.activate(self.window_of(LOCK_SCREEN))
        desktop.type_text(password)
        desktop.press("Tab")
        desktop.type_text(password)
        desktop.press("Tab", "space", "Tab", "space")
        self.postpone_kit()
        return self.wait_for_session()

    def postpone_kit(self):
        """The page with the recovery kit follows once the vault is there; Escape is "Later" on it."""
        home = self.desktop.base / "home"
        wait_until(lambda: list(home.rglob("*.lockleaf")), "the vault to be made", _UNLOCK_SECONDS)
        self.wait_for_rest(LOCK_SCREEN, 20)
        self.desktop.press("Escape")

    def unlock(self, password):
        """Types the password into the lock screen that stands there and waits for the list."""
        self.desktop.activate(self.window_of(LOCK_SCREEN))
        self.desktop.type_text(password)
        self.desktop.press("Return")
        return self.wait_for_session()

    def wait_for_session(self):
        """Waits until the session has the screen and the focus, and the lock screen has ended."""
        window = self.wait_for_window(SESSION, _UNLOCK_SECONDS)
        wait_until(lambda: not self.processes_of(LOCK_SCREEN), "the lock screen's process to end", 10)
        wait_until(lambda: self.desktop.active_window() == window, "the session's window to have the focus", 10)
        for pid in self.roles():
            self.fonts |= fonts.fonts_of(pid)
        return window

    def wait_for_rest(self, role, limit=10):
        """Waits until a role's window looks the same for a while, but for a caret that blinks."""
        self.desktop.wait_until_still(self.window_of(role), 0.5, limit)

    def wait_until_quiet(self, seconds=0.6, limit=10):
        """Waits until the editor's status line, on the right below, has looked the same for a while."""
        # A dialog that just closes can make the search for windows come back empty.
        window = wait_until(lambda: self.window_of(SESSION), "the session's window", 5)
        box = self.desktop.box(window)
        end, since, seen = time.monotonic() + limit, time.monotonic(), None
        while time.monotonic() < end:
            x, y, width, height = box
            lines = hash(self.desktop.picture().area(x + width // 2, y + height - 40, width - width // 2, 40))
            if lines != seen:
                seen, since = lines, time.monotonic()
            elif time.monotonic() - since >= seconds:
                return
            time.sleep(0.05)
        raise Timeout("the window never came to rest")

    def wait_for_saved(self, seconds=10):
        """Waits until autosave has had its say: the status line has come to rest for longer than its delay."""
        self.wait_until_quiet(1.2, seconds)

    # The vault behind the window

    def vault_file(self):
        """The vault that was made in the private home; its backups lie beside it."""
        home = self.desktop.base / "home"
        found = [file for file in home.rglob("*.lockleaf") if not file.parent.name.endswith(".backups")]
        if len(found) != 1:
            raise RuntimeError(f"expected one vault under home, found {found}")
        return found[0]

    def command_line(self, *arguments, password, body=b""):
        """Runs lockleaf-cli as the plain user; the password goes in by standard input."""
        return subprocess.run([self._command_line, *map(str, arguments), "--password-file", "-"],
                              input=password.encode() + b"\n" + body, env=self.desktop.environment,
                              cwd=self.desktop.base / "home", capture_output=True,
                              preexec_fn=lambda: processes.become(self.desktop.user))

    def start_command_line(self, *arguments):
        """Starts lockleaf-cli as the plain user, without a password; what it reads is to be written to its `stdin`."""
        return subprocess.Popen([self._command_line, *map(str, arguments)], env=self.desktop.environment,
                                cwd=self.desktop.base / "home", stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, preexec_fn=lambda: processes.become(self.desktop.user))
