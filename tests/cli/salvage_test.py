#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli salvage: what can be read in a damaged vault comes into a new one, and what is lost has a name."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"
HEADER, PAGE = 65536, 8192


class SalvageTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        self.new = self.space / "new.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "24", *self.key], check=True, capture_output=True)
        self.before = self.notes(self.vault)

    def notes(self, vault):
        rows = [json.loads(line) for line in self.space.ok("list", vault, "--json", *self.key).splitlines()]
        return {row["id"]: row for row in rows}

    def salvage(self, *options):
        return json.loads(self.space.ok("salvage", self.vault, self.new, "--json", *options, *self.key))

    def hurt(self, pages):
        data = bytearray(self.vault.read_bytes())
        for page in pages:
            data[HEADER + (page - 1) * PAGE + 4000] ^= 1
        self.vault.write_bytes(data)

    def pages(self):
        return (self.vault.stat().st_size - HEADER) // PAGE

    def test_a_whole_vault_comes_whole(self):
        attached = self.space / "papers.bin"
        attached.write_bytes(bytes(range(256)) * 9000)
        note = next(iter(self.before))
        self.space.ok("attachments", self.vault, note, "--add", attached, *self.key)
        self.before = self.notes(self.vault)
        report = self.salvage()
        self.assertEqual((report["notes"], report["attachments"], report["badPages"], report["losses"]), (24, 1, 0, []))
        self.assertEqual(self.notes(self.new), self.before)
        copy = self.space / "copy.bin"
        self.space.ok("attachments", self.new, note, "--save", "papers.bin", "--to", copy, *self.key)
        self.assertEqual(copy.read_bytes(), attached.read_bytes())
        self.space.ok("verify", self.new, *self.key)

    def test_what_leads_to_the_records_is_gone(self):
        self.hurt([1])
        self.assertNotEqual(self.space.run("list", self.vault, *self.key).returncode, 0)
        damaged = self.vault.read_bytes()
        report = self.salvage()
        self.assertEqual((report["notes"], report["lostNotes"], report["badPages"]), (24, 0, 1))
        self.assertEqual(self.notes(self.new), self.before)
        self.assertEqual(self.vault.read_bytes(), damaged)

    def test_what_is_lost_has_a_name(self):
        lost = {}
        for page in range(2, self.pages() + 1):
            original = self.vault.read_bytes()
            self.hurt([page])
            report = self.salvage("--dry-run")
            self.vault.write_bytes(original)
            self.assertEqual(report["notes"] + report["lostNotes"], 24, page)
            for loss in report["losses"]:
                lost[loss["id"]] = loss["title"]
        # Each note stands on some page, and the list of notes on another.
        self.assertEqual(set(lost), set(self.before))
        self.assertEqual(lost, {note: row["title"] for note, row in self.before.items()})

    def test_a_copy_fills_in(self):
        copy = self.space / "copy.lockleaf"
        copy.write_bytes(self.vault.read_bytes())
        self.hurt(range(2, self.pages(), 3))
        report = self.salvage()
        self.assertGreater(report["lostNotes"], 0)
        other = ["--other-password-file", self.space.password_file(PASSWORD)]
        self.space.ok("merge", self.new, copy, *other, *self.key)
        self.assertEqual(self.notes(self.new), self.before)

    def test_words(self):
        self.hurt(range(2, self.pages(), 4))
        text = self.space.ok("salvage", self.vault, self.new, *self.key).decode()
        self.assertIn("Lost: the note \"", text)
        self.assertIn("can't be read", text)
        self.assertIn("Merge a copy or restore an archive", text)

    def test_refusals_change_nothing(self):
        self.new.write_bytes(b"something")
        before = contents(self.space.path)
        done = self.space.run("salvage", self.vault, self.new, *self.key)
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.new.unlink()
        wrong = self.space.run("salvage", self.vault, self.new, "--password-file", self.space.password_file("wrong"))
        self.assertEqual((wrong.returncode, wrong.stdout), (1, b""))
        self.assertFalse(self.new.exists())
        data = bytearray(self.vault.read_bytes())
        data[0:8] = data[32768:32776] = bytes(8)
        self.vault.write_bytes(data)
        done = self.space.run("salvage", self.vault, self.new, *self.key)
        self.assertEqual((done.returncode, done.stdout), (3, b""), done.stderr)
        self.assertEqual(set(before) - {"new.lockleaf"} <= set(contents(self.space.path)), True)


if __name__ == "__main__":
    unittest.main()
