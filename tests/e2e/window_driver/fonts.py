# SPDX-License-Identifier: GPL-3.0-or-later
"""Glyph numbers of a text in a font, read from its character map (OpenType `cmap`, formats 4 and 12)."""
import pathlib
import re
import struct

_FONT = re.compile(r"\S+\.(?:ttf|otf|ttc)$", re.IGNORECASE)


def fonts_of(pid):
    """The font files that a process has mapped."""
    found = set()
    try:
        for line in pathlib.Path(f"/proc/{pid}/maps").read_text().splitlines():
            match = _FONT.search(line)
            if match:
                found.add(match.group())
    except OSError:
        pass
    return found


def _format_4(table):
    count = struct.unpack(">H", table[6:8])[0] // 2
    column = lambda index: struct.unpack(f">{count}H", table[index:index + count * 2])
    ends, starts = column(14), column(16 + count * 2)
    deltas, offsets = column(16 + count * 4), column(16 + count * 6)
    place = 16 + count * 6
    glyphs = {}
    for i in range(count):
        for code in range(starts[i], min(ends[i], 0xFFFE) + 1):
            if offsets[i] == 0:
                glyph = (code + deltas[i]) & 0xFFFF
            else:
                at = place + i * 2 + offsets[i] + (code - starts[i]) * 2
                glyph = struct.unpack(">H", table[at:at + 2])[0]
                glyph = (glyph + deltas[i]) & 0xFFFF if glyph else 0
            glyphs[code] = glyph
    return glyphs


def _format_12(table):
    glyphs = {}
    for i in range(struct.unpack(">I", table[12:16])[0]):
        start, end, first = struct.unpack(">III", table[16 + i * 12:28 + i * 12])
        for code in range(start, min(end, start + 0xFFFF) + 1):
            glyphs[code] = first + code - start
    return glyphs


def character_map(path):
    """Code point to glyph number; empty where the file cannot be read."""
    try:
        data = pathlib.Path(path).read_bytes()
        start = struct.unpack(">I", data[12:16])[0] if data[:4] == b"ttcf" else 0
        for i in range(struct.unpack(">H", data[start + 4:start + 6])[0]):
            tag, _, offset, _ = struct.unpack(">4sIII", data[start + 12 + i * 16:start + 28 + i * 16])
            if tag == b"cmap":
                break
        else:
            return {}
        best = {}
        for i in range(struct.unpack(">H", data[offset + 2:offset + 4])[0]):
            where = offset + struct.unpack(">I", data[offset + 8 + i * 8:offset + 12 + i * 8])[0]
            kind = struct.unpack(">H", data[where:where + 2])[0]
            if kind == 12:
                return _format_12(data[where:])
            if kind == 4:
                best = _format_4(data[where:])
        return best
    except (OSError, struct.error, IndexError):
        return {}


def glyph_numbers(text, paths):
    """The text as glyph numbers in each of the fonts that has all its characters; equal lists once."""
    found = set()
    for path in sorted(paths):
        glyphs = character_map(path)
        if glyphs and all(glyphs.get(ord(c)) for c in text):
            found.add(tuple(glyphs[ord(c)] for c in text))
    return sorted(found)
