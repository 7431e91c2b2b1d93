"""How long things last: the tokens of each method, each on a scale of its own span, and the window that sync watches."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from kb.catalog import Catalog
from kb.models import LABELS, Fact, payloads
from kb.pages.drawings.canvas import CHIP_WIDTH, SIZES, Canvas, measure
from kb.pages.drawings.figure import Drawing
from kb.pages.marks import Marks, mark_statement
from kb.pages.payloads import say_policy
from kb.pages.tables import token_policies
from kb.pages.words import first_upper, say_duration

UNIT_DAYS = {"Y": 365.25, "M": 365.25 / 12, "D": 1.0, "TH": 1 / 24, "TM": 1 / 1440, "TS": 1 / 86400}
BAR = 26
NAME_WIDTH = 178.0
AHEAD = 0.42
"""How much of the width one span takes; what is renewed goes on beyond it."""


@dataclass(frozen=True)
class Life:
    """A token under a method: its fact, its payload, and its span in days (None when it is not issued)."""

    fact: Fact
    policy: payloads.TokenPolicy
    days: float | None


def count_days(duration: str) -> float:
    """An ISO 8601 duration in days; a year is 365.25 days, a month a twelfth of it."""
    date, _, time = duration.removeprefix("P").partition("T")
    parts = [(number, unit) for number, unit in re.findall(r"(\d+)([YMD])", date)]
    parts += [(number, "T" + unit) for number, unit in re.findall(r"(\d+)([HMS])", time)]
    return sum(int(number) * UNIT_DAYS[unit] for number, unit in parts)


def draw_timeline(catalog: Catalog, marks: Marks) -> Drawing:
    """The timeline: tokens in order of their span, those that are never issued with the others of their kind, then the window."""
    facts = catalog.current()
    lives = order_lives(facts)
    windows = [fact for fact in facts if fact.kind == "window"]

    def draw(canvas: Canvas) -> None:
        y = 0.0
        for _, group in groupby(lives, lambda life: life.policy.token):
            y = _draw_group(canvas, list(group), y) + 10
        for fact in windows:
            y = _draw_window(canvas, fact, y)

    return Drawing(
        "timeline",
        "Token lifetimes and the sync window",
        "Bars that show how long each token lasts under each method, and how far the sync window reaches into past and future. "
        "The table and the list below say the same.",
        (*(life.fact for life in lives), *windows),
        draw,
        "\n\n".join(
            [token_policies([life.fact for life in lives], marks), "\n".join(f"- {mark_statement(fact, marks)}" for fact in windows)]
        ),
        "Each row is drawn on the scale of its own span.",
    )


def order_lives(facts: Sequence[Fact]) -> list[Life]:
    """The token policies by token, then by span, the never issued ones last."""
    lives = []
    for fact in facts:
        if isinstance(policy := fact.latest.payload, payloads.TokenPolicy):
            span = policy.lifetime or policy.renewed_every
            lives.append(Life(fact, policy, count_days(span) if policy.issued and span else None))
    return sorted(lives, key=lambda life: (str(life.policy.token), life.days is None, life.days or 0, life.fact.id))


def _draw_group(canvas: Canvas, lives: Sequence[Life], y: float) -> float:
    with canvas.stating(*(life.fact for life in lives)):
        y = canvas.text(0, y, first_upper(LABELS[lives[0].policy.token]), canvas.width, "head") + 6
    for life in lives:
        y = _draw_life(canvas, life, y) + 12
    return y


def _draw_life(canvas: Canvas, life: Life, y: float) -> float:
    policy, left = life.policy, 0.0 if canvas.narrow else NAME_WIDTH
    with canvas.stating(life.fact):
        if canvas.narrow:
            y = canvas.text(0, y, LABELS[policy.method], canvas.width, "small") + 2
        else:
            canvas.text(0, y + 5, LABELS[policy.method], left - 12)
        width = canvas.width - left - 4
        if life.days is None:
            canvas.path(f"M{left + 2:.1f} {y + BAR / 2:.1f}H{left + 2 + width:.1f}", "never")
        elif policy.renewed_every:
            _draw_renewed(canvas, left + 2, y, width, say_duration(policy.renewed_every))
        else:
            canvas.box(left + 2, y, width * AHEAD, BAR, "span", 4)
            canvas.text(left + 12, y + 5, say_duration(policy.lifetime or ""), width * AHEAD, "inside")
            canvas.path(f"M{left + 2 + width * AHEAD:.1f} {y - 3:.1f}v{BAR + 6}", "stop")
            canvas.path(f"M{left + 10 + width * AHEAD:.1f} {y + BAR / 2:.1f}H{left + 2 + width:.1f}", "never")
        return _draw_note(canvas, left, y + BAR + (5 if life.days else -3), _say_rest(policy), life.fact)


def _say_rest(policy: payloads.TokenPolicy) -> str:
    # A lifetime stands in its bar already.
    return say_policy(policy.model_copy(update={"lifetime": None})) if policy.storage or policy.renewed_every or not policy.issued else ""


def _draw_renewed(canvas: Canvas, left: float, y: float, width: float, every: str) -> None:
    step, x = width * AHEAD, left
    while x < left + width:
        canvas.box(x, y, min(step - 4, left + width - x), BAR, "span" if x == left else "span again", 4)
        x += step
        if x < left + width:
            canvas.path(f"M{x - 9:.1f} {y - 4:.1f}q7-9 13-1m0 0 .8-5m-.8 5-5-.8", "turn")
    canvas.text(left + 10, y + 5, every, step, "inside")


def _draw_note(canvas: Canvas, x: float, y: float, text: str, fact: Fact) -> float:
    # The ID goes on the same line where there is room for it.
    beside = measure(text, SIZES["label"]) + 10 if text else 2
    if x + beside + CHIP_WIDTH <= canvas.width:
        canvas.text(x + 2, y + 4, text, canvas.width)
        return canvas.chip(x + beside, y, fact)
    y = canvas.text(x + 2, y, text, canvas.width - x)
    return canvas.chip(x + 2, y, fact)


def _draw_window(canvas: Canvas, fact: Fact, y: float) -> float:
    window, left = fact.latest.payload, 0.0 if canvas.narrow else NAME_WIDTH
    assert isinstance(window, payloads.Window)
    past, future = count_days(window.past), count_days(window.future)
    width = canvas.width - left - 4
    now = left + 2 + width * past / (past + future)
    with canvas.stating(fact):
        y = canvas.text(0, y, fact.latest.title, canvas.width, "head") + 8
        if canvas.narrow:
            y = canvas.text(0, y, f"rolling window of {say_duration(window.total)}", canvas.width, "small") + 4
        else:
            canvas.text(0, y + 5, f"rolling window of {say_duration(window.total)}", left - 12)
        canvas.box(left + 2, y, now - left - 3, BAR, "span past", 4)
        canvas.box(now + 1, y, left + width + 1 - now, BAR, "span", 4)
        canvas.text(left + 12, y + 5, say_duration(window.past), now, "inside-past")
        canvas.text(now + 12, y + 5, say_duration(window.future), width, "inside")
        canvas.path(f"M{now:.1f} {y - 5:.1f}v{BAR + 10}", "stop")
        below = y + BAR + 7
        canvas.text(now - 8, below, "past", now, "small", "end")
        end = canvas.text(now + 8, below, "future", width, "small")
        return canvas.chip(left + width + 2, end - 18, fact, "end")
