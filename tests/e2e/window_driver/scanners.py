# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for texts in the memory of processes and in files, in every form that memory_scan knows."""
import dataclasses
import os
import pathlib
import stat
import subprocess

from . import fonts

STANDARD_FONTS = [*pathlib.Path("/usr/share/fonts").rglob("Inter-*.otf"),
                  *pathlib.Path("/usr/share/fonts").rglob("DejaVuSans*.ttf")]


class CannotRead(Exception):
    """Something that had to be scanned could not be read."""


@dataclasses.dataclass
class Scan:
    """What a scan found: hits as (source, label, form) to a count, and how much was read of each source."""
    hits: dict
    bytes_read: dict

    def total(self, labels=None):
        """Number of hits, of some labels or of all."""
        return sum(count for (_, label, _), count in self.hits.items() if labels is None or label in labels)

    def lines(self):
        """For people: one line a hit."""
        return [f"{source}: {label} as {form}, {count} times" for (source, label, form), count in sorted(self.hits.items())]


def _needle_lines(needles, font_files):
    paths = {str(path) for path in font_files} | {str(path) for path in STANDARD_FONTS}
    lines = []
    for label, text in needles.items():
        lines.append(f"text {label} {text.encode().hex()}")
        lines += [f"glyphs {label} {','.join(map(str, numbers))}" for numbers in fonts.glyph_numbers(text, paths)]
    return "\n".join(lines) + "\n"


def _run(tools, arguments, names, needles, font_files):
    run = subprocess.run([pathlib.Path(tools) / "memory_scan", *arguments], input=_needle_lines(needles, font_files),
                         capture_output=True, text=True)
    if run.returncode not in (0, 3):
        raise RuntimeError(f"memory_scan failed: {run.stderr.strip()}")
    scan = Scan({}, {})
    for line in run.stdout.splitlines():
        kind, source, *rest = line.split()
        source = names.get(source, source)
        if kind == "read":
            scan.bytes_read[source] = int(rest[0])
        else:
            scan.hits[(source, rest[0], rest[1])] = int(rest[2])
    return scan, run.returncode == 3, run.stderr.strip()


def scan_processes(tools, pids, needles, font_files=(), locked=True):
    """Counts `needles` (label to text) in all memory of processes, or in all that is not locked. All of them must be
    readable."""
    pids = list(pids)
    if not pids:
        raise CannotRead("no process to scan")
    arguments = [word for pid in pids for word in ("--pid" if locked else "--unlocked-pid", str(pid))]
    names = {f"pid:{pid}": f"pid:{pid}" for pid in pids}
    scan, missed, message = _run(tools, arguments, names, needles, font_files)
    if missed:
        raise CannotRead(message)
    return scan


def files_under(folders, owner=None):
    """Regular files below folders, of one user or of all; their names too are looked at by scan_files."""
    for folder in folders:
        for where, _, names in os.walk(folder):
            for name in names:
                path = pathlib.Path(where, name)
                try:
                    facts = path.lstat()
                except OSError:
                    continue
                if stat.S_ISREG(facts.st_mode) and (owner is None or facts.st_uid == owner):
                    yield path


def open_files(pids):
    """Regular files that processes hold open, deleted ones and those without a name too, by /proc/PID/fd."""
    for pid in pids:
        try:
            descriptors = os.listdir(f"/proc/{pid}/fd")
        except OSError:
            continue
        for descriptor in descriptors:
            path = f"/proc/{pid}/fd/{descriptor}"
            try:
                if stat.S_ISREG(os.stat(path).st_mode):
                    yield path
            except OSError:
                continue


def scan_files(tools, paths, needles):
    """Counts `needles` in files and in their names. A file that ended meanwhile is left out."""
    paths = [str(path) for path in paths]
    scan = Scan({}, {})
    for begin in range(0, len(paths), 500):
        part = paths[begin:begin + 500]
        names = {f"file:{i}": path for i, path in enumerate(part)}
        found, _, _ = _run(tools, [word for path in part for word in ("--file", path)], names, needles, ())
        scan.hits.update(found.hits)
        scan.bytes_read.update(found.bytes_read)
    for path in paths:
        for label, text in needles.items():
            if text in path or (path.startswith("/proc/") and text in os.path.realpath(path)):
                scan.hits[(path, label, "name")] = 1
    return scan
