"""Revisions are numbered n … 1, newest first, and their dates agree with that."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import revisions
from kb.errors import Problem
from kb.loader import Corpus


def check_revisions(corpus: Corpus) -> Iterator[Problem]:
    """Yields gaps in the numbering, a wrong order, and dates that run backwards."""
    for located in revisions(corpus):
        expected = len(located.fact.revisions) - located.at
        if located.revision.revision != expected:
            yield located.problem("revision-order", f"revisions stand newest first; expected number {expected} here", "revision")
        older = located.fact.revisions[located.at + 1 :]
        if older and older[0].date > located.revision.date:
            yield located.problem("revision-date", f"revision {older[0].revision} is dated later ({older[0].date})", "date")
