"""Progress on stderr: one line for each start and end, and for what takes long."""

import asyncio
import sys
import time
import unicodedata

LONG_CELL_SECONDS = 3.0
# Control, format, line and paragraph marks, halves of characters.
HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def printable(text: str) -> str:
    """Text whose control and invisible characters, but for line ends, a terminal does not act on."""
    return "".join(
        f"\\u{ord(one):04x}" if one != "\n" and unicodedata.category(one) in HIDDEN else one for one in text
    )


def complain(text: str) -> None:
    print(printable(text), file=sys.stderr, flush=True)


def say(text: str) -> None:
    complain(f"notebooks: {text}")


def head(source: str, width: int = 60) -> str:
    """The beginning of a cell's code on one line, without comments."""
    lines = (line.strip() for line in source.splitlines())
    code = " ".join(line for line in lines if line and not line.startswith("//"))
    return code if len(code) <= width else f"{code[: width - 1]}…"


class CellWatch:
    """Says that a cell is still running once it has run for some seconds, and when it is done."""

    def __init__(self, name: str, code_cells: int) -> None:
        self._name = name
        self._code_cells = code_cells
        self._timer: asyncio.Task[None] | None = None
        self._started = 0.0
        self._announced = False

    def start(self, number: int, source: str) -> None:
        self._started = time.monotonic()
        self._announced = False
        self._timer = asyncio.ensure_future(self._announce(number, source))

    def end(self, number: int) -> None:
        if self._timer:
            self._timer.cancel()
        announced, self._announced = self._announced, False
        if announced:
            say(f"{self._cell(number)} done in {time.monotonic() - self._started:.1f} s")

    def _cell(self, number: int) -> str:
        return f"{self._name}, cell {number} of {self._code_cells}:"

    async def _announce(self, number: int, source: str) -> None:
        await asyncio.sleep(LONG_CELL_SECONDS)
        self._announced = True
        say(f"{self._cell(number)} still running: {head(source)}")
