#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every test file of SQLite's package stands in one of the two lists, and whatever is left out has a reason.
Usage: check_lists.py [FOLDER]   FOLDER as build.sh made it, to compare with the files themselves"""
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
FILES = 1148  # of 3.40.1


def main():
    allowed = (HERE / "allowed.txt").read_text().split()
    lines = (HERE / "left_out.txt").read_text().splitlines()
    reasons = {line[2:].split(":")[0] for line in lines[1:] if line.startswith("#") and line.split(":", 1)[1].strip()}
    left_out = dict(line.split() for line in lines if not line.startswith("#"))
    both = [*allowed, *left_out]
    assert len(both) == len(set(both)), "a name stands there twice"
    assert set(left_out.values()) == reasons, f"groups without a reason, or reasons without a group: {set(left_out.values()) ^ reasons}"
    assert len(both) == FILES, f"{len(both)} names"
    if len(sys.argv) > 1:
        there = {path.stem for path in pathlib.Path(sys.argv[1], "source/test").glob("*.test")}
        assert there == set(both), f"other files: {sorted(there ^ set(both))[:10]}"
    print(f"{len(allowed)} files allowed, {len(left_out)} left out for {len(reasons)} reasons")


main()
