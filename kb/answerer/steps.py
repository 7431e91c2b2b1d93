"""Procedures in answers: all steps, or those that follow from where somebody already is."""

from __future__ import annotations

import re

from kb.analysis import Analyzer
from kb.models.payloads import Procedure

_STANDING = re.compile(
    r"\b(already|i'?m (in|at|on)|i am (in|at|on)|we'?re (in|at|on)|now (in|at|on)|after|once|having|standing|got to|reached|opened|clicked|"
    r"signed in|logged in|selected|found|stuck|just|done)\b",
    re.IGNORECASE,
)


def render_steps(procedure: Procedure, start: int = 0) -> str:
    """The steps as an ordered Markdown list, numbered as in the procedure, from step ``start`` (0-based)."""
    return "\n".join(f"{number}. {step}" for number, step in enumerate(procedure.steps, 1) if number > start)


def find_start(question: str, procedure: Procedure, analyzer: Analyzer) -> int:
    """How many steps are behind somebody who says where they are; 0 when they do not say.

    The place is read from the question's clause that says so ("I'm already in Enterprise applications"), and
    is the last step whose bold labels it names.
    """
    match = _STANDING.search(question)
    if match is None:
        return 0
    clause = re.split(
        r"[;.?!]|, (?:what|where|how|which)|\b(?:what next|where (?:do|to|next)|now what|what do|to (?:validate|check|verify|look|find|see|confirm))\b",
        question[match.start() :],
    )[0]
    said = " ".join(analyzer.analyse(clause).unit_keys())
    behind = 0
    for number, step in enumerate(procedure.steps, 1):
        labels = re.findall(r"\*\*(.+?)\*\*", step) or [step]
        wanted = [" ".join(analyzer.analyse(label).unit_keys()) for label in labels]
        # A label of one bare word ("Zoom") stands everywhere and says nothing about the place.
        if any(one and (one.startswith("@") or " " in one) and f" {one} " in f" {said} " for one in wanted):
            behind = number
    return behind if behind < len(procedure.steps) else 0
