#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli on a terminal: prompts that show nothing, Ctrl+C that leaves nothing half done, and the ways in
which passwords and texts share standard input."""
import fcntl
import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
import unittest
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from cli_program import CLI, MAKE_VAULT, Workspace, run_in_terminal  # noqa: E402

PASSWORD = "a secret to type"


class TerminalTest(unittest.TestCase):
    def setUp(self):
        self.space = Workspace()
        self.addCleanup(self.space.__exit__)
        self.vault = self.space / "v.lockleaf"
        self.key = ["--password-file", self.space.password_file(PASSWORD)]

    def make(self, notes, cost="cheap"):
        subprocess.run([MAKE_VAULT, self.vault, str(notes), "--password-file", self.key[1], "--cost", cost], check=True,
                       capture_output=True)

    def typed(self, arguments, answers, timeout=120):
        return run_in_terminal([CLI, *arguments], answers, timeout, environment=self.space.environment())

    def test_a_typed_password_opens_and_is_not_shown(self):
        self.make(3)
        code, shown = self.typed(["list", self.vault], [(b"Password: ", PASSWORD.encode() + b"\n")])
        self.assertEqual(code, 0, shown)
        self.assertNotIn(PASSWORD.encode(), shown)
        self.assertEqual(shown.count(b"\n"), 4)  # the prompt's own and three notes

    def test_a_password_typed_on_standard_input_is_not_shown(self):
        self.make(3)
        code, shown = self.typed(["list", self.vault, "--password-file", "-"],
                                 [(b"Password: ", PASSWORD.encode() + b"\n")], timeout=20)
        self.assertEqual(code, 0, shown)
        self.assertNotIn(PASSWORD.encode(), shown)
        answers = [(b"New password: ", b"one secret\n"), (b"again: ", b"another secret\n")]
        code, shown = self.typed(["passwd", self.vault, *self.key, "--new-password-file", "-"], answers, timeout=20)
        self.assertEqual(code, 2, shown)
        self.assertNotIn(b"secret", shown)

    def test_a_wrong_password_is_said_before_anything_else_is_typed(self):
        self.make(1)
        for verb, more in (("add", []), ("edit", ["any"]), ("passwd", []), ("export", [self.space / "a.age"])):
            code, shown = self.typed([verb, self.vault, *more], [(b"Password: ", b"wrong\n")], timeout=20)
            self.assertEqual(code, 1, shown)
            self.assertIn(b"That password", shown)

    def test_a_note_that_is_not_there_is_said_before_its_text_is_typed(self):
        self.make(1)
        secret = (b"Password: ", PASSWORD.encode() + b"\n")
        code, shown = self.typed(["edit", self.vault, "no such title"], [secret], timeout=20)
        self.assertEqual(code, 1, shown)
        self.assertIn(b"no such note", shown)
        note = json.loads(self.space.ok("list", self.vault, "--json", *self.key))["id"]
        code, shown = self.typed(["edit", self.vault, note], [secret, (b"\n", b"typed text\n\x04")], timeout=20)
        self.assertEqual(code, 0, shown)
        self.assertEqual(self.space.ok("show", self.vault, note, *self.key), b"typed text\n")

    @contextmanager
    def reading_its_input(self, arguments, typed):
        """The program once it has taken all of `typed` from its standard input, and the end to write more into."""
        reading, writing = os.pipe()
        os.write(writing, typed)
        program = subprocess.Popen([CLI, *arguments], env=self.space.environment(), stdin=reading,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        deadline = time.monotonic() + 60
        unread = bytearray(b"some")
        while any(unread):
            self.assertLess(time.monotonic(), deadline)
            os.sched_yield()
            fcntl.ioctl(reading, termios.FIONREAD, unread)
        os.close(reading)
        yield program, writing
        program.communicate(timeout=60)

    def test_a_vault_is_not_held_while_a_text_comes_down_a_pipe(self):
        self.make(1)
        note = json.loads(self.space.ok("list", self.vault, "--json", *self.key))["id"]
        with self.reading_its_input(["edit", self.vault, note, "--password-file", "-"],
                                    PASSWORD.encode() + b"\n") as (program, writing):
            self.space.ok("list", self.vault, *self.key)
            os.write(writing, b"new text")
            os.close(writing)
            self.assertEqual(program.wait(60), 0)
        self.assertEqual(self.space.ok("show", self.vault, note, *self.key), b"new text")

    def test_ctrl_c_while_a_key_is_derived_stops_the_work(self):
        self.make(3, "real")  # a derivation long enough to be met
        before = self.space.ok("list", self.vault, "--json", *self.key)
        note = json.loads(before.splitlines()[0])["id"]
        untouched = self.vault.read_bytes()
        given = PASSWORD.encode() + b"\nsecond line\n"
        for arguments in (["rm", self.vault, note, "--forever"], ["edit", self.vault, note], ["add", self.vault],
                          ["passwd", self.vault, "--new-password-file", "-"]):
            with self.reading_its_input([*arguments, "--password-file", "-"], given) as (program, writing):
                os.close(writing)
                program.send_signal(signal.SIGINT)
                output, errors = program.communicate(timeout=60)
            self.assertEqual((program.returncode, output), (4, b""), (arguments, errors))
            self.assertEqual(errors, b"lockleaf-cli: Cancelled; nothing half done was left behind.\n")
            self.assertEqual(self.vault.read_bytes(), untouched, arguments)
        self.assertEqual(self.space.ok("list", self.vault, "--json", *self.key), before)

    def test_ctrl_c_while_a_vault_is_made_is_not_passed_over(self):
        with self.reading_its_input(["create", self.vault, "--password-file", "-"],
                                    b"a password\n") as (program, writing):
            os.close(writing)
            program.send_signal(signal.SIGINT)
            output, errors = program.communicate(timeout=60)
        self.assertEqual((program.returncode, output), (4, b""), errors)
        self.assertEqual(self.vault.exists(), b"was created" in errors, errors)

    def test_an_interrupted_verification_is_no_answer(self):
        self.make(1, "real")
        with self.reading_its_input(["verify", self.vault, "--password-file", "-"],
                                    PASSWORD.encode() + b"\n") as (program, writing):
            os.close(writing)
            program.send_signal(signal.SIGINT)
            output, errors = program.communicate(timeout=60)
        self.assertEqual((program.returncode, output), (4, b""), errors)

    def test_an_older_file_is_told_until_it_is_accepted(self):
        self.make(2)
        self.space.ok("add", self.vault, *self.key, stdin=b"first")
        older = self.vault.read_bytes()
        self.space.ok("add", self.vault, *self.key, stdin=b"second")
        self.vault.write_bytes(older)
        told = b"This file is older than the one last used on this computer"
        for verb in (["list"], ["list"], ["verify"], ["verify", "--accept-older"]):
            self.assertIn(told, self.space.run(verb[0], self.vault, *verb[1:], *self.key).stderr)
        self.assertEqual(self.space.run("list", self.vault, *self.key).stderr, b"")

    def test_a_new_password_is_asked_twice(self):
        answers = [(b"vault: ", b"one\n"), (b"again: ", b"two\n")]
        code, shown = self.typed(["create", self.vault], answers)
        self.assertEqual(code, 2, shown)
        self.assertIn(b"The two passwords differ.", shown)
        self.assertFalse(self.vault.exists())

    def test_what_is_not_a_vault_is_said_before_anybody_types(self):
        self.vault.write_bytes(b"text")
        code, shown = self.typed(["list", self.vault], [])
        self.assertEqual(code, 3, shown)

    def test_ctrl_c_at_the_prompt_puts_the_terminal_back(self):
        self.make(1)
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(CLI, [str(CLI), "list", str(self.vault)], self.space.environment())
        before = termios.tcgetattr(terminal)
        shown = b""
        while b"Password: " not in shown:
            shown += os.read(terminal, 1000)
        deadline = time.monotonic() + 10
        while termios.tcgetattr(terminal)[3] & termios.ECHO:
            self.assertLess(time.monotonic(), deadline, "typing is shown")
            time.sleep(0.01)
        os.write(terminal, b"typed7\x03")
        while select.select([terminal], [], [], 10)[0]:
            try:
                piece = os.read(terminal, 1000)
            except OSError:
                break
            shown += piece
            if b"Cancelled" in shown:
                break
        self.assertEqual(termios.tcgetattr(terminal)[3], before[3])
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), 4, shown)
        self.assertNotIn(b"typed7", shown)
        os.close(terminal)

    def test_passwords_and_text_share_standard_input(self):
        self.make(0)
        note = self.space.ok("add", self.vault, "--password-file", "-",
                             stdin=PASSWORD.encode() + b"\nfirst\r\nsecond\n").decode().strip()
        self.assertEqual(self.space.ok("show", self.vault, note, "--password-file", "-",
                                       stdin=PASSWORD.encode()), b"first\r\nsecond\n")
        self.space.ok("passwd", self.vault, "--password-file", "-", "--new-password-file", "-",
                      stdin=PASSWORD.encode() + b"\r\nother\n")
        self.space.ok("list", self.vault, "--password-file", self.space.password_file("other"))

    def test_notes_from_the_first_to_the_last_verb(self):
        self.make(0)
        ok, vault, key = self.space.ok, self.vault, self.key
        note = json.loads(ok("add", vault, "--json", "--notebook", "A/B", "--tag", "red", *key,
                             stdin="# Τίτλος\x1b[31m\nbody".encode()))["id"]
        listed = json.loads(ok("list", vault, "--json", *key))
        self.assertEqual((listed["id"], listed["notebook"], listed["tags"]), (note, "A/B", ["red"]))
        self.assertNotIn(b"\x1b", ok("list", vault, *key))
        self.assertEqual(ok("list", vault, "--notebook", "A", *key), b"")
        self.assertEqual(ok("list", vault, "--tag", "blue", *key), b"")
        self.assertNotEqual(ok("list", vault, "--tag", "red", "--notebook", "A/B", *key), b"")
        shown = json.loads(ok("show", vault, note[:6], "--json", *key))
        self.assertEqual(shown["body"], "# Τίτλος\x1b[31m\nbody")
        ok("edit", vault, note, *key, stdin=b"New title\n")
        self.assertEqual(ok("show", vault, "New title", *key), b"New title\n")
        ok("rm", vault, note, *key)
        self.assertEqual(ok("list", vault, *key), b"")
        self.assertIn("trashed", json.loads(ok("list", vault, "--trash", "--json", *key)))
        ok("rm", vault, note, "--forever", *key)
        self.assertEqual(self.space.run("show", vault, note, *key).returncode, 1)
        counts = json.loads(ok("info", vault, "--json", *key))
        self.assertEqual((counts["notes"], counts["trashed"], counts["notebooks"]), (0, 0, 2))
        self.assertEqual(json.loads(ok("verify", vault, "--json", *key))["problems"], [])
        self.assertNotIn("notes", json.loads(ok("info", vault, "--json")))

    def test_limit(self):
        self.make(30)
        self.assertEqual(self.space.ok("list", self.vault, "--limit", "7", *self.key).count(b"\n"), 7)
        self.assertEqual(self.space.run("list", self.vault, "--limit", "0", *self.key).returncode, 2)

    def test_an_interrupted_export_leaves_nothing(self):
        # Under a sanitizer fewer take as long.
        self.make(2_000 if os.environ.get("LOCKLEAF_SANITIZED") else 8_000)
        target = self.space / "out"
        target.mkdir()
        archive_key = ["--archive-password-file", self.space.password_file("archive")]
        program = subprocess.Popen([CLI, "export", self.vault, target / "a.age", *self.key, *archive_key],
                                   env=self.space.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while program.poll() is None and not any(f.stat().st_size > 100_000 for f in target.iterdir()):
            time.sleep(0.002)
        program.send_signal(signal.SIGINT)
        output, errors = program.communicate(timeout=60)
        self.assertEqual((program.returncode, output), (4, b""), errors)
        self.assertEqual(errors, b"lockleaf-cli: Cancelled; nothing half done was left behind.\n")
        self.assertEqual(list(target.iterdir()), [])

    def test_help_and_version(self):
        self.assertTrue(self.space.ok("--version").startswith(b"lockleaf-cli "))
        helped = self.space.ok("--help")
        for verb in b"create info add show edit rm list import export verify passwd".split():
            self.assertIn(verb, helped)
            self.assertIn(b"VAULT", self.space.ok(verb.decode(), "--help"))

    def test_a_closed_pipe_is_an_ordinary_error(self):
        self.make(5)
        program = subprocess.Popen([CLI, "list", self.vault, *self.key], env=self.space.environment(),
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        program.stdout.close()
        self.assertEqual(program.wait(60), 4)
        program.stderr.close()


if __name__ == "__main__":
    if not CLI.exists() or not MAKE_VAULT.exists():
        print(f"SKIP   : no lockleaf-cli and make_vault in {CLI.parent}")
        sys.exit(0)
    unittest.main(verbosity=2)
