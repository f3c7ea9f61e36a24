#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compiles each source by itself with clang, then looks through them with clang-tidy, several of one target at once.

Most of what clang-tidy takes for a file goes into the headers, which files of a target share: so it reads up to eight of them as
one, as a merged build does. A file that lacks an include is found by the first step.

  clang_tidy.py BUILD_FOLDER FILE…         (the build folder has compile_commands.json)
Exit: 0 nothing found, 1 findings, which are printed, 2 something did not run.
"""
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys

CLANG, TIDY = "clang++-19", "clang-tidy-19"
# The last: clang tells of what stable_sort of GCC's library takes from there itself.
QUIET = ["-Wno-unknown-warning-option", "-Wno-unused-command-line-argument", "-Wno-deprecated-declarations"]
TOGETHER = 8
ROOT = pathlib.Path(__file__).resolve().parents[2]


def commands(build):
    """The compiler's options for each file, and its target."""
    found = {}
    for entry in json.loads((build / "compile_commands.json").read_text()):
        words = shlex.split(entry["command"])[1:]
        target = re.search(r"CMakeFiles/([^/]+)\.dir/", words[words.index("-o") + 1])
        options = [word for at, word in enumerate(words) if word not in ("-c", "-o") and words[at - 1] not in ("-c", "-o")]
        found[entry["file"]] = (target[1] if target else "", tuple(options), entry["directory"])
    return found


def run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def compile_alone(file, options, folder):
    code, _, errors = run([CLANG, "-fsyntax-only", *options, *QUIET, file], folder)
    return (1, errors) if code else (0, "")


def look_through(together, options, folder):
    code, found, errors = run([TIDY, "--quiet", f"--config-file={ROOT}/.clang-tidy", str(together), "--", *options, *QUIET], folder)
    findings = [line for line in found.splitlines() if re.search(r"warning:|error:", line)]
    if findings:
        return 1, found
    return (2, errors[-2000:]) if code else (0, "")


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    known = commands(build)
    files = [str((ROOT / name).resolve()) for name in sys.argv[2:]]
    strange = [file for file in files if file not in known]
    if strange:
        print("not in the build: " + ", ".join(strange))
        return 2
    groups = collections.defaultdict(list)
    for file in sorted(files):
        groups[known[file]].append(file)
    place = build / "tidy"
    place.mkdir(exist_ok=True)
    outcomes = []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (target, options, folder), members in groups.items():
            for begin in range(0, len(members), TOGETHER):
                together = place / f"{target}_{begin}.cpp"
                together.write_text("".join(f'#include "{file}" // NOLINT(bugprone-suspicious-include)\n'
                                            for file in members[begin:begin + TOGETHER]))
                outcomes.append(pool.submit(look_through, together, options, folder))
            outcomes += [pool.submit(compile_alone, file, options, folder) for file in members]
    worst = 0
    for code, text in (outcome.result() for outcome in outcomes):
        worst = max(worst, code)
        if code:
            print(text)
    return worst


sys.exit(main())
