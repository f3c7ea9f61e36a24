#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli export --not-encrypted: of all notes, of a notebook, of single notes, with the trash."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, Workspace  # noqa: E402

PASSWORD = "test password"


class PlainExportTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "0", *self.key], check=True, capture_output=True)
        for title, notebook in [("Alone", None), ("Plan", "Work"), ("Deep", "Work/Plans"), ("Gone", "Work")]:
            where = ["--notebook", notebook] if notebook else []
            self.space.ok("add", self.vault, "--title", title, *where, *self.key, stdin=b"text of it")
        self.space.ok("rm", self.vault, "Gone", *self.key)
        self.target = self.space / "out"

    def export(self, *options):
        report = json.loads(
            self.space.ok("--json", "export", self.vault, self.target, "--not-encrypted", *options, *self.key))
        files = sorted(str(file.relative_to(self.target)) for file in self.target.rglob("*.md"))
        self.assertEqual(report["notes"], len(files))
        self.assertIs(report["encrypted"], False)
        return [name.rsplit("/", 1)[0] if "/" in name else "" for name in files], files

    def test_all(self):
        folders, files = self.export()
        self.assertEqual(sorted(folders), ["", "Work", "Work/Plans"], files)

    def test_a_notebook_with_those_in_it(self):
        folders, files = self.export("--notebook", "Work")
        self.assertEqual(sorted(folders), ["Work", "Work/Plans"], files)

    def test_trash(self):
        folders, files = self.export("--trash")
        self.assertEqual(sorted(folders), ["", "Trash", "Work", "Work/Plans"], files)

    def test_a_notebook_and_its_trash(self):
        folders, files = self.export("--notebook", "Work", "--trash")
        self.assertEqual(sorted(folders), ["Trash", "Work", "Work/Plans"], files)

    def test_single_notes(self):
        folders, files = self.export("--note", "Deep", "--note", "Gone", "--note", "Deep")
        self.assertEqual(sorted(folders), ["Trash", "Work/Plans"], files)

    def test_no_such_notebook(self):
        done = self.space.run("export", self.vault, self.target, "--not-encrypted", "--notebook", "Nowhere", *self.key)
        self.assertEqual(done.returncode, 1)
        self.assertIn('There is no notebook "Nowhere".', done.stderr.decode())
        self.assertFalse(self.target.exists())

    def test_versions_are_for_archives(self):
        done = self.space.run("export", self.vault, self.target, "--not-encrypted", "--versions", *self.key)
        self.assertEqual(done.returncode, 2)
        self.assertFalse(self.target.exists())


if __name__ == "__main__":
    unittest.main()
