# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop tells when it locks, sleeps or switches: logind and screen savers by python-dbusmock, on private buses."""
import json
import os
import pathlib
import signal
import subprocess

from . import processes
from .acceptance import CannotJudge, need
from .desktop import BUS_CONFIGURATION
from .waiting import wait_until

# dbusmock is a Debian package, which another Python would not find.
PYTHON = "/usr/bin/python3"
MOCK = "org.freedesktop.DBus.Mock"
LOGIND, MANAGER = "org.freedesktop.login1", "org.freedesktop.login1.Manager"
MANAGER_PATH, SESSION_PATH = "/org/freedesktop/login1", "/org/freedesktop/login1/session/c1"
SESSION = "org.freedesktop.login1.Session"
FREEDESKTOP, GNOME = "org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver"
FREEDESKTOP_PATHS, GNOME_PATH = ("/org/freedesktop/ScreenSaver", "/ScreenSaver"), "/org/gnome/ScreenSaver"


def need_dbusmock():
    """Ends the program with "cannot be judged" where python3-dbusmock is not installed."""
    if subprocess.run([PYTHON, "-c", "import dbusmock"], capture_output=True).returncode != 0:
        raise CannotJudge("not installed: python3-dbusmock")


class Hand:
    """Calls and signals on one bus."""

    def __init__(self, desktop, address):
        script = pathlib.Path(__file__).with_name("bus_hand.py").read_text()
        self._process = processes.start([PYTHON, "-c", script], desktop.user,
                                        {**desktop.environment, "DBUS_SESSION_BUS_ADDRESS": address},
                                        cwd=desktop.base, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        need("ready" in self._answer(), "the hand on the bus did not start")

    def _answer(self):
        line = self._process.stdout.readline()
        return json.loads(line) if line else {"error": "the hand on the bus has ended"}

    def _do(self, **line):
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def try_call(self, service, path, interface, member, signature="", arguments=()):
        """The values of an answer; nothing for an error."""
        return self._do(service=service, path=path, interface=interface, member=member, signature=signature,
                        arguments=list(arguments)).get("values")

    def call(self, service, path, interface, member, signature="", arguments=()):
        """The values of an answer, which must come."""
        answer = self._do(service=service, path=path, interface=interface, member=member, signature=signature,
                          arguments=list(arguments))
        need("values" in answer, f"{member}: {answer.get('error')}")
        return answer["values"]

    def signal(self, path, interface, member, signature="", arguments=()):
        """Emits a signal from somebody who has no name on the bus."""
        self._do(signal=True, path=path, interface=interface, member=member, signature=signature,
                 arguments=list(arguments))


class Services:
    """A system bus with logind, and screen savers on the session bus of a Desktop."""

    def __init__(self, desktop):
        need_dbusmock()
        self._desktop = desktop
        path = desktop.base / "runtime/system-bus"
        self.system_address = f"unix:path={path}"
        self._bus = None
        self._mocks = {}
        self._bus_path = path
        desktop.environment["DBUS_SYSTEM_BUS_ADDRESS"] = self.system_address
        desktop.environment["XDG_SESSION_ID"] = "c1"
        self.session = Hand(desktop, desktop.environment["DBUS_SESSION_BUS_ADDRESS"])
        self.system = None

    # Buses and services that come and go

    def start_system_bus(self):
        """A bus at the address that programs of this desktop take for the system's."""
        configuration = self._desktop.base / "system-bus.xml"
        configuration.write_text(BUS_CONFIGURATION.format(path=self._bus_path))
        self._bus = self._desktop.start(["dbus-daemon", "--nofork", f"--config-file={configuration}"], log="system-bus.log")
        wait_until(self._bus_path.exists, "the system bus")
        self.system = Hand(self._desktop, self.system_address)

    def freeze_system_bus(self, frozen):
        """A bus that is there and moves nothing, or again does."""
        os.kill(self._bus.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def end_system_bus(self):
        """The bus and all that is on it are gone."""
        self._end(self._bus)
        self._bus_path.unlink(missing_ok=True)
        self._mocks.pop(LOGIND, None)

    @staticmethod
    def _end(process):
        os.kill(process.pid, signal.SIGCONT)
        process.kill()
        process.wait()

    def stop_service(self, name):
        """Ends a service as if it crashed."""
        self._end(self._mocks.pop(name))

    def freeze_service(self, name):
        """A service that is there and answers nothing."""
        os.kill(self._mocks[name].pid, signal.SIGSTOP)

    def _start_mock(self, name, *arguments, system=False):
        environment = dict(self._desktop.environment)
        if system:
            environment["DBUS_SESSION_BUS_ADDRESS"] = self.system_address
        self._mocks[name] = self._desktop.start([PYTHON, "-m", "dbusmock", *arguments], log="mocks.log", environment=environment)
        hand = self.system if system else self.session
        wait_until(lambda: hand.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
                                     "s", [name]), f"the service {name}", 10)

    def start_logind(self):
        """logind with the session c1 of this user, active and unlocked."""
        self._start_mock(LOGIND, "--template", "logind", system=True)
        user = self._desktop.user
        self.system.call(LOGIND, MANAGER_PATH, MOCK, "AddSession", "ssusb", ["c1", "seat0", user.pw_uid, user.pw_name, True])

    def start_screen_savers(self):
        """That of freedesktop.org under both of its paths, and GNOME's."""
        self._start_mock(FREEDESKTOP, FREEDESKTOP, FREEDESKTOP_PATHS[0], FREEDESKTOP)
        self.session.call(FREEDESKTOP, FREEDESKTOP_PATHS[0], MOCK, "AddObject", "ssa{sv}a(ssss)",
                          [FREEDESKTOP_PATHS[1], FREEDESKTOP, {}, []])
        for path in FREEDESKTOP_PATHS:
            self.session.call(FREEDESKTOP, path, MOCK, "AddMethod", "sssss", [FREEDESKTOP, "GetActive", "", "b", "ret = False"])
        self._start_mock(GNOME, "--template", "gnome_screensaver")

    # What they tell

    def emit(self, service, path, interface, member, signature, arguments):
        """Lets a mock emit any signal."""
        hand = self.system if service == LOGIND else self.session
        hand.call(service, path, MOCK, "EmitSignal", "sssav", [interface, member, signature, arguments])

    def sleep(self, before):
        """logind's PrepareForSleep."""
        self.emit(LOGIND, MANAGER_PATH, MANAGER, "PrepareForSleep", "b", [before])

    def lock_session(self):
        """loginctl lock-session."""
        self.system.call(LOGIND, SESSION_PATH, SESSION, "Lock")

    def set_session(self, **properties):
        """Properties of the session change."""
        self.system.call(LOGIND, SESSION_PATH, MOCK, "UpdateProperties", "sa{sv}", [SESSION, properties])

    def screen_saver(self, active, path=FREEDESKTOP_PATHS[0], service=FREEDESKTOP):
        """ActiveChanged of a screen saver."""
        self.emit(service, path, service, "ActiveChanged", "b", [active])

    def inhibitors(self):
        """Who holds the sleep up: [what, who, why, mode] each."""
        return [entry[:4] for entry in self.system.call(LOGIND, MANAGER_PATH, MANAGER, "ListInhibitors")]
