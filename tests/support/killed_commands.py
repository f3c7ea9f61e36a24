# SPDX-License-Identifier: GPL-3.0-or-later
"""lockleaf-cli killed at a system call that changes a file, and what it leaves."""
import json
import os
import shutil
import subprocess

from cli_program import BIN, CLI, MAKE_VAULT

KILL_AT_CALL = BIN / "kill_at_call"
PASSWORD, NEXT_PASSWORD = "vault password", "another password"
# The key of the archives is one for tests, which opens nothing else.
IDENTITY = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
RECIPIENT = "age1xmwwc06ly3ee5rytxm9mflaz2u56jjj36s0mypdrwsvlul66mv4q47ryef"
NEEDLE = "plainneedle"  # stands in every text, and in no file that a kill may leave
BROUGHT = 12
LAST_CALLS = 30


class Stage:
    """A vault with a file and versions, what is brought into it, and a copy that grew apart."""

    def __init__(self, space):
        self.space = space
        self.key = ["--password-file", space.password_file(PASSWORD)]
        self.base = space / "base"
        self.base.mkdir()
        self.vault = self.base / "v.lockleaf"
        subprocess.run([MAKE_VAULT, self.vault, "40", *self.key], check=True, capture_output=True)
        self.empty = space / "empty.lockleaf"  # a restore into nothing would derive a key for a second
        subprocess.run([MAKE_VAULT, self.empty, "0", *self.key], check=True, capture_output=True)
        self.note = self.ok("add", self.vault, stdin=f"# First\n\n{NEEDLE} as it was".encode()).strip()
        self.content = os.urandom(1_300_000)
        self.given = space / "given"
        (self.given / "tree").mkdir(parents=True)
        (self.given / "file.bin").write_bytes(self.content)
        (self.given / "identity").write_text(IDENTITY + "\n")
        for number in range(BROUGHT):
            (self.given / f"tree/{number}.md").write_text(f"# Brought {number}\n\n{NEEDLE} " + f"word{number} " * 300)
        self.ok("attachments", self.vault, self.note, "--add", self.given / "file.bin")
        self.archive = self.given / "all.tar.age"
        self.other = self.given / "other.lockleaf"
        shutil.copyfile(self.vault, self.other)
        self._grow_apart()

    def _grow_apart(self):
        state, self.space.state = self.space.state, self.space / "state of the other"
        self.ok("import", self.other, self.given / "tree")
        self.ok("edit", self.other, self.note, stdin=f"# First\n\n{NEEDLE} from there".encode())
        self.ok("export", self.other, self.archive, "--recipient", RECIPIENT)
        self.space.state = state
        shutil.copytree(state, self.base / "state", dirs_exist_ok=True)

    def ok(self, verb, vault, *arguments, stdin=b""):
        return self.space.ok(verb, vault, *arguments, *self.key, stdin=stdin).decode()


class Killed:
    """A folder of its own for one command, and what stands in it afterwards."""

    def __init__(self, stage, name):
        self.stage, self.space = stage, stage.space
        self.folder = stage.space / name
        shutil.copytree(stage.base, self.folder)
        self.vault = self.folder / "v.lockleaf"
        self.space.state = self.folder / "state"
        self.key = stage.key

    def run(self, number, when, command, stdin):
        """What kill_at_call says of it."""
        report = self.folder / "report"
        subprocess.run([KILL_AT_CALL, report, str(number), when, CLI, *map(str, command)], input=stdin, capture_output=True,
                       env=self.space.environment(), timeout=120, check=False)
        said = report.read_text().split()
        report.unlink()
        return said

    def ok(self, verb, *arguments, stdin=b""):
        return self.space.ok(verb, self.vault, *arguments, *self.key, stdin=stdin).decode()

    def rows(self):
        return {row["id"]: row for row in map(json.loads, self.ok("list", "--json").splitlines())}

    def look_at_files(self):
        """Everything besides the vault is sealed, and hidden where it is no vault, log or archive."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                assert NEEDLE.encode() not in path.read_bytes(), f"{path.name} holds plaintext"
                known = path.name in ("v.lockleaf", "v.lockleaf-wal", "v.lockleaf.old-keys", "new.tar.age") or "wal.old-" in path.name
                known = known or path.parent.name == "v.backups" and path.suffix in (".lockleaf", ".catalogue")
                assert known or path.name.startswith(".") or "state" in path.parts, f"{path.name} was left"


class Verb:
    """One thing that is done: its command, and what may stand there once it was cut off. `dear`: a key is derived at full cost."""

    def __init__(self, name, command, check, stdin=b"", dear=False):
        self.name, self.command, self.check, self.stdin, self.dear = name, command, check, stdin, dear
        self.calls = 0


def check_added(killed, before):
    fresh = [row for id_, row in killed.rows().items() if id_ not in before]
    assert len(fresh) <= 1 and all(row["title"] == "Added" for row in fresh), fresh
    for row in fresh:
        assert killed.ok("show", row["id"]) == f"# Added\n\n{NEEDLE} " + "x" * 30_000, "a half note"


def check_edited(killed, before):
    text = killed.ok("show", killed.stage.note)
    assert text in (f"# First\n\n{NEEDLE} as it was", f"# First\n\n{NEEDLE} edited"), text
    assert killed.rows().keys() == before.keys()


def check_attached(killed, before):
    listed = killed.ok("attachments", killed.stage.note)
    assert "file.bin" in listed and listed.count("\n") <= 3, listed
    assert killed.rows().keys() == before.keys()


def check_brought(killed, before):
    rows = killed.rows()
    assert before.keys() <= rows.keys(), "a note is gone"
    fresh = [row for id_, row in rows.items() if id_ not in before and row["title"].startswith("Brought")]
    assert len({row["title"] for row in fresh}) == len(fresh) <= BROUGHT, "a note twice"
    for row in fresh[:2]:
        number = row["title"].split()[1]
        assert killed.ok("show", row["id"]) == f"# Brought {number}\n\n{NEEDLE} " + f"word{number} " * 300, "a half note"


def check_exported(killed, before):
    assert killed.rows() == before
    archive = killed.folder / "new.tar.age"
    if archive.exists():
        again = killed.folder / "v.lockleaf.again"
        shutil.copyfile(killed.stage.empty, again)
        killed.space.ok("restore", archive, again, "--identity", killed.stage.given / "identity", *killed.key)
        rows = killed.space.ok("list", again, "--json", *killed.key).splitlines()
        assert len(rows) == len(before), "an archive that is not whole"
        archive.unlink()


def check_backup(killed, before):
    assert killed.rows() == before
    killed.ok("backup")  # the next one puts in order what is left of this one
    folder = killed.folder / "v.backups"
    left = [path.name for path in folder.iterdir() if path.name.startswith(".")]
    assert not left, f"{left} is left for ever"
    backups = list(folder.glob("*.lockleaf"))
    assert 1 <= len(backups) <= 2, backups
    for backup in backups:
        killed.space.ok("verify", backup, *killed.key)
        assert len(killed.space.ok("list", backup, "--json", *killed.key).splitlines()) == len(before), "a backup that is not whole"
    killed.ok("backup", "--prove")


def check_keys(killed, before):
    check_password(killed, before)
    hidden = [path.name for path in killed.folder.iterdir() if path.name.startswith(".v.lockleaf.new-keys")]
    assert not hidden, f"{hidden} is left for ever"
    old = killed.folder / "v.lockleaf.old-keys"
    if old.exists():  # the new keys are in use: who puts the old file back is told
        put_back = killed.folder / "put back"
        put_back.mkdir()
        shutil.copyfile(old, put_back / "v.lockleaf")
        password = ["--password-file", killed.space.password_file(PASSWORD)]
        done = killed.space.run("list", put_back / "v.lockleaf", "--json", *password)
        assert done.returncode == 0 and len(done.stdout.splitlines()) == len(before), done.stderr
        assert b"still has the old ones" in done.stderr, f"nobody is told of the old keys: {done.stderr}"


def check_password(killed, before):
    opened = []
    for password in (PASSWORD, NEXT_PASSWORD):
        killed.key = ["--password-file", killed.space.password_file(password)]
        done = killed.space.run("list", killed.vault, "--json", *killed.key)
        assert done.returncode in (0, 1, 3), done.stderr
        if done.returncode == 0:
            opened.append(list(killed.key))
    assert len(opened) == 1, f"{len(opened)} passwords open it"
    killed.key = opened[0]
    assert killed.rows() == before


def verbs(stage):
    """Everything that changes something, in about the order of how often it is done."""
    given = stage.given
    return [
        Verb("add", lambda vault: ["add", vault], check_added, f"# Added\n\n{NEEDLE} {'x' * 30_000}".encode()),
        Verb("edit", lambda vault: ["edit", vault, stage.note], check_edited, f"# First\n\n{NEEDLE} edited".encode()),
        Verb("attach", lambda vault: ["attachments", vault, stage.note, "--add", given / "file.bin"], check_attached),
        Verb("import", lambda vault: ["import", vault, given / "tree"], check_brought),
        Verb("restore", lambda vault: ["restore", stage.archive, vault, "--identity", given / "identity"], check_brought),
        Verb("merge", lambda vault: ["merge", vault, stage.other, "--other-password-file", stage.key[1]], check_brought),
        Verb("export", lambda vault: ["export", vault, vault.parent / "new.tar.age", "--recipient", RECIPIENT], check_exported),
        Verb("passwd", lambda vault: ["passwd", vault, "--new-password-file", stage.space.password_file(NEXT_PASSWORD)],
             check_password, dear=True),
        Verb("backup", lambda vault: ["backup", vault], check_backup),
        Verb("change-keys",
             lambda vault: ["change-keys", vault, "--no-backup", "--new-password-file", stage.space.password_file(NEXT_PASSWORD)],
             check_keys, dear=True),
    ]


def kill_one(stage, verb, name, random):
    """Kills it at one of its calls; at which kind of call, or nothing where it had ended."""
    killed = Killed(stage, name)
    before = killed.rows()
    command = [*verb.command(killed.vault), *killed.key]
    if verb.calls == 0:
        whole = Killed(stage, name + " whole")
        said = whole.run(0, "before", [*verb.command(whole.vault), *whole.key], verb.stdin)
        assert said[0] == "ended" and int(said[2]) > 3, f"{verb.name}: {said}"
        verb.calls = int(said[2])
        shutil.rmtree(whole.folder)
        killed.space.state = killed.folder / "state"
    # Each other one towards the end: there the names are given, and there is little of that.
    first = random.choice((1, max(1, verb.calls - LAST_CALLS)))
    number, when = random.randint(first, verb.calls), random.choice(("before", "after"))
    said = killed.run(number, when, command, verb.stdin)
    try:
        killed.look_at_files()
        verb.check(killed, before)
        killed.ok("verify")
        killed.ok("add", stdin=b"# Goes on")
        killed.ok("verify")
    except AssertionError as problem:
        raise AssertionError(f"{verb.name} killed {when} call {number} ({said[-1]}): {problem}") from problem
    shutil.rmtree(killed.folder)
    return said[2] if said[0] == "killed" else None
