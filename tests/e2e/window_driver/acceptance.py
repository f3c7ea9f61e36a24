# SPDX-License-Identifier: GPL-3.0-or-later
"""What every acceptance program does alike: find the build, say what failed, end with its figure and exit code."""
import os
import pathlib
import random
import shutil
import signal
import sys
import time
import traceback

from .desktop import Desktop
from .program import Lockleaf
from .waiting import Timeout

ROOT = pathlib.Path(__file__).resolve().parents[3]
HOLDS, FAILS, CANNOT_JUDGE = 0, 1, 77


class DoesNotHold(Exception):
    """The promise under test is broken."""


class CannotJudge(Exception):
    """Something that the judgement needs is not there."""


def binaries():
    """The folder of the build under test."""
    return pathlib.Path(os.environ.get("LOCKLEAF_BIN") or ROOT / "build/release/bin").resolve()


def tools():
    """The folder of the test programs; the same as that of the build unless LOCKLEAF_TOOLS says otherwise."""
    return pathlib.Path(os.environ.get("LOCKLEAF_TOOLS") or binaries()).resolve()


def need(condition, sentence):
    """Ends the program with "does not hold" unless the condition is true."""
    if not condition:
        raise DoesNotHold(sentence)


def need_root():
    """Looking into processes that refuse it, and changing the user, are root's."""
    if os.geteuid() != 0:
        raise CannotJudge("only root can look into these processes and run them as another user")


def need_programs(*names):
    """Programs of Debian packages that the judgement uses."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        raise CannotJudge("not installed: " + ", ".join(missing))


def invented_words(count, length=9):
    """Words that stand in no file and in no program: made at run time, unlike one another from their start."""
    words = set()
    while len(words) < count:
        words.add("".join(random.choice("bcdfghjklmnprstvwxz" if i % 2 == 0 else "aeiouy") for i in range(length)))
    return list(words)


_BEGIN = time.monotonic()


def say(sentence):
    """A line of the log, with the time since the beginning."""
    print(f"{time.monotonic() - _BEGIN:6.1f} s  {sentence}", flush=True)


def _keep_evidence(desktop, name):
    """A picture and the programs' output, for whoever reads the failure."""
    folder = ROOT / "build/test-logs"
    folder.mkdir(parents=True, exist_ok=True)
    picture = folder / f"{name}.png"
    desktop.keep_picture(picture)
    say(f"the screen at that moment: {picture}")
    text = desktop.log_text()
    if text.strip():
        say("what Lockleaf printed:\n" + "\n".join("  " + line for line in text.splitlines()[-30:]))


def run(body, *, bus=True, size="1600x1200", programs=("Xvfb", "openbox", "xdotool", "xprop", "xwininfo")):
    """Runs body(desktop, lockleaf), which returns the figure, and ends this process.

    Everything that was started is ended and every folder removed in any case, also when the program is ended from
    outside by SIGTERM or SIGINT.
    """
    name = pathlib.Path(sys.argv[0]).name
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(FAILS))
    try:
        need_programs(*programs)
        for program, folder in (("lockleaf", binaries()), ("memory_scan", tools())):
            if not (folder / program).exists():
                raise CannotJudge(f"{program} has not been built in {folder}")
        with Desktop(tools(), bus=bus, size=size) as desktop:
            lockleaf = Lockleaf(desktop, binaries())
            try:
                figure = body(desktop, lockleaf)
            except (DoesNotHold, Timeout, RuntimeError) as problem:
                say(f"FAILED: {problem}")
                if not isinstance(problem, DoesNotHold):
                    traceback.print_exc(file=sys.stdout)
                say(f"processes: {lockleaf.roles()}")
                _keep_evidence(desktop, name)
                say(f"does not hold: {problem}")
                sys.exit(FAILS)
    except CannotJudge as reason:
        say(f"cannot be judged here: {reason}")
        sys.exit(CANNOT_JUDGE)
    print(figure, flush=True)
    sys.exit(HOLDS)
