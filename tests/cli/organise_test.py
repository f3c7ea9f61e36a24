#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli's verbs that order notes: tags, notebooks, pins, trash; what they answer and what they refuse."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"


class OrganiseTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.place = self.space / "place"
        self.place.mkdir()
        self.vault = self.place / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "0", *self.key], check=True, capture_output=True)
        self.a = self.add("# A\n#Food/soup [[B]]\n- [ ] open")
        self.b = self.add("# B\n#food `#food`\n- [x] done")
        self.c = self.add("# C\n", "--tag", "quick")

    def add(self, body, *more):
        return self.ok("add", *more, stdin=body.encode()).decode().strip()

    def ok(self, verb, *more, **options):
        return self.space.ok(verb, self.vault, *more, *self.key, **options)

    def rows(self, verb, *more):
        return [json.loads(line) for line in self.ok(verb, *more, "--json").splitlines()]

    def titles(self, *filters):
        return "".join(row["title"] for row in self.rows("list", *filters))

    def refused(self, code, words, verb, *more):
        before = contents(self.place)
        done = self.space.run(verb, self.vault, *more, *self.key)
        said = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (code, b""), said)
        self.assertIn(words, said)
        self.assertTrue(said.count("\n") == 1 and said.endswith(".\n") and len(said) < 200, said)
        self.assertEqual(contents(self.place), before)

    def body(self, note):
        return self.ok("show", note).decode()

    def test_filters(self):
        self.ok("notebooks", "--create", "X/Y")
        self.ok("move", "A", "C", "X/Y")
        self.ok("pin", "A")
        self.ok("trash", "B")
        cases = ((["--tag", "FOOD"], "A"), (["--tag", "food/soup"], "A"), (["--tag", "quick"], "C"),
                 (["--tag", "none"], ""), (["--notebook", "X/Y"], "CA"), (["--notebook", "/"], ""),
                 (["--pinned"], "A"), (["--tasks"], "A"), (["--trash"], "B"), (["--trash", "--tag", "food"], "B"),
                 (["--notebook", "X/Y", "--limit", "1"], "C"), (["--tag", "food", "--tasks", "--pinned"], "A"), ([], "CA"))
        for filters, titles in cases:
            self.assertEqual(self.titles(*filters), titles, filters)
        self.assertEqual(self.rows("list", "--tag", "food")[0]["tags"], ["Food/soup"])
        self.ok("unpin", "A")
        self.assertEqual(self.titles("--pinned"), "")
        self.refused(1, "no such notebook", "list", "--notebook", "nowhere")

    def test_tags(self):
        self.assertEqual(self.rows("tag", "A", "C", "--add", "new/one", "--add", "Quick", "--remove", "none"),
                         [{"id": self.a}, {"id": self.c}])
        self.assertEqual(self.rows("tags"), [
            {"tag": "Food", "notes": 1, "notesBelow": 2}, {"tag": "Food/soup", "notes": 1, "notesBelow": 1},
            {"tag": "new", "notes": 0, "notesBelow": 2}, {"tag": "new/one", "notes": 2, "notesBelow": 2},
            {"tag": "quick", "notes": 2, "notesBelow": 2}])
        self.ok("tag", "A", "--remove", "QUICK", "--remove", "food/soup")
        self.assertEqual(self.rows("list", "--tag", "quick")[0]["id"], self.c)
        self.assertEqual(self.titles("--tag", "food/soup"), "A")  # stands in the text
        self.assertEqual(self.ok("tags").decode().splitlines()[0], "       2  Food")
        self.refused(2, "--add or --remove", "tag", "A")
        self.refused(2, "no spaces", "tag", "A", "--add", "a b")
        self.refused(1, 'no note "Z"', "tag", "A", "Z", "--add", "x")
        self.refused(1, "no such note", "tag", "Z", "--add", "x")

    def test_renaming_a_tag(self):
        self.assertEqual(self.rows("tags", "--rename", "food", "Küche"), [{"changed": 2, "left": 0}])
        self.assertEqual(self.body(self.b), "# B\n#Küche `#food`\n- [x] done")
        self.assertEqual(self.body(self.a), "# A\n#Küche/soup [[B]]\n- [ ] open")
        self.ok("tags", "--rename", "QUICK", "küche")
        self.assertEqual([row["tag"] for row in self.rows("tags")], ["küche", "küche/soup"])
        self.refused(1, "No note has such a tag", "tags", "--rename", "food", "x")
        self.refused(2, "begins with a letter", "tags", "--rename", "küche", "1x")
        self.refused(2, "--rename", "tags", "--rename", "küche")
        self.assertIn(b"whole", self.ok("verify"))

    def test_notebooks(self):
        self.ok("notebooks", "--create", "X/Y")
        self.ok("notebooks", "--color", "X", "3")
        self.ok("notebooks", "--rename", "X/Y", "New name")
        self.ok("move", "A", "B", "X/New name")
        self.assertEqual([(row["notebook"], row["notes"]) for row in self.rows("notebooks")],
                         [("X", 0), ("X/New name", 2)])
        self.assertEqual(self.rows("notebooks")[0]["color"], 3)
        self.ok("notebooks", "--move", "X/New name", "/")
        self.ok("move", "B", "/")
        self.assertEqual([(row["notebook"], row["notes"]) for row in self.rows("notebooks")],
                         [("New name", 1), ("X", 0)])
        self.refused(2, "within itself", "notebooks", "--move", "X", "X")
        self.refused(2, "already", "notebooks", "--rename", "X", "New name")
        self.refused(2, "cannot be used", "notebooks", "--rename", "X", "a/b")
        self.refused(2, "0 to 3", "notebooks", "--color", "X", "4")
        self.refused(1, "no such notebook", "notebooks", "--delete", "Z")
        self.refused(1, "no such notebook", "move", "A", "Z")
        self.refused(2, "at most 1", "notebooks", "--create", "Q", "--delete", "X")
        self.refused(2, "required", "move", "A")

    def test_deleting_a_notebook(self):
        self.ok("notebooks", "--create", "X/Y")
        self.ok("move", "A", "B", "X/Y")
        self.assertEqual(self.rows("notebooks", "--delete", "X"), [{"notebooks": 2, "notes": 2}])
        self.assertEqual((self.titles(), self.titles("--trash"), self.rows("notebooks")), ("C", "BA", []))
        self.assertEqual(json.loads(self.ok("show", "A", "--json"))["notebook"], "")
        done = self.space.run("untrash", self.vault, "A", *self.key)
        self.assertEqual((done.returncode, done.stderr), (0, b"lockleaf-cli: note: The notebook of 1 note is gone; "
                                                             b"restored without one.\n"))
        self.assertEqual(self.titles("--notebook", "/"), "CA")
        self.assertIn(b"whole", self.ok("verify"))

    def test_trash(self):
        self.assertEqual(self.rows("trash", "A", self.b, "A"), [{"id": self.a}, {"id": self.b}])
        self.assertEqual(self.rows("untrash", "A"), [{"id": self.a}])
        self.ok("trash", "A")
        self.refused(2, "There are 2 notes in the trash", "empty-trash")
        self.assertEqual(self.ok("empty-trash", "--yes"), b"2 notes deleted for good.\n")
        self.assertEqual(self.rows("empty-trash"), [{"deleted": 0, "left": 0}])
        self.assertEqual(self.titles(), "C")
        self.refused(1, 'no note "A"', "trash", "C", "A")
        self.assertEqual(self.titles("--trash"), "")
        self.assertIn(b"whole", self.ok("verify"))

    def test_answers_that_cannot_be_printed(self):
        for verb, more, done in (("tags", ["--rename", "food", "meal"], b"2 notes got the new name"),
                                 ("trash", ["A", "B", "--json"], b"2 notes were moved to the trash"),
                                 ("empty-trash", ["--yes"], b"2 notes deleted for good"),
                                 ("pin", ["C", "--json"], b"The note was pinned")):
            with open("/dev/full", "wb") as full:
                ran = subprocess.run([CLI, verb, self.vault, *more, *self.key], stdout=full, stderr=subprocess.PIPE,
                                     env=self.space.environment(), check=False)
            self.assertEqual(ran.returncode, 4)
            self.assertTrue(ran.stderr.startswith(b"lockleaf-cli: " + done + b", but standard output"), ran.stderr)


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
