# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader gets: `screen_reader.py listen FILE` writes each event of texts to a file, `screen_reader.py walk` prints
a line for each object that programs show: role, name, description and text, as JSON."""
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

EVENTS = ("object:text-changed:insert", "object:text-changed:delete", "object:state-changed:focused", "object:text-caret-moved",
          "object:property-change:accessible-name", "object:property-change:accessible-value")
DEEPEST, WIDEST = 60, 2000


def text_of(node):
    """All that the text interface gives; empty where there is none."""
    try:
        text = node.get_text_iface()
        return Atspi.Text.get_text(text, 0, -1) if text else ""
    except GLib.Error:
        return ""


def tell(node):
    """What is known of one object."""
    return {"role": node.get_role_name(), "name": node.get_name(), "description": node.get_description(), "text": text_of(node)}


def walk(node, depth=0):
    """Everything below an object; what vanishes meanwhile is left out."""
    try:
        yield tell(node)
        count = min(node.get_child_count(), WIDEST) if depth < DEEPEST else 0
    except GLib.Error:
        return
    for i in range(count):
        try:
            child = node.get_child_at_index(i)
        except GLib.Error:
            continue
        if child is not None:
            yield from walk(child, depth + 1)


def main():
    """Does what it is asked."""
    Atspi.init()
    if sys.argv[1] == "walk":
        for line in walk(Atspi.get_desktop(0)):
            print(json.dumps(line))
        return
    record = open(sys.argv[2], "a", encoding="utf-8")

    def heard(event, *_):
        try:
            known = tell(event.source)
        except GLib.Error:
            known = {}
        record.write(json.dumps({"event": event.type, "data": str(event.any_data), **known}) + "\n")
        record.flush()

    listener = Atspi.EventListener.new(heard)
    for name in EVENTS:
        listener.register(name)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
