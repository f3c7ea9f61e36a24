#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks through sources with cppcheck, each by itself, as many at once as there are processors.

  cppcheck.py [FILE…]       (none: all of core, app and ui)
What is let pass, and why, stands in cppcheck_suppressions.txt beside this file.
Exit: 0 nothing found, 1 findings, which are printed, 2 it did not run, 77 it is not installed.
"""
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPTIONS = ["--enable=warning,performance,portability", "--std=c++20", "--language=c++", "--library=posix", "--library=qt", "--inline-suppr",
           "--quiet", "--error-exitcode=1", "--template={file}:{line}: {severity}: {message} [{id}]", f"-I{ROOT}",
           # Macros of ours that it would have to read half of the standard library for.
           "-DQ_OBJECT=", "-DQ_SIGNALS=public", "-DQ_SLOTS=", "-DQ_EMIT="]


def main():
    if shutil.which("cppcheck") is None:
        print("cppcheck is not installed")
        return 77
    names = sys.argv[1:]
    if not names:
        listed = subprocess.run(["git", "ls-files", "core/*.cpp", "app/*.cpp", "ui/*.cpp"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = listed.stdout.split()
    suppressions = ROOT / "tests/layers/cppcheck_suppressions.txt"
    done = subprocess.run(["cppcheck", *OPTIONS, f"--suppressions-list={suppressions}", f"-j{len(os.sched_getaffinity(0))}", *names], cwd=ROOT,
                          capture_output=True, text=True)
    print(done.stdout + done.stderr, end="")
    if done.returncode not in (0, 1):
        return 2
    print(f"{len(names)} files through cppcheck")
    return done.returncode


sys.exit(main())
