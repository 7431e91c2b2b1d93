"""With a copy of a source at hand: what we write is in our own words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.models.conditions import LABELS, values_of
from kb.models.payloads import ConsentPairing
from kb.sources import read_copy

RUN = 10
"""Words in a row that count as taken over. Labels of the products are quoted exactly and do not count."""


def words(text: str) -> list[str]:
    """The words of a text, in lower case, without the addresses of links."""
    return re.findall(r"[a-z0-9]+", re.sub(r"\(https?:[^)]*\)", " ", text).lower())


def runs(text: list[str]) -> set[tuple[str, ...]]:
    """Every stretch of ``RUN`` words."""
    return {tuple(text[at : at + RUN]) for at in range(len(text) - RUN + 1)}


def check_copying(corpus: Corpus) -> Iterator[Problem]:
    """Yields statements and titles that share ten words in a row with their source."""
    taken: dict[str, set[tuple[str, ...]]] = {}
    for source in corpus.sources:
        lines = read_copy(source, corpus.root)
        if lines is not None:
            taken[source.id] = runs(words("\n".join(lines)))
    labels = {LABELS[setting] for setting in values_of("entra_setting")}
    labels |= {fact.latest.payload.zoom_setting for fact in corpus.facts if isinstance(fact.latest.payload, ConsentPairing)}
    spoken = sorted((" ".join(words(label)) for label in labels), key=len, reverse=True)
    for located in latest_revisions(corpus):
        plain = " ".join(words(f"{located.revision.title} | {located.revision.statement}"))
        for label in spoken:
            plain = plain.replace(label, " ### ")
        shared = runs(plain.split()) & taken.get(located.revision.source.id, set())
        if shared:
            message = f'ten words in a row stand in the source: "{" ".join(min(shared))}"; say it in our own words'
            yield located.problem("copied-wording", message, "statement")
