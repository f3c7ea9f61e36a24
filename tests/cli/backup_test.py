#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli backup: made, proven, listed, rotated, held after a shrink, and notes that come back."""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"
HEADER, PAGE = 65536, 8192


class BackupTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        self.folder = self.space / "v.backups"
        subprocess.run([MAKE_VAULT, self.vault, "24", *self.key], check=True, capture_output=True)

    def run_backup(self, *options):
        return self.space.run("backup", self.vault, *options, *self.key)

    def backup(self, *options):
        return json.loads(self.space.ok("backup", self.vault, "--json", *options, *self.key))

    def lines(self, *options):
        return [json.loads(line) for line in self.space.ok("backup", self.vault, "--json", *options, *self.key).splitlines()]

    def first_note(self):
        return json.loads(self.space.ok("list", self.vault, "--json", "--limit", "1", *self.key))

    def text(self, note):
        return self.space.ok("show", self.vault, note, *self.key)

    def edit(self, note, text):
        self.space.ok("edit", self.vault, note, *self.key, stdin=text.encode())

    def test_made_and_listed(self):
        made = self.backup()
        self.assertEqual((made["state"], made["notes"], made["takenAway"], made["shrank"]), ("proven", 24, None, False))
        *rows, total = self.lines("--list")
        self.assertEqual([row["name"] for row in rows], [made["name"]])
        self.assertEqual(total["lastProven"], made["made"])
        text = self.space.ok("backup", self.vault, "--list", *self.key).decode()
        self.assertIn("Last proven backup: ", text)
        # It is a vault of its own, and nothing of the notes shows.
        copy = self.folder / made["name"]
        self.assertEqual(len(self.space.ok("list", copy, "--json", *self.key).splitlines()), 24)
        self.assertNotIn(self.first_note()["title"].encode(), copy.read_bytes())
        self.assertEqual(os.stat(copy).st_mode & 0o777, 0o600)
        self.assertEqual(os.stat(self.folder).st_mode & 0o777, 0o700)

    def test_nothing_yet(self):
        self.assertEqual(self.lines("--list")[-1]["lastProven"], None)
        self.assertIn(b"There is no proven backup.", self.run_backup("--list").stdout)
        self.assertFalse(self.folder.exists())
        for options in (["--prove"], ["--notes", "1"], ["--show", "1", "x"], ["--remove", "1"]):
            done = self.run_backup(*options)
            self.assertEqual(done.returncode, 1, (options, done.stderr))

    def test_due(self):
        self.assertEqual(self.backup("--if-due")["reason"], "scheduled")
        self.assertEqual(self.backup("--if-due"), {"due": False})

    def test_another_folder(self):
        other = self.space / "elsewhere"
        self.backup("--folder", other)
        self.assertFalse(self.folder.exists())
        self.assertEqual(len(self.lines("--list", "--folder", other)), 2)

    def test_settings(self):
        other = self.space / "elsewhere"
        total = self.lines("--list")[-1]
        self.assertEqual((total["bySelf"], total["everyMinutes"], total["folder"]), (True, 60, str(self.folder)))
        self.assertEqual(self.backup("--every", "240")["everyMinutes"], 240)
        off = self.backup("--every", "off")
        self.assertEqual((off["bySelf"], off["everyMinutes"]), (False, 240))
        self.assertIn(b"By itself: off, in ", self.run_backup("--list").stdout)
        moved = self.backup("--every", "30", "--set-folder", other)
        self.assertEqual((moved["bySelf"], moved["everyMinutes"], moved["folder"]), (True, 30, str(other)))
        self.assertIn(b"By itself: every 30 minutes at most, in ", self.run_backup("--list").stdout)
        self.assertFalse(self.folder.exists() or other.exists())  # nothing is made by a setting
        self.backup()
        self.assertEqual(len(self.lines("--list")), 2)
        self.assertTrue(other.exists() and not self.folder.exists())
        self.assertEqual(self.backup("--set-folder", "beside")["folder"], str(self.folder))
        self.assertEqual(self.lines("--list")[-1]["everyMinutes"], 30)

    def test_settings_that_are_none(self):
        before = self.lines("--list")[-1]
        for options in (["--every", "0"], ["--every", "often"], ["--every", "-5"], ["--every", "5000000"], ["--every", "10m"],
                        ["--set-folder", self.vault], ["--every", "30", "--list"], ["--set-folder", "x", "--folder", "y"]):
            done = self.run_backup(*options)
            self.assertNotEqual(done.returncode, 0, options)
            self.assertTrue(done.stderr, options)
        self.assertEqual(self.lines("--list")[-1], before)

    def test_proving_finds_damage(self):
        self.backup()
        made = self.backup()
        done = self.run_backup("--prove")
        self.assertEqual((done.returncode, done.stdout.count(b": whole, proven.")), (0, 1), done.stderr)
        copy = self.folder / made["name"]
        data = bytearray(copy.read_bytes())
        data[HEADER + 9 * PAGE + 4000] ^= 1
        copy.write_bytes(data)
        done = self.run_backup("--prove", "1")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(b"damaged", done.stdout)
        *rows, total = self.lines("--list")
        self.assertEqual((rows[0]["state"], total["lastProven"]), ("damaged", None))

    def test_damage_of_the_vault(self):
        made = self.backup()
        data = bytearray(self.vault.read_bytes())
        data[HEADER + 9 * PAGE + 4000] ^= 1
        self.vault.write_bytes(data)
        done = self.run_backup()
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith(".lockleaf")], [made["name"]])

    def test_notes_come_back(self):
        note = self.first_note()
        before = self.text(note["id"])
        self.backup()
        self.edit(note["id"], "changed\n")
        self.assertEqual(self.space.ok("backup", self.vault, "--show", "1", note["id"], *self.key), before)
        shown = [json.loads(line) for line in self.space.ok("backup", self.vault, "--notes", "1", "--json", *self.key).splitlines()]
        self.assertEqual(len(shown), 24)
        preview = self.lines("--restore-note", "1", note["id"], "--dry-run")
        self.assertEqual((preview[0]["was"], preview[0]["dryRun"]), ("text differs", True))
        self.assertEqual(self.text(note["id"]), b"changed\n")
        self.assertEqual(self.lines("--restore-note", "1", note["id"])[0]["was"], "text differs")
        self.assertEqual(self.text(note["id"]), before)
        newest = json.loads(self.space.ok("versions", self.vault, note["id"], "--json", *self.key).splitlines()[0])
        self.assertEqual(self.space.ok("versions", self.vault, note["id"], "--show", newest["id"], *self.key), b"changed\n")
        self.space.ok("rm", self.vault, note["id"], "--forever", *self.key)
        self.assertEqual(self.lines("--restore-note", "1", note["title"])[0]["was"], "was deleted")
        self.assertEqual(self.text(note["id"]), before)
        self.assertEqual(self.lines("--restore-note", "1", note["id"])[0]["was"], "same")
        self.space.ok("verify", self.vault, *self.key)
        self.assertEqual([name for name in os.listdir(self.folder) if name.endswith("-wal")], [])

    def test_all_comes_back(self):
        note = self.first_note()
        before = self.text(note["id"])
        self.backup()
        self.edit(note["id"], "changed\n")
        new = self.space / "back.lockleaf"
        self.assertEqual(self.backup("--restore", "1", new)["notes"], 24)
        self.assertEqual(self.space.ok("show", new, note["id"], *self.key), before)
        done = self.run_backup("--restore", "1", new)
        self.assertEqual((done.returncode, done.stdout), (2, b""), done.stderr)

    def test_a_sudden_shrink_holds(self):
        first = self.backup()
        for line in self.space.ok("list", self.vault, "--json", *self.key).splitlines()[:12]:
            self.space.ok("trash", self.vault, json.loads(line)["id"], *self.key)
        made = self.backup()
        self.assertTrue(made["shrank"])
        self.assertEqual((made["heldUpTo"], made["notesBefore"], made["notesNow"]), (first["name"], 24, 12))
        self.assertIn(b"The vault shrank suddenly: from 24 notes", self.run_backup("--list").stdout)
        self.assertNotEqual(self.backup()["takenAway"], first["name"])
        self.assertTrue((self.folder / first["name"]).exists())
        self.assertEqual(self.run_backup("--accept-shrink").returncode, 0)
        self.assertFalse(self.lines("--list")[-1]["shrank"])

    def test_before_the_trash_is_emptied(self):
        for line in self.space.ok("list", self.vault, "--json", *self.key).splitlines()[:12]:
            self.space.ok("trash", self.vault, json.loads(line)["id"], *self.key)
        # A file stands where the folder would be: nothing is deleted, unless it is wanted without.
        self.folder.write_bytes(b"in the way")
        done = self.space.run("empty-trash", self.vault, "--yes", *self.key)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"--no-backup", done.stderr)
        self.assertEqual(len(self.space.ok("list", self.vault, "--trash", "--json", *self.key).splitlines()), 12)
        self.folder.unlink()
        self.space.ok("empty-trash", self.vault, "--yes", *self.key)
        rows = self.lines("--list")
        self.assertEqual((rows[0]["reason"], rows[0]["trashed"]), ("before deletion", 12))

    def test_the_password_of_then(self):
        made = self.backup()
        new = ["--new-password-file", self.space.password_file("another one")]
        self.space.ok("passwd", self.vault, *new, *self.key)
        copy = self.folder / made["name"]
        self.space.ok("list", copy, *self.key)
        self.key = ["--password-file", self.space.password_file("another one")]
        self.assertTrue(self.lines("--list")[0]["earlierPassword"])
        self.assertEqual(self.run_backup("--prove", "1").returncode, 0)

    def test_opened_by_hand_it_is_said_to_be_older(self):
        made = self.backup()
        self.edit(self.first_note()["id"], "later\n")
        done = self.space.run("list", self.folder / made["name"], *self.key)
        self.assertEqual(done.returncode, 0)
        self.assertIn(b"older", done.stderr)

    def test_a_full_disk_leaves_nothing(self):
        if os.geteuid() != 0:
            self.skipTest("needs root for a small file system")
        small = self.space.tmpfs("small", "256k")
        done = self.run_backup("--folder", small / "b")
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"full", done.stderr)
        self.assertEqual(os.listdir(small / "b"), [])

    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() != 0:
            self.skipTest("needs root for a file system of its own")
        other = self.space.tmpfs("other", "8m")
        made = self.backup("--folder", other)
        subprocess.run(["mount", "-o", "remount,ro", str(other)], check=True)
        done = self.run_backup("--folder", other)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertIn(b"can't be written", done.stderr)
        rows = self.lines("--list", "--folder", other)
        self.assertEqual((rows[0]["name"], rows[0]["state"]), (made["name"], "proven"))

    def test_usage(self):
        before = contents(self.space.path)
        for options in (["--list", "--prove"], ["--show", "1"], ["--dry-run"], ["--search", "x"], ["--restore", "1"]):
            self.assertEqual(self.run_backup(*options).returncode, 2, options)
        self.assertEqual(contents(self.space.path), before)


if __name__ == "__main__":
    unittest.main()
