#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli export, restore and merge: what comes back, what is refused, and that a dry run changes nothing."""
import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"
ARCHIVE_PASSWORD = "another password"
# A key pair for tests alone, and the secret key of another.
IDENTITY = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
RECIPIENT = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"


class RestoreTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.archive_key = ["--archive-password-file", self.space.password_file(ARCHIVE_PASSWORD)]
        self.other_key = ["--other-password-file", self.space.password_file(PASSWORD)]
        self.place = self.space / "place"
        self.place.mkdir()
        self.vault = self.place / "v.lockleaf"
        self.copy = self.place / "copy.lockleaf"
        self.archive = self.place / "a.tar.age"
        subprocess.run([MAKE_VAULT, self.vault, "5", *self.key], check=True, capture_output=True)

    def on_another_computer(self):
        self.space.state = self.space / "another state"

    def add(self, vault, text, *options):
        return self.space.ok("add", vault, *options, *self.key, stdin=text.encode()).decode().strip()

    def save(self, vault, note, text):
        self.space.ok("edit", vault, note, *self.key, stdin=text.encode())

    def show(self, vault, note):
        return self.space.ok("show", vault, note, *self.key).decode()

    def ids(self, vault, *options):
        return sorted(json.loads(line)["id"] for line in
                      self.space.ok("list", vault, "--json", *options, *self.key).splitlines())

    def report(self, verb, *arguments):
        return json.loads(self.space.ok(verb, *arguments, "--json", *self.key))

    def refused(self, code, words, *arguments):
        before = contents(self.place)
        done = self.space.run(*arguments)
        said = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (code, b""), said)
        self.assertIn(words, said)
        self.assertEqual(said.count("\n"), 1, said)
        self.assertEqual(contents(self.place), before)

    def export(self, *options):
        self.archive.unlink(missing_ok=True)
        return self.report("export", self.vault, self.archive, *self.archive_key, *options)

    def test_into_a_new_vault(self):
        trashed = self.add(self.vault, "in the trash")
        self.space.ok("rm", self.vault, trashed, *self.key)
        self.assertEqual(self.export()["notes"], 5)
        self.assertEqual(self.export("--trash", "--versions")["notes"], 6)
        new = self.place / "new.lockleaf"
        dry = self.report("restore", self.archive, new, "--dry-run", *self.archive_key)
        self.assertEqual((dry["added"], new.exists()), (6, False))
        self.refused(1, "No password or key", "restore", self.archive, new, *self.key, "--archive-password-file",
                     self.space.password_file("wrong"))
        done = self.report("restore", self.archive, new, *self.archive_key)
        self.assertEqual((done["added"], done["cut"], done["originProven"]), (6, False, True))
        self.assertEqual(self.ids(new), self.ids(self.vault))
        self.assertEqual(self.show(new, trashed), self.show(self.vault, trashed))
        again = self.report("restore", self.archive, new, *self.archive_key)
        self.assertEqual((again["same"], again["added"]), (6, 0))
        self.space.ok("verify", new, *self.key)

    def test_a_selection(self):
        inside = self.add(self.vault, "# Inside", "--notebook=Some/Where")
        self.add(self.vault, "# Elsewhere", "--notebook=Else")
        self.assertEqual(self.export("--notebook", "Some")["notes"], 1)
        new = self.place / "new.lockleaf"
        self.assertEqual(self.report("restore", self.archive, new, *self.archive_key)["added"], 1)
        self.assertEqual(self.ids(new, "--notebook", "Some/Where"), [inside])
        self.assertEqual(self.export("--note", inside, "--note", inside)["notes"], 1)
        self.archive.unlink()
        self.refused(1, "There is no notebook", "export", self.vault, self.archive, *self.archive_key, *self.key,
                     "--notebook", "No such")

    def test_what_would_be_exported(self):
        inside = self.add(self.vault, "# Inside", "--notebook=Some/Where")
        file = self.space / "file.txt"
        file.write_bytes(b"x" * 300)
        self.space.ok("attachments", self.vault, inside, "--add", file, *self.key)
        before = contents(self.place)
        told = self.report("export", self.vault, self.archive, "--dry-run", "--versions")
        self.assertEqual((told["notes"], told["attachments"], told["attachmentBytes"]), (6, 1, 300))
        one = self.report("export", self.vault, self.place / "plain", "--not-encrypted", "--dry-run", "--notebook", "Some")
        self.assertEqual((one["notes"], one["bodyBytes"], one["dryRun"]), (1, 8, True))
        said = self.space.ok("export", self.vault, self.archive, "--dry-run", *self.key).decode()
        self.assertIn("Would export 6 notes", said)
        self.assertEqual(contents(self.place), before)

    def test_for_a_public_key(self):
        self.report("export", self.vault, self.archive, "--recipient", RECIPIENT)
        identity = self.space / "identity"
        identity.write_text(f"# a comment\n{IDENTITY}\n")
        new = self.place / "new.lockleaf"
        said = self.space.ok("restore", self.archive, new, "--identity", identity, *self.key).decode()
        self.assertIn("5 notes added", said)
        self.assertIn("doesn't prove who made it", said)
        self.refused(2, "excludes", "restore", self.archive, new, "--identity", identity, *self.archive_key, *self.key)
        self.refused(1, "No password or key", "restore", self.archive, self.place / "x", *self.archive_key, *self.key)
        identity.write_text("nothing\n")
        self.refused(2, "The identity file", "restore", self.archive, new, "--identity", identity, *self.key)

    def test_a_damaged_archive(self):
        self.export()
        whole = self.archive.read_bytes()
        self.archive.write_bytes(whole[:-1])
        new = self.place / "new.lockleaf"
        done = self.space.run("restore", self.archive, new, *self.key, *self.archive_key)
        self.assertEqual(done.returncode, 3)
        self.assertIn(b"was cut after 0 notes", done.stderr)
        self.assertEqual(done.stderr.count(b"\n"), 1)
        self.space.ok("verify", new, *self.key)
        self.archive.write_bytes(b"x" * 1000)
        self.refused(3, "not a Lockleaf archive", "restore", self.archive, new, *self.key, *self.archive_key)
        self.refused(4, "no such file", "restore", self.place / "none", new, *self.key, *self.archive_key)

    def test_merging_copies(self):
        both = self.add(self.vault, "common text")
        shutil.copyfile(self.vault, self.copy)
        here = self.add(self.vault, "only here")
        self.save(self.vault, both, "from here")
        first = self.space.state
        self.on_another_computer()
        there = self.add(self.copy, "only there")
        self.save(self.copy, both, "from there")
        self.space.state = first
        before = contents(self.place)
        dry = self.report("merge", self.vault, self.copy, "--dry-run", *self.other_key)
        self.assertEqual((dry["added"], dry["conflicts"]), (1, 1))
        self.assertEqual(contents(self.place)["copy.lockleaf"], before["copy.lockleaf"])
        with self.assertRaises(AssertionError):
            self.show(self.vault, there)
        done = self.report("merge", self.vault, self.copy, *self.other_key)
        self.assertEqual((done["added"], done["conflicts"], done["same"]), (1, 1, 5))
        self.assertEqual([self.show(self.vault, note) for note in done["pairs"][0]], ["from there", "from here"])
        self.assertEqual(self.show(self.vault, here), "only here")
        said = self.space.ok("merge", self.copy, self.vault, *self.key, *self.other_key).decode()
        self.assertEqual(self.ids(self.copy), self.ids(self.vault))
        self.assertIn("2 notes added, 0 brought up to date", said)
        for vault in (self.vault, self.copy):
            self.space.ok("verify", vault, *self.key)

    def test_what_cannot_be_merged(self):
        subprocess.run([MAKE_VAULT, self.copy, "1", *self.key], check=True, capture_output=True)
        self.refused(2, "not copies of one vault", "merge", self.vault, self.copy, *self.key, *self.other_key)
        self.refused(2, "Both are the same file", "merge", self.vault, self.vault, *self.key, *self.other_key)
        shutil.copyfile(self.vault, self.copy)
        self.refused(1, "doesn't open this vault", "merge", self.vault, self.copy, *self.key, "--other-password-file",
                     self.space.password_file("wrong"))


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
