#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli change-keys: everything comes into a new file under new keys, and the old one goes or is kept."""
import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace  # noqa: E402

PASSWORD, NEW = "test password", "another password"


class ChangeKeysTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.new_key = ["--password-file", self.space.password_file(NEW)]
        self.folder = self.space / "vaults"
        self.folder.mkdir()
        self.vault = self.folder / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "60", *self.key], check=True, capture_output=True)
        self.space.ok("info", self.vault, *self.key)  # known here from now on
        self.before = self.notes(self.vault, self.key)

    def notes(self, vault, key):
        rows = [json.loads(line) for line in self.space.ok("list", vault, "--json", *key).splitlines()]
        return {row["id"]: (row, self.space.ok("show", vault, row["id"], *key)) for row in rows[:1]} | {
            row["id"]: row for row in rows[1:]}

    def names(self):
        return sorted(path.name for path in self.folder.iterdir() if path.stat().st_size > 0)

    def info(self, key):
        return json.loads(self.space.ok("info", self.vault, "--json", *key))

    def test_everything_is_there_under_new_keys(self):
        old = self.info(self.key)
        copy = self.space / "copy.lockleaf"
        shutil.copy(self.vault, copy)
        report = json.loads(self.space.ok("change-keys", self.vault, "--no-backup", "--json", *self.key))
        self.assertEqual((report["changed"], report["notes"], report["keptOld"]), (True, 60, ""))
        new = self.info(self.key)  # the password stays
        self.assertEqual((new["id"], new["notes"], new["knownHere"]), (old["id"], 60, True))
        self.assertGreater(new["epoch"], old["epoch"])
        self.assertEqual(self.notes(self.vault, self.key), self.before)
        self.space.ok("verify", self.vault, *self.key)
        self.assertEqual(self.names(), ["v.lockleaf"])
        # Who has a copy, and puts it back, is noticed; and it opens as it did.
        shutil.copy(copy, self.vault)
        done = self.space.run("list", self.vault, *self.key)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"this file still has the old ones", done.stderr)

    def test_with_a_new_password(self):
        self.space.ok("change-keys", self.vault, "--no-backup", *self.key, "--new-password-file", self.new_key[1])
        self.assertEqual(self.space.run("list", self.vault, *self.key).returncode, 1)
        self.assertEqual(self.notes(self.vault, self.new_key), self.before)

    def test_the_old_file_can_be_kept(self):
        kept = self.folder / "old.lockleaf"
        said = self.space.ok("change-keys", self.vault, "--no-backup", *self.key, "--new-password-file", self.new_key[1],
                             "--keep-old", kept).decode()
        self.assertIn("The old file is now old.lockleaf.", said)
        self.assertIn("stay readable", said)
        self.assertEqual(self.names(), ["old.lockleaf", "v.lockleaf"])
        self.assertEqual(self.notes(kept, self.key), self.before)
        # The two can still be merged.
        self.space.ok("add", kept, *self.key, stdin=b"in the old file\n")
        self.space.ok("merge", self.vault, kept, *self.new_key, "--other-password-file", self.key[1])
        self.assertEqual(self.info(self.new_key)["notes"], 61)

    def test_it_refuses_and_leaves_all_as_it_was(self):
        whole = self.vault.read_bytes()
        taken = self.folder / "taken"
        taken.write_bytes(b"x")
        for options, code in ((["--keep-old", taken], 2), (["--keep-old", self.space / "elsewhere"], 2),
                              (["--keep-old", "../elsewhere"], 2)):
            done = self.space.run("change-keys", self.vault, "--no-backup", *self.key, *options)
            self.assertEqual(done.returncode, code, done.stderr)
        wrong = self.space.password_file("wrong")
        self.assertEqual(self.space.run("change-keys", self.vault, "--no-backup", "--password-file", wrong).returncode, 1)
        self.assertEqual(self.vault.read_bytes(), whole)
        self.assertEqual(self.names(), ["taken", "v.lockleaf"])

    def test_a_backup_is_made_before(self):
        done = self.space.run("change-keys", self.vault, *self.key, "--new-password-file", self.new_key[1])
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"A backup was made before", done.stderr)
        backup, = (self.folder / "v.backups").glob("*.lockleaf")
        self.assertEqual(self.notes(backup, self.key), self.before)
        # Where none can be made nothing is done.
        changed = self.vault.read_bytes()
        shutil.rmtree(self.folder / "v.backups")
        (self.folder / "v.backups").write_bytes(b"in the way")
        done = self.space.run("change-keys", self.vault, *self.new_key)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn(b"the keys were not changed", done.stderr)
        self.assertEqual(self.vault.read_bytes()[:4096], changed[:4096])

    def test_what_cannot_be_opened_stops_it(self):
        data = bytearray(self.vault.read_bytes())
        for page in range(9, (len(data) - 65536) // 8192, 3):
            data[65536 + page * 8192 + 4000] ^= 1
        self.vault.write_bytes(data)
        done = self.space.run("change-keys", self.vault, "--no-backup", *self.key)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(self.vault.read_bytes()[65536 + 9 * 8192:], bytes(data)[65536 + 9 * 8192:])
        self.assertEqual(self.names(), ["v.lockleaf"])


if __name__ == "__main__":
    unittest.main()
