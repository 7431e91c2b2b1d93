"""Chooses how the facts of an answer are best shown beside its text."""

from __future__ import annotations

from collections.abc import Sequence

from kb.models import Fact
from kb.models.answers import View, ViewType
from kb.models.payloads import Procedure
from kb.reading import Form
from kb.retriever import Intent, Query

FEWEST_ROWS = 3
"""Facts of one kind from which on a table says more than cards."""

_PLAIN_KINDS = frozenset({"claim", "reason", "gap", "term"})
"""Kinds whose payload holds nothing to lay out."""


def choose_view(query: Query, said: Sequence[Fact], form: Form | None = None) -> View | None:
    """The view for the facts an answer says; None where its text is enough."""
    shown = [fact for fact in said if fact.kind != "gap"]
    if form is Form.TABLE and shown:
        return View(type=ViewType.TABLE, ids=tuple(fact.citation for fact in shown))
    if not shown or form:
        return None
    if isinstance(shown[0].latest.payload, Procedure):
        return View(type=ViewType.STEPS, ids=(shown[0].citation,))
    alike = [fact for fact in shown if fact.kind == shown[0].kind]
    ids = tuple(fact.citation for fact in alike)
    if len(alike) < 2:
        return None
    if Intent.COMPARISON in query.intents:
        return View(type=ViewType.COMPARISON, ids=ids)
    if shown[0].kind in _PLAIN_KINDS:
        return None
    return View(type=ViewType.TABLE if len(alike) >= FEWEST_ROWS else ViewType.CARDS, ids=ids)
