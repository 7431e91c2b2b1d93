"""What a rule is: a function from the corpus to problems, and the few words every rule needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from kb.errors import Problem
from kb.loader import Corpus, Document
from kb.models import Fact, Revision

Rule = Callable[[Corpus], Iterator[Problem]]
"""One rule over the whole corpus; yields everything it finds."""


class Located(NamedTuple):
    """A revision with its fact, its citation and where it stands."""

    fact: Fact
    revision: Revision[Any]
    at: int
    document: Document

    @property
    def citation(self) -> str:
        """e.g. ``ZM-APP-002v1``."""
        return f"{self.fact.id}v{self.revision.revision}"

    def problem(self, rule: str, message: str, *keys: str | int) -> Problem:
        """A problem at ``keys`` within this revision."""
        line = self.document.line_of(("revisions", self.at, *keys))
        return Problem(self.document.path, line, self.citation, rule, message)


def revisions(corpus: Corpus) -> Iterator[Located]:
    """Every revision of every fact."""
    for fact, document in corpus.located():
        history: tuple[Revision[Any], ...] = fact.revisions
        for at, revision in enumerate(history):
            yield Located(fact, revision, at, document)


def latest_revisions(corpus: Corpus) -> Iterator[Located]:
    """The newest revision of every fact: rules of style bind these, the older ones are history."""
    return (located for located in revisions(corpus) if located.at == 0)


def suggest(near: list[str]) -> str:
    """`` Did you mean "x"?`` for the nearest known name, or nothing."""
    return f' Did you mean "{near[0]}"?' if near else ""
