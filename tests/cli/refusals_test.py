#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lockleaf-cli restore and merge leave out: named with a reason, one line each, beforehand and afterwards."""
import io
import json
import shutil
import subprocess
import sys
import tarfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import BIN, CLI, MAKE_VAULT, Workspace  # noqa: E402

AGE_TOOL = BIN / "age_tool"
SPOIL_NOTE = BIN / "spoil_note"
PASSWORD = "test password"
OTHER = "Its size or its checksum is not what the archive says."


class RefusalsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.password = self.space.password_file(PASSWORD)
        self.exact = self.space / "exact"
        self.exact.write_text(PASSWORD)  # the tool takes every octet of it
        self.key = ["--password-file", self.password]
        self.archive_key = ["--archive-password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        self.copy = self.space / "copy.lockleaf"
        self.made = 0
        self.archive = self.space / "a.tar.age"
        subprocess.run([MAKE_VAULT, self.vault, "0", *self.key], check=True, capture_output=True)

    def add(self, text, vault=None):
        return self.space.ok("add", vault or self.vault, *self.key, stdin=text.encode()).decode().strip()

    def export(self):
        self.space.ok("export", self.vault, self.archive, *self.key, *self.archive_key)

    def rewrite(self, change):
        """Opens the archive, lets `change` alter each entry's octets, and seals it again."""
        plain = self.space / "plain.tar"
        subprocess.run([AGE_TOOL, "open", self.archive, plain, "-p", self.exact], check=True, capture_output=True)
        out = io.BytesIO()
        with tarfile.open(plain) as old, tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as new:
            for member in old.getmembers():
                content = change(member.name, old.extractfile(member).read())
                member.size = len(content)
                new.addfile(member, io.BytesIO(content))
        plain.write_bytes(out.getvalue().rstrip(b"\0") + bytes(10240))
        self.archive.unlink()
        subprocess.run([AGE_TOOL, "seal", plain, self.archive, "-p", self.exact, "-w", "4"], check=True)

    def new(self):
        """A vault that is not there yet."""
        self.made += 1
        return self.space / f"new{self.made}.lockleaf"

    def restore(self, *options):
        return self.space.ok("restore", self.archive, self.new(), *self.key, *self.archive_key, *options).decode()

    def test_a_restore(self):
        self.add("# Soup\n\nflour")
        self.add("# Two \u202e ways\n\nflour")
        self.add("# Bread\n\nyeast")
        self.export()
        self.rewrite(lambda name, content: content.replace(b"flour", b"stone") if name.startswith("notes/") else content)
        refusals = [{"kind": "note", "name": "Soup", "reason": OTHER},
                    {"kind": "note", "name": "Two \u202e ways", "reason": OTHER}]
        for dry in (["--dry-run"], []):
            done = json.loads(self.restore("--json", *dry))
            self.assertEqual((done["added"], done["refused"], done["cutReason"]), (1, 2, None))
            self.assertEqual(sorted(done["refusals"], key=lambda one: one["name"]), refusals)
            lines = self.restore(*dry).splitlines()
            self.assertEqual(sorted(line for line in lines if "Left out" in line),
                             [f'Left out: note "Soup": {OTHER}', f'Left out: note "Two \ufffd ways": {OTHER}'])
            self.assertIn("damaged or not fit, and left out: 2", lines[-1])

    def test_a_cut(self):
        self.add("# Soup")
        self.export()
        self.archive.write_bytes(self.archive.read_bytes()[:-1])
        for options in ([], ["--json"]):
            done = self.space.run("restore", self.archive, self.new(), *self.key, *self.archive_key, *options)
            self.assertEqual(done.returncode, 3)
            self.assertIn(b"was cut after 0 notes: a part of it was changed, or is cut; what came", done.stderr)
        self.assertEqual(json.loads(done.stdout)["cutReason"], "a part of it was changed, or is cut")

    def test_a_merge(self):
        shutil.copyfile(self.vault, self.copy)
        soup = self.add("# Soup", self.copy)
        self.add("# Bread", self.copy)
        subprocess.run([SPOIL_NOTE, self.copy, self.password, soup], check=True)
        arguments = ["merge", self.vault, self.copy, *self.key, "--other-password-file", self.password]
        for dry in (["--dry-run"], []):
            done = json.loads(self.space.ok(*arguments, "--json", *dry))
            self.assertEqual(done["refusals"],
                             [{"kind": "note", "name": "Soup", "reason": "It is damaged in the copy."}])
            self.assertEqual((done["added"], done["refused"]), (1, 1))
        said = self.space.ok(*arguments).decode().splitlines()
        self.assertEqual(said[0], 'Left out: note "Soup": It is damaged in the copy.')


if __name__ == "__main__":
    if not all(program.exists() for program in (CLI, MAKE_VAULT, AGE_TOOL, SPOIL_NOTE)):
        print(f"SKIP   : not all programs are in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
