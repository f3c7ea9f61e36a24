#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli's command line: what it refuses, in which words, and what --json prints."""
import json
import os
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"
# A folder that its mode shuts is open to root, who has to leave that power at the door.
WITHOUT_ROOTS_KEYS = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


class UsageTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.place = self.space / "place"
        self.place.mkdir()
        self.vault = self.place / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "2", *self.key], check=True, capture_output=True)

    def refused(self, code, words, *arguments, **options):
        """A run that fails with `code` and one sentence that holds `words`, and changes nothing."""
        before = contents(self.place)
        done = self.space.run(*arguments, **options)
        said = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (code, b""), said)
        self.assertIn(words, said)
        self.assertTrue(said.count("\n") == 1 and said.endswith(".\n") and len(said) < 200, said)
        self.assertEqual(contents(self.place), before)

    def test_an_unknown_verb_is_named(self):
        self.refused(2, 'There is no verb "nonsense"', "nonsense")
        self.refused(2, "A verb is missing", "--json")
        self.refused(2, 'There is no verb "nonsense"', "--json", "nonsense", self.vault)

    def test_limit(self):
        for limit in ("-1", "0", "00", "x", "1.5", "99999999999999999999", ""):
            self.refused(2, "a whole number of at least 1", "list", self.vault, f"--limit={limit}", *self.key)
        self.assertEqual(self.space.ok("list", self.vault, "--limit", "1", *self.key).count(b"\n"), 1)

    def test_a_tag_takes_one_value(self):
        self.refused(2, "not expected", "add", self.vault, "--tag", "a", "b", "c", *self.key)
        self.space.ok("add", "--tag", "a", "--tag", "b", self.vault, *self.key, stdin=b"tagged")
        listed = self.space.ok("list", self.vault, "--limit", "1", "--json", *self.key)
        self.assertEqual(json.loads(listed)["tags"], ["a", "b"])

    def test_an_empty_name_of_a_password_file(self):
        for empty in (["--password-file", ""], ["--password-file="]):
            self.refused(2, "password-file", "list", self.vault, *empty)
        self.refused(2, "name of the password file is empty", "list", self.vault, "--password-file", "")
        self.refused(2, "is empty", "passwd", self.vault, *self.key, "--new-password-file", "")
        self.refused(2, "is empty", "export", self.vault, self.place / "a.age", *self.key,
                     "--archive-password-file", "")

    def test_a_new_password_holds_no_line_end(self):
        for password in (b"a\nb\n", b"a\rb\n", b"a\n\n", b"\r\n\r\n"):
            file = self.space.password_file(password)
            words = "line end"
            self.refused(2, words, "create", self.place / "new.lockleaf", "--password-file", file)
            self.refused(2, words, "passwd", self.vault, *self.key, "--new-password-file", file)
            self.refused(2, words, "export", self.vault, self.place / "a.age", *self.key,
                         "--archive-password-file", file)

    def test_where_a_new_file_cannot_be(self):
        none = self.space.password_file(b"")  # that it is empty must not even be noticed
        archive_key = ["--archive-password-file", none]
        cases = ((4, "no such folder for the", "missing/new"), (4, "no such folder for the", "v.lockleaf/new"),
                 (2, "is empty", ""), (2, "name of a folder", "dirx/"), (2, "name of a folder", ".."))
        for code, words, name in cases:
            path = f"{self.place}/{name}" if name else ""
            self.refused(code, words, "create", path, "--password-file", none)
            self.refused(code, words, "export", self.vault, path, "--password-file", none, *archive_key)
        self.refused(2, "An archive goes into a file", "export", self.vault, "-", "--password-file", none, *archive_key)

    def test_a_folder_that_cannot_be_used(self):
        shut = self.place / "shut"
        shut.mkdir(0o000)
        prefix = WITHOUT_ROOTS_KEYS
        none = self.space.password_file(b"")
        self.refused(4, "can't be read", "import", self.vault, shut, *self.key, prefix=prefix)
        self.refused(4, "can't be read", "import", self.vault, shut / "below", *self.key, prefix=prefix)
        self.refused(4, "can't be used", "create", shut / "below" / "new", "--password-file", none, prefix=prefix)
        self.refused(4, "no such folder or file to import", "import", self.vault, self.place / "none", *self.key)
        self.refused(2, "not a folder", "import", self.vault, self.vault, *self.key)

    def test_a_skipped_file_makes_no_notebook(self):
        tree = self.space / "tree"
        tree.mkdir()
        (tree / "x.md").write_text('---\nlockleaf: 1\nnotebook: "Made"\ntags: [""]\n---\nbody')
        before = json.loads(self.space.ok("info", self.vault, "--json", *self.key))["notebooks"]
        report = json.loads(self.space.ok("import", self.vault, tree, "--json", *self.key))
        self.assertEqual((report["found"], report["imported"], report["notebooksMade"]), (1, 0, 0))
        self.assertEqual(json.loads(self.space.ok("info", self.vault, "--json", *self.key))["notebooks"], before)

    def test_every_change_answers_with_json(self):
        ok, vault, key = self.space.ok, self.vault, self.key
        note = json.loads(ok("add", vault, "--json", *key, stdin=b"one"))["id"]
        listed = [json.loads(line) for line in ok("list", vault, "--json", *key).splitlines()]
        self.assertEqual([row["trashed"] for row in listed], [None, None, None])
        self.assertIsNone(json.loads(ok("show", vault, note, "--json", *key))["trashed"])
        self.assertEqual(json.loads(ok("edit", vault, "one", "--json", *key, stdin=b"two")), {"id": note})
        self.assertEqual(json.loads(ok("rm", vault, "two", "--json", *key)), {"id": note})
        self.assertRegex(json.loads(ok("list", vault, "--trash", "--json", *key))["trashed"], r"^20..-.*Z$")
        self.assertEqual(json.loads(ok("rm", vault, note, "--forever", "--json", *key)), {"id": note})
        new = self.space.password_file("other")
        self.assertEqual(json.loads(ok("passwd", vault, "--json", *key, "--new-password-file", new)), {"changed": True})

    def test_paths_that_are_no_text_make_valid_json(self):
        name = os.fsencode(self.place) + b"/caf\xe9"
        new = self.space.password_file("other")
        created = self.space.run(*map(os.fsdecode, (b"create", name)), "--json", *self.key)
        self.assertTrue(json.loads(created.stdout)["vault"].endswith("/caf\ufffd"))
        exported = self.space.run("export", self.vault, os.fsdecode(name + b".age"), "--json", *self.key,
                                  "--archive-password-file", new)
        self.assertTrue(json.loads(exported.stdout)["file"].endswith("/caf\ufffd.age"))


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
