"""Splits Markdown and plain text into blocks; good for both, since what is Markdown's own is no harm in plain text."""

from __future__ import annotations

import re

from kb.linting.blocks import Block, Place, split_cells

_FENCE = re.compile(r"[\s>*+\d.)-]{0,40}?(`{3,}|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+•▪◦]|\d{1,3}[.)])\s+\S")
_HEADING = re.compile(r"\s{0,3}#{1,6}\s")


def split_text(text: str, page: int | None = None) -> list[Block]:
    """The blocks of a text, in order.

    Args:
        text: Its lines, with any line ends.
        page: The page it is, where it is one of a PDF file.
    """
    return _Splitter(page).split(text.replace("\r\n", "\n").replace("\r", "\n"))


class _Splitter:
    def __init__(self, page: int | None) -> None:
        self.page = page
        self.blocks: list[Block] = []
        self.lines: list[tuple[int, str]] = []
        self.header: tuple[str, ...] = ()
        self.fence = ""

    def split(self, text: str) -> list[Block]:
        for number, line in enumerate(text.split("\n"), 1):
            self.take(number, line)
        self.flush()
        return self.blocks

    def take(self, number: int, line: str) -> None:
        if fence := _FENCE.match(line):
            if not self.fence:
                self.flush()
                self.fence = fence[1]
                self.lines.append((number, line))
                self.flush(is_code=True)
                return
            if fence[1].startswith(self.fence):
                self.flush(is_code=True)
                self.fence = ""
                return
        if not line.strip():
            self.flush(is_code=bool(self.fence))
            self.header = ()
        elif self.fence:
            self.lines.append((number, line))
        elif "|" in line and "-" in line and not line.strip(" \t|:-"):
            self.take_divider()
        elif "|" in line and (self.header or line.lstrip().startswith("|")):
            self.flush()
            self.lines.append((number, line))
            self.flush(is_row=True)
        else:
            if _ITEM.match(line) or _HEADING.match(line):
                self.flush()
            self.lines.append((number, line))
            if _HEADING.match(line):
                self.flush()

    def take_divider(self) -> None:
        """The line below a table's header: what stood above it names the columns."""
        if self.lines:
            number, line = self.lines.pop()
            self.flush()
            self.lines.append((number, line))
            self.flush(is_row=True)
        if self.blocks and self.blocks[-1].is_row:
            self.header = split_cells(self.blocks[-1].text)

    def flush(self, *, is_row: bool = False, is_code: bool = False) -> None:
        if not self.lines:
            return
        marks, parts, offset = [], [], 0
        for number, line in self.lines:
            kept = line.strip() if is_row else line
            marks.append((offset, Place(page=self.page, line=number, column=1 + (line.index(kept) if is_row else 0))))
            parts.append(kept)
            offset += len(kept) + 1
        self.blocks.append(Block("\n".join(parts), tuple(marks), is_row, is_code, self.header if is_row else ()))
        self.lines = []
