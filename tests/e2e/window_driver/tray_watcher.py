# SPDX-License-Identifier: GPL-3.0-or-later
"""A watcher of StatusNotifierItems, as a panel has one, run by Debian's Python: prints the name of each that registers."""
import dbus
import dbus.mainloop.glib
import dbus.service
from gi.repository import GLib

NAME, PATH = "org.kde.StatusNotifierWatcher", "/StatusNotifierWatcher"
INTERFACES = f"""<node><interface name="{NAME}">
<method name="RegisterStatusNotifierItem"><arg type="s" direction="in"/></method>
<property name="IsStatusNotifierHostRegistered" type="b" access="read"/>
</interface></node>"""


class Watcher(dbus.service.Object):
    """What Qt asks of a watcher."""

    @dbus.service.method(NAME, in_signature="s", sender_keyword="sender")
    def RegisterStatusNotifierItem(self, _item, sender=None):  # pylint: disable=invalid-name
        """An icon wants to be shown."""
        print(sender, flush=True)

    @dbus.service.method("org.freedesktop.DBus.Introspectable", out_signature="s")
    def Introspect(self):  # pylint: disable=invalid-name
        """Without this Qt asks for no property."""
        return INTERFACES

    @dbus.service.method("org.freedesktop.DBus.Properties", in_signature="ss", out_signature="v")
    def Get(self, _interface, _name):  # pylint: disable=invalid-name
        """Its one property that matters: somebody shows the icons."""
        return True


def main():
    """Until it is ended."""
    dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
    bus = dbus.SessionBus()
    name = dbus.service.BusName(NAME, bus)
    watcher = Watcher(bus, PATH)
    print("ready", flush=True)
    GLib.MainLoop().run()
    del name, watcher


if __name__ == "__main__":
    main()
