# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the windows by window_pictures, checked for their size, for text that is cut, and for colours at named points.

LOCKLEAF_BIN is the folder of the built programs, LOCKLEAF_PICTURES keeps the pictures.
"""
import functools
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile

from .acceptance import CANNOT_JUDGE, FAILS, HOLDS, tools

# folder: scheme, width, height, scale
LIGHT = ("light", "light", 1440, 900, 1)
DARK = ("dark", "dark", 1440, 900, 1)
TWICE = ("twice", "light", 1440, 900, 2)
NARROW = ("narrow", "light", 980, 900, 1)


@functools.cache
def read_png(path):
    """Width, height and a function that gives the colour at a pixel."""
    width, height = size_of(path)
    pixels = subprocess.run(["convert", str(path), "-depth", "8", "rgb:-"], check=True, stdout=subprocess.PIPE).stdout
    assert len(pixels) == width * height * 3, path

    def color(x, y):
        at = (y * width + x) * 3
        return int.from_bytes(pixels[at:at + 3], "big")
    return width, height, color


def size_of(path):
    return struct.unpack(">II", path.read_bytes()[16:24])


def take(folder, names, scheme, width, height, scale):
    """Takes the pictures of these names into a new folder."""
    folder.mkdir(parents=True)
    home = folder / "home"
    home.mkdir()
    environment = dict(os.environ, QT_QPA_PLATFORM="xcb", QT_SCALE_FACTOR=str(scale), HOME=str(home),
                       XDG_CONFIG_HOME=str(home / ".config"), LC_ALL="C.UTF-8")
    screen = f"-screen 0 {width * scale}x{height * scale}x24"
    subprocess.run(["xvfb-run", "-a", "-s", screen, str(tools() / "window_pictures"), str(folder), scheme, str(width),
                    str(height), *names], env=environment, check=True, timeout=240, stderr=subprocess.DEVNULL)
    shutil.rmtree(home)


def check(folder, names, width, height, scale):
    """What is wrong with the pictures in this folder: size, and text that is cut."""
    wrong = []
    for name in names:
        picture = folder / f"{name}.png"
        if size_of(picture) != (width * scale, height * scale):
            wrong.append(f"{folder.name}/{name}: {size_of(picture)}")
        for text in (folder / f"{name}.clipped").read_text().splitlines():
            wrong.append(f"{folder.name}/{name}: cut: {text}")
    return wrong


def check_points(folder, points, dark):
    """What is wrong with the colours. `points`: name to picture, x, y, colour in light, in dark."""
    wrong = []
    for name, (picture, x, y, light_color, dark_color) in points.items():
        color = read_png(folder / f"{picture}.png")[2]
        expected, found = dark_color if dark else light_color, color(x, y)
        if expected != found:
            wrong.append(f"{folder.name}: {name}: #{found:06X} for #{expected:06X}")
    return wrong


def check_areas(file, areas, dark):
    """What is missing in one picture. `areas`: name to x, y, width, height, colour in light, in dark, and how many points
    of that colour there must be at least."""
    wrong, color = [], read_png(file)[2]
    for name, (x, y, width, height, light_color, dark_color, least) in areas.items():
        expected = dark_color if dark else light_color
        found = sum(color(column, row) == expected for row in range(y, y + height) for column in range(x, x + width))
        if found < least:
            wrong.append(f"{file.parent.name}/{file.name}: {name}: {found} points of #{expected:06X}, not {least}")
    return wrong


def run(names, sets, points, more=lambda base: [], counted=""):
    """Takes and checks all; prints what is wrong and the figure. `points` hold in light and dark at 1440x900; `more`
    gives further sentences about what is wrong, from the folder of all pictures, and `counted` says of how many things.
    Returns the exit code."""
    if not shutil.which("xvfb-run"):
        print("xvfb-run is missing")
        return CANNOT_JUDGE
    if not shutil.which("convert"):
        print("convert of ImageMagick is missing")
        return CANNOT_JUDGE
    if not (tools() / "window_pictures").exists():
        print("window_pictures is not built")
        return CANNOT_JUDGE
    kept = os.environ.get("LOCKLEAF_PICTURES")
    base = pathlib.Path(kept or tempfile.mkdtemp(prefix="pictures-"))
    if kept:
        shutil.rmtree(base, ignore_errors=True)
    wrong = []
    try:
        for folder, scheme, width, height, scale in sets:
            take(base / folder, names, scheme, width, height, scale)
            wrong += check(base / folder, names, width, height, scale)
        wrong += check_points(base / "light", points, False) + check_points(base / "dark", points, True)
        wrong += more(base)
    finally:
        if not kept:
            shutil.rmtree(base, ignore_errors=True)
    for line in wrong:
        print(line)
    print(f"{len(sets) * len(names)} pictures, {2 * len(points)} points{counted}, {len(wrong)} wrong")
    return FAILS if wrong else HOLDS
