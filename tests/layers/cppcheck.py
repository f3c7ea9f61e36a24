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
OPTIONS = ["--enable=warning,performance,portability", "--std=c++20", "--language=c++", "--library=posix", "--inline-suppr",
           "--quiet", "--error-exitcode=1", "--template={file}:{line}: {severity}: {message} [{id}]", f"-I{ROOT}",
           # Macros of ours that it would have to read half of the standard library for.
           "-DQ_OBJECT=", "-DQ_SIGNALS=public", "-DQ_SLOTS=", "-DQ_EMIT="]


def look_through(more, names):
    if not names:
        return 0
    suppressions = ROOT / "tests/layers/cppcheck_suppressions.txt"
    command = ["cppcheck", *OPTIONS, *more, f"--suppressions-list={suppressions}", f"-j{len(os.sched_getaffinity(0))}", *names]
    code = subprocess.run(command, cwd=ROOT, stderr=subprocess.STDOUT).returncode
    return code if code in (0, 1) else 2


def main():
    if shutil.which("cppcheck") is None:
        print("cppcheck is not installed")
        return 77
    names = sys.argv[1:]
    if not names:
        listed = subprocess.run(["git", "ls-files", "core/*.cpp", "app/*.cpp", "ui/*.cpp"], cwd=ROOT, capture_output=True, text=True, check=True)
        names = listed.stdout.split()
    # What it knows of Qt takes names for macros that are ordinary ones in the core.
    with_qt = [name for name in names if name.startswith(("ui/", "app/roles/"))]
    codes = [look_through(["--library=qt"], with_qt), look_through([], [name for name in names if name not in with_qt])]
    print(f"{len(names)} files through cppcheck", flush=True)
    return max(codes)


sys.exit(main())
