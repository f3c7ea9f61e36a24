#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli whose standard input, output or error is closed or cannot be written: a vault never becomes one of
them, and what was done is not passed over because it could not be printed."""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace  # noqa: E402

PASSWORD = "test password"
MARK = b"Plain text of a note"
PRINTING = "create info add show versions list notebooks import export verify passwd".split()
READING = "add edit".split()
# These derive keys at full cost. Under a sanitizer, which does not see into that, they run once each way.
SANITIZED = bool(os.environ.get("LOCKLEAF_SANITIZED"))
SLOW = "create export passwd".split() if SANITIZED else []
UNWRITTEN = b"standard output could not be written (No space left on device).\n"


class StreamsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.model = self.space / "model.lockleaf"
        subprocess.run([MAKE_VAULT, self.model, "2", *self.key], check=True, capture_output=True)
        # Large enough to reach over both copies of the header where it is written to the wrong place.
        self.note = self.space.ok("add", self.model, *self.key, stdin=MARK * 5000).decode().strip()
        self.tree = self.space / "tree"
        self.tree.mkdir()
        (self.tree / "one.md").write_bytes(MARK)
        self.runs = 0

    def command(self, verb):
        """The arguments that run `verb` on a fresh vault, and that vault."""
        self.runs += 1
        folder = self.space / f"run{self.runs}"
        folder.mkdir()
        vault = folder / "v.lockleaf"
        shutil.rmtree(self.space.state, ignore_errors=True)  # which knows later states of the same vault
        if verb != "create":
            shutil.copy(self.model, vault)
        new = self.space.password_file("new password")
        more = {"show": [self.note], "versions": [self.note, "--keep"], "edit": [self.note], "rm": [self.note], "import": [self.tree],
                "export": [folder / "a.age", "--archive-password-file", new],
                "passwd": ["--new-password-file", new]}.get(verb, [])
        return [str(part) for part in (CLI, verb, vault, *more, *self.key)], vault

    def assert_sealed(self, vault, changed_password=False):
        key = ["--password-file", self.space.password_file("new password")] if changed_password else self.key
        self.space.ok("verify", vault, *key)
        for file in vault.parent.iterdir():
            self.assertNotIn(MARK, file.read_bytes(), file.name)
            self.assertNotIn(b"lockleaf-cli", file.read_bytes(), file.name)

    def test_every_verb_with_a_closed_descriptor(self):
        for verb in [*PRINTING, "edit", "rm"]:
            for closed in (1, 2) if verb in SLOW else (0, 1, 2):
                with self.subTest(verb=verb, closed=closed):
                    command, vault = self.command(verb)
                    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                          stderr=subprocess.PIPE, env=self.space.environment(), check=False,
                                          preexec_fn=lambda: os.close(closed))  # noqa: B023
                    fails = (closed == 1 and verb in PRINTING) or (closed == 0 and verb in READING)
                    self.assertEqual(done.returncode, 4 if fails else 0, done.stderr)
                    self.assertEqual(done.stderr.count(b"\n"), 1 if fails else 0, done.stderr)
                    self.assert_sealed(vault, changed_password=verb == "passwd")

    def test_help_and_version_that_cannot_be_printed(self):
        for option in ("--help", "--version"):
            done = subprocess.run([CLI, option], stderr=subprocess.PIPE, check=False, preexec_fn=lambda: os.close(1))
            self.assertEqual((done.returncode, done.stderr.count(b"\n")), (4, 1), done.stderr)

    def into_full(self, verb, *more):
        command, vault = self.command(verb)
        with open("/dev/full", "wb") as full:
            done = subprocess.run([*command, *more], input=b"text", stdout=full, stderr=subprocess.PIPE,
                                  env=self.space.environment(), check=False)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)
        return done.stderr.removeprefix(b"lockleaf-cli: "), vault

    def test_work_that_was_done_is_said_to_be_done(self):
        done = {"create": b"The vault was created", "passwd": b"The password was changed",
                "import": b"1 note was imported", "export": b"The archive was written",
                "rm": b"The note was moved to the trash", "edit": b"The note was changed",
                "versions": b"The version was kept"}
        for verb, sentence in done.items():
            for json_or_not in ([], ["--json"]) if verb in PRINTING and verb not in SLOW else (["--json"],):
                with self.subTest(verb=verb, json=json_or_not):
                    said, vault = self.into_full(verb, *json_or_not)
                    self.assertEqual(said, sentence + b", but " + UNWRITTEN)
                    self.assert_sealed(vault, changed_password=verb == "passwd")
        said, vault = self.into_full("add")
        added = json.loads(self.space.ok("list", vault, "--limit", "1", "--json", *self.key))["id"]
        self.assertEqual(said, f"The note was added (id {added}), but ".encode() + UNWRITTEN)

    def test_what_was_only_read_is_said_not_to_be_printed(self):
        for verb in ("info", "list", "notebooks", "show", "verify"):
            said, _ = self.into_full(verb)
            self.assertEqual(said, UNWRITTEN.capitalize().replace(b"no space", b"No space"), verb)


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
