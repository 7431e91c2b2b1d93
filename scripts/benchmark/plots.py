"""Plots as SVG inside the page: no script, no file of its own, colours from the page's style sheet in both schemes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 64, 210, 32, 44
GAP = 16
"""The least distance between two labels, in pixels."""

Line = Sequence[tuple[float, float]]


def draw_lines(name: str, title: str, description: str, lines: Mapping[str, Line], unit: str) -> str:
    """A plot with logarithms on both axes; each line carries its name at its end, the first line is the one meant.

    Args:
        name: What the elements' ids begin with.
        title: What the plot shows.
        description: The same for those who do not see it.
        lines: The name of each line → its points.
        unit: What stands on the vertical axis.
    """
    drawn = {label: points for label, points in lines.items() if points}
    xs = [x for points in drawn.values() for x, _ in points]
    ys = [y for points in drawn.values() for _, y in points]
    low_x, high_x = _decades(xs)
    low_y, high_y = _decades(ys)

    def place(x: float, y: float) -> tuple[float, float]:
        across = (math.log10(x) - low_x) / (high_x - low_x)
        up = (math.log10(y) - low_y) / (high_y - low_y)
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    parts = []
    for exponent in range(low_y, high_y + 1):
        _, y = place(10**low_x, 10**exponent)
        parts.append(
            f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/><text class="y" x="{LEFT - 8}" y="{y + 4:.1f}">{_say(exponent)}</text>'
        )
    for exponent in range(low_x, high_x + 1):
        x, _ = place(10**exponent, 10**low_y)
        parts.append(
            f'<path class="grid" d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}"/><text class="x" x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}">{_say(exponent)}</text>'
        )
    parts.append(f'<text class="x" x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 6}">facts</text>')
    parts.append(f'<text class="y unit" x="{LEFT - 8}" y="{TOP - 16}">{escape(unit)}</text>')
    ends = {}
    for at, (label, points) in enumerate(drawn.items()):
        placed = [place(x, y) for x, y in sorted(points)]
        path = " ".join(f"{x:.1f} {y:.1f}" for x, y in placed)
        dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in placed)
        parts.append(f'<g class="line line-{at}"><path d="M{path}"/>{dots}</g>')
        ends[label] = (at, *placed[-1])
    for (label, (at, x, y)), shown in zip(ends.items(), _spread([y for _, _, y in ends.values()]), strict=True):
        start = WIDTH - RIGHT + 14
        parts.append(f'<path class="lead" d="M{x + 5:.1f} {y:.1f}L{start - 3} {shown:.1f}"/>')
        parts.append(f'<text class="name line-{at}" x="{start}" y="{shown + 4:.1f}">{escape(label)}</text>')
    return _frame(name, title, description, parts, HEIGHT)


def draw_bars(name: str, title: str, description: str, bars: Mapping[str, tuple[float, str]]) -> str:
    """Horizontal bars from 0 on; each with what it says at its end.

    Args:
        name: What the elements' ids begin with.
        title: What the plot shows.
        description: The same for those who do not see it.
        bars: Label → value and its words; the longest bar fills the plot.
    """
    most = max(value for value, _ in bars.values())
    left, room, step = 250, WIDTH - 250 - 90, 30
    height = TOP + step * len(bars) + 8
    parts = []
    for at, (label, (value, said)) in enumerate(bars.items()):
        y = TOP + at * step
        width = max(1.0, room * value / most)
        parts.append(f'<text class="label" x="{left - 10}" y="{y + 16}">{escape(label)}</text>')
        parts.append(f'<rect class="bar" x="{left}" y="{y + 3}" width="{width:.1f}" height="18" rx="3"/>')
        parts.append(f'<text class="value" x="{left + width + 8:.1f}" y="{y + 16}">{escape(said)}</text>')
    return _frame(name, title, description, parts, height)


def _frame(name: str, title: str, description: str, parts: Sequence[str], height: int) -> str:
    head = (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="{name}-title {name}-text" xmlns="http://www.w3.org/2000/svg">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-text">{escape(description)}</desc>'
    )
    lines = ['<figure class="plot">', head, *parts, "</svg>", f"<figcaption>{escape(title)}</figcaption>", "</figure>"]
    return "\n".join(lines)


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)
    return low, max(high, low + 1)


def _say(exponent: int) -> str:
    return f"{10**exponent:,}" if exponent >= 0 else f"{10.0**exponent:.{-exponent}f}"


def _spread(wanted: Sequence[float]) -> list[float]:
    """Heights for labels near the wanted ones, none closer than `GAP` to another."""
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    found = list(wanted)
    for before, at in pairwise(order):
        found[at] = max(found[at], found[before] + GAP)
    excess = max(0.0, max(found, default=0.0) - (HEIGHT - BOTTOM))
    return [each - excess for each in found]
