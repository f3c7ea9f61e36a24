# SPDX-License-Identifier: GPL-3.0-or-later
"""How long it takes until a window is painted, by the colours of points on the screen."""
import os
import random
import subprocess
import time

from . import processes
from .desktop import BARE
from .waiting import Timeout, wait_until

# A caret blinks about once a second: three pictures this far apart show both of its states.
_BETWEEN_PICTURES = 0.37
_POINTS = 24


class Stopwatch:
    """Knows the final colours of points of a window, and measures until they are there."""

    def __init__(self, desktop, points, colours):
        self._desktop = desktop
        self._points = points
        self._colours = colours
        self._changes = []
        self.longest_pause = 0.0  # Between two readings of the last watch, in seconds.

    @staticmethod
    def learn(desktop, window):
        """Takes the final look from a window that is painted and at rest. Half of the points are where something is
        drawn on the background, the others anywhere, corners among them."""
        box = desktop.box(window)
        pictures = [desktop.picture()]
        for _ in range(2):
            time.sleep(_BETWEEN_PICTURES)
            pictures.append(desktop.picture())
        x, y, width, height = box
        everywhere = [(column, row) for row in range(y + 4, y + height - 4, 3) for column in range(x + 4, x + width - 4, 3)]
        still = [point for point in everywhere if len({picture.at(*point) for picture in pictures}) == 1]
        counts = {}
        for point in still:
            counts[pictures[0].at(*point)] = counts.get(pictures[0].at(*point), 0) + 1
        common = sorted(counts, key=counts.get)[-2:]
        drawn = [point for point in still if pictures[0].at(*point) not in common]
        corners = [(x + 4, y + 4), (x + width - 5, y + 4), (x + 4, y + height - 5), (x + width - 5, y + height - 5)]
        chosen = random.sample(drawn, min(len(drawn), _POINTS // 2))
        chosen += [point for point in corners if len({picture.at(*point) for picture in pictures}) == 1]
        chosen += random.sample(still, min(len(still), _POINTS - len(chosen)))
        return Stopwatch(desktop, chosen, [pictures[0].at(*point) for point in chosen])

    def watch_while(self, act, seconds=10):
        """Watches the points from before act() until all have their final colours; the seconds that took."""
        watch = self._desktop.watch_points(self._points)
        # The first readings are there once every point has been reported.
        reported = [watch.stdout.readline() for _ in self._points]
        begin = time.monotonic()
        try:
            act()
            wait_until(lambda: self._is_final(self._desktop.picture()), "the window to look as it did", seconds)
        finally:
            later, self.longest_pause = self._desktop.finish_watch(watch)
        first = [line.decode().split() for line in reported]
        self._changes = [(int(at) / 1e9, int(point), int(colour, 16)) for at, point, colour in first] + later
        return self._final_since() - begin

    measure = watch_while

    def _is_final(self, picture):
        return all(picture.at(*point) == colour for point, colour in zip(self._points, self._colours))

    def _final_since(self):
        """The moment from which on all points had their final colours for the first time."""
        now = {}
        for at, point, colour in self._changes:
            was_final = len(now) == len(self._points) and all(now[i] == c for i, c in enumerate(self._colours))
            now[point] = colour
            is_final = len(now) == len(self._points) and all(now[i] == c for i, c in enumerate(self._colours))
            if is_final and not was_final:
                return at
        raise Timeout("the points never had their final colours at once")

    def seen(self, colour):
        """How often a point took on a colour in the last watch, its state at the start left out."""
        return sum(1 for _, _, seen in self._changes[len(self._points):] if seen == colour)


class KeePassXC:
    """KeePassXC with a database, to be started again and again."""

    def __init__(self, desktop, database):
        self._desktop = desktop
        self._database = database
        self._process = None

    def launch(self):
        """Starts it; does not wait."""
        self._process = self._desktop.start(["keepassxc", self._database], log="keepassxc.log")

    def window(self):
        """Its window, once it is painted."""
        desktop = self._desktop
        window = wait_until(lambda: desktop.windows_of(self._process.pid), "KeePassXC's window", 20)[0]
        wait_until(lambda: BARE not in desktop.picture().colours(*desktop.box(window), step=13), "KeePassXC to be painted")
        time.sleep(1)
        return window

    def end(self):
        """Ends it and waits."""
        os.kill(self._process.pid, 15)
        self._process.wait(10)
        wait_until(lambda: not processes.is_alive(self._process.pid), "KeePassXC to end")


def keepassxc_database(desktop):
    """A new database of KeePassXC, and settings that keep its questions away."""
    folder = desktop.base / "home/.config/keepassxc"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "keepassxc.ini").write_text(
        "[General]\nUpdateCheckMessageShown=true\nSingleInstance=false\n[GUI]\nCheckForUpdates=false\n"
        "ShowTrayIcon=false\nMinimizeOnClose=false\n")
    for path in (folder, folder / "keepassxc.ini"):
        os.chown(path, desktop.user.pw_uid, desktop.user.pw_gid)
    database = desktop.base / "home/peer.kdbx"
    made = desktop.start(["keepassxc-cli", "db-create", "--decryption-time", "100", "-p", database],
                         log="keepassxc-cli.log", stdin=subprocess.PIPE)
    made.communicate(b"a long peer password\na long peer password\n", timeout=60)
    if made.returncode != 0:
        raise RuntimeError("keepassxc-cli: " + desktop.log_text("keepassxc-cli.log"))
    return database


def start_keepassxc(desktop, database):
    """Starts it for the first time."""
    peer = KeePassXC(desktop, database)
    peer.launch()
    return peer
