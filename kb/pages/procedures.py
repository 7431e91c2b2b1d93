"""Procedures that differ in a step or two, as one list: what all share stands once, and where they part each says for whom."""

from __future__ import annotations

from collections.abc import Sequence

from kb.errors import KbError
from kb.models import Fact
from kb.pages.marks import Marks, mark_values
from kb.pages.payloads import list_steps, say_limits


def write_shared_steps(facts: Sequence[Fact], marks: Marks) -> str:
    """The steps of these procedures as one numbered list.

    Raises:
        KbError: The procedures have not the same number of steps.
    """
    every = [list_steps(fact) for fact in facts]
    if len({len(steps) for steps in every}) != 1:
        raise KbError(f"shared_steps() takes procedures of equally many steps; {', '.join(fact.id for fact in facts)} are not")
    lines = []
    for number, steps in enumerate(zip(*every, strict=True), 1):
        if len(set(steps)) == 1:
            lines.append(f"{number}. {mark_values(steps[0], marks)}")
        else:
            lines.append(f"{number}. The one of these that is yours:")
            own = zip(facts, steps, strict=True)
            lines += [f"    - *{say_limits(fact)}.* {mark_values(step, marks)} {marks.chip(fact)}" for fact, step in own]
    return marks.block("procedure", "\n".join(lines))
