"""Facts as things to tick off: boxes that print, and a list of tasks in the twin."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape

from kb.models import LABELS, Fact, payloads
from kb.models.conditions import CONDITIONS
from kb.pages.marks import Marks
from kb.pages.payloads import list_steps, say_limits
from kb.pages.words import first_upper, join_words, strip_marks


def write_checklist_head(release: str, marks: Marks) -> str:
    """What stands above the boxes: the release they are of, and on paper lines to write on."""
    if marks.plain:
        return f"Release {release}."
    labels = escape(json.dumps({"keys": CONDITIONS, "values": LABELS}, ensure_ascii=False))
    return f"""
<div class="checks-actions" data-checklist data-labels="{labels}">
<span>Release {release}</span>
</div>
<p class="checks-sign"><span>Tenant</span><span>Method</span><span>Name</span><span>Date</span></p>"""


def write_checks(facts: Sequence[Fact], marks: Marks) -> str:
    """One box for each fact; what it is limited to stands behind it."""
    return _block([_item(fact.id, say_check(fact), fact, marks, _value(fact), say_limits(fact)) for fact in facts], marks)


def write_step_checks(facts: Sequence[Fact], marks: Marks) -> str:
    """One box for each step of these procedures, under their IDs; a step that all share stands there once."""
    steps = [list_steps(fact) for fact in facts]
    head = f"**{strip_marks(facts[0].latest.title)}**" if len(facts) == 1 else "For every line without an ID of its own:"
    items = []
    if len({len(each) for each in steps}) == 1:
        for at, same in enumerate(zip(*steps, strict=True), 1):
            if len(set(same)) == 1:
                items.append(_item(f"{facts[0].id}-{at}", same[0], None, marks))
            else:
                items += [_item(f"{fact.id}-{at}", step, fact, marks, "", say_limits(fact)) for fact, step in zip(facts, same, strict=True)]
    else:
        for fact, each in zip(facts, steps, strict=True):
            items += [_item(f"{fact.id}-{at}", step, fact, marks, "", say_limits(fact)) for at, step in enumerate(each, 1)]
    return f"{head} {' '.join(map(marks.chip, facts))}\n\n{_block(items, marks)}"


def say_check(fact: Fact) -> str:
    """What is to be ticked off, in a line: from the payload where it says what to have or to do, else the title."""
    match fact.latest.payload:
        case payloads.Role(roles=roles, any_of=any_of, permits=permits):
            return f"**{join_words(roles, 'or' if any_of else 'and')}**: {permits}"
        case payloads.VersionFloor(minimums=minimums):
            return join_words((f"{each.product} {each.version}" for each in minimums), "or") + ", or later"
        case payloads.Recommendation(choose=choose):
            return first_upper(choose)
        case payloads.Options(name=name, values=values):
            return f"{first_upper(name)}: {join_words(values, 'or')}"
    return fact.latest.title


def _value(fact: Fact) -> str:
    payload = fact.latest.payload
    return f"`{payload.app_id}`" if isinstance(payload, payloads.AppId) else ""


def _item(key: str, text: str, fact: Fact | None, marks: Marks, value: str = "", limits: str = "") -> str:
    chip = marks.chip(fact) if fact else ""
    if marks.plain:
        parts = [f"- [ ] {text}", value, f"({limits})" if limits else "", chip]
    else:
        when = fact.latest.applies_when.named() if fact else {}
        held = "&amp;".join(f"{name}={value}" for name, values in when.items() for value in sorted(values))
        label = f'- <label><input type="checkbox" data-check="{key}" data-when="{held}" autocomplete="off"> {text}</label>'
        parts = [label, value, f'<span class="only">{limits}</span>' if limits else "", chip]
    return " ".join(part for part in parts if part)


def _block(items: Sequence[str], marks: Marks) -> str:
    return marks.block("checks", "\n".join(items))
