# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the open window, and sees there: commands, sheets, notes, drags, the toast and its Undo.

What is waited for is seen on the screen, by the colours of the design in light; nothing is asked of the program itself.
"""
from .acceptance import need
from .program import SESSION
from .screen import differing_points
from .waiting import wait_until

SIDE, ACCENT, TINT, RAISED = 0xEFF1EC, 0x2A7548, 0xDDEBE1, 0xFFFFFF
TOAST, TOAST_ACTION = 0x252B27, 0x86D2A2
BLUE, ORANGE, PURPLE = 0x2F6DA8, 0xB0601A, 0x7A4FB0
SIDEBAR_WIDTH, LIST_WIDTH, STATUS_HEIGHT, ICON = 236, 340, 34, 20
# Points that may differ between two pictures of the same text: the caret blinks.
CARET_POINTS = 8


def distance(one, other):
    """How far two colours are from each other."""
    return sum(abs((one >> shift & 255) - (other >> shift & 255)) for shift in (0, 8, 16))


class MainWindow:
    """The session's window as it stands there, unlocked, three panes wide."""

    def __init__(self, lockleaf):
        self._desktop = lockleaf.desktop
        self._x, self._y, self.width, self.height = self._desktop.box(lockleaf.window_of(SESSION))
        need(self.width >= 1100, f"the window is {self.width} wide: too narrow for the sidebar")
        self._toast = None

    # Looking

    def _spots(self, picture, area, colour, within=0):
        """The points of an area (x, y, width, height in the window) with a colour, or near it."""
        x, y, width, height = area
        found = []
        for row in range(y, y + height):
            colours = picture.row_colours(self._x + x, self._y + row, width)
            wanted = {one for one in set(colours) if distance(one, colour) <= within}
            if wanted:
                found += [(x + column, row) for column, one in enumerate(colours) if one in wanted]
        return found

    def _middle_of(self, spots):
        """The point in the middle of some points, on the screen."""
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        return self._x + (min(xs) + max(xs)) // 2, self._y + (min(ys) + max(ys)) // 2

    def _on_screen(self, area):
        return self._x + area[0], self._y + area[1], area[2], area[3]

    def _sidebar(self):
        return 0, 104, SIDEBAR_WIDTH, self.height - 160

    def _list(self):
        return SIDEBAR_WIDTH, 58, LIST_WIDTH, self.height - 58

    def _text(self):
        """Title and text of the open note: below its tags, above where a toast stands."""
        left = SIDEBAR_WIDTH + LIST_WIDTH + 20
        return left, 104, self.width - left - 20, self.height - 104 - 120

    def look(self):
        """What the screen shows now, to be compared with later."""
        return self._desktop.picture()

    def _same(self, before, area, limit=CARET_POINTS, least=40):
        return len(differing_points(before, self.look(), self._on_screen(area), step=3, least=least)) <= limit

    def is_veiled(self):
        """Whether a sheet is open: the veil behind it lies over the sidebar as well."""
        return self.look().at(self._x + 3, self._y + self.height - 3) != SIDE

    def _wait_for_sheet(self):
        wait_until(self.is_veiled, "a sheet to open", 10)

    def _wait_for_no_sheet(self):
        wait_until(lambda: not self.is_veiled(), "the sheet to close", 10)

    # Text

    def wait_for_text(self, before):
        """Waits until title and text look as they did before."""
        wait_until(lambda: self._same(before, self._text()), "the text to look as it did before", 10)

    def wait_for_other_text(self, before):
        """Waits until title and text look otherwise than before."""
        wait_until(lambda: not self._same(before, self._text()), "the text to look otherwise", 10)

    def wait_for_sidebar(self, before):
        """Waits until names and counts in the sidebar are what they were before."""
        wait_until(lambda: self._same(before, self._sidebar(), 0), "the sidebar to look as it did before", 10)

    def press(self, *keys):
        """Presses keys, one after the other."""
        self._desktop.press(*keys)

    def type(self, text):
        """Types into what has the keyboard; nothing is waited for."""
        self._desktop.type_text(text)

    def write(self, text):
        """Types into the open note, and waits until that is seen."""
        before = self.look()
        self.type(text)
        self.wait_for_other_text(before)

    def undo_until(self, before, presses=3):
        """Ctrl+Z in the text until it looks as before; a few presses must do."""
        for _ in range(presses):
            now = self.look()
            self.press("ctrl+z")
            self.wait_for_other_text(now)
            if self._same(before, self._text()):
                return
        self.wait_for_text(before)

    # Commands and notes

    def command(self, words, opens_sheet=False):
        """Runs a command from the list of commands."""
        self.press("ctrl+shift+p")
        self._wait_for_sheet()
        self.type(words)
        self.press("Return")
        if not opens_sheet:
            self._wait_for_no_sheet()

    def open_note(self, title):
        """Goes to another note than the open one by its title; it has the keyboard then."""
        before = self.look()
        self.press("ctrl+o")
        self._wait_for_sheet()
        self.type(title)
        self.press("Return")
        self._wait_for_no_sheet()
        self.wait_for_other_text(before)

    def choose_in_sidebar(self, name):
        """Chooses a row of the sidebar by typing its name there. The open note has the keyboard before."""
        before = self.look()
        self.press("F6")
        self.type(name)
        wait_until(lambda: not self._same(before, self._list()), f"the list of {name}", 10)
        # The pointer takes the ring of the keyboard away, so that pictures can be compared.
        self._desktop.click(*self._middle_of(self._spots(self.look(), self._sidebar(), TINT)))
        self._move_pointer_away()

    def rename_chosen(self, name):
        """Gives what is chosen in the sidebar, which has the keyboard, another name."""
        self.press("F2")
        self._wait_for_sheet()
        self.type(name)
        self.press("Return")
        self._wait_for_no_sheet()

    # The toast

    def _toast_area(self):
        return 0, self.height - STATUS_HEIGHT - 80, self.width, 72

    def _toast_spots(self, picture):
        spots = self._spots(picture, self._toast_area(), TOAST)
        return spots if len(spots) > 1000 else []

    def wait_for_toast(self):
        """Waits until a toast says something that has not been said before in this window."""
        area = self._on_screen(self._toast_area())

        def new_one():
            picture = self.look()
            if not self._toast_spots(picture):
                return None
            shown = picture.area(*area)
            return shown if shown != self._toast else None

        self._toast = wait_until(new_one, "a toast", 15)

    def undo_in_toast(self):
        """Clicks on the toast's action and waits until the toast is gone."""
        picture = self.look()
        spots = self._toast_spots(picture)
        need(spots, "the toast is gone before its Undo could be clicked")
        left, right = min(x for x, _ in spots), max(x for x, _ in spots)
        top, bottom = min(y for _, y in spots), max(y for _, y in spots)
        action = self._spots(picture, (left, top, right - left, bottom - top), TOAST_ACTION, 60)
        need(action, "the toast has no Undo")
        self._desktop.click(*self._middle_of(action))
        wait_until(lambda: not self._toast_spots(self.look()), "the toast to close", 10)
        self._move_pointer_away()

    def _move_pointer_away(self):
        """Out of the window: nothing there is hovered."""
        self._desktop.move_pointer(self._x + self.width + 20, self._y + self.height + 20)

    # Versions

    def restore_version(self, row):
        """Opens the versions of the open note, goes down to one (0 is the newest), and restores it."""
        self.command("Versions", opens_sheet=True)
        left, top = self.width // 2 - 490, self.height // 2 - 340
        versions, foot = (left + 30, top + 70, 230, 500), (left + 490, top + 600, 490, 70)
        chosen = lambda: self._spots(self.look(), versions, TINT)
        # The list of commands that stood there before was narrower.
        corner = self._x + left + 90, self._y + top + 660
        wait_until(lambda: self.is_veiled() and self.look().at(*corner) == RAISED, "the sheet of versions", 10)
        wait_until(lambda: len(chosen()) > 1000, "the list of versions", 10)
        for _ in range(row):
            above = max(y for _, y in chosen())
            self.press("Down")
            wait_until(lambda: max((y for _, y in chosen()), default=0) > above, "the next version to be chosen", 10)
        # It can be pressed once the chosen version has been read, and unless it is the same as the text.
        button = lambda: self._spots(self.look(), foot, ACCENT)
        wait_until(lambda: len(button()) > 1000, "a version that can be restored", 10)
        self._desktop.click(*self._middle_of(button()))
        self._wait_for_no_sheet()
        self._move_pointer_away()

    # Drags

    def notebook_icon(self, colour):
        """Where the first notebook of a colour stands in the sidebar, on the screen."""
        spots = wait_until(lambda: self._spots(self.look(), self._sidebar(), colour, 24), "a notebook of that colour", 10)
        top = min(y for _, y in spots)
        return self._middle_of([(x, y) for x, y in spots if y < top + ICON])

    def choose_notebook(self, colour):
        """Chooses a notebook by the pointer, and waits for its list."""
        before = self.look()
        self._desktop.click(*self.notebook_icon(colour))
        wait_until(lambda: not self._same(before, self._list()), "the list of the notebook", 10)
        self._move_pointer_away()

    def selected_row(self):
        """Where the row of the open note stands in the list, on the screen."""
        area = SIDEBAR_WIDTH + 12, 60, LIST_WIDTH - 24, self.height - 80
        return self._middle_of(wait_until(lambda: self._spots(self.look(), area, TINT), "a selected row", 10))

    def drag(self, start, end):
        """Drags from a point of the screen to one in the sidebar; lets go once the row there shows that it takes it."""
        row = end[0] + 120 - self._x, end[1] - 12 - self._y, 60, 24
        mouse = self._desktop.xdotool
        before = self.look()
        mouse("mousemove", *start, "mousedown", 1)
        for part in range(1, 6):
            mouse("mousemove", *(a + (b - a) * part // 5 for a, b in zip(start, end)))
        wait_until(lambda: not self._same(before, row, 0, least=8), "the row to show that it takes what is dragged", 10)
        mouse("mouseup", 1)
        self._move_pointer_away()
