"""Questions that fit several cases: an App ID asked for without a word on which workload or method."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models import LABELS
from kb.models.payloads import AppId
from kb.retriever import Intent, Match, Query

_GENERAL = frozenset(
    {
        "@application-id",
        "@application",
        "@zoom-entra-app",
        "@entra-id",
        "@enterprise-applications",
        "@graph-api",
        "@microsoft-365",
        "@integration",
        "@calendar",
        "@tenant",
        "@zoom-workplace",
        "zoom",
        "entra",
        "correct",
        "official",
        "find",
    }
)
"""Units that do not narrow down which App ID is meant."""


_JUST_ASKED = 0.9
"""So near to one of its own questions is a question that asks for a fact word by word."""


def find_alternatives(query: Query, ranked: Sequence[Match]) -> list[Match]:
    """The App ID facts a question may mean, in ID order; none when it says which one, or asks for all of them."""
    if Intent.APP_ID not in query.intents or query.intents & {Intent.LIST, Intent.COMPARISON}:
        return []
    if query.conditions.keys() & {"workload", "method"} or any(unit.key not in _GENERAL for unit in query.weights):
        return []
    if not isinstance(ranked[0].fact.latest.payload, AppId) and ranked[0].feature("question") >= _JUST_ASKED:
        return []  # another fact is asked for just so
    found = [match for match in ranked if isinstance(match.fact.latest.payload, AppId)]
    return sorted(found, key=lambda match: match.fact.id) if len(found) > 1 else []


def ask_which(alternatives: Sequence[Match]) -> tuple[str, ...]:
    """A question for each alternative that settles which one is meant."""
    return tuple(
        f"Which App ID do {LABELS[payload.workload]} use with {LABELS[payload.method]}?"
        for match in alternatives
        if isinstance(payload := match.fact.latest.payload, AppId)
    )
