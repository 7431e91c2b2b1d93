"""A document as the linter reads it: blocks of text that know where each of their characters stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

_SENTENCE_END = re.compile(r"[.!?][\"”)*`\]]*(?=\s+[A-Z\"“(\[*`\d])")
_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|etc|incl|cf|approx|no|min|max)\.$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; what a kind of document does not have is None.

    Attributes:
        page: 1-based page (PDF).
        paragraph: 1-based paragraph, table rows counted as one (DOCX).
        line: 1-based line of the file, or of the page (PDF).
        column: 1-based character of that line or paragraph.
    """

    page: int | None = None
    paragraph: int | None = None
    line: int | None = None
    column: int = 1

    def members(self) -> dict[str, Any]:
        """Its fields by name."""
        return {"page": self.page, "paragraph": self.paragraph, "line": self.line, "column": self.column}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list item, heading, table row or piece of code.

    Attributes:
        text: What it says; cells of a row are divided by ``|``.
        marks: Offset into ``text`` → the place it stands at, ascending, the first at 0; characters between two marks follow each other.
        is_row: Whether it is a row of a table.
        is_code: Whether each of its lines stands for itself.
        header: The cells of the table's first row, for a row that has one.
    """

    text: str
    marks: tuple[tuple[int, Place], ...]
    is_row: bool = False
    is_code: bool = False
    header: tuple[str, ...] = ()

    def place_at(self, offset: int) -> Place:
        """Where a character of the text stands."""
        start, place = self.marks[bisect_right(self.marks, offset, key=lambda mark: mark[0]) - 1]
        return replace(place, column=place.column + offset - start)

    def sentences(self) -> list[tuple[int, int]]:
        """The ``[start, end)`` of its sentences; a row is one, code has one a line."""
        if self.is_row:
            return [(0, len(self.text))]
        if self.is_code:
            ends = [match.end() for match in re.finditer(r"\n", self.text)]
        else:
            ends = [match.end() for match in _SENTENCE_END.finditer(self.text) if not self._is_abbreviation(match)]
        return [span for span in zip([0, *ends], [*ends, len(self.text)], strict=True) if span[0] < span[1]]

    def cells(self) -> Iterator[tuple[int, int, int]]:
        """The number (from 0), start and end of each cell of a row."""
        start = number = 0
        # The bar before the first cell, where there is one, opens no cell.
        if self.text.startswith("|"):
            start = 1
        for piece in self.text[start:].split("|"):
            yield number, start, start + len(piece)
            start, number = start + len(piece) + 1, number + 1

    def _is_abbreviation(self, end: re.Match[str]) -> bool:
        return bool(_ABBREVIATION.search(self.text, max(0, end.start() - 8), end.start() + 1))


def split_cells(row: str) -> tuple[str, ...]:
    """The cells of a row, without the bars around them."""
    return tuple(cell.strip() for cell in row.strip().strip("|").split("|"))
