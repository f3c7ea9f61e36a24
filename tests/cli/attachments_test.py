#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli attachments: files are taken in, listed, saved and given back; the independent reader finds them."""
import hashlib
import json
import os
import random
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, ROOT, Workspace  # noqa: E402

PASSWORD = "test password"
READER = ROOT / "tests/e2e/read_vault.py"


class AttachmentsTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "1", *self.key], check=True, capture_output=True)
        self.note = self.ok("add", self.vault, stdin=b"![](photo%20one.png)\n").decode().strip()

    def ok(self, *arguments, **options):
        return self.space.ok(*arguments, *self.key, **options)

    def refused(self, code, words, *more, note=None):
        done = self.space.run("attachments", self.vault, note or self.note, *more, *self.key)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr.decode())
        return done

    def file(self, name, size, seed=1):
        path = self.space / name
        path.write_bytes(random.Random(seed).randbytes(size))
        return path

    def attached(self, note=None):
        return [json.loads(line) for line in self.ok("attachments", self.vault, note or self.note, "--json").splitlines()]

    def save(self, written, name="copy"):
        copy = self.space / name
        self.ok("attachments", self.vault, self.note, "--save", written, "--to", copy)
        content = copy.read_bytes()
        self.assertEqual(os.stat(copy).st_mode & 0o777, 0o600)
        copy.unlink()
        return content

    def read_by_others(self):
        done = subprocess.run([sys.executable, READER, self.vault, *self.key], capture_output=True, text=True, check=True)
        return {note["id"]: note["attachments"] for note in map(json.loads, done.stdout.splitlines())}

    def test_come_back_byte_for_byte(self):
        files = [self.file("photo one.png", 70_000), self.file("big.bin", 3_200_000, 2), self.file("empty", 0)]
        told = self.ok("attachments", self.vault, self.note, *(word for file in files for word in ("--add", file)))
        self.assertEqual(told.decode().splitlines(), ["photo%20one.png  70.0 kB  photo one.png", "big.bin  3.2 MB  big.bin",
                                                      "empty  0 bytes  empty"])
        self.assertEqual([(row["written"], row["size"]) for row in self.attached()],
                         [("big.bin", 3_200_000), ("empty", 0), ("photo%20one.png", 70_000)])
        for file, written in zip(files, ("photo%20one.png", "big.bin", "empty")):
            self.assertEqual(self.save(written), file.read_bytes())
        self.assertEqual(self.save(self.attached()[0]["id"]), files[1].read_bytes())
        self.assertEqual(self.ok("show", self.vault, self.note), b"![](photo%20one.png)\n")
        self.assertEqual(self.read_by_others()[self.note],
                         [{"written": row["written"], "size": row["size"],
                           "hash": hashlib.blake2b(file.read_bytes(), digest_size=32).hexdigest()}
                          for row, file in zip(self.attached(), (files[1], files[2], files[0]))])
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))
        info = json.loads(self.ok("info", self.vault, "--json"))
        self.assertEqual((info["attachments"], info["attachmentBytes"]), (3, 3_270_000))

    def test_beyond_four_gibibytes(self):
        """With LOCKLEAF_LONG more than 32 bits can count, which takes 9 GB and some minutes; else 40 MB."""
        size = (4 << 30) + 70_001 if os.environ.get("LOCKLEAF_LONG") else 40_000_001
        large = self.space / "large.bin"
        step = size // 5  # mostly a hole: what is written tells one place from another
        with large.open("wb") as file:
            file.truncate(size)
            for place in range(0, size - 8, step):
                file.seek(place)
                file.write(place.to_bytes(8, "big"))
        self.ok("attachments", self.vault, self.note, "--add", large, timeout=1200)
        self.assertEqual([row["size"] for row in self.attached()], [size])
        copy = self.space / "copy.bin"
        self.ok("attachments", self.vault, self.note, "--save", "large.bin", "--to", copy, timeout=1200)
        subprocess.run(["cmp", large, copy], check=True)
        copy.unlink()
        large.unlink()
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault, timeout=1200))
        archive = self.space / "large.tar.age"
        password = self.space.password_file("archive password")
        self.ok("export", self.vault, archive, "--archive-password-file", password, timeout=1200)
        self.assertGreater(archive.stat().st_size, size)

    def test_one_content_is_there_once(self):
        other = self.ok("add", self.vault, stdin=b"other\n").decode().strip()
        before = self.vault.stat().st_size
        self.ok("attachments", self.vault, self.note, "--add", self.file("a.bin", 900_000))
        self.ok("attachments", self.vault, other, "--add", self.file("b.bin", 900_000))
        self.assertLess(self.vault.stat().st_size, before + 1_100_000)
        self.assertEqual(self.attached()[0]["id"], self.attached(other)[0]["id"])
        self.assertEqual(self.attached(other)[0]["written"], "b.bin")
        self.assertEqual({note: [file["written"] for file in files] for note, files in self.read_by_others().items() if files},
                         {self.note: ["a.bin"], other: ["b.bin"]})

    def test_removed_from_the_note(self):
        self.ok("attachments", self.vault, self.note, "--add", self.file("a.bin", 100))
        self.ok("attachments", self.vault, self.note, "--remove", "a.bin")
        self.assertEqual(self.attached(), [])
        self.assertEqual(self.read_by_others()[self.note], [])
        self.refused(1, "This note has no such attachment.", "--remove", "a.bin")
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))

    def test_goes_with_its_note(self):
        self.ok("attachments", self.vault, self.note, "--add", self.file("a.bin", 2_500_000))
        self.ok("rm", self.vault, self.note, "--forever")
        self.assertNotIn(self.note, self.read_by_others())
        self.assertEqual(json.loads(self.ok("info", self.vault, "--json"))["attachments"], 0)
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))

    def test_killed_in_the_middle(self):
        big = self.file("big.bin", 12_000_000)
        whole = 0
        for attempt in range(8):
            command = [CLI, "attachments", self.vault, self.note, "--add", big, *self.key]
            running = subprocess.Popen([str(word) for word in command], env=self.space.environment(),
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                running.wait(0.02 + 0.03 * attempt)  # a moment of its own each time
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            self.assertIn(b"everything is whole.", self.ok("verify", self.vault))
            whole = len(self.attached())
            self.assertIn(whole, (0, 1))
            self.assertEqual(sum(map(len, self.read_by_others().values())), whole)
        self.ok("attachments", self.vault, self.note, "--add", big)
        self.assertEqual(self.save("big.bin"), big.read_bytes())
        self.ok("empty-trash", self.vault, "--yes")  # removes what was left unfinished
        self.assertEqual(json.loads(self.ok("info", self.vault, "--json"))["attachments"], 1)
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))

    @unittest.skipUnless(os.geteuid() == 0, "only root can make a small disk")
    def test_full_disk(self):
        small = self.space.tmpfs("small", "8m")
        vault = small / "v.lockleaf"
        subprocess.run([MAKE_VAULT, vault, "1", *self.key], check=True, capture_output=True)
        note = self.ok("add", vault, stdin=b"text\n").decode().strip()
        done = self.space.run("attachments", vault, note, "--add", self.file("big.bin", 9_000_000), *self.key)
        self.assertEqual(done.returncode, 4, done.stderr)
        self.assertEqual(self.ok("show", vault, note), b"text\n")
        self.assertEqual(self.ok("attachments", vault, note), b"")
        self.assertIn(b"everything is whole.", self.ok("verify", vault))
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        self.ok("empty-trash", vault, "--yes")
        self.ok("attachments", vault, note, "--add", self.space / "big.bin")
        self.assertIn(b"everything is whole.", self.ok("verify", vault))

    def test_refusals(self):
        good = self.file("good", 10)
        self.refused(4, "missing: ", "--add", self.space / "missing")
        self.refused(4, "state: ", "--add", self.space.state)
        os.mkfifo(self.space / "pipe")
        self.refused(4, "pipe: ", "--add", self.space / "pipe")
        done = self.refused(4, "missing: ", "--add", good, "--add", self.space / "missing")
        self.assertEqual(done.stdout, b"good  10 bytes  good\n")  # what stands is told
        self.refused(1, "", "--add", good, note="no such note")
        self.refused(1, "This note has no such attachment.", "--save", "other", "--to", self.space / "x")
        self.refused(2, "", "--save", "good")
        self.refused(2, "", "--save", "good", "--to", self.space / "good")
        self.refused(2, "", "--save", "good", "--to", self.space / "x", "--remove", "good")
        self.assertEqual(good.read_bytes(), self.file("good", 10).read_bytes())
        self.assertFalse((self.space / "x").exists())


if __name__ == "__main__":
    unittest.main()
