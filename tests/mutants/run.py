#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Applies each patch of this folder to a copy of the tree; the test that its first line names must turn red.

A patch is a plausible mistake. Its first line: "Test: <ctest name>".
"""
import argparse
import fcntl
import os
import pathlib
import shutil
import subprocess
import sys

here = pathlib.Path(__file__).resolve().parent
root = here.parent.parent
copy = root / "build" / "mutants"


def run(command, **options):
    return subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


def fresh_copy():
    copy.mkdir(parents=True, exist_ok=True)
    # Times are kept, so that only what a patch touches is built again.
    for folder in ("core", "ui", "app", "tests", "installer", "resources"):
        if (root / folder).is_dir():
            subprocess.run(["cp", "-a", "--update", "-T", str(root / folder), str(copy / folder)], check=True)
            for left in (copy / folder).rglob("*"):  # what is gone here must not be built there
                if left.is_file() and not (root / left.relative_to(copy)).exists():
                    left.unlink()
    for name in ("CMakeLists.txt", "CMakePresets.json"):
        shutil.copy2(root / name, copy / name)


def build(target):
    if not (copy / "build/dev/build.ninja").exists():
        configured = run(["cmake", "--preset", "dev", "-DLOCKLEAF_MERGE_SOURCES=ON", "-DCMAKE_CXX_FLAGS_DEBUG=-O0"], cwd=copy)
        if configured.returncode != 0:
            sys.exit(configured.stdout[-3000:])
    return run(["cmake", "--build", "--preset", "dev", "--target", target], cwd=copy)


def test_turns_red(target):
    outcome = run([str(copy / "build/dev/bin" / target)], timeout=300, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    return outcome.returncode != 0


def test_of(patch):
    return patch.read_text().splitlines()[0].removeprefix("Test:").strip()


def judge(patch):
    target = test_of(patch)
    built = build(target)
    if built.returncode != 0:
        return f"the test {target} does not build without the patch\n{built.stdout[-2000:]}"
    applied = run(["patch", "-p1", "--no-backup-if-mismatch", "-i", str(patch)], cwd=copy)
    if applied.returncode != 0:
        run(["patch", "-p1", "-R", "-f", "-i", str(patch)], cwd=copy)
        return f"does not apply any more:\n{applied.stdout}"
    try:
        built = build(target)
        if built.returncode != 0:
            return f"does not compile:\n{built.stdout[-2000:]}"
        return None if test_turns_red(target) else f"{target} stays green"
    finally:
        run(["patch", "-p1", "-R", "-f", "-i", str(patch)], cwd=copy)


def chosen_patches():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="names of patches; all where none is given")
    parser.add_argument("--some", type=int, metavar="K", help="only K of them")
    parser.add_argument("--from", type=int, default=0, dest="turn", metavar="N", help="which K: the N-th turn of all")
    arguments = parser.parse_args()
    patches = sorted(p for p in here.glob("*.patch") if not arguments.names or p.stem in arguments.names)
    if arguments.some and patches:
        # A window's tests take minutes to compile: some are of the core.
        patches = [p for p in patches if not test_of(p).startswith(("ui-", "roles-"))]
        first = arguments.turn * arguments.some
        patches = [patches[(first + i) % len(patches)] for i in range(min(arguments.some, len(patches)))]
    return patches


def main():
    copy.mkdir(parents=True, exist_ok=True)
    lock = (copy / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)  # one run at a time works on the copy
    fresh_copy()
    patches = chosen_patches()
    bad = 0
    for patch in patches:
        problem = judge(patch)
        print(f"{patch.stem}: {'red, as it must be' if problem is None else problem}", flush=True)
        bad += problem is not None
    print(f"{len(patches) - bad} of {len(patches)} mutants turn red")
    sys.exit(1 if bad or not patches else 0)


main()
