# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for something to become true, never for time to pass."""
import time


class Timeout(Exception):
    """What was waited for did not happen."""


def wait_until(condition, what, seconds=15.0, pause=0.02):
    """Calls `condition` until it returns something true, and returns that. Timeout names `what`."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise Timeout(f"waited {seconds:g} s for: {what}")
        time.sleep(pause)
