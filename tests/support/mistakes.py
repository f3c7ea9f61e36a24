# SPDX-License-Identifier: GPL-3.0-or-later
"""Plausible mistakes (tests/mutants) that must turn tests red: what the acceptance programs that try them have in common."""
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
MUTANTS = ROOT / "tests/mutants"
WINDOW_TESTS = ("ui-", "roles-")


def _test_of(patch):
    return patch.read_text().splitlines()[0].removeprefix("Test:").strip()


def _turn(patches, long):
    """All of them with --long; else one at the commits of odd number, another one each time, of those that compile fast."""
    if long:
        return [patch.stem for patch in patches]
    count = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    commit = int(count.stdout or 0)
    fast = [patch.stem for patch in patches if not _test_of(patch).startswith(WINDOW_TESTS)]
    return [fast[commit // 2 % len(fast)]] if commit % 2 and fast else []


def try_mistakes(globs, least):
    """Prints the figure; the exit code. All patches that the globs name must apply, and those whose turn it is be seen red."""
    patches = sorted({patch for glob in globs for patch in MUTANTS.glob(glob)})
    for patch in patches:
        if subprocess.run(["patch", "-p1", "--dry-run", "-s", "-f", "-i", patch], cwd=ROOT, check=False).returncode:
            print(f"{patch.stem} does not apply any more")
            return 1
    if len(patches) < least:
        print(f"only {len(patches)} of them")
        return 1
    names = _turn(patches, bool(os.environ.get("LOCKLEAF_LONG")))
    if not names:
        print(f"{len(patches)} mistakes apply; at this commit none is tried")
        return 0
    tried = subprocess.run([MUTANTS / "run.py", *names], stdout=subprocess.PIPE, text=True, check=False)
    print(tried.stdout, end="")
    red = tried.stdout.count("red, as it must be")
    print(f"{len(patches)} mistakes apply, {red} tried and seen red")
    return 0 if tried.returncode == 0 and red == len(names) else 1
