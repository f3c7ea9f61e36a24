#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icon in the system tray as a panel sees it, on a private bus: what it says while the vault is locked and while it is open,
that it names nothing, and what its menu does. A panel that ends and comes back gets it again."""
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from window_driver import acceptance, processes, services, story, vaults  # noqa: E402
from window_driver.acceptance import need  # noqa: E402
from window_driver.program import CAPTURE, KEEPER, LOCK_SCREEN, SESSION  # noqa: E402
from window_driver.waiting import wait_until  # noqa: E402

ITEM, ITEM_PATH = "org.kde.StatusNotifierItem", "/StatusNotifierItem"
MENU, MENU_PATH = "com.canonical.dbusmenu", "/MenuBar"


class Panel:
    """Takes the icon of one Lockleaf."""

    def __init__(self, desktop):
        script = pathlib.Path(services.__file__).with_name("tray_watcher.py").read_text()
        self._watcher = processes.start([services.PYTHON, "-c", script], desktop.user, desktop.environment, cwd=desktop.base,
                                        stdout=subprocess.PIPE, text=True)
        need(self._watcher.stdout.readline() == "ready\n", "the watcher did not start")
        self._hand = services.Hand(desktop, desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
        self._item = None

    def take(self):
        """Waits for the icon."""
        self._item = self._watcher.stdout.readline().strip()
        need(self._item.startswith(":"), "no icon came")

    def end(self):
        self._watcher.terminate()
        self._watcher.wait()

    def property(self, name):
        return self._hand.call(self._item, ITEM_PATH, "org.freedesktop.DBus.Properties", "Get", "ss", [ITEM, name])

    def words(self):
        """Everything that the icon says of itself."""
        return str([self.property(name) for name in ("ToolTip", "Title", "Id", "Status", "IconName")] + list(self.entries()))

    def says(self, word):
        return word in str(self.property("ToolTip"))

    def drawing(self):
        return str(self.property("IconPixmap"))

    def entries(self):
        """Words of the menu to their numbers, those that can be seen."""
        layout = self._hand.call(self._item, MENU_PATH, MENU, "GetLayout", "iias", [0, -1, []])
        return {values["label"].replace("_", ""): number for number, values, _ in layout[1][2]
                if "label" in values and values.get("visible", True)}

    def choose(self, words):
        wait_until(lambda: words in self.entries(), f"“{words}” in the menu")
        self._hand.call(self._item, MENU_PATH, MENU, "Event", "isvu", [self.entries()[words], "clicked", 0, 0])


def switch_on(desktop):
    """As Settings, Appearance does."""
    folder = desktop.base / "home/.config/lockleaf"
    subprocess.run(["mkdir", "-p", folder], check=True, preexec_fn=lambda: processes.become(desktop.user))
    file = folder / "lockleaf.conf"
    file.write_text("[window]\ntray-icon=true\n")
    subprocess.run(["chown", f"{desktop.user.pw_uid}:{desktop.user.pw_gid}", file], check=True)


def body(desktop, lockleaf):
    services.need_dbusmock()
    password = story.Secrets.invent().password
    vault = vaults.make_vault(desktop, password, name="Hidden", notes=3)
    switch_on(desktop)
    panel = Panel(desktop)
    lockleaf.start(vault)
    panel.take()
    wait_until(lambda: panel.says("locked"), "the icon to say locked")
    need(not panel.says("unlocked"), "the icon of a locked vault says unlocked")
    need(list(panel.entries()) == ["Show Lockleaf", "Write a note…", "Quit Lockleaf"], f"locked: {panel.entries()}")
    locked = panel.drawing()

    lockleaf.unlock(password)
    wait_until(lambda: panel.says("unlocked"), "the icon to say unlocked")
    need(list(panel.entries()) == ["Show Lockleaf", "New note…", "Lock now", "Quit Lockleaf"], f"open: {panel.entries()}")
    need(panel.drawing() != locked, "the drawing is the same, locked or not")
    for word in ("Hidden", str(desktop.base)):
        need(word not in panel.words(), f"the icon tells {word}")

    session = lockleaf.session()
    begin = time.monotonic()
    panel.choose("Lock now")
    story.wait_for_end(session, begin)
    lockleaf.wait_for_window(LOCK_SCREEN)
    wait_until(lambda: not panel.says("unlocked"), "the icon to say locked again")

    panel.choose("Write a note…")
    window = lockleaf.wait_for_window(CAPTURE)
    desktop.activate(window)
    desktop.press("Escape")
    wait_until(lambda: not lockleaf.processes_of(CAPTURE), "the empty window to close")

    panel.end()
    need(lockleaf.processes_of(KEEPER), "Lockleaf ended with the panel")
    panel = Panel(desktop)
    panel.take()
    panel.choose("Quit Lockleaf")
    wait_until(lambda: not lockleaf.roles(), "Lockleaf to end")
    need(SESSION not in lockleaf.roles().values(), "a session stays")
    return "locked, unlocked and locked; 4 things of its menu were chosen; a new panel got the icon too"


acceptance.run(body)
