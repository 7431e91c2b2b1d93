"""Questions that fit several cases: an App ID asked for without a word on which one."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models import LABELS
from kb.models.payloads import AppId
from kb.retriever import Hit, Intent, Query
from kb.subject import subject

_JUST_ASKED = 0.9
"""So near to one of its own questions is a question that asks for a fact word by word."""


def find_alternatives(query: Query, ranked: Sequence[Hit]) -> list[Hit]:
    """The App ID facts a question may mean, in ID order; none when it says which one, or asks for all of them."""
    ask_back = subject().ask_back
    if ask_back is None or Intent.APP_ID not in query.intents or query.intents & {Intent.LIST, Intent.COMPARISON}:
        return []
    if query.conditions.keys() & set(subject().paired) or any(unit.key not in ask_back.idle for unit in query.weights):
        return []
    if not isinstance(ranked[0].fact.latest.payload, AppId) and ranked[0].feature("question") >= _JUST_ASKED:
        return []  # another fact is asked for just so
    found = [match for match in ranked if isinstance(match.fact.latest.payload, AppId)]
    return sorted(found, key=lambda match: match.fact.id) if len(found) > 1 else []


def ask_which(alternatives: Sequence[Hit]) -> tuple[str, ...]:
    """A question for each alternative that settles which one is meant, in the subject's words."""
    ask_back = subject().ask_back
    payloads = [payload for match in alternatives if isinstance(payload := match.fact.latest.payload, AppId)]
    return tuple(
        ask_back.question.format(workload=LABELS[payload.workload], method=LABELS[payload.method]) for payload in payloads if ask_back
    )
