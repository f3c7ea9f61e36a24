# SPDX-License-Identifier: GPL-3.0-or-later
"""Stops every thread of a process but its first, as a disk that hangs does: hold_threads.py PID. Root's.
With "unnamed" behind it only those that Qt has given no name: what reads keys from the X server goes on.

Prints "held N" and stays until the process has ended. A traced thread that ends is this program's to reap.
"""
import ctypes
import os
import sys

SEIZE, INTERRUPT, WALL = 0x4206, 0x4207, 0x40000000


def name_of(pid, thread):
    """What the kernel calls it."""
    with open(f"/proc/{pid}/task/{thread}/comm", encoding="utf-8") as file:
        return file.read()


def main():
    """Holds them."""
    libc = ctypes.CDLL(None, use_errno=True)
    pid, held, unnamed = int(sys.argv[1]), 0, sys.argv[2:] == ["unnamed"]
    own = name_of(pid, pid)
    for thread in map(int, os.listdir(f"/proc/{pid}/task")):
        if thread == pid or (unnamed and name_of(pid, thread) != own):
            continue
        if libc.ptrace(SEIZE, thread, None, None) != 0:
            continue
        libc.ptrace(INTERRUPT, thread, None, None)
        os.waitpid(thread, WALL)
        held += 1
    print(f"held {held}", flush=True)
    try:
        while True:
            os.waitpid(-1, WALL)
    except ChildProcessError:
        pass


if __name__ == "__main__":
    main()
