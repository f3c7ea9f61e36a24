#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes vaults that later versions must open, with what is in them. Usage: make.py FOLDER [ways]      (which must not exist)

It was run once for each folder beside it, by the version that had the format of its name. Never run it over one of those:
what it makes is another vault each time. A feature that comes later gets a folder of its own."""
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from support.cli_program import BIN, MAKE_VAULT, ROOT, Workspace  # noqa: E402

PASSWORD, LATER = "vector password", "another password"
READER = ROOT / "tests/e2e/read_vault.py"


class Maker:
    def __init__(self, place, target):
        self.place, self.target = place, target
        self.password = place.password_file(PASSWORD)

    def cli(self, verb, vault, *arguments, stdin=b"", password=None):
        return self.place.ok(verb, vault, *arguments, "--password-file", password or self.password, stdin=stdin).decode()

    def add(self, vault, body, *options):
        return self.cli("add", vault, *options, stdin=body.encode()).strip()

    def new(self, name, notes=0):
        vault = self.place / name
        subprocess.run([MAKE_VAULT, vault, str(notes), "--password-file", self.password, "--idle-seconds", "600"], check=True,
                       stdout=subprocess.DEVNULL)  # with a record of settings
        return vault

    def keep(self, vault, what, password=PASSWORD):
        """Puts the vault, with its log, into the target and writes down what the independent reader reads in it."""
        name = vault.name.removesuffix(".lockleaf")
        for path in sorted(vault.parent.glob(vault.name + "*")):
            if path.is_file() and path.stat().st_size:
                shutil.copy(path, self.target / path.name)
        file = self.place.password_file(password)
        done = subprocess.run([sys.executable, READER, self.target / vault.name, "--password-file", file],
                              capture_output=True, check=True)
        notes = [json.loads(line) for line in done.stdout.splitlines()]
        facts = {"what": what, "password": password, "notes": sorted(notes, key=lambda note: note["id"])}
        (self.target / f"{name}.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")


def every_feature(maker):
    vault = maker.new("full.lockleaf", 3)
    soup = maker.add(vault, "# Soup\n\nLentils, #warm and #food/slow. See [[Bread]].\n", "--tag", "quick", "--notebook",
                     "Kitchen/Recipes/Winter")
    maker.add(vault, "# Bread\n\n" + "Knead the dough again. " * 200, "--notebook", "Kitchen/Recipes")
    maker.add(vault, "", "--title", "Only a title", "--tag", "Ünïcode/Тест")
    pinned = maker.add(vault, "# Packing\n\n- [x] tent\n- [ ] rope\n", "--notebook", "Travel")
    maker.add(vault, "Кириллица, 中文, العربية, emoji 🌿, e\u0301 and a CRLF\r\nend")
    trashed = maker.add(vault, "# In the trash\n", "--notebook", "Travel")
    gone = maker.add(vault, "# Deleted for good\n")
    maker.cli("pin", vault, pinned)
    maker.cli("notebooks", vault, "--color", "Kitchen/Recipes", 2)
    maker.cli("trash", vault, trashed, gone)
    maker.cli("rm", vault, gone, "--forever")
    for turn in range(3):
        maker.cli("versions", vault, soup, "--keep")
        maker.cli("edit", vault, soup, stdin=f"# Soup\n\nLentils, #warm, version {turn}.\n".encode())
    small, chunked = maker.place / "a plan.txt", maker.place / "two parts.bin"
    small.write_bytes(b"a small file\n")
    chunked.write_bytes(bytes(i * i % 251 for i in range((1 << 20) + 10)))
    maker.cli("attachments", vault, soup, "--add", small, chunked)
    maker.cli("attachments", vault, pinned, "--add", small)
    return vault


def grown_apart(maker, vault):
    """A copy that changes what the vault changes as well, merged back: conflicts, and version vectors of two devices."""
    copy = maker.place / "apart.lockleaf"
    shutil.copy(vault, copy)
    maker.cli("edit", copy, "Packing", stdin=b"# Packing\n\n- [ ] stove\n")
    maker.add(copy, "# Only in the copy\n", "--notebook", "Elsewhere")
    maker.cli("edit", vault, "Packing", stdin=b"# Packing\n\n- [ ] lamp\n")
    maker.cli("merge", vault, copy, "--other-password-file", maker.password)


def with_a_log(maker):
    vault = maker.new("log.lockleaf", 10)
    subprocess.run([BIN / "leave_log", vault, "12", maker.password], check=True, stdout=subprocess.DEVNULL)
    return vault


def with_three_ways(maker):
    """A password, the same with a key file, and a recovery code; key file and code lie beside the vault."""
    vault = maker.new("ways.lockleaf", 3)
    key_file = maker.target / "ways.key"
    maker.cli("slots", vault, "--add-key-file", key_file, "--make")
    code = maker.cli("slots", vault, "--add-recovery").splitlines()[0]
    (maker.target / "ways.code").write_text(code + "\n")
    maker.keep(vault, "three ways in: a password, the password with ways.key, the code in ways.code")


def main():
    target = pathlib.Path(sys.argv[1])
    target.mkdir()
    with Workspace() as place:
        maker = Maker(place, target)
        if "ways" in sys.argv[2:]:
            with_three_ways(maker)
            return
        example = place / "example.lockleaf"
        subprocess.run([BIN / "make_example", example], check=True)
        shutil.rmtree(place / "example.lockleaf.state")
        maker.keep(example, "the example of docs/vault-format.md, with its log", "cafe\u0301")
        vault = every_feature(maker)
        grown_apart(maker, vault)
        maker.keep(vault, "notebooks, tags, versions, files, the trash, tombstones, a merge with a conflict")
        maker.cli("backup", vault)
        shutil.copytree(place / "full.backups", target / "full.backups")
        maker.cli("export", vault, target / "full.tar.age", "--archive-password-file", place.password_file(LATER))
        small = maker.new("password.lockleaf", 2)
        later = place.password_file(LATER)
        maker.cli("passwd", small, "--new-password-file", later)
        maker.keep(small, "the password was changed: generation 2", LATER)
        keys = maker.new("keys.lockleaf", 2)
        maker.cli("attachments", keys, json.loads(maker.cli("list", keys, "--json").splitlines()[0])["id"], "--add",
                  place / "a plan.txt")
        maker.cli("change-keys", keys, "--no-backup")
        maker.keep(keys, "the keys were changed")
        maker.keep(with_a_log(maker), "the last changes are in the log alone")


main()
