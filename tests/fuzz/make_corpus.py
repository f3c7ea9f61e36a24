#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes those entries of tests/fuzz/corpus that are put together from numbers: of state_blocks, pages, raw_page, log_recovery,
role_messages and command_line. What a fuzzer found stands beside them and is left alone.

What an octet means stands at the head of tests/fuzz/NAME_fuzzer.cpp, messages in docs/role-messages.md.
"""
import struct
from pathlib import Path

CORPUS = Path(__file__).resolve().parent / "corpus"


def state(writes, sequence, log_id=1, required=0, begun=1, first_lost=0, last_lost=0):
    return struct.pack("<QQ16sQQQQ", writes, sequence, bytes([log_id] * 16), required, begun, first_lost, last_lost)


def state_blocks():
    whole = lambda plain: b"\x03" + plain
    yield "both", whole(state(4, 2)) + whole(state(4, 2)) + bytes([0, 1])
    yield "one-behind", whole(state(4, 2)) + whole(state(3, 1)) + b"\x04\x02" + struct.pack("<I", 7)
    yield "first-damaged", b"\x02" + state(4, 2) + b"\x09\x10" + whole(state(4, 2)) + b"\x03\x00"
    yield "none", b"\x00\x01" + bytes(104)
    most = 2**64 - 1
    yield "at-the-end", whole(state(most, most, required=most, first_lost=most, last_lost=most)) * 2 + b"\x00\x02\xff\xff\xff\xff"
    yield "lost-logs", whole(state(4, 9, first_lost=3, last_lost=8)) * 2 + b"\x03\x00\x01"


def change(page, place, octets):
    return struct.pack("<BHB", page, place, len(octets)) + octets


def pages():
    yield "as-it-was", b"\x00"
    yield "salvaged", b"\x01"
    yield "page-count", b"\x00" + change(0, 28, b"\xff\xff\xff\x00")
    yield "free-list", b"\x00" + change(0, 32, b"\x00\x00\x00\x02\x00\x00\x00\xff")
    yield "schema-version", b"\x00" + change(0, 60, b"\x00\x00\x00\x09")
    yield "no-log-mode", b"\x00" + change(0, 18, b"\x01\x01")
    yield "cell-count", b"\x00" + change(3, 3, b"\xff\xff")
    yield "child-is-itself", b"\x00" + change(3, 0, b"\x05\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04")
    yield "salvage-cells", b"\x01" + change(3, 0, b"\x0d\x00\x00\xff\xff\x00\x00\x00") + change(4, 8, b"\x00\x08" * 20)


def raw_page():
    leaf = b"\x0d\x00\x00\x00\x02\x00\x00\x00" + b"\x10\x00\x10\x20"
    row = b"\x05\x01\x03\x01\x17hi"  # payload 5, row 1, header of 3, an integer of 1, a text of 5
    piece = lambda place, octets: struct.pack("<HB", place, len(octets)) + octets
    yield "leaf", b"\x01\x00" + piece(0, leaf) + piece(0x1000, row) + piece(0x1020, row)
    yield "first-page", b"\x00\x00" + piece(100, leaf) + piece(0x1000, row)
    yield "goes-on", b"\x01\x03" + piece(0, leaf) + piece(0x1000, b"\x81\x80\x00\x01") + piece(0x1020, b"\xbf\xff\x00\x01")
    yield "index", b"\x01\x00" + piece(0, b"\x0a\x00\x00\x00\x01\x00\x00\x00\x1f\x00") + piece(0x1f00, row)
    yield "interior", b"\x01\x00" + piece(0, b"\x02\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07\x1f\x00") + piece(0x1f00, bytes(4) + row)
    yield "at-the-edge", b"\x01\x00" + piece(0, b"\x0d\x00\x00\x00\x03\x00\x00\x00\x1f\xd7\x1f\xd8\xff\xff") + piece(0x1fd7, b"\xff")
    yield "long-numbers", b"\x01\x00" + piece(0, leaf) + piece(0x1000, b"\x0c\x01\x0a" + b"\xff" * 9)


def log_recovery():
    frame = lambda kind, page, place=4000, octets=b"": struct.pack("<BBHB", kind, page, place, len(octets)) + octets
    begun, mark = 1, 64
    yield "empty", bytes([begun, 0, 0])
    yield "whole", bytes([begun | mark, 2, 2]) + frame(0, 3) + frame(2, 4)
    yield "needs-more", bytes([begun, 9, 0]) + frame(2, 4)
    yield "mark-says-more", bytes([begun | mark, 0, 5]) + frame(2, 4)
    yield "open-transaction", bytes([begun | mark, 1, 1]) + frame(2, 0) + frame(0, 1) + frame(1, 2)
    yield "one-header", bytes([begun | 4, 0, 0]) + frame(2, 4)
    yield "other-log", bytes([begun | 2, 0, 0]) + frame(2, 4)
    yield "earlier", bytes([begun | 32, 0, 0]) + frame(2, 4)
    yield "later", bytes([begun | 16, 0, 0]) + frame(2, 4)
    yield "wild-page", bytes([begun, 0, 0]) + b"\x03" + struct.pack("<II", 0xFFFFFFFE, 0xFFFFFFFF)
    yield "many-pages", bytes([begun, 0, 0]) + b"\x03" + struct.pack("<II", 700, 800)
    yield "first-page", bytes([begun, 0, 0]) + frame(2, 0, 16, b"\x10\x00\x02\x02")
    yield "forged-start", bytes([begun, 0, 0]) + frame(2, 4) + b"\x04" + bytes(24) + b"\x09\x00"
    yield "again", bytes([begun, 0, 0]) + frame(2, 4) + b"\x05\x60\x20" + frame(2, 5)
    yield "raw-beginning", bytes([begun | 128, 0, 0]) + bytes(range(32)) + frame(2, 4)


def message(kind, fields=b""):
    return struct.pack("<IH", 2 + len(fields), kind) + fields


def text(words):
    return struct.pack("<H", len(words)) + words


def role_messages():
    placement = struct.pack("<iiII????I", -12, 40, 1200, 800, True, False, False, True, 3)
    colours = b"\x02\x01"
    start = b"\x02" + struct.pack("<I", 300) + b"\x05" + text(b"/home/anna/A.lockleaf") + b"\x00" + struct.pack("<II", 4, 2000)
    yield "to-lock-screen", b"\xff" + message(1, start + colours + placement) + message(2) + message(3, struct.pack("<II", 1, 0)) \
        + message(4, b"\x03") + message(5) + message(6, text(b"token") + text(b"/a")) + message(7, colours)
    yield "from-lock-screen", b"\x07" + message(64) + message(65) + message(66) + message(67, text(b"/a")) + message(68, placement) \
        + message(69)
    yield "to-session", b"\xff" + message(128, colours) + message(129, text(b"/a") + placement) + message(130, b"\x01") + message(131) \
        + message(132, bytes(4)) + message(133, b"\x01") + message(134) + message(135, b"\x02") + message(136, b"\x01\x00\x01\x00")
    yield "from-session", b"\x01" + message(192) + message(193, b"\x05") + message(194) + message(195) \
        + message(196, struct.pack("<I?", 300, True)) + message(197, b"\x01") + message(198) + message(199, b"\x01") \
        + message(200, text(b"https://example.org/")) + b"".join(message(kind) for kind in (201, 202, 203, 204)) \
        + message(205, b"\x01\x01\x01\x00\x01") + message(206)
    yield "no-length", b"\xff" + bytes(6)
    yield "too-long", b"\xff" + struct.pack("<IH", 16385, 67)
    yield "text-with-nul", b"\xff" + message(67, text(b"/a\0b"))
    yield "text-cut-off", b"\xff" + message(67, b"\xff\x0f/a")


def command_line():
    yield "nothing", b"\n"
    yield "help", b"--help"
    yield "verb-help", b"export\n--help"
    yield "create", b"create\nnotes.lockleaf\n--password-file\n-"
    yield "add", b"--json\nadd\nnotes.lockleaf\n--notebook\nTravel\n--tag\na\n--password-file\np"
    yield "list", b"list\nnotes.lockleaf\n--limit\n10\n--tag\nx"
    yield "limit", b"list\nnotes.lockleaf\n--limit\n18446744073709551616"
    yield "slots", b"slots\nn.lockleaf\n--add-recovery"
    yield "search", b"search\nn.lockleaf\nlisbon flat tag:travel\n--best"
    yield "export", b"export\nn.lockleaf\nn.tar.age\n--recipient\nage1x"
    yield "backup", b"backup\nn.lockleaf\n--list\n--prove"
    yield "versions", b"versions\nn.lockleaf\nab12\n--show\n1"
    yield "window", b"-session\nID_KEY\n-platform\nxcb\n/home/anna/A.lockleaf"
    yield "window-two", b"--title=x\n/a\n/b"
    yield "dashes", b"--\n-\n---\n-=\n--=x"


def main():
    for make in (state_blocks, pages, raw_page, log_recovery, role_messages, command_line):
        folder = CORPUS / make.__name__
        folder.mkdir(parents=True, exist_ok=True)
        for name, octets in make():
            (folder / name).write_bytes(octets)


if __name__ == "__main__":
    main()
