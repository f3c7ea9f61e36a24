#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli slots, --key-file and --recovery-code-file: the ways into a vault are added, used and removed."""
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import MAKE_VAULT, ROOT, Workspace, run_in_terminal, CLI  # noqa: E402

PASSWORD, NEW = "test password", "another password"
CODE = re.compile(r"^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$")
VECTORS = ROOT / "tests/vectors/vault-1-ways"
READER = ROOT / "tests/e2e/read_vault.py"


class WaysTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """One vault with all three ways, which every test gets a copy of: a way takes a second to be added."""
        cls.origin = Workspace()
        cls.addClassCleanup(cls.origin.__exit__)
        vault = cls.origin / "v.lockleaf"
        key = ["--password-file", cls.origin.password_file(PASSWORD)]
        subprocess.run([MAKE_VAULT, vault, "5", *key], check=True, capture_output=True)
        cls.plain = vault.read_bytes()
        cls.key_file = cls.origin / "key file"
        cls.origin.ok("slots", vault, "--add-key-file", cls.key_file, "--make", *key)
        cls.code = cls.origin.ok("slots", vault, "--add-recovery", *key).decode().splitlines()[0]
        cls.whole = vault.read_bytes()

    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.vault = self.space / "v.lockleaf"
        self.vault.write_bytes(self.whole)
        self.password = ["--password-file", self.space.password_file(PASSWORD)]
        self.both = [*self.password, "--key-file", self.key_file]
        self.recovery = ["--recovery-code-file", self.space.password_file(self.code)]

    def kinds(self, *key):
        return [slot["kind"] for slot in json.loads(self.space.ok("slots", self.vault, "--json", *key))["slots"]]

    def refused(self, code, *arguments, stdin=b""):
        done = self.space.run(*arguments, stdin=stdin)
        self.assertEqual((done.returncode, done.stdout), (code, b""), done.stderr)
        return done.stderr.decode()

    def test_each_way_opens(self):
        for way in (self.password, self.both, self.recovery):
            self.assertEqual(len(self.space.ok("list", self.vault, *way).splitlines()), 5)
            self.space.ok("verify", self.vault, *way)
        self.space.ok("add", self.vault, *self.recovery, stdin=b"by the code\n")
        # The first line of standard input is the code, the rest the note; typed as people type.
        typed = self.code.lower().replace("-", "  ").replace("0", "o").replace("1", "l").encode()
        self.space.ok("add", self.vault, "--recovery-code-file", "-", stdin=typed + b"\nthe note\n")
        self.assertEqual(self.space.ok("list", self.vault, *self.both).count(b"\n"), 7)

    def test_the_list_needs_no_key(self):
        self.assertEqual(self.kinds(), ["password", "password and key file", "recovery code"])
        text = self.space.ok("slots", self.vault).decode()
        self.assertRegex(text, r"(?m)^3  recovery code since 20\d\d-\d\d-\d\d, Argon2id 256 MiB × 3$")
        slots = json.loads(self.space.ok("info", self.vault, "--json"))["slots"]
        self.assertEqual([slot["kind"] for slot in slots], self.kinds())
        self.assertEqual(slots[2]["memory"], 256 << 20)

    def test_what_is_wrong_is_said(self):
        wrong = ["--password-file", self.space.password_file("wrong")]
        other = self.space / "other"
        other.write_bytes(b"not the key file")
        for key in ([*wrong, "--key-file", self.key_file], [*self.password, "--key-file", other]):
            self.assertIn("either may be the wrong one", self.refused(1, "list", self.vault, *key))
        swapped = self.code[:-2] + self.code[-1] + self.code[-2]
        if swapped == self.code:
            swapped = self.code[:-1] + ("0" if self.code[-1] != "0" else "1")
        self.assertIn("typing error", self.refused(2, "list", self.vault, "--recovery-code-file",
                                                   self.space.password_file(swapped)))
        self.assertIn("some are missing", self.refused(2, "list", self.vault, "--recovery-code-file",
                                                       self.space.password_file(self.code[:30])))
        # Typed right, of another vault.
        self.assertIn("of another vault", self.refused(1, "list", self.vault, "--recovery-code-file",
                                                       self.space.password_file("0123456789ABCDEFGHJKMNPQRSTVWXTX")))
        self.vault.write_bytes(self.plain)
        self.assertIn("no recovery code", self.refused(1, "list", self.vault, *self.recovery))
        self.assertIn("no key file", self.refused(1, "list", self.vault, *self.both))

    def test_key_files_are_ordinary_files(self):
        empty, link = self.space / "empty", self.space / "link"
        empty.write_bytes(b"")
        link.symlink_to(self.key_file)
        for file, code, says in ((empty, 2, "it is empty"), (link, 4, "key file"), (self.space.path, 4, "regular file"),
                                 (self.space / "none", 4, "No such file")):
            self.assertIn(says, self.refused(code, "list", self.vault, *self.password, "--key-file", file))
        self.assertEqual(stat.S_IMODE(self.key_file.stat().st_mode), 0o600)
        self.assertEqual(self.key_file.stat().st_size, 64)
        self.refused(2, "slots", self.vault, "--add-key-file", self.key_file, "--make", *self.password)  # stands there
        self.assertEqual(self.vault.read_bytes(), self.whole)

    def test_removing_and_the_last_one(self):
        self.assertIn("no way in of that number", self.refused(1, "slots", self.vault, "--remove", 4, *self.password))
        said = self.space.ok("slots", self.vault, "--remove", 1, *self.password).decode()
        self.assertIn("Copies and backups made earlier still open by it.", said)
        self.assertIn("name it with --key-file", self.refused(1, "list", self.vault, *self.password))
        self.space.ok("slots", self.vault, "--remove", 2, *self.both)
        self.assertIn("no recovery code", self.refused(1, "list", self.vault, *self.recovery))
        self.assertIn("only way", self.refused(2, "slots", self.vault, "--remove", 1, *self.both))
        self.assertEqual(self.kinds(), ["password and key file"])

    def test_whoever_changes_proves_a_way_in(self):
        wrong = ["--password-file", self.space.password_file("wrong")]
        for change in (("--add-recovery",), ("--remove", 1), ("--add-key-file", self.key_file)):
            self.refused(1, "slots", self.vault, *change, *wrong)
        self.assertEqual(self.vault.read_bytes(), self.whole)

    def test_a_code_that_cannot_be_printed_is_taken_back(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([CLI, "slots", self.vault, "--add-recovery", *self.password], stdout=full,
                                  stderr=subprocess.PIPE, env=self.space.environment(), check=False)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"taken back", done.stderr)
        self.assertEqual(len(self.kinds()), 3)

    def test_changing_the_password_leaves_the_others(self):
        new = self.space.password_file(NEW)
        self.space.ok("passwd", self.vault, *self.password, "--new-password-file", new)
        self.refused(1, "list", self.vault, *self.password)
        for way in (["--password-file", new], self.both, self.recovery):
            self.space.ok("list", self.vault, *way)
        # With a key file, the password that goes with it.
        self.space.ok("passwd", self.vault, *self.both, "--new-password-file", self.space.password_file("third"))
        self.space.ok("list", self.vault, "--password-file", self.space.password_file("third"), "--key-file", self.key_file)
        self.space.ok("list", self.vault, "--password-file", new)
        # Forgotten: by the recovery code.
        last = self.space.password_file("after the code")
        self.space.ok("passwd", self.vault, *self.recovery, "--new-password-file", last)
        self.space.ok("list", self.vault, "--password-file", last)
        self.assertEqual(len(self.kinds()), 3)

    def test_changing_the_keys_ends_the_others_and_says_so_before(self):
        done = self.space.run("change-keys", self.vault, "--no-backup", *self.both)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"has 3 ways in. Only the one used now opens the new keys", done.stderr)
        self.assertEqual(self.kinds(), ["password and key file"])
        self.assertEqual(self.space.ok("list", self.vault, *self.both).count(b"\n"), 5)
        self.refused(1, "list", self.vault, *self.password)
        self.refused(1, "list", self.vault, *self.recovery)

    def test_the_code_alone_gives_no_new_keys(self):
        said = self.refused(2, "change-keys", self.vault, "--no-backup", *self.recovery)
        self.assertIn("--new-password-file", said)
        self.assertEqual(self.vault.read_bytes(), self.whole)

    def test_a_person_is_asked_before_the_keys_change(self):
        code, shown = run_in_terminal([CLI, "change-keys", self.vault, "--no-backup"],
                                      [(b"Password: ", PASSWORD.encode() + b"\n"), (b"[y/N] ", b"n\n")],
                                      environment=self.space.environment())
        self.assertEqual(code, 4, shown)
        self.assertEqual(len(self.kinds()), 3)

    def test_backups_and_other_verbs_take_every_way(self):
        self.space.ok("backup", self.vault, *self.recovery)
        backup = next((self.space / "v.backups").glob("*.lockleaf"))
        self.space.ok("list", backup, *self.recovery)
        copy = self.space / "copy.lockleaf"
        shutil.copy(self.vault, copy)
        self.space.ok("add", copy, *self.both, stdin=b"elsewhere\n")
        self.space.ok("merge", self.vault, copy, *self.recovery, "--other-password-file", self.password[1],
                      "--other-key-file", self.key_file)
        self.assertEqual(self.space.ok("list", self.vault, *self.recovery).count(b"\n"), 6)

    def test_a_vault_can_begin_with_both(self):
        made = self.space / "new.lockleaf"
        self.space.ok("create", made, *self.both)
        self.space.ok("info", made, *self.both)
        self.refused(1, "info", made, *self.password)
        self.assertIn("begins with a password", self.refused(2, "create", self.space / "other.lockleaf", *self.recovery))
        self.assertFalse((self.space / "other.lockleaf").exists())

    def test_no_code_in_arguments_or_environment(self):
        self.assertRegex(self.code, CODE)
        environment = self.space.environment() | {"LOCKLEAF_RECOVERY_CODE": self.code, "RECOVERY_CODE": self.code}
        done = subprocess.run([CLI, "list", self.vault], env=environment, capture_output=True, stdin=subprocess.DEVNULL,
                              start_new_session=True, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.refused(2, "list", self.vault, "--recovery-code", self.code)

    def test_the_vector_opens_by_each_way(self):
        vault = self.space / "ways.lockleaf"
        shutil.copy(VECTORS / "ways.lockleaf", vault)
        os.chmod(vault, 0o600)
        facts = json.loads((VECTORS / "ways.json").read_text())
        password = ["--password-file", self.space.password_file(facts["password"])]
        for way in (password, [*password, "--key-file", str(VECTORS / "ways.key")],
                    ["--recovery-code-file", str(VECTORS / "ways.code")]):
            self.space.ok("verify", vault, *way)
            read = subprocess.run([sys.executable, READER, vault, *way], capture_output=True, check=True).stdout
            notes = sorted((json.loads(line) for line in read.splitlines()), key=lambda note: note["id"])
            self.assertEqual(notes, facts["notes"])


if __name__ == "__main__":
    unittest.main()
