# SPDX-License-Identifier: GPL-3.0-or-later
"""The attachments of a vault, as docs/vault-format.md, section 6.12, states them."""
from hashlib import blake2b
from itertools import count
from struct import pack, unpack_from
from typing import Callable, NamedTuple, Optional

CHUNK_SIZE = 1_048_576
MOST_OCTETS = 1 << 40
WHOLE, BEING_WRITTEN, BEING_REMOVED = 0, 1, 2


class Attachment(NamedTuple):
    """The columns of the table `attachment`."""
    id: bytes
    name: str
    size: int
    hash: bytes
    added: int
    unused_since: Optional[int]
    state: int


class Keys(NamedTuple):
    sums: bytes  # attachments key
    chunk_ids: bytes


def parse_attachment(id_: bytes, fields: dict[int, bytes], require: Callable[[object, str], None]) -> Attachment:
    what = f"attachment {id_.hex()}"
    name = fields[96].decode("utf-8", "replace")
    require(0 < len(fields[96]) <= 255 and name.encode("utf-8") == fields[96] and "/" not in name
            and all(ord(letter) > 31 and ord(letter) != 127 for letter in name), f"the name of {what} is not right")
    state = fields[99][0] if 99 in fields else WHOLE
    require(99 not in fields or state in (BEING_WRITTEN, BEING_REMOVED), f"the state of {what} is not right")
    size = int.from_bytes(fields[97], "little")
    require(size <= MOST_OCTETS, f"the size of {what} is not right")
    unused = unpack_from("<q", fields[7])[0] if 7 in fields else None
    return Attachment(id_, name, size, fields[98], unpack_from("<q", fields[4])[0], unused, state)


def parse_targets(value: bytes, what: str, require: Callable[[object, str], None]) -> list[tuple[bytes, bytes]]:
    targets: list[tuple[bytes, bytes]] = []
    while value:
        require(len(value) >= 2, f"the targets of {what} are cut off")
        end = 2 + unpack_from("<H", value)[0]
        require(2 < end <= len(value) - 16 and any(value[end:end + 16]), f"the targets of {what} are not right")
        require(not targets or targets[-1][0] < value[2:end], f"the targets of {what} are not in order")
        targets.append((value[2:end], value[end:end + 16]))
        value = value[end + 16:]
    return targets


def chunk_id(keys: Keys, attachment: bytes, number: int) -> bytes:
    return blake2b(attachment + pack("<Q", number), key=keys.chunk_ids, digest_size=32).digest()[:16]


def contents(attachments: list[Attachment], chunks: dict[bytes, bytes], keys: Keys,
             require: Callable[[object, str], None]) -> dict[bytes, bytes]:
    """The content of each that is whole; `chunks` has the texts of all records of kind 6 and is empty afterwards."""
    found = {}
    for attachment in attachments:
        what = f"attachment {attachment.id.hex()}"
        if attachment.state != WHOLE:
            for number in count():
                if chunks.pop(chunk_id(keys, attachment.id, number), None) is None:
                    break
            continue
        parts = [chunks.pop(chunk_id(keys, attachment.id, number), None)
                 for number in range(-(-attachment.size // CHUNK_SIZE))]
        require(all(part is not None for part in parts), f"a part of {what} is missing")
        require(all(len(part) == CHUNK_SIZE for part in parts[:-1]), f"a part of {what} is not as long as it must be")
        content = b"".join(parts)
        require(len(content) == attachment.size and blake2b(content, digest_size=32).digest() == attachment.hash,
                f"the content of {what} is not what its description says")
        found[attachment.id] = content
    require(not chunks, "there are parts of contents that belong to no attachment")
    return found


def sum_of(attachments: list[Attachment], uses: set[tuple[bytes, bytes]], element: Callable[[bytes, bytes], int],
           key: bytes) -> int:
    total = sum(element(key, b"\1" + one.id + pack("<Q", one.size) + one.hash
                        + pack("<qBBq", one.added, one.state, one.unused_since is not None, one.unused_since or 0)
                        + one.name.encode("utf-8")) for one in attachments)
    return total + sum(element(key, b"\2" + attachment + note) for attachment, note in uses)
