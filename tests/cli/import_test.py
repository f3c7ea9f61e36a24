# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli import of Joplin's and Evernote's exports: counts beforehand, reports that add up, kills, bad files."""
import base64
import hashlib
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace  # noqa: E402

PASSWORD = "test password"


def enex_note(title, text, more=""):
    return (f"<note><title>{title}</title><content><![CDATA[<en-note>{text}</en-note>]]></content>"
            f"<created>20200102T030405Z</created><updated>20210102T030405Z</updated>{more}</note>\n")


def enex(*notes):
    return "<en-export>\n" + "".join(notes) + "</en-export>\n"


def joplin_note(number, title, body):
    return f"{title}\n\n{body}\n\nid: {number:032x}\ncreated_time: 2020-01-02T03:04:05.678Z\ntype_: 1"


class ImportTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.key = ["--password-file", self.space.password_file(PASSWORD)]
        self.vault = self.space / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "0", *self.key], check=True, capture_output=True)

    def ok(self, *arguments, **options):
        return self.space.ok(*arguments, *self.key, **options)

    def file(self, name, content):
        path = self.space / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def jex(self, name, members):
        path = self.space / name
        with tarfile.open(path, "w") as tar:
            for member, content in members:
                info = tarfile.TarInfo(member)
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content.encode() if isinstance(content, str) else content))
        return path

    def refused(self, code, words, *arguments):
        done = self.space.run("import", self.vault, *arguments, *self.key)
        self.assertEqual(done.returncode, code, done.stderr)
        self.assertIn(words, done.stderr.decode())
        self.assertEqual(len(done.stderr.decode().strip().splitlines()), 1)
        return done

    def limited(self, file, megabytes=400):
        """An import that may have so much memory."""
        return subprocess.run([str(part) for part in [CLI, "import", self.vault, file, "--json", *self.key]],
                              env=self.space.environment(), capture_output=True, timeout=280, check=True,
                              preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20)))

    def test_counted_then_imported(self):
        file = self.file("My notes.enex", enex(enex_note("One", "<div>a</div>", "<tag>t</tag>"), enex_note("Two", "<u>b</u>")))
        told = self.ok("import", self.vault, file, "--dry-run").decode()
        self.assertEqual(told.splitlines(), [
            "Not carried: underlines and highlights (Two)",
            "2 found, 2 to import, 0 skipped (0 in the vault already); notebooks to make: 1; tags: 1; files: 0."])
        self.assertEqual(self.ok("list", self.vault), b"")
        self.assertEqual(json.loads(self.ok("info", self.vault, "--json"))["notes"], 0)
        told = self.ok("import", self.vault, file, "--notebook", "In").decode()
        self.assertEqual(told.splitlines()[-1],
                         "2 found, 2 imported, 0 skipped (0 in the vault already); notebooks made: 2; tags: 1; files: 0.")
        self.assertEqual(self.ok("show", self.vault, "One"), b"a")
        rows = [json.loads(line) for line in self.ok("list", self.vault, "--json").splitlines()]
        self.assertEqual({row["notebook"] for row in rows}, {"In/My notes"})
        report = json.loads(self.ok("import", self.vault, file, "--json"))
        self.assertEqual((report["found"], report["imported"], report["skippedCount"], report["duplicates"]), (2, 0, 2, 2))
        self.assertEqual(report["skipped"][0], {"note": "One", "reason": "It is in the vault already."})

    def test_jex_by_its_beginning(self):
        file = self.jex("export", [(f"{1:032x}.md", joplin_note(1, "One", "text"))])
        self.ok("import", self.vault, file)
        self.assertEqual(self.ok("show", self.vault, "One"), b"text")

    def test_names_cannot_command_a_terminal(self):
        file = self.file("x.enex", enex(enex_note("a\x1b[31m\u202eb", "<u>x</u>")))
        told = self.ok("import", self.vault, file)
        self.assertNotIn(b"\x1b", told)
        self.assertNotIn("\u202e".encode(), told)

    def test_refusals(self):
        self.refused(4, "no such folder or file", self.space / "none")
        self.refused(2, "no export of Joplin", self.file("x.txt", "text"))
        self.refused(3, "not an export of Evernote", self.file("x.enex", "text"))
        self.refused(3, "not an export of Joplin", self.file("x.jex", "text"))
        os.mkfifo(self.space / "pipe.enex")
        self.refused(4, "not a regular file", self.space / "pipe.enex")
        cut = enex(enex_note("One", "a"), enex_note("Two", "b"))[:-60]
        done = self.refused(3, "breaks off", self.file("cut.enex", cut))
        self.assertIn(b"2 found, 1 imported, 1 skipped", done.stdout)
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))

    def test_killed_in_the_middle(self):
        content = hashlib.shake_256(b"x").digest(3_000_000)
        picture = (f'<resource><data encoding="base64">{base64.b64encode(content).decode()}</data>'
                   "<mime>image/png</mime></resource>")
        notes = [enex_note(f"Note {i}", f"text {i}", picture if i == 1500 else "") for i in range(3000)]
        file = self.file("many.enex", enex(*notes))
        for attempt in range(6):
            running = subprocess.Popen([str(word) for word in [CLI, "import", self.vault, file, *self.key]],
                                       env=self.space.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                running.wait(0.05 + 0.1 * attempt)  # a moment of its own each time
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait()
            self.assertIn(b"everything is whole.", self.ok("verify", self.vault))
        report = json.loads(self.ok("import", self.vault, file, "--json"))
        self.assertEqual((report["found"], report["imported"] + report["duplicates"]), (3000, 3000))
        self.assertEqual(json.loads(self.ok("info", self.vault, "--json"))["notes"], 3000)
        saved = self.space / "saved"
        self.ok("attachments", self.vault, "Note 1500", "--save", "image-1.png", "--to", saved)
        self.assertEqual(saved.read_bytes(), content)

    def test_large_files_take_little_memory(self):
        size = 1_000_000_000 if os.environ.get("LOCKLEAF_LONG") else 60_000_000
        line = base64.b64encode(hashlib.shake_256(b"y").digest(57)) + b"\n"
        path = self.space / "big.enex"
        with path.open("wb") as file:
            file.write(b'<en-export><note><title>Big</title><content><![CDATA[<en-note>x</en-note>]]></content>'
                       b'<resource><data encoding="base64">\n')
            for _ in range(size // (len(line) * 1000)):
                file.write(line * 1000)
            file.write(b"</data><mime>application/pdf</mime></resource></note></en-export>")
        report = json.loads(self.limited(path).stdout)
        self.assertEqual((report["imported"], report["attachments"]), (1, 1))

    def test_a_tar_with_holes_and_a_crowd(self):
        path = self.jex("crowd.jex", [(f"{1:032x}.md", joplin_note(1, "One", f"![](:/{2:032x})"))])
        with tarfile.open(path, "a") as tar:
            for i in range(1_000_000 if os.environ.get("LOCKLEAF_LONG") else 20_000):
                tar.addfile(tarfile.TarInfo(f"junk/{i}"))
        holes = self.space / f"{2:032x}.bin"
        with holes.open("wb") as file:
            file.truncate(10 << 30)
        sparse = self.space / "sparse.tar"
        subprocess.run(["tar", "-S", "--format=gnu", "-C", str(self.space.path), "--transform", "s,^,resources/,", "-cf",
                        str(sparse), holes.name], check=True)
        whole = path.read_bytes().rstrip(b"\0")
        path.write_bytes(whole + bytes(-len(whole) % 512) + sparse.read_bytes())
        report = json.loads(self.limited(path).stdout)
        self.assertEqual((report["found"], report["imported"], report["attachments"]), (1, 1, 0))
        self.assertIn(b"everything is whole.", self.ok("verify", self.vault))


if __name__ == "__main__":
    unittest.main()
