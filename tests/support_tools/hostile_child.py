#!/usr/bin/python3 -SsE
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in the place of the lock screen and the session, and says to the keeper whatever it can (docs/role-messages.md).

$LOCKLEAF_HOSTILE names a folder with `plan.json`: for each role the ways in which its processes behave, one after another, the
last one from then on. What a process hears goes to `log` there. The ways stand in LOCK_SCREEN and SESSION below.
"""
import array
import contextlib
import json
import os
import random
import signal
import socket
import struct
import sys
import threading
import time

CHANNEL, KEY_PIPE = 3, 4
FOLDER = os.environ["LOCKLEAF_HOSTILE"]
LARGEST_SPILL = 80 << 20
BAIT = b"/tmp/lockleaf-bait"


def frame(kind, fields=b""):
    return struct.pack("<IH", 2 + len(fields), kind) + fields


def text(words):
    return struct.pack("<H", len(words)) + words


class Child:
    """Its end of the channel, a thread that reads it, and the log."""

    def __init__(self, role, number):
        self.role, self.number = role, number
        self.channel = socket.socket(fileno=CHANNEL)
        self.channel.setblocking(True)
        self.random = random.Random(number * 7 + len(role))
        self.heard = {}
        self.changed = threading.Condition()
        self.note("begins")

    def note(self, words):
        with open(f"{FOLDER}/log", "a") as log:
            log.write(f"{self.role} {self.number} {words}\n")

    def wait_for_note(self, words):
        while True:
            with open(f"{FOLDER}/log") as log:
                if words in log.read():
                    return
            time.sleep(0.005)

    def listen(self):
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self):
        pending = b""
        while True:
            try:
                got = self.channel.recv(65536)
            except OSError:
                got = b""
            if not got:
                os._exit(0)
            pending += got
            while len(pending) >= 6:
                length, kind = struct.unpack_from("<IH", pending)
                if len(pending) < 4 + length:
                    break
                self._hear(kind, pending[6:4 + length])
                pending = pending[4 + length:]

    def _hear(self, kind, fields):
        if kind not in (3, 7, 132, 133, 135):  # what comes in thousands
            self.note(f"hears {kind} {fields[:8].hex()}")
        with self.changed:
            self.heard[kind] = fields
            self.changed.notify_all()

    def wait_for(self, kind, seconds=20):
        with self.changed:
            if not self.changed.wait_for(lambda: kind in self.heard, seconds):
                self.note(f"waits for {kind} in vain")
                os._exit(9)
            return self.heard[kind]

    def send(self, octets):
        try:
            self.channel.sendall(octets)
            return True
        except OSError:
            return False

    def send_with(self, octets, descriptors):
        with contextlib.suppress(OSError):
            self.channel.sendmsg([octets], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", descriptors))])

    def rest(self):
        time.sleep(120)
        os._exit(8)


# Every word of each role with random fields: all of them are well formed.

def some_text(rng):
    return rng.choice([b"", b"/", BAIT, BAIT + b"/../../etc/passwd", BAIT + b"/" + b"x" * 4000, b"A" * 4096, b"\xff\xfe/\x01\n[vault]",
                       b"%s%n" * 100, b"-platform", BAIT + b"-link", b"/dev/full", b"a" * rng.randrange(300)])


def some_placement(rng):
    number = lambda: rng.choice([0, 1, -1, 2**31 - 1, -2**31, rng.randrange(-2**31, 2**31)])
    size = lambda: rng.choice([0, 1, 2**32 - 1, 2**31, rng.randrange(2**32)])
    return struct.pack("<iiII????I", number(), number(), size(), size(), *(rng.random() < 0.2 for _ in range(4)), size())


def bools(rng, count):
    return bytes(rng.randrange(2) for _ in range(count))


FROM_LOCK_SCREEN = {64: lambda r: b"", 65: lambda r: b"", 66: lambda r: b"", 67: lambda r: text(some_text(r)), 68: some_placement}
ADDRESSES = [b"https://example.org/" + b"a" * 2000, b"http://[::1]", b"file:///etc/passwd", b"https://", b"mailto:" + b"b" * 4000]
FROM_SESSION = {192: lambda r: b"", 193: lambda r: bytes([r.randrange(30)]), 194: lambda r: b"", 195: lambda r: b"",
                196: lambda r: struct.pack("<I", r.choice([0, 3600, 2**32 - 1])) + bools(r, 1), 197: lambda r: bytes([r.randrange(3)]),
                199: lambda r: bools(r, 1), 200: lambda r: text(r.choice(ADDRESSES)), 201: lambda r: b"", 202: lambda r: b"",
                203: lambda r: b"", 205: lambda r: bools(r, 3) + b"\0" + bools(r, 1), 68: some_placement}


def storm(child, words, count):
    for _ in range(count):
        kind = child.random.choice(list(words))
        if not child.send(frame(kind, words[kind](child.random))):
            return


def broken(own, foreign):
    """Frames that no peer may send."""
    return {
        "length-0": struct.pack("<I", 0) + b"xx", "length-1": struct.pack("<I", 1) + b"xx", "length-16385": struct.pack("<IH", 16385, own),
        "length-4g": b"\xff" * 4096, "unknown-type": frame(9999), "foreign-word": frame(foreign), "own-hearing": frame(1),
        "bytes-left-over": frame(195 if own == 68 and foreign == 65 else 65, b"\0"), "field-cut-off": frame(68, bytes(23)),
        "bool-of-2": frame(68, bytes(16) + b"\x02" + bytes(7)),
        "text-with-nul": frame(67 if foreign != 65 else 200, text(b"a\0b")), "text-of-4097": frame(67 if foreign != 65 else 200, text(b"a" * 4097)),
        "text-cut-off": frame(67 if foreign != 65 else 200, struct.pack("<H", 4000) + b"abc"),
        "noise": random.Random(1).randbytes(8192),
    }


# Ways of a lock screen.

def calm_lock_screen(child):
    child.send(frame(64))
    child.send(frame(65))
    child.wait_for(2)
    with contextlib.suppress(OSError):
        os.write(KEY_PIPE, bytes(48))
    child.send(frame(67, text(BAIT + b"-vault")))
    child.wait_for(5, 40)
    os._exit(0)


def last_lock_screen(child):
    child.send(frame(64))
    child.note("stands")
    child.rest()


def storming_lock_screen(child):
    child.send(frame(64))
    storm(child, FROM_LOCK_SCREEN, 3000)
    calm_lock_screen(child)


def quitting_lock_screen(child):
    child.send(frame(64) + frame(69))
    child.rest()


def early_lock_screen(child):
    """Says that the key was sent while the session before it still saves, and then that everything is to end."""
    child.send(frame(64) + frame(65))
    child.wait_for_note("session 1 waits for the key")
    time.sleep(0.02)
    child.send(frame(67, text(BAIT)) * 50 + frame(69))
    child.rest()


def repeating_lock_screen(child):
    child.send(frame(64) * 120000)
    child.rest()


def pressing_lock_screen(child):
    """Says that passwords were wrong and never reads the answers."""
    child.send(frame(64))
    while child.send(frame(66) * 1000):
        pass
    child.rest()


# Ways of a session.
def open_session(child):
    child.send(frame(192))
    child.note("waits for the key")
    child.wait_for(129, 40)
    child.send(frame(194))


def end_session(child, saved=True):
    child.wait_for(130)
    child.send(frame(199, bytes([saved])))
    child.wait_for(131)
    os._exit(0)


def locking_session(child):
    open_session(child)
    child.send(frame(198))
    end_session(child)


def open_for_long(child):
    open_session(child)
    child.note("is open")
    end_session(child)


def storming_session(child):
    child.send(frame(192))
    child.wait_for(129, 40)
    child.send(frame(194))
    storm(child, FROM_SESSION, 3000)
    child.send(frame(198))
    storm(child, FROM_SESSION, 3000)  # while it is to go
    child.rest()


def slow_session(child):
    """Takes its time to save, in which it reads nothing."""
    child.send(frame(192))
    pass_over(child, 129)
    child.send(frame(194) + frame(198))
    pass_over(child, 130)
    time.sleep(0.6)
    child.note("has saved")
    child.send(frame(199, b"\x01"))
    os._exit(0)


def pass_over(child, kind):
    """Reads up to a message of this kind."""
    while True:
        length, heard = struct.unpack("<IH", child.channel.recv(6, socket.MSG_WAITALL))
        if length > 2:
            child.channel.recv(length - 2, socket.MSG_WAITALL)
        if heard == kind:
            return


def spilling_session(what):
    def way(child):
        open_session(child)
        child.send(frame(198))
        child.wait_for(130)
        for descriptor in spill(what):
            child.send_with(frame(206), [descriptor])
        child.send(frame(199, b"\0"))
        child.wait_for(131)
        os._exit(0)
    return way


def spill(what):
    """Descriptors of what is handed over as texts that could not be saved."""
    memory = os.memfd_create("x")
    os.write(memory, b"sealed, they say")
    if what == "good":
        return [memory]
    if what == "empty":
        os.ftruncate(memory, 0)
    elif what == "too-large":
        os.ftruncate(memory, LARGEST_SPILL + 1)
    elif what == "huge":
        os.ftruncate(memory, 1 << 45)
    elif what == "largest":
        os.ftruncate(memory, LARGEST_SPILL)
    elif what == "shrinking":
        os.ftruncate(memory, LARGEST_SPILL)
        threading.Timer(0.01, os.ftruncate, (memory, 3)).start()
    else:
        memory = {"pipe": lambda: os.pipe()[0], "folder": lambda: os.open("/", os.O_RDONLY), "zero": lambda: os.open("/dev/zero", os.O_RDONLY),
                  "socket": lambda: socket.socketpair()[0].detach(), "only-path": lambda: os.open("/etc/passwd", os.O_PATH),
                  "to-write": lambda: os.open(f"{FOLDER}/log", os.O_WRONLY)}[what]()
    return [memory]


def dying_session(child):
    open_session(child)
    os._exit(1)


def stopping_session(child):
    open_session(child)
    child.send(frame(198))
    child.wait_for(130)
    os.kill(os.getpid(), signal.SIGSTOP)


def leaving_session(child):
    """Ends, and leaves a process behind that goes on sending."""
    open_session(child)
    if os.fork() != 0:
        os._exit(1)
    signal.alarm(60)
    while child.send(frame(195) * 1000):
        pass
    os._exit(0)


def deaf_session(child):
    """Reads until it has the vault, and nothing after that."""
    child.send(frame(192))
    pass_over(child, 129)
    child.send(frame(194))
    while child.send(frame(197, b"\1") * 500 + frame(197, b"\2") * 500):
        pass
    child.rest()


def closing(child):
    child.channel.shutdown(socket.SHUT_RDWR)
    child.channel.close()
    child.rest()


def half(child):
    child.send(frame(68, bytes(24))[:9])
    child.channel.shutdown(socket.SHUT_WR)
    child.rest()


def with_descriptors(count, kind):
    def way(child):
        child.send_with(frame(kind), [0] * count)
        child.rest()
    return way


def breaking(name, own, foreign, ready):
    def way(child):
        child.send(ready + broken(own, foreign)[name])
        child.rest()
    return way


BROKEN = list(broken(68, 65))
COMMON = {"close": closing, "half": half, "end": lambda child: os._exit(0), "descriptor": with_descriptors(1, 68),
          "descriptors": with_descriptors(30, 68)}
LOCK_SCREEN = {"calm": calm_lock_screen, "last": last_lock_screen, "storm": storming_lock_screen, "quit": quitting_lock_screen,
               "early-key": early_lock_screen, "repeat": repeating_lock_screen, "press": pressing_lock_screen, **COMMON,
               **{name: breaking(name, 68, 198, frame(64)) for name in BROKEN}}
SESSION = {"lock": locking_session, "open": open_for_long, "storm": storming_session, "slow": slow_session, "die": dying_session,
           "stop": stopping_session, "leave": leaving_session, "deaf": deaf_session, "no-descriptor": with_descriptors(0, 206),
           "two-descriptors": with_descriptors(2, 206), **COMMON,
           **{name: breaking(name, 68, 65, frame(192)) for name in BROKEN}}
DEAF = {"slow", "press", "deaf"}  # they do not read, or read by themselves


def take_number(role):
    """Which process of its role this is."""
    number = 0
    while True:
        try:
            os.close(os.open(f"{FOLDER}/{role}-{number}", os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            return number
        except FileExistsError:
            number += 1


def main():
    role = sys.argv[1].removeprefix("--role=")
    number = take_number(role)
    with open(f"{FOLDER}/plan.json") as file:
        ways = json.load(file)[role]
    name = ways[min(number, len(ways) - 1)]
    child = Child(role, number)
    if name not in DEAF:
        child.listen()
    if name.startswith("spill-"):
        spilling_session(name.removeprefix("spill-"))(child)
    else:
        (LOCK_SCREEN if role == "lock-screen" else SESSION)[name](child)


if __name__ == "__main__":
    main()
