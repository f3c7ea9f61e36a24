# SPDX-License-Identifier: GPL-3.0-or-later
"""A display of its own with a window manager, a message bus and private folders; keys, clicks and pictures."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from . import processes
from .screen import differing_lines, save_png, take_picture
from .waiting import wait_until

# A colour that no program under test shows: where it is seen, the desktop is bare.
BARE = 0xFF00FE
# A blinking caret is in at most so many lines of a picture (2x, and a line of text).
_CARET_LINES = 60

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""

# One desktop, no animation, new windows in the middle, so that a program stands at the same place every time.
_OPENBOX = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
<focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
<placement><policy>Smart</policy><center>yes</center></placement>
<theme><animateIconify>no</animateIconify></theme><desktops><number>1</number></desktops>
<mouse><context name="Client"><mousebind button="Left" action="Press"><action name="Focus"/><action name="Raise"/>
</mousebind></context></mouse>
</openbox_config>
"""

_FOLDERS = {
    "HOME": "home",
    "TMPDIR": "temporary",
    "XDG_RUNTIME_DIR": "runtime",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_CACHE_HOME": "home/.cache",
    "XDG_CONFIG_HOME": "home/.config",
}


class Desktop:
    """Use as a context manager: at its end every process is ended and every folder is gone."""

    def __init__(self, tools, bus=True, size="1600x1200"):
        """`tools` is the folder of the built test programs."""
        self.tools = pathlib.Path(tools)
        self.user = processes.plain_user()
        self._with_bus = bus
        self._size = size
        self.base = None
        self.environment = {}
        self._logs = {}

    def __enter__(self):
        processes.adopt_orphans()
        self.base = pathlib.Path(tempfile.mkdtemp(prefix="lockleaf-e2e-"))
        try:
            self._make_folders()
            self._start_display()
            if self._with_bus:
                self._start_bus()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        """Ends everything. Safe to call twice."""
        processes.end_all()
        for log in self._logs.values():
            log.close()
        shutil.rmtree(self.base, ignore_errors=True)

    def _make_folders(self):
        self.base.chmod(0o755)
        logs = self.base / "logs"
        logs.mkdir()
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "USER": self.user.pw_name,
                       "LOGNAME": self.user.pw_name, "QT_QPA_PLATFORM": "xcb", "QT_ACCESSIBILITY": "0",
                       "NO_AT_BRIDGE": "1"}
        for name, folder in _FOLDERS.items():
            path = self.base / folder
            path.mkdir(parents=True, exist_ok=True)
            environment[name] = str(path)
        (self.base / "home/Documents").mkdir()
        for folder in [path for path in self.base.rglob("*") if path.is_dir() and path != logs]:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
            folder.chmod(0o700)
        self.environment = environment

    def _log(self, name):
        """Options that send a program's output to a log."""
        if name not in self._logs:
            self._logs[name] = open(self.base / "logs" / name, "ab")
        return {"stdout": self._logs[name], "stderr": subprocess.STDOUT}

    def _start_display(self):
        read, write = os.pipe()
        processes.start(["Xvfb", "-displayfd", str(write), "-screen", "0", f"{self._size}x24", "-nolisten", "tcp", "-ac",
                         "-noreset"],
                        pass_fds=[write], **self._log("display.log"))
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start: " + (self.base / "logs/display.log").read_text(errors="replace"))
        self.environment["DISPLAY"] = ":" + number
        configuration = self.base / "openbox.xml"
        configuration.write_text(_OPENBOX)
        subprocess.run([self.tools / "pixel_watch", "--root", f"{BARE:06x}"], env=self.environment, check=True)
        processes.start(["openbox", "--config-file", str(configuration)], self.user, self.environment,
                        cwd=self.base, **self._log("openbox.log"))
        wait_until(lambda: "window id" in self._output("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "the window manager")
        # Out of the way of everything that reacts to a pointer above it.
        self.move_pointer(*(int(side) - 1 for side in self._size.split("x")))

    def _start_bus(self):
        path = self.base / "runtime/bus"
        configuration = self.base / "bus.xml"
        configuration.write_text(BUS_CONFIGURATION.format(path=path))
        processes.start(["dbus-daemon", "--nofork", f"--config-file={configuration}"], self.user, self.environment,
                        cwd=self.base, **self._log("bus.log"))
        wait_until(path.exists, "the message bus")
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={path}"

    def _output(self, *command):
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, errors="replace").stdout

    def start(self, command, log="program.log", as_root=False, **options):
        """Starts a program on this desktop, as the plain user unless it changes the user itself."""
        options.setdefault("environment", self.environment)
        return processes.start([str(part) for part in command], None if as_root else self.user, cwd=self.base / "home",
                               **self._log(log), **options)

    def reachable(self, program):
        """The program itself, or a copy where its folder is closed to the plain user."""
        test = subprocess.run(["test", "-x", str(program)], preexec_fn=lambda: processes.become(self.user))
        if test.returncode == 0 or not program.exists():
            return program
        copy = self.base / program.name
        if not copy.exists():
            shutil.copy(program, copy)
            copy.chmod(0o755)
        return copy

    def log_text(self, log="program.log"):
        """What the programs have printed so far."""
        path = self.base / "logs" / log
        return path.read_text(errors="replace") if path.exists() else ""

    # Windows

    def xdotool(self, *command, typed=None):
        """Runs xdotool and returns its lines."""
        run = subprocess.run(["xdotool", *map(str, command)], env=self.environment, input=typed, capture_output=True,
                             text=True)
        return run.stdout.split("\n")[:-1]

    def windows_of(self, pid):
        """The windows that a process shows."""
        return [int(line) for line in self.xdotool("search", "--onlyvisible", "--pid", pid) if line.strip()]

    def active_window(self):
        """The window that has the focus by the window manager's word; 0 for none."""
        lines = self.xdotool("getactivewindow")
        return int(lines[0]) if lines and lines[0].strip().isdigit() else 0

    def activate(self, window):
        """Brings a window to the front with the focus."""
        self.xdotool("windowactivate", window)
        wait_until(lambda: self.active_window() == window, "the window to become active")

    def minimise(self, window):
        """Makes an icon of a window."""
        self.xdotool("windowminimize", window)
        wait_until(lambda: self.is_minimised(window), "the window to be minimised")

    def is_minimised(self, window):
        """By WM_STATE of the window."""
        return "Iconic" in self._output("xprop", "-id", str(window), "WM_STATE")

    def property(self, window, name):
        """A property of a window as xprop prints it."""
        return self._output("xprop", "-id", str(window), name).strip()

    def all_windows(self):
        """The windows that the window manager has, minimised ones too."""
        text = self._output("xprop", "-root", "_NET_CLIENT_LIST")
        return [int(part.strip(), 16) for part in text.split("#")[-1].split(",") if "0x" in part] if "#" in text else []

    def window_process(self, window):
        """The process that says it owns a window; 0 for none."""
        value = self.property(window, "_NET_WM_PID").split("=")[-1].strip()
        return int(value) if value.isdigit() else 0

    def box(self, window):
        """Place and size of a window's inside on the screen: x, y, width, height."""
        if not window:  # xwininfo would wait for somebody to click on one
            raise RuntimeError("there is no window")
        text = self._output("xwininfo", "-id", str(window))
        values = dict(re.findall(r"(Absolute upper-left X|Absolute upper-left Y|Width|Height): +(-?\d+)", text))
        if len(values) != 4:
            raise RuntimeError(f"window {window} is gone")
        return tuple(int(values[name]) for name in ("Absolute upper-left X", "Absolute upper-left Y", "Width", "Height"))

    # Keys and pointer

    def type_text(self, text, pause_ms=4):
        """Types into whatever has the focus. The text stands in no command line."""
        lines = text.split("\n")
        for number, line in enumerate(lines):
            if line:
                self.xdotool("type", "--delay", pause_ms, "--file", "-", typed=line)
            # xdotool would press Linefeed, a key that keyboards do not have.
            if number < len(lines) - 1:
                self.press("Return")

    def press(self, *keys):
        """Presses keys by name, one after the other: "ctrl+l"."""
        self.xdotool("key", "--delay", 8, *keys)

    def click(self, x, y):
        """Clicks once at a point of the screen."""
        self.xdotool("mousemove", x, y, "click", 1)

    def move_pointer(self, x, y):
        """Moves the pointer away from what is looked at."""
        self.xdotool("mousemove", x, y)

    # Pictures

    def picture(self):
        """What the display shows."""
        return take_picture(self.tools, self.environment)

    def wait_until_still(self, window, seconds=1.0, limit=15.0):
        """Waits until a window has looked the same for a while, but for a caret's blinking."""
        box, begin, seen = self.box(window), time.monotonic(), [self.picture()]
        since = begin
        while time.monotonic() - since < seconds:
            if time.monotonic() - begin > limit:
                raise RuntimeError("the window never came to rest")
            now = self.picture()
            if differing_lines(seen[0], now, box) > _CARET_LINES:
                seen, since = [now], time.monotonic()
            time.sleep(0.05)

    def keep_picture(self, path):
        """Writes what the display shows to a file."""
        save_png(self.environment, path)

    def watch_points(self, points):
        """Starts to watch points (pixel_watch); read it with screen times, end it with `finish_watch`."""
        return processes.start([self.tools / "pixel_watch", *(f"{x},{y}" for x, y in points)],
                               environment=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    @staticmethod
    def finish_watch(watch):
        """Ends a watch. Returns changes as (seconds, point number, colour) and the longest pause in seconds."""
        output, _ = watch.communicate(timeout=20)
        changes, longest = [], float("inf")
        for line in output.decode().splitlines():
            words = line.split()
            if words[0] == "samples":
                longest = int(words[2]) / 1e9
            else:
                changes.append((int(words[0]) / 1e9, int(words[1]), int(words[2], 16)))
        return changes, longest
