"""A matrix: columns with heads, rows with a name, and cells that may reach over several columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kb.models import Fact
from kb.pages.drawings.canvas import Canvas, height_of, tallest
from kb.pages.drawings.entries import Entry, draw_entries, entries_height

PAD = 10
NAME_WIDTH = 178
EMPTY = 22
"""The height of a cell that says nothing."""


@dataclass(frozen=True)
class Head:
    """The head of a column, or the name of a row: words, and the facts that hold them. A column's words link to the first."""

    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Cell:
    """What stands in a row under ``span`` columns: entries, or something drawn by ``draw(canvas, left, top, width)`` of ``height``."""

    entries: Sequence[Entry] = ()
    span: int = 1
    draw: Callable[[Canvas, float, float, float], object] | None = None
    height: float = 0


@dataclass(frozen=True)
class Row:
    """One row."""

    name: Head
    cells: Sequence[Cell] = field(default_factory=tuple)


def draw_grid(canvas: Canvas, columns: Sequence[Head], rows: Sequence[Row], top: float = 0, corner: Head | None = None) -> float:
    """Draws a matrix from ``top`` on and returns where it ends; on a phone a row's name stands above its cells."""
    left = 0.0 if canvas.narrow else float(NAME_WIDTH)
    step = (canvas.width - left) / len(columns)
    size = "small" if canvas.narrow else "label"
    high = tallest([height_of(head.text, step - PAD, size) for head in columns])
    if corner and not canvas.narrow:
        high = max(high, height_of(corner.text, left - 2 * PAD, "small"))
        with canvas.stating(*corner.facts):
            canvas.text(PAD, top, corner.text, left - 2 * PAD, "small")
    for at, head in enumerate(columns):
        middle = left + step * (at + 0.5)
        with canvas.stating(*head.facts):
            canvas.word(middle, top, head.text, step - PAD, head.facts[0], size, "middle")
    y = top + high + 6
    if corner and canvas.narrow:
        with canvas.stating(*corner.facts):
            y = canvas.text(2, y + 6, corner.text, canvas.width, "small")
    for row in rows:
        y = _draw_row(canvas, row, y, left, step)
    return y


def _draw_row(canvas: Canvas, row: Row, y: float, left: float, step: float) -> float:
    pad = 6 if canvas.narrow else PAD
    heights = [cell.height or entries_height(cell.entries, step * cell.span - 2 * pad - 4) or EMPTY for cell in row.cells]
    name_width = canvas.width - 4 if canvas.narrow else left - 2 * PAD
    name = height_of(row.name.text, name_width, "head")
    if canvas.narrow:
        with canvas.stating(*row.name.facts):
            y = canvas.text(2, y + 6, row.name.text, name_width, "head") + 4
        high = tallest(heights) + 2 * pad
    else:
        high = max(tallest(heights), name) + 2 * pad
        with canvas.stating(*row.name.facts):
            canvas.text(PAD, y + (high - name) / 2, row.name.text, name_width, "head")
    x = left
    for cell, own in zip(row.cells, heights, strict=True):
        width = step * cell.span
        canvas.box(x + 2, y, width - 4, high, "cell" if cell.entries or cell.draw else "cell empty")
        if cell.draw:
            cell.draw(canvas, x, y + (high - own) / 2, width)
        elif cell.entries:
            draw_entries(canvas, x + 2 + pad, y + pad, width - 2 * pad - 4, cell.entries)
        else:
            canvas.path(f"M{x + width / 2 - 7:.1f} {y + high / 2:.1f}h14", "dash")
        x += width
    return canvas.reach(y + high + 4)
