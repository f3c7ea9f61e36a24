# SPDX-License-Identifier: GPL-3.0-or-later
"""The tags in the text of a note, for read_vault.py: section 6.11 of docs/vault-format.md, and what it needs of 6.10.

Like the reader itself it is written from that document alone and shares no code with the program."""

import re
import unicodedata
from typing import Iterator, NamedTuple

BLANKS = " \t\r"
JOINERS = "\u200c\u200d"
LONGEST_TAG, MOST_LEVELS, MOST_BACKTICKS = 1_024, 65_536, 16
ASCII_PUNCTUATION = set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
LIST_MARKER = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t\r]|$)")
TASK = re.compile(r"\[[ xX]\](?=[ \t\r]|$)")
LINK_DEFINITION = re.compile(r"\[(?!\[|\^)[^\[\]]+\]:")
WIKI_LINK = re.compile(r"\[\[[^\[\]]*\]\]")


class Line(NamedTuple):
    text: str
    code: bool  # within fenced code


def word_octet(character: str) -> bool:
    return character >= "\x80" or character.isascii() and character.isalnum()


def folded(tag: str) -> str:
    return unicodedata.normalize("NFC", tag.casefold())


def without_front_matter(lines: list[str]) -> list[str]:
    if lines[0].startswith("-") and lines[0].strip(BLANKS) == "---":
        for index, line in enumerate(lines[1:], 1):
            if line[:3] in ("---", "...") and len(line.strip(BLANKS)) == 3:
                return lines[index + 1:]
    return lines


def text_lines(body: str) -> Iterator[Line]:
    """6.10, 1 and 2: without front matter and the lines that open and close a fence."""
    fence = ""
    for line in without_front_matter(body.removeprefix("\ufeff").split("\n")):
        bare = line.strip(BLANKS)
        run = bare[:len(bare) - len(bare.lstrip(bare[0]))] if bare[:1] in ("`", "~") else ""
        if len(run) >= 3 and not fence and not (run[0] == "`" and "`" in bare[len(run):]):
            fence = run
        elif fence and run == bare and bare[:1] == fence[0] and len(run) >= len(fence):
            fence = ""
        else:
            yield Line(line, bool(fence))


def without_block_marks(line: str) -> str:
    """6.10, 3."""
    line = line.strip(BLANKS)
    while True:
        if line.startswith(">"):
            line = line[1:].strip(BLANKS)
        elif marker := LIST_MARKER.match(line):
            line = line[marker.end():].strip(BLANKS)
            if task := TASK.match(line):
                return line[task.end():].strip(BLANKS)
        else:
            return line


def columns(line: str) -> int:
    count = 0
    for character in line:
        if character == " ":
            count += 1
        elif character == "\t":
            count += 4 - count % 4
        else:
            break
    return count


def marked_lines(body: str) -> Iterator[str]:
    """The lines in which tags are looked for, without their block marks."""
    after_blank, code, in_list = True, False, False
    for line in text_lines(body):
        if line.code:
            after_blank, code = True, False
        elif not line.text.strip(BLANKS):
            after_blank = True
        else:
            indented = columns(line.text) >= 4
            code = indented and not in_list and (code or after_blank)
            if not indented and LIST_MARKER.match(line.text.strip(BLANKS)):
                in_list = True
            elif not indented and after_blank and line.text[0] not in BLANKS:
                in_list = False
            after_blank = False
            bare = without_block_marks(line.text)
            if not code and not LINK_DEFINITION.match(bare):
                yield bare


def tag_end(line: str, at: int) -> int:
    """Where the name that begins at `at` ends; `at` where there is none."""
    if at >= len(line) or unicodedata.category(line[at])[0] != "L":
        return at
    end = at
    while end < len(line):
        character = line[end]
        if character == "/" and line[end - 1] == "/":
            break
        if character not in "_-/" + JOINERS and unicodedata.category(character)[0] not in "LMN":
            break
        end += 1
    while line[end - 1] in "-/" + JOINERS:
        end -= 1
    return end


def tag_may_begin(line: str, at: int) -> bool:
    return at == 0 or line[at - 1] not in "_&/#" + JOINERS and unicodedata.category(line[at - 1])[0] not in "LMN"


def target_end(line: str, at: int, balanced: bool) -> int:
    """Behind the `)` that ends the target whose `(` stands at `at`; -1 where there is none."""
    depth = 0
    for index in range(at, len(line)):
        depth += (line[index] == "(") - (line[index] == ")")
        if line[index] == ")" and (depth == 0 or not balanced):
            return index + 1
    return -1


def line_tags(line: str) -> Iterator[str]:
    at, open_brackets, balanced = 0, 0, True
    while at < len(line):
        character, begin = line[at], at
        at += 1
        if character == "\\" and line[at:at + 1] in ASCII_PUNCTUATION:
            at += 1
        elif character == "`":
            run = len(line[begin:]) - len(line[begin:].lstrip("`"))
            at = begin + run
            if run <= MOST_BACKTICKS:
                closing = re.compile(r"(?<!`)`{%d}(?!`)" % run).search(line, at)
                at = closing.end() if closing else at
        elif character == "[":
            if link := WIKI_LINK.match(line, begin):
                at = link.end()
            else:
                open_brackets += 1
        elif character == "]" and open_brackets:
            open_brackets -= 1
            if line[at:at + 1] == "(":
                end = target_end(line, at, balanced)
                if end < 0 and balanced:
                    balanced = False
                    end = target_end(line, at, balanced)
                at = max(at, end)
        elif character == "<" and line[at:at + 1] and (
                line[at] in "/!" or word_octet(line[at]) and not "0" <= line[at] <= "9"):
            at = max(at, line.find(">", at) + 1)
        elif character == ":" and line.startswith("://", begin) and begin and word_octet(line[begin - 1]):
            rest = re.compile(r"[ \t\r<>`]").search(line, at)
            at = rest.start() if rest else len(line)
        elif character == "#" and tag_may_begin(line, begin):
            end = tag_end(line, at)
            name, at = line[at:end], end
            if name and len(name.encode("utf-8")) <= LONGEST_TAG:
                yield name


def tags_of(record_tags: list[str], body: str) -> list[str]:
    """All tags of a note."""
    found: dict[str, str] = {}
    levels = 0

    def candidates() -> Iterator[str]:
        yield from record_tags
        if "#" in body:
            for line in marked_lines(body):
                yield from line_tags(line)

    for tag in candidates():
        key = folded(tag)
        if key in found:
            continue
        levels += 1 + tag.count("/")
        if levels > MOST_LEVELS:
            break
        found[key] = tag
    return list(found.values())


def places_of(tags: list[str]) -> dict[str, bool]:
    """6.7: the places of a note in the tree of tags, folded, and whether it has that very tag."""
    places: dict[str, bool] = {}
    for tag in map(folded, tags):
        for at, character in enumerate(tag):
            if character == "/" and at and tag[at - 1] != "/":
                places.setdefault(tag[:at], False)
        places[tag] = True
    return places
