#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the figures of a long run into docs/reliability.md, between the two marks there, with the commit and the command.

Usage: after `./tests/run.sh --long` (or `LOCKLEAF_LONG=1` and single programs, each line of the table in a file):
    tests/torture/write_figures.py [FOLDER [COMMIT]]       FOLDER: build/test-logs/acceptance, where the table's lines lie"""
import datetime
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "docs/reliability.md"
BEGIN, END = "<!-- figures: begin -->\n", "<!-- figures: end -->\n"
ROW = re.compile(r"^(A5-\S+)\s+(PASS|FAIL|SKIP)\s+(.*) \((\d+) s\)$")


def rows(folder):
    found = []
    for path in sorted(folder.glob("A5-*")):
        met = ROW.match(path.read_text().strip())
        if met is None:
            sys.exit(f"{path} is not a line of the table")
        found.append(met.groups())
    if not found:
        sys.exit(f"there is no line of A5 in {folder}")
    return found


def main():
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build/test-logs/acceptance"
    commit = sys.argv[2] if len(sys.argv) > 2 else subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()
    day = datetime.date.today()
    lines = [BEGIN, f"{day.day} {day:%B %Y}, commit {commit}, `LOCKLEAF_LONG=1` with each program, on two shared cores:\n\n",
             "| program | outcome | figure | seconds |\n", "|---|---|---|---|\n"]
    lines += [f"| `tests/acceptance/{name}` | {outcome} | {figure.replace('|', '/')} | {seconds} |\n"
              for name, outcome, figure, seconds in rows(folder)]
    text = DOCUMENT.read_text()
    first, last = text.index(BEGIN), text.index(END)
    DOCUMENT.write_text(text[:first] + "".join(lines) + text[last:])


main()
