# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand on a message bus, run by Debian's Python: a line of JSON in, one out.

{"service", "path", "interface", "member", "signature", "arguments"} calls a method and answers {"values"} or {"error"}.
{"signal": true, …} emits a signal as itself, from whoever this is. The bus is named by DBUS_SESSION_BUS_ADDRESS.
"""
import json
import sys

import dbus
import dbus.bus
import dbus.lowlevel


def plain(value):
    """What of an answer JSON can say."""
    if isinstance(value, (list, tuple, dbus.Array, dbus.Struct)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (bool, dbus.Boolean)):
        return bool(value)
    return int(value) if isinstance(value, int) else str(value)


def do(bus, line):
    """Carries one line out."""
    if line.get("signal"):
        message = dbus.lowlevel.SignalMessage(line["path"], line["interface"], line["member"])
        message.append(*line["arguments"], signature=line["signature"])
        bus.send_message(message)
        bus.flush()
        return {"values": []}
    try:
        answer = bus.call_blocking(line["service"], line["path"], line["interface"], line["member"],
                                   line["signature"], line["arguments"], timeout=10)
    except dbus.DBusException as problem:
        return {"error": str(problem)}
    return {"values": plain(answer)}


def main():
    """Until standard input ends."""
    bus = dbus.bus.BusConnection(dbus.bus.BusConnection.TYPE_SESSION)
    print(json.dumps({"ready": bus.get_unique_name()}), flush=True)
    for text in sys.stdin:
        print(json.dumps(do(bus, json.loads(text))), flush=True)


if __name__ == "__main__":
    main()
