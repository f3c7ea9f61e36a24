# SPDX-License-Identifier: GPL-3.0-or-later
"""ibus and fcitx5 on a Desktop: what they make of keys, and which keys they were handed."""
import os
import pathlib
import subprocess

from . import processes
from .acceptance import need, need_programs
from .services import PYTHON
from .waiting import wait_until

_IBUS_ADDRESS_FOLDER = "home/.config/ibus/bus"


class Ibus:
    """The daemon with an engine that keeps record of its keys (ibus_engine.py)."""
    name = "ibus"

    def __init__(self, desktop):
        need_programs("ibus-daemon")
        self._desktop = desktop
        self._record = desktop.base / "home/ibus-keys"
        self._record.unlink(missing_ok=True)
        desktop.environment |= {"QT_IM_MODULE": "ibus", "GSETTINGS_BACKEND": "memory"}
        self._daemon = desktop.start(["ibus-daemon", "--panel", "disable", "--emoji-extension", "disable", "--config", "disable"],
                                     log="ibus.log")
        wait_until(lambda: list((desktop.base / _IBUS_ADDRESS_FOLDER).glob("*")), "ibus to say where it is")
        script = pathlib.Path(__file__).with_name("ibus_engine.py").read_text()
        self._engine = processes.start([PYTHON, "-c", script, str(self._record)], desktop.user, desktop.environment,
                                       cwd=desktop.base, stdout=subprocess.PIPE, text=True)
        need(self._engine.stdout.readline().strip() == "ready", "the engine of ibus did not start")

    @staticmethod
    def made_of(words):
        """What the engine makes of words that are each ended by a space."""
        return "".join(f"«{word}»" for word in words)

    def keys(self):
        """The letters and other keys that the engine was handed."""
        numbers = self._record.read_text().split() if self._record.exists() else []
        return [chr(int(number)) if int(number) < 128 else number for number in numbers]

    def end(self):
        """Ends both."""
        for process in (self._engine, self._daemon):
            process.kill()
            process.wait()
        self._desktop.environment.pop("QT_IM_MODULE")


class Fcitx:
    """fcitx5 with its Hangul keyboard, as Debian has it; it logs each key."""
    name = "fcitx5"
    _PROFILE = ("[Groups/0]\nName=Default\nDefault Layout=us\nDefaultIM=hangul\n\n[Groups/0/Items/0]\nName=hangul\nLayout=\n\n"
                "[GroupOrder]\n0=Default\n")
    # Two-set keyboard: what letters make.
    _MADE = {"gks": "한", "rmf": "글", "skfk": "나라", "dkssud": "안녕"}

    def __init__(self, desktop):
        need_programs("fcitx5")
        self._desktop = desktop
        folder = desktop.base / "home/.config/fcitx5"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "profile").write_text(self._PROFILE)
        for path in (folder.parent, folder, folder / "profile"):
            os.chown(path, desktop.user.pw_uid, desktop.user.pw_gid)
        self._before = len(desktop.log_text("fcitx.log"))
        desktop.environment |= {"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
        self._daemon = desktop.start(["fcitx5", "--disable", "wayland,waylandim,clipboard,notifications,classicui,kimpanel",
                                      "--verbose", "default=4,key_trace=5"], log="fcitx.log")
        bus = ["dbus-send", "--print-reply", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.NameHasOwner",
               "string:org.fcitx.Fcitx5"]
        wait_until(lambda: b"true" in subprocess.run(bus, env=desktop.environment, capture_output=True,
                                                     preexec_fn=lambda: processes.become(desktop.user)).stdout, "fcitx5")

    def made_of(self, words):
        """What Hangul makes of words that are each ended by a space."""
        return "".join(f"{self._MADE[word]} " for word in words)

    def keys(self):
        """The keys that it was handed."""
        lines = [line for line in self._desktop.log_text("fcitx.log")[self._before:].splitlines()
                 if "KeyEvent: Key(" in line and "Release:0" in line]
        return [line.split("KeyEvent: Key(")[1].split()[0] for line in lines]

    def end(self):
        """Ends it."""
        self._daemon.kill()
        self._daemon.wait()
        self._desktop.environment.pop("QT_IM_MODULE")
