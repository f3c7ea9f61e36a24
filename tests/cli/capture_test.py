#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli capture and inbox: notes that are written without the password, and how they come into the vault."""
import hashlib
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace  # noqa: E402

PASSWORD = "test password"
TAG = "written while locked, origin not proven"


class CaptureTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        self.inbox = self.space / "v.lockleaf-inbox"
        subprocess.run([MAKE_VAULT, self.vault, "1", *self.key], check=True, capture_output=True)
        self.ok("list")  # unlocked here once

    def ok(self, verb, *more, **options):
        return self.space.ok(verb, self.vault, *more, *self.key, **options)

    def capture(self, text):
        return self.space.run("capture", self.vault, stdin=text)

    def refused(self, code, words, text=b"text"):
        done = self.capture(text)
        said = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (code, b""), said)
        self.assertIn(words, said)

    def test_written_without_the_password_and_taken_in(self):
        self.assertEqual(self.capture("# Für später\nSecret plans\n".encode()).returncode, 0)
        self.assertEqual(self.capture(b"another").returncode, 0)
        self.assertNotIn(b"Secret", self.inbox.read_bytes())
        self.assertEqual(self.inbox.stat().st_mode & 0o777, 0o600)
        self.assertEqual(len(self.ok("list", "--json").splitlines()), 1)
        self.assertEqual(self.ok("inbox").decode(), "2 notes were taken in.\n")
        self.assertFalse(self.inbox.exists())
        rows = [json.loads(line) for line in self.ok("list", "--tag", TAG, "--json").splitlines()]
        self.assertEqual({row["title"] for row in rows}, {"Für später", "another"})
        self.assertEqual(self.ok("show", "Für später"), "# Für später\nSecret plans\n".encode())
        self.assertEqual(self.ok("inbox").decode(), "0 notes were taken in.\n")
        self.assertIn(b"everything is whole.", self.ok("verify"))

    def test_refused_where_the_key_was_not_seen_here(self):
        other = Workspace()  # another person's computer
        self.addCleanup(other.__exit__)
        done = other.run("capture", self.vault, stdin=b"text")
        self.assertEqual(done.returncode, 2)
        self.assertIn("was not unlocked on this computer yet", done.stderr.decode())
        stranger = self.space / "other.lockleaf"
        subprocess.run([MAKE_VAULT, stranger, "1", *self.key], check=True, capture_output=True)
        header = bytearray(self.vault.read_bytes())
        for copy in (0, 32768):  # somebody else's key, with a checksum that holds
            header[copy + 80:copy + 112] = stranger.read_bytes()[80:112]
            header[copy + 4064:copy + 4096] = hashlib.blake2b(bytes(header[copy:copy + 4064]), digest_size=32).digest()
        self.vault.write_bytes(header)
        self.refused(3, "another key than when it was unlocked here last")
        self.assertFalse(self.inbox.exists())

    def test_what_is_no_note_is_refused(self):
        self.refused(2, "not valid", b"")
        self.refused(2, "UTF-8", b"\xff")
        self.refused(2, "at most", b"x" * ((1 << 20) + 1))

    def test_comes_in_before_the_keys_change(self):
        self.assertEqual(self.capture(b"for the old keys").returncode, 0)
        done = self.space.run("change-keys", self.vault, *self.key)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"1 text that waited for an unlock came in first.", done.stderr)
        self.assertFalse(self.inbox.exists())
        self.assertEqual(self.ok("show", "for the old keys"), b"for the old keys")
        self.assertEqual(self.capture(b"for the new keys").returncode, 0)
        self.assertEqual(self.ok("inbox").decode(), "1 note was taken in.\n")

    def test_a_damaged_inbox_is_kept(self):
        self.assertEqual(self.capture(b"good").returncode, 0)
        with self.inbox.open("ab") as file:
            file.write(b"rubbish")
        report = json.loads(self.ok("inbox", "--json"))
        self.assertEqual(report, {"added": 1, "knownBefore": 0, "refused": 0, "unreadableBytes": 7, "setAside": True})
        self.assertTrue((self.space / "v.lockleaf-inbox.aside-1").exists())

    def test_written_while_somebody_else_has_the_vault(self):
        # Writing to the inbox needs nothing of the vault: it goes on while that is open elsewhere.
        holder = subprocess.Popen([sys.executable, "-c", "import fcntl,struct,sys\n"
                                   "f=open(sys.argv[1],'r+b')\n"
                                   "fcntl.fcntl(f,37,struct.pack('hhllihh',fcntl.F_WRLCK,0,0,0,0,0,0))\n"
                                   "print('held',flush=True);sys.stdin.read()", self.vault],
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(holder.communicate)
        self.assertEqual(holder.stdout.readline(), b"held\n")
        self.assertEqual(self.capture(b"meanwhile").returncode, 0)


if __name__ == "__main__":
    unittest.main()
