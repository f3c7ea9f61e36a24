# SPDX-License-Identifier: GPL-3.0-or-later
"""All that a closed vault holds, as lockleaf-cli tells it, and how two such states differ."""
import json

from .acceptance import need

FIELDS = ("title", "notebook", "tags", "pinned", "trashed", "body")


class VaultReader:
    """Asks lockleaf-cli about one vault; the window must be locked."""

    def __init__(self, lockleaf, vault, password):
        self._lockleaf, self.vault, self._password = lockleaf, vault, password

    def ask(self, verb, *arguments, body="", code=0):
        """What a verb prints; it must end with that exit code."""
        run = self._lockleaf.command_line(verb, self.vault, *arguments, password=self._password, body=body.encode())
        need(run.returncode == code, f"lockleaf-cli {verb} {' '.join(map(str, arguments))}: exit code {run.returncode}, "
             f"not {code}: {run.stderr.decode(errors='replace').strip()}")
        return run.stdout.decode()

    def rows(self, verb, *arguments, code=0):
        """The same as JSON, one object a line."""
        return [json.loads(line) for line in self.ask(verb, *arguments, "--json", code=code).splitlines()]

    def found(self, query):
        """The titles that a search finds."""
        run = self._lockleaf.command_line("search", self.vault, query, "--json", password=self._password)
        need(run.returncode in (0, 1), f"lockleaf-cli search {query}: exit code {run.returncode}")
        titles = sorted(json.loads(line)["title"] for line in run.stdout.decode().splitlines())
        need(run.returncode == (0 if titles else 1), f"search {query}: exit code {run.returncode} with {len(titles)} hits")
        return titles

    def read(self, versions_of=None):
        """Every note by its id: the fields above and its versions. Lists and searches must agree with the notes.

        `versions_of`: the titles of the notes whose versions are read as well; without it all.
        """
        notes = {}
        for row in self.rows("list") + self.rows("list", "--trash"):
            note = self.rows("show", row["id"])[0]
            note["trashed"] = note["trashed"] is not None
            note["tags"] = sorted(note["tags"])
            state = {field: note[field] for field in FIELDS}
            wanted = versions_of is None or note["title"] in versions_of
            state["versions"] = {version["id"] for version in self.rows("versions", row["id"])} if wanted else set()
            notes[row["id"]] = state
        self._need_agreement(notes)
        return notes

    def _need_agreement(self, notes):
        """What is derived from notes says the same as they do."""
        there = [note for note in notes.values() if not note["trashed"]]
        titles = lambda chosen: sorted(note["title"] for note in chosen)
        trash = titles(note for note in notes.values() if note["trashed"])
        listed = sorted(row["title"] for row in self.rows("list", "--trash"))
        need(listed == trash, f"the trash lists {listed}, not {trash}")
        tags = sorted({tag for note in there for tag in note["tags"]})
        told = sorted(row["tag"] for row in self.rows("tags") if row["notes"] > 0)
        need(told == tags, f"the tags are {told}, not {tags}")
        for tag in tags:
            within = titles(note for note in there if any((one + "/").startswith(tag + "/") for one in note["tags"]))
            need(self.found(f"tag:{tag}") == within, f"a search for tag:{tag} does not find {within}")
        for row in self.rows("notebooks"):
            path = row["notebook"]
            inside = titles(note for note in there if note["notebook"] == path)
            need(row["notes"] == len(inside), f"the notebook {path} counts {row['notes']} notes, not {len(inside)}")

    def version_texts(self, note):
        """The texts of a note's versions, newest first."""
        return [self.ask("versions", note, "--show", row["number"]) for row in self.rows("versions", note)]


def by_title(notes, title):
    """The id of the one note with that title."""
    found = [note for note, state in notes.items() if state["title"] == title]
    need(len(found) == 1, f"{len(found)} notes are called “{title}”")
    return found[0]


def differences(expected, found):
    """What is otherwise than expected, one sentence each. Versions may come; none may go."""
    wrong = []
    for note in sorted(expected.keys() | found.keys()):
        if note not in found or note not in expected:
            name = (expected.get(note) or found.get(note))["title"]
            wrong.append(f"“{name}” is {'gone' if note not in found else 'new'}")
            continue
        name = expected[note]["title"]
        wrong += [f"“{name}”: {field} is {found[note][field]!r}, not {expected[note][field]!r}" for field in FIELDS
                  if found[note][field] != expected[note][field]]
        if not expected[note]["versions"] <= found[note]["versions"]:
            wrong.append(f"“{name}” has lost versions")
    return wrong
