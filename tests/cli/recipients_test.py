#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli export --recipient: an archive for public keys, with no password."""
import json
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, contents  # noqa: E402

PASSWORD = "test password"
# A key pair for tests alone, and the public key of another.
IDENTITY = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
RECIPIENT = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"
OTHER = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


class RecipientsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.place = self.space / "place"
        self.place.mkdir()
        self.vault = self.place / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "3", *self.key], check=True, capture_output=True)
        self.archive = self.place / "a.tar.age"

    def refused(self, words, *arguments):
        before = contents(self.place)
        done = self.space.run("export", self.vault, self.archive, *arguments, *self.key)
        said = done.stderr.decode()
        self.assertEqual((done.returncode, done.stdout), (2, b""), said)
        self.assertIn(words, said)
        self.assertEqual(said.count("\n"), 1, said)
        self.assertEqual(contents(self.place), before)
        return said

    def test_an_archive_for_two(self):
        report = json.loads(self.space.ok("export", "--recipient", OTHER, "--recipient", RECIPIENT, self.vault,
                                          self.archive, "--json", *self.key))
        self.assertEqual((report["notes"], report["readBack"]), (3, True))
        lines = self.archive.read_bytes().split(b"\n")
        self.assertEqual([line[:10] for line in lines[1:4:2]], [b"-> X25519 ", b"-> X25519 "])
        self.assertTrue(lines[5].startswith(b"--- "))
        if shutil.which("age") is None:
            self.skipTest("no age")
        identity = self.space / "identity"
        identity.write_text(IDENTITY + "\n")
        tar = subprocess.run(["age", "-d", "-i", identity, self.archive], capture_output=True, check=True).stdout
        names = subprocess.run(["tar", "t"], input=tar, capture_output=True, check=True).stdout.decode().split("\n")
        self.assertEqual(sum(name.startswith("notes/") for name in names), 3)

    def test_what_is_no_recipient(self):
        self.refused("Recipient 2 is not an age1", "--recipient", RECIPIENT, "--recipient", RECIPIENT[:-1] + "q")
        self.refused("Recipient 1 is not an age1", "--recipient", "")
        self.refused("of a kind", "--recipient", "ssh-ed25519 AAAA")
        said = self.refused("secret key", "--recipient", IDENTITY)
        self.assertNotIn(IDENTITY[20:], said)

    def test_a_password_beside_a_recipient(self):
        self.refused("excludes", "--recipient", RECIPIENT, "--archive-password-file",
                     self.space.password_file("another"))


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
