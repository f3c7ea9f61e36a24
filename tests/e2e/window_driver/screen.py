# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a display, as pixel_watch writes them."""
import struct
import subprocess


class Picture:
    """What the screen showed at one moment: 32 bits a pixel, blue first."""

    def __init__(self, raw):
        self.width, self.height = struct.unpack("<II", raw[:8])
        self.line = self.width * 4
        self.pixels = raw[8:]

    def at(self, x, y):
        """The colour at a point, as 0xRRGGBB."""
        place = y * self.line + x * 4
        return int.from_bytes(self.pixels[place:place + 3], "little")

    def row(self, x, y, width):
        """The bytes of a part of a line."""
        return self.pixels[y * self.line + x * 4:y * self.line + (x + width) * 4]

    def row_colours(self, x, y, width):
        """The colours of a part of a line, as 0xRRGGBB."""
        return [colour & 0xFFFFFF for colour in memoryview(self.row(x, y, width)).cast("I")]

    def area(self, x, y, width, height):
        """The bytes of an area, to be compared."""
        return b"".join(self.row(x, row, width) for row in range(y, y + height))

    def colours(self, x, y, width, height, step=3):
        """The set of colours in an area, every `step` points."""
        return {self.at(column, row) for row in range(y, y + height, step) for column in range(x, x + width, step)}


def take_picture(tools, environment):
    """A picture of the whole display."""
    return Picture(subprocess.run([tools / "pixel_watch", "--picture"], env=environment, check=True,
                                  capture_output=True).stdout)


def save_png(environment, path):
    """Keeps what the display shows, for whoever reads a failure."""
    subprocess.run(["import", "-window", "root", str(path)], env=environment, check=False, capture_output=True)


def differing_points(before, after, box, step=7, least=40, also_equal=()):
    """Points inside `box` (x, y, width, height) that differ clearly between two pictures.

    Points that are not the same in `after` and each picture of `also_equal` are left out: something blinks there.
    """
    x, y, width, height = box
    found = []
    for row in range(y + 2, y + height - 2, step):
        if before.row(x, row, width) == after.row(x, row, width):
            continue
        for column in range(x + 2, x + width - 2, step):
            old, new = before.at(column, row), after.at(column, row)
            distance = sum(abs((old >> shift & 255) - (new >> shift & 255)) for shift in (0, 8, 16))
            if distance >= least and all(other.at(column, row) == new for other in also_equal):
                found.append((column, row))
    return found


def differing_lines(one, other, box):
    """How many lines inside `box` (x, y, width, height) are not the same in two pictures."""
    x, y, width, height = box
    return sum(one.row(x, row, width) != other.row(x, row, width) for row in range(y, y + height))


def spread(points, count):
    """At most `count` of the points, evenly taken."""
    if len(points) <= count:
        return list(points)
    return [points[i * len(points) // count] for i in range(count)]
