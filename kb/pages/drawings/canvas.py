"""The paper and the pen: text that wraps, boxes, arrows and linked fact IDs, as SVG without any style of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape

from kb.models import Fact

Address = Callable[[str], str]
"""Fact ID → the address of its place, relative to the page that is drawn on."""

SIZES = {"label": 13, "head": 14, "small": 11.5, "inside": 12, "inside-past": 12}
"""Text class → font size in user units; the stylesheet says the same."""

LEADING = 1.32
CHIP_WIDTH, CHIP_HEIGHT = 106, 24
NARROW, WIDE = 360, 760
"""The two widths every drawing is made in, in user units: a phone's, and a desk's."""

_THIN, _BROAD = frozenset("ijltfr.,:;'|!()/ "), frozenset("mwMW@—")


class Canvas:
    """One drawing under the pen; ``height`` grows with ``reach``.

    Attributes:
        width: In user units; one unit is about one CSS pixel.
        height: The lowest point reached so far.
    """

    def __init__(self, width: float, address: Address) -> None:
        self.width, self.height = width, 0.0
        self._address, self._parts = address, list[str]()

    @property
    def narrow(self) -> bool:
        """Whether this is the phone's variant."""
        return self.width < WIDE

    def reach(self, y: float) -> float:
        """Makes the drawing at least ``y`` high; returns ``y``."""
        self.height = max(self.height, y)
        return y

    @contextmanager
    def stating(self, *facts: Fact) -> Iterator[None]:
        """What is drawn inside states these facts, and nothing else."""
        self._parts.append(f'<g data-facts="{" ".join(fact.id for fact in facts)}">')
        yield
        self._parts.append("</g>")

    def box(self, x: float, y: float, width: float, height: float, name: str, radius: float = 9) -> None:
        """A rectangle with round corners that the stylesheet knows by ``name``."""
        self._parts.append(f'<rect class="{name}" x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="{_n(radius)}"/>')
        self.reach(y + height)

    def path(self, moves: str, name: str) -> None:
        """A line that the stylesheet knows by ``name``."""
        self._parts.append(f'<path class="{name}" d="{moves}"/>')

    def text(self, x: float, y: float, text: str, width: float, name: str = "label", anchor: str = "start") -> float:
        """Writes wrapped text with its top at ``y``; returns where it ends."""
        size = SIZES[name]
        for line in wrap(text, width, size):
            where = f' text-anchor="{anchor}"' if anchor != "start" else ""
            self._parts.append(f'<text class="{name}" x="{_n(x)}" y="{_n(y + size)}"{where}>{escape(line)}</text>')
            y += size * LEADING
        return self.reach(y)

    def chip(self, x: float, y: float, fact: Fact, anchor: str = "start") -> float:
        """The fact's ID, linked to its place, with its top at ``y``; returns where it ends."""
        left = x - {"start": 0, "middle": CHIP_WIDTH / 2, "end": CHIP_WIDTH}[anchor]
        self._parts.append(
            f'<a class="chip" href="{escape(self._address(fact.id))}">'
            f'<rect x="{_n(left)}" y="{_n(y + 2)}" width="{CHIP_WIDTH}" height="{CHIP_HEIGHT - 4}" rx="10"/>'
            f'<text x="{_n(left + CHIP_WIDTH / 2)}" y="{_n(y + 15.6)}" text-anchor="middle">{fact.id}</text></a>'
        )
        return self.reach(y + CHIP_HEIGHT)

    def render(self, name: str, title: str, description: str) -> str:
        """The drawing as one line of SVG; ``name`` makes its ids unique on the page."""
        return (
            # A group and not a picture: what a picture holds cannot be reached by keyboard, and the IDs in it are links.
            f'<svg class="{"narrow" if self.narrow else "wide"}" viewBox="0 0 {_n(self.width)} {_n(self.height + 1)}" role="group" '
            f'aria-labelledby="{name}-title" aria-describedby="{name}-text" xmlns="http://www.w3.org/2000/svg">'
            f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(description)}</desc>'
            f"{''.join(self._parts)}</svg>"
        )


def measure(text: str, size: float) -> float:
    """About how wide a line of text is; on the safe side, since each system brings its own font."""
    return size * sum(0.36 if sign in _THIN else 0.95 if sign in _BROAD else 0.7 if sign.isupper() else 0.61 for sign in text)


def wrap(text: str, width: float, size: float) -> list[str]:
    """Text in lines that fit the width; a word that is longer than a line stands alone."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure(joined, size) > width:
            lines.append(word)
        else:
            lines[-1] = joined
    return lines


def _n(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
