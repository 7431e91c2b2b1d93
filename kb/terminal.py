"""What a script shows on a terminal: colours where they are wanted, and progress on whatever takes over a second.

Standard library only: the scripts use it before anything is installed.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from types import TracebackType
from typing import TextIO

CODES = {"bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "cyan": "36"}
QUIET_SECONDS = 1.0
TERMINAL_SECONDS = 0.2
LOG_SECONDS = 15.0


def wants_colour(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours and whose user did not forbid them (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str, stream: TextIO) -> str:
    """The text in a colour of `CODES`, or unchanged where the stream wants none."""
    return f"\033[{CODES[colour]}m{text}\033[0m" if wants_colour(stream) else text


def show_seconds(seconds: float) -> str:
    """A duration for people: `0.4 s`, `12 s`, `2 min 5 s`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    return f"{whole} s" if whole < 120 else f"{whole // 60} min {whole % 60} s"


class Step:
    """One piece of work with a line of progress on standard error.

    Quick work stays silent. On a terminal the line is redrawn in place; elsewhere (a log) it is written once, then
    again every `LOG_SECONDS`. Use it as a context manager; `note` is the callback that the builders take.

    Args:
        label: What is being done, e.g. ``Building the site``.
        stream: Where the line goes; standard error unless told.
    """

    def __init__(self, label: str, stream: TextIO | None = None) -> None:
        self.label, self.detail = label, ""
        self.stream = stream or sys.stderr
        self.seconds = 0.0
        self._started = 0.0
        self._shown = False
        self._done = threading.Event()
        self._ticker = threading.Thread(target=self._tick, daemon=True)

    def note(self, detail: str) -> None:
        """Says what the work is at now."""
        self.detail = detail

    def __enter__(self) -> Step:
        self._started = time.monotonic()
        self._ticker.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._done.set()
        self._ticker.join()
        self.seconds = time.monotonic() - self._started
        if self._shown or kind is not None:
            self._show("done in" if kind is None else "stopped after", end="\n")

    def _tick(self) -> None:
        wait = QUIET_SECONDS
        while not self._done.wait(wait):
            live = self.stream.isatty()
            self._show("", end="" if live else "\n")
            self._shown = True
            wait = TERMINAL_SECONDS if live else LOG_SECONDS

    def _show(self, verb: str, end: str) -> None:
        elapsed = show_seconds(time.monotonic() - self._started)
        detail = f": {self.detail}" if self.detail and not verb else ""
        text = f"{self.label}{detail} … {f'{verb} ' if verb else ''}{elapsed}"
        if self.stream.isatty():
            try:
                width = os.get_terminal_size(self.stream.fileno()).columns
            except OSError:
                width = 80
            text = "\r\033[K" + text[: max(20, width - 1)]
        self.stream.write(text + end)
        self.stream.flush()
