"""Answers questions for a typed value by a query over the facts, completely and not by ranking."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models.payloads import AppId, ConsentPairing
from kb.retriever import Intent, Match, Query

_ASKED: dict[Intent, type[AppId] | type[ConsentPairing]] = {Intent.POSITION: ConsentPairing}
"""What is asked for → the payload that holds it."""


def answer_typed(query: Query, ranked: Sequence[Match]) -> list[Match]:
    """The facts that hold the typed value a question asks for; empty where it asks for none, or leaves its subject open.

    The subject is settled when the question names a value of every condition that tells these facts apart; all that fit are given.
    """
    for intent, kind in _ASKED.items():
        if intent not in query.intents or query.parts:
            continue
        found = [match for match in ranked if isinstance(match.fact.latest.payload, kind)]
        keys = {key for match in found for key in match.entry.conditions}
        if found and keys and keys <= query.conditions.keys():
            return [match for match in found if all(values & query.conditions[key] for key, values in match.entry.conditions.items())]
    return []
