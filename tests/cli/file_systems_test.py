#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault on a full file system, and on one made by a FUSE program: the error is clear, nothing is lost, and all goes on."""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace  # noqa: E402

PASSWORD = "test password"


class FileSystemsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]

    def make(self, folder):
        vault = folder / "v.lockleaf"
        subprocess.run([MAKE_VAULT, vault, "6", *self.key], check=True, capture_output=True)
        return vault

    def notes(self, vault):
        return {json.loads(line)["title"] for line in self.space.ok("list", vault, "--json", *self.key).splitlines()}

    def test_a_full_tmpfs(self):
        if os.geteuid() != 0:
            self.skipTest("only root mounts a tmpfs")
        try:
            folder = self.space.tmpfs("small", "3m")
        except subprocess.CalledProcessError:
            self.skipTest("no tmpfs can be mounted here")
        vault = self.make(folder)
        self.assertIn("tmpfs, in memory", self.space.ok("info", vault).decode())
        saved = self.notes(vault)
        full = None
        for number in range(100):
            body = f"note {number}\n".encode() + os.urandom(45_000).hex().encode()
            done = self.space.run("add", vault, *self.key, stdin=body)
            if done.returncode != 0:
                full = done
                break
            saved.add(f"note {number}")
        self.assertIsNotNone(full)
        self.assertEqual(full.returncode, 4, full.stderr)
        self.assertIn(b"The disk is full; nothing was lost that had been saved.", full.stderr)
        self.assertEqual(self.notes(vault), saved)
        # No room for a second file: the keys stay as they are.
        done = self.space.run("change-keys", vault, "--no-backup", *self.key)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"The disk is full", done.stderr)
        self.assertEqual({path.name for path in folder.iterdir()} - {"v.lockleaf-wal"}, {"v.lockleaf"})
        subprocess.run(["mount", "-o", "remount,size=40m", str(folder)], check=True)
        self.space.ok("add", vault, *self.key, stdin=b"after there was room")
        self.space.ok("change-keys", vault, "--no-backup", *self.key)
        self.assertEqual(self.notes(vault), saved | {"after there was room"})
        self.space.ok("verify", vault, *self.key)

    def test_a_fuse_file_system(self):
        bindfs = shutil.which("bindfs")
        if not Path("/dev/fuse").exists() or bindfs is None:
            self.skipTest("no /dev/fuse, or no bindfs")
        below, folder = self.space / "below", self.space / "fuse"
        below.mkdir()
        folder.mkdir()
        if subprocess.run([bindfs, below, folder], capture_output=True, check=False).returncode != 0:
            self.skipTest("bindfs cannot mount here")
        self.space.mounts.append(folder)
        vault = self.make(folder)
        self.assertIn("FUSE", self.space.ok("info", vault).decode())
        self.space.ok("add", vault, *self.key, stdin=b"over FUSE")
        before = self.notes(vault)
        self.space.ok("change-keys", vault, "--no-backup", *self.key)
        self.assertEqual(self.notes(vault), before)
        self.space.ok("verify", vault, *self.key)


if __name__ == "__main__":
    unittest.main()
