"""Answers a question about facts that it names by their IDs: what each says, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kb.answerer.connectives import STATE
from kb.catalog import Catalog
from kb.errors import UnknownFact, UnknownRevision
from kb.ids import Citation
from kb.models import Fact, Revision, Status
from kb.models.facts import Withdrawal

MOST = 6
"""IDs that are looked up; a longer list is read at the export."""


@dataclass(frozen=True)
class Lookup:
    """What was looked up.

    Attributes:
        text: What is said of the IDs, as Markdown.
        found: The facts and revisions that were named, in order, each once.
    """

    text: str
    found: tuple[tuple[Fact, Revision[Any]], ...]


def look_up(citations: Sequence[Citation], catalog: Catalog, *, state: bool) -> Lookup:
    """Looks up what a question names.

    Args:
        citations: The citations, in order.
        catalog: The facts.
        state: Say also of a current fact that it is.
    """
    parts: list[str] = []
    found: dict[str, tuple[Fact, Revision[Any]]] = {}
    for citation in citations[:MOST]:
        try:
            fact, revision = catalog.resolve(citation)
        except (UnknownFact, UnknownRevision) as error:
            near = error.near if isinstance(error, UnknownFact) else error.known
            others = {"others": ", ".join(near)} if near else None
            parts.append(" ".join([STATE["unknown"].format(id=citation), *([STATE["near"].format(**others)] if others else [])]))
            continue
        found[f"{fact.id}v{revision.revision}"] = (fact, revision)
        parts.append(" ".join([revision.statement, *_say_state(citation, fact, revision, catalog, state)]))
    return Lookup("\n\n".join(parts), tuple(found.values()))


def _say_state(citation: Citation, fact: Fact, revision: Revision[Any], catalog: Catalog, state: bool) -> list[str]:
    name, said = f"{fact.id}v{revision.revision}", []
    if citation.fact_id != fact.id:
        said.append(STATE["moved"].format(id=citation.fact_id, newest=fact.id))
    latest = fact.latest
    if latest.status is Status.WITHDRAWN and latest.withdrawn:
        said.append(_say_withdrawal(fact, latest.withdrawn))
        if others := [other.id for other in catalog.replacements(fact)]:
            said.append(STATE["replaced"].format(others=", ".join(others)))
    elif revision is not latest:
        said.append(STATE["revised"].format(id=name, newest=fact.citation))
    elif state:
        said.append(STATE["current"].format(id=name))
    return said


def _say_withdrawal(fact: Fact, withdrawn: Withdrawal) -> str:
    reason = withdrawn.reason if withdrawn.reason.endswith(".") else f"{withdrawn.reason}."
    return STATE["withdrawn"].format(id=fact.id, date=withdrawn.date.isoformat(), reason=reason)
