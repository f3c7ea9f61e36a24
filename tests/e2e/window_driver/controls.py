# SPDX-License-Identifier: GPL-3.0-or-later
"""Positive controls of the memory scan: one planted copy in each form must be found, and none in a clean process."""
import pathlib
import random
import subprocess

from . import scanners
from .acceptance import invented_words, need

# Form as plant_needle knows it, and the name under which memory_scan must report it.
FORMS = {"utf8": "utf8", "utf16": "utf16", "utf32": "utf32", "glyph-shift16": "glyph-shift",
         "glyph-shift32": "glyph-shift", "glyph-shaped": "glyph-shift", "glyph-font16": "glyph-font",
         "glyph-font32": "glyph-font", **{f"strided:{n}": "strided" for n in (5, 6, 12, 16, 20, 24, 63, 64)},
         **{f"strided8:{n}": "strided" for n in (5, 7, 32, 64)}}


class Planted:
    """A process that holds one copy of a text, given as numbers, in one form. Use as a context manager."""

    def __init__(self, tools, form, numbers):
        self._process = subprocess.Popen([pathlib.Path(tools) / "plant_needle", form], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE)
        self._process.stdin.write((",".join(map(str, numbers)) + "\n").encode())
        self._process.stdin.flush()
        self.ready = self._process.stdout.readline() == b"planted\n"

    def __enter__(self):
        return self._process.pid

    def __exit__(self, *_):
        self._process.communicate()


def hits_of_planted(tools, form):
    """What memory_scan reports of one planted word: [[form, count], …]."""
    word = invented_words(1, 11)[0]
    numbers = [ord(c) for c in word]
    lines = f"text word {word.encode().hex()}\n"
    if FORMS.get(form) == "glyph-font":
        glyphs = random.sample(range(300, 3000), 26)
        numbers = [glyphs[ord(c) - ord("a")] for c in word]
        lines += f"glyphs word {','.join(map(str, numbers))}\n"
    with Planted(tools, form, numbers) as pid:
        run = subprocess.run([pathlib.Path(tools) / "memory_scan", "--pid", str(pid)], input=lines, text=True,
                             capture_output=True)
    if run.returncode != 0:
        raise scanners.CannotRead(run.stderr.strip())
    return [line.split()[3:] for line in run.stdout.splitlines() if line.startswith("hit")]


def need_every_form_found(tools):
    """Each form found exactly once and a clean process clean; the number of forms."""
    for form, name in FORMS.items():
        hits = hits_of_planted(tools, form)
        need(hits == [[name, "1"]], f"control: one copy as {form} is reported as {hits}")
    need(hits_of_planted(tools, "none") == [], "control: something is found in a process that holds nothing")
    return len(FORMS)
