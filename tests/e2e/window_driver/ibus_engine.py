# SPDX-License-Identifier: GPL-3.0-or-later
"""An engine for ibus that keeps record of every key it is handed: letters are composed and come, at a space, in brackets.

Usage: ibus_engine.py RECORD. Prints "ready" when it is the engine of the bus.
"""
import sys

import gi

gi.require_version("IBus", "1.0")
from gi.repository import GLib, IBus  # noqa: E402

NAME = "lockleaf-probe"


class Probe(IBus.Engine):
    """What ibus makes for each text that has the focus."""
    __gtype_name__ = "LockleafProbe"
    record = None

    def __init__(self, **properties):
        super().__init__(**properties)
        self._composed = ""

    def _show(self):
        text = IBus.Text.new_from_string(self._composed)
        self.update_preedit_text(text, len(self._composed), bool(self._composed))

    def do_process_key_event(self, keyval, _keycode, state):
        """True for a key that is taken."""
        if state & IBus.ModifierType.RELEASE_MASK:
            return False
        Probe.record.write(f"{keyval}\n")
        Probe.record.flush()
        if state & (IBus.ModifierType.CONTROL_MASK | IBus.ModifierType.MOD1_MASK):
            return False
        if ord("a") <= keyval <= ord("z"):
            self._composed += chr(keyval)
            self._show()
            return True
        if self._composed and keyval == IBus.KEY_space:
            done, self._composed = f"«{self._composed}»", ""
            self._show()
            self.commit_text(IBus.Text.new_from_string(done))
            return True
        return False


def main():
    """Registers the engine and serves it."""
    Probe.record = open(sys.argv[1], "a", encoding="ascii")
    IBus.init()
    bus = IBus.Bus()
    factory = IBus.Factory.new(bus.get_connection())
    factory.add_engine(NAME, Probe.__gtype__)
    component = IBus.Component.new(f"org.freedesktop.IBus.{NAME}", "", "1", "", "", "", "", "")
    component.add_engine(IBus.EngineDesc.new(NAME, NAME, "", "en", "", "", "", "us"))
    bus.register_component(component)
    bus.set_global_engine_async(NAME, -1, None, lambda *_: print("ready", flush=True))
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
