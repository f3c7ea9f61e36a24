#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli export --not-encrypted --html: notes as pages."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"


class HtmlTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "3", *self.key], check=True, capture_output=True)
        self.pages = self.space / "pages"

    def test_pages_for_all_notes(self):
        report = json.loads(self.space.ok("export", self.vault, self.pages, "--not-encrypted", "--html", "--json",
                                          *self.key))
        self.assertEqual((report["notes"], report["encrypted"]), (3, False))
        pages = list(self.pages.rglob("*.html"))
        self.assertEqual(len(pages), 4)
        index = (self.pages / "index.html").read_text()
        self.assertEqual(index.count("<li"), 3)
        self.assertEqual(report["bytes"], sum(page.stat().st_size for page in pages))

    def test_html_needs_the_other_word(self):
        before = contents(self.vault.parent)
        done = self.space.run("export", self.vault, self.pages, "--html", *self.key)
        self.assertEqual((done.returncode, done.stdout), (2, b""), done.stderr)
        self.assertIn(b"--not-encrypted", done.stderr)
        self.assertEqual(contents(self.vault.parent), before)

    def test_an_existing_folder_stays(self):
        self.pages.mkdir()
        done = self.space.run("export", self.vault, self.pages, "--not-encrypted", "--html", *self.key)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(list(self.pages.iterdir()), [])


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
