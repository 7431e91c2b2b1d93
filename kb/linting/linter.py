"""Judges the citations of documents against a catalog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from kb.catalog import Catalog
from kb.errors import UnknownRevision, UnreadableDocument
from kb.history import list_changes
from kb.ids import near_ids
from kb.linting.blocks import Block, Place
from kb.linting.citations import IGNORE, Occurrence, find_citations
from kb.linting.contradictions import CitedFact, Contradiction, find_contradictions
from kb.linting.properties import Property, list_properties
from kb.linting.report import LEVELS, Change, CheckedCitation, CitationStatus, Finding, Level, Rule
from kb.models import Fact, Revision, Status

CITATIONS_LIMIT = 2000
"""Citations that one document may have; more is no document that a person wrote."""

NEAR_LIMIT = 20
"""Unknown IDs of one document for which near matches are sought; comparing is slow."""


class Linter:
    """Checks documents, one after the other.

    Args:
        catalog: The facts to check against.
        require_pinned: Make a citation without a revision an error.
    """

    def __init__(self, catalog: Catalog, require_pinned: bool = False) -> None:
        self.catalog = catalog
        self.unpinned_level = Level.ERROR if require_pinned else LEVELS[Rule.UNPINNED]
        self._near: dict[str, tuple[str, ...]] = {}
        self._properties: dict[str, list[Property]] = {}

    def check(self, document: str, blocks: Iterable[Block]) -> tuple[list[CheckedCitation], list[Finding]]:
        """Every citation of a document, and what there is to say of them, both in its order.

        Raises:
            UnreadableDocument: It has more than `CITATIONS_LIMIT` citations.
        """
        citations: list[CheckedCitation] = []
        findings: list[Finding] = []
        self._near = {}
        for block in blocks:
            occurrences = find_citations(block.text)
            if len(citations) + len(occurrences) > CITATIONS_LIMIT:
                raise UnreadableDocument(document, f"It has more than {CITATIONS_LIMIT} citations; split it.")
            if not occurrences:
                continue
            checks = [_Check(self, document, block, occurrence) for occurrence in occurrences]
            citations += [check.record() for check in checks]
            if IGNORE.search(block.text):
                continue
            inside = [finding for check in checks for finding in check.findings()]
            cited = [one for check in checks if (one := check.cited())]
            inside += [self._deny(document, block, contradiction) for contradiction in find_contradictions(block, cited)]
            findings += sorted(inside, key=lambda finding: (finding.line or 0, finding.column))
        return citations, findings

    def near(self, fact_id: str) -> tuple[str, ...]:
        """Known IDs like an unknown one, best first."""
        if fact_id not in self._near:
            self._near[fact_id] = tuple(near_ids(fact_id, self.catalog.facts)) if len(self._near) < NEAR_LIMIT else ()
        return self._near[fact_id]

    def properties_of(self, name: str, revision: Revision[Any]) -> list[Property]:
        """The typed values of a revision, listed once."""
        if name not in self._properties:
            self._properties[name] = list_properties(revision)
        return self._properties[name]

    @cached_property
    def _app_ids(self) -> dict[str, str]:
        return {each.key: fact.citation for fact in self.catalog for each in list_properties(fact.latest) if each.type == "uuid"}

    def _deny(self, document: str, block: Block, found: Contradiction) -> Finding:
        value, said = found.value, found.property
        owner = self._app_ids.get(value.key) if said.type == "uuid" else None
        hint = f" That App ID is the one of {owner}." if owner else ""
        return Finding(
            document=document,
            **block.place_at(value.start).members(),
            rule=Rule.CONTRADICTION,
            level=LEVELS[Rule.CONTRADICTION],
            citation=str(found.cited.occurrence.citation),
            message=f"“{value.text}” stands beside {found.cited.name}, which says {said.shown} ({said.name}).{hint}",
            value=value.text,
            expected=said.shown,
        )


class _Check:
    """One citation, resolved."""

    def __init__(self, linter: Linter, document: str, block: Block, occurrence: Occurrence) -> None:
        self.linter, self.document, self.occurrence = linter, document, occurrence
        self.citation = occurrence.citation
        self.place: Place = block.place_at(occurrence.start)
        self.fact: Fact | None = None
        self.revision: Revision[Any] | None = None
        self.known: Sequence[str] = ()
        catalog = linter.catalog
        try:
            # `Catalog.fact` compares every ID to name near ones; here the caller's own bounded search does.
            if catalog.knows(self.citation.fact_id):
                self.fact, self.revision = catalog.resolve(self.citation)
        except UnknownRevision as error:
            self.fact, self.known = catalog.fact(self.citation.fact_id), error.known

    @property
    def status(self) -> CitationStatus:
        if self.fact is None or self.revision is None:
            return CitationStatus.UNKNOWN
        if self.fact.latest.status is Status.WITHDRAWN:
            return CitationStatus.WITHDRAWN
        return CitationStatus.CURRENT if self.revision is self.fact.latest else CitationStatus.OUTDATED

    def record(self) -> CheckedCitation:
        return CheckedCitation(
            document=self.document,
            **self.place.members(),
            citation=str(self.citation),
            status=self.status,
            pinned=self.citation.revision is not None,
            latest=self.fact.citation if self.fact else None,
            title=self.revision.title if self.revision else None,
        )

    def cited(self) -> CitedFact | None:
        if self.fact is None or self.revision is None:
            return None
        name = f"{self.fact.id}v{self.revision.revision}"
        return CitedFact(self.occurrence, name, self.linter.properties_of(name, self.revision), self.revision.statement)

    def findings(self) -> list[Finding]:
        """What there is to say of the citation itself."""
        if self.fact is None:
            near = self.linter.near(self.citation.fact_id)
            hint = f" Did you mean {', '.join(near)}?" if near else ""
            return [self._find(Rule.UNKNOWN, f"There is no fact {self.citation.fact_id}.{hint}", near=near)]
        if self.revision is None:
            message = f"There is no revision {self.citation}. Known: {', '.join(self.known)}."
            return [self._find(Rule.UNKNOWN, message, near=tuple(self.known))]
        found = []
        if self.status is CitationStatus.WITHDRAWN:
            found.append(self._report_withdrawn(self.fact))
        elif self.status is CitationStatus.OUTDATED:
            found.append(self._report_outdated(self.fact, self.revision))
        if self.citation.fact_id != self.fact.id:
            message = f"{self.citation.fact_id} is a former ID of {self.fact.id}. Cite {self.fact.citation}."
            found.append(self._find(Rule.RENAMED, message, replaced_by=(self.fact.citation,)))
        if self.citation.revision is None:
            message = f"{self.citation} names no revision: what it says may change. Cite {self.fact.citation}."
            found.append(self._find(Rule.UNPINNED, message, level=self.linter.unpinned_level))
        return found

    def _report_withdrawn(self, fact: Fact) -> Finding:
        withdrawn = fact.latest.withdrawn
        assert withdrawn is not None, "the model ties it to the status"
        chains = [[*(each.id for each in chain[:-1]), chain[-1].citation] for chain in self.linter.catalog.replacement_chains(fact)]
        named = tuple(dict.fromkeys(chain[-1] for chain in chains))
        advice = f"Cite {' and '.join(named)} instead" if named else "It has no replacement; take the citation out"
        ways = "; ".join(" → ".join(chain) for chain in chains if len(chain) > 2)
        message = f"{fact.id} was withdrawn on {withdrawn.date}: {withdrawn.reason.rstrip('.')}. {advice}{f' ({ways})' if ways else ''}."
        return self._find(Rule.WITHDRAWN, message, replaced_by=named)

    def _report_outdated(self, fact: Fact, revision: Revision[Any]) -> Finding:
        changes = tuple(Change(field=one.field, old=one.old, new=one.new) for one in list_changes(revision, fact.latest))
        what = f"Changed since: {', '.join(change.field for change in changes)}" if changes else "Nothing that it says has changed since"
        message = f"{self.citation} is outdated: the fact reads {fact.citation} since {fact.latest.date}. {what}."
        return self._find(Rule.OUTDATED, message, changes=changes, replaced_by=(fact.citation,))

    def _find(self, rule: Rule, message: str, level: Level | None = None, **more: Any) -> Finding:
        return Finding(
            document=self.document,
            **self.place.members(),
            rule=rule,
            level=level or LEVELS[rule],
            citation=str(self.citation),
            message=message,
            **more,
        )
