#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the fuzzers (preset `fuzz`: clang, AddressSanitizer, UndefinedBehaviorSanitizer) and runs them, as many at once as there
are processors, each for ten million inputs or twenty minutes, whatever comes first.

Each works on a copy of its corpus. An input that it finds something with is kept in a folder outside of the tree. Exit: 0 nothing
found, 1 something was, or a fuzzer could not be built or run.
"""
import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# Longer inputs say nothing more to these, and take longer; octets.
LONGEST = {"state_blocks": 400, "pages": 4096, "log_recovery": 2048, "role_messages": 32768, "command_line": 2048, "raw_page": 4096}
LONGEST_ELSE = 65536


def known():
    """Every fuzzer in the tree."""
    return sorted(path.name.removesuffix("_fuzzer.cpp") for path in HERE.glob("*_fuzzer.cpp"))


def build(names):
    """False, and the compiler's words are printed, where one does not build."""
    for command in (["cmake", "--preset", "fuzz"],
                    ["cmake", "--build", "build/fuzz", "--target", *(f"fuzz-{name}" for name in names)]):
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        if done.returncode != 0:
            print(done.stdout[-4000:])
            return False
    return True


class Runs:
    """The fuzzers that run, so that all of them can be ended."""

    def __init__(self, folder, findings, runs, seconds):
        self.folder, self.findings, self.runs, self.seconds = folder, findings, runs, seconds
        self.lock = threading.Lock()
        self.children = set()
        self.stopped = False

    def stop(self):
        with self.lock:
            self.stopped = True
            for child in self.children:
                child.kill()

    def fuzz(self, name):
        """Inputs that were tried, and whether nothing was found."""
        own = self.folder / name
        shutil.copytree(HERE / "corpus" / name, own)
        log = self.folder / f"{name}.log"
        options = [f"-runs={self.runs}", f"-max_total_time={self.seconds}", f"-max_len={LONGEST.get(name, LONGEST_ELSE)}",
                   "-timeout=25", "-rss_limit_mb=2048", "-print_final_stats=1", f"-artifact_prefix={self.findings}/{name}-"]
        begin = time.monotonic()
        with open(log, "wb") as out:
            with self.lock:
                if self.stopped:
                    return 0, False
                child = subprocess.Popen([ROOT / f"build/fuzz/bin/fuzz-{name}", *options, own], stdin=subprocess.DEVNULL, stdout=out,
                                         stderr=out)
                self.children.add(child)
            code = child.wait()
            with self.lock:
                self.children.discard(child)
        return self.tell(name, log, code, time.monotonic() - begin)

    def tell(self, name, log, code, took):
        if self.stopped:
            return 0, False
        text = log.read_text(errors="replace")
        tried = re.findall(r"stat::number_of_executed_units:\s+(\d+)", text) or re.findall(r"^#(\d+)\t", text, re.M)
        count = int(tried[-1]) if tried else 0
        reached = re.findall(r"cov: (\d+) ft: (\d+)", text)
        shown = f"coverage {reached[-1][0]}, features {reached[-1][1]}" if reached else "no coverage told"
        print(f"{name:<16} {count:>12,} inputs {took:>7.0f} s   {shown}", flush=True)
        if code == 0:
            return count, True
        kept = re.search(r"Test unit written to (\S+)", text)
        where = kept.group(1) if kept else "(no input was written)"
        print(f"{name}: FOUND SOMETHING (exit code {code})\n{text[-3000:]}\n{name}: the input: {where}\n"
              f"{name}: to see it again: build/fuzz/bin/fuzz-{name} {where}", flush=True)
        return count, False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=10_000_000, help="inputs for each (ten million)")
    parser.add_argument("--seconds", type=int, default=1200, help="at most so long for each (1200)")
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these: " + ", ".join(known()))
    asked = parser.parse_args()
    strange = [name for name in asked.names if name not in known()]
    if strange:
        parser.error("no such fuzzer: " + ", ".join(strange))
    names = asked.names or known()
    if not build(names):
        return 1
    findings = Path(tempfile.mkdtemp(prefix="lockleaf-findings-"))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="lockleaf-fuzz-") as made:
        runs = Runs(Path(made), findings, asked.runs, asked.seconds)
        pool = ThreadPoolExecutor(len(os.sched_getaffinity(0)))
        try:
            results = list(pool.map(runs.fuzz, names))
        except (KeyboardInterrupt, SystemExit):
            runs.stop()
            print("stopped")
            return 1
        finally:
            runs.stop()
            pool.shutdown(cancel_futures=True)
            if not any(findings.iterdir()):
                findings.rmdir()
    bad = [name for name, (_, good) in zip(names, results) if not good]
    found = "nothing found" if not bad else "found something: " + ", ".join(bad)
    print(f"{len(names)} fuzzers, {sum(count for count, _ in results):,} inputs, {found}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
