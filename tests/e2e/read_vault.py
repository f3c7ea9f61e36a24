#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a Lockleaf vault and prints its notes, one JSON object a line.

Written from docs/vault-format.md alone; it shares no code with the program, so that the document and the program can be
held against each other. Section numbers in the comments are those of that document. Files are opened for reading only,
without a lock, and nothing is written to a disk: the plain database exists in memory.

Usage: read_vault.py VAULT --password-file FILE [--key-file FILE]      (FILE "-": the first line of standard input)
       read_vault.py VAULT --recovery-code-file FILE
Exit:  0 done, 1 wrong password, 2 usage, 3 damaged, newer or not a vault, 4 input/output
"""

import argparse
import ctypes
import json
import os
import sqlite3
import stat
import sys
import unicodedata
from collections import Counter, defaultdict
from functools import cache
from hashlib import blake2b
from itertools import count
from pathlib import Path
from struct import pack, unpack, unpack_from
from typing import Iterator, NamedTuple, NoReturn, Optional

from read_attachments import WHOLE, Keys, contents, parse_attachment, parse_targets, sum_of
from read_tags import folded, places_of, tags_of

FORMAT = pack("<H", 1)
REGION, PAGE, SEALED = 65_536, 8_192, 8_152  # section 1; the ciphertext of a page (section 5)
RESERVE = bytes(PAGE - SEALED)
LOG_START, FRAME_HEAD, FRAME = 8_192, 72, 8_264  # section 5
NOTE, VERSION, NOTEBOOK, ATTACHMENT, CHUNK, SETTINGS, TOMBSTONE = 1, 2, 3, 5, 6, 7, 8  # section 6.1
BODY_LIMIT = 67_108_864  # section 6.4
WRONG_PASSWORD, USAGE, DAMAGED, SYSTEM = 1, 2, 3, 4


class VaultError(Exception):
    """Ends the program with one sentence and an exit code."""

    def __init__(self, sentence: str, code: int = DAMAGED) -> None:
        super().__init__(sentence)
        self.code = code


def require(holds: object, complaint: str) -> None:
    if not holds:
        raise VaultError(f"The vault is damaged: {complaint}.")


# ---- Primitives (sections 0 and 2) ----


@cache
def library(name: str) -> ctypes.CDLL:
    try:
        return ctypes.CDLL(name)
    except OSError as error:
        raise VaultError(f"The library {name} cannot be loaded: {error}.", SYSTEM) from error


def sodium() -> ctypes.CDLL:
    return library("libsodium.so.23")


def label(text: str) -> bytes:
    return text.encode("ascii").ljust(16, b"\0")


def hash256(data: bytes, key: bytes = b"") -> bytes:
    return blake2b(data, key=key, digest_size=32).digest()


def subkey(data_key: bytes, context: str) -> bytes:
    person = context.encode("ascii").ljust(16, b"\0")
    return blake2b(key=data_key, salt=pack("<QQ", 1, 0), person=person, digest_size=32).digest()


def open_box(key: bytes, box: bytes, aad: bytes) -> Optional[bytes]:
    """The content of nonce ‖ ciphertext ‖ tag, or None where it is not authentic."""
    nonce, sealed = box[:24], box[24:]
    if len(sealed) < 16:
        return None
    plain = ctypes.create_string_buffer(len(sealed))
    failed = sodium().crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain, None, None, sealed, ctypes.c_ulonglong(len(sealed)), aad, ctypes.c_ulonglong(len(aad)), nonce, key)
    return None if failed else plain.raw[:len(sealed) - 16]


# ---- Files and the password (sections 1 and 3) ----


def read_file(path: str) -> bytes:
    """Symbolic links are refused; without O_NONBLOCK a pipe of that name would keep the reader waiting."""
    with open(path, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NOFOLLOW | os.O_NONBLOCK)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise VaultError(f"{path} is not a vault: it is not a regular file.")
        return file.read()


def read_password(source: str) -> bytes:
    raw = sys.stdin.buffer.readline() if source == "-" else Path(source).read_bytes()
    try:
        text = raw.removesuffix(b"\n").decode("utf-8")
    except UnicodeDecodeError as error:
        raise VaultError("The password is not valid UTF-8.", USAGE) from error
    password = unicodedata.normalize("NFC", text).encode("utf-8")
    if not 1 <= len(password) <= 4_096 or b"\0" in password:
        raise VaultError("The password must have 1 to 4,096 octets, none of them NUL.", USAGE)
    return password


class Way(NamedTuple):
    """What opens the slots of one kind (section 3, key slots)."""

    kind: int
    secret: bytes
    key_file_hash: bytes = b""


def read_recovery_code(source: str) -> bytes:
    """Section 3, the recovery code: its 32 characters, or an error before anything is derived."""
    raw = sys.stdin.buffer.readline() if source == "-" else Path(source).read_bytes().split(b"\n")[0]
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    text = raw.decode("ascii", "replace").upper().translate(str.maketrans("OILU", "011V", " -\t\r\n"))
    if len(text) != 32 or any(letter not in alphabet for letter in text):
        raise VaultError("That is not a recovery code.", USAGE)
    number = 0
    for letter in text:
        number = 32 * number + alphabet.index(letter)
    if number % 1_021:
        raise VaultError("There is a typing error in the recovery code.", USAGE)
    return text.encode("ascii")


def read_way(password_source: Optional[str], key_file: Optional[str], code_source: Optional[str]) -> Way:
    if code_source:
        return Way(3, read_recovery_code(code_source))
    password = read_password(password_source or "")
    if not key_file:
        return Way(1, password)
    return Way(2, password, blake2b(read_file(key_file), digest_size=64).digest())


# ---- Header (sections 1 to 3) ----


class Header(NamedTuple):
    raw: bytes
    vault_id: bytes
    file_salt: bytes
    generation: int
    inbox: bytes
    slots: tuple[bytes, ...]  # those of kinds 1 to 3

    def mac_holds(self, data_key: bytes) -> bool:
        return hash256(self.raw[:4_032], subkey(data_key, "LLheader")) == self.raw[4_032:4_064]


def recognise(file: bytes) -> list[bytes]:
    """The header blocks whose checksum holds; the order of the decisions is that of section 1."""
    marked = [block for block in (file[:4_096], file[32_768:36_864]) if block.startswith(b"LOCKLEAF")]
    if not marked:
        raise VaultError("This file is not a Lockleaf vault.")
    sound = [block for block in marked if hash256(block[:4_064]) == block[4_064:]]
    formats = [unpack_from("<HBxIQ", block, 8) for block in sound]
    if any(number and (number, *others) != (1, 1, PAGE, 0) for number, *others in formats):
        raise VaultError("This vault has a newer format than this reader knows.")
    if any(number == 0 for number, *_ in formats):
        raise VaultError("This vault has the format from before the first release.")
    require(sound, "no copy of its header has a right checksum")
    require(len(file) >= REGION + PAGE, "the file is too short")
    return sound


def parse_slots(block: bytes) -> Optional[tuple[bytes, ...]]:
    """The slots of known kinds of a header block, or None where its entries cannot be read."""
    (size,) = unpack_from("<I", block, 112)
    entries, slots = block[120:120 + size], []
    while len(entries) >= 4:
        kind, length = unpack_from("<HH", entries)
        if len(entries) < 4 + length:
            break
        if kind == 1:
            slots.append(entries[4:4 + length])
        entries = entries[4 + length:]
    known = tuple(slot for slot in slots if slot[:1] in (b"\x01", b"\x02", b"\x03"))
    malformed = size > 3_912 or entries or len(slots) > 8 or b"" in slots or any(len(slot) != 112 for slot in known)
    return None if malformed else known


def parse_headers(blocks: list[bytes]) -> list[Header]:
    """The copies that can be read, higher generation first and copy 1 first where they are equal."""
    headers = [Header(block, *unpack_from("<16s16sQ32s", block, 40), slots)
               for block in blocks if (slots := parse_slots(block)) is not None]
    require(headers, "the entries of its header cannot be read")
    return sorted(headers, key=lambda header: -header.generation)


def slot_costs(slot: bytes) -> tuple[int, int]:
    return unpack_from("<I8xQ", slot, 4)


def affordable(slot: bytes) -> bool:
    passes, memory = slot_costs(slot)
    return 8 << 10 <= memory <= 4 << 30 and passes >= 1 and memory * passes <= 8 << 30


@cache
def open_slot(slot: bytes, way: Way) -> Optional[bytes]:
    """Section 3, key slots: the data key, where the way in is that of the slot."""
    passes, memory = slot_costs(slot)
    kek, argon2id13 = ctypes.create_string_buffer(32), 2
    if sodium().crypto_pwhash(kek, ctypes.c_ulonglong(32), way.secret, ctypes.c_ulonglong(len(way.secret)), slot[24:40],
                              ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), argon2id13):
        raise VaultError("There is not enough memory to derive the key from the password.", SYSTEM)
    key = hash256(label("lockleaf keyfile") + way.key_file_hash, kek.raw) if way.kind == 2 else kek.raw
    return open_box(key, slot[40:], label("lockleaf slot") + slot[:40])


def of_kind(header: Header, way: Way) -> tuple[bytes, ...]:
    return tuple(slot for slot in header.slots if slot[0] == way.kind)


def open_header(header: Header, way: Way) -> Optional[bytes]:
    keys = (open_slot(slot, way) for slot in of_kind(header, way) if affordable(slot))
    return next((key for key in keys if key is not None), None)


def unlock(headers: list[Header], way: Way) -> tuple[Header, bytes]:
    """Section 3, "Which copy counts": the header and the data key."""
    tried = next((header for header in headers if open_header(header, way)), None)
    if tried is None:
        require(all(affordable(slot) for header in headers for slot in of_kind(header, way)),
                "a key slot asks for Argon2id costs beyond the limits")
        raise VaultError("The password is wrong.", WRONG_PASSWORD)
    data_key = open_header(tried, way) or b""
    header = next((header for header in headers if header.mac_holds(data_key)), None)
    if header is None:
        raise VaultError("The vault is damaged: the MAC of its header does not hold.")
    if open_header(header, way) != data_key:
        raise VaultError("The password is wrong: it opens only a copy of the header that does not count.",
                         WRONG_PASSWORD)
    public = ctypes.create_string_buffer(32)
    sodium().crypto_scalarmult_base(public, subkey(data_key, "LLinbox "))
    require(public.raw == header.inbox, "the public key of the inbox does not belong to its keys")
    return header, data_key


class Vault(NamedTuple):
    """An opened header: what all sealed parts below are bound to."""

    header: Header
    data_key: bytes

    @property
    def id(self) -> bytes:
        return self.header.vault_id

    def subkey(self, context: str) -> bytes:
        return subkey(self.data_key, context)

    def file_key(self, name: str, context: str) -> bytes:
        return hash256(label(name) + self.header.file_salt, self.subkey(context))

    def file_aad(self, name: str) -> bytes:
        return label(name) + FORMAT + self.header.file_salt


# ---- State and log (sections 4 and 5) ----


class State(NamedTuple):
    writes: int
    sequence: int  # c
    log_id: bytes
    required_frames: int


def read_state(file: bytes, vault: Vault) -> State:
    key, aad = vault.subkey("LLstate "), vault.file_aad("lockleaf state")
    boxes = (open_box(key, file[at:at + 104], aad + pack("<I", index)) for index, at in enumerate((8_192, 40_960)))
    states = [State(*unpack_from("<QQ16sQ", content)) for content in boxes if content]
    require(states, "neither of its state blocks is authentic")
    return max(states, key=lambda state: state.writes)


def as_box(page: bytes) -> bytes:
    """A sealed page holds ciphertext, nonce, tag (section 5); a box begins with the nonce (section 0)."""
    return page[SEALED:SEALED + 24] + page[:SEALED] + page[SEALED + 24:]


class Log(NamedTuple):
    data: bytes
    vault: Vault
    key: bytes
    wal_header: bytes  # SQLite's, 32 octets
    sequence: int
    log_id: bytes

    def open(self, name: str, box: bytes, suffix: bytes = b"") -> Optional[bytes]:
        return open_box(self.key, box, self.vault.file_aad(name) + pack("<Q", self.sequence) + self.log_id + suffix)

    def head(self, index: int) -> Optional[bytes]:
        at = LOG_START + index * FRAME
        return self.open("lockleaf frame", self.data[at:at + FRAME_HEAD], pack("<Q", index))

    def page(self, index: int) -> Optional[bytes]:
        at = LOG_START + index * FRAME + FRAME_HEAD
        return self.open("lockleaf logpage", as_box(self.data[at:at + PAGE]), pack("<Q", index))


def open_log(data: bytes, vault: Vault) -> Optional[Log]:
    key, aad = vault.file_key("lockleaf logkey", "LLwal   "), vault.file_aad("lockleaf loghead")
    boxes = (open_box(key, data[at:at + 104], aad + pack("<I", copy)) for copy, at in enumerate((0, 4_096)))
    logs = [Log(data, vault, key, *unpack_from("<32sQ16s", content)) for content in boxes if content]
    return max(logs, key=lambda log: log.sequence, default=None)


def log_to_replay(path: str, vault: Vault, state: State) -> Optional[Log]:
    """Section 4, "Judging the log"."""
    try:
        data = read_file(path)
    except FileNotFoundError:
        data = b""
    log = open_log(data, vault)
    if log is None or log.sequence < state.sequence:
        require(log or len(data) <= LOG_START, "its log has no authentic header")
        require(state.required_frames == 0, "its log is missing")
        return None
    if log.sequence > state.sequence:
        raise VaultError("The vault is older than the log beside it.")
    if log.log_id != state.log_id:
        raise VaultError("The log beside the vault belongs to another copy of the vault.")
    return log


class Frame(NamedTuple):
    page_number: int
    database_size: int  # 0 where the frame does not end a transaction
    plain: bytes  # without the reserve


def add_checksum(s0: int, s1: int, order: str, data: bytes) -> tuple[int, int]:
    words = iter(unpack(f"{order}{len(data) // 4}I", data))
    for x0, x1 in zip(words, words):
        s0 = (s0 + x0 + s1) & 0xFFFFFFFF
        s1 = (s1 + x1 + s0) & 0xFFFFFFFF
    return s0, s1


def take_frames(log: Log) -> Iterator[Frame]:
    """Section 5, "Reading the log", rules 1 to 3."""
    magic, version, page_size, _, salt1, salt2, *sums = unpack(">8I", log.wal_header)
    require(magic in (0x377F0682, 0x377F0683) and (version, page_size) == (3_007_000, PAGE),
            "SQLite's header in its log is not right")
    order = ">" if magic == 0x377F0683 else "<"
    for index in count():
        head, plain = log.head(index), log.page(index)
        if head is None or plain is None:
            return
        page_number, database_size, *salts, sum0, sum1 = unpack_from(">6I", head)
        sums[:] = add_checksum(*sums, order, head[:8] + plain + RESERVE)
        if page_number == 0 or salts != [salt1, salt2] or sums != [sum0, sum1]:
            return
        yield Frame(page_number, database_size, plain)


def check_tail(log: Log, committed: int, state: State) -> None:
    """Section 5: behind the last commit there may be an unfinished transaction and nothing else."""
    for index in range(committed, (len(log.data) - LOG_START) // FRAME + 1):
        head = log.head(index)
        require(head is None or unpack_from("<Q", head, 24)[0] <= committed,
                f"a frame of its log from {committed} on cannot be read, but a later commit was there")
    mark = log.open("lockleaf logmark", log.data[2_048:2_120])
    require(mark is None or unpack_from("<Q", mark)[0] <= committed, "saved changes are missing from its log")
    require(state.required_frames <= committed, "frames that it needs are missing from its log")


def replay(log: Log, state: State) -> tuple[dict[int, bytes], int]:
    """The last committed page for each page number, and the size of the database (0 without a commit)."""
    pages: dict[int, bytes] = {}
    transaction: dict[int, bytes] = {}
    committed = size = 0
    for index, frame in enumerate(take_frames(log)):
        transaction[frame.page_number] = frame.plain
        if frame.database_size:
            pages |= transaction
            transaction.clear()
            committed, size = index + 1, frame.database_size
    check_tail(log, committed, state)
    return pages, size


def build_image(file: bytes, vault: Vault, logged: dict[int, bytes], size: int) -> bytes:
    """Section 5: the plain database. Only a page whose newer version is in the log may be torn in the file."""
    key, aad = vault.file_key("lockleaf pagekey", "LLpages "), vault.file_aad("lockleaf page")
    pages, in_file = dict(logged), (len(file) - REGION) // PAGE
    for number in range(1, in_file + 1):
        if number not in logged:
            at = REGION + (number - 1) * PAGE
            plain = open_box(key, as_box(file[at:at + PAGE]), aad + pack("<I", number))
            require(plain, f"page {number} is not authentic")
            pages[number] = plain or b""
    image = bytearray()
    for number in range(1, (size or in_file) + 1):
        require(number in pages, f"page {number} is missing")
        image += pages[number] + RESERVE
    require(image[16:18] == pack(">H", PAGE) and image[20] == len(RESERVE), "its database has another page size")
    image[18:20] = b"\x01\x01"
    return bytes(image)


# ---- Plaintexts (section 6.4) ----

Fields = dict[int, bytes]


class Layout(NamedTuple):
    sizes: dict[int, int]  # of the fields whose size is fixed
    always: set[int]


LAYOUTS = {
    ATTACHMENT: Layout({4: 8, 7: 8, 97: 8, 98: 32, 99: 1}, {4, 96, 97, 98}),
    NOTE: Layout({2: 16, 4: 8, 5: 8, 6: 1, 7: 8}, {4, 5}),
    VERSION: Layout({5: 8, 80: 16, 81: 8, 82: 1}, {5, 80, 81, 82}),
    NOTEBOOK: Layout({33: 16, 34: 1}, {32}),
    SETTINGS: Layout({48: 4, 49: 1, 50: 16, 51: 8, 52: 8, 53: 16, 54: 1, 55: 1, 56: 4, 57: 1}, {48, 49, 51, 52}),
    TOMBSTONE: Layout({64: 1, 65: 8}, {64, 65}),
}
HEAD_LAYOUT = Layout(dict.fromkeys([*range(1, 8), 32, 33, 35, 36, 37], 8) | {8: 32, 9: 32, 34: 32, 38: 32}, set(range(1, 10)))  # section 6.5


def parse_fields(plain: Optional[bytes], layout: Layout, what: str) -> Fields:
    if plain is None:
        raise VaultError(f"The vault is damaged: {what} is not authentic.")
    require(plain[:1] == b"\x01", f"{what} has an unknown layout")
    fields: Fields = {}
    at, last = 1, -1
    while at < len(plain):
        require(at + 6 <= len(plain), f"{what} ends inside a field")
        kind, length = unpack_from("<HI", plain, at)
        at += 6 + length
        require(kind > last and at <= len(plain), f"the fields of {what} are not in order or not complete")
        fields[kind] = plain[at - length:at]
        last = kind
    require(layout.always <= fields.keys(), f"{what} lacks a field")
    require(all(len(fields.get(kind, bytes(size))) == size for kind, size in layout.sizes.items()),
            f"a field of {what} has a wrong size")
    return fields


def parse_text(value: bytes, what: str) -> str:
    require(value and b"\0" not in value, f"{what} is empty or holds NUL")
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        raise VaultError(f"The vault is damaged: {what} is not UTF-8.") from error


def parse_tags(value: bytes, what: str) -> list[str]:
    tags = []
    while value:
        require(len(value) >= 2, f"{what} are cut off")
        end = 2 + unpack_from("<H", value)[0]
        require(end <= len(value), f"{what} are cut off")
        tags.append(parse_text(value[2:end], f"one of {what}"))
        value = value[end:]
    return tags


def sealed_tags(tags: list[str]) -> bytes:
    return b"".join(pack("<H", len(tag.encode("utf-8"))) + tag.encode("utf-8") for tag in tags)


def check_devices(value: bytes, what: str) -> None:
    """A version vector."""
    entries = [unpack_from("<16sQ", value, at) for at in range(0, len(value) - 23, 24)]
    devices = [device for device, _ in entries]
    require(entries and len(value) == 24 * len(entries) and devices == sorted(set(devices))
            and all(changes for _, changes in entries), f"the list of devices in {what} is not in its one form")


def parse_id(fields: Fields, field: int, what: str) -> bytes:
    require(fields.get(field) != bytes(16), f"{what} spells out an id that is null")
    return fields.get(field, bytes(16))


def decompress(value: bytes, what: str) -> bytes:
    """Field 17: the size is bounded before anything is decompressed."""
    require(len(value) > 8, f"{what} is cut off")
    size, frame, zstd = unpack_from("<Q", value)[0], value[8:], library("libzstd.so.1")
    for function in (zstd.ZSTD_getFrameContentSize, zstd.ZSTD_findFrameCompressedSize, zstd.ZSTD_decompress):
        function.restype = ctypes.c_ulonglong
    length = ctypes.c_size_t(len(frame))
    require(len(frame) < size <= BODY_LIMIT and zstd.ZSTD_getFrameContentSize(frame, length) == size,
            f"the size of {what} is not right")
    require(zstd.ZSTD_findFrameCompressedSize(frame, length) == len(frame), f"{what} is not one zstd frame")
    body = ctypes.create_string_buffer(size)
    require(zstd.ZSTD_decompress(body, ctypes.c_size_t(size), frame, length) == size, f"{what} cannot be decompressed")
    return body.raw


def parse_body(fields: Fields, what: str) -> str:
    require(not {16, 17} <= fields.keys(), f"{what} is there twice")
    if not {16, 17} & fields.keys():
        return ""
    body = fields[16] if 16 in fields else decompress(fields[17], what)
    require(len(body) <= BODY_LIMIT, f"{what} is too large")
    return parse_text(body, what)


# ---- Records (sections 6.1 to 6.4) ----


class Record(NamedTuple):
    row: int
    id: bytes
    kind: int
    fields: Fields
    stored: int  # octets of it sealed
    content: bytes = b""  # of a chunk


class Note(NamedTuple):
    row: int
    id: bytes
    title: Optional[str]
    notebook: bytes  # zeros for none
    tags: list[str]  # all of them (section 6.11)
    created: int
    modified: int
    pinned: bool
    trashed: Optional[int]  # when
    body: str
    targets: list[tuple[bytes, bytes]]  # what is written, and the id that it stands for

    @property
    def body_size(self) -> int:
        return len(self.body.encode("utf-8"))


class Version(NamedTuple):
    """An earlier text of a note; the first seven as in a row of its table."""
    note: bytes
    kept: int
    id: bytes
    made: int
    size: int
    stored: int
    reason: int
    title: Optional[str]
    body: str


class Notebook(NamedTuple):
    name: str
    parent: bytes  # zeros for none


def parse_note(record: Record) -> Note:
    fields, what = record.fields, f"note {record.id.hex()}"
    times = {field: int.from_bytes(fields[field], "little", signed=True) for field in (4, 5, 7) if field in fields}
    require(fields.get(6, b"\x01") == b"\x01" and b"" not in (fields.get(3), fields.get(9)), f"{what} spells out what is not there")
    title = parse_text(fields[1], f"the title of {what}") if 1 in fields else None
    body = parse_body(fields, f"the body of {what}")
    tags = tags_of(parse_tags(fields.get(3, b""), f"the tags of {what}"), body)
    return Note(record.row, record.id, title, parse_id(fields, 2, what), tags, times[4], times[5], 6 in fields,
                times.get(7), body, parse_targets(fields.get(9, b""), what, require))


def parse_version(record: Record) -> Version:
    fields, what = record.fields, f"version {record.id.hex()}"
    made, kept = (int.from_bytes(fields[field], "little", signed=True) for field in (5, 81))
    require(fields[80] != bytes(16) and 1 <= fields[82][0] <= 4, f"{what} has no note or no reason")
    title = parse_text(fields[1], f"the title of {what}") if 1 in fields else None
    body = parse_body(fields, f"the body of {what}")
    return Version(fields[80], kept, record.id, made, len(body.encode("utf-8")), record.stored, fields[82][0], title, body)


def parse_notebook(record: Record) -> Notebook:
    fields, what = record.fields, f"notebook {record.id.hex()}"
    name = parse_text(fields[32], f"the name of {what}")
    require(len(fields[32]) <= 255 and "/" not in name, f"the name of {what} is not one")
    require(fields.get(34, b"\x01")[0] in (1, 2, 3), f"the colour of {what} is not one")
    return Notebook(name, parse_id(fields, 33, what))


def notebook_path(notebooks: dict[bytes, Notebook], id_: bytes) -> Optional[str]:
    names: list[str] = []
    while id_ in notebooks:
        require(len(names) < len(notebooks), "a notebook stands inside itself")
        names.insert(0, notebooks[id_].name)
        id_ = notebooks[id_].parent
    return "/".join(names) or None


def typed_rows(database: sqlite3.Connection, query: str, *types: type) -> list[tuple]:
    rows = database.execute(query).fetchall()
    require(all(type(value) is kind for row in rows for value, kind in zip(row, types)),
            "a row of its database is not right")
    return rows


def open_database(image: bytes) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.deserialize(image)
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > 1:
        raise VaultError("The records of this vault have a newer format than this reader knows.")
    require(version == 1, "its database has no version")
    return database


def read_directory(database: sqlite3.Connection) -> dict[bytes, tuple]:
    rows = typed_rows(database, "SELECT id, row, kind, sequence, tag FROM record_tag", bytes, int, int, int, bytes)
    require(all(len(id_) == len(tag) == 16 and 0 <= kind <= 255 and sequence >= 1
                for id_, _, kind, sequence, tag in rows), "its directory of records is not right")
    return {row[0]: row[1:] for row in rows}


def read_records(database: sqlite3.Connection, vault: Vault, directory: dict[bytes, tuple]) -> list[Record]:
    """Section 6.3. Records of kinds that are not known stay sealed, but must stand in the directory as well."""
    records_key, records = vault.subkey("LLrecord"), []
    query = "SELECT row, id, kind, sequence, sealed FROM record"
    for row, id_, kind, sequence, sealed in typed_rows(database, query, int, bytes, int, int, bytes):
        what, fields, content = f"record {id_.hex()}", {}, b""
        require(directory.get(id_) == (row, kind, sequence, sealed[-16:]), f"{what} is not what its directory names")
        if kind in LAYOUTS or kind == CHUNK:
            key = hash256(label("lockleaf rec key") + vault.id + id_, records_key)
            aad = label("lockleaf record") + FORMAT + vault.id + id_ + pack("<BQ", kind, sequence)
            plain = open_box(key, sealed, aad)
            require(plain is not None, f"{what} is not authentic")
            if kind == CHUNK:
                content = plain
            else:
                fields = parse_fields(plain, LAYOUTS[kind], what)
            if kind in (NOTE, NOTEBOOK, ATTACHMENT, TOMBSTONE) and 8 in fields:
                check_devices(fields[8], what)
        records.append(Record(row, id_, kind, fields, len(sealed), content))
    require(len(records) == len(directory), "records that its directory names are missing")
    return records


# ---- Head, freshness and list (sections 6.5 to 6.7) ----


def element(key: bytes, data: bytes) -> int:
    return int.from_bytes(hash256(data, key), "little")


def stored_sum(value: int) -> bytes:
    return (value % (1 << 256)).to_bytes(32, "little")


def read_head(database: sqlite3.Connection, vault: Vault) -> Fields:
    rows = typed_rows(database, "SELECT one, sealed FROM head", int, bytes)
    require(len(rows) == 1 and rows[0][0] == 1, "it has no head row")
    plain = open_box(vault.subkey("LLhead  "), rows[0][1], label("lockleaf head") + FORMAT + vault.id)
    head = parse_fields(plain, HEAD_LAYOUT, "the head row")
    if 10 in head:
        check_devices(head[10], "the head row")
        require(len(head[10]) <= 24 * 4_096, "the head row names too many devices")
    return head


def recent_sums(head: Fields) -> dict[int, bytes]:
    """Section 6.5, field 11: sums that are newer than those in the table."""
    value = head.get(11)
    if value is None:
        return {}
    entries = [unpack_from("<H32s", value, at) for at in range(0, len(value) - 33, 34)]
    numbers = [bucket for bucket, _ in entries]
    require(value and len(value) % 34 == 0 and numbers == sorted(set(numbers)) and numbers[-1] <= 4_095,
            "the recent sums of the head row are not in order")
    return dict(entries)


def check_freshness(database: sqlite3.Connection, vault: Vault, head: Fields, directory: dict[bytes, tuple]) -> None:
    """Section 6.6: every bucket against the directory, and all of them against the head."""
    key = hash256(label("lockleaf fresh") + vault.id, vault.subkey("LLhead  "))
    buckets: defaultdict[int, int] = defaultdict(int)
    for id_, (_, kind, sequence, tag) in directory.items():
        buckets[id_[0] * 16 + id_[1] // 16] += element(key, id_ + pack("<BQ", kind, sequence) + tag)
    stored = dict(typed_rows(database, "SELECT bucket, sum FROM freshness", int, bytes)) | recent_sums(head)
    for bucket in buckets.keys() | stored.keys():
        require(0 <= bucket <= 4_095 and stored.get(bucket, bytes(32)) == stored_sum(buckets[bucket]),
                f"the records of bucket {bucket} are not in their present state")
    require(stored_sum(sum(buckets.values())) == head[8], "its records are not in the state that the head row names")


def check_counts(head: Fields, notes: list[Note], notebooks: int, records: int) -> None:
    """Section 6.5, fields 2 to 6."""
    trashed = sum(note.trashed is not None for note in notes)
    found = (len(notes) - trashed, trashed, notebooks, sum(note.body_size for note in notes), records)
    require(found == tuple(int.from_bytes(head[field], "little") for field in range(2, 7)),
            "the numbers in its head row are not those of its records")


LIST_QUERY = """SELECT row, id, notebook, created, modified, pinned, in_trash, trashed, body_size, tags,
                tasks_done, tasks_all, title, title_hash, title_key, snippet FROM note_list"""
LIST_TYPES = (int, bytes, bytes, int, int, int, int, int, int, bytes, int, int, str, int, bytes, str)


def letters_of(character: str) -> str:
    """Section 6.7: what one character gives to a title key."""
    if unicodedata.category(character).startswith("M"):
        return ""
    other = character.casefold()
    if other == character:
        if 0xAC00 <= ord(character) <= 0xD7A3:
            return unicodedata.normalize("NFD", character)
        parts = unicodedata.decomposition(character).split()
        other = "".join(chr(int(part, 16)) for part in parts if not part.startswith("<"))
        if not other:
            return character
    return "".join(map(letters_of, other))


def title_key(title: str) -> bytes:
    key = b""
    for character in title:
        more = letters_of(character).encode("utf-8")
        if len(key) + len(more) > 48:
            break
        key += more
    return key


def check_list(database: sqlite3.Connection, vault: Vault, head: Fields, notes: list[Note]) -> None:
    """Section 6.7. The titles, snippets and tasks that come out of a body are taken as the sum confirms them."""
    key = hash256(label("lockleaf list") + vault.id, vault.subkey("LLhead  "))
    expected = {note.id: (note.row, note.id, note.notebook, note.created, note.modified, note.pinned,
                          note.trashed is not None, note.trashed or 0, note.body_size, sealed_tags(note.tags))
                for note in notes}
    titles, total = {note.id: note.title for note in notes}, 0
    counts: Counter[tuple] = Counter()
    open_tasks: Counter[tuple] = Counter()
    for row in typed_rows(database, LIST_QUERY, *LIST_TYPES):
        facts, (done, tasks, shown, title_hash, title_key_, shown_snippet) = row[:10], row[10:]
        id_, notebook, pinned, in_trash = facts[1], facts[2], facts[5], facts[6]
        title, snippet = shown.encode("utf-8"), shown_snippet.encode("utf-8")
        require(expected.pop(id_, None) == facts and titles[id_] in (None, shown),
                f"the list row of note {id_.hex()} does not say what the note says")
        require(title_hash == int.from_bytes(hash256(title)[:8], "little") >> 1 and len(snippet) <= 240
                and 0 <= done < 1 << 32 and 0 <= tasks < 1 << 32, f"the list row of note {id_.hex()} is not right")
        require(title_key_ == title_key(shown), f"the title key of note {id_.hex()} is not that of its title")
        total += element(key, pack("<q16s16sqqBBqIIIII", *facts[:8], done, tasks, facts[8], len(title), len(snippet))
                         + title + snippet + facts[9])
        counts[notebook, in_trash, pinned] += 1
        open_tasks[notebook, in_trash, pinned] += done < tasks
    require(not expected, "a note is missing from its list")
    require(stored_sum(total) == head[9], "its list is not the one that the head row names")
    query = "SELECT notebook, in_trash, pinned, notes, open_tasks FROM list_count"
    stored = typed_rows(database, query, bytes, int, int, int, int)
    require({row[:3]: row[3] for row in stored if row[3]} == counts
            and all(row[4] == open_tasks[row[:3]] for row in stored), "the numbers of notes in its list are not right")


def check_tags(database: sqlite3.Connection, notes: list[Note]) -> None:
    """Section 6.7: the tables of tags, which follow from the tags of the notes."""
    entries = set()
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for note in notes:
        trashed = note.trashed is not None
        for place, exact in places_of(note.tags).items():
            key = int.from_bytes(hash256(place.encode("utf-8"))[:8], "little") >> 1
            entries.add((key, int(trashed), note.row))
            counts[place][0] += exact and not trashed
            counts[place][2 if trashed else 1] += 1
    stored = typed_rows(database, "SELECT tag, in_trash, row FROM note_tag", int, int, int)
    require(len(stored) == len(entries) and set(stored) == entries, "its table of notes with tags is not right")
    tags = typed_rows(database, "SELECT folded, name, notes, below, trashed FROM tag", str, str, int, int, int)
    require({tag[0]: list(tag[2:]) for tag in tags} == counts and all(folded(tag[1]) == tag[0] for tag in tags),
            "its table of tags is not right")


def check_versions(database: sqlite3.Connection, vault: Vault, head: Fields, versions: list[Version],
                   notes: list[Note]) -> None:
    """Section 6.7: the table of versions says what the versions say, and each has its note."""
    key = hash256(label("lockleaf revlist") + vault.id, vault.subkey("LLhead  "))
    query = "SELECT note, kept, id, made, size, stored, reason FROM note_revision"
    rows = typed_rows(database, query, bytes, int, bytes, int, int, int, int)
    require(sorted(rows) == sorted(tuple(version[:7]) for version in versions), "its table of versions is not right")
    require({version.note for version in versions} <= {note.id for note in notes}, "a version has no note")
    require(len({version[:2] for version in versions}) == len(versions), "two versions of a note were kept at once")
    total = sum(element(key, pack("<16sq16sqQQB", *row)) for row in rows)
    named = tuple(head.get(field) for field in (32, 33, 34))
    found = (pack("<Q", len(rows)), pack("<Q", sum(row[5] for row in rows)), stored_sum(total))
    require(named == (found if rows else (None, None, None)), "its versions are not those that the head row names")


ATTACHMENT_QUERY = "SELECT id, name, size, hash, added, unused_since, state FROM attachment"


def read_attachments(database: sqlite3.Connection, vault: Vault, head: Fields, records: list[Record],
                     notes: list[Note]) -> dict[bytes, bytes]:
    """Section 6.12: the contents, once descriptions, chunks, tables and head are found to agree."""
    attachments = [parse_attachment(record.id, record.fields, require) for record in records
                   if record.kind == ATTACHMENT]
    whole = {attachment.id for attachment in attachments if attachment.state == WHOLE}
    uses = {(target, note.id) for note in notes for _, target in note.targets if target in whole}
    listed = database.execute(ATTACHMENT_QUERY).fetchall()
    require(sorted(listed) == sorted(map(tuple, attachments)), "its table of attachments is not right")
    stored = typed_rows(database, "SELECT attachment, note FROM note_attachment", bytes, bytes)
    require(len(stored) == len(set(stored)) and set(stored) == uses, "its table of notes with attachments is not right")
    keys = Keys(hash256(label("lockleaf attlist") + vault.id, vault.subkey("LLhead  ")),
                hash256(label("lockleaf chunkid") + vault.id, vault.subkey("LLrecord")))
    octets = sum(attachment.size for attachment in attachments if attachment.state == WHOLE)
    found = (pack("<Q", len(attachments)), pack("<Q", octets), pack("<Q", len(uses)),
             stored_sum(sum_of(attachments, uses, element, keys.sums)))
    named = tuple(head.get(field) for field in (35, 36, 37, 38))
    require(named == (found if attachments else (None,) * 4), "its attachments are not those that the head row names")
    chunks = {record.id: record.content for record in records if record.kind == CHUNK}
    return contents(attachments, chunks, keys, require)


# ---- The whole ----


def version_members(version: Version) -> dict:
    return {"id": version.id.hex(), "made": version.made, "kept": version.kept, "reason": version.reason,
            "title": version.title, "body": version.body}


def note_line(note: Note, notebooks: dict[bytes, Notebook], versions: list[Version], files: dict[bytes, bytes]) -> str:
    own = sorted((version for version in versions if version.note == note.id), key=lambda version: -version.kept)
    return json.dumps({
        "id": note.id.hex(), "title": note.title, "notebook": notebook_path(notebooks, note.notebook),
        "tags": note.tags, "created": note.created, "modified": note.modified, "pinned": note.pinned,
        "trashed": note.trashed is not None, "body": note.body,
        "versions": [version_members(version) for version in own],
        "attachments": [{"written": written.decode("utf-8"), "size": len(files[id_]), "hash": hash256(files[id_]).hex()}
                        for written, id_ in note.targets if id_ in files]})


def read_notes(image: bytes, vault: Vault) -> list[str]:
    database = open_database(image)
    head, directory = read_head(database, vault), read_directory(database)
    check_freshness(database, vault, head, directory)
    records = read_records(database, vault, directory)
    notes = sorted((parse_note(record) for record in records if record.kind == NOTE), key=lambda note: note.id)
    notebooks = {record.id: parse_notebook(record) for record in records if record.kind == NOTEBOOK}
    check_counts(head, notes, len(notebooks), len(records))
    check_list(database, vault, head, notes)
    check_tags(database, notes)
    versions = [parse_version(record) for record in records if record.kind == VERSION]
    check_versions(database, vault, head, versions, notes)
    files = read_attachments(database, vault, head, records, notes)
    return [note_line(note, notebooks, versions, files) for note in notes]


def read_vault(path: str, way: Way) -> list[str]:
    file = read_file(path)
    headers = parse_headers(recognise(file))
    vault = Vault(*unlock(headers, way))
    state = read_state(file, vault)
    log = log_to_replay(path + "-wal", vault, state)
    logged, size = replay(log, state) if log else ({}, 0)
    return read_notes(build_image(file, vault, logged, size), vault)


class Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise VaultError(f"Usage: {self.prog} VAULT --password-file FILE ({message}).", USAGE)


def main() -> int:
    try:
        parser = Arguments(prog="read_vault.py", description="Prints the notes of a Lockleaf vault.")
        parser.add_argument("vault")
        typed = parser.add_mutually_exclusive_group(required=True)
        typed.add_argument("--password-file", metavar="FILE")
        typed.add_argument("--recovery-code-file", metavar="FILE")
        parser.add_argument("--key-file", metavar="FILE")
        arguments = parser.parse_args()
        sodium().sodium_init()
        way = read_way(arguments.password_file, arguments.key_file, arguments.recovery_code_file)
        for line in read_vault(arguments.vault, way):
            print(line)
        sys.stdout.flush()
        return 0
    except VaultError as error:
        print(error, file=sys.stderr)
        return error.code
    except sqlite3.Error as error:
        print(f"The vault is damaged: its database cannot be read ({error}).", file=sys.stderr)
        return DAMAGED
    except OSError as error:
        print(f"Reading or writing failed: {error}.", file=sys.stderr)
        return SYSTEM


if __name__ == "__main__":
    sys.exit(main())
