#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli versions: what is kept, shown and brought back."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, ROOT, Workspace  # noqa: E402

PASSWORD = "test password"
READER = ROOT / "tests/e2e/read_vault.py"


class VersionsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "1", *self.key], check=True, capture_output=True)
        self.note = self.ok("add", self.vault, stdin=b"first\n").decode().strip()

    def ok(self, *arguments, **options):
        return self.space.ok(*arguments, *self.key, **options)

    def versions(self, *more):
        return [json.loads(line) for line in self.ok("versions", self.vault, self.note, "--json", *more).splitlines()]

    def edit(self, text):
        self.ok("edit", self.vault, self.note, stdin=text)

    def show(self, version):
        return self.ok("versions", self.vault, self.note, "--show", version)

    def text(self):
        return self.ok("show", self.vault, self.note)

    def refused(self, code, words, *more):
        done = self.space.run("versions", self.vault, *more, *self.key)
        self.assertEqual((done.returncode, done.stdout), (code, b""), done.stderr)
        self.assertIn(words, done.stderr.decode())

    def test_each_edit_keeps_what_stood_before(self):
        self.assertEqual(self.versions(), [])
        self.assertEqual(self.ok("versions", self.vault, self.note), b"0 versions, 0 bytes\n")
        self.edit(b"second\n")
        self.edit(b"second\n")  # changes nothing
        self.edit("third, d\u00e9j\u00e0 vu\n".encode())
        listed = self.versions()
        self.assertEqual([row["number"] for row in listed], [2, 1])
        self.assertEqual([row["reason"] for row in listed], ["editing"] * 2)
        self.assertEqual([row["size"] for row in listed], [7, 6])
        self.assertTrue(all(row["stored"] > row["size"] for row in listed))
        self.assertEqual((self.show(1), self.show(2)), (b"first\n", b"second\n"))
        self.assertEqual(self.show(listed[1]["id"]), b"first\n")
        lines = self.ok("versions", self.vault, self.note).decode().splitlines()
        self.assertRegex(lines[0], r"^   2  20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ  7 bytes  editing$")
        self.assertRegex(lines[2], r"^2 versions, \d+ bytes$")
        self.assertEqual(len(lines), 3)

    def test_a_version_comes_back_and_nothing_is_lost(self):
        self.edit(b"second\n")
        self.assertEqual(self.ok("versions", self.vault, self.note, "--restore", 1), b"")
        self.assertEqual(self.text(), b"first\n")
        self.assertEqual([row["reason"] for row in self.versions()], ["restore", "editing"])
        self.assertEqual(self.show(2), b"second\n")
        told = json.loads(self.ok("versions", self.vault, self.note, "--restore", 2, "--json"))
        self.assertEqual(told["id"], self.note)
        self.assertEqual(self.text(), b"second\n")
        self.assertEqual(self.show(told["former"]), b"first\n")
        self.ok("verify", self.vault)

    def test_keeping_on_demand(self):
        version = self.ok("versions", self.vault, self.note, "--keep").decode().strip()
        self.assertEqual(self.show(version), b"first\n")
        self.assertEqual(self.ok("versions", self.vault, self.note, "--keep"), b"")
        told = json.loads(self.ok("versions", self.vault, self.note, "--keep", "--json"))
        self.assertEqual(told, {"id": self.note, "version": None})
        self.edit(b"second\n")
        told = json.loads(self.ok("versions", self.vault, self.note, "--keep", "--json"))
        self.assertEqual([row["id"] for row in self.versions()], [told["version"], version])
        self.assertEqual([row["reason"] for row in self.versions()], ["asked", "asked"])
        shown = json.loads(self.ok("versions", self.vault, self.note, "--show", 2, "--json"))
        self.assertEqual((shown["body"], shown["title"], shown["number"]), ("second\n", "", 2))

    def test_what_it_refuses(self):
        self.edit(b"second\n")
        for number in ("0", "2", "99999999999999999999999", "0" * 32, self.note):
            self.refused(1, "There is no such version", self.note, "--show", number)
            self.refused(1, "There is no such version", self.note, "--restore", number)
        for wrong in ("", "-1", "x", "1.5"):
            self.refused(2, "number of a version, or its id", self.note, f"--show={wrong}")
            self.refused(2, "number of a version, or its id", self.note, f"--restore={wrong}")
        self.refused(2, "excludes", self.note, "--show", "1", "--restore", "1")
        self.refused(2, "excludes", self.note, "--keep", "--restore", "1")
        self.refused(1, "", "no such note")
        other = self.ok("add", self.vault, stdin=b"other\n").decode().strip()
        self.refused(1, "There is no such version", other, "--show", self.versions()[0]["id"])
        self.assertEqual(self.text(), b"second\n")

    def test_the_cost_is_shown_and_goes_with_the_note(self):
        self.edit(b"second\n")
        told = json.loads(self.ok("info", self.vault, "--json"))
        self.assertEqual((told["versions"], told["versionBytes"]), (1, self.versions()[0]["stored"]))
        self.assertIn(b"Versions:       1, ", self.ok("info", self.vault))
        self.ok("rm", self.vault, self.note, "--forever")
        told = json.loads(self.ok("info", self.vault, "--json"))
        self.assertEqual((told["versions"], told["versionBytes"]), (0, 0))
        self.ok("verify", self.vault)

    def test_the_independent_reader_sees_the_same(self):
        self.edit(b"second\n" * 50)
        self.edit(b"third\n")
        done = subprocess.run([sys.executable, READER, self.vault, *self.key], capture_output=True, check=True)
        notes = {note["id"]: note for note in map(json.loads, done.stdout.splitlines())}
        read = notes[self.note]["versions"]
        self.assertEqual([row["id"] for row in read], [row["id"] for row in self.versions()])
        self.assertEqual([row["body"] for row in read], ["second\n" * 50, "first\n"])


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
