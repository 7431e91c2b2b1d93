"""Every fact by its ID: the one place that resolves citations, aliases and withdrawn facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

from kb.errors import UnknownFact, UnknownRevision
from kb.ids import AREAS, Citation, area_of, near_ids, parse_citation
from kb.loader import Corpus
from kb.models import Fact, Release, Revision, Source, Status, VocabularyTerm

UNRELEASED = "unreleased"
"""The release name of facts that no release holds yet."""


class Catalog:
    """The facts of one release (or of the working tree), ready to be looked up.

    Attributes:
        facts: ID → fact, in ID order within the order of areas.
        sources: ID → source.
        vocabulary: ID → term, in the file's order.
        release: The release's name, or ``unreleased``.
        releases: Every release that was cut, oldest first.
    """

    def __init__(
        self,
        facts: Iterable[Fact],
        sources: Iterable[Source],
        vocabulary: Iterable[VocabularyTerm],
        release: str = UNRELEASED,
        releases: Sequence[Release] = (),
    ) -> None:
        order = list(AREAS)
        ordered = sorted(facts, key=lambda fact: (order.index(area_of(fact.id)), fact.id))
        self.facts = {fact.id: fact for fact in ordered}
        self.sources = {source.id: source for source in sources}
        self.vocabulary = {term.id: term for term in vocabulary}
        self.release = release
        self.releases = tuple(releases)
        self._aliases = {alias: fact.id for fact in ordered for alias in fact.aliases}

    @classmethod
    def of(cls, corpus: Corpus, release: str = UNRELEASED) -> Catalog:
        """The catalog of a corpus that passed its checks, under the release's name."""
        return cls(corpus.facts, corpus.sources, corpus.vocabulary, release, corpus.releases)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def current(self) -> list[Fact]:
        """The facts that hold today: withdrawn ones left out."""
        return [fact for fact in self if fact.latest.status is Status.CURRENT]

    def by_area(self, area: str) -> list[Fact]:
        """The facts of one area, in ID order."""
        return [fact for fact in self if area_of(fact.id) == area]

    def knows(self, fact_id: str) -> bool:
        """Whether there is a fact with this ID or alias."""
        return fact_id in self.facts or fact_id in self._aliases

    def fact(self, fact_id: str) -> Fact:
        """The fact with this ID or alias.

        Raises:
            UnknownFact: There is none; carries near matches.
        """
        found = self.facts.get(self._aliases.get(fact_id, fact_id))
        if found is None:
            raise UnknownFact(fact_id, near_ids(fact_id, self.facts))
        return found

    def resolve(self, citation: str | Citation) -> tuple[Fact, Revision[Any]]:
        """The fact and revision a citation names; a bare ID means the latest revision.

        A withdrawn fact is found like any other: its latest revision is its tombstone, and `replacements` tells what
        to cite instead.

        Raises:
            UnknownFact: No such fact, or the text is no citation.
            UnknownRevision: The fact has no such revision.
        """
        parsed = parse_citation(citation) if isinstance(citation, str) else citation
        if parsed is None:
            raise UnknownFact(str(citation), near_ids(str(citation), self.facts))
        fact = self.fact(parsed.fact_id)
        if parsed.revision is None:
            return fact, fact.latest
        for revision in fact.revisions:
            if revision.revision == parsed.revision:
                return fact, revision
        raise UnknownRevision(str(parsed), [f"{fact.id}v{revision.revision}" for revision in fact.revisions])

    def replacements(self, fact: Fact) -> list[Fact]:
        """What to cite instead of a withdrawn fact: the current facts at the ends of its chains of replacements, in order.

        Empty for a current fact, and where every chain ends in a fact that was withdrawn without replacement.
        """
        return list({chain[-1].id: chain[-1] for chain in self.replacement_chains(fact)}.values())

    def replacement_chains(self, fact: Fact) -> list[list[Fact]]:
        """The ways from a withdrawn fact over its replacements to the facts that hold today, each with both its ends."""

        def follow(way: list[Fact]) -> Iterator[list[Fact]]:
            tombstone = way[-1].latest.withdrawn
            for other in map(self.fact, tombstone.replaced_by if tombstone else ()):
                if other.latest.status is Status.CURRENT:
                    yield [*way, other]
                elif other not in way:
                    yield from follow([*way, other])

        return list(follow([fact]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the facts, sources and vocabulary say, as 64 hex digits."""
        everything = [item.model_dump_json() for group in (self.facts, self.sources, self.vocabulary) for item in group.values()]
        return hashlib.sha256("\n".join(everything).encode()).hexdigest()
