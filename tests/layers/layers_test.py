#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the sources and checks that the layers of docs/architecture.md hold: who may include whom."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent.parent
# A folder may include itself and what stands before it in its list.
MAY_INCLUDE = {
    "core/base": [],
    "core/crypto": ["core/base"],
    "core/vaultfile": ["core/base", "core/crypto"],
    "core/store": ["core/base", "core/crypto", "core/vaultfile", "core/vault/note", "core/vault/attachment.h"],
    "core/vault": ["core/base", "core/crypto", "core/vaultfile", "core/store"],
    "core/backup": ["core/base", "core/crypto", "core/vault", "core/store/state_file.h", "core/vaultfile/associated_data.h"],
    "core/archive": ["core/base", "core/crypto", "core/vault", "core/vaultfile/vault_info"],
    "core/interchange": ["core/base", "core/crypto", "core/vault", "core/archive"],
    "ui": ["core/", "ui/"],
    "app/hardening": ["core/base", "app/hardening"],
    "app/cli": ["core/", "app/hardening", "app/cli"],
    "app/selfcheck": ["core/", "app/hardening", "app/selfcheck"],
    "app/roles": ["core/", "ui/", "app/hardening", "app/selfcheck", "app/roles"],
}
# Headers of the operating system stand in files named for it, and in the few that are file input and output.
PLATFORM_HEADERS = re.compile(r"<(sys/prctl|sys/ptrace|sys/syscall|linux/|seccomp|xcb/|sys/signalfd|sys/resource)")
FORBIDDEN_CALLS = re.compile(r"\bprocessEvents\s*\(|\bQEventLoop\b|->exec\s*\(\s*\)|\bdialog\.exec\s*\(")
EXPECTED_FIRST = "SPDX-License-Identifier: GPL-3.0-or-later"

problems = []


def layer_of(path):
    text = path.as_posix()
    return max((name for name in MAY_INCLUDE if text.startswith(name + "/")), key=len, default=None)


def check_includes(path, lines, layer):
    for number, line in enumerate(lines, 1):
        ours = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
        if ours and "/" in ours.group(1):
            target = ours.group(1)
            allowed = [layer] + MAY_INCLUDE[layer]
            if not any(target.startswith(a if a.endswith("/") else a) for a in allowed):
                problems.append(f"{path}:{number}: {layer} may not include {target}")
        theirs = re.match(r"\s*#\s*include\s+(<[^>]+>)", line)
        if theirs:
            header = theirs.group(1)
            qt = re.match(r"<(Qt|Q[A-Z])", header)
            core_like = layer.startswith("core/") or layer in ("app/hardening", "app/selfcheck")
            if qt and core_like and layer != "core/interchange":
                problems.append(f"{path}:{number}: {layer} knows no Qt ({header})")
            named_for_it = re.search(r"(^x11_.*|_linux|_x11)\.(cpp|h)$", path.name)
            if PLATFORM_HEADERS.match(header) and not named_for_it:
                problems.append(f"{path}:{number}: {header} belongs in a file named for the platform (*_linux.cpp, *_x11.cpp)")


def check_file(path):
    relative = path.relative_to(root)
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    if not any(EXPECTED_FIRST in line for line in lines[:3]):
        problems.append(f"{relative}: no SPDX line at the top")
    layer = layer_of(relative)
    if layer is None:
        return
    check_includes(relative, lines, layer)
    if layer == "ui" or layer.startswith("app/"):
        for number, line in enumerate(lines, 1):
            if FORBIDDEN_CALLS.search(line.split("//")[0]):
                problems.append(f"{relative}:{number}: nested event loop")


checked = 0
for folder in ("core", "ui", "app", "tests"):
    for pattern in ("*.h", "*.cpp"):
        for source in sorted((root / folder).rglob(pattern)):
            check_file(source)
            checked += 1

if checked < 20:
    problems.append(f"only {checked} files found: this test looks in the wrong place")
for problem in problems:
    print(problem)
print(f"{checked} files, {len(problems)} problems")
sys.exit(1 if problems else 0)
