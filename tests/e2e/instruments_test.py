#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The instruments of the acceptance programs find what is there, and only that.

instruments_test.py [BIN]: BIN holds the built test programs. A scan that finds nothing proves something only if
the same scan finds a text that was put there; this is where it is shown for every form.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from window_driver import controls, fonts, processes, scanners  # noqa: E402
from window_driver.acceptance import invented_words  # noqa: E402
from window_driver.desktop import BARE, Desktop  # noqa: E402
from window_driver.waiting import wait_until  # noqa: E402

TOOLS = pathlib.Path(__file__).resolve().parents[2] / "build/release/bin"
def invented_word():
    """A word that stands nowhere else."""
    return invented_words(1, 11)[0]


class MemoryScanner(unittest.TestCase):
    def test_finds_one_copy_in_each_form(self):
        for form, name in controls.FORMS.items():
            with self.subTest(form=form):
                self.assertEqual(controls.hits_of_planted(TOOLS, form), [[name, "1"]])

    def test_finds_nothing_where_nothing_is(self):
        self.assertEqual(controls.hits_of_planted(TOOLS, "none"), [])
        with controls.Planted(TOOLS, "none", [0]) as pid:
            scan = scanners.scan_processes(TOOLS, [pid], {"word": invented_word(), "other": invented_word()})
        self.assertEqual(scan.hits, {})
        self.assertGreater(scan.bytes_read[f"pid:{pid}"], 1_000_000)

    def test_refuses_a_process_that_is_gone(self):
        gone = subprocess.Popen(["true"])
        gone.wait()
        with self.assertRaises(scanners.CannotRead):
            scanners.scan_processes(TOOLS, [gone.pid], {"word": invented_word()})

    def test_knows_glyphs_of_a_font(self):
        path = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
        if not pathlib.Path(path).exists():
            self.skipTest("no DejaVu Sans")
        self.assertEqual(fonts.glyph_numbers("Az", [path]), [(ord("A") - 29, ord("z") - 29)])


class FileScanner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="lockleaf-e2e-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.word = invented_word()

    def scan(self, paths):
        return scanners.scan_files(TOOLS, paths, {"word": self.word}).hits

    def test_finds_a_text_across_a_large_file(self):
        path = self.folder / "deep" / "large"
        path.parent.mkdir()
        # Over the border of two readings of the scanner.
        path.write_bytes(b"x" * ((16 << 20) - 5) + self.word.encode("utf-16-le") + b"y" * 5000)
        self.assertEqual(self.scan(scanners.files_under([self.folder])), {(str(path), "word", "utf16"): 1})

    def test_finds_a_name_and_nothing_else(self):
        (self.folder / self.word).write_text("plain")
        (self.folder / "other").write_text(invented_word())
        self.assertEqual(self.scan(scanners.files_under([self.folder])), {(str(self.folder / self.word), "word", "name"): 1})

    def test_finds_a_deleted_file_that_is_open(self):
        with tempfile.TemporaryFile() as file:
            file.write(self.word.encode())
            file.flush()
            hits = self.scan(scanners.open_files([os.getpid()]))
        self.assertEqual([(label, form) for _, label, form in hits], [("word", "utf8")])


class CallsFromInside(unittest.TestCase):
    def test_calls_and_lets_the_process_go_on(self):
        child = subprocess.Popen(["sleep", "60"])
        self.addCleanup(child.wait)
        self.addCleanup(child.kill)
        wait_until(lambda: processes.executable(child.pid).endswith("sleep"), "sleep to run")
        # getpid, then socket(AF_INET, SOCK_DGRAM): an ordinary process may have one.
        for call, expected in (([39], lambda value: value == child.pid), ([41, 2, 2, 0], lambda value: value >= 3)):
            run = wait_until(lambda: self.call(child.pid, call), "a call from inside", 5)
            if run.returncode == 77:
                self.skipTest("only for x86-64")
            self.assertTrue(expected(int(run.stdout.split()[1])), run.stdout)
        self.assertIsNone(child.poll())

    @staticmethod
    def call(pid, numbers):
        run = subprocess.run([TOOLS / "call_inside", str(pid), *map(str, numbers)], capture_output=True, text=True)
        return run if run.returncode in (0, 77) else None


class DesktopDriver(unittest.TestCase):
    def test_types_looks_and_cleans_up(self):
        word = invented_word()
        with Desktop(TOOLS) as desktop:
            self.assertEqual(desktop.picture().colours(100, 100, 200, 200), {BARE})
            watch = desktop.watch_points([(800, 600), (2, 2)])
            terminal = desktop.start(["xterm", "-geometry", "100x50", "-bg", "white", "-fg", "black", "-e", "cat > typed"])
            window = wait_until(lambda: desktop.windows_of(terminal.pid), "xterm")[0]
            desktop.activate(window)
            wait_until(lambda: BARE not in desktop.picture().colours(*desktop.box(window), step=9), "xterm to be painted")
            typed = desktop.base / "home/typed"
            wait_until(typed.exists, "the shell in xterm")
            desktop.type_text(word + " 123\n")
            wait_until(lambda: typed.read_text() == word + " 123\n", "the typed line to arrive")
            changes, longest = desktop.finish_watch(watch)
            self.assertEqual({point for _, point, colour in changes if colour != BARE}, {0})
            self.assertLess(longest, 1.0)
            found = scanners.scan_processes(TOOLS, [terminal.pid], {"word": word})
            self.assertGreater(found.total(), 0, "what xterm shows stands in its memory")
            desktop.minimise(window)
            self.assertTrue(desktop.is_minimised(window))
            self.assertEqual(processes.status_field(terminal.pid, "Uid").split()[0], str(desktop.user.pw_uid))
            base, display = desktop.base, terminal.pid
            os.kill(terminal.pid, signal.SIGSTOP)
        self.assertEqual(processes.descendants(), [])
        self.assertFalse(processes.is_alive(display))
        self.assertFalse(base.exists())


def may_read_others():
    """Whether this user may look into a process of its own at all."""
    child = subprocess.Popen(["sleep", "60"])
    try:
        return subprocess.run([TOOLS / "memory_scan", "--pid", str(child.pid)], input="text word 61626364\n", text=True,
                              capture_output=True).returncode == 0
    finally:
        child.kill()
        child.wait()


if __name__ == "__main__":
    if len(sys.argv) > 1 and not sys.argv[1].startswith("-"):
        TOOLS = pathlib.Path(sys.argv.pop(1))
    if not may_read_others():
        print("This user may not read the memory of other processes: run as root.")
        sys.exit(77)
    unittest.main(verbosity=2)
