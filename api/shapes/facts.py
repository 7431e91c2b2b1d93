"""A fact as the API sends it."""

from __future__ import annotations

import datetime
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field

from api.http.checks import check_choice
from kb.catalog import Catalog
from kb.ids import AREAS, EXAMPLE, EXAMPLE_ID, area_of, fact_url
from kb.models import Basis, Fact, Revision, Seen, Status, Withdrawal

KINDS: tuple[str, ...] = tuple(kind for each in get_args(Fact) for kind in get_args(each.model_fields["kind"].annotation))
"""Every kind of fact, in the order of the models."""


STATES = tuple(map(str, Status))
CITATION_LIMIT = 40
"""Characters of an ID or a citation that are looked at."""


class Record(BaseModel):
    """A frozen part of a response."""

    model_config = ConfigDict(frozen=True)


class FactSource(Record):
    """Where a fact comes from."""

    id: str = Field(description="The source's ID.", examples=["getting-started"])
    title: str = Field(description="The source's title.")
    publisher: str = Field(description="Who publishes it.")
    url: str = Field(description="The page people read.")
    section: str = Field(description="The heading the fact stands under.")
    lines: tuple[tuple[int, int], ...] | None = Field(
        description="Inclusive ranges of 1-based lines in the source's text; null for a page.", examples=[[[79, 82]]]
    )
    seen: Seen | None = Field(default=None, description="How much of a page was read for the fact; null for a text.")
    also: tuple[str, ...] = Field(default=(), description="The IDs of further sources that say the same.")
    basis: Basis = Field(description="Whether the vendor says it, it follows from what the vendor says, or somebody else says it.")
    read: datetime.date = Field(description="The day the source was read.")


class LatestRevision(Record):
    """How a fact stands, whichever of its revisions is read."""

    citation: str = Field(description="Its newest revision.", examples=[EXAMPLE])
    status: Status = Field(description="`current`, or `withdrawn` when the fact no longer holds.")
    withdrawn: Withdrawal | None = Field(description="Day, reason and replacement, when the fact is withdrawn.")
    replaced_by: tuple[str, ...] = Field(
        description="What to cite instead of a withdrawn fact: current facts; replacements that were withdrawn since are followed to theirs."
    )


class FactRecord(Record):
    """One revision of a fact."""

    id: str = Field(description="The fact's ID; it never changes and is never used again.", examples=[EXAMPLE_ID])
    revision: int = Field(description="Which wording this is, from 1.", examples=[1])
    citation: str = Field(description="ID and revision together: how this wording is cited.", examples=[EXAMPLE])
    kind: str = Field(description="What `payload` holds.", examples=["app_id"])
    area: str = Field(description="The area in the ID.", examples=["APP"])
    title: str = Field(description="A heading for it.")
    statement: str = Field(description="One to three sentences that stay true out of context; Markdown.")
    payload: dict[str, Any] = Field(description="The same as typed data; its keys depend on `kind`.")
    status: Status = Field(description="`current`, or `withdrawn` for a tombstone.")
    withdrawn: Withdrawal | None = Field(description="Day, reason and replacement of a withdrawn fact.")
    applies_when: dict[str, list[str]] = Field(description="The conditions it holds under; a missing key means: whatever its value.")
    date: datetime.date = Field(description="The day of this revision.")
    source: FactSource = Field(description="Where it comes from.")
    see_also: tuple[str, ...] = Field(description="IDs of related facts.")
    conflicts_with: tuple[str, ...] = Field(description="IDs of facts that disagree.")
    aliases: tuple[str, ...] = Field(description="Former IDs of the same fact.")
    revisions: tuple[str, ...] = Field(description="Every revision's citation, newest first.")
    latest: LatestRevision = Field(description="How the fact stands: its newest revision, and whether it is withdrawn.")
    url: str = Field(description="Its place on the site.", examples=[fact_url(EXAMPLE_ID)])
    permalink: str = Field(description="Its short address for runbooks and e-mails.", examples=[f"/f/{EXAMPLE}"])


class ReleasedFact(FactRecord):
    """One revision of a fact, with the release it was read from."""

    release: str = Field(description="The release the facts are of.", examples=["2026.11.0"])


class FactList(Record):
    """Facts in ID order within the order of areas."""

    release: str = Field(description="The release the facts are of.", examples=["2026.11.0"])
    facts: tuple[FactRecord, ...] = Field(description="The facts that pass every filter.")


def find_revision(catalog: Catalog, citation: str) -> tuple[Fact, Revision[Any]]:
    """The fact and the revision that an ID or a citation names.

    Raises:
        UnknownFact: There is none, or the text is no citation.
        UnknownRevision: The fact has no such revision.
    """
    return catalog.resolve(citation[:CITATION_LIMIT])


def filter_facts(catalog: Catalog, kind: str | None, area: str | None, status: str | None = None) -> list[Fact]:
    """The facts that pass every filter that is given, in their order.

    Raises:
        ApiProblem: A filter has a value that is not in its list.
    """
    check_choice(kind, "kind", KINDS)
    area = check_choice(area and area.upper(), "area", tuple(AREAS))
    check_choice(status, "status", STATES)
    return [
        fact
        for fact in catalog
        if kind in (None, fact.kind) and area in (None, area_of(fact.id)) and status in (None, str(fact.latest.status))
    ]


def describe_fact(catalog: Catalog, fact: Fact, revision: Revision[Any] | None = None) -> FactRecord:
    """One revision of a fact, the latest unless another is given."""
    return FactRecord(**_members(catalog, fact, revision or fact.latest))


def describe_released_fact(catalog: Catalog, fact: Fact, revision: Revision[Any]) -> ReleasedFact:
    """One revision of a fact, with the catalog's release."""
    return ReleasedFact(release=catalog.release, **_members(catalog, fact, revision))


def _members(catalog: Catalog, fact: Fact, revision: Revision[Any]) -> dict[str, Any]:
    origin = revision.source
    source = catalog.sources[origin.id]
    citation = f"{fact.id}v{revision.revision}"
    return {
        "id": fact.id,
        "revision": revision.revision,
        "citation": citation,
        "kind": fact.kind,
        "area": area_of(fact.id),
        "title": revision.title,
        "statement": revision.statement,
        "payload": revision.payload.model_dump(mode="json", exclude_none=True),
        "status": revision.status,
        "withdrawn": revision.withdrawn,
        "applies_when": {key: [str(value) for value in values] for key, values in revision.applies_when if values},
        "date": revision.date,
        "source": FactSource(
            id=source.id,
            title=source.title,
            publisher=source.publisher,
            url=source.url,
            section=origin.section,
            lines=origin.lines or None,
            seen=origin.seen,
            also=origin.also,
            basis=origin.basis,
            read=origin.read,
        ),
        "see_also": revision.see_also,
        "conflicts_with": revision.conflicts_with,
        "aliases": fact.aliases,
        "revisions": tuple(f"{fact.id}v{each.revision}" for each in fact.revisions),
        "latest": LatestRevision(
            citation=fact.citation,
            status=fact.latest.status,
            withdrawn=fact.latest.withdrawn,
            replaced_by=tuple(other.citation for other in catalog.replacements(fact)),
        ),
        "url": fact_url(fact.id),
        "permalink": f"/f/{citation}",
    }
