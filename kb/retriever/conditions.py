"""What a question settles beyond its terms, by the subject's readings: the conditions of its facts, made to agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from kb.analysis import Analysis, Unit
from kb.retriever.query import Intent, says
from kb.subject import Reading, subject

Conditions = dict[str, frozenset[str]]
Combinations = Collection[tuple[str, ...]]
"""The pairs of values of the subject's two paired conditions that exist, as the facts of kind ``app_id`` name them."""

_EXCLUDED = re.compile(
    r"\b(?:instead of|rather than|not for|other than|and not|except|unlike|without)\s+(?:the |our |my |with )?$", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:the )?other (?:one|ones|method|way|option|type|kind|approach|side|variant|permission)s?\b", re.IGNORECASE)


def excluded_units(analysis: Analysis, named: Mapping[str, Conditions]) -> frozenset[Unit]:
    """The conditions that a text rules out: "for people instead of rooms" is not about rooms.

    A thing without a condition stays: "can it run without a service account?" asks about just that account.
    """
    terms = (unit for unit in analysis.units if unit.kind == "term" and named.get(unit.key))
    return frozenset(unit for unit in terms if _EXCLUDED.search(analysis.text[: unit.start]))


def infer_conditions(
    conditions: Mapping[str, frozenset[str]],
    keys: Collection[str],
    text: str,
    intents: Collection[Intent],
    before: Mapping[str, frozenset[str]] | None = None,
    *,
    leans: bool = False,
) -> Conditions:
    """The conditions with those that a text settles without naming their values, by the subject's readings.

    Args:
        conditions: What is settled already.
        keys: The units of the text.
        text: The text.
        intents: What it is after.
        before: The conditions of the talk before.
        leans: Whether the text leans on that talk, and so is about what that was about.
    """
    before = before or {}
    settled, named = dict(conditions), {key.removeprefix("@") for key in keys}
    for reading in subject().readings:
        ((key, value),) = reading.settles.items()
        if not (reading.open and key in settled) and _holds(reading, settled, named, text, intents, before, leans=leans):
            settled[key] = settled.get(key, frozenset()) | {value}
    return settled


def _holds(
    reading: Reading,
    settled: Mapping[str, frozenset[str]],
    named: Collection[str],
    text: str,
    intents: Collection[Intent],
    before: Mapping[str, frozenset[str]],
    *,
    leans: bool,
) -> bool:
    if reading.wanted and not reading.wanted & set(intents):
        return False
    if any(settled.get(key, before.get(key)) != frozenset({value}) for key, value in reading.given.items()):
        return False
    if any(before.get(key) != frozenset({value}) for key, value in reading.before.items()):
        return False
    if not all(map(set(named).intersection, reading.terms)) or reading.without & set(named):
        return False
    if reading.topic and not (leans and reading.settles.keys() <= before.keys()) and not _is_about(reading.topic, named, text):
        return False
    return not reading.wording or says(reading.wording, text)


def _is_about(topic: str, named: Collection[str], text: str) -> bool:
    return any(
        all(map(set(named).intersection, sign.terms)) and all(says(wording, text) for wording in sign.wording)
        for sign in subject().topics[topic]
    )


def reconcile(conditions: Mapping[str, frozenset[str]], combinations: Combinations) -> Conditions:
    """Takes a value that people say loosely for another one where only that other one exists beside what else is settled."""
    settled = dict(conditions)
    if len(subject().paired) != 2:
        return settled
    first, second = subject().paired
    loosely = subject().conditions[second].loosely
    if len(settled.get(first, ())) == 1 and settled.get(second):
        (beside,) = settled[first]
        meant = {value: loosely.get(value, value) for value in settled[second] if (beside, value) not in combinations}
        settled[second] = frozenset(meant[value] if (beside, meant.get(value, "")) in combinations else value for value in settled[second])
    return settled


def merge_conditions(
    earlier: Mapping[str, frozenset[str]], own: Mapping[str, frozenset[str]], text: str, combinations: Combinations
) -> Conditions:
    """The conditions of a follow-up: its own, and those of the conversation that it neither replaces nor rules out.

    "The other one" stands for the value that was not named.
    """
    merged = {key: values for key, values in earlier.items() if key not in own} | dict(own)
    if len(subject().paired) != 2:
        return merged
    first, second = subject().paired
    if second in merged and second not in own:
        if _OTHER.search(text):
            other = subject().conditions[second].other
            merged[second] = frozenset(other[value] for value in merged[second] if value in other) or merged[second]
            merged = reconcile(merged, combinations)
        elif first in own and not merged[second] & {value for beside, value in combinations if beside in own[first]}:
            del merged[second]  # what was talked of had it, this cannot: then all of its own may be meant
    return merged
