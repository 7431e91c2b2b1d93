"""Answers questions for a typed value by a query over the facts, completely and not by ranking."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models.payloads import ConsentPairing, ErrorCode
from kb.reading import cut_message
from kb.retriever import Hit, Intent, Query, asks
from kb.subject import subject

_ASKED = {Intent.POSITION: ConsentPairing}
"""What is asked for → the payload that holds it."""

_SIBLINGS = subject().keys_with("siblings") - subject().keys_with("background")
_LEADING = 4
"""So far up the ranking a fact of the kind must stand for a question that settles no condition to be about it."""

_COVERED = 0.8
"""And this much of the question it must hold: what asks for more, such as a default, asks for something else."""

MOST_WORDS_ABOUT = 4
"""Words of a question that asks for nothing but the error it names."""

MOST_SIBLINGS = 3
"""Facts of the same family that an answer adds."""


def answer_typed(query: Query, ranked: Sequence[Hit]) -> list[Hit]:
    """The facts that hold the typed value a question asks for, all that fit its conditions; empty where it asks for none."""
    if errors := _find_errors(query, ranked):
        return errors
    for intent, kind in _ASKED.items():
        if intent not in query.intents or query.parts:
            continue
        found = [match for match in ranked if isinstance(match.fact.latest.payload, kind)]
        keys = {key for match in found for key in match.entry.conditions}
        settled = keys & query.conditions.keys()
        leads = any(match in found and match.feature("coverage") >= _COVERED for match in ranked[:_LEADING])
        if found and (settled == keys or (leads and not settled)):
            fitting = [
                match
                for match in found
                if all(values & query.conditions.get(key, values) for key, values in match.entry.conditions.items())
            ]
            return sorted(fitting, key=lambda match: match.fact.id)
    return []


def _find_errors(query: Query, ranked: Sequence[Hit]) -> list[Hit]:
    """The errors whose codes a message names, where it asks what to do or says little else: a code in a story is only told."""
    last = next(iter(cut_message(query.text).others), query.text)
    about = Intent.REMEDY in query.intents or len(last.split()) <= MOST_WORDS_ABOUT or not asks(query.text)
    text = query.text.upper()
    return [match for match in ranked if about and any(code in text for code in _codes(match))][:MOST_SIBLINGS]


def _codes(match: Hit) -> tuple[str, ...]:
    payload = match.fact.latest.payload
    return payload.codes if isinstance(payload, ErrorCode) else ()


def find_siblings(first: Hit, query: Query, ranked: Sequence[Hit]) -> list[Hit]:
    """The facts that say for another case what the first one says for its own, where the question leaves open which case is meant.

    Two facts are siblings when they are of one kind, are limited by the same conditions, and differ in one that the question does not name.
    """
    mine = first.entry.conditions
    open_keys = {key for key in mine if key not in query.conditions and key in _SIBLINGS}
    if not open_keys:
        return []
    found = []
    for match in ranked:
        theirs = match.entry.conditions
        if match is first or match.fact.kind != first.fact.kind or theirs.keys() != mine.keys():
            continue
        differing = {key for key in mine if not mine[key] & theirs[key]}
        if differing and differing <= open_keys and _alike(first, match):
            found.append(match)
    return found[:MOST_SIBLINGS]


def _alike(one: Hit, other: Hit) -> bool:
    shared = one.entry.words & other.entry.words
    return len(shared) >= 0.5 * min(len(one.entry.words), len(other.entry.words))
