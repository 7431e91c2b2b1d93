"""A few words that state a fact, with the fact's ID below them: what boxes, arrows and cells are filled with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kb.catalog import Catalog
from kb.models import Fact, Status
from kb.pages.drawings.canvas import CHIP_HEIGHT, Canvas, height_of

Symbol = Literal["", "yes", "no"]
GAP = 7


@dataclass(frozen=True)
class Entry:
    """Some words and the fact that states them.

    Attributes:
        text: Words of the fact's own statement or payload.
        fact: The fact.
        symbol: Whether a tick or a cross goes before the words.
        linked: Whether the fact's ID stands below the words; off where it stands close by already.
    """

    text: str
    fact: Fact
    symbol: Symbol = ""
    linked: bool = True


def current_entry(catalog: Catalog, fact_id: str, text: str, symbol: Symbol = "", linked: bool = True) -> list[Entry]:
    """The entry as a list of one; of none when the fact was withdrawn, since a drawing states nothing that no longer holds."""
    fact = catalog.fact(fact_id)
    return [Entry(text, fact, symbol, linked)] if fact.latest.status is Status.CURRENT else []


def entries_height(entries: Sequence[Entry], width: float) -> float:
    """How high these entries are, drawn below each other."""
    each = [height_of(entry.text, width - (20 if entry.symbol else 0)) + (CHIP_HEIGHT if entry.linked else 0) for entry in entries]
    return sum(each) + GAP * max(0, len(each) - 1)


def draw_entries(canvas: Canvas, x: float, y: float, width: float, entries: Sequence[Entry], anchor: str = "start") -> float:
    """Draws entries below each other, the first one's top at ``y``; returns where they end.

    Args:
        canvas: Where to draw.
        x: The left edge, or the middle when ``anchor`` is ``middle``.
        y: The top.
        width: How wide a line may be.
        entries: What to draw.
        anchor: ``start`` or ``middle``.
    """
    for at, entry in enumerate(entries):
        y += GAP if at else 0
        with canvas.stating(entry.fact):
            shift = 0
            if entry.symbol:
                _draw_symbol(canvas, x, y, entry.symbol)
                shift = 20
            y = canvas.text(x + shift, y, entry.text, width - shift, anchor=anchor)
            if entry.linked:
                y = canvas.chip(x, y, entry.fact, anchor)
    return y


def _draw_symbol(canvas: Canvas, x: float, y: float, symbol: Symbol) -> None:
    # A shape each, so that neither depends on its colour.
    canvas.dot(x + 7, y + 8, 7, symbol)
    if symbol == "yes":
        canvas.path(f"M{x + 3.6:.1f} {y + 8.2:.1f}l2.4 2.5 4.4-5", "mark-yes")
    else:
        canvas.path(f"M{x + 4.4:.1f} {y + 5.4:.1f}l5.2 5.2m0-5.2-5.2 5.2", "mark-no")
