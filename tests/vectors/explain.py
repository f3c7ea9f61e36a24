#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints section 8 of docs/vault-format.md for an example vault that make_example made: every value on the way from the
password to a note. Usage: explain.py FOLDER      (with example.lockleaf and its log)"""
import ctypes
import sys
from pathlib import Path
from struct import pack, unpack_from

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "e2e"))
import read_vault as reader  # noqa: E402

PASSWORD = "café".encode()
NAMES = {1: "epoch", 2: "notes", 3: "in trash", 4: "notebooks", 5: "bodies", 6: "records", 7: "header", 8: "freshness",
         9: "list", 10: "devices", 11: "recent sums", 12: "search rows"}
NOTE_NAMES = {2: "notebook", 3: "tags", 4: "created", 5: "modified", 8: "versions", 16: "body"}


def rows(data, first="", width=32, indent=11):
    """Hexadecimal in rows of `width` octets, the later ones indented."""
    parts = [data[at:at + width].hex() for at in range(0, len(data), width)]
    return first.ljust(indent) + ("\n" + " " * indent).join(parts)


def fields(plain, names):
    """The fields of a plaintext of section 6.4, one a line."""
    lines, at = ["plain      01"], 1
    while at < len(plain):
        kind, length = unpack_from("<HI", plain, at)
        head = f"{plain[at:at + 2].hex()} {plain[at + 2:at + 6].hex()} "
        value = plain[at + 6:at + 6 + length]
        lines.append(rows(value, " " * 11 + head, 32, 25) + f" ({names[kind]})")
        at += 6 + length
    return "\n".join(lines)


def kek_of(slot):
    passes, memory = reader.slot_costs(slot)
    key = ctypes.create_string_buffer(32)
    reader.sodium().crypto_pwhash(key, ctypes.c_ulonglong(32), PASSWORD, ctypes.c_ulonglong(len(PASSWORD)), slot[24:40],
                                  ctypes.c_ulonglong(passes), ctypes.c_size_t(memory), 2)
    return key.raw


def header_part(file, vault):
    block, slot = vault.header.raw, vault.header.slots[0]
    kek = kek_of(slot)
    return f"""Copy 1 of the header, octets 0–235 (the rest up to 4,032 is zero), with one slot at 124:

```
000  {block[:8].hex()} {block[8:10].hex()} {block[10:11].hex()} {block[11:12].hex()} {block[12:16].hex()} {block[16:24].hex()}
     {block[24:32].hex()}
032  {block[32:40].hex()} {block[40:56].hex()} (vault id)
056  {block[56:72].hex()} (file salt) {block[72:80].hex()}
080  {block[80:112].hex()} (inbox)
112  {block[112:116].hex()} {block[116:120].hex()} {block[120:122].hex()} {block[122:124].hex()} (entry: type 1, 112 octets)
124  {block[124:128].hex()} {block[128:132].hex()} {block[132:140].hex()} {block[140:148].hex()} (1 pass, 8,192 octets)
148  {block[148:164].hex()} (salt)
164  {block[164:188].hex()} (nonce)
188  {block[188:220].hex()} (sealed)
220  {block[220:236].hex()} (tag)
MAC       {block[4_032:4_064].hex()}
checksum  {block[4_064:].hex()}
```

Opening the slot (a new vault takes 256 MiB and three passes at the least; this one is cheap for the sake of tests):

```
KEK        {kek.hex()}
AAD        {reader.label("lockleaf slot").hex()}
           {slot[:40].hex()}
data key   {vault.data_key.hex()}
```

Keys:

```
{keys_of(vault)}
```
"""


def keys_of(vault):
    named = [("header", "LLheader"), ("state", "LLstate "), ("pages", "LLpages "), ("log", "LLwal   "), ("records", "LLrecord"),
             ("head", "LLhead  "), ("witness", "LLwitnes"), ("backups", "LLbackup"), ("inbox seed", "LLinbox ")]
    lines = [f"{name.ljust(10)} {vault.subkey(context).hex()}" for name, context in named]
    lines.append(f"page key   {vault.file_key('lockleaf pagekey', 'LLpages ').hex()}")
    lines.append(f"log key    {vault.file_key('lockleaf logkey', 'LLwal   ').hex()}")
    return "\n".join(lines)


def pages_part(file, vault, log_data, log, frames, state):
    number = pack("<H", 1).hex()
    salt = vault.header.file_salt
    box = file[8_192:8_296]
    content = reader.open_box(vault.subkey("LLstate "), box, vault.file_aad("lockleaf state") + pack("<I", 0))
    page = file[65_536:65_536 + reader.PAGE]
    plain = reader.open_box(vault.file_key("lockleaf pagekey", "LLpages "), reader.as_box(page),
                            vault.file_aad("lockleaf page") + pack("<I", 1))
    head = log.head(0)
    logged = log.data[reader.LOG_START + reader.FRAME_HEAD:reader.LOG_START + reader.FRAME]
    log_content = reader.open_box(log.key, log_data[:104], vault.file_aad("lockleaf loghead") + pack("<I", 0))
    parts = " ".join(content[at:at + size].hex() for at, size in ((0, 8), (8, 8), (16, 16)))
    more = " ".join(content[at:at + 8].hex() for at in (32, 40, 48, 56))
    return f"""State block 1 (at 8,192); block 2 has the same content:

```
{rows(box, "box")}
AAD        {reader.label("lockleaf state").hex()} {number} {salt.hex()} 00000000
content    {parts}
           {more}
```

So c = {state.sequence}, no frames are required, its log was begun, and no log is lost. Page 1 (at 65,536), its first and last octets and the beginning of the plain page:

```
sealed     {page[:32].hex()}…
nonce      {page[reader.SEALED:reader.SEALED + 24].hex()}
tag        {page[reader.SEALED + 24:].hex()}
AAD        {reader.label("lockleaf page").hex()} {number} {salt.hex()} 01000000
plain      {plain[:16].hex()} {plain[16:18].hex()} {plain[18:19].hex()} {plain[19:20].hex()} {plain[20:21].hex()} {plain[21:24].hex()} {plain[24:28].hex()} {plain[28:32].hex()}…
```

(0x2000 is the page size, 0x28 the reserve of 40; the last number is that of the pages at the time.) The log, header copy 0, its mark, and the head of frame 0:

```
{rows(log_data[:104], "header")}
content    {" ".join(log_content[at:at + 4].hex() for at in range(0, 32, 4))}
           {log_content[32:40].hex()} {log_content[40:56].hex()} {log_content[56:].hex()}
{rows(log_data[2_048:2_120], "mark")}
           ({len(frames)} frames)
{rows(log_data[8_192:8_264], "head")}
AAD        {reader.label("lockleaf frame").hex()} {number} {salt.hex()}
           {pack("<Q", log.sequence).hex()} {log.log_id.hex()} {bytes(8).hex()}
content    {" ".join(head[at:at + 4].hex() for at in range(0, 24, 4))} {head[24:].hex()}
```

Frame 0 holds page {int.from_bytes(head[:4], "big")}, is not the end of its transaction, and its transaction starts at frame 0. The page behind it has the nonce `{logged[reader.SEALED:reader.SEALED + 24].hex()}` and the tag `{logged[reader.SEALED + 24:].hex()}`.
"""


def records_part(vault, database, pages):
    (id_, kind, sequence, sealed), plain = find_soup(vault, database)
    key = reader.hash256(reader.label("lockleaf rec key") + vault.id + id_, vault.subkey("LLrecord"))
    fresh = reader.hash256(reader.label("lockleaf fresh") + vault.id, vault.subkey("LLhead  "))
    listed = reader.hash256(reader.label("lockleaf list") + vault.id, vault.subkey("LLhead  "))
    element = reader.element(fresh, id_ + pack("<BQ", kind, sequence) + sealed[-16:]).to_bytes(32, "little")
    (head,) = database.execute("SELECT sealed FROM head").fetchone()
    head_plain = reader.open_box(vault.subkey("LLhead  "), head, reader.label("lockleaf head") + reader.FORMAT + vault.id)
    return f"""The database of {pages} pages that comes out of file and log has 9 records: 5 notes (one in the trash, one of an explicit title, one with a compressed body), 3 notebooks and 1 tombstone. One of them, the note “Soup of the day”:

```
id         {id_.hex()}   kind {kind}, sequence {sequence}
record key {key.hex()}
AAD        {reader.label("lockleaf record").hex()} {reader.FORMAT.hex()} {vault.id.hex()}
           {id_.hex()} {pack("<B", kind).hex()} {pack("<Q", sequence).hex()}
{rows(sealed, "sealed")}
{fields(plain, NOTE_NAMES)}
fresh key  {fresh.hex()}
element    {element.hex()}   (bucket {id_[0] * 16 + id_[1] // 16})
list key   {listed.hex()}
```

And the head:

```
{rows(head, "sealed")}
{fields(head_plain, NAMES)}
```
"""


def find_soup(vault, database):
    for row in database.execute("SELECT id, kind, sequence, sealed FROM record WHERE kind = 1"):
        id_, kind, sequence, sealed = row
        key = reader.hash256(reader.label("lockleaf rec key") + vault.id + id_, vault.subkey("LLrecord"))
        aad = reader.label("lockleaf record") + reader.FORMAT + vault.id + id_ + pack("<BQ", kind, sequence)
        plain = reader.open_box(key, sealed, aad)
        if plain and b"Soup of the day" in plain:
            return row, plain
    raise SystemExit("it has no soup")


def main():
    folder = Path(sys.argv[1])
    file, log_data = (folder / "example.lockleaf").read_bytes(), (folder / "example.lockleaf-wal").read_bytes()
    header, data_key = reader.unlock(reader.parse_headers(reader.recognise(file)), PASSWORD)
    vault = reader.Vault(header, data_key)
    state, log = reader.read_state(file, vault), reader.open_log(log_data, vault)
    logged, size = reader.replay(log, state)
    frames = list(reader.take_frames(log))
    database = reader.open_database(reader.build_image(file, vault, logged, size))
    pages = (len(file) - 65_536) // reader.PAGE
    print(f"""## 8. Worked example

`example.lockleaf` ({len(file):,} octets: {pages} pages) and `example.lockleaf-wal` ({len(log_data):,} octets: {len(frames)} frames, all committed) in `tests/vectors/vault-1`. The password is typed as `c a f e U+0301`; in normal form C it is 5 octets:

```
password              {PASSWORD.hex()}
```
""")
    print(header_part(file, vault))
    print(pages_part(file, vault, log_data, log, frames, state))
    print(records_part(vault, database, size or pages))


if __name__ == "__main__":
    main()
