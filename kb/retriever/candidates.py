"""Where the facts that are worth ranking come from, when they are not simply all that share anything with the question."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from kb.retriever.query import Query


class Candidates(Protocol):
    """A source of candidates, such as a database; one that many threads may ask at once.

    Without one the retriever ranks every fact that shares a unit with the question, from the index's own postings.
    A source may name fewer, never others: of what it names, only facts that share something are ranked.
    """

    def find(self, query: Query) -> Collection[str]:
        """The IDs of the facts worth ranking, at most as many as the source is set to give.

        The same query on the same release gives the same IDs.

        Raises:
            CandidatesUnavailable: The source cannot be asked now, or was too slow.
        """
